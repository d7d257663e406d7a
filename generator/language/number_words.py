"""Numbers in words: what the desk and the import both read in prose."""

from collections.abc import Mapping

_ONES = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"

ENGLISH_NUMBERS: Mapping[str, int] = {word: number for number, word in enumerate(_ONES.split(), start=1)} | {
    word: 10 * number for number, word in enumerate(_TENS.split(), start=2)
}
"""From `one` to `ninety`, each in one word; `twenty-one` is two of them."""

ENGLISH_SCALES: Mapping[str, int] = {
    "hundred": 100,
    "thousand": 1_000,
    "million": 1_000_000,
    "billion": 1_000_000_000,
    "trillion": 1_000_000_000_000,
    "m": 1_000_000,
    "bn": 1_000_000_000,
}
"""What a number is multiplied by when one of these follows it."""

ARABIC_SCALES: Mapping[str, int] = {
    "مئة": 100,
    "مائة": 100,
    "ألف": 1_000,
    "ألفا": 1_000,
    "آلاف": 1_000,
    "مليون": 1_000_000,
    "مليونا": 1_000_000,
    "ملايين": 1_000_000,
    "مليار": 1_000_000_000,
    "مليارات": 1_000_000_000,
}
"""The same in Arabic, in the forms that stand after a number."""

HEBREW_SCALES: Mapping[str, int] = {
    "אלף": 1_000,
    "אלפים": 1_000,
    "אלפי": 1_000,
    "מיליון": 1_000_000,
    "מיליוני": 1_000_000,
    "מיליארד": 1_000_000_000,
    "מיליארדי": 1_000_000_000,
}
"""The same in Hebrew."""
