"""Whatever strikes a build from outside: the site is old or new, never mixed, and the next build equals a clean one."""

from __future__ import annotations

import hashlib
import json
import os
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
from generator.incremental.memory import Memory
from generator.pipeline import Options, build, check, verify
from generator.publish.lock import Locked
from generator.publish.staging import Staging
from generator.publish.verify import verify as verify_tree
from generator.steps import examining, rendering
from generator.steps.printing import Printing
from tests.engine.counts import REGRESS, SEED, ran, some
from tests.engine.differential import judge
from tests.engine.edits import Scene, article, scene, sheet, title
from tests.engine.project import NOW, clean_build, sample, tree

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


@pytest.mark.parametrize("name", VARIANTS)
def test_the_same_input_makes_the_same_bytes(name: str, tmp_path: Path) -> None:
    """Whatever the machine, folder, time, zone, locale, hash seed, umask, number of workers and order of files."""
    variant = VARIANTS[name]
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
    ran["reproducibility: variants"] += 1


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


def test_an_attacked_cache_changes_speed_alone(at: Scene, tmp_path: Path) -> None:
    """Flipped, cut, swapped, emptied, of another version, a folder or a link in its place: the output is the same."""
    random = Random(SEED)
    kept: list[Path] = []
    for number in range(some(60, 1200)):
        cache = at.folder / ".explainer/cache"
        if number % 10 == 0:
            kept.append(shutil.copytree(cache, tmp_path / f"kept-{number}", symlinks=True))
        if number % 7 == 3:
            # An older cache of the same project, whole and well signed.
            shutil.rmtree(cache)
            shutil.copytree(random.choice(kept), cache, symlinks=True)
            what = "an older cache"
        else:
            what = _attack(cache, random)
        if random.random() < 0.5:
            random.choice((article, sheet, title))(at, random)
        try:
            judge(at, tmp_path)
        except BaseException as failure:
            _keep("cache-attack", {"seed": SEED, "number": number, "attack": what})
            raise AssertionError(f"{what}, the {number}th with EXPLAINER_SEED={SEED}") from failure
        ran["cache attacks"] += 1


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
    ran["files that change during a build"] += 1


# Several at once


def test_builds_at_once(at: Scene, tmp_path: Path) -> None:
    """One builds, the others are told to wait; the site is whole all the while."""
    random = Random(SEED)
    for _ in range(some(2, 100)):
        for count in (2, 4, 8)[: some(2, 3)]:
            title(at, random)
            at.write()
            codes = [finish(process)[0] for process in [start(at.folder) for _ in range(count)]]
            assert set(codes) <= {0, 75}
            assert 0 in codes
            assert tree(at.folder / "site") == wanted(at, tmp_path)
            ran["builds at once"] += count


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


def test_a_killed_build_leaves_the_old_site_or_the_new(at: Scene, tmp_path: Path) -> None:
    """At any time; and the next build just works."""
    random = Random(SEED)
    begun = time.monotonic()
    assert finish(start(at.folder))[0] == 0
    whole = time.monotonic() - begun
    for number in range(some(10, 500)):
        title(at, random)
        at.write()
        old, new = tree(at.folder / "site"), wanted(at, tmp_path)
        process = start(at.folder)
        time.sleep(random.uniform(0, whole * 2))
        os.killpg(process.pid, signal.SIGKILL)
        finish(process)
        assert tree(at.folder / "site") in (old, new), number
        assert verify_tree(at.folder / "site") == ()
        assert build(at.folder, Options(now=NOW)).published
        assert tree(at.folder / "site") == new
        ran["kills"] += 1


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


def test_an_interrupted_build_says_so_and_leaves_no_process(at: Scene, tmp_path: Path) -> None:
    """Exit 130 and the old site, or exit 0 and the new one; nobody is left."""
    random = Random(SEED)
    for _ in range(some(4, 100)):
        title(at, random)
        at.write()
        old, new = tree(at.folder / "site"), wanted(at, tmp_path)
        process = start(at.folder)
        time.sleep(random.uniform(0.3, 2))
        os.killpg(process.pid, signal.SIGINT)
        code, said = finish(process)
        ran["interruptions"] += 1
        if code in (130, -signal.SIGINT):
            # Before the program's first line, Python itself ends by the signal.
            assert tree(at.folder / "site") == old, said
        else:
            assert code == 0, said
            assert tree(at.folder / "site") == new
        with pytest.raises(ProcessLookupError):
            os.killpg(process.pid, 0)


needs_strace = pytest.mark.skipif(shutil.which("strace") is None, reason="strace injects the faults")

CALLS = (
    "openat",
    "write",
    "mkdir",
    "rename",
    "renameat2",
    "linkat",
    "unlink",
    "fchmod",
    "read",
    "syncfs",
    "getdents64",
)
ERRORS = ("ENOSPC", "EIO", "EACCES", "EROFS", "EMFILE")


@needs_strace
def test_an_error_of_the_system_leaves_the_old_site_or_the_new(at: Scene, tmp_path: Path) -> None:
    """The n-th call of a kind fails: the exit code is true, nothing is mixed, the next build just works."""
    random = Random(SEED)
    for _ in range(some(12, 400)):
        title(at, random)
        at.write()
        old, new = tree(at.folder / "site"), wanted(at, tmp_path)
        when = f"{random.randrange(1, 60)}+{random.choice((1, 9))}"
        inject = f"{random.choice(CALLS)}:error={random.choice(ERRORS)}:when={when}"
        strace = ("strace", "-f", "-qq", "-o", "/dev/null", "-e", f"inject={inject}")
        code, said = finish(start(at.folder, before=strace))
        found = tree(at.folder / "site")
        assert found in (old, new), inject
        if code == 0:
            assert found == new, (inject, said)
        # Where Python could not start or read its own modules, there was no program yet to say anything.
        starting = ("importlib", "ImportError", "ModuleNotFoundError", "evaluating path", "core initialized")
        unread = any(word in said for word in starting)
        assert "Traceback" not in said or unread, (inject, said)
        assert build(at.folder, Options(now=NOW)).published
        assert tree(at.folder / "site") == new
        ran["errors of the system"] += 1


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
        ran["full disks"] += 1
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


def _keep(suite: str, case: dict[str, object]) -> None:
    """Keeps a failing case under `tests/regress/`."""
    folder = REGRESS / suite
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{case['seed']}-{case['number']}.json").write_text(json.dumps(case, indent=2))
