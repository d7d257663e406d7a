"""The kinds of target, and how the one that was asked for is found."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Protocol

from generator.crew import Progress
from generator.deploy.bucket import S3Target
from generator.deploy.changes import BuiltSite, Changes
from generator.deploy.failure import DeployFailed
from generator.deploy.github_pages import PagesTarget
from generator.deploy.remote_folder import RsyncTarget
from generator.deploy.web_folder import FolderTarget
from generator.diagnostics import did_you_mean
from generator.model.settings import Bucket, DeployTarget, GithubPages, RemoteFolder, WebFolder


class Target(Protocol):
    """A place that a site can be deployed to. Comparing and delivering raise `DeployFailed`."""

    @property
    def place(self) -> str:
        """The place in words, without a secret."""

    def compare(self, site: BuiltSite) -> Changes:
        """What must change there. Reads, and changes nothing that a reader could see."""

    def deliver(self, site: BuiltSite, changes: Changes, progress: Progress) -> None:
        """Makes the place hold the site. What breaks half way can be run again."""

    def close(self) -> None:
        """Ends what connections there are."""


TARGETS: Mapping[type, Callable[[Any, Path], Target]] = {
    GithubPages: PagesTarget,
    WebFolder: FolderTarget,
    RemoteFolder: RsyncTarget,
    Bucket: S3Target,
}
"""By the type of its settings, what makes a target of them; the folder is the project's."""


def choose(targets: Mapping[str, DeployTarget], name: str) -> DeployTarget:
    """The settings of the target that was named; the only one needs no name. Raises `DeployFailed`."""
    if not targets:
        hint = "add one, such as `deploy: {www: {kind: directory, path: /srv/www}}`; docs/deploy.md shows the others"
        raise DeployFailed("`explainer.yaml` names no target to deploy to", hint)
    listed = ", ".join(targets)
    if not name and len(targets) > 1:
        raise DeployFailed("there are several targets", f"name one: `explainer deploy TARGET`, of {listed}")
    if name and name not in targets:
        raise DeployFailed(f"there is no target `{name}`", did_you_mean(name, targets, f"the targets are {listed}"))
    return targets[name] if name else next(iter(targets.values()))


def open_place(settings: DeployTarget, project: Path) -> Target:
    """The target that these settings describe. Raises `DeployFailed`."""
    return TARGETS[type(settings)](settings, project)
