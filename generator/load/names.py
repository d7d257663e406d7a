"""Names in a project: which are read, which are a slip for one that is, which no address can carry."""

from __future__ import annotations

import os
import re
import unicodedata

from generator.diagnostics import did_you_mean, nearest

SPECIAL = ("_pages", "_shared", "_static")
PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif")
PICTURES_REFUSED = (".svg", ".svgz", ".tif", ".tiff", ".bmp", ".heic", ".heif", ".jxl", ".jfif", ".ico", ".psd")
HIDDEN_STATIC = frozenset((".well-known", ".nojekyll", ".htaccess", ".domains"))
"""Hidden names that a web server or a host reads: copied from `_static` all the same."""

NAME_BYTES_MAX = 200
"""Systems have 255: an address has digest, width and form of a file behind its name."""

_LANGUAGE = r"(?:\.([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*))?"
SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,79}\Z")
ARTICLE = re.compile(rf"article{_LANGUAGE}\.md\Z")
SHEET = re.compile(rf"facts{_LANGUAGE}\.yaml\Z")
SHARED = re.compile(rf"[A-Za-z0-9][A-Za-z0-9_-]*{_LANGUAGE}\.yaml\Z")
PAGE = re.compile(rf"[a-z0-9][a-z0-9-]{{0,79}}{_LANGUAGE}\.md\Z")
HOME = re.compile(rf"_home{_LANGUAGE}\.md\Z")

_MARKDOWN = (".md", ".markdown", ".mdown", ".mkd", ".mdx", ".rst")
_YAML = (".yaml", ".yml")
_BACKUPS = ("~", ".bak", ".orig", ".rej", ".swp", ".tmp")
_LITTER = frozenset(("thumbs.db", "desktop.ini", "icon\r"))
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def ignored(name: str) -> bool:
    """True for hidden files and editors' backups: `.x`, `.#x`, `#x#`, `x~`, `x.bak`."""
    if name[0] in ".#" and (name[0] == "." or name[-1] == "#"):
        return True
    return name.endswith(_BACKUPS) or name.lower() in _LITTER


def unsayable(name: str) -> str:
    """Why a name can stand in no address, or an empty string: not UTF-8, control characters, `\\`, too long."""
    if len(name) > NAME_BYTES_MAX or (not name.isascii() and len(os.fsencode(name)) > NAME_BYTES_MAX):
        return f"has more than {NAME_BYTES_MAX} bytes"
    if name.isascii() and name.isprintable() and "\\" not in name:
        return ""
    if any("\ud800" <= letter <= "\udfff" for letter in name):
        return "is not UTF-8"
    if "\\" in name:
        return "holds a backslash, which is a folder's end on some systems"
    if any(_acts(letter) for letter in name):
        return "holds a control character"
    return ""


def shown(path: str) -> str:
    """A path that can be printed whatever its bytes: what is not UTF-8 or would act on a terminal as escapes."""
    if path.isprintable():
        return path
    plain = path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return "".join(f"\\u{ord(letter):04x}" if _acts(letter) else letter for letter in plain)


def _acts(letter: str) -> bool:
    return letter in _BIDI or unicodedata.category(letter) in ("Cc", "Zl", "Zp")


def same_name(name: str) -> str:
    """Equal for two names that some file system or server takes for one: they differ in case or normal form only."""
    return (
        name.lower() if name.isascii() else unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
    )


def slug_of(name: str) -> str:
    """The slug closest to a name, for a hint; empty when nothing of the name can stay."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80].rstrip("-")


def slug_hint(name: str) -> str:
    """What to do about a folder whose name is no slug."""
    rule = "a folder's name has small letters, digits and hyphens, at most 80"
    return f"{rule}: `{slug}`" if (slug := slug_of(name)) and slug != name else rule


def folder_hint(name: str) -> str:
    """What to do about an unknown folder that begins with `_`."""
    return did_you_mean(name, SPECIAL, "folders that begin with `_` are `_pages`, `_shared` and `_static`")


def stray_hint(name: str) -> str:
    """What to do about a text in `content/` itself, where nothing reads it; empty when the file is none of ours."""
    stem, suffix = os.path.splitext(name)
    if suffix.lower() not in (*_MARKDOWN, *_YAML) or stem.lower() == "readme":
        return ""
    if suffix.lower() in _YAML:
        return f"facts for several explainers stand in `content/_shared/{slug_of(stem) or 'facts'}.yaml`"
    if nearest(stem.lower(), ("_home", "home")):
        return "did you mean `_home.md`?"
    return f"an explainer is a folder, with its text in `content/{slug_of(stem) or 'slug'}/article.md`"


def special_hint(folder: str, name: str) -> str:
    """What to do about a file of `_pages` or `_shared` that is close to what is read there; empty when it is not."""
    stem, suffix = os.path.splitext(name)
    texts, wanted = (_MARKDOWN, ".md") if folder == "_pages" else (_YAML, ".yaml")
    if suffix.lower() not in texts or stem.lower() == "readme":
        return ""
    return f"did you mean `{slug_of(stem) or 'name'}{wanted}`?"


def explainer_hint(name: str) -> str:
    """What to do about a name in an explainer's folder that is close to one that is read; empty when it is not.

    Any YAML is a slip for the sheet, since a sheet is optional and would be missed by nobody; of Markdown only what
    resembles the article, since notes lie beside it.
    """
    stem, suffix = os.path.splitext(name.lower())
    first = stem.partition(".")[0]
    if suffix in _YAML and not first.startswith("article"):
        return did_you_mean(name, ("facts.yaml",), "the fact sheet is `facts.yaml`")
    wanted = nearest(first, ("article", "facts", "media"))
    if wanted == "article" or (stem == "index" and suffix in _MARKDOWN):
        return "did you mean `article.md`? A translation is `article.ar.md`"
    if wanted == "facts":
        return "did you mean `facts.yaml`? A translation is `facts.ar.yaml`"
    return "did you mean `media`?" if wanted == "media" and not suffix else ""
