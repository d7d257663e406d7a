"""`directory`: a web server's folder on this machine, swapped whole. A reader never sees a mix."""

from __future__ import annotations

from pathlib import Path

from generator.crew import Progress
from generator.deploy.changes import BuiltSite, Changes, compare
from generator.deploy.failure import DeployFailed
from generator.model.settings import WebFolder
from generator.publish.failure import OutputRefused, PublishError
from generator.publish.manifest import Published, without_proof
from generator.publish.staging import Staging
from generator.publish.target import Target, open_target


class FolderTarget:
    """The folder, as `deploy` sees it. It must be empty, missing, or one that a deployment or a build made."""

    def __init__(self, settings: WebFolder, project: Path) -> None:
        self._project = project
        self._folder = project / Path(settings.path).expanduser()
        self.place = f"`{settings.path}`"

    def compare(self, site: BuiltSite) -> Changes:
        """What must change there. Raises `DeployFailed` for a folder that is not ours."""
        target = self._open(site)
        found = {
            path: listed.sha256 if _still(target, path) else ""
            for path, listed in target.listed.items()
            if path in target.found
        }
        return compare({path: listed.sha256 for path, listed in site.listed.items()}, found)

    def deliver(self, site: BuiltSite, changes: Changes, progress: Progress) -> None:
        """Makes the new folder beside the old one, and swaps them. Raises `DeployFailed`; then the old one stands."""
        target = self._open(site)
        uploads = frozenset(changes.uploads)
        same = tuple(
            Published(path, listed.sha256, without_proof(listed.size))
            for path, listed in site.listed.items()
            if path not in uploads
        )
        try:
            with Staging(target) as staging:
                waiting = sorted(uploads | staging.keep(same))
                for count, path in enumerate(waiting, 1):
                    copied = staging.copy(path, site.file(path))
                    if copied.sha256 != site.listed[path].sha256:
                        raise DeployFailed(f"`{path}` changed while it was copied", "run the same command again")
                    progress("upload", count, len(waiting))
                staging.finish()
        except PublishError as failure:
            raise DeployFailed(f"cannot deploy to {self.place}: {failure.message}", failure.hint) from failure

    def close(self) -> None:
        """Ends no connection: there are none."""

    def _open(self, site: BuiltSite) -> Target:
        if self._folder.resolve() == site.folder.resolve():
            raise DeployFailed(f"{self.place} is the built site itself", "give `path` the web server's folder")
        if self._folder.resolve().is_relative_to(site.folder.resolve()):
            raise DeployFailed(f"{self.place} lies in the built site", "give `path` a folder outside of it")
        try:
            return open_target(self._project, self._folder, force=False)
        except OutputRefused as refused:
            hint = "give `path` an empty folder, or one that does not exist yet; a folder below it will do"
            raise DeployFailed(refused.message, hint) from refused
        except PublishError as failure:
            raise DeployFailed(f"cannot deploy to {self.place}: {failure.message}", failure.hint) from failure


def _still(target: Target, path: str) -> bool:
    """Whether a file has the bytes that it was deployed with."""
    listed = target.listed[path]
    return target.confirm(Published(path, listed.sha256, without_proof(listed.size))) is not None
