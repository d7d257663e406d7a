"""How many CPUs this process may use: its affinity, and the quotas of its control groups."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import PurePosixPath


def available_cpus(root: str = "") -> int:
    """The whole CPUs that this process may use, at least one. `root` is where `/proc` and `/sys` lie."""
    affinity = getattr(os, "sched_getaffinity", None)
    count = len(affinity(0)) if affinity else os.cpu_count() or 1
    return max(1, min((count, *_quotas(root))))


def _quotas(root: str) -> Iterator[int]:
    """The whole CPUs that each control group of this process may use, its own and those above (cgroups(7)).

    In a container the path of a group may be that of the machine, where nothing lies; the container's own is the top.
    """
    for line in _read(f"{root}/proc/self/cgroup").splitlines():
        number, _, rest = line.partition(":")
        controllers, _, group = rest.partition(":")
        if number == "0":
            # docs.kernel.org/admin-guide/cgroup-v2.html; beside the first version its place is `unified`.
            tops, names = ("", "/unified"), ["cpu.max"]
        elif "cpu" in controllers.split(","):
            # docs.kernel.org/scheduler/sched-bwc.html
            tops, names = (f"/{controllers}", "/cpu"), ["cpu.cfs_quota_us", "cpu.cfs_period_us"]
        else:
            continue
        at = PurePosixPath("/", group)
        for above in (at, *at.parents):
            for top in tops:
                folder = f"{root}/sys/fs/cgroup{top}/{above.relative_to('/')}"
                said = " ".join(_read(f"{folder}/{name}") for name in names).split()
                if len(said) == 2 and said[0].isdecimal() and said[1].isdecimal() and int(said[1]):
                    yield int(said[0]) // int(said[1])


def _read(file: str) -> str:
    try:
        with open(file, encoding="ascii") as stream:
            return stream.read()
    except (OSError, ValueError):
        return ""
