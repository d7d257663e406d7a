"""Units that need no noun: symbols at their number, and nouns whose plural has no `s`."""

import re

SYMBOL_WORDS = frozenset(
    ["mph", "kph", "kmh", "kwh", "mwh", "gwh", "ppm", "ppb", "rpm", "sqm", "bar", "euro", "yen", "baht"]
)
PLURALS = frozenset(
    [
        "people",
        "children",
        "men",
        "women",
        "cattle",
        "sheep",
        "fish",
        "police",
        "mice",
        "geese",
        "deer",
        "staff",
        "kilometres",
        "aircraft",
        "squid",
        "shrimp",
        "poultry",
        "head",
        "carat",
        "horsepower",
        "percent",
        "spacecraft",
        "salmon",
        "trout",
        "cod",
        "livestock",
        "personnel",
        "offspring",
        "series",
        "species",
        "bison",
        "swine",
        "oxen",
        "teeth",
        "feet",
        "crew",
        "hertz",
        "kilohertz",
        "megahertz",
        "gigahertz",
        "celsius",
        "kelvin",
        "kronor",
        "kroner",
        "yuan",
        "won",
        "rand",
        "ringgit",
        "zloty",
        "forint",
        "reais",
        "lei",
        "naira",
    ]
)

COMPOUND_PLURALS = ("children", "women", "people", "folk", "ermen", "smen", "dmen", "amen", "nmen", "emen")
"""How nouns end that are made of one of those: `schoolchildren`, `fishermen`; a specimen is one."""

_MEASURED = re.compile(r"\s(?:tall|high|long|deep|wide|thick|above|below|away|across|apart|down|up)\b")
_ATTACHED = re.compile(
    r"[ \u00a0]?(?P<unit>°[CF]|km/h|km²|m²|m³|mm"
    r"|cm|km|kg|mg|ml|kW|MW|GW|kWh|MWh|GWh|TWh|mph|kph|ha|lb|oz|ft|GB|MB|TB|ppm|dB"
    r"|C|F|g|t|l)(?![\w/²³])"
)


def attached_unit(after: str) -> tuple[str, int] | None:
    """Return the symbol with which the text after a number begins, and where it ends; None when none does.

    A single letter counts only right at its number: `41C`.
    """
    match = _ATTACHED.match(after)
    if match is None or (after[:1] in " \u00a0" and len(match["unit"]) == 1):
        return None
    return match["unit"], match.end()


def is_metres(match: re.Match[str]) -> bool:
    """Return whether an `m` right after a number is metres, as before `tall`, and no million."""
    after = match.string[match.end() : match.end() + 12]
    return match["scale"] == "m" and not match["symbol"] and _MEASURED.match(after) is not None
