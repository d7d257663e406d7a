"""The published folder is one complete build, old or new, whatever happened to it in between."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from generator.load.disk import Disk
from generator.model.snapshot import InputChanged, Stat
from generator.publish import staging
from generator.publish.failure import PublishError
from generator.publish.manifest import Published
from generator.publish.staging import Staging
from generator.publish.target import open_target
from generator.publish.tree import copy_file, write_file
from generator.publish.verify import verify
from tests.publish.one_build import build, recall, remember, site_of, tree_of
from tests.turns import Turns


def new_project(folder: Path) -> Path:
    """A project with an output folder as it is in a fresh clone."""
    for name in ("content", ".explainer", "site"):
        (folder / name).mkdir()
    (folder / "site/.gitignore").write_text("*\n!.gitignore\n")
    return folder


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project on the file system of temporary files."""
    return new_project(tmp_path)


@pytest.fixture
def project_in_memory(tmp_path: Path) -> Iterator[Path]:
    """A project on tmpfs where there is one: a disk would make each of many builds wait."""
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else tmp_path
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        yield new_project(Path(folder))


def beside(project: Path) -> list[str]:
    """What lies in the project's folder: nothing but what belongs there."""
    return sorted(os.listdir(project))


def wait() -> None:
    """Waits until what was published is not racy any more."""
    time.sleep(0.03)


def test_first_build(project: Path) -> None:
    """A site is complete, matches its manifest, and keeps the `.gitignore` it found."""
    assert build(project, 1)
    assert tree_of(project / "site") == site_of(1)
    assert verify(project / "site") == ()
    assert (project / "site/.gitignore").read_text() == "*\n!.gitignore\n"
    assert beside(project) == [".explainer", "content", "site"]


def test_folder_that_is_not_there(project: Path) -> None:
    """The output folder and those above it are made."""
    output = project / "public/html/site"
    with Staging(open_target(project, output)) as new:
        new.write("index.html", b"x")
        new.finish()
    assert tree_of(output) == {"index.html": b"x"}
    assert os.listdir(output.parent) == ["site"]


def test_nothing_to_do(project: Path) -> None:
    """A second build of the same site touches nothing."""
    build(project, 1)
    wait()
    before = os.stat(project / "site")
    assert not build(project, 1)
    after = os.stat(project / "site")
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_unchanged_files_are_links(project: Path) -> None:
    """What did not change is the same file as before, linked and not written; what changed is another one."""
    build(project, 1)
    wait()
    inodes = {path: os.stat(project / "site" / path).st_ino for path in site_of(1)}
    for version in (2, 3, 4):
        build(project, version)
    same = [path for path in site_of(4) if len({site_of(version).get(path) for version in (1, 2, 3, 4)}) == 1]
    assert "same.css" in same
    assert [os.stat(project / "site" / path).st_ino for path in same] == [inodes[path] for path in same]
    assert os.stat(project / "site/index.html").st_ino != inodes["index.html"]


def test_the_replaced_tree_is_used_again(project: Path) -> None:
    """From the second edit on, folders are those of the build before the last."""
    build(project, 1)
    first = os.stat(project / "site/page-8").st_ino
    build(project, 2)
    assert os.stat(project / "site/page-8").st_ino != first
    build(project, 3)
    assert os.stat(project / "site/page-8").st_ino == first
    assert tree_of(project / "site") == site_of(3)


@pytest.mark.parametrize(
    "harm",
    ["remove", "empty", "flip bytes", "no manifest", "link in it", "folders closed", "foreign", "file", "link"],
)
def test_spare_is_not_trusted(project: Path, harm: str) -> None:
    """Whatever happens to the spare tree, the site is right."""
    for version in (1, 2):
        build(project, version)
    (kept,) = project.glob(".explainer/spare/*")
    if harm == "flip bytes":
        for file in kept.rglob("*.html"):
            file.unlink()
            file.write_bytes(b"evil")
    elif harm == "no manifest":
        (kept / ".explainer.json").unlink()
    elif harm == "link in it":
        (kept / "same.css").unlink()
        (kept / "same.css").symlink_to("/etc/passwd")
    elif harm == "folders closed":
        for folder in (kept, *kept.rglob("*/")):
            folder.chmod(0o700)
    elif harm == "foreign":
        (kept / "precious.txt").write_text("mine")
    else:
        shutil.rmtree(kept)
        if harm == "empty":
            kept.mkdir()
        elif harm == "file":
            kept.write_text("x")
        elif harm == "link":
            kept.symlink_to("/etc")
    for version in (3, 4, 5):
        build(project, version)
        assert tree_of(project / "site") == site_of(version)
        assert verify(project / "site") == ()
        assert {oct(folder.stat().st_mode & 0o777) for folder in (project / "site").rglob("*/")} == {"0o755"}
    if harm == "foreign":
        (left,) = project.glob("site.left-*")
        assert "precious.txt" in os.listdir(left)
        shutil.rmtree(left)
    assert beside(project) == [".explainer", "content", "site"]
    assert os.path.isdir("/etc")


def edit_in_place(file: Path) -> None:
    """Changes a byte and sets the times back."""
    status = file.stat()
    with file.open("r+b") as opened:
        opened.write(b"#")
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))


def edit_by_rename(file: Path) -> None:
    """Puts another file of the same size and time there, as editors do."""
    status = file.stat()
    new = file.with_name("new")
    new.write_bytes(b"#" * status.st_size)
    os.utime(new, ns=(status.st_atime_ns, status.st_mtime_ns))
    new.replace(file)


def append(file: Path) -> None:
    """Makes the file longer."""
    with file.open("ab") as opened:
        opened.write(b"#")


@pytest.mark.parametrize("edit", [edit_in_place, edit_by_rename, append, Path.unlink, Path.touch])
@pytest.mark.parametrize("version", [2, 3])
def test_edited_output_is_replaced(project: Path, edit: Callable[[Path], None], version: int) -> None:
    """A published file that somebody changed is never spread: the next build has the right bytes."""
    build(project, 1)
    build(project, 2)
    wait()
    for path in ("same.css", "index.html", "page-1/index.html"):
        edit(project / "site" / path)
    build(project, version)
    assert tree_of(project / "site") == site_of(version)
    assert verify(project / "site") == ()


def test_edited_mode_is_replaced(project: Path) -> None:
    """A published file that lost its mode is written anew."""
    build(project, 1)
    wait()
    (project / "site/same.css").chmod(0o600)
    build(project, 2)
    assert (project / "site/same.css").stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077, 0o777])
def test_umask(project: Path, umask: int) -> None:
    """Files are 0644 and folders 0755, whatever the umask."""
    if umask == 0o777 and os.geteuid() != 0:
        pytest.skip("needs root to enter folders without rights")
    before = os.umask(umask)
    try:
        for version in (1, 2, 3):
            build(project, version)
    finally:
        os.umask(before)
    modes = {(entry.is_dir(), oct(entry.stat().st_mode & 0o777)) for entry in (project / "site").rglob("*")}
    assert modes == {(True, "0o755"), (False, "0o644")}
    assert (project / "site").stat().st_mode & 0o777 == 0o755


def test_same_site_same_manifest(project: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """The manifest has the same bytes for the same site, in another folder, after other builds."""
    for version in (1, 2, 3):
        build(project, version)
    other = tmp_path_factory.mktemp("other")
    (other / ".explainer").mkdir()
    build(other, 3)
    one, two = ((place / "site/.explainer.json").read_bytes() for place in (project, other))
    assert one == two


def test_discarded(project: Path) -> None:
    """A build that ends before it is finished leaves the old site and nothing else."""
    build(project, 1)
    before = os.stat(project / "site").st_ino
    with Staging(open_target(project, project / "site")) as new:
        new.keep(list(recall(project).values()))
        new.write("other.html", b"x")
    assert os.stat(project / "site").st_ino == before
    assert tree_of(project / "site") == site_of(1)
    assert beside(project) == [".explainer", "content", "site"]


def test_a_path_twice(project: Path) -> None:
    """Two outputs at one path are never published, whichever way they come."""
    build(project, 1)
    with Staging(open_target(project, project / "site")) as new:
        assert new.keep([recall(project)["same.css"]]) == frozenset()
        with pytest.raises(PublishError, match=r"same\.css"):
            new.write("same.css", b"x")
        new.write("a", b"")
        with pytest.raises(PublishError, match="a/b"):
            new.write("a/b", b"")
    assert tree_of(project / "site") == site_of(1)


def test_workers_write(project: Path) -> None:
    """Other processes write into the tree, and their results are taken in."""
    target = open_target(project, project / "site")
    with (
        ProcessPoolExecutor(2, mp_context=get_context("fork")) as workers,
        Staging(target) as new,
    ):
        jobs = [workers.submit(write_file, new.folder, f"page-{number}/index.html", b"x") for number in range(20)]
        new.accept(job.result() for job in jobs)
        finished = new.finish()
    assert len(finished.published) == 20
    assert verify(project / "site") == ()


def test_copied_pictures(project: Path) -> None:
    """A picture is copied whole; one that changed since it was fingerprinted starts the build over."""
    picture = project / "content/x.png"
    picture.write_bytes(os.urandom(3_000_000))
    digest = Disk(str(project)).hash("content/x.png", 1 << 30).digest
    with Staging(open_target(project, project / "site")) as new:
        assert new.copy("x.png", picture, digest).stat.size == 3_000_000
        picture.write_bytes(b"other")
        with pytest.raises(InputChanged):
            new.copy("y.png", picture, digest)
        picture.unlink()
        with pytest.raises(InputChanged):
            copy_file(new.folder, "z.png", str(picture))
        picture.symlink_to("/etc/passwd")
        with pytest.raises(InputChanged):
            copy_file(new.folder, "z.png", str(picture))


def test_file_put_there_during_the_build(project: Path) -> None:
    """What somebody puts into the old folder while it is replaced is not lost, with a spare tree and without."""
    build(project, 1)
    for version, keep in ((2, True), (3, True), (4, False)):
        target = open_target(project, project / "site")
        with Staging(target) as new:
            if keep:
                new.keep([file for file in recall(project).values() if site_of(version).get(file.path)])
            (project / "site/precious.txt").write_text("mine")
            for path, data in site_of(version).items():
                if path not in new:
                    new.write(path, data)
            remember(project, new.finish().published)
        assert "precious.txt" not in tree_of(project / "site")
    texts = [file.read_text() for file in project.glob("site.left-*/precious.txt")]
    assert texts == ["mine"] * 3


def test_edits_within_a_tick(project_in_memory: Path) -> None:
    """An edit right after the build, which keeps size and times, is replaced like any other."""
    for version in (1, 2) * 30:
        build(project_in_memory, version)
        edit_in_place(project_in_memory / "site/same.css")
        edit_in_place(project_in_memory / "site/index.html")
    build(project_in_memory, 2)
    assert tree_of(project_in_memory / "site") == site_of(2)


def test_wrong_memory(project: Path) -> None:
    """A cache that says something false about published files changes no byte."""
    build(project, 1)
    wait()
    build(project, 1)
    before = recall(project)
    target = open_target(project, project / "site")
    css = before["same.css"]
    assert css.path in target.confirm_each((css,))[0]
    for lie in (
        Published("same.css", "0" * 64, css.stat),
        Published("index.html", css.sha256, css.stat),
        Published("nowhere", css.sha256, css.stat),
        Published("same.css", css.sha256, Stat(1, 2, 3, 4)),
    ):
        confirmed = target.confirm(lie)
        assert confirmed is None or (confirmed.sha256, confirmed.stat.size) == (css.sha256, css.stat.size)


def test_two_renames(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system cannot exchange folders, two renames do it."""
    monkeypatch.setattr(staging, "exchange", lambda _first, _second: False)
    for version in (1, 2, 3, 4):
        build(project, version)
        assert tree_of(project / "site") == site_of(version)
    assert beside(project) == [".explainer", "content", "site"]


def test_death_between_two_renames(project: Path) -> None:
    """A site that lost its place is put back by the next build, and only then."""
    build(project, 1)
    (project / "site").rename(project / ".site.explainer-old-0123456789ab")
    (project / ".site.explainer-0123456789ab").mkdir()
    target = open_target(project, project / "site")
    assert target.ours
    assert tree_of(project / "site") == site_of(1)
    assert beside(project) == [".explainer", "content", "site"]


def test_other_names_beside_the_site_stay(project: Path) -> None:
    """Only what bears our mark to the letter is cleared away."""
    names = [
        ".site.explainer-",
        ".site.explainer-notes",
        ".site.explainer-0123456789abc",
        ".site2.explainer-0123456789ab",
    ]
    for name in names:
        (project / name).mkdir()
    build(project, 1)
    assert set(names) < set(beside(project))


def test_no_spare_on_another_file_system(project: Path) -> None:
    """An output folder on another file system is published as well; its old tree is removed at once."""
    if not os.path.isdir("/dev/shm") or os.stat("/dev/shm").st_dev == os.stat(project).st_dev:
        pytest.skip("no second file system")
    output = Path("/dev/shm", f"explainer-{os.getpid()}", "site")
    try:
        published: tuple[Published, ...] = ()
        for version in (1, 2, 3):
            with Staging(open_target(project, output)) as new:
                new.keep(
                    [
                        file
                        for file in published
                        if site_of(version).get(file.path) == site_of(version - 1).get(file.path)
                    ]
                )
                for path, data in site_of(version).items():
                    if path not in new:
                        new.write(path, data)
                published = new.finish().published
            assert tree_of(output) == site_of(version)
            assert os.listdir(output.parent) == ["site"]
    finally:
        shutil.rmtree(output.parent)


def test_interrupt_after_the_swap(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C that comes too late is dropped: the new site is the published one, and the exit code says so."""
    monkeypatch.setattr(staging, "sync_names", lambda _folder: os.kill(os.getpid(), signal.SIGINT))
    build(project, 1)
    assert tree_of(project / "site") == site_of(1)
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux exchanges folders in one step")
def test_always_there(project_in_memory: Path) -> None:
    """A reader never finds the folder missing or half made, while it is replaced again and again."""
    build(project_in_memory, 1)
    done = threading.Event()
    faults: list[str] = []
    looks = 0

    def look() -> None:
        nonlocal looks
        while not done.is_set():
            looks += 1
            try:
                descriptor = os.open(project_in_memory / "site", os.O_RDONLY)
            except OSError as failure:
                faults.append(str(failure))
                continue
            names, inode = set(os.listdir(descriptor)), os.fstat(descriptor).st_ino
            os.close(descriptor)
            # A tree that was opened just before it was replaced may be on its way out: then another is in its place.
            now = os.stat(project_in_memory / "site")
            if now.st_ino == inode and not names >= {"index.html", "same.css", ".explainer.json"}:
                faults.append(str(sorted(names)))

    reader = threading.Thread(target=look)
    reader.start()
    for version in range(2, 60):
        build(project_in_memory, version)
    done.set()
    reader.join()
    print(f"{looks} looks at 58 swaps")
    assert faults == []


@pytest.mark.share(2)
def test_random_walk(project_in_memory: Path, turns: Turns) -> None:
    """After any sequence of builds, edits of the published folder and losses of all else, it is what a first build makes."""
    project = project_in_memory
    for chance in turns("builds after harm to the published folder", 150, 20_000):
        for _ in range(chance.randrange(3)):
            files = [file for file in sorted((project / "site").rglob("*")) if file.is_file() and file.name[0] != "."]
            harm = chance.randrange(9)
            if harm < 4 and files:
                (edit_in_place, edit_by_rename, append, Path.unlink)[harm](chance.choice(files))
            elif harm == 4:
                shutil.rmtree(project / ".explainer/spare", ignore_errors=True)
            elif harm == 5:
                (project / ".explainer/published").unlink(missing_ok=True)
            elif harm == 6:
                shutil.rmtree(project / "site", ignore_errors=True)
            elif harm == 7:
                kept = sorted(file for file in (project / ".explainer").rglob("spare/**/*") if file.is_file())
                if kept:
                    chance.choice(kept).unlink()
            else:
                time.sleep(chance.random() * 0.03)
        version = chance.randrange(1, 9)
        build(project, version)
        assert tree_of(project / "site") == site_of(version)
        assert verify(project / "site") == ()
        assert beside(project) == [".explainer", "content", "site"]


def test_two_output_folders(project: Path) -> None:
    """Each output folder has a spare tree of its own: a build to one leaves the other's alone."""
    build(project, 1)
    build(project, 2)
    spares = sorted(os.listdir(project / ".explainer/spare"))
    for _ in range(3):
        with Staging(open_target(project, project / "other")) as new:
            new.write("index.html", os.urandom(8))
            new.finish()
    assert sorted(os.listdir(project / ".explainer/spare")) == spares
    build(project, 3)
    assert tree_of(project / "site") == site_of(3)
