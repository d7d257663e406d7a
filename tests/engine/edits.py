"""Kinds of edit of a project, each a change that an author, an editor or a machine may make between two builds."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from tests.engine.project import DAY, NOW, Project, sample


@dataclass
class Scene:
    """A project between builds: what is written, when it is, and how it is built."""

    folder: Path
    project: Project
    now: float = NOW
    tool: int = 0
    """The tool's version: `EDITS` count it up, tests make it the true one."""
    jobs: int = 1
    drafts: bool = False
    future: bool = False
    base_url: str = ""
    strict: bool = False

    def write(self) -> None:
        """Makes the folder hold the project."""
        self.project.write(self.folder)

    def some(self, random: Random) -> str:
        """The slug of an explainer; the first explainers make up most of what others depend on."""
        slugs = sorted(self.project.topics)
        return slugs[min(random.randrange(len(slugs)), random.randrange(len(slugs)))]


def scene(folder: Path) -> Scene:
    """A sample project, written."""
    made = Scene(folder, sample())
    made.write()
    return made


Edit = Callable[[Scene, Random], None]
WORDS = ("Tides", "Harbours", "Dikes", "Nets", "Sails & ropes", "عربي")


def article(at: Scene, random: Random) -> None:
    """The text of an article."""
    at.project.change(at.some(random), words=random.randrange(5, 600), extra=f"Written {random.random()}.")


def heading(at: Scene, random: Random) -> None:
    """A heading that links may lead to."""
    at.project.change(at.some(random), extra=f"## Part {random.randrange(3)}")


def sheet(at: Scene, random: Random) -> None:
    """A value of an explainer's own sheet."""
    at.project.change(at.some(random), value=random.randrange(1000))


def shared_fact(at: Scene, random: Random) -> None:
    """A value of a shared figure."""
    if at.project.shared:
        at.project.shared[random.choice(sorted(at.project.shared))] = random.randrange(1000)


def shared_ids(at: Scene, random: Random) -> None:
    """A shared figure comes, goes, or takes an id that an explainer has given already."""
    name = random.choice(("cattle", "wells", "boats", "levels"))
    if name in at.project.shared:
        del at.project.shared[name]
    else:
        at.project.shared[name] = random.randrange(1000)


def shared_translation(at: Scene, random: Random) -> None:
    """The translation of a shared figure."""
    at.project.shared_arabic = random.choice(("", "أبقار", "ماشية"))


def uses(at: Scene, random: Random) -> None:
    """Which shared figures an explainer uses, be they there or not."""
    at.project.change(at.some(random), uses=tuple(random.sample(("cattle", "wells", "boats"), random.randrange(3))))


def title(at: Scene, random: Random) -> None:
    """A title, which lists and linking pages show."""
    at.project.change(at.some(random), title=f"{random.choice(WORDS)} {random.randrange(99)}")


def figure_in_title(at: Scene, random: Random) -> None:
    """A title that says a figure: lists show it."""
    slug = at.some(random)
    names = (*at.project.topics[slug].own, *at.project.topics[slug].uses)
    at.project.change(slug, title=f"Since `{{figure}}`, {{figure}}`{names[0]}`" if names else "None")


def date(at: Scene, random: Random) -> None:
    """A date, perhaps in the future."""
    at.project.change(at.some(random), date=f"2025-01-{random.randrange(1, 29):02}")


def slug(at: Scene, random: Random) -> None:
    """The address of an explainer. Links to it follow, mostly."""
    old = at.some(random)
    new = f"moved-{random.randrange(50)}"
    if new in at.project.topics:
        return
    at.project.topics[new] = replace(at.project.topics.pop(old), slug=new)
    if random.random() < 0.8:
        _redirect(at, old, new)


def topic(at: Scene, random: Random) -> None:
    """The topics of an explainer."""
    at.project.change(at.some(random), topics=tuple(random.sample(("Rivers", "Farms", "Lakes", "Seas"), 2)))


def template(at: Scene, random: Random) -> None:
    """A template of the project stands before the theme's."""
    _toggle(at, "templates/explainer.html", '{% extends "default/explainer.html" %}{# ' + str(random.random()) + " #}")


def partial(at: Scene, random: Random) -> None:
    """A partial of the project stands before the theme's."""
    text = "<p>" + str(random.random()) + " {{ page.frame.site_title }}</p>\n"
    name = random.choice(("templates/topic.html", "templates/sections/nothing.html", "templates/ordinary.html"))
    _toggle(at, name, text)


def settings(at: Scene, random: Random) -> None:
    """A setting: of every page, of some, of the desk alone."""
    choices = {
        "cards": ("off", "off", "auto"),
        "pictures": ("auto", "off"),
        "search": ("off", "off", "auto"),
        "title": ("A site", "Another site"),
        "copyright": ("Us", "Them"),
        "timezone": ("UTC", "Pacific/Auckland"),
        "checks": ("{figure-stale: off}", "{figure-stale: warning}"),
        "topics": ("{rivers: {title: All rivers}}", "{farms: {title: All farms, description: All of them}}"),
        "redirects": ("{/old/: /alpha/}", "{/older/: 'https://example.org/x'}"),
        "navigation": ("[{title: About, to: about}]", "[{title: Rivers, to: rivers}]"),
        "terms": ("[{use: water, avoid: [word3]}]", "[{use: water, avoid: [word4]}]"),
    }
    key = random.choice(sorted(choices))
    value = random.choice(choices[key])
    if key == "navigation" and "rivers" in value:
        at.project.topics["anchor"] = replace(sample().topics["beta"], slug="anchor", links=(), related=(), uses=())
    at.project.settings[key] = value


def style(at: Scene, random: Random) -> None:
    """The project's own style sheet, whose address every page carries."""
    _toggle(at, "templates/static/custom.css", f"p {{ margin: {random.randrange(99)}px }}")


def image(at: Scene, random: Random) -> None:
    """A picture comes, goes, or shows something else."""
    at.project.change(at.some(random), picture=random.choice((0, 40, 80, 120)))


def delete(at: Scene, random: Random) -> None:
    """An explainer goes. Links to it go with it, mostly."""
    if len(at.project.topics) > 2:
        gone = at.some(random)
        del at.project.topics[gone]
        if random.random() < 0.8:
            _redirect(at, gone, "")


def restore(at: Scene, random: Random) -> None:
    """An explainer of the beginning is there again, as it was."""
    wanted = sample().topics
    name = random.choice(sorted(wanted))
    at.project.topics[name] = wanted[name]


def swap(at: Scene, random: Random) -> None:
    """Two explainers take each other's place."""
    one, other = random.sample(sorted(at.project.topics), 2)
    first, second = at.project.topics[one], at.project.topics[other]
    at.project.topics |= {one: replace(second, slug=one), other: replace(first, slug=other)}


def unseen(at: Scene, random: Random) -> None:
    """A file changes and keeps its size and its time of modification."""
    name = at.some(random)
    file = at.folder / f"content/{name}/facts.yaml"
    at.project.change(name, value=100 + random.randrange(400))
    at.write()
    status = file.stat()
    at.project.change(name, value=500 + random.randrange(400))
    at.write()
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))


def tool(at: Scene, _random: Random) -> None:
    """Another version of the tool builds."""
    at.tool += 1


def workers(at: Scene, random: Random) -> None:
    """Another number of processes builds."""
    at.jobs = random.choice((1, 1, 2))


def event(at: Scene, random: Random) -> None:
    """An event comes, goes, or is called otherwise: the data of the explainer, of its topics and of the site."""
    at.project.change(at.some(random), event=random.choice(("", "A dam is built", "A dam breaks")))


def change(at: Scene, random: Random) -> None:
    """A change is told, major or not: feeds move with the major ones, the sitemap with all."""
    at.project.change(at.some(random), change=random.choice(("", "A map", "A note")), major=random.random() < 0.5)


def address(at: Scene, random: Random) -> None:
    """The site's own address: without one there are neither feeds nor a sitemap."""
    at.base_url = random.choice(("", "", "https://example.org/", "https://example.net/sub/"))
    if random.random() < 0.3:
        at.project.settings.pop("url", None)
    else:
        at.project.settings["url"] = "https://example.org/"


def robots(at: Scene, _random: Random) -> None:
    """The project's own `robots.txt` comes, and goes."""
    _toggle(at, "content/_static/robots.txt", "User-agent: *\n")


def time_passes(at: Scene, random: Random) -> None:
    """Days go by, and sometimes back: something is published, due or out of date."""
    at.now = NOW + random.randrange(-3, 40) * DAY + random.choice((0, 5 * 3600))


def turning(at: Scene, random: Random) -> None:
    """A figure may go stale, a review may fall due."""
    at.project.change(
        at.some(random),
        stale_after=random.choice(("", "P40D", "P45D")),
        review_by=random.choice(("", "2025-01-12", "2025-01-25")),
    )


def flags(at: Scene, random: Random) -> None:
    """Other flags on the command line."""
    at.drafts, at.future = random.random() < 0.3, random.random() < 0.3
    at.base_url = random.choice(("", "", "https://example.net/sub/"))


def draft(at: Scene, random: Random) -> None:
    """A draft is published, or taken back."""
    name = at.some(random)
    at.project.change(name, draft=not at.project.topics[name].draft)


def translation(at: Scene, random: Random) -> None:
    """A translation comes, goes, or gets another title."""
    at.project.change(at.some(random), arabic=random.choice(("", "ألف", "باء")))


def links(at: Scene, random: Random) -> None:
    """Where an explainer leads to."""
    name = at.some(random)
    others = [other for other in sorted(at.project.topics) if not at.project.topics[other].draft]
    wanted = (*others, *(f"{other}#part-1" for other in others), "_pages/about")
    at.project.change(name, links=(random.choice(wanted),), related=(random.choice(others),) if others else ())


def correction(at: Scene, random: Random) -> None:
    """A correction, which the home page and the corrections page show."""
    at.project.change(at.some(random), correction=random.choice(("", "It was wrong.", f"Was {random.random()}.")))


def alias(at: Scene, random: Random) -> None:
    """An old address."""
    at.project.change(at.some(random), alias=random.choice(("", "/old-one/", "/old-two/")))


def ordinary(at: Scene, random: Random) -> None:
    """An ordinary page, its translation, or the words of the home page."""
    name = random.choice(("content/_pages/about.md", "content/_pages/about.ar.md", "content/_home.md"))
    target = random.choice(sorted(at.project.topics))
    deeper = "" if name.endswith("_home.md") else "../"
    _toggle(at, name, f"---\ntitle: About {random.randrange(9)}\n---\n\n[this]({deeper}{target}/article.md)\n")


def words(at: Scene, random: Random) -> None:
    """The words of the interface, in a catalogue of the project."""
    _toggle(
        at,
        "templates/locale/ar/LC_MESSAGES/explainer.mo",
        _catalogue({"Sources": f"S{random.randrange(99)}", "Corrections": f"C{random.randrange(99)}"}),
    )


def static(at: Scene, random: Random) -> None:
    """A file that is copied; an icon changes every page."""
    _toggle(
        at, random.choice(("content/_static/favicon.svg", "content/_static/a.txt")), f"<svg>{random.random()}</svg>"
    )


def published(at: Scene, random: Random) -> None:
    """Somebody edits, deletes or adds to the published site by hand."""
    files = [file for file in (at.folder / "site").rglob("*") if file.is_file() and file.suffix in (".html", ".css")]
    if files:
        file = random.choice(sorted(files))
        file.write_text("by hand") if random.random() < 0.5 else file.unlink()


EDITS: tuple[Edit, ...] = (
    *(article, heading, sheet, shared_fact, shared_ids, shared_translation, uses, title, figure_in_title, date, slug),
    *(topic, template, partial, settings, style, image, delete, restore, swap, unseen, tool, workers, time_passes),
    *(turning, flags, draft, translation, links, correction, alias, ordinary, words, static, published),
    *(event, change, address, robots),
)


def mend(at: Scene) -> None:
    """Takes back what keeps the project from being published, as an author does who reads the errors."""
    shared = at.project.shared
    shared.pop("levels", None)
    for name, found in at.project.topics.items():
        at.project.topics[name] = replace(
            found,
            title=found.title if "{" not in found.title else "Plain",
            uses=tuple(figure for figure in found.uses if figure in shared),
            links=(),
            related=(),
            alias="",
        )
    for path in ("content/_home.md", "content/_pages/about.md", "content/_pages/about.ar.md"):
        at.project.files.pop(path, None)
    for key in ("navigation", "redirects"):
        at.project.settings.pop(key, None)
    at.strict = False


def _redirect(at: Scene, old: str, new: str) -> None:
    """Makes links to one explainer lead to another, or to nothing."""
    for name, found in at.project.topics.items():
        links = tuple(f"{new}{link[len(old) :]}" if link.partition("#")[0] == old else link for link in found.links)
        related = tuple(new if other == old else other for other in found.related)
        at.project.topics[name] = replace(
            found,
            links=tuple(link for link in links if link and not link.startswith("#")),
            related=tuple(other for other in related if other),
        )
    for path in ("content/_home.md", "content/_pages/about.md", "content/_pages/about.ar.md"):
        if f"{old}/article.md" in at.project.files.get(path, b"").decode():
            at.project.files[path] = b"---\ntitle: Again\n---\n\nNo link.\n"


def _toggle(at: Scene, path: str, text: str | bytes) -> None:
    """Writes a file; the next time it goes, now and then."""
    if path in at.project.files and hash(text) % 3 == 0:
        del at.project.files[path]
    else:
        at.project.files[path] = text if isinstance(text, bytes) else text.encode()


def _catalogue(messages: dict[str, str]) -> bytes:
    """A compiled catalogue of gettext (gettext manual, "The Format of GNU MO Files")."""
    import struct

    entries = sorted({"": "Content-Type: text/plain; charset=UTF-8\n", **messages}.items())
    start = 28 + 16 * len(entries)
    texts, tables = b"", ([], [])  # type: ignore[var-annotated]
    for column in (0, 1):
        for entry in entries:
            data = entry[column].encode()
            tables[column].append(struct.pack("<II", len(data), start + len(texts)))
            texts += data + b"\0"
    head = struct.pack("<IIIIIII", 0x950412DE, 0, len(entries), 28, 28 + 8 * len(entries), 0, 0)
    return head + b"".join(tables[0]) + b"".join(tables[1]) + texts
