"""Which lines of a web page are its main text, by trafilatura (the extra `import`)."""

import re

from generator.ingest.errors import IngestError

_NOT_WORDS = re.compile(r"[\W_]+")


def normal_line(line: str) -> str:
    """Return what is compared of a line: its letters and digits in lower case."""
    return _NOT_WORDS.sub("", line).lower()


def main_lines(html: str) -> frozenset[str]:
    """Return the lines of the page's main text, each as `normal_line` gives it; empty when there is none.

    Raises IngestError when trafilatura is not installed.
    """
    try:
        import trafilatura
    except ImportError as error:
        raise IngestError(
            "reading a web page needs `trafilatura`, which is not installed",
            "run `pip install 'explainer-pages[import]'`",
        ) from error
    text = trafilatura.extract(html, include_comments=False, include_tables=True, favor_recall=True, deduplicate=False)
    return frozenset(filter(None, (normal_line(line) for line in (text or "").split("\n"))))
