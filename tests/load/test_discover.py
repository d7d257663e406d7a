"""What counts as a project's input, what is refused by name, and what is recognised without reading."""

from __future__ import annotations

import os
import pickle
import random
import socket
import stat
import sys
import time
from pathlib import Path

import pytest

from generator.diagnostics import Diagnostic
from generator.load.discover import Discovered, discover, discover_theme
from generator.model.snapshot import InputChanged, Known, ProjectUnreadable, Snapshot

ARTICLE = "---\ntitle: A\ndate: 2024-11-30\n---\nText.\n"


def project(root: Path, files: dict[str, str | bytes] | None = None) -> Path:
    """A project with one explainer, `a`, and these files."""
    for path, content in {"explainer.yaml": "title: T\n", "content/a/article.md": ARTICLE, **(files or {})}.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
    return root


def age(root: Path) -> None:
    """Sets every file's times back where its change time allows, so that waiting is enough to make it not racy."""
    for file in root.rglob("*"):
        os.utime(file, (1_600_000_000.5, 1_600_000_000.5), follow_symlinks=False)


def found(root: Path) -> list[tuple[str, str]]:
    """Code and path of every diagnostic."""
    return [(fault.code, fault.location.path) for fault in discover(root, {}).diagnostics]


def settled(root: Path) -> tuple[Snapshot, dict[str, Known]]:
    """A snapshot of which every digest is known, taken when no file is racy any more."""
    age(root)
    wait()
    snapshot = discover(root, {}).snapshot
    for path in snapshot.inputs:
        snapshot.digest(path)
    return snapshot, snapshot.known()


def wait() -> None:
    """Waits until the file system's clock has moved on."""
    time.sleep(0.03)


def test_grouping(tmp_path: Path) -> None:
    """Files are grouped by what they are, in the order of their names."""
    root = project(
        tmp_path,
        {
            "content/b/article.md": ARTICLE,
            "content/b/article.pt-BR.md": ARTICLE,
            "content/b/article.ar.md": ARTICLE,
            "content/b/facts.yaml": "",
            "content/b/facts.ar.yaml": "",
            "content/b/media/z.JPG": b"",
            "content/b/media/maps/m.webp": b"",
            "content/b/media/read me.txt": "",
            "content/b/notes.md": "mine",
            "content/_shared/ozone.yaml": "",
            "content/_shared/ozone.ar.yaml": "",
            "content/_pages/about.md": "",
            "content/_pages/about.ar.md": "",
            "content/_home.md": "",
            "content/_home.ar.md": "",
            "content/_static/favicon.ico": b"",
            "content/_static/.well-known/security.txt": "",
            "content/_static/.DS_Store": b"",
            "content/README.md": "",
            "templates/page.html": "",
            "templates/static/custom.css": "",
        },
    )
    snapshot, diagnostics = discover(root, {}).snapshot, discover(root, {}).diagnostics
    assert diagnostics == ()
    assert [folder.slug for folder in snapshot.folders] == ["a", "b"]
    b = snapshot.folders[1]
    assert [(text.language, text.path) for text in b.articles] == [
        ("", "content/b/article.md"),
        ("ar", "content/b/article.ar.md"),
        ("pt-BR", "content/b/article.pt-BR.md"),
    ]
    assert [text.language for text in b.sheets] == ["", "ar"]
    assert b.media == ("content/b/media/maps/m.webp", "content/b/media/z.JPG")
    assert snapshot.shared == ("content/_shared/ozone.ar.yaml", "content/_shared/ozone.yaml")
    assert snapshot.pages == ("content/_pages/about.ar.md", "content/_pages/about.md")
    assert [home.language for home in snapshot.homes] == ["", "ar"]
    assert snapshot.static == ("content/_static/.well-known/security.txt", "content/_static/favicon.ico")
    assert snapshot.templates == ("templates/page.html", "templates/static/custom.css")
    assert list(snapshot.inputs) == sorted(snapshot.inputs)
    assert "explainer.yaml" in snapshot.inputs
    assert "content/b/notes.md" not in snapshot.inputs


def test_this_repository() -> None:
    """Our own project has no fault in its names."""
    assert discover(Path(__file__).parents[2], {}).diagnostics == ()


@pytest.mark.parametrize(
    "name",
    [".article.md.swp", ".#article.md", "#article.md#", "article.md~", "facts.yaml.bak", "article.md.orig", ".hidden"],
)
def test_backups_are_ignored(tmp_path: Path, name: str) -> None:
    """What an editor leaves behind is no input and no fault, wherever it lies."""
    places = ("content", "content/a", "content/a/media", "content/_pages", "content/_shared", "content/_static")
    root = project(tmp_path, {f"{place}/{name}": b"\0" for place in places})
    answer = discover(root, {})
    assert answer.diagnostics == ()
    assert list(answer.snapshot.inputs) == ["content/a/article.md", "explainer.yaml"]


@pytest.mark.parametrize(
    ("path", "code", "hint"),
    [
        ("content/a/facts.yml", "key-unknown", "did you mean `facts.yaml`?"),
        ("content/a/fact-sheet.yaml", "key-unknown", "`facts.yaml`"),
        ("content/a/Facts.yaml", "key-unknown", "did you mean `facts.yaml`?"),
        ("content/a/facts.json", "key-unknown", "did you mean `facts.yaml`?"),
        ("content/a/Article.md", "key-unknown", "did you mean `article.md`?"),
        ("content/a/article.markdown", "key-unknown", "did you mean `article.md`?"),
        ("content/a/artikel.md", "key-unknown", "did you mean `article.md`?"),
        ("content/a/article.arabic.md", "key-unknown", "A translation is `article.ar.md`"),
        ("content/a/article.docx", "key-unknown", "did you mean `article.md`?"),
        ("content/a/article.yaml", "key-unknown", "did you mean `article.md`?"),
        ("content/a/index.md", "key-unknown", "did you mean `article.md`?"),
        ("content/a/Media/x.png", "key-unknown", "did you mean `media`?"),
        ("content/about.md", "key-unknown", "`content/about/article.md`"),
        ("content/home.md", "key-unknown", "did you mean `_home.md`?"),
        ("content/actors.yaml", "key-unknown", "`content/_shared/actors.yaml`"),
        ("content/_share/x.yaml", "key-unknown", "did you mean `_shared`?"),
        ("content/_drafts/x.yaml", "key-unknown", "`_pages`, `_shared` and `_static`"),
        ("content/_shared/x.yml", "key-unknown", "did you mean `x.yaml`?"),
        ("content/_shared/deep/x.yaml", "key-unknown", "`content/_shared`"),
        ("content/_pages/About us.md", "key-unknown", "did you mean `about-us.md`?"),
        ("content/_pages/deep/x.md", "key-unknown", "`content/_pages`"),
        ("content/Two Words/article.md", "value-invalid", "`two-words`"),
        ("content/Ü/article.md", "value-invalid", "`u`"),
        ("content/-a/article.md", "value-invalid", "`a`"),
        (f"content/{'x' * 81}/article.md", "value-invalid", "at most 80"),
        ("content/a/media/x.svg", "value-invalid", "PNG"),
        ("content/a/media/deep/x.TIFF", "value-invalid", "PNG"),
        ("content/a/media/x\ny.png", "value-invalid", "rename"),
        ("content/a/media/x\\y.png", "value-invalid", "rename"),
        ("content/_static/x\u202ey.txt", "value-invalid", "rename"),
    ],
)
def test_refused_names(tmp_path: Path, path: str, code: str, hint: str) -> None:
    """A name close to one that is read, or one that no address can carry, is an error that says what to do."""
    faults = discover(project(tmp_path, {path: "x"}), {}).diagnostics
    assert [(fault.code, hint in fault.hint) for fault in faults] == [(code, True)]
    shown = faults[0].location.path
    assert path.startswith(shown) or (shown.isprintable() and not path.isprintable())


@pytest.mark.parametrize(
    ("files", "slug"),
    [({}, "b"), ({"facts.yaml": ""}, "b"), ({"article.ar.md": ""}, "b"), ({"notes.txt": ""}, "b")],
)
def test_folder_without_article(tmp_path: Path, files: dict[str, str], slug: str) -> None:
    """An empty folder, or one with a sheet or a translation alone, is reported once and left out."""
    root = project(tmp_path, {f"content/{slug}/{name}": content for name, content in files.items()})
    (root / "content" / slug).mkdir(exist_ok=True)
    answer = discover(root, {})
    assert found(root) == [("key-missing", "content/b")]
    assert [folder.slug for folder in answer.snapshot.folders] == ["a"]
    assert answer.snapshot.broken == {"b"}


def test_missing_parts_of_a_project(tmp_path: Path) -> None:
    """Without settings or content, the hint says how to make them."""
    assert found(tmp_path) == [("key-missing", "content"), ("key-missing", "explainer.yaml")]
    (tmp_path / "explainer.yml").write_text("")
    (tmp_path / "content").write_text("")
    faults = {fault.location.path: fault for fault in discover(tmp_path, {}).diagnostics}
    assert "explainer.yml" in faults["explainer.yaml"].hint
    assert faults["content"].code == "value-invalid"


def make_special(kind: str, file: Path) -> None:
    """Something at `file` that is no regular file and no folder."""
    file.parent.mkdir(parents=True, exist_ok=True)
    if kind == "link":
        file.symlink_to("/etc/passwd")
    elif kind == "dangling":
        file.symlink_to("nowhere")
    elif kind == "folder link":
        file.symlink_to("/etc")
    elif kind == "loop":
        file.symlink_to(file.name)
    elif kind == "fifo":
        os.mkfifo(file)
    elif kind in ("character device", "block device"):
        if os.geteuid() != 0:
            pytest.skip("only root makes devices")
        try:
            os.mknod(file, 0o600 | (stat.S_IFCHR if kind == "character device" else stat.S_IFBLK), os.makedev(1, 3))
        except PermissionError:
            pytest.skip("this machine lets nobody make devices")
    else:
        with socket.socket(socket.AF_UNIX) as listener:
            before = os.getcwd()
            os.chdir(file.parent)  # A socket's address is short.
            try:
                listener.bind(file.name)
            finally:
                os.chdir(before)


@pytest.mark.skipif(os.name == "nt", reason="POSIX files")
@pytest.mark.parametrize(
    "kind", ["link", "dangling", "folder link", "loop", "fifo", "socket", "character device", "block device"]
)
@pytest.mark.parametrize(
    "path",
    [
        "content/b/article.md",
        "content/a/facts.yaml",
        "content/a/media",
        "content/a/media/x.jpg",
        "content/a/media/deep/x.jpg",
        "content/b",
        "content/_shared",
        "content/_shared/x.yaml",
        "content/_pages/x.md",
        "content/_home.md",
        "content/_static/x",
        "content/a/unrelated",
        "templates/page.html",
    ],
)
def test_no_link_is_followed(tmp_path: Path, kind: str, path: str) -> None:
    """Links, FIFOs and sockets are refused by name wherever they lie, and nothing behind them is an input."""
    root = project(tmp_path)
    make_special(kind, root / path)
    answer = discover(root, {})
    assert [(fault.code, fault.location.path) for fault in answer.diagnostics] == [("value-invalid", path)]
    assert all(not name.startswith(path) for name in answer.snapshot.inputs)
    assert not any(path in folder.paths for folder in answer.snapshot.folders)


@pytest.mark.skipif(os.name == "nt", reason="POSIX files")
@pytest.mark.parametrize("path", ["content", "templates", "explainer.yaml"])
def test_top_level_links(tmp_path: Path, path: str) -> None:
    """The content folder itself may not be a link out of the project either."""
    root = project(tmp_path / "project")
    if (root / path).is_dir():
        (root / path).rename(tmp_path / "elsewhere")
    else:
        (root / path).unlink(missing_ok=True)
    (root / path).symlink_to(tmp_path / "elsewhere")
    assert (("value-invalid", path)) in found(root)


@pytest.mark.skipif(sys.platform != "linux", reason="names are bytes on Linux only")
def test_names_that_are_not_utf8(tmp_path: Path) -> None:
    """A name in another encoding is refused, and can be printed."""
    root = project(tmp_path)
    media = os.fsencode(root / "content/a/media")
    os.mkdir(media)
    with open(media + b"/caf\xe9.jpg", "wb"):
        pass
    (fault,) = discover(root, {}).diagnostics
    assert fault.code == "encoding-invalid"
    assert fault.location.path.encode() == b"content/a/media/caf\\xe9.jpg"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("content/a/media/Map.png", "content/a/media/map.png"),
        ("content/a/media/\u00e9.png", "content/a/media/e\u0301.png"),
        ("content/_static/Straße.txt", "content/_static/STRASSE.txt"),
        ("content/_static/A/x", "content/_static/a/x"),
        ("content/a/article.ar.md", "content/a/article.AR.md"),
        ("content/_shared/Ozone.yaml", "content/_shared/ozone.yaml"),
    ],
)
def test_names_that_are_one_elsewhere(tmp_path: Path, one: str, other: str) -> None:
    """Names that differ only in case or normal form would be one address on some servers."""
    root = project(tmp_path, {one: "x", other: "y"})
    if (root / one).read_text() != "x":
        pytest.skip("this file system takes the names for one")
    assert [code for code, _path in found(root)] == ["url-conflict"]


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("content/a/article.md", 256 * 1024),
        ("content/a/article.ar.md", 256 * 1024),
        ("content/_pages/x.md", 256 * 1024),
        ("content/a/facts.yaml", 1024 * 1024),
        ("content/_shared/x.yaml", 1024 * 1024),
        ("explainer.yaml", 1024 * 1024),
        ("content/a/media/x.png", 20 * 1024 * 1024),
    ],
)
def test_limits(tmp_path: Path, path: str, most: int) -> None:
    """A file of the largest size is read; one byte more is an error, and nothing reads it."""
    root = project(tmp_path, {path: b""})
    os.truncate(root / path, most)
    assert found(root) == []
    os.truncate(root / path, most + 1)
    answer = discover(root, {})
    assert found(root) == [("limit-exceeded", path)]
    assert answer.snapshot.text(path) == answer.diagnostics[0]
    os.truncate(root / path, 1 << 40)
    assert len(discover(root, {}).snapshot.digest(path)) < 40


def test_depth(tmp_path: Path) -> None:
    """Folders nested without end are an error, not a hang."""
    root = project(tmp_path)
    (root / "content/_static" / "/".join(["d"] * 200)).mkdir(parents=True)
    assert [code for code, _path in found(root)] == ["limit-exceeded"]


def test_missing_root(tmp_path: Path) -> None:
    """A folder that is not there is named."""
    with pytest.raises(ProjectUnreadable, match="no such folder"):
        discover(tmp_path / "nowhere", {})


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="gives up root's rights to test theirs")
@pytest.mark.parametrize("path", ["content", "content/a", "content/a/media", "content/_static", "content/a/article.md"])
def test_no_rights(tmp_path: Path, path: str) -> None:
    """A folder that cannot be listed or a file that cannot be read is named with the system's reason."""
    root = project(tmp_path, {"content/a/media/x.png": b"", "content/_static/x": b""})
    for above in (root, *root.parents):
        if above.stat().st_uid == 0 and above != Path("/tmp"):
            above.chmod(0o755)
        if above == Path("/tmp"):
            break
    (root / path).chmod(0)
    process = os.fork()
    if process == 0:
        code = 1
        try:
            os.setgroups([])
            os.setgid(65534)
            os.setuid(65534)
            snapshot = discover(root, {}).snapshot
            for name in snapshot.inputs:
                snapshot.digest(name)
        except ProjectUnreadable as failure:
            code = 0 if failure.path == path and "ermission" in failure.reason else 2
        finally:
            os._exit(code)
    assert os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == 0


def test_unchanged_files_are_not_read(tmp_path: Path) -> None:
    """A file whose stat is the one that was recorded keeps its digest, without being opened."""
    root = project(tmp_path)
    before, known = settled(root)
    assert set(known) == set(before.inputs)
    again = discover(root, known).snapshot
    assert again.readings == known
    (root / "content/a/article.md").unlink()
    assert again.digest("content/a/article.md") == known["content/a/article.md"].digest


@pytest.mark.parametrize("change", ["write", "same size", "same size and time", "replace", "touch"])
def test_changed_files_are_read_again(tmp_path: Path, change: str) -> None:
    """Every change shows, even one that keeps size and modification time."""
    root = project(tmp_path)
    _before, known = settled(root)
    file = root / "content/a/article.md"
    times = file.stat()
    changed = ARTICLE.replace("Text", "Next")
    if change == "write":
        file.write_text(ARTICLE + "More.\n")
    elif change == "replace":
        (root / "new").write_text(changed)
        (root / "new").replace(file)
    elif change == "touch":
        file.touch()
    else:
        file.write_text(changed)
    if "time" in change or change == "replace":
        os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))
    again = discover(root, known).snapshot
    assert "content/a/article.md" not in again.readings
    same = again.digest("content/a/article.md") == known["content/a/article.md"].digest
    assert same == (change == "touch")


def test_racy_files_are_read_again(tmp_path: Path) -> None:
    """A file that changed just before it was read is not taken for granted: the next change might not show."""
    root = project(tmp_path)
    snapshot = discover(root, {}).snapshot
    for path in snapshot.inputs:
        snapshot.digest(path)
    assert snapshot.known() == {}
    wait()
    later = discover(root, {}).snapshot
    for path in later.inputs:
        later.digest(path)
    assert set(later.known()) == set(later.inputs)


def test_edits_within_a_tick(tmp_path: Path) -> None:
    """Whatever the moments of writing, looking and writing again, no edit of the same size is missed."""
    seed = random.randrange(1 << 30)
    print(f"seed {seed}")
    chance = random.Random(seed)
    root = project(tmp_path)
    file = root / "content/a/article.md"
    known: dict[str, Known] = {}
    for count in range(300):
        text = f"{count:06d}"
        file.write_text(text)
        os.utime(file, ns=(10**18, 10**18))
        if chance.random() < 0.3:
            time.sleep(chance.random() * 0.02)
        snapshot = discover(root, known).snapshot
        digest = snapshot.digest("content/a/article.md")
        assert snapshot.data("content/a/article.md") == text.encode()
        assert digest == snapshot.digest("content/a/article.md")
        known = snapshot.known()


def test_change_during_the_build(tmp_path: Path) -> None:
    """Bytes never contradict a digest that was given out: the build starts over instead."""
    root = project(tmp_path)
    snapshot = discover(root, {}).snapshot
    snapshot.digest("content/a/article.md")
    (root / "content/a/article.md").write_text("other")
    with pytest.raises(InputChanged, match=r"article\.md"):
        snapshot.text("content/a/article.md")
    fresh = discover(root, {}).snapshot
    assert fresh.text("content/a/article.md") == "other"
    (root / "content/a/article.md").unlink()
    with pytest.raises(InputChanged):
        fresh.data("content/a/article.md")
    (root / "content/a/article.md").symlink_to("/etc/passwd")
    with pytest.raises(InputChanged):
        fresh.data("content/a/article.md")
    (root / "content/a/article.md").unlink()
    os.mkfifo(root / "content/a/article.md")
    with pytest.raises(InputChanged):
        fresh.data("content/a/article.md")


def test_growth_during_the_build(tmp_path: Path) -> None:
    """A file that grows past its limit after discovery is not read to its end."""
    root = project(tmp_path)
    snapshot = discover(root, {}).snapshot
    os.truncate(root / "content/a/article.md", 1 << 40)
    with pytest.raises(InputChanged):
        snapshot.text("content/a/article.md")


def test_parts_travel(tmp_path: Path) -> None:
    """A worker reads through a pickled part, and the whole learns the digests; a contradiction is noticed."""
    root = project(tmp_path, {"content/a/facts.yaml": "sources: {}\n"})
    snapshot = discover(root, {}).snapshot
    (folder,) = snapshot.folders
    part = pickle.loads(pickle.dumps(snapshot.part(folder.paths, (folder,))))
    assert list(part.inputs) == ["content/a/article.md", "content/a/facts.yaml"]
    assert part.text("content/a/article.md") == ARTICLE
    snapshot.learn(part.readings)
    assert snapshot.readings == part.readings
    (root / "content/a/article.md").write_text("other")
    second = pickle.loads(pickle.dumps(discover(root, {}).snapshot.part(folder.paths)))
    second.digest("content/a/article.md")
    with pytest.raises(InputChanged):
        snapshot.learn(second.readings)
    assert pickle.loads(pickle.dumps(InputChanged("x"))).path == "x"


def test_theme(tmp_path: Path) -> None:
    """A theme's snapshot holds every file of its folder, by its path there."""
    (tmp_path / "static").mkdir()
    (tmp_path / "static/site.css").write_text("")
    (tmp_path / "base.html").write_text("x")
    (tmp_path / ".hidden").write_text("x")
    theme = discover_theme(tmp_path, {})
    assert theme.templates == ("base.html", "static/site.css")
    assert theme.text("base.html") == "x"


def test_order_of_names_does_not_matter(tmp_path: Path) -> None:
    """Two folders with the same files, made in another order, give equal snapshots but for stats."""
    names = [f"content/e{number}/article.md" for number in range(40)]
    answers: list[Discovered] = []
    for place, order in (("one", names), ("two", names[::-1])):
        answers.append(discover(project(tmp_path / place, dict.fromkeys(order, "")), {}))
    first, second = (list(answer.snapshot.inputs) for answer in answers)
    assert first == second
    assert answers[0].snapshot.folders == answers[1].snapshot.folders


def test_diagnostics_are_values(tmp_path: Path) -> None:
    """Two looks at one project give equal diagnostics in one order."""
    root = project(tmp_path, {"content/a/facts.yml": "", "content/Bad Name/article.md": "", "content/x.md": ""})
    first: tuple[Diagnostic, ...] = discover(root, {}).diagnostics
    assert first == discover(root, {}).diagnostics
    assert [fault.location.path for fault in first] == ["content/Bad Name", "content/a/facts.yml", "content/x.md"]
