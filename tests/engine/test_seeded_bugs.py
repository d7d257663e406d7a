"""Bugs put into the cache key on purpose: the judge of `differential` notices each, so it would notice a real one.

Each bug leaves one thing out of what a page or a diagnostic depends on. The edits are the same for all: one for each
thing, so that whoever forgets it differs from a clean build.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import msgspec
import pytest

from generator import project as project_module
from generator import work
from generator.incremental import memory, store
from generator.model.facts import Sheet
from generator.model.settings import Settings
from generator.output import gathered, gathering, plan, render
from generator.output.theme import Assets
from generator.pipeline import check
from generator.place import ThemeFiles
from generator.resolve import entry as entries
from generator.resolve.surroundings import Masthead, Surroundings
from generator.steps import examining, planning
from tests.engine.differential import Different, as_tool, judge, options_of
from tests.engine.edits import Scene, scene, unseen
from tests.engine.edits import words as catalogue
from tests.engine.project import DAY
from tests.turns import count

Bug = Callable[[pytest.MonkeyPatch], None]


def script(at: Scene) -> Iterator[str]:
    """Edits that touch one thing a page depends on each; says what."""
    topics, files, settings = at.project, at.project.files, at.project.settings
    topics.shared["cattle"] = 777
    yield "a shared figure"
    topics.change("delta", event="A count", told="cattle")
    yield "an event that says a figure"
    topics.shared["cattle"] = 778
    yield "the figure that it says"
    topics.change("beta", event="A flood", title="Since {figure}`cattle`")
    yield "a headline that says a figure"
    topics.shared["cattle"] = 779
    yield "the figure that the headline says"
    topics.shared_arabic = "بقر"
    yield "the translation of a shared figure"
    topics.change("delta", uses=("boats",))
    yield "a shared figure that is not there"
    topics.shared["boats"] = 3
    yield "and then is"
    topics.shared["levels"] = 4
    yield "a shared figure with the id of an explainer's own"
    del topics.shared["levels"]
    yield "and without"
    topics.change("delta", uses=("boatz",))
    yield "a slip"
    topics.shared["boaty"] = 5
    topics.shared["boatzz"] = 5
    yield "a name nearer to it"
    topics.change("delta", uses=())
    yield "no slip"
    topics.change("alpha", title="Quite another title")
    yield "the title of a page that others link to"
    topics.change("gamma", title="Another related title")
    yield "the title of a page that others name"
    topics.change("alpha", correction="All was wrong.")
    yield "a correction"
    settings["title"] = "Another site"
    yield "a setting that every page shows"
    settings["checks"] = "{source-single: off, translation-behind: off}"
    yield "a setting that only the desk reads"
    files["templates/sections/sources.html"] = b"<p>No sources here</p>"
    yield "a partial of a partial"
    catalogue(at, Random(5))
    yield "an interface word"
    files["templates/static/custom.css"] = b"p { color: red }"
    yield "the project's style sheet"
    at.now += 45 * DAY
    yield "time: something is published, due and out of date"
    at.tool += 1
    yield "another version of the tool"
    topics.change("zeta", draft=False)
    yield "a draft is published"
    files["content/_pages/about.ar.md"] = "---\ntitle: حول\n---\n\n[ألف](../alpha/article.md)\n".encode()
    yield "an ordinary page in another language"
    topics.change("alpha", arabic="")
    yield "a page that it links to is there in one language only"
    unseen(at, Random(1))
    yield "a file that keeps its size and time"
    topics.change("beta", words=40)
    at.write()
    with as_tool(at):
        check(at.folder, options_of(at))
    yield "an edit, and a check before the build"
    at.base_url = "https://example.net/"
    yield "another address on the command line"


def _without(module: object, name: str, kind: type) -> Bug:
    """Leaves values of a type out of the fingerprints that a module makes."""

    def bug(patch: pytest.MonkeyPatch) -> None:
        true = plan.fingerprint
        patch.setattr(module, name, lambda *parts: true(*(part for part in parts if not isinstance(part, kind))))

    return bug


def _patch(target: object, name: str, value: object) -> Bug:
    return lambda patch: patch.setattr(target, name, value)


def _frames_forgotten(patch: pytest.MonkeyPatch) -> None:
    true = plan.fingerprint
    patch.setattr(
        plan,
        "fingerprint",
        lambda *parts: true(*(b"" if len(parts) == 1 and isinstance(part, Masthead) else part for part in parts)),
    )


def _shared_forgotten(patch: pytest.MonkeyPatch) -> None:
    true = project_module._digests
    patch.setattr(project_module, "_digests", lambda *given: dict.fromkeys(true(*given), b"there"))


def _shared_translations_forgotten(patch: pytest.MonkeyPatch) -> None:
    true = project_module._digests
    patch.setattr(project_module, "_digests", lambda facts, _translations: true(facts, {}))


def _hints_forgotten(patch: pytest.MonkeyPatch) -> None:
    true = memory.Memory.record
    patch.setattr(
        memory.Memory,
        "record",
        lambda self, slug, key, shared, names, now: true(
            self, slug, key, shared, self._store.records[slug].names or names, now
        ),
    )


def _time_forgotten(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(memory, "_same_turn", lambda _record, _now: True)


def _turning_points_forgotten(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(work, "turning_points", lambda _explainer, _own, _timezone: ())


def _tool_forgotten(patch: pytest.MonkeyPatch) -> None:
    true = plan.fingerprint
    patch.setattr("generator.line.fingerprint", lambda *parts: true(*parts[1:]))
    patch.setattr(store.Store, "__init__", _any_tool(store.Store.__init__))
    patch.setattr(planning, "fingerprint", lambda *parts: true(*(part for part in parts if not isinstance(part, str))))


def _any_tool(true: Callable[..., None]) -> Callable[..., None]:
    def begin(self: store.Store, folder: Path, tool: str) -> None:
        true(self, folder, tool.partition(";")[0])

    return begin


def _outputs_believed(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(
        memory.Memory,
        "everything",
        lambda self, folder: tuple(page.published for page in self._store.outputs(folder).pages.values()),
    )


def _draft_forgotten(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(gathered, "_seen", lambda _site, entry, _listing: entry.slug)


def _plan_without(place: int) -> Bug:
    """Leaves a part out of what says whether the files of many explainers are planned anew."""

    def bug(patch: pytest.MonkeyPatch) -> None:
        true = plan.fingerprint
        patch.setattr(gathering, "fingerprint", lambda *parts: true(*parts[:place], *parts[place + 1 :]))

    return bug


def _digests_without(kind: type) -> Bug:
    """Forgets sheets, or front matter with what it says, where data asks for their digests."""

    def bug(patch: pytest.MonkeyPatch) -> None:
        true = work._digest
        patch.setattr(work, "_digest", lambda record: b"" if isinstance(record, kind) else true(record))

    return bug


BUGS: dict[str, Bug] = {
    "the facts that data is made of are forgotten": _digests_without(Sheet),
    "the headline that data carries is forgotten": _digests_without(tuple),
    "figures that a headline says are forgotten": _patch(
        work, "facts_of_front", lambda front, _sheet: (front, Sheet())
    ),
    "shared facts are forgotten": _shared_forgotten,
    "translations of shared facts are forgotten": _shared_translations_forgotten,
    "figures that other facts say are forgotten": _patch(
        work, "other_facts", lambda sheet: msgspec.structs.replace(sheet, figures={})
    ),
    "an explainer's own ids are forgotten": _patch(work, "own_ids", lambda _sheet: {}),
    "the names that hints choose from are forgotten": _hints_forgotten,
    "titles and addresses that a page links to are forgotten": _without(plan, "fingerprint", Surroundings),
    "what every page has in common is forgotten": _frames_forgotten,
    "partials are forgotten": _patch(render, "closure", lambda _templates, root: frozenset((root,))),
    "interface words are forgotten": _patch(ThemeFiles, "words", property(lambda _self: b"")),
    "addresses of assets are forgotten": _patch(Assets, "addresses", property(lambda _self: ())),
    "what lists show of an explainer is forgotten": _draft_forgotten,
    "what an ordinary page links to is forgotten": _patch(gathered, "_neighbours", lambda _site, _page: []),
    "lists are planned without what they show": _patch(entries, "_shown", lambda _found: b""),
    "lists are planned without what all pages share": _plan_without(0),
    "lists are planned without settings and ordinary pages": _plan_without(1),
    "lists are planned without their explainers": _plan_without(4),
    "settings of the desk are forgotten": _without(examining, "fingerprint", Settings),
    "time is forgotten": _time_forgotten,
    "moments of change are not foreseen": _turning_points_forgotten,
    "the tool's version is forgotten": _tool_forgotten,
    "a check passes for a build": _outputs_believed,
}


def _play(folder: Path) -> str:
    """What a build gets wrong over the script; empty when nothing."""
    (folder / "project").mkdir()
    made = scene(folder / "project")
    judge(made, folder)
    for what in script(made):
        try:
            judge(made, folder)
        except Different as found:
            return f"{what}: {found}"
        count("seeded bugs: builds compared")
    return ""


def test_without_a_bug_nothing_differs(tmp_path: Path) -> None:
    """The script itself is sound."""
    assert _play(tmp_path) == ""


@pytest.mark.parametrize("name", BUGS)
def test_a_bug_in_the_key_is_noticed(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each bug makes some build differ from a clean one."""
    BUGS[name](monkeypatch)
    assert _play(tmp_path) != "", name
    count("seeded bugs: caught")
