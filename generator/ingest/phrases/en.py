"""English phrases."""

# ruff: noqa: E501, SIM905 - words stand as text, and a pattern on one line, however long: broken up, both hide what they hold.
# fmt: off

from generator.ingest.phrases.table import Phrases
from generator.language.number_words import ENGLISH_NUMBERS, ENGLISH_SCALES

_ORGANISATIONS = """
foods motors holdings technologies industries pharmaceuticals airways breweries brewery stores plc llc corp gmbh ngo zoo archive archives aquarium gallery theatre opera newspaper societies associates trustees constabulary infirmary polytechnic conservatory secretariat treasury inspectorate registry
co-operative homes academy administration agency airline airlines alliance assembly association authority bank board broadcaster bureau
cabinet centre center chamber charity club coalition college commission committee company confederation congress
consortium cooperative corporation council court department directorate embassy federation ferries fire-service
foundation fund government group guild hospital inc inspectorate institute institution laboratory league library ltd
ministry mission movement museum network observatory office ombudsman orchestra organisation organization parliament
party police press railway railways school secretariat senate service services society survey syndicate taskforce
trust tribunal union university water watch works yard
""".split()

_ROLES = """
eyewitness bystander onlooker survivor shopper protester supporter customer visitor pupil apprentice ambassador envoy diplomat lawmaker legislator congressman congresswoman senator mp mep sheriff coroner ombudsman registrar bursar provost boss co-owner proprietor entrepreneur businessman businesswoman widow widower mother father son daughter brother sister wife husband grandmother grandfather uncle aunt cousin niece nephew friend colleague retiree fan lifeguard lobbyist strategist geneticist oceanographer seismologist volcanologist epidemiologist immunologist neuroscientist zookeeper entomologist curator paramedic advocate attorney cashier barber hairdresser seamstress cobbler watchmaker organist bellringer ferryman boatbuilder crofter rancher picker harvester trucker commissioner whistleblower neurologist cardiologist surgeon mountaineer guide
activist administrator adviser advisor analyst archaeologist archivist artist astronomer author baker biologist botanist
captain carpenter chair chairman chairperson chairwoman chancellor chef chemist chief chronicler clerk co-author
co-founder coach commander commissioner composer conductor conservator coordinator correspondent councillor counsel
curator dean delegate deputy director doctor driver ecologist economist editor engineer executive expert farmer
firefighter fisher fisherman founder gardener general geologist geographer governor head headteacher historian host
hydrologist inspector investigator journalist judge keeper lawyer leader lecturer lecturer librarian magistrate manager
marshal mathematician mayor mechanic member meteorologist miner minister musician negotiator neighbour nurse officer
official operator owner paediatrician palaeontologist parent pathologist pharmacist physician physicist pilot planner
poet president principal producer professor prosecutor psychologist ranger rector representative researcher resident
reporter scientist secretary seller senator sergeant shopkeeper singer sociologist speaker specialist spokesman
spokesperson spokeswoman student superintendent supervisor surgeon teacher technician treasurer trustee tutor
vet veterinarian virologist volunteer warden witness worker writer zoologist shepherd beekeeper ornithologist
conservationist campaigner caretaker foreman foreperson potter blacksmith smith tailor weaver butcher brewer plumber electrician bricklayer mason roofer glazier joiner painter sculptor novelist playwright critic translator interpreter librarian porter courier sailor skipper boatman fisherwoman rower swimmer runner climber diver rider jockey cyclist boxer wrestler referee goalkeeper striker trainer barrister solicitor notary magistrate constable detective paramedic midwife dentist optician therapist counsellor psychiatrist surveyor draughtsman programmer coder statistician accountant auditor banker broker trader merchant wholesaler grower winemaker cheesemaker forester gamekeeper ranger naturalist bookseller publisher printer photographer cameraman filmmaker actor actress dancer choreographer pianist violinist organist drummer guitarist violinmaker luthier monk nun priest vicar pastor bishop sexton undertaker bookkeeper receptionist cleaner janitor waiter waitress barista bartender hotelier guide interviewer broadcaster republican democrat liberal conservative independent defendant claimant plaintiff commuter passenger pensioner fishmonger grocer innkeeper landlord tenant organiser organizer
""".split()

_SAID = """
said says told tells added adds explained explains argued argues insisted insists warned warns recalled recalls
replied replies answered answers asked asks remarked remarks noted notes observed observes stated states declared
declares announced announces confirmed confirms admitted admits conceded concedes claimed claims acknowledged
acknowledges wrote writes commented comments continued continues stressed stresses joked jokes concluded concludes
suggested suggests complained complains testified reported reports cautioned cautions shouted whispered sighed
emphasised emphasized maintained maintains quipped shrugged promised pledged informed informs advised advises
expressed expresses alleged alleges allege contended contends contend asserted asserts assert revealed reveals disclosed discloses indicated indicates repeated repeats reiterated believes believed thinks predicted predicts wondered recounts recounted reckons say write argue warn conclude laughed laughs grumbled grumbles muttered mused muses
""".split()

ENGLISH = Phrases(
    language="en",
    common_words=frozenset("the of and to in is was that for it with as on by said from at are were has".split()),
    decimal=".",
    number_words={word: number for word, number in ENGLISH_NUMBERS.items() if number > 1},
    scales={**ENGLISH_SCALES, "dozen": 12},
    percent_pattern=r"%|per\s?cent\b|percentage points?\b",
    currencies={"euro": "EUR", "euros": "EUR", "dollars": "", "pounds": "", "cents": "", "pence": "", "crowns": ""},
    qualifiers={
        "at least": "at-least", "no fewer than": "at-least", "no less than": "at-least", "a minimum of": "at-least",
        "at most": "at-most", "up to": "at-most", "no more than": "at-most", "fewer than": "at-most",
        "less than": "at-most", "a maximum of": "at-most", "under": "at-most", "not more than": "at-most",
        "more than": "more-than", "over": "more-than", "above": "more-than", "upwards of": "more-than",
        "about": "about", "around": "about", "roughly": "about", "some": "about", "nearly": "about",
        "almost": "about", "approximately": "about", "close to": "about", "an estimated": "about", "circa": "about",
    },
    time_units=frozenset(
        """second seconds minute minutes hour hours day days night nights week weeks weekend weekends fortnight month
        months year years decade decades century centuries winter winters summer summers spring springs autumn autumns
        season seasons generation generations o'clock am pm a.m p.m bst gmt morning mornings evening evenings
        weekday weekdays term terms centuries-old""".split()
    ),
    vague_nouns=frozenset("thirds quarters fifths sixths sevenths eighths ninths tenths things thing sides side halves half ways way parts respects reasons ones more".split()),
    function_words=frozenset(
        """a an and are as at be been before but by can could did do does during for from had has have he her his how i
        if in into is it its may might must nor not of off on onto or our out over per she should since so than that
        the their them then there these they this those to under until up us was we were what when where which while
        who whom whose will with within without would you your against about after again all also any because between
        both each even ever every few further here just least less like many me more most much my near no now once
        only other same some still such too toward towards upon very via yet ago later earlier today yesterday
        tomorrow respectively apart away old tall""".split()
    ),
    numbered_nouns=frozenset(
        """line route no number page chapter article section phase level grade room paragraph resolution act bus tram
        platform gate road highway junction pier item volume issue part world figure table step group channel unit
        class category type day week year stage lot pit plot block floor track flight train case area zone district
        ward""".split()
    ),
    age_pattern=r"\b(?:aged?|age of|(?:children|pupils|adults|people|those|anyone|everyone|boys|girls|men|women) (?:under|over|aged|above|below))\s+(?:of\s+)?$",
    number_of_pattern=(
        r"\b(?P<what>death toll|audience|crowd|population|membership|circulation|attendance|turnout|workforce|fleet|crew|magnitude|height|depth|"
        r"length|width|weight|score|capacity|speed|temperature|index|readership|enrolment|staff)(?: of| at| was| is| stood at| stands at| reached| (?:has |had )?(?:risen|rose|climbed|grown|grew|fallen|fell) to| to)? "
        r"(?:about |more than |at least |around |over |only |just |some |nearly |almost |an estimated )?$|"
        r"\b(?:number|total|count|tally|toll) of (?P<noun>[^,.;:“”\"]{3,60}?) "
        r"(?:at|to|is|was|were|reached|stood at|stands at|has reached|(?:has |had |have )?(?:risen|fallen|grown|dropped|rose|fell|grew|climbed|shrunk|doubled) to) "
        r"(?:about |more than |at least |around |over |only |just )?$"
    ),
    elided_before_pattern=(
        r"(?:^|\b(?:and|or|but|from|against|than|that|only|then|while|other|remaining|compared with|compared to|another|a further|"
        r"puts? (?:the|it|that|their) (?:number|figure|total|count|tally)? ?at)|,)\s+"
        r"(?:(?:about|around|some|just|only|another|a further|almost|nearly|more than|fewer than|less than|at least|over|up to|"
        r"the other|the remaining)\s+)?$"
    ),
    elided_more_pattern=r"\s+(?:more|others)(?=\s*[.,;:)”\"]|\s+(?:by|in|on|at|from|to|were|are|have|had|who|this|next|last)\b|\s*$)",
    elided_after_pattern=(
        r"\s+(?:more|others)\b(?! than)|\s+(?:\w+ ){1,2}(?:ago|earlier|before)\b|\s+(?:in|on|at|from|for|against|by|under|over|who|which|were|was|are|is|have|had|did|do|of (?:them|these|those|whom|which)|the (?:year|month|week|day|season)|[a-z]+ed)\b"
        r"|\s*[,.;)]|\s*$"
    ),
    ratio_pattern=r"\b(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten) (?:in|out of)(?: every)? $"
        r"|(?<!from )(?<![\d.,€£$])\b(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|a|twelve|twenty) (?:to|or) $"
        r"|\bbetween [€£$]?(?:[\d,.]+|\w+)(?: ?(?:million|billion|thousand|hundred|per ?cent|m|bn|%))? and [€£$]?$",
    months={
        "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8,
        "september": 9, "october": 10, "november": 11, "december": 12, "jan": 1, "feb": 2, "mar": 3, "apr": 4,
        "jun": 6, "jul": 7, "aug": 8, "sept": 9, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
    },
    weekdays={
        "monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5, "sunday": 6,
    },
    day_month_link=r"(?:st|nd|rd|th)?(?:\s+of)?\s+",
    month_year_link=r",?\s+(?:of\s+)?",
    month_first=True,
    year_prefix_pattern=(
        r"(?:in|since|(?<=is )from|(?<=was )from|(?<=were )from|(?<=dates )from|(?<=dating )from|(?<=study )from|(?<=report )from|(?<=survey )from|(?<=law )from|until|till|during|before|after|by|around|about|circa|early|mid|late|early in|late in|of|"
        r"summer of|spring of|autumn of|winter of|the year|back in|again in|as of|throughout|spring|summer|autumn|winter)"
    ),
    bare_years=False,
    between_pattern=r"\b(?:between (?P<first>\d{4}) and (?P<last>\d{4})|from (?P<first2>\d{4}) (?:to|until) (?P<last2>\d{4}))\b",
    since_pattern=r"\b(?:ever )?since(?: late| early| mid| last)?(?: the)?\s+$",
    by_pattern=r"\bby(?: the end of| late| early)?\s+$",
    about_pattern=r"\b(?:around|about|circa|c\.|in or about)\s+$",
    as_of_pattern=r"\b(?:as of|as at)\s+$",
    relative_days={
        "the day before yesterday": -2, "yesterday": -1, "today": 0, "tonight": 0, "this morning": 0,
        "this afternoon": 0, "this evening": 0, "tomorrow": 1, "the day after tomorrow": 2,
    },
    relative_months={"last month": -1, "this month": 0, "earlier this month": 0, "later this month": 0, "next month": 1},
    relative_years={"last year": -1, "this year": 0, "earlier this year": 0, "later this year": 0, "next year": 1},
    unsettled_pattern=(
        r"\b(?:(?:less|more|fewer) than |about |around |nearly |almost |some |just |only |over )?"
        r"(?:\d+|a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|a few|a couple of|"
        r"twenty|thirty|forty|fifty) "
        r"(?:minutes?|hours?|days?|weeks?|months?|years?|decades?|centuries|century) (?:ago|earlier|later|before|after)\b"
        r"|\b(?:earlier |later |late |early )?(?:last|this|next) (?:week|weekend|decade|century|spring|summer|autumn|winter|fall)\b"
        r"|\b(?:the )?(?:previous|following) (?:day|week|month|year|evening|morning)\b"
        r"|\b(?:the day before|the day after|a day earlier|a day later|the next day|at the weekend|in recent "
        r"(?:days|weeks|months|years))\b"
    ),
    future_pattern=(
        r"\b(?:(?:wants?|wish(?:es)?|hopes?|plans?|intends?|aims?|needs?|has|have|seeks?|proposes?|promises?|pledges?|agrees?|threatens?|decides?|"
        r"expects?|vows?|is ready|are ready|is allowed|are allowed) to|(?:can|may|must|should|ought to)(?! have)|"
        r"(?:is|are) (?:now |also |already |provisionally )?(?:set|scheduled|due|planned|slated|booked|listed|pencilled in|expected|fixed) (?:for|on|to|in|by)|"
        r"(?:has|have) until|will|would|shall|is to|are to|was to|were to|due to|due on|expected|scheduled|plans? to|planned for|planned to|"
        r"going to|hopes? to|intends? to|aims? to|is set to|are set to|"
        # Verbs of a timetable stand in the present: `work resumes on Monday`. A bare `be` follows a modal or `that`.
        r"(?:re)?(?:begins?|starts?|opens?|expires?|ends?|resumes?|closes?|returns?|arrives?|leaves?|departs?|comes? out|comes? into|"
        r"go(?:es)? (?:on sale|on show|on trial|out|into|to|before|live|forward|back|ahead)|takes? (?:effect|place)|launches|falls? due|(?:is|are) on|(?:is|are) forecast|(?:is|are) predicted|continues?|lasts|reopens?|moves?|appears?|meets?|votes?|runs?)|be)\b|’ll\b|'ll\b"
    ),
    past_pattern=(
        r"\b(?:was|were|had|did|been|begun|said|told|met|began|went|came|took|gave|made|found|left|fell|rose|saw|got|won|lost|held|"
        r"put|cut|set|hit|led|sent|broke|brought|built|bought|caught|chose|drew|drove|fled|flew|grew|heard|kept|knew|laid|"
        r"lay|met|paid|ran|sank|shut|spoke|spread|stood|struck|swept|taught|threw|voted|woke|wrote|burst|became|sold|"
        r"felt|thought|understood|sat|tore|bore|lent|dug|sang|swam|hung|shot|beat|"
        r"arose|ate|awoke|began|bent|bid|bit|bled|blew|bound|bred|came|clung|crept|dealt|dived|dove|drank|drove|fed|flung|forgave|forgot|fought|froze|ground|hid|hurt|knelt|leapt|learnt|lit|meant|met|mistook|outdid|overcame|overthrew|rang|rode|rose|sang|sank|shone|shook|shrank|slept|slid|slung|sought|sowed|spent|split|sprang|spun|stole|strode|struck|stuck|stung|swore|swung|tore|trod|understood|underwent|upheld|wept|withdrew|wound|wrung|cost|dealt|wove|strove|shed|spat|thrust|forbade|forsook|foresaw|withstood|overtook|overran|undertook|retook|rebuilt|resold|redid|outran|outgrew|stank|slew|swelled|spilt|dreamt|leant|leapt|knelt|burnt|spoilt|blew|fought|sprang|swum|[a-z]{2,}(?:[^e\W]ed|eed|ed))\b"
    ),
    weekday_prefix_pattern=r"(?:on|late on|early on|by|until|since|from|of|before|after)",
    weekday_unsettled_pattern=r"\b(?:the|that|last|next|every|each|previous|following|coming|any|most|a|one|first|second|third|another)\s+$",
    said=tuple(_SAID),
    states=tuple(
        """estimates estimated estimate puts put expects expect expected counts counted counting calculates calculated
        found finds shows show showed projects projected forecasts forecast predicts predicted published recorded
        records lists documented registered admit report promised note claim calculate estimate put""".split()
    ),
    according_pattern=(
        r"\b(?:according to(?:\s+(?:an?|the|its)\s+(?:[\w-]+\s+){0,3}?(?:report|survey|study|analysis|poll|review|audit|estimate|figures|data|"
        r"estimates|statistics|records)(?:\s+(?:published|released|issued|compiled|carried out|conducted)[^,.;]{0,30}?)?\s+(?:by|from))?|in the words of)\s+"
    ),
    released_by_pattern=(
        r"\b(?:figures?|data|numbers?|statistics|estimates?|counts?|records|tally|report|survey|census|study|accounts)"
        r"(?: \w+){0,2}? (?:released|published|compiled|issued|provided|collected|given|presented|from|by)(?: by)?\s+"
    ),
    determiners=frozenset("the a an its their his her our one another this that".split()),
    persons=frozenset("he she they him her them".split()),
    things=frozenset("it they".split()),
    honorifics=frozenset(
        """cllr mr mrs ms miss dr prof professor sir dame lord lady mayor councillor councillors president minister general
        judge captain sister father reverend rev most right very hon lt sgt capt gen col rep sen gov cpl pte pc wpc dc ds dci insp supt const rabbi imam sergeant inspector colonel major senator governor chancellor
        ambassador justice bishop commissioner chief""".split()
    ),
    role_nouns=frozenset(_ROLES),
    organisation_nouns=frozenset(_ORGANISATIONS),
    generic_organisations=frozenset("company firm organisation organization group body charity operator".split()),
    role_link_pattern=r"\s+(?:of|at|for|with|from|in)\s+",
    not_names=frozenset(
        """the a an in on at by for from of to and but or nor so yet if when while after before since because although
        though as it its he she they we you i his her their our your my this that these those there here what who
        whom which why how where all most many some few several every each any no not one two three four five six
        seven eight nine ten eleven twelve both either neither more less much such other another same only even also
        still just now then today yesterday tomorrow tonight monday tuesday wednesday thursday friday saturday sunday
        january february march april may june july august september october november december last next first second
        third finally however meanwhile according about around nearly almost over under between during until within
        without with against among despite instead perhaps maybe yes well nobody nothing somebody someone everyone
        everybody anyone never always often sometimes once again later earlier until spring summer autumn winter
        work thank thanks dear welcome see read more photo photograph picture image q a drivers people residents
        critics supporters officials police visitors researchers scientists farmers experts others local did does do
        is are was were has have had will would can could should must may might let do don asked told""".split()
    ),
    chrome=(
        r"published(?: in| on|:| by)\b.{0,60}",
        r"(?:last |first )?(?:updated|published|posted|modified)(?: on| at|:)?\s.{0,60}\d{4}.{0,30}",
        r".{0,12}\d+[- ]?min(?:ute)?s?\.?(?: read| reading time)\W*", r"\d+[- ]?min(?:ute)?s?\.?",
        r"(?:estimated )?reading time\b.{0,30}",
        r"share(?: this| on| via|:|$).{0,40}", r"share", r"tweet(?: this)?", r"copy link", r"e-?mail(?: this)?",
        r"print(?: this.{0,20})?", r"(?:save|bookmark|pin)(?: (?:this|for later).{0,20})?",
        r"(?:facebook|twitter|x|whatsapp|linkedin|reddit|mastodon|bluesky|telegram|instagram|threads|flipboard)",
        r"(?:repl(?:y|ies)|comments?|responses?|leave a (?:reply|comment)|join the (?:conversation|discussion))\b.{0,40}",
        r"\d+ (?:comments?|repl(?:y|ies)|shares?|likes?|views?|claps?)",
        r"(?:sign up|subscribe|get (?:the|our|unlimited)|join our|become a (?:member|subscriber)|support (?:our|independent))\b.{0,140}",
        r".{0,80}\b(?:newsletter|inbox)\b.{0,60}",
        r"(?:also (?:in|on|by|from) [\w ]{3,40}|related|read more|read also|see also|more from|more on|most read|most popular|trending|recommended|also read"
        r"|you (?:may|might) also like|don[’']t miss|up next|continue reading|keep reading|in this section|latest news"
        r"|top stories|editor[’']s picks)\b(?:\s*[:：–-].{0,120}| (?:stories|articles|topics|posts|links|coverage)\b.{0,60}"
        r"| (?:[A-Z][\w&’' -]{0,40}))?\W*",
        r"(?:advertisement|advert|ad|sponsored(?: content| by.{0,40})?|promoted|story continues below.{0,30})",
        r"(?:this (?:site|website|page)|we) uses? cookies?\b.{0,240}", r"(?:accept|reject|manage|allow)(?: all)?(?: cookies| preferences)?",
        r"follow (?:us|me|@?\w+) on\b.{0,60}", r"follow us.{0,40}", r"(?:listen to|hear|watch) (?:this|the|our) \w+.{0,30}",
        r"(?:©|\(c\)|copyright\b).{0,120}", r"all rights reserved\W*", r"back to (?:top|home).{0,20}", r"skip to .{0,30}",
        r"(?:tags?|topics?|filed under|categories|keywords)\s*:.{0,120}", r"(?:press release|for immediate release|news release)\W*",
        r"notes? (?:for|to) (?:journalists|reporters|the press|correspondents)\b.{0,140}", r"(?:ends|-?\s*30\s*-|###|end of release|\[ends\])", r"(?:media|press) contacts?\b.{0,120}", r"notes? to editors?\W*",
        r"(?:click here|tap here)\b.{0,80}", r"(?:log in|sign in|register|my account|menu|search|home|contact(?: us)?|about us|"
        r"privacy(?: policy| notice)?|terms(?: of use| and conditions)?|help|close|next|previous|next article|previous article)",
        r"(?:under )?embargo(?:ed)?(?: until| till|:)\b.{0,60}", r"this article (?:was|first|originally) (?:first |originally )?(?:published|appeared).{0,80}",
        r"this is a (?:developing|breaking|live) (?:story|event|page|blog)\b.{0,80}", r"report (?:an error|a mistake|a correction).{0,40}", r"got a (?:tip|story).{0,80}", r"scroll (?:down|to).{0,30}",
        r"(?:was|is|did) (?:this|you).{0,40}(?:helpful|useful|enjoy|like).{0,30}\?", r"(?:rate|like|love) this.{0,30}",
        r"(?:enjoyed|liked|loved) this.{0,100}", r"(?:posted|filed) (?:in|under)\b.{0,80}",
        r"(?:listen|watch|hear|download|subscribe)\b.{0,50}\b(?:podcast|episode|video|audio|recording|stream)\b.{0,40}",
        r"(?:additional |original )?(?:reporting|editing|writing|edited|compiled|research|graphics|production) by\b.{0,100}",
        r"(?:broadcast|aired|recorded|first aired|recorded)(?: on)?\b.{0,20}\d{4}.{0,20}",
        r"(?:paid content|advertorial|partner content|in partnership with)\b.{0,100}",
        r"(?:show|load|view|hide) (?:more|all|comments).{0,30}", r"download (?:the |this |our )?(?:app|pdf|article).{0,40}",
        # What is told of the text itself, and not of the matter.
        r"(?:this|the|our|)\s?(?:\w+ )?(?:article|story|interview|essay|piece|transcript|conversation|feature|column|report|post|text|review|profile)"
        r" (?:(?:was|is|has been|have been|will be|first|originally|also|previously)\b.{0,60})?\b(?:typed|transcribed|published|appeared|appears|edited|updated|produced|prepared|generated|checked|translated|condensed|"
        r"amended|corrected|adapted|conducted|recorded|shortened|excerpted|part of)\b.{0,100}",
        # The reader is asked to do something for the page, or to write to it.
        r"(?:do you|have you|got|is there|are you)\b[^.?!]{0,90}\?(?: [^.?!]{0,30}\b(?:us|our|newsroom|editors?|here)\b.{0,60})",
        r"(?:.{0,60}[.!?] )?(?:become|be) (?:a|our) (?:member|subscriber|patron|supporter|friend)\b.{0,60}",
        r"[\w ,'’-]{3,60} (?:is|was) (?:a|an|the|our) (?:[\w-]+ ){0,3}(?:contributing|contributor|editor|reporter|correspondent|columnist|freelance|staff writer)\b.{0,200}",
        # Whom to ask: a label or a request, and an address or a number.
        r"(?:for (?:more|further|additional) (?:information|details)|(?:(?:press|media|high-resolution|further) )?(?:contacts?|enquiries|inquiries|office|images|photos|pictures|downloads?|kit|information))"
        r"\b.{0,120}(?:@|\d{3}|\w\.\w{2,}).{0,60}",
        r"(?:photographs?|photos?|pictures?|illustrations?|images?|photography)(?:\s*:\s*|\s+by\s+|\s+courtesy\s).{0,60}",
        # A caption with its credit, as galleries and broadcasters write them.
        r"(?:image|photo|picture|video|media|figure)(?: (?:source|credit|copyright))[,:].{0,200}", r"(?:view|see|open) image in full ?screen",
        # Walls and their sign-ups.
        r"(?:this|the) (?:article|story|content|page|video) is (?:only )?(?:for|available to|exclusive to|reserved for|free for|premium)\b.{0,160}",
        r"(?:already|not yet|are you) (?:an? )?(?:\w+ )?(?:subscriber|member|subscribed|registered|have an account)\b.{0,80}",
        r"(?:register (?:for|now|to|today|free|or)|create (?:an|a free) account|start (?:your|a) (?:free )?trial|(?:sign|log) in (?:to|or|with|for)|subscribe(?: now| today| to| for)?)\b.{0,140}",
        r"(?:you[’']ve|you have) (?:read|reached|used|got|run out)\b.{0,120}(?:articles?|limit|stories)\b.{0,60}", r"\d+ (?:free )?(?:articles?|stories) (?:left|remaining)\b.{0,60}",
        r"you have \d+\b.{0,30}\b(?:articles?|stories)\b.{0,60}", r"if you (?:enjoyed|liked|loved|found) (?:this|our)\b.{0,200}", r"thanks for (?:reading|listening|watching|subscribing)\b.{0,200}",
        r"(?:a|an earlier|a previous|an original|a shorter|a longer) version of (?:this|the) (?:article|story|report|piece|post|essay|interview)\b.{0,340}",
        r"(?:more information|publication|original (?:publication|article|paper|study)|journal information|provided by|story source|materials provided by|paper|study)\s*:\s.{0,360}",
        r"(?:advertising|ad closed by.{0,30}|ad choices|pull quote|placeholder)", r"(?:our|editors?[’']s?|today[’']s|top) picks\b.{0,40}", r"latest:? (?:in|from|news|stories|headlines|updates|posts|articles)\b.{0,30}",
        r".{0,100}\bcomments? (?:section )?below\W*", r"have your say\b.{0,80}", r".{0,80}\bsign up (?:for|to|here|now|today)\b.{0,100}",
        r".{0,160}\b(?:registered (?:in|charity|company|office)|company (?:no\b|number|reg)|charity (?:no\b|number|reg)|vat (?:no\b|reg)).{0,160}",
        r"we (?:adhere|subscribe|abide|are committed|are a member|are regulated)\b.{0,40}\b(?:code|standards|ipso|press)\b.{0,240}",
        r"(?:article )?(?:tags?|topics?|sources)\s*:.{0,120}", r"\W*(?:story |article )?continue[sd] (?:below|on page|from)\b.{0,40}", r"(?:chart|graphic|map|infographic|interactive|gallery|slideshow|in pictures|watch|listen|video|audio|podcast|photos)\s*:.{0,160}",
        r"\d+(?:\.\d\d)? (?:a month )?(?:could|can|will|would) (?:buy|help|pay|provide|feed|mend|give)\b[^.]{0,80}", r"donate\b.{0,60}", r".{0,200}\bread (?:[\w’']+ ){1,4}[>»→]",
        r".{0,40}\bdraft\b.{0,30}\b(?:approval|approved|confirmed)\b.{0,20}", r"(?:unconfirmed|unapproved|draft) minutes", r".*(?:\.{5}|_{5}|…{3}).*",
        r"(?:credit|credits)\s*:.{0,120}", r"provided by .{2,80}", r"(?:this|the) (?:document|material|content|work|text)\b.{0,40}\b(?:copyright|licen[cs]ed?|reproduced|protected)\b.{0,320}",
        r".{2,80} is (?:a )?(?:production|produced|hosted|presented|edited|recorded)\b.{0,120}\b(?:audio|radio|podcasts?|music|rate|episodes?|studios?|productions?|media|broadcasting|archive)\b.{0,200}", r"(?:please )?(?:rate|review|follow|like)(?:,| and| &) (?:rate|review|follow|subscribe|share)\b.{0,120}", r".{0,60}\btheme music\b.{0,80}",
        r"(?:registered charity|fundraising regulator)\b.{0,60}", r"(?:copies|distribution|circulation) (?:to|list)\s*:.{0,120}", r"text size\b.{0,20}", r"you are (?:listening to|watching|reading|here)\b.{0,60}", r"must be logged in\b.{0,60}", r"you must be (?:logged|signed) in\b.{0,60}", r"feedback to editors", r"explore further", r"citation\s*:.{0,360}",
        r"to (?:stop receiving|leave this list|opt out)\b.{0,160}", r"(?:to )?unsubscribe\b.{0,120}", r"(?:delivered|sent|straight|direct)\b.{0,30}\b(?:inbox|weekdays?|daily|weekly|every (?:morning|day|week|friday|sunday))\b.{0,60}",
        r"(?:enter|your) (?:your )?e-?mail(?: address)?\b.{0,60}", r"by (?:signing|clicking|submitting|subscribing|entering|providing|continuing)\b.{0,60}\b(?:agree|consent|accept|acknowledge)\b.{0,240}",
        r"(?:privacy notice|terms apply|terms and conditions apply|this site is protected)\b.{0,320}", r"we(?:[’']ll| will| may| never)\b.{0,40}\b(?:share|sell|use|send|spam)\b.{0,20}\byou\b.{0,160}", r"after newsletter promotion", r"(?:skip|jump) past newsletter.{0,40}", r"\w+ newsletters?\b.{0,60}",
        # Rights, and who else wrote.
        r"(?:copyright|©|\(c\)).{0,400}", r"(?:this|the) material may not be\b.{0,200}", r".{2,200}\bcontributed (?:to (?:this|the)(?: \w+)? (?:report|story|article|coverage|piece)|reporting)\b.{0,80}",
        r"(?:republish|repost|reprint) (?:our|this|it)\b.{0,200}", r"reuse this content.{0,20}", r"(?:we believe in the free flow of information)", r".{2,100}\bdoes not work for, consult\b.{0,320}", r".{2,120}\bprovides? funding (?:as|to|for)\b.{0,120}",
        r"(?:the authors? |\w+ )?declares? (?:that (?:they|he|she) (?:have|has) )?no (?:competing|conflicts? of) interests?.{0,60}", r"(?:disclaimer|disclosure|correction policy|editor[’']s note on sourcing)\s*:.{0,360}", r"(?-i:SOURCE) .{2,60}", r"source: .{2,60}",
        r"this was published under\b.{0,80}", r"(?:the )?[\w .’'&-]{2,50}? (?:values|welcomes) your (?:comments|views|feedback)\b.{0,240}", r"(?:do you have an? (?:opinion|story|question|view|tip)|want to (?:share|respond|write))\b.{0,200}\b(?:us|our|letters|editors?|e-?mail)\b.{0,160}",
        r"follow (?:the )?[\w .’'&-]{2,60}?(?: on|[’']s coverage)\b.{0,120}", r"more (?:[\w’'-]+ ){1,4}(?:news|coverage|stories)\b.{0,20}(?:https?:|at |here|:).{0,80}", r"is this page useful\?.{0,20}", r"(?:yes|no),? this page is(?: not)? useful", r"report a problem with this page", r"maybe", r"is there anything wrong with this page\?",
        r"(?:page )?\d+ of \d+", r"page \d+", r"respectfully submitted\W*", r"(?:peer-reviewed|open access|news release|media release)(?: (?:publication|article|statement))?(?: \d.{0,20})?", r"(?:premium|subscriber[- ]only|exclusive|members? only|free|live|new|opinion|sponsored)", r"\d+:\d\d(?: ?/ ?\d+:\d\d)?", r"\dx", r"(?:play|pause|mute|listen|audio|play video|play audio)(?: \d.{0,20})?",
        r"(?:twitter|facebook|whatsapp|email|linkedin|reddit) icon(?: .{0,60})?", r"(?:tap|click|swipe|scroll) to\b.{0,60}", r"(?:about the author|about the writer|meet the author|the author|author bio|more by this author)s?\W*", r"(?:get|download) the [\w’' -]{2,40} (?:app|newsletter|briefing|brief|bulletin)\b.{0,60}", r"get (?:the|our) [\w’' -]{2,40}(?:brief|briefing|bulletin|digest|alerts?)\b.{0,60}",
        r"(?:related coverage|top stories|(?:what to )?read next|up next|next up|read this next|most (?:viewed|shared|commented|watched|popular)|popular (?:now|today)|trending now|promoted stories|from our partners|around the web|sponsored links|elsewhere on\b.{0,30}|explore more on these topics|explore more|more stories|other stories|more from this (?:section|author)|in other news|featured|recent posts|latest posts|archives)\W*",
        r"(?:no comments(?: yet)?|be the first to comment|comments are (?:closed|off|now closed).{0,40}|sort by.{0,30}|newest first|oldest first|load comments|post (?:a )?comment|report (?:this )?(?:comment|ad)|view (?:all )?comments.{0,20})\W*",
        r"(?:accessibility(?: links| help| statement)?|site map|sitemap|cookie (?:policy|settings|preferences)|manage cookies|do not sell.{0,40}|advertise(?: with us)?|careers|newsletters?|rss|contact the newsroom|editorial (?:code|policy|standards))",
    ),
    byline_pattern=(
        r"(?:from our (?:own )?(?:[a-z]+ )?correspondent|by our (?:[a-z]+ )?correspondent|by|words by|words|text by|text|written by|story by|reported by|reporting by|report by|interview by|interview|from|author|authors)"
        r"(?:\s*:\s*|\s+)(?P<names>[^.:!?]{3,90}?)\.?"
    ),
    and_pattern=r"\s*(?:,|;|&|\band\b|/)\s*",
    role_line_pattern=(
        r"(?:[\w’'&-]+[ ,]+){0,5}(?:correspondent|reporter|editor|staff writer|columnist|writer|contributor|staff|desk|newsroom|bureau)"
        r"(?:,? [\w’' -]{0,30})?"
    ),
    date_line_pattern=r"(?:(?:last |first )?(?:published|updated|posted|modified|issued|date|dated|created|released)(?: on| at)?\s*:?\s*)*",
    credit_pattern=(
        r"(?:(?:[^\W\d_]+ ){0,3}by\s+|[^\W\d_]+(?: [^\W\d_]+){0,2}:\s*)(?P<names>[A-Z][^:.!?]{3,90})"
    ),
    release_words=frozenset(
        """for immediate release released releasing embargo embargoed until till not before publication publish hold media
        press news public statement notice communique communiqué bulletin announcement information strictly on at of the
        date issued""".split()
    ),
    source_labels=frozenset("source sources publisher provider agency via from".split()),
    document_words=frozenset("minutes agenda report record notes newsletter transcript statement bulletin programme".split()),
    issue_pattern=(
        r"(?:(?:spring|summer|autumn|fall|winter|january|february|march|april|may|june|july|august|september|october|"
        r"november|december)(?:[/–-][a-z]+)? |(?:issue|number|no\.?|vol\.?|volume) \d{1,4},? ?)+\d{4}(?: issue)?|(?:issue|number|no\.?|volume) \d{1,4}(?:[/-]\d{2,4})?"
    ),
    sections=frozenset(
        """world politics science regions region economy business culture sport sports transport health education
        opinion technology tech environment climate local national news society travel food arts books music
        lifestyle life history feature features interview analysis background investigation letters community
        weather nature europe asia africa americas housing energy law crime media obituary obituaries farming
        agriculture city money work explainer""".split()
    ),
    put_to_pattern=(
        r"\bquestions?\b[^.?!]{0,40}\bto\b|\bwe (?:asked|spoke (?:to|with)|talked (?:to|with)|interviewed|put)\b|\bin conversation with\b"
        r"|\banswers? (?:your|our|readers[’']|the|some|five|six|seven|ten)\b|\b(?:spoke|talked) (?:to|with) (?:us|the)\b"
    ),
    captioned_pattern=(
        r"(?:image|photo|picture|video|media|figure) caption[,:].{0,240}"
        r"|.{0,240}[\s(](?-i:(?:Photograph|Photo|Picture|Illustration|Image|Graphic|Credit|Video|File photo)s?:\s?[A-Z])[\w .,'’/&-]{2,60}\)?\.?"
        r"|.{0,240}\((?:photo|image|picture|credit|ap photo|file|file photo|pool)\b[^()]{0,60}\)"
    ),
    page_labels=frozenset(
        ["journal", "doi", "method of research", "subject of research", "article title", "article publication date",
         "publication date", "coi statement", "funder", "funders", "funding", "original publication", "media contact",
         "press contact", "contact", "keywords", "keyword", "image credit", "photo credit", "credit", "image source",
         "image caption", "related journal article", "journal reference", "story source", "more information", "provided by",
         "topics", "tags", "categories", "filed under", "author", "authors", "written by", "reporter", "partners", "last updated",
         "page last reviewed", "next review due", "document type", "reading time", "from", "published", "updated", "first published",
         "share this", "cite this page", "disclosure statement", "license", "licence", "conflict of interest", "competing interests",
         "usage restrictions", "caption", "web page", "website", "source", "news release", "meeting"]
    ),
    reader_words=frozenset("you your yours us our ours we".split()),
    background_headings=frozenset(
        ["background", "context", "the background", "the story so far", "how we got here", "how it came to this",
         "history", "what happened before", "some background", "the backstory", "the context", "previously"]
    ),
    reference_headings=frozenset(
        ["references", "sources", "notes", "footnotes", "bibliography", "works cited", "further reading", "endnotes",
         "literature"]
    ),
    askers=frozenset(
        """q question host interviewer presenter moderator anchor reporter journalist editor""".split()
    ),
    answerers=frozenset("a answer guest interviewee respondent correspondent".split()),
    welcome_pattern=(
        r"\b(?:welcome|hello|joined (?:today |now |tonight )?by|good (?:morning|afternoon|evening)|joining (?:us|me)|with (?:me|us) (?:is|today|in|now|on)|"
        r"joins (?:us|me)|thanks? (?:you )?(?:for|so much for) (?:coming|joining|being|having|talking|taking)|good to (?:be|have)|"
        r"great to (?:be|have)|nice to (?:be|have|meet)|my guest|our guest|pleasure to (?:be|have)|glad to be|delighted to|"
        r"you[’']?re listening|this is the)\b"
    ),
    thanks_pattern=r"\b(?:thanks|thank you|goodbye|good ?night|that was|we[’']ll leave it there|until next time|all the best)\b",
    names=("considered", "considers", "deemed", "deems", "judged", "termed", "pronounced", "called", "calls", "described", "describes", "dismissed", "dismisses", "labelled", "branded", "denounced",
           "hailed", "praised", "welcomed", "criticised", "criticized", "condemned", "accused", "accuses", "likened", "likens",
           "blamed", "blames", "spoke of", "speaks of", "talked of", "talks of", "complained of", "cited", "cites",
           "lamented", "laments", "mocked", "attacked", "rejected", "rejects", "defended", "defends", "portrayed",
           "labeled", "slammed", "blasted", "deplored", "demanded", "demands", "vowed", "vows", "tweeted", "posted",
           "urged", "urges", "apologised for", "apologized for", "expressed", "offered", "sees", "saw", "felt"),
    background_opening_pattern=(
        r"^(?:the (?:conflict|dispute|war|row|crisis|strike|case|trouble|project|quarrel|debate|story|plan|idea) "
        r"(?:began|started|dates|goes back|broke out)|it (?:all )?(?:began|started)|the \w+(?: \w+){0,3} (?:was|were) "
        r"(?:opened|built|founded|established|set up|created|first))\b"
    ),
    abbreviations=frozenset(
        """mr mrs ms dr prof st sr jr gen col lt capt sgt rev hon gov sen rep vs etc inc ltd co corp no nos vol pp p fig
        approx dept est jan feb mar apr jun jul aug sep sept oct nov dec e.g i.e a.m p.m u.s u.k""".split()
    ),
)
