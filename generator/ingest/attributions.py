"""What an attribution is: where it stands, whose words, and how its verb attributes."""

from dataclasses import dataclass
from enum import StrEnum


class Order(StrEnum):
    """Where the words stand that attribute something."""

    AFTER = "after"
    """`“…,” said X`: right after the quotation."""
    BEFORE = "before"
    """`X said`, wherever it stands in its sentence."""
    ACCORDING = "according"


@dataclass(frozen=True, slots=True)
class Attribution:
    """The words that attribute, from `start` to `end`; `subject` as the text has it, without adverbs.

    `verb` is where the verb begins. `stating` for verbs that attribute figures but no quotation,
    `naming` for those that attribute a quotation and nothing else (`called the plan “a disgrace”`).
    """

    start: int
    end: int
    subject: str
    order: Order
    verb: int
    stating: bool = False
    naming: bool = False
