"""Rules about house style and about what stands in for a picture."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from generator.check.sentences import inside, quotations
from generator.check.subject import Evidence, Finding, Plain, Read, Subject, scope_of
from generator.model.prose import Picture
from generator.model.settings import HouseTerm


def term_avoided(subject: Subject, evidence: Evidence) -> Iterator[Finding]:
    """The text uses a word that house style avoids: `terms` in `explainer.yaml`.

    Whole words are compared; where the avoided word has a capital, capitals count. Quotations are left alone unless the
    term says `except_in_quotes: false`.

    **Why it matters.** One thing has one name, on all pages.

    **Example.** `terms: [{use: ceasefire, avoid: [cease-fire]}]`, and an article that says `cease-fire`.

    **Instead.** Write the word that house style uses; `--fix` does it.
    """
    terms = evidence.settings.terms
    if not terms:
        return
    house = style(terms)
    if any(word in subject.words for word in house.quick):
        for read in subject.passages():
            for found in avoided(read, house):
                text = read.passage.text[found.start : found.end]
                yield read.finding(found.start, found.end, f"house style avoids `{text}`", f"write `{found.use}`")
    for plain, found in avoided_in_plain(subject, house):
        message = f"house style avoids `{plain.text[found.start : found.end]}`"
        yield plain.finding(found.start, found.end, message, f"write `{found.use}`")


@dataclass(frozen=True, slots=True)
class House:
    """House style, compiled."""

    pattern: re.Pattern[str]
    exact: re.Pattern[str]
    """The words with capitals, which must be met as they are."""
    quick: tuple[str, ...]
    """Of every avoided word the longest part without a space, in small letters: in the text, spaces may differ."""
    terms: dict[str, HouseTerm]
    """By avoided word, in small letters."""


@dataclass(frozen=True, slots=True)
class Avoided:
    """An avoided word in a text."""

    start: int
    end: int
    use: str
    """What house style writes in its place, with a capital where the avoided word has one."""


@lru_cache(maxsize=8)
def style(terms: tuple[HouseTerm, ...]) -> House:
    """House style ready to be looked for."""
    known = {" ".join(word.lower().split()): term for term in terms for word in term.avoid if word.strip()}
    loose = [word for term in terms for word in term.avoid if word == word.lower() and word.strip()]
    exact = [word for term in terms for word in term.avoid if word != word.lower()]
    quick = tuple(dict.fromkeys(max(word.split(), key=len) for word in known))
    return House(_any(loose, re.IGNORECASE), _any(exact, 0), quick, known)


def _any(found: list[str], flags: int) -> re.Pattern[str]:
    if not found:
        return re.compile(r"(?!)")
    listed = sorted((r"\s+".join(map(re.escape, word.split())) for word in found), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(listed)})(?!\w)", flags)


def avoided(read: Read, house: House) -> Iterator[Avoided]:
    """The avoided words of a passage."""
    return avoided_in(read.passage.text, read.passage.quoted, house)


def avoided_in_plain(subject: Subject, house: House) -> Iterator[tuple[Plain, Avoided]]:
    """The avoided words of the plain texts in the explainer's own language. What is quoted, and what a source is
    called, are others' words."""
    plain_words = subject.plain_words.lower()
    if not any(word in plain_words for word in house.quick):
        return
    for plain in subject.plain:
        is_ours = not plain.is_quoted and not plain.keys.startswith("sources/")
        if is_ours and plain.file.language == subject.explainer.language:
            for found in avoided_in(plain.text, False, house):
                yield plain, found


def avoided_in(text: str, quoted: bool, house: House) -> Iterator[Avoided]:
    """The avoided words of a text, in order. `quoted` says that all of it is a quotation."""
    lower = text.lower()
    if not any(word in lower for word in house.quick):
        return
    spans = quotations(text)
    found = sorted(match.span() for pattern in (house.pattern, house.exact) for match in pattern.finditer(text))
    for start, end in found:
        word = text[start:end]
        term = house.terms[" ".join(word.lower().split())]
        if term.except_in_quotes and (quoted or inside(spans, start)):
            continue
        if _is_within_use(lower, start, end, term.use.lower()):
            continue
        use = term.use[0].upper() + term.use[1:] if word[0].isupper() and not word.isupper() else term.use
        yield Avoided(start, end, use)


def _is_within_use(lower: str, start: int, end: int, use: str) -> bool:
    """Whether what stands there is part of the right word: `UN` within `UN Security Council`."""
    within = use.find(lower[start:end])
    return within >= 0 and lower.startswith(use, start - within)


_IMAGE_NAME = re.compile(
    r"\S+\.(?:png|jpe?g|webp|avif|gif)\Z|(?:img|dsc|dscn|image|photo|screenshot|pxl)[\s_-]?\d+\Z", re.IGNORECASE
)


def alt_poor(subject: Subject, evidence: Evidence) -> Iterator[Finding]:
    """Alt text repeats the caption, or names the file.

    **Why it matters.** Who listens to the page hears the caption twice and learns nothing of the picture.

    **Example.** `![IMG_2041.jpg](media/IMG_2041.jpg)`; `alt: The new bridge` with `caption: The new bridge.`

    **Instead.** Say what the picture shows to who cannot see it: `A steel bridge over a narrow river, half built.`
    """
    for language, article in subject.explainer.articles.items():
        image = article.front.image
        # A translation without a picture of its own takes the original's, which is reported once.
        if image and (article is subject.explainer.original or image is not subject.explainer.original.front.image):
            poor = _poverty(image.alt, image.caption, image.src)
            if poor:
                at = subject.loaded.article(language).at("image/alt")
                yield Finding(at, poor, ALT_HINT, file=article.path)
    for number, event in enumerate(subject.sheet.timeline):
        poor = _poverty(event.image.alt, event.image.caption, event.image.src) if event.image else ""
        if poor:
            yield Finding(subject.at(f"timeline/{number}/image/alt"), poor, ALT_HINT, f"timeline/{number}")
    for read in subject.passages():
        for use in read.passage.uses:
            if isinstance(use.reference, Picture):
                poor = _poverty(use.reference.alt, use.reference.caption, use.reference.src)
                if poor:
                    keys, file = scope_of(read.file, read.keys)
                    yield Finding(read.text.locate(use.spot), poor, ALT_HINT, keys, read.passage, file)


ALT_HINT = "say what the picture shows to who cannot see it"


def _poverty(alt: str, caption: str, src: str) -> str:
    """What is poor about an alt text, empty when nothing is."""
    plain = _letters(alt)
    if not plain:
        return ""
    if plain == _letters(caption):
        return "the alt text repeats the caption"
    stem = src.rpartition("/")[2].rpartition(".")[0]
    if plain in (_letters(stem), _letters(src.rpartition("/")[2])) or _IMAGE_NAME.match(alt.strip()):
        return "the alt text is the name of the file"
    return ""


def _letters(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))
