"""Real far ends, one for the whole run: an OpenSSH server, and moto's server in the place of S3."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.deploy.ends import BucketEnd, End, FolderEnd, GitEnd, RemoteEnd, Sshd
from tests.e2e.project import write

INSTALL = "the tests of `deploy` need programs: apt-get install -y openssh-server openssh-client rsync git nginx-light"

SHEET = """sources:
  report: {title: Report, publisher: The council, issued: 2024-10-01, url: https://example.org/}
figures:
  homes:
    label: Homes
    unit: homes
    observations:
      - {value: 120, as_of: 2024-10-01, attributed_to: The council, sources: [report]}
"""


def article(title: str, words: str = "Words.") -> str:
    """An explainer in which the desk finds nothing."""
    return f"---\ntitle: {title}\ndate: 2024-11-30\n---\n\n{words}\n"


def site_files(count: int = 4) -> dict[str, str | bytes]:
    """A project of several explainers, without settings."""
    files: dict[str, str | bytes] = {f"content/page-{n}/article.md": article(f"Page {n}") for n in range(count)}
    files["content/page-0/article.md"] = article("Page 0", "There are {figure}`homes` homes [@report].")
    files["content/page-0/facts.yaml"] = SHEET
    return files


def settings(target: str) -> str:
    """The settings of a project with one target, on the sixth line."""
    extras = "search: off\ncards: off\n"
    return f"title: T\nurl: https://example.org/\n{extras}deploy:\n  far: {target}\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project that the desk lets pass, without a target."""
    return write(tmp_path / "project", {"explainer.yaml": settings("{kind: directory, path: ../www}"), **site_files()})


@pytest.fixture(autouse=True)
def _nobody(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No credentials and no settings but the tests' own."""
    for name in [name for name in os.environ if name.startswith(("AWS_", "GIT_", "RSYNC_", "SSH_"))]:
        monkeypatch.delenv(name)
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")


@pytest.fixture(scope="session")
def sshd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sshd]:
    """An OpenSSH server."""
    for program in ("sshd", "ssh", "ssh-keygen", "rsync", "git"):
        if shutil.which(program) is None and not Path("/usr/sbin", program).exists():
            pytest.skip(f"{program} is not installed; {INSTALL}")
    server = Sshd(tmp_path_factory.mktemp("sshd"))
    yield server
    server.close()


@pytest.fixture(scope="session")
def moto_port() -> Iterator[int]:
    """The port of a server that speaks S3."""
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    yield int(server.get_host_and_port()[1])
    server.stop()


@pytest.fixture(params=["directory", "github-pages", "rsync", "s3"])
def end(request: pytest.FixtureRequest, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> End:
    """A far end of each kind, empty, as the only target of the project."""
    found: End
    if request.param == "directory":
        found = FolderEnd(tmp_path / "www")
    elif request.param == "github-pages":
        found = GitEnd(request.getfixturevalue("far_git"))
    elif request.param == "rsync":
        server = request.getfixturevalue("sshd")
        monkeypatch.setenv("RSYNC_RSH", server.shell())
        found = RemoteEnd(tmp_path / "far", server)
    else:
        found = request.getfixturevalue("bucket")
    write(project, {"explainer.yaml": settings(found.settings)})
    return found


@pytest.fixture
def bucket(moto_port: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> BucketEnd:
    """An empty bucket, and credentials for it in the environment."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "the-key")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "the-secret-of-the-tests")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    return BucketEnd(moto_port, f"bucket-{tmp_path.name[-40:].replace('_', '-').lower().strip('-')}")


@pytest.fixture
def far_git(tmp_path: Path, project: Path) -> Path:
    """A bare repository, and the project a repository of which it is the origin."""
    far = tmp_path / "far.git"
    subprocess.run(["git", "init", "-q", "--bare", str(far)], check=True)
    subprocess.run(["git", "init", "-q", "-b", "main", str(project)], check=True)
    subprocess.run(["git", "-C", str(project), "remote", "add", "origin", str(far)], check=True)
    return far
