"""What `deploy` does from beginning to end."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import msgspec

from generator import desk, pipeline
from generator.check.published import by_slug
from generator.crew import Progress
from generator.deploy.changes import BuiltSite, Changes, built_site, check_removals, everything, told
from generator.deploy.failure import DeployFailed
from generator.deploy.online import PAUSES, check_pages
from generator.deploy.targets import choose, open_place
from generator.diagnostics import Diagnostic
from generator.incremental.memory import tool_version
from generator.load.discover import discover
from generator.load.settings import deploy_lines, load_settings
from generator.model.settings import Settings
from generator.pipeline import Options, Result
from generator.publish.lock import build_lock

VALUES = ".explainer/state/values.json"
"""The values of every explainer at the last deployment, held back or not, and what each was read from."""

LOCK_SECONDS = 60
"""How long a deployment waits for a build that runs."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What to deploy, and how."""

    now: float
    target: str = ""
    """Empty means the only one."""
    base_url: str = ""
    dry_run: bool = False
    yes: bool = False
    force: bool = False
    """Whether what is there already is uploaded again."""
    removals_percent_max: float = 20.0
    verify: str = ""
    """The address at which to look afterwards; empty means not to look."""
    whole: bool = False
    """Whether the plan lists every path."""


class TargetFaulty(Exception):
    """The settings of the targets have faults."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        super().__init__(diagnostics)
        self.diagnostics = diagnostics


def deploy(folder: Path, asked: Asked, say: Callable[[str], None], progress: Progress) -> Result:
    """Builds strictly, shows what changes at the target, and makes it so; the result is the build's.

    Where the build found errors, nothing was deployed. Raises `DeployFailed`, `TargetFaulty`, and what a build raises.
    """
    settings = _settings(folder, asked.base_url)
    with ExitStack() as held:
        target = open_place(choose(settings.deploy, asked.target), folder) if settings is not None else None
        if target is not None:
            held.callback(target.close)
        # No other build may come between: what was built strictly is what is deployed.
        held.enter_context(build_lock(folder, LOCK_SECONDS))
        options = Options(now=asked.now, base_url=asked.base_url, strict=True, published=desk.last_published(folder))
        result = pipeline.build_locked(folder, options, progress)
        if result.errors or target is None:
            return result
        site = built_site(folder / "site")
        changes = target.compare(site)
        if asked.force:
            changes = everything(changes, site)
        say(told(changes, site, target.place, whole=asked.whole))
        if asked.dry_run:
            return result
        if not asked.yes:
            check_removals(changes, asked.removals_percent_max, target.place)
        if not changes.is_empty:
            target.deliver(site, changes, progress)
            say(_done(changes, target.place))
        remember(folder, result)
    if asked.verify:
        _verify(asked.verify, site, say)
    return result


def _settings(folder: Path, base_url: str) -> Settings | None:
    """The settings; None where they have faults that a build reports. Raises `TargetFaulty` and `DeployFailed`."""
    try:
        text = (folder / "explainer.yaml").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    settings, _, problems = load_settings(text, "explainer.yaml", base_url)
    lines = deploy_lines(text, "explainer.yaml")
    faulty = tuple(found for found in problems if found.location.line in lines)
    if faulty:
        raise TargetFaulty(faulty)
    if problems or settings is None:
        return None
    if not settings.url:
        message = (
            "`explainer.yaml` gives no `url`: pages would lack a canonical address, and the site feeds and sitemap"
        )
        raise DeployFailed(message, "add `url: https://…`, or give it with `--base-url`")
    return settings


def remember(folder: Path, result: Result) -> None:
    """Keeps the values that are public now, for the rule `correction-undeclared`; those of held-back pages are not.

    An explainer that is as it was at the last deployment is not read again.
    """
    snapshot = discover(folder, {}).snapshot
    common = [(path, snapshot.digest(path).hex()) for path in ("explainer.yaml", *snapshot.shared)]
    digests = {
        entry.slug: hashlib.blake2b(
            repr((tool_version(), common, [(path, snapshot.digest(path).hex()) for path in entry.paths])).encode(),
            digest_size=16,
        ).hexdigest()
        for entry in snapshot.folders
    }
    before = _known_values(folder / VALUES)
    same = {slug for slug, digest in digests.items() if slug in before and before[slug].digest == digest}
    found = by_slug(desk.published_now(folder, frozenset(digests.keys() - same)))
    known = {
        slug: KnownValues(digest, before[slug].values if slug in same else found.pop(slug, {}))
        for slug, digest in digests.items()
    }
    held = {entry.slug for entry in result.held}
    public = [*found.values(), *(entry.values for slug, entry in known.items() if slug not in held)]
    _replace(folder / VALUES, msgspec.json.encode(known))
    values = {key: value for some in public for key, value in some.items()}
    text = json.dumps(values, ensure_ascii=False, indent=0, sort_keys=True)
    _replace(folder / desk.PUBLISHED, f"{text}\n".encode())


class KnownValues(msgspec.Struct, frozen=True, array_like=True):
    """The values of an explainer."""

    digest: str
    """Of everything that they were read from."""
    values: dict[str, str]


def _known_values(file: Path) -> dict[str, KnownValues]:
    """What was read at the last deployment, by slug; empty when there was none or its record cannot be read."""
    try:
        return msgspec.json.decode(file.read_bytes(), type=dict[str, KnownValues])
    except (OSError, msgspec.DecodeError):
        return {}


def _replace(file: Path, data: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    new = file.with_name(f"{file.name}.new")
    new.write_bytes(data)
    os.replace(new, file)


def _verify(address: str, site: BuiltSite, say: Callable[[str], None]) -> None:
    faults = check_pages(address, site, PAUSES)
    if faults:
        shown = "".join(f"\n  {fault}" for fault in faults[:10]) + (
            f"\n  … and {len(faults) - 10} more" if len(faults) > 10 else ""
        )
        message = f"deployed, but {len(faults)} of its pages are not the ones at {address}:{shown}"
        raise DeployFailed(
            message, "if the host is only slow, ask again; look at caches in between, and at the address"
        )
    say(f"verified: every page at {address} is the one that was deployed\n")


def _done(changes: Changes, place: str) -> str:
    return f"deployed to {place}: {len(changes.uploads):,} uploaded, {len(changes.removed):,} removed\n"
