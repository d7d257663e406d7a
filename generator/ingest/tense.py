"""Whether a date in a sentence lies behind or ahead, by the verbs around it."""

import re
from functools import lru_cache

from generator.ingest.phrases import Phrases

_CLAUSE_END = re.compile(r"[,;:–—]|[“”\"«»]")
_OWNED = re.compile(r"[’']s(?: [\w-]+)")
_LED = re.compile(r"(?:on|at|by|in)\s")
_DETERMINED = re.compile(r"\b(?:the|a|an|its|their|his|her|these|those)\s\Z")
"""What makes a participle of a verb: `the affected packs carry …`."""
_REACH = 40


_BARE = frozenset(["vote", "run", "start", "end", "return", "move", "meet", "launch", "open", "close"])
_NOUN = re.compile(r"\b(?:the|a|an|its|their|his|her|this|that)\s(?:[\w-]*[^s\s]\s)?\Z")


def _is_noun(match: re.Match[str], text: str) -> bool:
    """Return whether what looks like a verb belongs to a noun: `the affected packs`, `a disputed vote`."""
    before = text[max(0, match.start() - _REACH) : match.start()]
    if match["past"]:
        return _DETERMINED.search(before) is not None
    return match[0].lower() in _BARE and _NOUN.search(before) is not None


@lru_cache(maxsize=16)
def _verbs(future: str, past: str) -> re.Pattern[str]:
    return re.compile(f"(?P<future>{future})|(?P<past>{past})", re.IGNORECASE)


def is_future(text: str, start: int, end: int, phrases: Phrases) -> bool | None:
    """Return whether what happens at the date from `start` to `end` lies ahead; None when no verb tells.

    The nearest verb before the date decides, else the nearest after it: `said that it would meet on Thursday` is
    ahead, `on Wednesday it said that it would meet` behind. A participle belongs to the auxiliary before it.
    """
    verbs = _verbs(phrases.future_pattern, phrases.past_pattern)
    first = max(start - 400, text.rfind(": ", 0, start) + 1, text.rfind(";", 0, start) + 1, 0)
    # `is on Friday`: the preposition of the date tells with the verb before it.
    led = _LED.match(text, start)
    found = verbs.finditer(text, first, led.end() if led and led.end() < end else start)
    before = [match for match in found if not _is_noun(match, text)]
    if before:
        last = before[-1]
        if (
            last["future"]
            and len(before) > 1
            and before[-2]["past"]
            and not text[before[-2].end() : last.start()].strip()
        ):
            return False  # `was open`, `did begin`
        if last["future"] or len(before) == 1:
            return bool(last["future"])
        earlier = before[-2]
        between = text[earlier.end() : last.start()]
        return bool(earlier["future"]) and len(between) < _REACH and not _CLAUSE_END.search(between)
    # `Thursday’s vote was the closest`: the noun that a day owns is no verb.
    owned = _OWNED.match(text, end)
    after = verbs.search(text, owned.end() if owned else end, end + 400)
    return bool(after["future"]) if after else None
