"""What is wrong with a target ends in exit 3 with the next step to take, and what is online is as it was."""

from __future__ import annotations

import os
import subprocess
import threading
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import boto3
import pytest

from generator.publish.lock import build_lock
from tests.deploy.conftest import article, settings, site_files
from tests.deploy.ends import BucketEnd, End, FolderEnd, FullBucket, GitEnd, RemoteEnd, Sshd, free_port, tree
from tests.deploy.test_every_target import deploy, site
from tests.e2e.project import write


def refused(project: Path, *said: str) -> str:
    """Deploys, and is refused with these words; returns all that was printed."""
    done = deploy(project, code=3)
    for words in said:
        assert words in done.stdout + done.stderr, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert "internal error" not in done.stderr
    return done.stdout + done.stderr


def target(project: Path, text: str) -> None:
    """Gives the project this only target."""
    write(project, {"explainer.yaml": settings(text)})


def test_an_unknown_kind_is_located(project: Path) -> None:
    """The line of the settings, the kinds that there are; exit 3, and no build."""
    target(project, "{kind: s4, bucket: x}")
    refused(project, "explainer.yaml", "6:15", "github-pages, directory, rsync, s3", "nothing was deployed")
    assert not (project / "site").exists()


def test_no_target_and_a_wrong_name(project: Path) -> None:
    """It says how a target is written, and which there are."""
    write(project, {"explainer.yaml": "title: T\nurl: https://example.org/\n"})
    refused(project, "names no target", "kind: directory")
    target(project, "{kind: directory, path: www}")
    done = deploy(project, "fra", code=3)
    assert "did you mean `far`?" in done.stderr


def test_files_that_are_not_ours_are_left_alone(project: Path, end: End) -> None:
    """A place with somebody's files is refused; on a branch they would be removals, and so ask for a word."""
    end.put("precious.txt", b"mine")
    text = refused(project, "precious.txt")
    assert "empty" in text or "--yes" in text
    assert end.tree() == {"precious.txt": b"mine"}


def test_a_file_that_somebody_puts_there_later_is_left_alone(project: Path, tmp_path: Path, end: End) -> None:
    """Beside our files, on hosts that take files one by one; at an address of ours it stops a deployment."""
    deploy(project)
    if not isinstance(end, (RemoteEnd, BucketEnd)):
        return
    end.put("theirs.txt", b"mine")
    write(project, {"explainer.yaml": settings(end.settings), "content/page-9/article.md": article("Page 9")})
    deploy(project)
    assert end.tree() == {**site(project), "theirs.txt": b"mine"}
    end.put("page-8/index.html", b"mine")
    write(project, {"explainer.yaml": settings(end.settings), "content/page-8/article.md": article("Page 8")})
    refused(project, "page-8/index.html", "move them away")
    assert end.tree()["page-8/index.html"] == b"mine"


def test_nobody_is_there(project: Path, moto_port: int, bucket: BucketEnd, far_git: Path, sshd: Sshd) -> None:
    """No network, no such host, no such remote, no such bucket."""
    closed = free_port()
    target(project, bucket.through(closed))
    refused(project, "no network", "endpoint_url")
    target(project, f'{{kind: s3, bucket: nobodys, endpoint_url: "http://127.0.0.1:{moto_port}"}}')
    refused(project, "no such bucket", "make it")
    target(project, f'{{kind: s3, bucket: "Not A Bucket", endpoint_url: "http://127.0.0.1:{moto_port}"}}')
    refused(project, "`bucket`")
    target(project, f'{{kind: rsync, destination: "127.0.0.1:/www", port: {closed}}}')
    refused(project, "cannot be reached", "look at the network")
    target(project, '{kind: rsync, destination: "nobody.invalid:/www"}')
    refused(project, "no such host", "look at the network")
    target(project, "{kind: github-pages, remote: nowhere}")
    refused(project, "no such remote", "git remote -v")
    target(project, '{kind: github-pages, remote: "https://nobody.invalid/x.git"}')
    refused(project, "no network", "look at the network")
    assert far_git.is_dir()


def test_a_folder_outside_of_git_has_no_branch(project: Path) -> None:
    """It says how the project becomes a repository."""
    target(project, "{kind: github-pages}")
    refused(project, "not in a git repository", "git init")


def test_credentials_that_are_missing_or_refused_for_a_bucket(
    project: Path, bucket: BucketEnd, moto_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing in the environment; then keys that the far end does not know. None of them is ever printed."""
    target(project, bucket.settings)
    deploy(project)
    before = bucket.tree()
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    refused(project, "no credentials", "AWS_ACCESS_KEY_ID")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIASTRANGER")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "a-very-secret-word")
    with _asking_for_credentials(moto_port):
        text = refused(project, "access key is unknown", "AWS_ACCESS_KEY_ID")
        text += explained(project)
    assert "a-very-secret-word" not in text
    assert bucket.tree() == before


def explained(project: Path) -> str:
    """All that is printed where somebody asks for more than a failure's line."""
    done = deploy(project, "-v", code=3)
    return done.stdout + done.stderr


def test_a_bucket_of_somebody_else(
    project: Path, bucket: BucketEnd, moto_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Keys that are good, and may do nothing there: it says what they would need, and that the name may be wrong."""
    target(project, bucket.settings)
    deploy(project)
    before = bucket.tree()
    people = boto3.client("iam", endpoint_url=f"http://127.0.0.1:{moto_port}", region_name="us-east-1")
    people.create_user(UserName="stranger")
    key = people.create_access_key(UserName="stranger")["AccessKey"]
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", key["AccessKeyId"])
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", key["SecretAccessKey"])
    with _asking_for_credentials(moto_port):
        text = refused(project, "the credentials may not do this", "list the bucket", "mend `bucket`")
        text += explained(project)
    assert key["SecretAccessKey"] not in text
    assert bucket.tree() == before


class _asking_for_credentials:  # noqa: N801
    """For a while, moto asks who one is, as S3 does."""

    def __init__(self, port: int) -> None:
        self._address = f"http://127.0.0.1:{port}/moto-api/reset-auth"

    def _say(self, free: bytes) -> None:
        urllib.request.urlopen(
            urllib.request.Request(self._address, free, {"Content-Type": "text/plain"}), timeout=10
        ).close()

    def __enter__(self) -> None:
        self._say(b"0")

    def __exit__(self, *_: object) -> None:
        self._say(b"inf")


def test_credentials_that_ssh_refuses(
    project: Path, sshd: Sshd, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another key, another host's key: what to do about each; git over SSH says the same."""
    end = RemoteEnd(tmp_path / "far", sshd)
    target(project, end.settings)
    monkeypatch.setenv("RSYNC_RSH", sshd.shell(key="other"))
    refused(project, "refuses the credentials", "ssh-add")
    monkeypatch.setenv("RSYNC_RSH", sshd.shell(known="strange"))
    refused(project, "key is unknown or another", "ssh-keyscan")
    assert end.tree() == {}
    subprocess.run(["git", "init", "-q", str(project)], check=True)
    target(project, f'{{kind: github-pages, remote: "ssh://{sshd.user}@127.0.0.1:{sshd.port}/far.git"}}')
    monkeypatch.setenv("GIT_SSH_COMMAND", sshd.shell(key="other"))
    refused(project, "refuses the credentials", "ssh-add")
    monkeypatch.setenv("GIT_SSH_COMMAND", sshd.shell())
    refused(project, "no such remote or repository")


def test_a_token_in_an_address_is_not_printed(project: Path, far_git: Path) -> None:
    """Neither in the plan nor in what git says of its failure."""
    target(project, f'{{kind: github-pages, remote: "https://me:the-token@127.0.0.1:{free_port()}/x.git"}}')
    assert "the-token" not in refused(project, "127.0.0.1") + explained(project)
    assert far_git.is_dir()


def test_work_on_the_pages_branch_is_not_passed_over(project: Path, far_git: Path, tmp_path: Path) -> None:
    """Uncommitted in a working tree, committed and not pushed: each is told, with what to do; then it goes on."""
    target(project, "{kind: github-pages}")
    deploy(project)
    end = GitEnd(far_git)
    before = end.commits()
    git = ["git", "-C", str(project)]
    work = tmp_path / "work"
    subprocess.run([*git, "fetch", "-q", "origin"], check=True)
    subprocess.run([*git, "worktree", "add", "-q", "-b", "gh-pages", str(work), "origin/gh-pages"], check=True)
    write(work, {"explainer.yaml": "", "note.txt": "mine"})
    (work / "explainer.yaml").unlink()
    refused(project, "uncommitted work", str(work), "git stash")
    commit = ["-c", "user.name=N", "-c", "user.email=n@example.org", "commit", "-qm", "Mine"]
    subprocess.run(["git", "-C", str(work), "add", "."], check=True)
    subprocess.run(["git", "-C", str(work), *commit], check=True)
    refused(project, "has commits that `origin` has not", "git push origin gh-pages")
    assert end.commits() == before
    subprocess.run(["git", "-C", str(work), "push", "-q", "origin", "gh-pages"], check=True)
    deploy(project)
    assert end.tree() == site(project)
    assert len(end.commits()) == 3


def test_history_and_the_domain_are_kept_and_a_lost_race_is_told(project: Path, far_git: Path) -> None:
    """What somebody pushes is built upon; what is pushed between looking and pushing makes the push fail."""
    end = GitEnd(far_git)
    target(project, "{kind: github-pages}")
    deploy(project)
    end.put("CNAME", b"example.org\n")
    write(project, {"explainer.yaml": settings("{kind: github-pages}"), "content/page-1/article.md": article("Other")})
    deploy(project)
    assert end.tree() == {**site(project), "CNAME": b"example.org\n"}
    assert len(end.commits()) == 3
    # A hook of the far end stands for somebody who is quicker: it moves the branch when our push has begun.
    hook = project / ".git/hooks/pre-push"
    moved = f"git -C {far_git} update-ref refs/heads/gh-pages $(git -C {far_git} -c user.name=N -c user.email=n@e commit-tree -p gh-pages -m Quicker gh-pages^{{tree}})"
    hook.write_text(f"#!/bin/sh\n{moved}\n")
    hook.chmod(0o755)
    write(project, {"explainer.yaml": settings("{kind: github-pages}"), "content/page-1/article.md": article("Third")})
    refused(project, "somebody pushed", "run the same command again")
    hook.unlink()
    assert len(end.commits()) == 4
    deploy(project)
    assert len(end.commits()) == 5
    assert end.tree()["page-1/index.html"] == site(project)["page-1/index.html"]


def test_a_branch_with_the_project_itself_is_refused(project: Path, far_git: Path) -> None:
    """The sources are never taken for an old site, whatever is allowed."""
    end = GitEnd(far_git)
    end.put("explainer.yaml", b"title: T\n")
    target(project, "{kind: github-pages}")
    done = deploy(project, "--yes", code=3)
    assert "holds the project itself" in done.stderr
    assert end.tree() == {"explainer.yaml": b"title: T\n"}


def test_folders_that_cannot_be_swapped(project: Path, tmp_path: Path) -> None:
    """The built site itself, a folder in it, the project's content."""
    for path, said in (
        ("site", "is the built site itself"),
        ("site/x", "lies in the built site"),
        ("content", "lies in the project's"),
    ):
        target(project, f"{{kind: directory, path: {path}}}")
        refused(project, said)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 200 kB, which is soon full."""
    place = tmp_path / "small"
    place.mkdir()
    if (
        os.geteuid() != 0
        or subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", str(place)], capture_output=True, check=False
        ).returncode
    ):
        pytest.skip("a small file system is mounted by root alone")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.mark.parametrize("kind", ["directory", "rsync", "github-pages"])
def test_a_full_disk_at_the_far_end(
    project: Path, small_disk: Path, kind: str, sshd: Sshd, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is told as what it is; what is online still has its assets; with room again, it is completed."""
    monkeypatch.setenv("RSYNC_RSH", sshd.shell())
    end: End = RemoteEnd(small_disk / "far", sshd)
    if kind == "directory":
        end = FolderEnd(small_disk / "far")
    elif kind == "github-pages":
        far = small_disk / "far.git"
        subprocess.run(["git", "init", "-q", "--bare", "--template=", str(far)], check=True)
        subprocess.run(["git", "init", "-q", str(project)], check=True)
        end = GitEnd(far, remote=str(far))
    target(project, end.settings)
    before = end.tree()
    write(project, {"explainer.yaml": settings(end.settings), "content/_static/big.bin": os.urandom(400_000)})
    text = refused(project)
    assert "full" in text or "no space left" in text
    assert "free some space" in text
    after = {path: data for path, data in end.tree().items() if ".~tmp~" not in path}
    assert after == before if kind != "rsync" else set(after) <= set(site(project))
    (project / "content/_static/big.bin").unlink()
    subprocess.run(["mount", "-o", "remount,size=4m", str(small_disk)], check=True)
    deploy(project, "--yes")
    assert end.tree() == site(project)


@pytest.mark.parametrize("code", ["XMinioStorageFull", "QuotaExceeded", "InsufficientStorage", ""])
def test_a_bucket_whose_disk_is_full(project: Path, bucket: BucketEnd, moto_port: int, code: str) -> None:
    """It takes some files and refuses the rest, as MinIO, Ceph or a plain 507 say it; with room again, it is completed."""
    target(project, bucket.settings)
    deploy(project)
    before = bucket.tree()
    full = FullBucket(moto_port, code, room=2)
    write(
        project,
        {
            "explainer.yaml": settings(bucket.through(full.port)),
            "content/_static/big.bin": os.urandom(40_000),
            "content/page-8/article.md": article("Page 8"),
        },
    )
    text = refused(project, "the disk at the far end is full", "free some space there", "broke off after")
    assert full.refused
    assert "the-secret-of-the-tests" not in text
    after = bucket.tree()
    assert {path: after[path] for path in before if path.endswith(".html")} == {
        path: data for path, data in before.items() if path.endswith(".html")
    }
    full.room = 10_000
    deploy(project)
    full.close()
    assert bucket.tree() == site(project)


def test_a_build_that_runs_is_waited_for(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two at once would deploy a site of neither; exit 75 when the other does not end."""
    monkeypatch.setattr("generator.delivery.LOCK_SECONDS", 0.1)
    target(project, f"{{kind: directory, path: {tmp_path / 'www'}}}")
    (project / ".explainer").mkdir()
    held, free = threading.Event(), threading.Event()

    def build() -> None:
        with build_lock(project):
            held.set()
            free.wait(30)

    other = threading.Thread(target=build)
    other.start()
    held.wait(10)
    done = deploy(project, code=75)
    free.set()
    other.join()
    assert "another build is running" in done.stderr
    assert not (tmp_path / "www").exists()
    deploy(project)


def test_a_built_site_that_was_touched_is_not_deployed_as_it_is(project: Path, tmp_path: Path) -> None:
    """The build puts right what somebody edited in the built folder; what goes online is what was built."""
    target(project, f"{{kind: directory, path: {tmp_path / 'www'}}}")
    deploy(project)
    before = tree(tmp_path / "www")
    (project / "site/page-1/index.html").write_text("edited by hand")
    assert "nothing to do" in deploy(project).stdout
    assert tree(tmp_path / "www") == before


def test_a_project_within_a_repository_of_sha256(tmp_path: Path) -> None:
    """The project may be a folder of a larger repository, and git may name its objects in the new way."""
    far, repository = tmp_path / "far.git", tmp_path / "repository"
    subprocess.run(["git", "init", "-q", "--bare", "--object-format=sha256", str(far)], check=True)
    subprocess.run(["git", "init", "-q", "--object-format=sha256", str(repository)], check=True)
    subprocess.run(["git", "-C", str(repository), "remote", "add", "origin", str(far)], check=True)
    end = GitEnd(far)
    project = write(repository / "deep/project", {"explainer.yaml": settings(end.settings), **site_files(2)})
    deploy(project)
    assert end.tree() == site(project)
    write(project, {"explainer.yaml": settings(end.settings), "content/page-1/article.md": article("Other")})
    deploy(project)
    assert end.tree() == site(project)
    assert "nothing to do" in deploy(project).stdout
