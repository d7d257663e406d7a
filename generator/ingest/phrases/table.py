"""The shape of a phrase table: every word of one language that a rule of the import looks for."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, eq=False)
class Phrases:
    """One language. A `…_pattern` is a regular expression, matched without regard to case; the rest are plain words.

    All words stand in lower case. Patterns for whole lines are matched from the line's first to its last character.
    """

    language: str
    common_words: frozenset[str]
    """Frequent words by which the language of a text is told."""

    # Numbers
    decimal: str
    """The mark before decimals: `.` or `,`; the other one groups thousands."""
    number_words: Mapping[str, int]
    scales: Mapping[str, int]
    percent_pattern: str
    currencies: Mapping[str, str]
    """Spelled currency to ISO 4217 code; empty when the word alone does not settle it (`pounds`, `crowns`)."""
    qualifiers: Mapping[str, str]
    """Words before a number to the sheet's qualifier."""
    time_units: frozenset[str]
    vague_nouns: frozenset[str]
    """Nouns whose count tells nothing (`two things`)."""
    function_words: frozenset[str]
    """Words that cannot be what a number counts."""
    numbered_nouns: frozenset[str]
    """Nouns that a number names, not counts (`line 4`, `page 7`)."""
    age_pattern: str
    number_of_pattern: str
    """`the number of X … N`: groups `noun`."""

    # Dates
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    """Name to number, Monday is 0."""
    day_month_link: str
    month_year_link: str
    month_first: bool
    """Whether `May 3, 2024` is written."""
    year_prefix_pattern: str
    """What stands before a year that is a date (`in`, `since`)."""
    bare_years: bool
    """Whether a bare `1904` is a date, as in German."""
    between_pattern: str
    """An interval of two years: groups `first`, `last`."""
    since_pattern: str
    by_pattern: str
    about_pattern: str
    as_of_pattern: str
    relative_days: Mapping[str, int]
    relative_months: Mapping[str, int]
    relative_years: Mapping[str, int]
    unsettled_pattern: str
    """Relative times that no dateline settles."""
    future_pattern: str
    past_pattern: str
    weekday_prefix_pattern: str
    weekday_unsettled_pattern: str
    """Words beside a weekday that make it ambiguous (`last`, `next`)."""

    # Speech
    said: tuple[str, ...]
    states: tuple[str, ...]
    """Verbs that attribute a figure, beside those of saying (`estimates`, `puts`)."""
    according_pattern: str
    released_by_pattern: str
    determiners: frozenset[str]
    persons: frozenset[str]
    """Pronouns for a person."""
    things: frozenset[str]
    """Pronouns for an organisation."""
    honorifics: frozenset[str]
    role_nouns: frozenset[str]
    organisation_nouns: frozenset[str]
    generic_organisations: frozenset[str]
    """`company`: any organisation of the text."""
    role_link_pattern: str
    """Between role and organisation: `of`, `at`."""
    not_names: frozenset[str]
    """Capitalised words that begin sentences and are no names."""

    # The page
    chrome: tuple[str, ...]
    byline_pattern: str
    """A whole line; group `names`."""
    and_pattern: str
    role_line_pattern: str
    date_line_pattern: str
    sections: frozenset[str]
    background_headings: frozenset[str]
    reference_headings: frozenset[str]
    askers: frozenset[str]
    answerers: frozenset[str]
    welcome_pattern: str
    thanks_pattern: str
    credit_pattern: str = r"[^\W\d_]+(?: [^\W\d_]+){0,2}[ \u00a0]?:\s*(?P<names>[^:.!?]{3,90})"
    """A part of a line of credits: a label, then group `names`."""
    elided_before_pattern: str = r"(?!)"
    """What stands before a number that counts the same as the one before it in the sentence: `14 fires and 12 …`."""
    elided_after_pattern: str = r"(?!)"
    elided_more_pattern: str = r"(?!)"
    """What stands after a number that adds to the one before it: `15 more`."""
    ratio_pattern: str = r"(?!)"
    """What stands before the second number of a ratio: `one in four`."""
    put_to_pattern: str = r"(?!)"
    """What says that the questions of a text were put to somebody: `we put your questions to`."""
    captioned_pattern: str = r"(?!)"
    """A whole line that is a caption: a picture is named or credited in it."""
    page_labels: frozenset[str] = frozenset()
    """Lines that name what the next line tells of the page or the paper: `Journal`, `Method of research`."""
    reader_words: frozenset[str] = frozenset()
    """Pronouns with which a page speaks to its reader and of itself (`you`, `our`)."""
    release_words: frozenset[str] = frozenset()
    """The words of a line that only says when a text may be published."""
    source_labels: frozenset[str] = frozenset()
    """Labels in the head of a text before the name of who published it."""
    document_words: frozenset[str] = frozenset()
    """What a line with a date may call the text itself: `Minutes, 10 March`."""
    issue_pattern: str = r"(?!)"
    """A whole line that dates an issue by season or month and year."""
    background_opening_pattern: str = r"(?!)"
    names: tuple[str, ...] = ()
    """Verbs that attribute only the words quoted after them (`called`)."""
    abbreviations: frozenset[str] = field(default_factory=frozenset)
    """Ends with a full stop without ending a sentence, lower case, without the stop."""
