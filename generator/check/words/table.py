"""The shape of a word table: what the rules of the desk look for in one language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """One language, the same object for all who ask. Words are in small letters, patterns are compiled once."""

    language: str
    decimal: str
    """The mark before decimals; the other one groups thousands."""

    # Numbers
    scales: Mapping[str, int]
    """`million` to its number, with short forms."""
    spelled: frozenset[str]
    """Numbers in words that, before a scale, make a number: `two million`."""
    currencies: frozenset[str]
    units: frozenset[str]
    """Words and symbols of measurement, without those of time."""
    dimensions: frozenset[str]
    """Those of `units` that say how long, heavy or hot one thing is: a setting or a description, and no statistic."""
    hypothetical: re.Pattern[str]
    """Begins what is only supposed: `if you take a loan at 6%`."""
    known_before: re.Pattern[str]
    """Ends before a number that tells apart what is known already, and counts nothing anew: `the council’s 61 members`.
    """
    setting_before: re.Pattern[str]
    """Ends before a share that is a setting: `at 75% humidity`, `application 117 for 38 houses`."""
    threshold_before: re.Pattern[str]
    """Ends before a number that is where a rule begins to hold: `firms with more than 250 employees`."""
    required_after: re.Pattern[str]
    """Begins behind a share that a rule asks for: `75% must agree`."""
    up_to: frozenset[str]
    """What stands between the two ends of a range, which is one figure: `£18 to £45`."""
    between: tuple[str, str]
    """The words before the two ends of a range: `between £18 and £45`."""
    percent: re.Pattern[str]
    months: frozenset[str]
    time_units: frozenset[str]
    vague: frozenset[str]
    """Nouns whose number tells nothing: `5 things`."""
    function_words: frozenset[str]
    """Words that end what a number may count."""
    numbered: frozenset[str]
    """Words that a number names rather than counts: `article 5`, `flight 370`."""
    named_after: re.Pattern[str]
    """Ends before a number that is part of a name or an age: `Group of 77`, `aged 45`."""
    plurals: frozenset[str]
    """Counted nouns that do not show by their ending that they are many."""
    weighty: frozenset[str]
    """Counted nouns of which even a few are a figure: people, deaths."""
    shows_plural: bool
    """Whether a counted noun ends in `s`. Where not, the word after the number is what it counts."""
    rounded: frozenset[str]
    """Words before a number that say it is rounded."""

    # Dates
    weekdays: Mapping[str, int]
    """Name to number, Monday is 0."""
    quick_dates: Mapping[str, tuple[str, ...]]
    """Letters without one of which no relative date is written, and for each what then stands around it."""
    relative: re.Pattern[str]
    """Groups `weekday`, `day` (yesterday, today, tomorrow) or `other`, or `offset` (relative to something told)."""
    days: Mapping[str, int]
    """Words of the group `day` to days after the dateline."""
    habitual_before: re.Pattern[str]
    """Ends before a weekday that is no one day: `every`, `a`."""
    habitual_after: re.Pattern[str]
    """Begins behind a weekday that is no one day or a name: `Friday prayers`, `Sunday Times`."""
    names_before: re.Pattern[str]
    """Ends before a weekday that is part of a name: `Good Friday`."""
    past: re.Pattern[str]
    future: re.Pattern[str]
    describing: re.Pattern[str]
    """Ends before a participle that describes a noun and tells no time: `the displaced families`."""
    unclear: re.Pattern[str]
    """Verbs that speak of a time seen from another: `would meet`, `had met`."""
    said_reach: int
    """Words, a preposition among them, between a verb of saying and the weekday on which it was said."""
    clause: re.Pattern[str]
    """Where a clause ends."""
    happened: re.Pattern[str]
    """A verb of something that happened at a time: beside it `today` is a day and not "nowadays"."""
    on: re.Pattern[str]
    """Ends before a weekday with the preposition that a date takes too."""

    month_names: tuple[str, ...]
    """From January on, for a date in a hint: `27 November 2024`."""
    compared: re.Pattern[str]
    """Ends before a time that another one is compared with, which says what it counts from: `than a year before`."""
    nowadays: re.Pattern[str]
    """Ends before a `today` that is no day: `even today`."""
    timeless_after: re.Pattern[str]
    """Begins behind a `today` or `tomorrow` that is no day: `today’s`."""
    leaning: re.Pattern[str]
    """Ends before a weekday that could be one of two: `last`, `next`."""

    # Speech
    speech: re.Pattern[str]
    """Verbs and phrases that give words to somebody or something, in the sentence of the words."""
    spoken: re.Pattern[str]
    """The plain ones among them, and the person who was just named: what gives words in the sentence beside."""
    former: re.Pattern[str]
    """Ends before a role that its holder no longer has."""

    # Sentences
    abbreviations: frozenset[str]
    """End with a full stop without ending a sentence; without the stop."""
