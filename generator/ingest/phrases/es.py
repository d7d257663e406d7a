"""Spanish phrases."""

# ruff: noqa: E501, SIM905 - words stand as text, and a pattern on one line, however long: broken up, both hide what they hold.
# fmt: off

from generator.ingest.phrases.table import Phrases

SPANISH = Phrases(
    language="es",
    common_words=frozenset("el la los las de del y en que un una es por para con se su al lo como más no".split()),
    decimal=",",
    number_words={
        "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8, "nueve": 9, "diez": 10,
        "once": 11, "doce": 12, "trece": 13, "catorce": 14, "quince": 15, "veinte": 20, "treinta": 30, "cuarenta": 40,
        "cincuenta": 50,
    },
    scales={
        "cien": 100, "mil": 1_000, "millón": 1_000_000, "millones": 1_000_000, "docenas": 12,
    },
    percent_pattern=r"%|por ciento\b",
    currencies={"euro": "EUR", "euros": "EUR", "dólares": "", "pesos": "", "céntimos": "", "soles": ""},
    qualifiers={
        "al menos": "at-least", "por lo menos": "at-least", "no menos de": "at-least", "como máximo": "at-most",
        "hasta": "at-most", "menos de": "at-most", "más de": "more-than", "unos": "about", "unas": "about",
        "cerca de": "about", "casi": "about", "alrededor de": "about", "aproximadamente": "about",
    },
    time_units=frozenset(
        """segundo segundos minuto minutos hora horas día días noche noches semana semanas mes meses año años siglo
        siglos década décadas invierno inviernos verano veranos veces""".split()
    ),
    vague_nouns=frozenset("cosas lados mitades partes".split()),
    function_words=frozenset(
        """a al con de del el ella ellos en entre es la las le les lo los más me mi no nos o para pero por que quien se
        sin sobre su sus también tras un una y ya como desde hasta cuando donde fue son""".split()
    ),
    numbered_nouns=frozenset("línea ruta número página capítulo artículo fase nivel sala carretera calle".split()),
    age_pattern=r"\bde\s+$(?=\d+ años)",
    number_of_pattern=r"\bnúmero de (?P<noun>[^,.;:«»]{3,60}?) (?:a|en|es de|era de|alcanzó|ascendió a|asciende a)\s+$",
    months={
        "enero": 1, "febrero": 2, "marzo": 3, "abril": 4, "mayo": 5, "junio": 6, "julio": 7, "agosto": 8,
        "septiembre": 9, "setiembre": 9, "octubre": 10, "noviembre": 11, "diciembre": 12,
    },
    weekdays={
        "lunes": 0, "martes": 1, "miércoles": 2, "jueves": 3, "viernes": 4, "sábado": 5, "domingo": 6,
    },
    day_month_link=r"\s+de\s+",
    month_year_link=r"\s+del?\s+",
    month_first=False,
    year_prefix_pattern=r"(?:en|desde|hasta|antes de|después de|hacia|en el año|el año|de|durante)",
    bare_years=False,
    between_pattern=r"\b(?:entre (?P<first>\d{4}) y (?P<last>\d{4})|de (?P<first2>\d{4}) a (?P<last2>\d{4}))\b",
    since_pattern=r"\bdesde(?: el)?\s+$",
    by_pattern=r"\b(?:antes del?|para)(?: el)?\s+$",
    about_pattern=r"\b(?:hacia|alrededor de)\s+$",
    as_of_pattern=r"\b(?:a fecha de|al)\s+$",
    relative_days={"anteayer": -2, "ayer": -1, "hoy": 0, "esta mañana": 0, "esta tarde": 0, "esta noche": 0, "mañana": 1},
    relative_months={"el mes pasado": -1, "este mes": 0, "el mes próximo": 1, "el próximo mes": 1},
    relative_years={"el año pasado": -1, "este año": 0, "el año próximo": 1, "el próximo año": 1, "el año que viene": 1},
    unsettled_pattern=(
        r"\bhace (?:\S+ ){1,3}?(?:horas?|días?|semanas?|mes(?:es)?|años?|siglos?)\b|\b(?:la semana (?:pasada|próxima|que viene))\b"
        r"|\b\S+ (?:horas?|días?|semanas?|meses|años) (?:antes|después|más tarde)\b|\bel día (?:anterior|siguiente)\b"
    ),
    future_pattern=r"\b(?:va a|van a|prevé|prevén|previsto|prevista|espera|esperan|\w+(?:rá|rán|remos|ría|rían))\b",
    past_pattern=r"\b(?:fue|fueron|era|eran|había|habían|ha|han|hubo|dijo|hizo|tuvo|puso|pudo|vino|\w+(?:ó|aron|ieron|aba|aban|ía|ían))\b",
    weekday_prefix_pattern=r"(?:el|este|desde el)",
    weekday_unsettled_pattern=r"\b(?:cada|un|los|próximo|pasado)\s+$",
    said=tuple(
        word.replace("_", " ")
        for word in """dijo dice dijeron afirmó afirma explicó explica añadió añade aseguró asegura señaló señala declaró
        declara indicó indica informó informa anunció anuncia comentó comenta contó cuenta recordó recuerda advirtió
        advierte admitió admite reconoció reconoce insistió insiste respondió responde lamentó lamenta subrayó subraya
        concluyó concluye sostuvo sostiene ha_dicho ha_explicado ha_afirmado precisó precisa resumió resume celebró celebra prometió promete criticó critica denunció denuncia confesó confiesa avisó avisa""".split()
    ),
    states=("calcula", "calculó", "estima", "estimó", "cifra", "cifró", "prevé", "registró", "contabilizó"),
    according_pattern=r"\b(?:según|de acuerdo con)\s+",
    released_by_pattern=r"\b(?:cifras|datos|informe) (?:publicad[oa]s?|difundid[oa]s?|facilitad[oa]s?) por\s+",
    determiners=frozenset("el la los las un una su sus este esta".split()),
    persons=frozenset("él ella ellos ellas".split()),
    things=frozenset(),
    honorifics=frozenset(
        "sr sra dr dra alcalde alcaldesa presidente presidenta ministro ministra general juez jueza profesor profesora don doña".split()
    ),
    role_nouns=frozenset(
        """alcalde alcaldesa presidente presidenta director directora ministro ministra portavoz jefe jefa responsable
        concejal concejala agricultor agricultora pescador pescadora biólogo bióloga investigador investigadora médico
        médica profesor profesora secretario secretaria gobernador gobernadora ingeniero ingeniera vecino vecina
        historiador historiadora geólogo geóloga fundador fundadora propietario propietaria capitán capitana panadero
        panadera maestro maestra""".split()
    ),
    organisation_nouns=frozenset(
        """agencia consejo ministerio universidad instituto asociación sindicato comité comisión banco sociedad
        ayuntamiento federación fundación hospital museo observatorio oficina partido policía tribunal unión autoridad
        cámara laboratorio compañía junta diputación confederación servicio""".split()
    ),
    generic_organisations=frozenset("empresa compañía organización entidad".split()),
    role_link_pattern=r"\s+(?:de la|de los|de las|del|de|en)\s+",
    not_names=frozenset(
        """el la los las un una unos unas de del y o en a al con por para sin sobre tras según que quien cuando donde
        como pero si no sí se su sus lo le les este esta estos estas ese esa desde hasta hoy ayer mañana lunes martes
        miércoles jueves viernes sábado domingo enero febrero marzo abril mayo junio julio agosto septiembre octubre
        noviembre diciembre más menos todo todos toda todas dos tres cuatro cinco nadie nada algo ahora entonces
        también hemos cuándo qué cómo quién dónde muchas gracias""".split()
    ),
    chrome=(
        r"(?:publicado|actualizado|modificado)(?: el| en)?\s?:?.{0,60}", r"tiempo de lectura\b.{0,30}", r".{0,12}\d+ ?min(?:utos?)? de lectura.{0,10}",
        r"(?:compartir|comparte)\b.{0,60}", r"(?:lea|lee|leer|vea|ver|te puede interesar|le puede interesar)(?: también| además| más)?\s*:.{0,120}",
        r"(?:suscríbete|suscríbase|regístrate|recibe|recibir|inscríbete)\b.{0,140}", r".{0,60}\b(?:boletín|newsletter)\b.{0,60}", r"publicidad",
        r"(?:usamos|utilizamos|este sitio (?:usa|utiliza))\b.{0,20}cookies?.{0,200}", r"(?:aceptar|rechazar|configurar)(?: tod[oa]s?)?.{0,30}",
        r"síguenos\b.{0,60}", r"(?:©|\(c\)|copyright).{0,120}", r"todos los derechos reservados\W*", r"volver (?:arriba|al inicio).{0,20}",
        r"(?:etiquetas|temas|archivado en|palabras clave|tags?)\s*:.{0,120}", r"(?:comentarios?|comentar|responder)\b.{0,40}", r"\d+ comentarios?",
        r"(?:nota de prensa|comunicado de prensa|para publicación inmediata)\W*", r"contacto (?:de|para la) prensa\b.{0,120}",
        r"(?:facebook|twitter|whatsapp|linkedin|imprimir|enviar)", r"(?:escuchar|escucha) (?:este|el) artículo.{0,30}",
        r"(?:lo más leído|noticias relacionadas|artículos relacionados|más noticias|más en \w+)\b.{0,40}",
        r"(?:inicio|menú|buscar|iniciar sesión|aviso legal|contacto|cerrar)", r"(?:fotos?|fotografías?|imagen)\s*:.{0,60}",
    ),
    byline_pattern=r"(?:por|texto de|textos?|entrevista de|entrevista|redacción)(?:\s*:\s*|\s+)(?P<names>[^.:!?]{3,90}?)\.?",
    and_pattern=r"\s*(?:,|;|&|\by\b)\s*",
    role_line_pattern=r"(?:corresponsal|periodista|enviad[oa] especial|redactora?|columnista)\b.{0,40}",
    date_line_pattern=r"(?:(?:publicado|actualizado|modificado|fecha)(?: el| en)?\s*:?\s*(?:el\s+)?)*",
    sections=frozenset(
        """mundo política ciencia regiones economía cultura deportes salud educación opinión tecnología medioambiente clima
        local sociedad justicia medios entrevista investigación reportaje internacional nacional transporte
        agricultura historia""".split()
    ),
    reader_words=frozenset("usted ustedes tu tus te nosotros nuestro nuestra nuestros nuestras nos".split()),
    background_headings=frozenset(["antecedentes", "contexto", "el contexto", "los antecedentes", "historia", "cómo empezó"]),
    reference_headings=frozenset(["referencias", "fuentes", "notas", "bibliografía"]),
    askers=frozenset("pregunta p periodista presentador presentadora entrevistador entrevistadora".split()),
    answerers=frozenset("respuesta r invitado invitada".split()),
    welcome_pattern=r"\b(?:bienvenid[oa]s?|buenos días|buenas (?:tardes|noches)|gracias por (?:venir|estar|acompañarnos|recibirnos|invitarme)|nos acompaña|con nosotros)\b",
    thanks_pattern=r"\b(?:gracias|adiós|hasta pronto|a ustedes|a vosotros)\b",
    background_opening_pattern=r"^(?:el conflicto|la crisis|el caso|la disputa)\b.{0,40}(?:comenzó|empezó|se remonta)",
    abbreviations=frozenset("sr sra dr dra d dña etc av p art n núm vol ud uds ee uu prof".split()),
)
