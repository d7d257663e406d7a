"""The loop: an edit, a walk, a new stand, everybody told."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from generator.crew import Progress
from generator.diagnostics import Diagnostic, Location, Severity
from generator.incremental.shelf import CacheDamaged
from generator.model.snapshot import InputChanged, ProjectUnreadable
from generator.output.outputs import Card, Cleaned, Encoded, ListPage, Output, ProductFile
from generator.output.products import BY_NAME
from generator.output.templates import TemplateFault
from generator.preview.audience import Audience, Overtaken
from generator.preview.board import Board
from generator.preview.faults import errors, template_fault
from generator.preview.printer import Printer
from generator.preview.recall import Recall
from generator.preview.stand import Fault, Report, Stand, Walked
from generator.preview.walk import Walker
from generator.preview.watch import POLL_SECONDS, Changes, Watcher

SURVEY_SECONDS = 0.6
"""So long after a burst everything is looked at once: a watcher that overflows says nothing."""

READY_MAX = 3
"""Pages that are printed before the tabs hear of a change; the others are printed when their tabs ask."""

MENDED_MAX = 8
"""Faults that are lifted ahead of the rest. So many explainers at most are looked at before anything is shown."""

PROVING_SECONDS = 0.01
"""How long the loop prints pages nobody asked for, before it looks for edits again."""

BREATH_SECONDS = 0.1
"""How long the rest of a walk waits once the page that somebody looks at is shown. A tab that asks for it and paints it
would share the processor with the plan of a large site, and take twice as long."""

TIDY_EVERY = 32
"""Walks after which packs that nobody needs are removed."""

WASTE_MAX = 2
"""Old plans that wait to be let go of: of a large site that takes longer than to make the page that was edited."""

Say = Callable[[str], None]


class Loop:
    """Rebuilds in the thread that calls it: only the main thread can bound what an explainer costs."""

    def __init__(
        self, folder: Path, walker: Walker, recall: Recall, board: Board, printer: Printer, changes: Changes, say: Say
    ) -> None:
        self._folder = folder
        self._walker = walker
        self._recall = recall
        self._board = board
        self._printer = printer
        self._changes = changes
        self._say = say
        self._unproven: deque[Output] = deque()
        self._rehearsed = False
        self._survey_at = 0.0
        self._walks = 0
        self._waste: deque[Overtaken | Stand] = deque(maxlen=WASTE_MAX)
        """What holds an old plan, or half of one."""

    def begin(self, progress: Progress) -> None:
        """The first walk."""
        self._rebuild(partial(self._walker.survey, progress=progress))
        # What was saved before the watcher watched is found by looking once more.
        self._survey_at = time.monotonic() + SURVEY_SECONDS

    def run(self, watcher: Watcher) -> None:
        """Rebuilds until Ctrl-C."""
        while True:
            if self._changes.wait(self._pause()):
                named, survey = self._changes.take()
                walk = self._walker.survey if survey else partial(self._walker.follow, named)
                self._rebuild(partial(walk, audience=self._audience()))
                self._survey_at = time.monotonic() + SURVEY_SECONDS
            elif self._board.damaged.is_set():
                self._board.damaged.clear()
                self._recall.begin_again()
                self._rebuild(self._walker.anew)
            elif self._is_due(watcher):
                self._survey_at = time.monotonic() + POLL_SECONDS if watcher.polls else 0.0
                self._rebuild(partial(self._walker.survey, audience=self._audience()))
            elif not self._rehearsed:
                self._rehearsed = True
                self._walker.rehearse(time.time())
            else:
                self._tidy()
                self._prove()

    def _pause(self) -> float:
        if self._unproven or not self._rehearsed:
            return 0.0
        due = self._survey_at - time.monotonic() if self._survey_at else POLL_SECONDS
        return max(0.0, min(due, POLL_SECONDS))

    def _is_due(self, watcher: Watcher) -> bool:
        if time.time() >= self._walker.until:
            return True
        return time.monotonic() >= self._survey_at if self._survey_at or watcher.polls else False

    def _rebuild(self, walk: Callable[[float], Report | None]) -> None:
        start = time.perf_counter()
        before = self._board.stand
        try:
            report = walk(time.time())
        except Overtaken as overtaken:
            # What was saved since is on its way here; what this walk found out is kept.
            self._walks += 1
            self._waste.append(overtaken)
            return
        except (InputChanged, ProjectUnreadable) as failure:
            found = Diagnostic("file-unreadable", Severity.ERROR, Location(failure.path), str(failure), "save it again")
            self._board.put(replace(before, faults=(Fault(found, late=True),)))
            self._changes.add(set(), survey=True)
            time.sleep(0.1)
            return
        if report is None:
            return
        faults = errors(report)
        walked = report.walked
        printed = 0
        if walked is not None:
            walked = with_last_drafts(walked, before)
            printed, faults = self._print_viewed(walked, before)
            self._unproven = self._to_prove(walked, before.good)
        good = walked if walked is not None and not faults else before.good
        # The last good page of what was overtaken is the one that went ahead.
        ahead = None if good is walked else self._board.stand.ahead
        self._waste.append(before)
        self._board.put(Stand(0, good, report.diagnostics, faults, ahead))
        self._tell(report, faults, printed, time.perf_counter() - start, first=before.number == 0)
        self._walks += 1

    def _tidy(self) -> None:
        """Does what nobody waits for, and what takes as long as a page: lets go of old plans, and of packs."""
        self._waste.clear()
        if self._walks >= TIDY_EVERY:
            self._walks = 0
            served = (self._board.stand.good, self._board.stand.ahead)
            self._recall.tidy(place for walked in served if walked is not None for place in walked.places.values())

    def _audience(self) -> Audience:
        return Audience(self._looked_at(), self._show_first, self._pause_for_newer, self._hold)

    def _pause_for_newer(self) -> None:
        if self._changes.are_waiting:
            raise Overtaken

    def _hold(self) -> None:
        if not self._changes.is_over():
            raise Overtaken

    def _looked_at(self) -> frozenset[str] | None:
        """The explainers that somebody looks at, those that are shown ahead of the rest already, and those at fault.

        None where there is nothing to go ahead of the rest, or a fault that only a whole walk can lift.
        """
        stand = self._board.stand
        if stand.good is None or any(fault.late for fault in stand.faults) or len(stand.faults) > MENDED_MAX:
            return None
        shown = [stand.outputs.get(path) for path in self._board.viewed()[:READY_MAX]]
        shown += stand.ahead.outputs.values() if stand.ahead else ()
        slugs = {output.slug for output in shown if isinstance(output, ProductFile)}
        slugs |= {path.split("/")[1] for fault in stand.faults if "/" in (path := fault.found.location.path)}
        return frozenset(slugs) if slugs or stand.faults else None

    def _show_first(self, report: Report) -> None:
        """Shows the explainers that somebody looks at, or what is wrong, while the rest is still to be looked at."""
        before = self._board.stand
        if report.walked is None:
            self._hold()
            self._board.put(Stand(0, before.good, report.diagnostics, errors(report), before.ahead))
            return
        printed, faults = self._print_viewed(report.walked, before)
        if (printed or before.faults) and not faults:
            self._hold()
            found = tuple(entry for entry in before.diagnostics if entry.severity is not Severity.ERROR)
            self._board.put(Stand(0, before.good, found, (), report.walked))
            if self._changes.wait(BREATH_SECONDS):
                raise Overtaken
            self._tidy()

    def _print_viewed(self, walked: Walked, before: Stand) -> tuple[int, tuple[Fault, ...]]:
        """Prints what somebody looks at, so that it is ready when the tabs ask."""
        paths = [path for path in self._board.viewed() if path in walked.outputs][:READY_MAX]
        printed = 0
        found: list[Fault] = []
        for path in paths:
            output = walked.outputs[path]
            if (old := before.outputs.get(path)) and old.fingerprint == output.fingerprint:
                continue
            try:
                self._printer.print(walked, output)
                printed += 1
            except TemplateFault as fault:
                found.append(template_fault(fault))
            except InputChanged:
                # Its notice is on the way.
                continue
            except CacheDamaged:
                self._board.damaged.set()
        unique = {(fault.found.location, fault.found.message): fault for fault in reversed(found)}
        return printed, tuple(reversed(unique.values()))

    def _to_prove(self, walked: Walked, before: Walked | None) -> deque[Output]:
        """The pages that a changed template may have broken. What no edit can have broken is printed when asked for."""
        if before is not None and before.theme.templates == walked.theme.templates:
            return deque()
        pages = [output for output in walked.outputs.values() if _template(output)]
        samples = {_template(output): output for output in pages}
        # One page of each template comes first. At the start that is all: nobody has changed anything yet.
        return deque(samples.values() if before is None else (*samples.values(), *pages))

    def _prove(self) -> None:
        """Prints some of the pages that nobody asked for, so that a fault in one of them is known."""
        good = self._board.stand.good
        until = time.monotonic() + PROVING_SECONDS
        while self._unproven:
            output = self._unproven.popleft()
            if good is None or good.outputs.get(output.path) is not output:
                continue
            try:
                self._printer.print(good, output)
            except TemplateFault as fault:
                self._board.add_fault(template_fault(fault))
                self._unproven.clear()
                return
            except (InputChanged, CacheDamaged):
                return
            if time.monotonic() >= until:
                return

    def _tell(self, report: Report, faults: tuple[Fault, ...], printed: int, seconds: float, *, first: bool) -> None:
        what = "the site" if first else _named(report.changed)
        if faults:
            at = faults[0].found
            place = (
                f"{at.location.path}:{at.location.line}:{at.location.column}" if at.location.line else at.location.path
            )
            more = f" and {len(faults) - 1} more" if len(faults) > 1 else ""
            self._say(f"{what}: {place}: {at.message}{more}; the last good pages stay ({seconds * 1000:.0f} ms)")
        else:
            pages = len(report.walked.outputs) if report.walked and first else printed
            noun = "files to show" if first else "pages rendered"
            self._say(f"{what}: {pages:,} {noun} ({seconds * 1000:.0f} ms)")


def with_last_drafts(walked: Walked, before: Stand) -> Walked:
    """The walk with the last good page of each held-back explainer in which there is an error now.

    Unfinished work stops nothing, so such an error lies over no page; a build leaves the explainer out meanwhile.
    """
    if before.good is None:
        return walked
    slugs = {
        slug
        for slug in walked.site.unreadable & before.good.places.keys()
        if slug in walked.entries
        and not walked.entries[slug].broken
        and walked.entries[slug].held_back(walked.house.now)
    }
    kept = {
        path: output
        for path, output in (before.outputs.items() if slugs else ())
        if (isinstance(output, (ProductFile, Card)) and output.slug in slugs)
        or (
            isinstance(output, (Cleaned, Encoded))
            and output.source.startswith(tuple(f"content/{slug}/" for slug in slugs))
        )
    }
    places = {
        output.slug: owner.places[output.slug]
        for path, output in kept.items()
        if isinstance(output, ProductFile) and (owner := before.owner(path))
    }
    return replace(walked, outputs={**kept, **walked.outputs}, places={**walked.places, **places}) if kept else walked


def _template(output: Output) -> str:
    """The template that an output is rendered with; empty for one that needs none."""
    if isinstance(output, ProductFile):
        return BY_NAME[output.product].template
    return output.template if isinstance(output, ListPage) else ""


def _named(changed: tuple[str, ...]) -> str:
    if not changed:
        return "time"
    return changed[0] if len(changed) == 1 else f"{changed[0]} and {len(changed) - 1:,} more"
