"""YAML is read with positions, its traps are refused or stay text, and both parsers agree."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable
from decimal import Decimal

import pytest
import yaml as pyyaml
from hypothesis import strategies as st

from generator.diagnostics import Diagnostic
from generator.load import yaml
from generator.load.decode import Reading, decode
from generator.load.explainer import load_explainer
from generator.load.passage import Spot
from generator.load.settings import load_settings
from generator.load.yaml import Mapping, Node, Scalar, Sequence, YamlText
from generator.model.facts import Sheet
from tests.turns import Turns

PARSERS = [parser for parser in (getattr(pyyaml, "CSafeLoader", None), pyyaml.SafeLoader) if parser]


@pytest.fixture(params=PARSERS, ids=lambda parser: parser.__name__)
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> object:
    """Each of the parsers that there are."""
    monkeypatch.setattr(yaml, "_Loader", request.param)
    return request.param


def values(node: Node | None) -> object:
    """A node as plain lists, dictionaries and texts."""
    if isinstance(node, Mapping):
        return {key.text: values(value) for key, value in node.items}
    if isinstance(node, Sequence):
        return [values(item) for item in node.items]
    return node.text if node is not None else None


TEXTS = [
    ("a: NO", {"a": "NO"}), ("a: no", {"a": "no"}), ("a: yes", {"a": "yes"}), ("a: on", {"a": "on"}), ("a: off", {"a": "off"}),
    ("a: 12:30", {"a": "12:30"}), ("a: 1.10", {"a": "1.10"}), ("a: 010", {"a": "010"}), ("a: 0x1F", {"a": "0x1F"}),
    ("a: 0o17", {"a": "0o17"}), ("a: 1e3", {"a": "1e3"}), ("a: 1_000", {"a": "1_000"}), ("a: .inf", {"a": ".inf"}),
    ("a: .nan", {"a": ".nan"}), ("a: 2024-01", {"a": "2024-01"}), ("a: 2024-01-02", {"a": "2024-01-02"}),
    ("a: 2001-12-14t21:59:43.10-05:00", {"a": "2001-12-14t21:59:43.10-05:00"}), ("a: =", {"a": "="}), ("a: 685_230.15", {"a": "685_230.15"}),
    ("a: 190:20:30", {"a": "190:20:30"}), ("a: 0b1010", {"a": "0b1010"}), ("a: y", {"a": "y"}), ("a: N", {"a": "N"}),
    ("a: True", {"a": "True"}), ("a: 'null'", {"a": "null"}), ("a: +1", {"a": "+1"}), ("a: 44,330", {"a": "44,330"}),
    ("a: ٤٤", {"a": "٤٤"}), ("a: 1" + "0" * 4999, {"a": "1" + "0" * 4999}), ("1: a", {"1": "a"}), ("null: a", {"null": "a"}),
    ("true: a", {"true": "a"}), ("a: |\n  x\n  y\n", {"a": "x\ny\n"}), ("a: >\n  x\n  y\n", {"a": "x y\n"}),
    ("a: \"x\\ty\"", {"a": "x\ty"}), ("a: 'it''s'", {"a": "it's"}), ("a:\n  - b\n  -   c\n", {"a": ["b", "c"]}),
    ("a: {b: [c, {d: e}]}", {"a": {"b": ["c", {"d": "e"}]}}), ("", None), ("# a comment\n", None), ("---\na: b\n", {"a": "b"}),
    ("a: b # c\n", {"a": "b"}), ("a: b#c\n", {"a": "b#c"}), ("a: https://x.example/y:z\n", {"a": "https://x.example/y:z"}),
]  # fmt: skip

REFUSED = [
    ("a: &x 1\nb: *x\n", "yaml-invalid"), ("a: *x\n", "yaml-invalid"), ("<<: {a: b}\n", "yaml-invalid"), ("a:\n  <<: [b]\n", "yaml-invalid"),
    ("a: !!python/object/apply:os.system [ls]\n", "yaml-invalid"), ("a: !!binary aGk=\n", "yaml-invalid"), ("a: !x y\n", "yaml-invalid"),
    ("a: !!set {b}\n", "yaml-invalid"), ("? [a, b]\n: c\n", "yaml-invalid"), ("? {a: b}\n: c\n", "yaml-invalid"), ("[" * 100_000, "limit-exceeded"),
    ("{a: " * 40, "limit-exceeded"), ("- " * 40 + "a\n", "limit-exceeded"), ("\n".join("- a" for _ in range(50_001)), "limit-exceeded"),
    ("a: 1\na: 2\n", "key-duplicate"), ("a:\n  b: 1\n  b: 2\n", "key-duplicate"), ("{a: 1, a: 2}\n", "key-duplicate"),
    ("a: b\n---\nc: d\n", "yaml-invalid"), ("a: [b\n", "yaml-invalid"), ("a: {b\n", "yaml-invalid"), ("a: 'b\n", "yaml-invalid"),
    ('a: "b\n', "yaml-invalid"), ("a: b: c\n", "yaml-invalid"), ("a: @b\n", "yaml-invalid"), ("a: `b\n", "yaml-invalid"), ("a: %b\n", "yaml-invalid"),
    ("\ta: b\n", "yaml-invalid"), ("a:\n\tb: c\n", "yaml-invalid"), ("a: b\n c: d\n", "yaml-invalid"), ("- a\nb: c\n", "yaml-invalid"),
    ("a: \x00b\n", "yaml-invalid"), ("a: \x07b\n", "yaml-invalid"), ("a: b\x1b[31m\n", "yaml-invalid"), ('a: "\\q"\n', "yaml-invalid"),
    ("a: ]\n", "yaml-invalid"), ("a: |x\n  b\n", "yaml-invalid"), ("%YAML 3.0\n---\na: b\n", "yaml-invalid"),
    ("a: &a [&b [&c [*a, *b], *c], *b]\n", "yaml-invalid"), ("a: &a [lol]\nb: &b [*a,*a]\nc: [*b,*b]\n", "yaml-invalid"),
    (": a\n: b\n", "yaml-invalid"), ("a: *\n", "yaml-invalid"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), TEXTS, ids=[case[0][:24] for case in TEXTS])
def test_text_stays_text(parser: object, text: str, wanted: object) -> None:
    """No scalar is guessed to be anything but what stands there."""
    read = YamlText(text, "x.yaml")
    assert not read.problems
    assert values(read.root) == wanted


@pytest.mark.parametrize(
    ("text", "code"), REFUSED, ids=[case[0][:24].encode("unicode_escape").decode() for case in REFUSED]
)
def test_what_could_blow_up_or_surprise_is_refused(parser: object, text: str, code: str) -> None:
    """Each is refused within a second and 100 MB, with a place and something to do."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    read = YamlText(text, "x.yaml")
    # A bound on work, not on the clock: the machine may be busy, and the pure parser is thirteen times slower.
    assert time.process_time() - start < 20
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000
    assert [found.code for found in read.problems] == [code]
    assert read.root is None
    assert read.problems[0].location.line >= 1
    assert read.problems[0].hint


def test_the_traps_are_at_least_eighty_five() -> None:
    """The list of invariants.md asks for 85."""
    assert len(TEXTS) + len(REFUSED) >= 85


@pytest.mark.parametrize(
    ("text", "spot", "wanted"),
    [
        ("a: word here\n", Spot(0, 5), (1, 9)),
        ("a: 'word here'\n", Spot(0, 5), (1, 10)),
        ("a: |\n  one\n  two words\n", Spot(1, 4), (3, 7)),
        ("a: >\n  one\n  two words\n", Spot(0, 8), (3, 7)),
        ("a: one\n   two words\n", Spot(0, 8), (2, 8)),
        ('a: "one \\"two\\" three"\n', Spot(0, 10), (1, 17)),
        ("a:\n  - b: |\n\n      gap\n      word\n", Spot(1, 0), (5, 7)),
        ("a: one two one two\n", Spot(0, 8), (1, 12)),
    ],
)
def test_a_word_of_a_scalar_is_found_in_the_file(
    parser: object, text: str, spot: Spot, wanted: tuple[int, int]
) -> None:
    """Line and column of the very word, in every style of scalar, folded ones included."""
    read = YamlText(text, "x.yaml")

    def scalar(node: Node | None) -> Scalar:
        while not isinstance(node, Scalar):
            assert node is not None
            node = node.items[0][1] if isinstance(node, Mapping) else node.items[0]  # type: ignore[assignment]
        return node

    found = read.inside(scalar(read.root), spot)
    assert (found.line, found.column) == wanted


def test_front_matter_is_located_in_its_article() -> None:
    """The line of the file on which the text starts is counted in."""
    read = YamlText("a: b\nc: [\n", "x.md", first_line=2)
    assert read.problems[0].location.line >= 3


def test_decimals_are_kept_as_written() -> None:
    """1.10 is not 1.1."""
    reading = Reading(YamlText("figures: {x: {label: X, observations: [{value: 1.10, as_of: 2024}]}}", "x.yaml"))
    sheet = decode(reading, Sheet)
    assert not reading.problems
    assert str(sheet.figures["x"].observations[0].value) == "1.10"
    assert sheet.figures["x"].observations[0].value == Decimal("1.10")


@pytest.mark.parametrize(
    ("written", "hint"),
    [("44,330", "write 44330"), ("44 330", "write 44330"), ("44_330", "write 44330"), ("010", "write 10"), (".5", "write 0.5"),
     ("1e3", "write 1000"), ("+5", "write 5"), ("٤٤", "write 44"), ("50%", 'write 50 here, and `unit: "%"` in the figure'),
     ("many", "write digits, with `.` before decimals"), ("9" * 5000, "write digits, with `.` before decimals")],
)  # fmt: skip
def test_a_number_in_another_form_is_told_how_to_be_written(written: str, hint: str) -> None:
    """The hint is the right form, where there is one."""
    reading = Reading(
        YamlText(f'figures: {{x: {{label: X, observations: [{{value: "{written}", as_of: 2024}}]}}}}', "x.yaml")
    )
    sheet = decode(reading, Sheet)
    assert not reading.sound
    assert not sheet.figures
    assert reading.left_out == {"x"}
    assert [found.hint for found in reading.problems] == [hint]


def hold_random_text(text: str) -> None:
    """Whatever stands in an article, a sheet or the settings, reading it raises nothing."""
    text = text.replace("\r", "\n").replace("\0", "")
    loaded, problems = load_explainer("x", "content/x", {"article.md": text, "facts.yaml": text}, (), "en")
    assert loaded is not None or problems
    assert all(isinstance(found, Diagnostic) for found in problems)
    found, _, problems = load_settings(text, "explainer.yaml")
    assert found is not None or problems


def hold_near_sheets(text: str) -> None:
    """Pieces of sheets in any order are read or refused, and located within the file."""
    article = "---\ntitle: T\ndate: 2024-11-30\n---\nWords.\n"
    loaded, problems = load_explainer("x", "content/x", {"article.md": article, "facts.yaml": text}, (), "en")
    assert loaded is not None or problems
    lines = text.count("\n") + 1
    assert all(0 <= found.location.line <= max(lines, 6) for found in problems)


PIECES = st.sampled_from(
    ["sources:\n", "  x:\n", "    title: T\n", "figures:\n", "    label: L\n", "    observations:\n", "      - value: 1\n", "        as_of: 2024\n",
     "timeline:\n", "  - date: 2024-13\n", "    title: [\n", "  - {}\n", "x: *y\n", "questions: null\n", "actors: []\n", "background: |\n", "  text [@x\n", "\n"]
)  # fmt: skip
BYTES = st.binary(max_size=400).map(lambda data: data.decode("utf-8", "replace"))
LAWS: dict[str, tuple[st.SearchStrategy[str], Callable[[str], None]]] = {
    "random text and bytes": (st.one_of(st.text(max_size=400), BYTES), hold_random_text),
    "near sheets": (st.lists(PIECES, max_size=20).map("".join), hold_near_sheets),
}


@pytest.mark.share(1)
@pytest.mark.parametrize("name", LAWS)
def test_only_diagnostics(name: str, turns: Turns) -> None:
    """Each law holds for random texts."""
    texts, law = LAWS[name]
    turns.examples(f"article, sheet, settings: {name}", law, texts, 500, 5000)
