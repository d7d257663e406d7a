"""French phrases."""

# ruff: noqa: E501, SIM905 - words stand as text, and a pattern on one line, however long: broken up, both hide what they hold.
# fmt: off

from generator.ingest.phrases.table import Phrases

FRENCH = Phrases(
    language="fr",
    common_words=frozenset("le la les des du de et un une est dans pour que qui sur avec au aux par plus ne pas".split()),
    decimal=",",
    number_words={
        "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9, "dix": 10, "onze": 11,
        "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15, "seize": 16, "vingt": 20, "trente": 30,
        "quarante": 40, "cinquante": 50, "soixante": 60,
    },
    scales={
        "cent": 100, "cents": 100, "mille": 1_000, "million": 1_000_000, "millions": 1_000_000,
        "milliard": 1_000_000_000, "milliards": 1_000_000_000,
    },
    percent_pattern=r"%|pour\s?cent\b",
    currencies={"euro": "EUR", "euros": "EUR", "dollars": "", "francs": "", "centimes": ""},
    qualifiers={
        "au moins": "at-least", "pas moins de": "at-least", "au plus": "at-most", "jusqu'à": "at-most",
        "jusqu’à": "at-most", "moins de": "at-most", "plus de": "more-than", "plus d'": "more-than",
        "plus d’": "more-than", "environ": "about", "près de": "about", "quelque": "about", "presque": "about",
    },
    time_units=frozenset(
        """seconde secondes minute minutes heure heures jour jours nuit nuits semaine semaines mois an ans année années
        siècle siècles hiver hivers été étés h fois""".split()
    ),
    vague_nouns=frozenset("choses côtés moitiés parties".split()),
    function_words=frozenset(
        """à au aux avec ce ces cette dans de des du elle elles en est et il ils je la le les leur lui mais ne nous on
        ou où par pas pour que qui sans se ses son sa sont sur un une vous y dont depuis avant après entre contre""".split()
    ),
    numbered_nouns=frozenset("ligne route numéro page chapitre article phase niveau tome salle".split()),
    age_pattern=r"\bâgée?s? de\s+$",
    number_of_pattern=r"\bnombre (?:de|d’|d')\s?(?P<noun>[^,.;:«»]{3,60}?) (?:à|est de|était de|atteint|a atteint)\s+$",
    months={
        "janvier": 1, "février": 2, "mars": 3, "avril": 4, "mai": 5, "juin": 6, "juillet": 7, "août": 8,
        "septembre": 9, "octobre": 10, "novembre": 11, "décembre": 12,
    },
    weekdays={"lundi": 0, "mardi": 1, "mercredi": 2, "jeudi": 3, "vendredi": 4, "samedi": 5, "dimanche": 6},
    day_month_link=r"(?:er)?\s+",
    month_year_link=r"\s+",
    month_first=False,
    year_prefix_pattern=r"(?:en|depuis|dès|avant|après|vers|jusqu[’']en|l[’']année|de|fin|début)",
    bare_years=False,
    between_pattern=r"\b(?:entre (?P<first>\d{4}) et (?P<last>\d{4})|de (?P<first2>\d{4}) à (?P<last2>\d{4}))\b",
    since_pattern=r"\bdepuis(?: le| la)?\s+$",
    by_pattern=r"\bd[’']ici(?: à| le)?\s+$",
    about_pattern=r"\b(?:vers|environ|autour de)\s+$",
    as_of_pattern=r"\b(?:au|à la date du)\s+$",
    relative_days={"avant-hier": -2, "hier": -1, "aujourd’hui": 0, "aujourd'hui": 0, "ce matin": 0, "ce soir": 0, "demain": 1},
    relative_months={"le mois dernier": -1, "ce mois-ci": 0, "le mois prochain": 1},
    relative_years={"l’année dernière": -1, "l'année dernière": -1, "l’an dernier": -1, "l'an dernier": -1,
                    "cette année": 0, "l’année prochaine": 1, "l'année prochaine": 1, "l’an prochain": 1},
    unsettled_pattern=(
        r"\bil y a (?:\S+ ){1,3}?(?:heures?|jours?|semaines?|mois|ans|années?|siècles?)\b|\bla semaine (?:dernière|prochaine)\b"
        r"|\b\S+ (?:heures?|jours?|semaines?|mois|ans) (?:plus tôt|plus tard|auparavant)\b|\bla veille\b|\ble lendemain\b"
    ),
    future_pattern=r"\b(?:(?:est|sont) (?:prévu|attendu)e?s?|doit|doivent|devrait|devraient|va|vont|prévu|prévue|prévus|prévues|sera|seront|aura|auront|\w+(?:era|eront|ira|iront|dra|dront))\b",
    past_pattern=(
        r"\b(?:a|ont|avait|avaient|était|étaient|fut|furent|est|sont|s[’']est) (?:\w+ ){0,2}?\w*(?:é|ée|és|ées|i|ie|is|ies|u|ue|us|ues|it|is|ert|ait)\b"
        r"|\b\w+(?:ait|aient|èrent|irent)\b"
    ),
    weekday_prefix_pattern=r"(?:ce|le|depuis)",
    weekday_unsettled_pattern=r"\b(?:chaque|un|tous les)\s+$",
    said=tuple(
        word.replace("_", " ")
        for word in """a_déclaré ont_déclaré déclare a_dit dit a_expliqué explique a_affirmé affirme a_ajouté ajoute
        a_estimé estime estiment a_indiqué indique a_annoncé annonce a_précisé précise a_confié confie a_reconnu
        reconnaît a_souligné souligne a_assuré assure a_rappelé rappelle a_regretté regrette raconte a_raconté résume
        a_résumé soupire sourit a_répondu répond a_prévenu prévient a_lancé lance a_insisté insiste a_conclu
        conclut a_promis promet a_salué salue a_critiqué a_averti avertit a_témoigné témoigne a_réagi réagit""".split()
    ),
    states=("compte", "espère", "a compté", "recense", "a recensé", "chiffre", "évalue", "prévoit"),
    according_pattern=r"\b(?:selon|d[’']après|de source)\s+",
    released_by_pattern=r"\b(?:chiffres|données|rapport) (?:publiée?s?|fournie?s?) par\s+",
    determiners=frozenset("le la les l un une son sa ses leur ce cette".split()),
    persons=frozenset("il elle ils elles -t-il -t-elle".split()),
    things=frozenset("elle il".split()),
    honorifics=frozenset("m mme mlle dr maire président présidente ministre général juge professeur maître".split()),
    role_nouns=frozenset(
        """maire président présidente directeur directrice ministre porte-parole chef cheffe responsable adjoint adjointe
        conseiller conseillère fromager boulanger boulangère agriculteur agricultrice pêcheur biologiste chercheur
        chercheuse médecin professeur gardien gardienne secrétaire préfet préfète ingénieur ingénieure habitant
        habitante historien historienne géologue archéologue fondateur fondatrice propriétaire capitaine""".split()
    ),
    organisation_nouns=frozenset(
        """agence conseil ministère université institut association syndicat comité commission banque société mairie
        préfecture fédération fondation hôpital musée observatoire office parti police tribunal union ville région
        département compagnie autorité chambre laboratoire port""".split()
    ),
    generic_organisations=frozenset("entreprise société compagnie organisation".split()),
    role_link_pattern=r"\s+(?:de la|de l[’']|du|des|de|à|au|d[’'])\s*",
    not_names=frozenset(
        """le la les un une des du de et en à au aux dans pour par sur avec sans il elle ils elles on nous vous je ce
        cette ces selon mais ou où donc depuis après avant aujourd’hui hier demain lundi mardi mercredi jeudi vendredi
        samedi dimanche janvier février mars avril mai juin juillet août septembre octobre novembre décembre plus moins
        comment pourquoi quand que qui quoi l d c s n j qu c’est l’ d’ tout tous toute toutes deux trois quatre cinq
        leur son sa ses notre nos votre vos si non oui ici là puis alors""".split()
    ),
    chrome=(
        r"(?:publié|mis à jour|modifié|posté)e?(?: le)?\s.{0,60}", r"temps de lecture\b.{0,30}", r".{0,12}\d+ ?min(?:utes?)? de lecture.{0,10}",
        r"lecture\s?:\s?\d.{0,15}", r"partager?\b.{0,60}", r"(?:lire|à lire|lisez|voir|à voir)(?: aussi| également| ensuite)\b.{0,120}",
        r"(?:abonnez-vous|inscrivez-vous|recevez|s[’']abonner|je m[’']abonne)\b.{0,140}", r".{0,60}\b(?:newsletter|infolettre)\b.{0,60}",
        r"publicité", r"(?:nous utilisons|ce site utilise)\b.{0,20}cookies?.{0,200}", r"(?:accepter|refuser|tout accepter|paramétrer)(?: tout)?.{0,30}",
        r"suivez-nous\b.{0,60}", r"(?:©|\(c\)|copyright).{0,120}", r"tous droits réservés\W*", r"(?:retour (?:en haut|à l[’']accueil)).{0,20}",
        r"(?:mots[- ]clés|étiquettes|tags?|rubriques?|thèmes?)\s*:.{0,120}", r"(?:commentaires?|réagir|commenter|répondre)\b.{0,40}", r"\d+ commentaires?",
        r"(?:communiqué de presse|pour diffusion immédiate)\W*", r"contacts? presse\b.{0,120}", r"(?:facebook|twitter|whatsapp|linkedin|imprimer|envoyer)",
        r"(?:écouter|écoutez)(?: cet? article| l[’']article).{0,30}", r"(?:les plus lus|à la une|sur le même (?:sujet|thème)|articles (?:liés|similaires))\b.{0,40}",
        r"(?:accueil|menu|recherche|connexion|mentions légales|nous contacter|fermer)", r"(?:photos?|photographies?|illustrations?|crédits?)\s*:.{0,60}",
    ),
    byline_pattern=r"(?:par|texte de|textes?|propos recueillis par|entretien|de notre envoyée? spéciale?)(?:\s*:\s*|\s+)(?P<names>[^.:!?]{3,90}?)\.?",
    and_pattern=r"\s*(?:,|;|&|\bet\b)\s*",
    role_line_pattern=r"(?:correspondante?|journaliste|envoyée? spéciale?|rédact(?:eur|rice)|chroniqueu(?:r|se))\b.{0,40}",
    date_line_pattern=r"(?:(?:publié|mis à jour|posté|modifié|date)e?(?: le)?\s*:?\s*(?:le\s+)?)*",
    sections=frozenset(
        """monde politique sciences science régions région économie culture sport sports santé éducation opinion opinions
        techno technologie environnement climat local société justice médias tribune entretien enquête reportage planète
        histoire mer transports agriculture""".split()
    ),
    reader_words=frozenset("vous votre vos nous notre nos".split()),
    background_headings=frozenset(["contexte", "le contexte", "rappel des faits", "rappel", "pour mémoire", "historique", "les faits"]),
    reference_headings=frozenset(["références", "sources", "notes", "bibliographie"]),
    askers=frozenset("question q journaliste présentateur présentatrice animateur animatrice".split()),
    answerers=frozenset("réponse r invité invitée".split()),
    welcome_pattern=r"\b(?:bienvenue|bonjour|bonsoir|merci (?:d[’']être|de nous|d[’']avoir|de me|pour votre invitation)|avec nous|notre invitée?)\b",
    thanks_pattern=r"\b(?:merci|au revoir|bonne soirée|je vous en prie)\b",
    background_opening_pattern=r"^(?:le conflit|la crise|l[’']affaire|le différend)\b.{0,40}(?:commencé|débuté|remonte)",
    abbreviations=frozenset("m mm mme mlle dr pr st ste etc av p art n no vol env".split()),
)
