"""A connection that breaks anywhere leaves pages whose assets are there, and the next run completes the site."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import threading
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator.deploy.changes import BuiltSite, Changes, built_site, compare
from generator.deploy.failure import DeployFailed
from generator.deploy.targets import open_place
from generator.model.settings import Bucket, DeployTarget, GithubPages, RemoteFolder, WebFolder
from generator.pipeline import Options, build
from tests.deploy.conftest import article, site_files
from tests.deploy.ends import BucketEnd, Cutter, FolderEnd, GitEnd, Sshd, after_bytes, at_request, missing_assets, tree
from tests.e2e.project import at, write
from tests.turns import Turns

SETTINGS = "title: T\nurl: https://example.org/\nsearch: off\ncards: off\n"


@dataclass(frozen=True)
class Versions:
    """Two sites of a project: in the second, pages are new, changed and gone, and every page has another style."""

    project: Path
    first: BuiltSite
    second: BuiltSite


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> Versions:
    """Two versions of a site, built."""
    project = tmp_path_factory.mktemp("versions") / "project"
    built = []
    for number in (1, 2):
        pages = {
            "explainer.yaml": SETTINGS,
            **site_files(1),
            f"content/only-{number}/article.md": article(f"Only {number}"),
        }
        write(project, {**pages, "templates/static/custom.css": f"body {{ margin: {number}px }}"})
        place = project.parent / f"site-{number}"
        assert build(project, Options(now=at("2026-01-01"), jobs=1, output=place)).published
        built.append(built_site(place))
        subprocess.run(["rm", "-r", str(project / f"content/only-{number}")], check=True)
    return Versions(project, *built)


def deploy(settings: DeployTarget, project: Path, site: BuiltSite) -> Changes:
    """Puts a site at a target, without building."""
    target = open_place(settings, project)
    try:
        changes = target.compare(site)
        target.deliver(site, changes, lambda *_: None)
    finally:
        target.close()
    return changes


def files(site: BuiltSite) -> dict[str, bytes]:
    """The files of a site."""
    found = tree(site.folder)
    del found[".explainer.json"]
    return found


@pytest.mark.share(2)
def test_a_bucket_survives_a_break_at_every_file(
    versions: Versions, bucket: BucketEnd, moto_port: int, turns: Turns
) -> None:
    """Broken before each upload and each removal: pages have their assets, and the next run completes."""

    def through(port: int) -> Bucket:
        return Bucket(bucket=bucket.name, prefix="news", region="us-east-1", endpoint_url=f"http://127.0.0.1:{port}")

    deploy(through(moto_port), versions.project, versions.first)
    coming, there = versions.second, versions.first
    cases = [
        (method, number)
        for method in (b"PUT", b"DELETE")
        # What is removed on one way is new on the other.
        for number in range(min(_requests(method, there, coming), _requests(method, coming, there)))
    ]
    for method, number in turns.walk("deploy: breaks before a request to a bucket", cases, len(cases) // 4):
        way = Cutter(moto_port, at_request(method, number))
        with pytest.raises(DeployFailed) as failed:
            deploy(through(way.port), versions.project, coming)
        way.close()
        assert "broke off after" in failed.value.message
        assert failed.value.hint
        assert missing_assets(bucket.tree()) == set(), (method, number)
        deploy(through(moto_port), versions.project, coming)
        assert bucket.tree() == files(coming)
        coming, there = there, coming


def _requests(method: bytes, there: BuiltSite, coming: BuiltSite) -> int:
    """How many requests of a kind it takes: two are for the record."""
    changes = compare(
        {path: f.sha256 for path, f in coming.listed.items()}, {path: f.sha256 for path, f in there.listed.items()}
    )
    return len(changes.uploads) + 2 if method == b"PUT" else len(changes.removed)


@pytest.mark.share(1.5)
def test_another_machine_survives_a_break_anywhere(
    versions: Versions, sshd: Sshd, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, turns: Turns
) -> None:
    """Broken after so many bytes, from the greeting to the last removal: as above."""
    monkeypatch.setenv("RSYNC_RSH", sshd.shell())
    far = FolderEnd(tmp_path / "far")

    def through(port: int) -> RemoteFolder:
        return RemoteFolder(destination=f"{sshd.user}@127.0.0.1:{far.folder}", port=port)

    deploy(through(sshd.port), versions.project, versions.first)
    counted = Cutter(sshd.port, after_bytes(1 << 40))
    deploy(through(counted.port), versions.project, versions.second)
    counted.close()
    coming, there = versions.first, versions.second
    for number in turns.walk("deploy: breaks on the way to another machine, of 40", range(1, 40), 4):
        way = Cutter(sshd.port, after_bytes(counted.sent * number // 40))
        with pytest.raises(DeployFailed) as failed:
            deploy(through(way.port), versions.project, coming)
        way.close()
        assert failed.value.hint
        assert missing_assets(far.tree()) == set(), number
        deploy(through(sshd.port), versions.project, coming)
        assert far.tree() == files(coming)
        coming, there = there, coming


@pytest.mark.share(1.5)
def test_a_branch_is_the_old_one_or_the_new_one(
    versions: Versions, sshd: Sshd, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, turns: Turns
) -> None:
    """A push over SSH that breaks anywhere leaves the branch as it was; history grows by whole deployments only."""
    monkeypatch.setenv("GIT_SSH_COMMAND", sshd.shell())
    far = GitEnd(tmp_path / "far.git")
    subprocess.run(["git", "init", "-q", "--bare", str(far.repository)], check=True)
    project = tmp_path / "project"
    subprocess.run(["git", "init", "-q", str(project)], check=True)

    def through(port: int, repository: Path = far.repository) -> GithubPages:
        return GithubPages(remote=f"ssh://{sshd.user}@127.0.0.1:{port}{repository}")

    deploy(GithubPages(remote=str(far.repository)), project, versions.first)
    shutil.copytree(far.repository, tmp_path / "other.git")
    counted = Cutter(sshd.port, after_bytes(1 << 40))
    deploy(through(counted.port, tmp_path / "other.git"), project, versions.second)
    counted.close()
    for number in turns.walk("deploy: breaks on the way to a branch, of 40", range(40), 6):
        way = Cutter(sshd.port, after_bytes(counted.sent * number // 40))
        with pytest.raises(DeployFailed) as failed:
            deploy(through(way.port), project, versions.second)
        assert way.broken
        assert failed.value.hint
        way.close()
        assert far.tree() == files(versions.first)
    deploy(through(sshd.port), project, versions.second)
    assert far.tree() == files(versions.second)
    assert len(far.commits()) == 2


def test_a_reader_of_a_folder_never_sees_a_mix(versions: Versions, tmp_path: Path) -> None:
    """While deployments swap the folder again and again, all files of one opening of it belong to one version."""
    project, www = tmp_path / "project", tmp_path / "www"
    project.mkdir()
    settings = WebFolder(path=str(www))
    known = [files(versions.first), files(versions.second)]
    deploy(settings, project, versions.first)
    swaps, done = [0], threading.Event()
    seen: list[int] = []
    faults: list[str] = []

    def read() -> None:
        while not done.is_set():
            before = swaps[0]
            folder = os.open(www, os.O_RDONLY)
            try:
                page = _read_at(folder, "index.html")
                version = next((number for number, site in enumerate(known) if site["index.html"] == page), -1)
                for path, data in known[version].items():
                    found = _read_at(folder, path)
                    if swaps[0] > before + 1:
                        # Meanwhile the old folder may be on its way to become the next one.
                        break
                    if found != data:
                        faults.append(f"{path} of version {version}")
                else:
                    seen.append(version)
            finally:
                os.close(folder)

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(40):
        # Counted before and after, since a reader may have opened the old folder at any moment.
        swaps[0] += 1
        deploy(settings, project, (versions.second, versions.first)[number % 2])
        swaps[0] += 1
        done.wait(0.01)
    done.set()
    reader.join()
    assert faults == []
    assert set(seen) == {0, 1}


def _read_at(folder: int, path: str) -> bytes:
    with contextlib.suppress(FileNotFoundError):
        file = os.open(path, os.O_RDONLY, dir_fd=folder)
        try:
            return os.read(file, 1 << 20)
        finally:
            os.close(file)
    return b""
