"""Running the programs that do the work: git, rsync."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from generator.deploy.failure import DeployFailed


def run(
    command: list[str], folder: Path, given: bytes = b"", more: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """What a program came to, its output as bytes.

    It asks nobody for a password, and speaks English, so that what it prints can be understood. Raises `DeployFailed`
    where it is not installed.
    """
    if shutil.which(command[0]) is None:
        raise DeployFailed(
            f"`{command[0]}` is not installed", f"install {command[0]} with the system's package manager"
        )
    environment = {**os.environ, "LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", **(more or {})}
    return subprocess.run(command, cwd=folder, input=given, capture_output=True, env=environment, check=False)


def printed(done: subprocess.CompletedProcess[bytes]) -> str:
    """What a program said of its failure."""
    return done.stderr.decode("utf-8", "replace")


def remote_shell() -> str:
    """How ssh is called: `$RSYNC_RSH` (rsync(1)) or `ssh`, and never with a question to somebody."""
    return f"{os.environ.get('RSYNC_RSH') or 'ssh'} -o BatchMode=yes -o ConnectTimeout=15"
