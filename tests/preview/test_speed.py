"""From the write to the changed page painted, by kind of edit: the figures of the preview."""

from __future__ import annotations

import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.browser.hard import png
from tests.preview.conftest import ROOT, Preview

pytestmark = pytest.mark.browser

REPEATS = {100: 3, 1000: 9, 10_000: 9}
"""By the number of explainers, how often each kind of edit is measured."""

TEMPLATE = """{% extends "default/explainer.html" %}
{% block main %}<p>WORD</p>{{ super() }}{% endblock %}
"""

WATCH = """() => {
    window.painted = {};
    const look = () => {
        const found = document.body.innerText.match(/plume[0-9]+/g) || [];
        const style = getComputedStyle(document.body).getPropertyValue("--plume").trim();
        // A picture under the same name is told from the one before by its form.
        const loaded = [...document.images].filter(image => image.complete && image.naturalHeight);
        const forms = loaded.map(image => `ratio${Math.round(image.naturalWidth / image.naturalHeight)}`);
        for (const word of [...found, style, ...forms]) {
            if (word && !(word in painted)) {
                painted[word] = 0;
                // We look before a frame is painted, and so the next one begins when the change has been. Chromium's own
                // word for it (Element Timing, presentationTime) is 1 ms earlier, the median of 25; the frame after
                // the next begins 17 ms later.
                requestAnimationFrame(() => (painted[word] = performance.timeOrigin + performance.now()));
            }
        }
    };
    const every = () => { look(); requestAnimationFrame(every); };
    every();
}"""


@pytest.mark.parametrize(
    "count",
    [
        100,
        pytest.param(1000, marks=[pytest.mark.torture, pytest.mark.share(4)]),
        pytest.param(10_000, marks=[pytest.mark.torture, pytest.mark.share(14)]),
    ],
)
def test_save_to_screen(
    count: int, tmp_path: Path, tab: Callable[..., Any], figure: Callable[[str, str], None]
) -> None:
    """The median of each kind of edit. A busy machine misses the goal of 150 ms; a broken preview misses it by far."""
    project = tmp_path / "project"
    shared = str(max(1, count // 50))
    command = [sys.executable, "tests/bench/corpus.py", str(count), str(project), "--shared", shared]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (project / "templates" / "static").mkdir(parents=True)
    style = project / "templates" / "static" / "custom.css"
    style.write_text("body { --plume: none }\n")
    template = project / "templates" / "explainer.html"
    template.write_text('{% extends "default/explainer.html" %}\n')
    article, slug = _user_of_a_shared_fact(project)
    picture = article.with_name("media") / "feather.png"
    picture.parent.mkdir(exist_ok=True)
    picture.write_bytes(png(10, 10))
    begins = article.read_text().index("---", 3) + 4
    article.write_text(
        f"{article.read_text()[:begins]}\n![A feather](media/feather.png)\n{article.read_text()[begins:]}"
    )
    # A site of ten thousand is examined for minutes before it is served for the first time.
    preview = Preview(project, "--port", "0", patience=60 + count / 20)
    try:
        page = tab(f"{preview.url}{slug}/")
        page.evaluate(WATCH)
        text, sheet = article.read_text(), article.with_name("facts.yaml")
        facts = sheet.read_text()
        question = re.search(r"question: [\"']?", facts)
        assert question
        at = question.end()
        shared_sheet = project / "content" / "_shared" / "figures.yaml"
        common = shared_sheet.read_text()
        label = re.compile(r"label: [\"']?").search(common, common.index(f"{_shared_id(text)}:"))
        assert label
        label_at = label.end()
        kinds: dict[str, tuple[Path, Callable[[str], str | bytes]]] = {
            "article": (article, lambda word: f"{text}\n\n{word}\n"),
            "fact sheet": (sheet, lambda word: f"{facts[:at]}{word} {facts[at:]}"),
            "shared fact": (shared_sheet, lambda word: f"{common[:label_at]}{word} {common[label_at:]}"),
            "title": (article, lambda word: re.sub(r"(?m)^title: [\"']?", rf"\g<0>{word} ", text, count=1)),
            "style": (style, lambda word: f"body {{ --plume: {word} }}\n"),
            "template": (template, lambda word: TEMPLATE.replace("WORD", word)),
            "picture": (picture, lambda word: png(10 * int(word.removeprefix("ratio")), 10)),
        }  # fmt: skip
        for kind, (file, made) in kinds.items():
            before = file.read_bytes()
            seconds = []
            for number in range(REPEATS[count]):
                word = f"ratio{number + 2}" if kind == "picture" else f"plume{count}{number}{abs(hash(kind)) % 10**6}"
                saved = made(word)
                data = saved.encode() if isinstance(saved, str) else saved
                begun = time.time()
                file.write_bytes(data)
                try:
                    page.wait_for_function("word => painted[word] > 0", arg=word)
                except Exception as late:
                    raise AssertionError(f"{kind} was not shown: {preview.lines[-4:]}") from late
                seconds.append(page.evaluate("word => painted[word]", word) / 1000 - begun)
                time.sleep(0.3)
            file.write_bytes(before)
            time.sleep(1)
            told = [line for line in preview.lines if "ms)" in line][-1]
            figure(f"save to screen, {count:,} explainers, {kind}", _shown(seconds))
            assert "last good" not in told, told
            assert statistics.median(seconds) < 10
    finally:
        preview.stop()


def _shown(seconds: list[float]) -> str:
    return (
        f"{statistics.median(seconds) * 1000:8.0f} ms median ({min(seconds) * 1000:.0f} to {max(seconds) * 1000:.0f})"
    )


def _user_of_a_shared_fact(project: Path) -> tuple[Path, str]:
    for article in sorted((project / "content").glob("*/article.md")):
        if _shared_id(article.read_text()):
            return article, article.parent.name
    raise AssertionError("no explainer uses a shared fact")


def _shared_id(text: str) -> str:
    found = re.search(r"\{figure\}`(shared-[a-z0-9-]+)", text)
    return found[1] if found else ""
