"""The text between the marks of a web page to inline Markdown."""

import re

CITED = "\x01"
"""A sign that no text has. It stands in a citation before the number under which its mark's label is kept."""
_LABEL = re.compile(r"\D*\d+[,،]\s*(?P<locator>.+)$", re.DOTALL)
"""A word, the number of the source, and where in it, in every language of the theme."""
_NO_LOCATOR = re.compile(r"[\[\]@;\n]")
SPACES = re.compile(r"[ \t\n\r\f]+")
_TURN_LINE = re.compile(r"^\W{0,4}[^\W\d_][^:\n]{0,40}:")


def locator_in(label: str) -> str:
    """Return the locator of a mark's label (`Source 3, p. 7`); empty when it has none."""
    found = _LABEL.match(label)
    return "" if found is None or _NO_LOCATOR.search(found["locator"]) else found["locator"].strip()


def citations(text: str) -> str:
    """Return the text of a page of ours with its marks as an author writes them: ` [@one; @other]`."""
    joined = re.sub(r"\](?:[\s,\u2009\u202f]*)\[@", "; @", text)
    return re.sub(r"(?<=\S)(?=\[@)", " ", joined)


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a block: two line breaks part them, one does where a transcript's line begins."""
    result: list[str] = []
    for part in re.split(r"\n\s*\n", text):
        lines = [_marks(SPACES.sub(" ", line).strip()) for line in part.split("\n")]
        lines = [line for line in lines if line]
        if sum(bool(_TURN_LINE.match(line)) for line in lines) >= 2:
            result += lines
        elif lines:
            result.append(" ".join(lines))
    return result


def _marks(text: str) -> str:
    """Return inline Markdown whose marks hug their words, since `** word **` is no emphasis; empty pairs vanish."""
    for mark in ("**", "*"):
        quoted = re.escape(mark)
        pattern = rf"(?<!\*){quoted}(?!\*)(\s*)([^*]*?)(\s*)(?<!\*){quoted}(?!\*)"
        text = re.sub(pattern, lambda m, k=mark: f"{m[1]}{k}{m[2]}{k}{m[3]}" if m[2] else m[1], text)  # type: ignore[misc]
    for mark in ("**", "*"):
        bare = text.replace("**", "") if mark == "*" else text
        if bare.count(mark) % 2:
            text = text.replace(mark, "") if mark == "**" else re.sub(r"(?<!\*)\*(?!\*)", "", text)
    return text.strip()
