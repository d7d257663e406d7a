"""What ran: the suites count their cases here, and the summary of the tests prints them."""

from __future__ import annotations

import os
import random
from collections import Counter
from pathlib import Path

TORTURE = bool(os.environ.get("EXPLAINER_TORTURE"))
"""Whether the long forms run: `make torture`."""

SEED = int(os.environ.get("EXPLAINER_SEED", "0")) or random.SystemRandom().randrange(1, 1 << 32)
"""Of every random choice in these suites. `EXPLAINER_SEED` repeats a run."""

REGRESS = Path(__file__).parents[1] / "regress"
"""Where failing cases stay, to be run again for ever."""

ran: Counter[str] = Counter()


def some(gate: int, long: int) -> int:
    """How many cases to run: the gate's count, or the long one's."""
    return long if TORTURE else gate
