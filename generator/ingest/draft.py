"""What an import gives: the two files of an explainer, and what the desk is told about them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the table: how many of a kind were found, and how many of them are to be looked at."""

    kind: str
    found: int
    to_look_at: int

    @property
    def sure(self) -> int:
        """Return how many the text itself settles."""
        return self.found - self.to_look_at


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft explainer. `article` and `sheet` are the whole texts of `article.md` and `facts.yaml`.

    `dropped` lists what belonged to the page, `reports` what the desk has to look at, both in the order of the text.
    """

    slug: str
    title: str
    language: str
    article: str
    sheet: str
    findings: tuple[Finding, ...]
    dropped: tuple[str, ...]
    reports: tuple[str, ...]
