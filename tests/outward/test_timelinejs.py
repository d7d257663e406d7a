"""TimelineJS itself reads our timelines, in Chromium."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.browser.tools import MODULES, missing

TIMELINE = MODULES / "@knight-lab" / "timelinejs" / "dist" / "js" / "timeline.js"
INSTALL = "npm install --prefix .bench/tools @knight-lab/timelinejs@3.9.11"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(bool(missing()), reason=missing()),
    pytest.mark.skipif(not TIMELINE.is_file(), reason=INSTALL),
]

READ = """async told => {
  const shown = new TL.Timeline(document.getElementById('timeline'), told, { font: null, script_path: '' });
  for (let turn = 0; turn < 100 && !(shown.config && shown.config.events); turn++)
    await new Promise(done => setTimeout(done, 50));
  return {
    errors: shown.config.getErrors(),
    events: shown.config.events.map(event => [event.unique_id, event.start_date.data.year, event.text.headline]),
    eras: shown.config.eras.length,
  };
}"""


@pytest.fixture(scope="module")
def page(browser: Any) -> Any:
    """A page with TimelineJS and nothing else; it may ask nobody."""
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.set_content("<!doctype html><div id=timeline></div>")
    page.add_script_tag(path=str(TIMELINE))
    yield page
    context.close()


@pytest.mark.parametrize("path", ["river-treaty/timeline.json", "timeline.json", "topics/rivers/timeline.json"])
def test_it_takes_every_event(page: Any, full: Path, path: str) -> None:
    """Without an error, under our ids, in the order of time."""
    told = json.loads((full / path).read_bytes())
    read = page.evaluate(READ, told)
    assert read["errors"] == []
    assert sorted(entry[0] for entry in read["events"]) == sorted(event["unique_id"] for event in told["events"])
    years = [entry[1] for entry in read["events"]]
    assert years == sorted(years)
    assert read["eras"] == len(told.get("eras", ()))


def test_hostile_events_are_words(page: Any, evil: Path) -> None:
    """What it would write as HTML holds no element."""
    told = json.loads((evil / "evil/timeline.json").read_bytes())
    read = page.evaluate(READ, told)
    assert read["errors"] == []
    shown = page.evaluate(
        "html => { const box = document.createElement('div'); box.innerHTML = html; return box.children.length }",
        read["events"][0][2],
    )
    assert shown == 0
