"""German phrases."""

# ruff: noqa: E501, SIM905 - words stand as text, and a pattern on one line, however long: broken up, both hide what they hold.
# fmt: off

from generator.ingest.phrases.table import Phrases

GERMAN = Phrases(
    language="de",
    common_words=frozenset("der die das und in den von zu mit ist im für auf dem des nicht ein eine als auch sich".split()),
    decimal=",",
    number_words={
        "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7, "acht": 8, "neun": 9, "zehn": 10,
        "elf": 11, "zwölf": 12, "zwanzig": 20, "dreißig": 30, "vierzig": 40, "fünfzig": 50,
    },
    scales={
        "hundert": 100, "tausend": 1_000, "million": 1_000_000, "millionen": 1_000_000, "mio": 1_000_000,
        "milliarde": 1_000_000_000, "milliarden": 1_000_000_000, "dutzend": 12,
    },
    percent_pattern=r"%|prozent\b",
    currencies={"euro": "EUR", "cent": "", "franken": "", "dollar": "", "mark": ""},
    qualifiers={
        "mindestens": "at-least", "wenigstens": "at-least", "höchstens": "at-most", "bis zu": "at-most",
        "weniger als": "at-most", "mehr als": "more-than", "über": "more-than", "rund": "about", "etwa": "about",
        "ungefähr": "about", "knapp": "about", "fast": "about", "circa": "about", "ca.": "about",
    },
    time_units=frozenset(
        """sekunde sekunden minute minuten stunde stunden tag tage tagen nacht nächte woche wochen monat monate monaten
        jahr jahre jahren jahrzehnt jahrzehnte jahrzehnten jahrhundert jahrhunderte uhr mal winter sommer""".split()
    ),
    vague_nouns=frozenset("dinge seiten hälften teile".split()),
    function_words=frozenset(
        """aber als am an auf aus bei bis das dass dem den der des die du ein eine einem einen einer er es für gegen
        hat hatte haben ich im in ist ihr ihre ja kein mit nach nicht noch nur oder ohne seit sich sie sind so über um
        und uns unter vom von vor war waren weil wenn werden wie wir wird wurde wurden zu zum zur zwischen""".split()
    ),
    numbered_nouns=frozenset("linie nummer nr seite kapitel artikel phase stufe paragraf paragraph raum absatz".split()),
    age_pattern=r"(?!)",
    number_of_pattern=r"\b(?:zahl|anzahl) der (?P<noun>[^,.;:„“]{3,60}?) (?:auf|bei|liegt bei|stieg auf|sank auf|beträgt)\s+$",
    months={
        "januar": 1, "jänner": 1, "februar": 2, "märz": 3, "april": 4, "mai": 5, "juni": 6, "juli": 7, "august": 8,
        "september": 9, "oktober": 10, "november": 11, "dezember": 12,
    },
    weekdays={
        "montag": 0, "dienstag": 1, "mittwoch": 2, "donnerstag": 3, "freitag": 4, "samstag": 5, "sonnabend": 5,
        "sonntag": 6,
    },
    day_month_link=r"\.\s+",
    month_year_link=r"\s+",
    month_first=False,
    year_prefix_pattern=r"(?:im jahr|im jahre|seit|bis|von|vor|nach|um|anfang|ende|mitte|des jahres|in den jahren|schon|bereits|erst)",
    bare_years=True,
    between_pattern=r"\b(?:zwischen (?P<first>\d{4}) und (?P<last>\d{4})|von (?P<first2>\d{4}) bis (?P<last2>\d{4}))\b",
    since_pattern=r"\bseit(?: dem)?\s+$",
    by_pattern=r"\bbis(?: zum| ende| anfang)?\s+$",
    about_pattern=r"\b(?:um|circa|ca\.|etwa)\s+$",
    as_of_pattern=r"\bstand:?\s+$",
    relative_days={"vorgestern": -2, "gestern": -1, "heute": 0, "morgen": 1, "übermorgen": 2},
    relative_months={"im vergangenen monat": -1, "diesen monat": 0, "im nächsten monat": 1, "im kommenden monat": 1},
    relative_years={"im vergangenen jahr": -1, "im vorigen jahr": -1, "letztes jahr": -1, "dieses jahr": 0,
                    "in diesem jahr": 0, "im nächsten jahr": 1, "im kommenden jahr": 1, "nächstes jahr": 1},
    unsettled_pattern=(
        r"\bvor (?:\S+ ){1,3}?(?:Stunden?|Tag(?:en)?|Wochen?|Monat(?:en)?|Jahr(?:en)?|Jahrzehnten?|Jahrhunderten?)\b"
        r"|\b(?:vergangene|letzte|nächste|kommende)[nr]? Woche\b|\b\S+ (?:Stunden|Tage|Wochen|Monate|Jahre) (?:später|zuvor|früher)\b"
        r"|\bam Tag (?:zuvor|darauf)\b|\b(?:Anfang|Mitte|Ende) der Woche\b"
    ),
    future_pattern=r"\b(?:wird|werden|soll|sollen|will|wollen|geplant|plant|planen|voraussichtlich)\b",
    past_pattern=r"\b(?:war|waren|wurde|wurden|hat|haben|hatte|hatten|ist|sind|\w+(?:te|ten)|kam|kamen|ging|gab|fand|fanden|begann|schloss|brach|fiel|stieg|sank|lag|stand)\b",
    weekday_prefix_pattern=r"(?:am|seit|vom|bis)",
    weekday_unsettled_pattern=r"\b(?:jeden|einem|nächsten|letzten|kommenden|vergangenen)\s+$",
    said=tuple(
        word.replace("_", " ")
        for word in """sagte sagt sagten erklärte erklärt betonte betont ergänzte ergänzt meinte meint berichtete
        berichtet kündigte_an teilte_mit fügte_hinzu erzählte erzählt warnte warnt räumte_ein versicherte versichert
        bestätigte bestätigt forderte fordert lobte lobt schrieb schreibt antwortete antwortet erinnerte erinnert
        so klagte klagt versprach verspricht kritisierte kritisiert freute_sich gab_zu hieß_es""".split()
    ),
    states=("schätzt", "schätzte", "rechnet", "rechnete", "beziffert", "bezifferte", "zählt", "zählte", "erwartet"),
    according_pattern=r"\b(?:laut|zufolge|nach (?:angaben|aussage|auskunft|einschätzung) (?:der|des|von|vom|einer|eines)?)\s*",
    released_by_pattern=r"(?!)",
    determiners=frozenset("der die das dem den des ein eine einer ihr ihre sein seine deren dessen".split()),
    persons=frozenset("er sie".split()),
    things=frozenset("es sie".split()),
    honorifics=frozenset(
        """herr frau dr prof professor bürgermeister bürgermeisterin präsident präsidentin minister ministerin richter
        richterin stadtrat stadträtin leiter leiterin direktor direktorin sprecher sprecherin""".split()
    ),
    role_nouns=frozenset(
        """bürgermeister bürgermeisterin präsident präsidentin direktor direktorin minister ministerin sprecher
        sprecherin leiter leiterin vorsitzende vorsitzender landwirt landwirtin fischer fischerin biologe biologin
        forscher forscherin arzt ärztin professor professorin lehrer lehrerin wirt wirtin förster försterin ingenieur
        ingenieurin historiker historikerin geologe geologin gründer gründerin chef chefin anwohner anwohnerin bäcker
        bäckerin mitglied""".split()
    ),
    organisation_nouns=frozenset(
        """stadt stadtrat gemeinderat ministerium universität institut verein verband gewerkschaft ausschuss kommission
        bank gesellschaft stiftung krankenhaus museum behörde amt partei polizei gericht union kammer labor
        feuerwehr stadtreinigung bürgerinitiative stadtwerke verwaltung agentur bund""".split()
    ),
    generic_organisations=frozenset("unternehmen firma organisation betrieb".split()),
    role_link_pattern=r"\s+(?:der|des|von|vom|bei|am|beim|im|in)\s+",
    not_names=frozenset(
        """der die das den dem des ein eine einen einem einer und oder aber in im an am auf aus bei mit nach von vom vor
        zu zum zur für gegen ohne um über unter seit bis er sie es wir ich ihr was wer wie wo warum wann dass wenn als
        weil nicht kein keine auch nur noch schon jetzt heute gestern morgen montag dienstag mittwoch donnerstag
        freitag samstag sonntag januar februar märz april mai juni juli august september oktober november dezember alle
        alles viele einige zwei drei vier fünf mehr weniger nichts laut rund etwa nun dann da so wasser""".split()
    ),
    chrome=(
        r"(?:veröffentlicht|aktualisiert|publiziert|stand)(?: am| im)?\s?:?\s.{0,60}", r"lesezeit\b.{0,30}", r".{0,12}\d+ ?min(?:uten)?\.? lesezeit.{0,10}",
        r"(?:artikel |seite |beitrag )?teilen\b.{0,40}", r"(?:lesen sie auch|mehr zum thema|auch interessant|lesen sie mehr|weiterlesen|mehr dazu)\b.{0,120}",
        r"(?:abonnieren|jetzt abonnieren|melden sie sich|anmelden|registrieren)\b.{0,140}", r".{0,60}\bnewsletter\b.{0,60}", r"(?:anzeige|werbung)",
        r"(?:wir verwenden|wir nutzen|diese (?:seite|website) (?:verwendet|nutzt))\b.{0,20}cookies?.{0,200}", r"(?:alle )?(?:akzeptieren|ablehnen|einstellungen).{0,30}",
        r"folgen sie uns\b.{0,60}", r"(?:©|\(c\)|copyright).{0,120}", r"alle rechte vorbehalten\W*", r"(?:nach oben|zur startseite|zurück nach oben).{0,20}",
        r"(?:schlagworte|schlagwörter|themen|tags?|stichworte)\s*:.{0,120}", r"(?:kommentare?|kommentieren|antworten)\b.{0,40}", r"\d+ kommentare?",
        r"(?:pressemitteilung|zur sofortigen veröffentlichung)\W*", r"(?:pressekontakt|kontakt für die presse)\b.{0,120}",
        r"(?:facebook|twitter|whatsapp|linkedin|drucken|e-mail|senden)", r"(?:artikel|beitrag) (?:anhören|vorlesen).{0,30}",
        r"(?:meistgelesen|verwandte artikel|ähnliche artikel|mehr aus \w+)\b.{0,40}", r"(?:startseite|menü|suche|impressum|datenschutz|kontakt|schließen)",
        r"(?:fotos?|bild|bilder)\s*:.{0,60}",
    ),
    byline_pattern=r"(?:von|text|text von|autor|autorin|interview|interview von)(?:\s*:\s*|\s+)(?P<names>[^.:!?]{3,90}?)\.?",
    and_pattern=r"\s*(?:,|;|&|\bund\b)\s*",
    role_line_pattern=r"(?:korrespondent(?:in)?|redakteur(?:in)?|reporter(?:in)?|journalist(?:in)?)\b.{0,40}",
    date_line_pattern=r"(?:(?:veröffentlicht|aktualisiert|publiziert|stand|datum)(?: am)?\s*:?\s*(?:am\s+)?)*",
    sections=frozenset(
        """welt politik wissenschaft regionales region wirtschaft kultur sport gesundheit bildung meinung technik umwelt
        klima lokales gesellschaft justiz medien interview reportage verkehr landwirtschaft geschichte panorama
        wissen""".split()
    ),
    reader_words=frozenset("uns unserem unser unsere unserer unseren wir".split()),
    background_headings=frozenset(["hintergrund", "der hintergrund", "vorgeschichte", "die vorgeschichte", "was bisher geschah", "zum hintergrund"]),
    reference_headings=frozenset(["quellen", "literatur", "anmerkungen", "fußnoten", "nachweise", "einzelnachweise"]),
    askers=frozenset("frage f moderator moderatorin reporter reporterin redaktion".split()),
    answerers=frozenset("antwort a gast".split()),
    welcome_pattern=r"\b(?:willkommen|guten (?:tag|abend|morgen)|danke(?:,)? dass sie|danke für (?:die einladung|ihren besuch)|bei (?:uns|mir) ist)\b",
    thanks_pattern=r"\b(?:danke|vielen dank|auf wiedersehen|gern geschehen|bitte sehr)\b",
    background_opening_pattern=r"^(?:der konflikt|der streit|die krise)\b.{0,40}(?:begann|geht zurück)",
    abbreviations=frozenset("dr prof hr fr st usw bzw ca nr str z.b d.h u.a abs art bd s vgl mio mrd".split()),
)
