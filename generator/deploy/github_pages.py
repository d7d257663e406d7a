"""`github-pages`: a branch that a host serves, by git's plumbing.

A commit is made on top of what the remote's branch holds now and pushed without force: history is kept, and what
somebody else pushed meanwhile is never overwritten. Neither the working tree nor the index nor a branch of the
repository is touched.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from generator.crew import Progress
from generator.deploy.changes import BuiltSite, Changes, compare
from generator.deploy.failure import DISK_REASON, SSH_REASONS, DeployFailed, Reason, explained, without_secrets
from generator.deploy.programs import printed, remote_shell, run
from generator.model.settings import GithubPages

KEPT = "CNAME"
"""The domain of a GitHub Pages site, which its settings page writes to the branch: kept where the site has none."""

_REASONS: tuple[Reason, ...] = (
    (
        r"\(fetch first\)|non-fast-forward|cannot lock ref|failed to update ref|incorrect old value",
        "somebody pushed to the branch meanwhile",
        "run the same command again: it begins from what is there now",
    ),
    (
        r"authentication failed|could not read (username|password)|terminal prompts disabled|invalid username"
        r"|permission to .* denied|403|write access to repository not granted",
        "the remote refuses the credentials",
        "sign in (`git credential`, a token, `ssh-add`) as somebody who may push there; in GitHub Actions, give the job"
        " `permissions: {contents: write}`",
    ),
    (
        r"does not appear to be a git repository|repository .*not found|no such remote|does not exist",
        "there is no such remote or repository",
        "see `git remote -v`, and set `remote` in `explainer.yaml`",
    ),
    (
        r"protected branch|pre-receive hook declined",
        "the remote does not let this branch be pushed to",
        "allow it in the repository's rules, or name another `branch`",
    ),
    DISK_REASON,
    *SSH_REASONS,
)


class PagesTarget:
    """The branch, as `deploy` sees it."""

    def __init__(self, settings: GithubPages, project: Path) -> None:
        self._remote = settings.remote
        self._branch = settings.branch
        self._ref = f"refs/heads/{settings.branch}"
        self._project = project
        self._tip = ""
        self.place = f"the branch `{settings.branch}` of `{without_secrets(settings.remote)}`"

    def compare(self, site: BuiltSite) -> Changes:
        """What must change on the branch, as the remote has it now."""
        self._check_repository()
        self._tip = self._fetch()
        self._check_local_work()
        there = self._tree()
        prefix = self._text("rev-parse", "--show-prefix")
        if f"{prefix}explainer.yaml" in there:
            raise DeployFailed(f"{self.place} holds the project itself", "name another `branch`, such as `gh-pages`")
        form = self._text("rev-parse", "--show-object-format")
        wanted = {path: _blob_id(site.file(path).read_bytes(), form) for path in site.listed}
        return compare(wanted, {path: found for path, found in there.items() if path != KEPT or KEPT in wanted})

    def deliver(self, site: BuiltSite, changes: Changes, progress: Progress) -> None:
        """Makes the commit and pushes it. Raises `DeployFailed`; then the branch is as it was."""
        with tempfile.TemporaryDirectory(prefix="explainer-pages-") as place:
            index = {"GIT_INDEX_FILE": str(Path(place) / "index")}
            if self._tip:
                self._git(["read-tree", self._tip], more=index)
            ids = self._write_blobs(site, changes.uploads)
            entries = [b"100644 %s\t%s\0" % (ids[path].encode(), os.fsencode(path)) for path in changes.uploads]
            gone = b"0" * (len(next(iter(ids.values()), self._tip)) or 40)
            entries = [b"0 %s\t%s\0" % (gone, os.fsencode(path)) for path in changes.removed] + entries
            self._git(["update-index", "--add", "-z", "--index-info"], given=b"".join(entries), more=index)
            tree = self._text("write-tree", more=index)
        progress("upload", 0, len(changes.uploads))
        commit = self._commit(tree)
        self._push(commit)
        progress("upload", len(changes.uploads), len(changes.uploads))

    def close(self) -> None:
        """Ends no connection: git ends its own."""

    def _check_repository(self) -> None:
        if run(["git", "rev-parse", "--git-dir"], self._project).returncode:
            hint = "make it one with `git init`, and name a remote with `git remote add origin ADDRESS`"
            raise DeployFailed(f"`{self._project}` is not in a git repository", hint)
        if run(["git", "check-ref-format", self._ref], self._project).returncode or self._branch.startswith("-"):
            raise DeployFailed(
                f"`{self._branch}` cannot be the name of a branch", "set `branch` to one such as `gh-pages`"
            )
        if self._remote.startswith("-"):
            raise DeployFailed(f"`{self._remote}` cannot be a remote", "set `remote` to one that `git remote` lists")

    def _fetch(self) -> str:
        """The commit that the remote's branch points to; empty where there is no such branch."""
        doing = f"cannot read {self.place}"
        found = self._git(["ls-remote", self._remote, self._ref], doing=doing).decode("ascii", "replace")
        tip = found.partition("\t")[0].strip()
        if tip:
            self._git(["fetch", "--quiet", "--no-tags", "--no-write-fetch-head", self._remote, self._ref], doing=doing)
        return tip

    def _check_local_work(self) -> None:
        """Raises `DeployFailed` where somebody works on the branch here, and has not pushed it."""
        for folder in self._checked_out():
            if run(["git", "status", "--porcelain"], folder).stdout.strip():
                message = f"`{folder}` has uncommitted work on the branch `{self._branch}`"
                raise DeployFailed(message, "commit and push it, or put it away with `git stash --include-untracked`")
        local = run(["git", "rev-parse", "--verify", "--quiet", self._ref], self._project).stdout.decode().strip()
        if local and not self._is_in(local, self._tip):
            message = f"the branch `{self._branch}` here has commits that `{without_secrets(self._remote)}` has not"
            hint = f"push them (`git push {without_secrets(self._remote)} {self._branch}`), or delete the branch here"
            raise DeployFailed(message, hint)

    def _checked_out(self) -> Iterator[Path]:
        """The working trees that stand on the branch."""
        folder = None
        for line in os.fsdecode(self._git(["worktree", "list", "--porcelain"])).splitlines():
            word, _, value = line.partition(" ")
            if word == "worktree":
                folder = Path(value)
            elif word == "branch" and value == self._ref and folder is not None and folder.is_dir():
                yield folder

    def _is_in(self, commit: str, tip: str) -> bool:
        return bool(tip) and run(["git", "merge-base", "--is-ancestor", commit, tip], self._project).returncode == 0

    def _tree(self) -> dict[str, str]:
        """The blob of every file on the branch; empty for what is no plain file."""
        if not self._tip:
            return {}
        listed = self._git(["ls-tree", "-r", "-z", "--full-tree", self._tip])
        found = {}
        for line in listed.split(b"\0"):
            if line:
                about, _, path = line.partition(b"\t")
                mode, _, blob = about.decode("ascii").split()
                found[os.fsdecode(path)] = blob if mode == "100644" else ""
        return found

    def _write_blobs(self, site: BuiltSite, paths: Sequence[str]) -> Mapping[str, str]:
        """Writes files to the repository's objects, and returns the id of each."""
        if not paths:
            return {}
        names = "".join(f"{_quoted(str(site.file(path)))}\n" for path in paths)
        ids = self._git(["hash-object", "-w", "--no-filters", "--stdin-paths"], given=names.encode("ascii"))
        return dict(zip(paths, ids.decode("ascii").split(), strict=True))

    def _commit(self, tree: str) -> str:
        head = (
            run(["git", "rev-parse", "--short", "--verify", "--quiet", "HEAD"], self._project).stdout.decode().strip()
        )
        message = f"Deploy the site{f' of {head}' if head else ''}"
        parents = ["-p", self._tip] if self._tip else []
        identity = {}
        if run(["git", "var", "GIT_COMMITTER_IDENT"], self._project).returncode:
            # A fresh machine of a CI has no name; git refuses to invent one.
            words = ("AUTHOR", "COMMITTER")
            identity = {f"GIT_{word}_NAME": "explainer" for word in words}
            identity |= {f"GIT_{word}_EMAIL": "explainer@localhost" for word in words}
        return self._text("commit-tree", tree, *parents, "-m", message, more=identity)

    def _push(self, commit: str) -> None:
        # Where the branch was deleted or made meanwhile, "not there" is what we saw: without force, git refuses both.
        self._git(["push", "--quiet", self._remote, f"{commit}:{self._ref}"], doing=f"cannot push to {self.place}")

    def _text(self, *arguments: str, more: Mapping[str, str] | None = None) -> str:
        return self._git(list(arguments), more=more).decode("utf-8", "replace").strip()

    def _git(
        self, arguments: list[str], given: bytes = b"", more: Mapping[str, str] | None = None, doing: str = ""
    ) -> bytes:
        environment = {"GIT_SSH_COMMAND": remote_shell(), **(more or {})}
        if os.environ.get("GIT_SSH_COMMAND") or os.environ.get("GIT_SSH"):
            environment.pop("GIT_SSH_COMMAND")
        done = run(["git", *arguments], self._project, given, environment)
        if done.returncode:
            raise explained(doing or f"`git {arguments[0]}` failed", printed(done), _REASONS)
        return done.stdout


def _blob_id(data: bytes, form: str) -> str:
    """The name that git gives to a file's bytes (gitformat-pack(5)); `form` is `sha1` or `sha256`."""
    return hashlib.new(form, b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def _quoted(name: str) -> str:
    """A path as git reads it from a line, whatever is in it (git-config(1), core.quotePath)."""
    signs = (chr(byte) if 32 <= byte < 127 and byte not in b'"\\' else f"\\{byte:03o}" for byte in os.fsencode(name))
    return f'"{"".join(signs)}"'
