"""What a walk gives that remembers the last one is what a walk from nothing gives."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import strategies as st

from generator.diagnostics import Diagnostic
from generator.model.entry import Entry
from generator.pipeline import Options, check
from generator.preview.audience import Audience, Overtaken
from generator.preview.recall import open_recall
from generator.preview.stand import Report, Stand, Walked
from generator.preview.walk import Walker
from tests.browser.hard import png
from tests.preview.test_drawer import NOON, SHEET
from tests.turns import Turns

ARTICLE = "---\ntitle: {title}\ndate: 2024-11-30\ntopics: [Water]\n---\n\n{{figure}}`wells` wells. {words}\n"


def make(folder: Path) -> None:
    """Six explainers about one shared figure, and a page of one's own template."""
    for number, slug in enumerate(("brook", "creek", "lake", "pond", "river", "spring")):
        place = folder / "content" / slug
        place.mkdir(parents=True)
        place.joinpath("article.md").write_text(ARTICLE.format(title=slug, words="Water. " * number), "utf-8")
    (folder / "content/_shared").mkdir()
    (folder / "content/_shared/wells.yaml").write_text(SHEET, encoding="utf-8")
    (folder / "templates/static").mkdir(parents=True)
    (folder / "templates/static/custom.css").write_text("p { margin: 1px }\n", encoding="utf-8")
    (folder / "templates/explainer.html").write_text('{% extends "default/explainer.html" %}\n', encoding="utf-8")
    (folder / "explainer.yaml").write_text("title: A site\nurl: https://water.example/\n", encoding="utf-8")


EDITS: dict[str, tuple[str, Callable[[str], str]]] = {
    "prose": ("content/river/article.md", lambda text: text + "\nMore.\n"),
    "prose, moved down": ("content/river/article.md", lambda text: text.replace("---\n\n", "---\n\nFirst.\n\n")),
    "much more prose": ("content/river/article.md", lambda text: text + "word " * 900),
    "title": ("content/river/article.md", lambda text: text.replace("title: ", "title: The ")),
    "topic": ("content/river/article.md", lambda text: text.replace("[Water]", "[Water, Rain]")),
    "alias": ("content/river/article.md", lambda text: text.replace("date:", "aliases: [/old/]\ndate:")),
    "draft": ("content/river/article.md", lambda text: text.replace("date:", "draft: true\ndate:")),
    "shared figure": ("content/_shared/wells.yaml", lambda text: text.replace("value: 40", "value: 41")),
    "template": ("templates/explainer.html", lambda text: text + "{% block main %}{{ super() }}{% endblock %}"),
    "style": ("templates/static/custom.css", lambda text: text + "p { margin: 0 }\n"),
    "settings": ("explainer.yaml", lambda text: text.replace("A site", "The site")),
    "settings of no page": ("explainer.yaml", lambda text: text + "checks: {figure-stale: off}\n"),
}
"""By kind of edit, the file and what is done to it."""

FAULTS: dict[str, tuple[str, Callable[[str], str]]] = {
    "unknown fact": ("content/river/article.md", lambda text: text + "\n{figure}`none` of them.\n"),
    "no front matter": ("content/lake/article.md", lambda text: text.replace("---", "--", 1)),
    "link to nowhere": ("content/pond/article.md", lambda text: text + "\n[x](../sea/article.md)\n"),
    "settings": ("explainer.yaml", lambda text: text + "plumage: 1\n"),
    "no settings": ("explainer.yaml", lambda text: text + "url: [\n"),
    "taken address": ("content/pond/article.md", lambda text: text.replace("date:", "aliases: [/lake/]\ndate:")),
}


class Shown(NamedTuple):
    """All that a preview knows after a walk, in a form that can be compared."""

    diagnostics: tuple[Diagnostic, ...]
    outputs: dict[str, bytes]
    """Fingerprints by path; empty with an error."""
    bodies: dict[str, bytes]
    entries: dict[str, Entry]
    site: tuple[object, ...]
    """Which are held back, unreadable, drafts."""


def shown(report: Report | None) -> Shown:
    """What a walk came to."""
    assert report is not None
    walked = report.walked
    if walked is None:
        return Shown(report.diagnostics, {}, {}, {}, ())
    bodies = {slug: place.digest for slug, place in walked.places.items()}
    site = (walked.site.held, walked.site.unreadable, walked.site.drafts)
    return Shown(report.diagnostics, marks(walked), bodies, dict(walked.entries), site)


def marks(walked: Walked) -> dict[str, bytes]:
    """The fingerprints of all outputs."""
    return {path: output.fingerprint for path, output in walked.outputs.items()}


def clean(project: Path, now: float = NOON) -> Shown:
    """What a first look gives that remembers nothing."""
    with open_recall(project) as recall:
        return shown(Walker(project, Options(now, drafts=True, jobs=1), recall).survey(now))


class Hurry:
    """Somebody who saves at the n-th pause of a walk, and counts the pauses."""

    def __init__(self, at: int = 0) -> None:
        self.at = at
        self.pauses = 0

    def pause(self) -> None:
        """One pause."""
        self.pauses += 1
        if self.pauses == self.at:
            raise Overtaken

    def audience(self) -> Audience:
        """Somebody who looks at one page meanwhile."""
        return Audience(frozenset(("river",)), lambda _report: None, self.pause, self.pause)


def overtaken(walker: Walker, changed: frozenset[str] | None, hurry: Hurry) -> bool:
    """Whether a walk was, that is otherwise at its end."""
    try:
        if changed is None:
            walker.survey(NOON, audience=hurry.audience())
        else:
            walker.follow(changed, NOON, hurry.audience())
    except Overtaken:
        return True
    return False


@pytest.fixture
def walker(tmp_path: Path) -> Iterator[Walker]:
    """One that has walked a project once."""
    project = tmp_path / "project"
    make(project)
    with open_recall(project) as recall:
        found = Walker(project, Options(NOON, drafts=True, jobs=1), recall)
        assert found.survey(NOON)
        yield found


def test_an_edit_gives_what_a_first_look_gives(walker: Walker, tmp_path: Path) -> None:
    """For each kind of edit: every output, also those of the page that goes ahead of the rest."""
    project = tmp_path / "project"
    for kind, (path, change) in EDITS.items():
        file = project / path
        before = file.read_text(encoding="utf-8")
        for text in (change(before), before):
            ahead: list[Report] = []
            file.write_text(text, encoding="utf-8")
            report = walker.follow(frozenset((str(file),)), NOON, Audience(frozenset(("river",)), ahead.append))
            wanted = clean(project)
            assert shown(report) == wanted, kind
            assert len(ahead) == 1, kind
            assert ahead[0].walked is not None
            assert "river/index.html" in ahead[0].walked.outputs
            assert marks(ahead[0].walked).items() <= wanted.outputs.items(), kind


def test_a_rehearsal_leaves_everything_as_it_was(walker: Walker, tmp_path: Path) -> None:
    """What is examined to warm up gives the same; a save that comes just then is found by its own walk."""
    project = tmp_path / "project"
    walker.rehearse(NOON)
    assert walker.survey(NOON) is None
    article = project / "content/brook/article.md"
    article.write_text(article.read_text(encoding="utf-8") + "\nMore of it.\n", encoding="utf-8")
    walker.rehearse(NOON)
    assert shown(walker.follow(frozenset((str(article),)), NOON)) == clean(project)
    shutil.rmtree(article.parent)
    walker.rehearse(NOON)
    assert shown(walker.survey(NOON)) == clean(project)


def test_a_fault_is_told_ahead_of_the_rest(walker: Walker, tmp_path: Path) -> None:
    """What is wrong with a file is known before the plan. The whole walk tells at least as much, and mended it is gone.

    A broken setting costs no explainer its place: those are not examined anew when it is mended.
    """
    project = tmp_path / "project"
    for kind, (path, change) in FAULTS.items():
        file = project / path
        before = file.read_text(encoding="utf-8")
        ahead: list[Report] = []
        for text in (change(before), before):
            file.write_text(text, encoding="utf-8")
            report = walker.follow(frozenset((str(file),)), NOON, Audience(None, ahead.append))
            assert shown(report) == clean(project), kind
            assert bool(shown(report).outputs) == (text == before), kind
        is_late = kind in ("link to nowhere", "taken address", "no settings")
        assert [report.walked for report in ahead] == ([] if is_late else [None]), kind


@pytest.mark.share(3)
def test_a_walk_is_overtaken_at_every_step(
    walker: Walker, tmp_path: Path, figure: Callable[[str, str], None], turns: Turns
) -> None:
    """Wherever the next save stops a walk: gone on with, alone or with that save, it comes to what a clean one does."""
    project = tmp_path / "project"
    other = project / "content/lake/article.md"
    others = (other.read_text(encoding="utf-8"), other.read_text(encoding="utf-8").replace("title: ", "title: Deep "))
    stops = 0
    kinds = {**EDITS, **{f"fault: {kind}": edit for kind, edit in FAULTS.items()}}
    for kind in turns.walk("preview: kinds of edit that stop a walk", list(kinds), 1 if turns.long else len(kinds)):
        path, change = kinds[kind]
        file = project / path
        if file == other:
            continue
        texts = (file.read_text(encoding="utf-8"), change(file.read_text(encoding="utf-8")))
        known: dict[tuple[int, int], Shown] = {}
        state, beside, at = 0, 0, 0
        while True:
            at += 1 if at < 20 or turns.long else 17
            state ^= 1
            file.write_text(texts[state], encoding="utf-8")
            hurry = Hurry(at)
            if not overtaken(walker, frozenset((str(file),)), hurry):
                break
            stops += 1
            named = frozenset[str]()
            if at % 2:
                beside ^= 1
                other.write_text(others[beside], encoding="utf-8")
                named = frozenset((str(other),))
            if at % 3 == 0:
                overtaken(walker, named, Hurry(at // 2 + 1))
            report = walker.follow(named, NOON) or walker.survey(NOON) if at % 5 else walker.survey(NOON)
            if (state, beside) not in known:
                known[state, beside] = clean(project)
            assert shown(report) == known[state, beside], (kind, at)
        file.write_text(texts[0], encoding="utf-8")
        other.write_text(others[0], encoding="utf-8")
        walker.survey(NOON)
    figure("walks that the next save stopped, then as a clean one", f"{stops:8}")
    assert stops > 100


STEPS = st.lists(
    st.tuples(
        st.sampled_from((*EDITS, *(f"fault: {kind}" for kind in FAULTS), "come", "go", "picture")),
        st.integers(0, 400),
        st.booleans(),
    ),
    min_size=2,
    max_size=7,
)


@pytest.mark.share(3)
def test_any_saves_at_any_time(tmp_path: Path, turns: Turns) -> None:
    """A random row of saves, each of which stops the walk after the one before: what is left is a clean look's."""
    turns.examples("preview: rows of saves", lambda steps: hold_saves(steps, tmp_path), STEPS, 60, 2000)


def hold_saves(steps: list[tuple[str, int, bool]], tmp_path: Path) -> None:
    """Raises where something else is left."""
    project = tmp_path / secrets.token_hex(4)
    make(project)
    with open_recall(project) as recall:
        walker = Walker(project, Options(NOON, drafts=True, jobs=1), recall)
        assert walker.survey(NOON)
        undone: dict[str, str] = {}
        for kind, at, is_named in steps:
            file = save(project, kind, undone)
            overtaken(walker, frozenset((str(file),)) if is_named else None, Hurry(at))
        # The notices of some were lost: the survey after a burst finds what they changed.
        (project / "content/lake/article.md").write_text(ARTICLE.format(title="lake", words="The end."), "utf-8")
        assert shown(walker.survey(NOON)) == clean(project)
        assert walker.survey(NOON) is None


def save(project: Path, kind: str, undone: dict[str, str]) -> Path:
    """Makes an edit, or takes it back where it was made before; the file."""
    if kind in ("come", "go", "picture"):
        slug = {"come": "well", "go": "brook", "picture": "river"}[kind]
        file = project / "content" / slug / ("media/x.png" if kind == "picture" else "article.md")
        if file.exists():
            shutil.rmtree(file.parent)
        else:
            file.parent.mkdir(parents=True)
            data = png(2, 2) if kind == "picture" else ARTICLE.format(title=slug, words="").encode()
            file.write_bytes(data)
        return file
    path, change = EDITS[kind] if kind in EDITS else FAULTS[kind.removeprefix("fault: ")]
    file = project / path
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    file.parent.mkdir(exist_ok=True)
    undone_text = undone.pop(kind, None)
    if undone_text is None:
        undone[kind] = text
    file.write_text(change(text) if undone_text is None else undone_text, encoding="utf-8")
    return file


def test_the_desk_knows_what_was_published(tmp_path: Path) -> None:
    """A value that was published otherwise, with no correction that says so, is told as a build tells it."""
    project = tmp_path / "project"
    make(project)
    (project / "content/lake/facts.yaml").write_text(
        SHEET.replace("wells:", "pumps:").replace("survey", "count"), encoding="utf-8"
    )
    published = {"lake": {"lake/pumps//2024-11-30": "39", "lake/pumps": "0"}}
    options = Options(NOON, drafts=True, jobs=1, published=published)
    with open_recall(project) as recall:
        report = Walker(project, options, recall).survey(NOON)
    assert report is not None
    found = {entry.code for entry in check(project, options).diagnostics}
    assert {entry.code for entry in report.diagnostics} == found
    assert "correction-undeclared" in found


def test_what_goes_ahead_is_served_before_the_rest() -> None:
    """The page that goes ahead is of the newer walk, everything else of the last whole one."""

    def walked(outputs: Iterable[str]) -> Walked:
        return Walked({path: path for path in outputs}, *[None] * 8)  # type: ignore[misc, arg-type]

    good, ahead = walked(("index.html", "river/index.html")), walked(("river/index.html", "assets/new.css"))
    stand = Stand(1, good, (), (), ahead)
    assert sorted(stand.outputs) == ["assets/new.css", "index.html", "river/index.html"]
    assert len(stand.outputs) == 3
    assert stand.owner("index.html") is good
    assert stand.owner("river/index.html") is ahead
    assert stand.owner("assets/new.css") is ahead
    assert Stand(2, good, (), ()).owner("river/index.html") is good
