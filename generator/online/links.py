"""The ledger of links: what was found at which address, and when; asked again only when that is old."""

from __future__ import annotations

import contextlib
import datetime
import json
import os
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urldefrag, urlsplit

import msgspec

from generator.online.ask import DEAD, UNKNOWN, Answer, Manners, ask

FILE = ".explainer/state/links.json"

AGE_DAYS_MAX = {"alive": 30, "dead": 1, "unknown": 1}
"""How long what was found is believed. What opened last week opens today; what failed may have been mended."""

HOSTS_AT_ONCE = 8


class Found(msgspec.Struct, frozen=True, omit_defaults=True):
    """An entry of the ledger."""

    state: str
    """`alive`, `dead` or `unknown`."""
    checked: str
    """The day, ISO 8601."""
    status: int = 0
    reason: str = ""


class _Ledger(msgspec.Struct, frozen=True):
    version: int
    links: dict[str, Found]


Ledger = Mapping[str, Found]


def read_ledger(project: Path) -> Ledger:
    """The ledger of a project; empty when there is none, or one that cannot be read: then all is asked anew."""
    try:
        return msgspec.json.decode((project / FILE).read_bytes(), type=_Ledger).links
    except (OSError, msgspec.MsgspecError, UnicodeError):
        return {}


def write_ledger(project: Path, ledger: Ledger) -> None:
    """Writes the ledger in one step, so that a crash leaves the old one."""
    file = project / FILE
    file.parent.mkdir(parents=True, exist_ok=True)
    links = {url: msgspec.to_builtins(found) for url, found in sorted(ledger.items())}
    text = json.dumps({"version": 1, "links": links}, ensure_ascii=False, indent=1) + "\n"
    new = file.with_name(f"{file.name}.{os.getpid()}.new")
    try:
        new.write_text(text, encoding="utf-8")
        os.replace(new, file)
    finally:
        with contextlib.suppress(OSError):
            new.unlink(missing_ok=True)


def due(urls: Iterable[str], ledger: Ledger, today: datetime.date) -> tuple[str, ...]:
    """The addresses to ask, sorted, each once and without fragment: those not in the ledger, and those of old."""
    wanted = sorted({urldefrag(url)[0] for url in urls})
    return tuple(url for url in wanted if url not in ledger or _is_old(ledger[url], today))


def _is_old(found: Found, today: datetime.date) -> bool:
    try:
        age = (today - datetime.date.fromisoformat(found.checked)).days
    except ValueError:
        return True
    return not 0 <= age <= AGE_DAYS_MAX.get(found.state, 0)


def check_links(urls: Iterable[str], ledger: Ledger, today: datetime.date, manners: Manners | None = None) -> Ledger:
    """The ledger with everything that was due asked: hosts at once, one request at a time to each.

    A host that does not exist is dead only when something else answered: without a network no host exists.
    """
    manners = manners or Manners()
    hosts: dict[str, list[str]] = {}
    for url in due(urls, ledger, today):
        hosts.setdefault(_host(url), []).append(url)
    answers: dict[str, Answer] = {}
    with ThreadPoolExecutor(HOSTS_AT_ONCE, thread_name_prefix="links") as pool:
        for found in pool.map(lambda group: _ask_host(group, manners), hosts.values()):
            answers.update(found)
    online = any(answer.network for answer in answers.values())
    new = {url: _entry(answer, today, online) for url, answer in answers.items()}
    return {**ledger, **new}


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def _ask_host(urls: list[str], manners: Manners) -> dict[str, Answer]:
    found = {}
    for number, url in enumerate(urls):
        if number:
            manners.sleep(manners.pause_seconds)
        try:
            found[url] = ask(url, manners)
        except Exception as fault:
            # One strange server must not cost what the others answered.
            found[url] = Answer(UNKNOWN, reason=type(fault).__name__)
    return found


def _entry(answer: Answer, today: datetime.date, online: bool) -> Found:
    if answer.state == DEAD and not answer.network and not online:
        return Found(UNKNOWN, today.isoformat(), reason="no network")
    return Found(answer.state, today.isoformat(), answer.status, answer.reason)


def states(urls: Iterable[str], ledger: Ledger) -> dict[str, str]:
    """What the ledger says of each address, for `Evidence.links`; fragments are those of the page."""
    return {url: ledger[bare].state for url in urls if (bare := urldefrag(url)[0]) in ledger}
