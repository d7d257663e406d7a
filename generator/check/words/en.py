"""English."""

from __future__ import annotations

import re

from generator.check.words.table import Words
from generator.language.number_words import ENGLISH_NUMBERS, ENGLISH_SCALES

_WEEKDAYS = {"monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5, "sunday": 6}
_COUNT = (
    r"(?:\d{1,2}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|several|"
    r"a few|a couple of|some|many|\d{1,2}[–-]\d{1,2})"
)
_LENGTH = r"(?:minutes?|hours?|days?|nights?|weeks?|weekends?|fortnight|months?)"
_SOME_YEARS = (
    r"(?:\d{1,2}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty) years?"
)
_ABOUT = (
    r"(?:(?:less|more|fewer|no more|no less) than |about |around |nearly |almost |only |just |barely |over |under )?"
)

_PAST = (
    "said told met began went came took gave made found left fell rose saw got won lost held led sent broke brought "
    "built bought caught chose drew drove fled flew grew heard kept knew laid paid ran sank spoke stood struck swept "
    "taught threw voted woke wrote became sold felt thought sat shot fought withdrew was were did"
)

ENGLISH = Words(
    language="en",
    decimal=".",
    scales={**ENGLISH_SCALES, "mn": 1_000_000, "k": 1_000, "tn": 1_000_000_000_000},
    spelled=frozenset(ENGLISH_NUMBERS),
    currencies=frozenset(
        """dollar dollars euro euros pound pounds pence cents shekel shekels dinar dinars dirham dirhams riyal riyals
        ruble rubles rouble roubles rupee rupees yen yuan renminbi franc francs crown crowns krona kronor krone kroner
        lira liras peso pesos real reais rand zloty zlotys forint naira shilling shillings usd eur gbp chf jpy cny
        ils egp inr""".split()
    ),
    units=frozenset(
        """km kilometre kilometres kilometer kilometers m metre metres meter meters cm mm centimetre centimetres
        millimetre millimetres mile miles foot feet inch inches yard yards hectare hectares acre acres ha km² m² m³
        kg kilogram kilograms kilo kilos gram grams g mg milligram milligrams microgram micrograms nanogram nanograms tonne tonnes ton tons litre litres liter liters gallon gallons
        barrel barrels degree degrees °c °f watt watts kw mw gw tw kwh mwh gwh twh megawatt megawatts gigawatt gigawatts
        volt volts hertz hz khz mhz ghz ppm ppb bytes megabytes gigabytes knots mph kph kmh decibel decibels
        kilowatt kilowatts gigatonne gigatonnes gigatons megatonne megatonnes megatons gt mt""".split()
    ),
    dimensions=frozenset(
        """km kilometre kilometres kilometer kilometers m metre metres meter meters cm mm centimetre centimetres
        millimetre millimetres mile miles foot feet inch inches yard yards kg kilogram kilograms kilo kilos gram grams g
        mg milligram milligrams microgram micrograms nanogram nanograms degree degrees °c °f watt watts kw volt volts hertz hz khz mhz ghz bytes megabytes gigabytes knots mph kph
        kmh decibel decibels""".split()
    ),
    hypothetical=re.compile(r"\b(?:if|suppos(?:e|ing)|imagine|assum(?:e|ing))\b", re.IGNORECASE),
    known_before=re.compile(
        r"(?:\b(?:the|its|their|his|her|our|my|your|these|those|both)|[a-zà-ÿ]['’]s|s['’])\s+(?:other |remaining |same |first |last )?$",
        re.IGNORECASE,
    ),
    setting_before=re.compile(
        r"\bat\s+$|\b(?:applications?|permission|permit|licen[cs]e)\b[^.;]{0,24}\bfor\s+$", re.IGNORECASE
    ),
    threshold_before=re.compile(
        r"\b(?:(?:who|which|that)(?: \w+){1,2}|with|who|which|that|have|has|having|earns?|costs?|for|of|least|are|is|losses|breaks|than)\s+(?:more|fewer|less|at most|at least|above|below|over|under|up to)"
        r"(?:\s+than)?\s+$|\b(?:a (?:claim|fine|limit|maximum|minimum|ceiling|cap|threshold|fee) of|at most|no more than|not more than)\s+$",
        re.IGNORECASE,
    ),
    required_after=re.compile(
        r"(?: of (?:the |all )?\w+)? (?:must|shall|have to|has to|need to|(?:is|are) (?:needed|required|enough))\b"
    ),
    up_to=frozenset((" to ", " or ")),
    between=("between ", " and "),
    percent=re.compile(r"[ \u00a0\u202f]?(?:%|٪)|[ \u00a0](?:per ?cent|percentage points?)\b", re.IGNORECASE),
    months=frozenset(
        """january february march april may june july august september october november december jan feb mar apr jun
        jul aug sep sept oct nov dec""".split()
    ),
    time_units=frozenset(
        """second seconds minute minutes min mins hour hours hrs day days night nights week weeks weekend weekends
        fortnight fortnights month months year years yr yrs decade decades century centuries millennia winter winters
        summer summers season seasons semester semesters term terms quarter quarters generation generations o'clock
        o’clock am pm noon midnight gmt utc bst cet ce bc bce ad millisecond milliseconds microseconds nanoseconds s
        ms ns""".split()
    ),
    vague=frozenset(
        """thing things side sides half halves way ways part parts reason reasons times questions question steps step
        points point words sections pages lines examples sentences paragraphs articles chapters options versions
        letters digits decimals dimensions items ones others key main goals shots saves assists tries wickets innings
        overs laps corners penalties""".split()
    ),
    function_words=frozenset(
        """a an and are as at be been before but by can could did do does during for from had has have he her his how i
        if in into is it its may might must nor not of off on onto out over per she should since so than that
        the their them then there these they this those to under until up us was we were what when where which while
        who whom whose will with within without would you your against about after again all also any because between
        both each even ever every further here just least less like many me most much my near no now
        only same some still such too toward towards upon very via yet ago later earlier today yesterday
        tomorrow respectively apart away respectively versus said says""".split()
    ),
    numbered=frozenset(
        """article articles art arts section sections sec secs ss chapter chapters ch page pages p pp paragraph
        paragraphs para paras line lines verse clause clauses schedule rule rules regulation directive resolution
        resolutions decision decisions decree law act acts protocol annex appendix part parts title volume vol issue
        number no nos nr figure fig figures table tables box exhibit item items case cases docket room gate platform
        track route road highway motorway interstate street avenue bus tram flight train apollo level stage phase
        step grade class category type tier group unit district ward zone sector block area site pier berth terminal
        version release model series episode season round game lane age aged day week year point rank top channel
        window windows mark chapter psalm lesson question q study experiment sample trial patient station camp well
        reactor boeing airbus covid article’s amendment amendments recital recitals standard iso rfc note footnote
        equation eq theorem lemma hypothesis option plan agenda minute motion application reference ref lot plot
        building house apartment flat floor formula century base call dial phone telephone tel ring hotline ext extension""".split()
    ),
    named_after=re.compile(
        r"(?:\b(?:group|gang|council|committee|class|generation|spirit|summer|spring|winter|autumn|fall|war|"
        r"treaty|convention|protocol|act|charter|agreement|law|revolution|uprising|report) of"
        r"|\b(?:aged?|ages|turn(?:s|ed)|noon|midnight|born|formula)|§+|\bno\.|\bnos\.)\s*$",
        re.IGNORECASE,
    ),
    plurals=frozenset(
        """people persons children women men civilians police staff cattle sheep fish deer geese mice dead wounded
        injured missing homeless displaced detained killed lives casualties crew personnel aircraft species offspring
        hostages troops infantry faithful unemployed voters residents refugees vertebrae bacteria larvae data
        nuclei phenomena criteria strata algae fungi""".split()
    ),
    weighty=frozenset(
        """people persons children women men civilians soldiers police policemen officers troops hostages prisoners
        detainees patients victims deaths casualties injuries killed dead wounded injured missing refugees migrants
        protesters demonstrators workers fighters militants suspects journalists deaths
        cases infections attacks strikes rockets missiles drones murders arrests""".split()
    ),
    shows_plural=True,
    rounded=frozenset("about around some nearly almost roughly approximately over than least most to circa".split()),
    weekdays=_WEEKDAYS,
    quick_dates={
        "day": (
            "sday",
            "nday",
            "iday",
            "urday",
            "terday",
            "today",
            "days before",
            "days after",
            "the day ",
            "following day",
            "previous day",
            "next day",
        ),
        "last ": ("last week", "last month", "last year", "last night", "last s", "last w", "last autumn", "last fall"),
        "next ": (
            "next week",
            "next month",
            "next year",
            "next night",
            "next s",
            "next w",
            "next autumn",
            "next fall",
            "next morning",
            "next evening",
        ),
        "this ": (
            "this week",
            "this month",
            "this year",
            "this morning",
            "this afternoon",
            "this evening",
            "this night",
            "this s",
            "this w",
            "this autumn",
            "this fall",
        ),
        " ago": (" ago",),
        "earlier": ("earlier",),
        "later": ("later",),
        "morrow": ("morrow",),
        "tonight": ("tonight",),
        "following ": ("following ",),
        "previous ": ("previous ",),
        "hours ": ("hours before", "hours after"),
        "week": ("weeks before", "weeks after", "week before", "week after"),
        "month": ("months before", "months after", "month before", "month after"),
        "year": ("years before", "years after", "year before", "year after"),
    },
    relative=re.compile(
        r"\b(?:(?P<weekday>" + "|".join(day.capitalize() for day in _WEEKDAYS) + r")\b"
        r"|(?P<day>[Yy]esterday|[Tt]oday|[Tt]omorrow|[Tt]onight|[Tt]he day (?:before yesterday|after tomorrow))\b"
        r"|(?P<other>(?:[Ee]arlier |[Ll]ater |[Ll]ate |[Ee]arly )?(?<!the )(?<!The )(?:[Ll]ast|[Nn]ext|[Tt]his) (?:week(?:end)?|month|year|night|spring|summer|autumn|winter|fall)"
        r"|[Tt]his (?:morning|afternoon|evening)"
        rf"|{_ABOUT}(?:{_COUNT} {_LENGTH}|{_SOME_YEARS}) ago)\b"
        rf"|(?P<offset>{_ABOUT}(?:{_COUNT} {_LENGTH}|{_SOME_YEARS}) (?:earlier|later|(?:before|after)(?=\s*(?:[.,;:!?)]|$)))"
        r"|[Tt]he (?:following|previous) (?:day|night|morning|evening|week|month|weekend|year)|[Tt]he next (?:day|night|morning|evening)"
        r"|[Tt]he day (?:before|after)(?=\s*(?:[.,;:!?)]|$))))"
    ),
    days={
        "yesterday": -1,
        "today": 0,
        "tonight": 0,
        "tomorrow": 1,
        "the day before yesterday": -2,
        "the day after tomorrow": 2,
    },
    habitual_before=re.compile(
        r"\b(?:every|each|any|most|some|a|an|one|another|first|second|third|fourth|other|alternate|that|of the|ordinary|(?:every|each) day (?:but|except))\s+$"
        r"|\b(?:from |between )?(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)(?:\s*[–-]\s*|\s+(?:to|through|till|until)\s+)$",
        re.IGNORECASE,
    ),
    habitual_after=re.compile(
        r"s\b|’s (?:child|island)|\s*[–-]\s*(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b"
        r"|\s+(?:to|through|till|until)\s+(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b"
        r"|\s+(?:mornings|afternoons|evenings|nights|prayers?|mosque|school|schools|times|post|telegraph|mirror|mail|"
        r"herald|express|observer|morning live|night live|lunch|roast|best|sabbath|shopping|opening|trading|addams|"
        r"market|service|services|club|league|island|agreement|massacre|movement)\b",
        re.IGNORECASE,
    ),
    names_before=re.compile(
        r"\b(?:good|black|bloody|super|palm|easter|whit|ash|shrove|fat|holy|maundy|cyber|red|black|clean|sheffield|man|"
        r"ruby|orange|golden|blue|pentecost|advent|trinity|low|mothering|the|giving|spy)\s+$",
        re.IGNORECASE,
    ),
    past=re.compile(
        r"\b(?:"
        + "|".join(_PAST.split())
        + r"|(?!hundred|indeed|exceed|proceed|succeed|sacred|kindred|limited|united|need|feed|seed|speed|breed|naked|ragged)[a-z]{2,}(?:[^e\W]ed|eed|ied))\b",
        re.IGNORECASE,
    ),
    future=re.compile(
        r"\b(?:will|shall|(?:is|are) (?:to|due to|expected to|set to|scheduled to|planning to|going to)|plans? to|"
        r"(?:is|are) (?:scheduled|planned|expected|due))\b|[’']ll\b",
        re.IGNORECASE,
    ),
    describing=re.compile(
        r"\b(?:the|a|an|its|their|his|her|our|of|some|many|all|most|few|several|newly|recently|for|from|with|by|in|"
        r"\d[\d,.]*|two|three|four|five|six|seven|eight|nine|ten|twenty|hundred|thousand|million)\s+$",
        re.IGNORECASE,
    ),
    unclear=re.compile(
        r"\b(?:would|could|should|might|had|has|have|may|must|can|"
        r"(?:was|were) (?:to|due|expected|set|scheduled|planned|planning|going)|"
        r"(?:is|are|be|being|remains?|stays?|keeps?|gets?)(?: \w+)? \w+(?:ed|en|ut|eld|aid|old))\b",
        re.IGNORECASE,
    ),
    said_reach=2,
    clause=re.compile(
        r"[,;:–—()“”\"«»\ufffc]|\b(?:that|which|who|whom|whose|after|before|when|while|and|but|because|although|though|since|as|if|where)\b",
        re.IGNORECASE,
    ),
    happened=re.compile(
        r"\b(?:announced|said|voted|ruled|met|signed|approved|rejected|resigned|died|arrived|opened|closed|launched|published|released|adopted|declared|agreed|decided|confirmed|killed|began|struck|passed|issued|ordered)\b",
        re.IGNORECASE,
    ),
    on=re.compile(r"\bon\s+$", re.IGNORECASE),
    month_names=(
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
    compared=re.compile(r"\b(?:than|from|compared (?:with|to)|over|on)\s+(?:that )?(?:of )?$", re.IGNORECASE),
    nowadays=re.compile(
        r"\b(?:even|until|till|to|of|as of|is|are|still|than|and|or|for|from|since|by|up to|like|as)\s+$", re.IGNORECASE
    ),
    timeless_after=re.compile(r"[’']s\b|-|\s+(?:is|are|has|have|there)\b"),
    leaning=re.compile(r"\b(?:last|next|this|coming|previous|following|past)\s+$", re.IGNORECASE),
    speech=re.compile(
        r"\b(?:sa(?:id|ys?|ying)|t(?:old|ells?|elling)|ask(?:s|ed|ing)?|answer(?:s|ed)?|repl(?:y|ies|ied|ying)|"
        r"wr(?:ote|ites?|itten|iting)|add(?:s|ed|ing)?|argu(?:e[sd]?|ing)|insist(?:s|ed)?|warn(?:s|ed|ing)?|recall(?:s|ed)?|"
        r"remark(?:s|ed)?|not(?:es|ed|ing)|observ(?:es?|ed)|stat(?:es?|ed|ing)|declar(?:es?|ed|ing)|announc(?:es?|ed|ing)|"
        r"confirm(?:s|ed)?|admit(?:s|ted)?|conced(?:es?|ed)|claim(?:s|ed)?|acknowledg(?:es?|ed)|comment(?:s|ed)?|"
        r"continu(?:es?|ed)|stress(?:es|ed)|jok(?:es?|ed)|conclud(?:es?|ed|ing)|suggest(?:s|ed)?|complain(?:s|ed)?|"
        r"testif(?:y|ies|ied)|report(?:s|ed|ing)?|shout(?:s|ed)?|whisper(?:s|ed)?|emphasi[sz](?:es?|ed)|maintain(?:s|ed)?|"
        r"promis(?:es?|ed)|pledg(?:es?|ed)|describ(?:es?|ed|ing)|call(?:s|ed|ing)?|explain(?:s|ed)?|quot(?:es?|ed|ing)|"
        r"read(?:s|ing)?|provid(?:es?|ed|ing)|defin(?:es?|ed|ing)|titled|entitled|headlined|captioned|labelled|labeled|"
        r"named|known as|dubbed|under the (?:title|headline|heading|motto|slogan)|slogan|motto|phrase|sentence|words?|"
        r"proverb|saying|according to|in the words of|put(?:s|ting)? it|sp(?:oke|eaks?|oken)|thought|thinks?|denied|denies|"
        r"accus(?:es?|ed|ing)|urg(?:es?|ed|ing)|demand(?:s|ed)?|propos(?:es?|ed)|prohibit(?:s|ed)?|requir(?:es?|ed)|holds?|held|"
        r"found|ruled?|rules|boast(?:s|ed)?|laugh(?:s|ed)?|sigh(?:s|ed)?|chant(?:s|ed|ing)?|sang|sings?|texted|tweeted|posted|"
        r"he|she|recit(?:es?|ed)|summari[sz](?:es?|ed)|refer(?:s|red)? to|agree[sd]?|hop(?:es?|ed)|inscri(?:bed|ption))\b",
        re.IGNORECASE,
    ),
    spoken=re.compile(
        r"\b(?:said|says|saying|told|tells|telling|asked|asks|answered|answers|replied|replies|wrote|writes|written|"
        r"added|adds|argued|argues|insisted|insists|warned|warns|recalled|recalls|remarked|remarks|noted|notes|declared|"
        r"declares|announced|announces|explained|explains|commented|comments|continued|continues|concluded|concludes|"
        r"complained|complains|testified|testifies|shouted|shouts|whispered|whispers|joked|jokes|laughed|laughs|sighed|"
        r"sighs|shrugged|shrugs|spoke|speaks|speaking|quoted|quotes|quoting|recited|called|calls|put it|puts it|"
        r"described|describes|stated|claimed|claims|admitted|admits|denied|denies|according to|in the words of|"
        r"slogan|motto|proverb|inscription|he|she)\b",
        re.IGNORECASE,
    ),
    former=re.compile(
        r"\b(?:former|ex-|then|then-|late|one-time|erstwhile|previous|outgoing|past|future|incoming|next)[\s-]*$",
        re.IGNORECASE,
    ),
    abbreviations=frozenset(
        """mr mrs ms dr prof st sr jr gen col lt capt sgt rev hon gov sen rep vs etc inc ltd co corp no nos vol pp p fig
        art arts para paras sec approx dept est jan feb mar apr jun jul aug sep sept oct nov dec e.g i.e a.m p.m u.s
        u.k u.n cf c ca ed eds al v""".split()
    ),
)
