"""Whatever strikes a build from outside: the site is old or new, never mixed, and the next build equals a clean one."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random
from typing import Any

import click
import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.diagnostics import Diagnostic
from generator.incremental.memory import Memory
from generator.pipeline import Options, build, check, verify
from generator.publish.lock import Locked
from generator.publish.staging import Staging
from generator.publish.verify import verify as verify_tree
from generator.steps import examining, rendering
from generator.steps.printing import Printing
from tests.engine.edits import Scene, article, scene, sheet, title
from tests.engine.project import NOW, clean_build, sample, tree
from tests.struck import Struck, build_site, calls, needs_strace, strike
from tests.turns import Turns, count

ROOT = str(Path(__file__).parents[2])
BUILD = [sys.executable, "-m", "generator.cli", "build", "--today", "2025-01-10T00:00Z", "-q"]
ENVIRONMENT = {**os.environ, "PYTHONPATH": ROOT, "PYTHONDONTWRITEBYTECODE": "1"}


def start(folder: Path, *more: str, before: tuple[str, ...] = (), **environment: str) -> subprocess.Popen[bytes]:
    """The command line's build, started."""
    return subprocess.Popen(
        [*before, *BUILD, *more],
        cwd=folder,
        env={**ENVIRONMENT, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )


def finish(process: subprocess.Popen[bytes]) -> tuple[int, str]:
    """Its exit code and what it said. No build hangs."""
    said, _ = process.communicate(timeout=120)
    return process.returncode, said.decode()


def wanted(at: Scene, place: Path) -> dict[str, bytes]:
    """The site as a clean build would make it."""
    return clean_build(at.folder, place, Options(now=NOW))[1]


@pytest.fixture
def at(tmp_path: Path) -> Scene:
    """A published project."""
    folder = tmp_path / "project"
    folder.mkdir()
    made = scene(folder)
    assert build(folder, Options(now=NOW)).published
    return made


class Versions:
    """A project that goes from one version to another, and what a clean build makes of each."""

    def __init__(self, at: Scene, place: Path) -> None:
        self._at = at
        self._place = place
        self._made: dict[int, dict[str, bytes]] = {}
        self._told: dict[int, tuple[Diagnostic, ...]] = {}
        self._version = 0
        self.folder = str(at.folder)

    def write(self, version: int) -> dict[str, bytes]:
        """Makes a version what is to be built; its site."""
        self._at.project = sample()
        (title, article, sheet)[version % 3](self._at, Random(version))
        self._at.write()
        self._version = version
        if version not in self._made:
            clean, self._made[version] = clean_build(self._at.folder, self._place, Options(now=NOW))
            self._told[version] = clean.diagnostics
        return self._made[version]

    def step(self, random: Random) -> tuple[dict[str, bytes], dict[str, bytes]]:
        """Publishes a version and makes another what is to be built; their sites."""
        old, new = random.sample(range(6), 2)
        before = self.write(old)
        self.build(before)
        return before, self.write(new)

    def build(self, site: dict[str, bytes]) -> None:
        """Builds as if nothing had happened, and tells what a clean build tells."""
        result = build(self._at.folder, Options(now=NOW))
        assert result.published
        assert result.diagnostics == self._told[self._version]
        assert self.tree() == site

    def tree(self) -> dict[str, bytes]:
        """What is published, which matches its manifest."""
        assert verify_tree(self._at.folder / "site") == ()
        return tree(self._at.folder / "site")


@pytest.fixture
def versions(at: Scene, tmp_path: Path) -> Versions:
    """The versions of a published project."""
    return Versions(at, tmp_path)


# Reproducibility

VARIANTS: dict[str, dict[str, str]] = {
    "as it is": {},
    **{f"hash seed {seed}": {"PYTHONHASHSEED": seed} for seed in ("0", "1", "4242")},
    **{f"zone {zone}": {"TZ": zone} for zone in ("Pacific/Kiritimati", "America/Los_Angeles")},
    **{f"locale {name}": {"LC_ALL": name, "LANG": name} for name in ("C", "tr_TR.UTF-8", "ar_EG.UTF-8")},
    **{f"umask {mask}": {"UMASK": mask} for mask in ("000", "077")},
    **{f"{jobs} workers": {"JOBS": jobs} for jobs in ("1", "2", "8")},
    "file order and times": {"SHUFFLED": "1"},
    "warm": {"WARM": "1"},
}


@pytest.fixture(scope="module")
def locales(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Where the locales of the variants are, which hardly a machine has: without them the system would take C in silence."""
    folder = tmp_path_factory.mktemp("locales")
    for name in (variant["LC_ALL"] for variant in VARIANTS.values() if "_" in variant.get("LC_ALL", "")):
        command = ["localedef", "-i", name.partition(".")[0], "-f", "UTF-8", "--no-archive", folder / name]
        if shutil.which("localedef") is None or subprocess.run(command, capture_output=True, check=False).returncode:
            return {}
    return {"LOCPATH": str(folder)}


@pytest.mark.parametrize("name", VARIANTS)
def test_the_same_input_makes_the_same_bytes(name: str, tmp_path: Path, locales: dict[str, str]) -> None:
    """Whatever the machine, folder, time, zone, locale, hash seed, umask, number of workers and order of files."""
    variant = VARIANTS[name] | locales
    folder = tmp_path / f"a folder of {len(name)}"
    folder.mkdir()
    files = list(sample().all_files().items())
    if "SHUFFLED" in variant:
        Random(1).shuffle(files)
    for path, data in files:
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        if "SHUFFLED" in variant:
            os.utime(file, (1e9, 1e9))
    umask = ("sh", "-c", f'umask {variant.get("UMASK", "022")}; exec "$@"', "sh")
    for _ in range(2 if "WARM" in variant else 1):
        code, said = finish(start(folder, "--jobs", variant.get("JOBS", "2"), before=umask, **variant))
        assert code == 0, said
    modes = {(path.is_dir(), path.stat().st_mode & 0o777) for path in (folder / "site").rglob("*")}
    assert modes <= {(True, 0o755), (False, 0o644)}
    found = hashlib.sha256(repr(sorted(tree(folder / "site").items())).encode()).hexdigest()
    file = tmp_path.parent / "tree-hash"
    first = file.read_text() if file.exists() else found
    file.write_text(first)
    assert found == first
    count("reproducibility: variants")


# An attacked cache


def _attack(cache: Path, random: Random) -> str:
    # Never through a link that an attack before left: what it leads to is not ours to write to.
    files = sorted(file for file in cache.rglob("*") if file.is_file() and not file.is_symlink())
    if not files:
        return "nothing is there"
    file = random.choice(files)
    how = random.choice(
        ("flip", "cut", "swap", "folder", "link", "empty", "version", "gone", "cache is a file", "noise")
    )
    data = file.read_bytes()
    if how == "flip" and data:
        place = random.randrange(len(data))
        file.write_bytes(data[:place] + bytes([data[place] ^ (1 << random.randrange(8))]) + data[place + 1 :])
    elif how == "cut":
        file.write_bytes(data[: random.randrange(len(data) + 1)])
    elif how == "swap":
        other = random.choice(files)
        mine, theirs = file.read_bytes(), other.read_bytes()
        file.write_bytes(theirs)
        other.write_bytes(mine)
    elif how in ("folder", "link"):
        file.unlink()
        file.mkdir() if how == "folder" else file.symlink_to("/etc/passwd")
    elif how == "empty":
        file.write_bytes(b"")
    elif how == "version" and len(data) > 40:
        body = data[32:].replace(b"explainer 0", b"explainer 9", 1)
        file.write_bytes(hashlib.blake2b(body, digest_size=32).digest() + body)
    elif how == "gone":
        file.unlink()
    elif how == "cache is a file":
        shutil.rmtree(cache)
        cache.write_bytes(b"a file")
    elif how == "noise":
        file.write_bytes(random.randbytes(len(data)))
    return f"{how} of {file.name}"


@pytest.mark.share(5)
def test_an_attacked_cache_changes_speed_alone(versions: Versions, tmp_path: Path, turns: Turns) -> None:
    """Flipped, cut, swapped, emptied, of another version, a folder or a link in its place: the output is the same."""
    cache = Path(versions.folder) / ".explainer/cache"
    kept = [shutil.copytree(cache, tmp_path / "kept-0", symlinks=True)]
    for random in turns("cache attacks", 60, 1200):
        _old, new = versions.step(random)
        if len(kept) < 20 and random.random() < 0.2:
            kept.append(shutil.copytree(cache, tmp_path / f"kept-{len(kept)}", symlinks=True))
        if random.random() < 0.15:
            # An older cache of the same project, whole and well signed.
            shutil.rmtree(cache)
            shutil.copytree(random.choice(kept), cache, symlinks=True)
            what = "an older cache"
        else:
            what = _attack(cache, random)
        try:
            versions.build(new)
            # What was made of the cache is no worse a cache.
            versions.build(versions.write(random.randrange(6)))
        except BaseException as failure:
            raise AssertionError(what) from failure


def test_a_cache_without_rights_is_gone_without(at: Scene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The build says so, publishes, and leaves nothing behind."""
    from generator.incremental.store import Store

    monkeypatch.setattr(Store, "begin", lambda _self: False)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    at.project.change("alpha", title="Changed")
    at.write()
    result = build(at.folder, Options(now=NOW))
    assert result.published
    assert "cannot be written" in result.warnings[0]
    assert tree(at.folder / "site") == wanted(at, tmp_path)
    assert not list((tmp_path / "temporary").iterdir())


def test_verify_proves_the_site_and_forgets_nothing(at: Scene) -> None:
    """Against its manifest and a clean build; the next build still has nothing to do."""
    assert verify(at.folder, Options(now=NOW)) == ()
    (at.folder / "site/robots.txt").write_text("by hand")
    assert any("robots.txt" in fault for fault in verify(at.folder, Options(now=NOW)))
    assert build(at.folder, Options(now=NOW)).rendered == ("robots.txt",)


# Files that change meanwhile


@pytest.mark.parametrize("moment", ["examined", "rendered", "published"])
def test_a_file_that_changes_during_the_build(
    moment: str, at: Scene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The site is of one state or the other, and the next build notices (I13)."""
    at.project.change("alpha", extra="Before it changed.")
    at.write()
    file = at.folder / "content/alpha/article.md"
    places = {
        "examined": (examining, "examine"),
        "rendered": (Printing, "press"),
        "published": (Staging, "finish"),
    }
    owner, name = places[moment]
    true = getattr(owner, name)

    def strike(*given: Any) -> Any:
        text = file.read_bytes()
        if b"Before" in text:
            file.write_bytes(text.replace(b"Before", b"After,"))
        return true(*given)

    monkeypatch.setattr(owner, name, strike)
    assert build(at.folder, Options(now=NOW)).published
    monkeypatch.undo()
    page = (at.folder / "site/alpha/index.html").read_bytes()
    assert (b"Before it changed" in page) != (b"After, it changed" in page)
    assert build(at.folder, Options(now=NOW)).published
    assert b"After, it changed" in (at.folder / "site/alpha/index.html").read_bytes()
    assert tree(at.folder / "site") == wanted(at, tmp_path)
    count("files that change during a build")


# Several at once


@pytest.mark.share(2)
def test_builds_at_once(versions: Versions, turns: Turns) -> None:
    """One builds, the others are told to wait; the site is whole all the while."""
    for number, random in enumerate(turns("builds at once, rounds of 2, 4 and 8", 3, 100)):
        _old, new = versions.step(random)
        many = [Struck(build_site, versions.folder) for _ in range((2, 4, 8)[number % 3])]
        for struck in many:
            struck.begin()
        codes = [struck.end()[0] for struck in many]
        assert set(codes) <= {0, 75}
        assert 0 in codes
        assert versions.tree() == new


def test_a_check_runs_beside_a_build(at: Scene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither keeps the other from its work, and what is remembered is the build's."""
    at.project.change("alpha", title="Changed")
    at.write()
    true = rendering.render_all

    def render_all(*given: object) -> object:
        assert check(at.folder, Options(now=NOW)).errors == 0
        with pytest.raises(Locked):
            build(at.folder, Options(now=NOW))
        return true(*given)  # type: ignore[arg-type]

    monkeypatch.setattr("generator.line.render_all", render_all)
    assert build(at.folder, Options(now=NOW)).published
    assert tree(at.folder / "site") == wanted(at, tmp_path)
    assert build(at.folder, Options(now=NOW)).rendered == ()


# Killed, interrupted, starved


@pytest.mark.share(6)
def test_a_killed_build_leaves_the_old_site_or_the_new(versions: Versions, turns: Turns) -> None:
    """At any time; and the next build just works."""
    begun, whole = 0.0, 1.0
    for random in turns("kills of a build at random times", 30, 5000):
        old, new = versions.step(random)
        struck = Struck(build_site, versions.folder)
        begun = time.monotonic()
        struck.begin()
        time.sleep(random.uniform(0, whole))
        struck.strike(signal.SIGKILL)
        if struck.end()[0] == 0:
            # So that about every other build is killed before its end, whatever else the machine does.
            whole = (whole + time.monotonic() - begun) / 2
        else:
            whole = min(60.0, whole * 1.2)
        assert versions.tree() in (old, new)
        versions.build(new)


@needs_strace
@pytest.mark.share(8)
def test_a_build_killed_at_a_call_leaves_the_old_site_or_the_new(versions: Versions, turns: Turns) -> None:
    """At the n-th system call of a kind, for every n."""
    versions.step(Random(0))
    points = calls(build_site, versions.folder, names=CALLS)
    for name, number in turns.walk("kills of a build at a system call", points, 30):
        old, new = versions.step(Random(f"{name} {number}"))
        code, said = strike(build_site, versions.folder, inject=(f"{name}:signal=SIGKILL:when={number}",))
        assert code in (0, -signal.SIGKILL), said
        assert versions.tree() == new if code == 0 else versions.tree() in (old, new)
        versions.build(new)


def test_an_interruption_after_the_swap_is_too_late(at: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """While the build writes down what it published, Ctrl-C waits: the site is there, and it is remembered."""
    true = Memory.save

    def save(self: Memory) -> None:
        signal.raise_signal(signal.SIGINT)
        true(self)

    title(at, Random(1))
    at.write()
    monkeypatch.setattr(Memory, "save", save)
    assert build(at.folder, Options(now=NOW)).published
    monkeypatch.undo()
    assert build(at.folder, Options(now=NOW)).rendered == ()
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)


LATE = """
import signal
from generator import cli, terminal
from generator.incremental.memory import Memory

def then_interrupt(true):
    def told(*given, **named):
        signal.raise_signal(signal.SIGINT)
        try:
            return true(*given, **named)
        finally:
            signal.raise_signal(signal.SIGINT)
    return told

Memory.__exit__ = then_interrupt(Memory.__exit__)
terminal.told_build = then_interrupt(terminal.told_build)

class Last:
    def __del__(self, end=signal.raise_signal, number=signal.SIGINT):
        end(number)

last = Last()
cli.main()
"""


def test_what_is_published_is_said_whatever_is_pressed(at: Scene) -> None:
    """From the swap until the process is gone, Ctrl-C changes neither the words nor the exit code."""
    title(at, Random(1))
    at.write()
    command = [sys.executable, "-c", LATE, "build", "--today", "2025-01-10T00:00Z"]
    done = subprocess.run(command, cwd=at.folder, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.count("built ")) == (0, 1), done
    assert build(at.folder, Options(now=NOW)).rendered == ()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a file that is always full")
def test_a_report_that_cannot_be_written_changes_no_exit_code(at: Scene) -> None:
    """Of a build that published, that has errors, or that failed; nor does it end in a traceback."""

    def full(*more: str, err: bool = False) -> subprocess.CompletedProcess[bytes]:
        with open("/dev/full", "wb") as nowhere:
            errors = nowhere if err else subprocess.PIPE
            return subprocess.run(
                [*BUILD[:-1], *more], cwd=at.folder, env=ENVIRONMENT, stdout=nowhere, stderr=errors, check=False
            )

    title(at, Random(1))
    at.write()
    done = full()
    assert (done.returncode, done.stderr) == (
        0,
        b"warning: the report could not be written; it changes nothing of the build\n",
    )
    assert build(at.folder, Options(now=NOW)).rendered == ()
    assert full(err=True).returncode == 0
    at.project.change("alpha", extra="{figure}`none`")
    at.write()
    assert full(err=True).returncode == 1
    (at.folder / "site/.explainer.json").unlink()
    at.project = sample()
    at.write()
    assert full(err=True).returncode == 3


def test_an_interruption_before_the_command_has_its_exit_code_too(at: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """While click reads arguments, for which it has another one."""
    true = click.Command.parse_args

    def parse_args(self: click.Command, ctx: click.Context, args: list[str]) -> list[str]:
        if self.name == "build":
            signal.raise_signal(signal.SIGINT)
        return true(self, ctx, args)

    monkeypatch.setattr(click.Command, "parse_args", parse_args)
    done = CliRunner().invoke(main, ["-C", str(at.folder), "build"])
    assert done.exit_code == 130


@pytest.mark.share(2)
def test_an_interrupted_build_says_so_and_leaves_no_process(versions: Versions, turns: Turns) -> None:
    """Exit 130 and the old site, or exit 0 and the new one; nobody is left."""
    for random in turns("interruptions", 4, 100):
        old, new = versions.step(random)
        process = start(Path(versions.folder))
        time.sleep(random.uniform(0.3, 2))
        os.killpg(process.pid, signal.SIGINT)
        code, said = finish(process)
        if code in (130, -signal.SIGINT):
            # Before the program's first line, Python itself ends by the signal.
            assert versions.tree() == old, said
        else:
            assert code == 0, said
            assert versions.tree() == new
        with pytest.raises(ProcessLookupError):
            os.killpg(process.pid, 0)


CALLS = (
    *(
        "openat",
        "read",
        "write",
        "newfstatat",
        "getdents64",
        "mkdir",
        "link",
        "linkat",
        "rename",
        "renameat2",
        "unlink",
    ),
    *("rmdir", "chmod", "fchmod", "ftruncate", "fsync", "syncfs", "flock", "utimensat"),
)
ERRORS = ("ENOSPC", "EIO", "EACCES", "EROFS", "EMFILE")


@needs_strace
@pytest.mark.share(8)
def test_an_error_of_the_system_leaves_the_old_site_or_the_new(versions: Versions, turns: Turns) -> None:
    """The n-th call of a kind fails, or all from it on: the exit code is true, nothing is mixed, the next build works."""
    versions.step(Random(0))
    points = calls(build_site, versions.folder, names=CALLS)
    for random in turns("errors of the system in a build", 60, 1200):
        old, new = versions.step(random)
        kind = random.choice(sorted({name for name, _ in points}))
        name, number = random.choice([point for point in points if point[0] == kind])
        inject = f"{name}:error={random.choice(ERRORS)}:when={number}{random.choice(('', '', '+', '+9'))}"
        code, said = strike(build_site, versions.folder, inject=(inject,))
        found = versions.tree()
        assert found in (old, new), (inject, said)
        if code == 75 and name == "flock":
            # By EACCES, too, some systems say that another build holds the lock (fcntl(2)).
            assert found == old, (inject, said)
        elif code == 1 and re.search(r"importlib|ImportError|ModuleNotFoundError", said):
            # Python could not read a module of its own or of ours: there was nothing yet to say it better.
            assert found == old, (inject, said)
        else:
            assert (code, found == new) in ((0, True), (3, False)), (code, inject, said)
            assert "Traceback" not in said, (inject, said)
        versions.build(new)


def test_a_full_disk_leaves_the_old_site(tmp_path: Path) -> None:
    """Project and site on a small file system: exit 3, and the old site stands."""
    place = tmp_path / "small"
    place.mkdir()
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", place], capture_output=True, check=False
    ).returncode:
        pytest.skip("only root can mount")
    try:
        folder = place / "project"
        folder.mkdir()
        small = scene(folder)
        code, said = finish(start(folder))
        assert code == 0, said
        old = tree(folder / "site")
        free = os.statvfs(place).f_bavail * os.statvfs(place).f_frsize
        (place / "ballast").write_bytes(b"x" * max(0, free - 8192))
        small.project.settings["title"] = "Another site, so that every page is another"
        small.project.change("alpha", words=20_000)
        (folder / "explainer.yaml").write_bytes(small.project.all_files()["explainer.yaml"])
        code, said = finish(start(folder))
        assert code == 3, said
        assert "no space left" in said
        assert tree(folder / "site") == old
        (place / "ballast").unlink()
        assert finish(start(folder))[0] == 0
        assert tree(folder / "site") == wanted(small, tmp_path)
        count("full disks")
    finally:
        subprocess.run(["umount", "-l", place], check=False)


def test_output_on_another_file_system(at: Scene, tmp_path: Path) -> None:
    """The site is the same; what cannot be linked is written."""
    place = Path("/dev/shm")
    if not place.is_dir() or place.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("there is no other file system")
    output = place / f"explainer-{os.getpid()}"
    try:
        for _ in range(2):
            assert build(at.folder, Options(now=NOW, output=output)).published
            assert tree(output) == wanted(at, tmp_path)
            at.project.change("alpha", title="Changed")
            at.write()
    finally:
        shutil.rmtree(output, ignore_errors=True)


def test_the_report_for_programs_has_it_all(at: Scene) -> None:
    """`--format json` says what was made, how long each step took, and what was slowest."""
    at.project.change("alpha", title="Changed")
    at.write()
    code, said = finish(start(at.folder, "--format", "json", "--timings"))
    told = json.loads(said)
    assert code == 0
    assert {"discover", "examine", "plan", "render", "publish"} <= told["timings_ms"].keys()
    assert "alpha/index.html" in told["slowest_ms"]
    assert {"page", "json-ld", "lists"} <= told["parts_ms"].keys()
