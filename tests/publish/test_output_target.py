"""Which folders a build replaces, which it refuses, and what its manifest says."""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path

import pytest

from generator.model.snapshot import Stat
from generator.publish.failure import OutputRefused, PublishError
from generator.publish.manifest import Published, decode_manifest, encode_listed
from generator.publish.staging import Staging
from generator.publish.target import open_target
from generator.publish.verify import verify
from tests.publish.one_build import build, site_of, tree_of


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project without a site."""
    root = tmp_path / "project"
    for name in ("content/a", ".explainer", "templates", ".git"):
        (root / name).mkdir(parents=True)
    (root / "content/a/article.md").write_text("x")
    return root


def everything(root: Path) -> dict[str, bytes | None]:
    """Every name below a folder, with the bytes of files."""
    return {str(path): path.read_bytes() if path.is_file() else None for path in root.rglob("*")}


@pytest.mark.parametrize("force", [False, True])
@pytest.mark.parametrize(
    "output",
    [
        ".",
        "..",
        "../..",
        "/",
        "content",
        "content/site",
        "content/a",
        "templates/x",
        ".explainer",
        ".explainer/x",
        ".git/x",
    ],
)
def test_places_that_are_refused(project: Path, output: str, force: bool) -> None:
    """A folder that holds the project, or lies in its sources, is never replaced, not even by force."""
    before = everything(project)
    with pytest.raises(OutputRefused) as refused:
        open_target(project, project / output, force)
    assert refused.value.hint
    assert everything(project) == before


def test_home_is_refused(project: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A home folder is not given up even by force."""
    home = tmp_path / "home"
    home.mkdir()
    (home / "diary.txt").write_text("mine")
    monkeypatch.setenv("HOME", str(home))
    with pytest.raises(OutputRefused, match="home"):
        open_target(project, home, force=True)


def test_file_in_the_place_of_the_folder(project: Path) -> None:
    """A file is not replaced."""
    (project / "site").write_text("mine")
    with pytest.raises(OutputRefused, match="is a file"):
        open_target(project, project / "site", force=True)


def test_folder_of_somebody_else(project: Path) -> None:
    """A folder without our manifest is refused with the names in it; `force` gives them up."""
    site = project / "site"
    site.mkdir()
    for number in range(9):
        (site / f"file{number}").write_text("mine")
    before = everything(site)
    with pytest.raises(OutputRefused, match=r"`file0`, .*`file4` and 4 more") as refused:
        build(project, 1)
    assert "--force" in refused.value.hint
    assert everything(site) == before
    build(project, 1, force=True)
    assert tree_of(site) == site_of(1)


@pytest.mark.parametrize("name", [".gitignore", ".DS_Store", "Thumbs.db"])
def test_nearly_empty_folder(project: Path, name: str) -> None:
    """A folder with nothing but a `.gitignore` or a file manager's litter is as good as empty."""
    (project / "site").mkdir()
    (project / "site" / name).write_text("x")
    build(project, 1)
    assert (project / "site" / name).exists() == (name == ".gitignore")
    (project / "site" / name).write_text("x")
    build(project, 2)
    assert verify(project / "site") == ()


@pytest.mark.parametrize("kind", ["file", "deep file", "folder", "link", "link for a page", "folder for a page"])
def test_foreign_files_in_our_folder(project: Path, kind: str) -> None:
    """What somebody put into the published folder is refused by name, and only `force` gives it up."""
    build(project, 1)
    site = project / "site"
    path = {"deep file": "page-8/mine.txt", "link for a page": "same.css", "folder for a page": "same.css"}.get(
        kind, "mine"
    )
    if kind in ("link for a page", "folder for a page"):
        (site / path).unlink()
    if kind.startswith("folder"):
        (site / path).mkdir()
    elif kind.startswith("link"):
        (site / path).symlink_to(project / "content/a/article.md")
    else:
        (site / path).write_text("mine")
    before = everything(project)
    with pytest.raises(OutputRefused, match=f"`{path}/?`"):
        build(project, 2)
    assert everything(project) == before
    assert any(path in line for line in verify(site))
    build(project, 2, force=True)
    assert tree_of(site) == site_of(2)
    assert verify(site) == ()
    assert (project / "content/a/article.md").read_text() == "x"


def test_linked_output_folder(project: Path, tmp_path: Path) -> None:
    """A link in the place of the output folder stays, and what it points to is replaced."""
    (tmp_path / "real").mkdir()
    (project / "site").symlink_to(tmp_path / "real")
    for version in (1, 2, 3):
        build(project, version)
    assert (project / "site").is_symlink()
    assert tree_of(tmp_path / "real") == site_of(3)
    assert sorted(os.listdir(tmp_path)) == ["project", "real"]


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"format": 99, "files": {}}', b'{"format": 1}', b"\xff\xfe"])
def test_damaged_manifest(project: Path, damage: bytes) -> None:
    """A folder whose manifest cannot be read is not ours any more: nothing in it is touched."""
    build(project, 1)
    (project / "site/.explainer.json").write_bytes(damage)
    with pytest.raises(OutputRefused, match="not made by a build"):
        build(project, 2)
    assert tree_of(project / "site") == site_of(1)
    assert verify(project / "site") != ()


@pytest.mark.parametrize(
    "path", ["../precious", "/etc/passwd", "a/../../precious", "", ".", "a//b", "a/", "./a", "a\\b", ".explainer.json"]
)
def test_manifest_that_leads_outside(project: Path, path: str) -> None:
    """A manifest cannot make a build delete anything outside its folder."""
    build(project, 1)
    (project / "precious").write_text("mine")
    manifest = b'{"format":1,"files":{%s:["",4]}}' % repr(path).replace("'", '"').encode()
    (project / "site/.explainer.json").write_bytes(manifest)
    assert decode_manifest(manifest) is None
    with pytest.raises(OutputRefused):
        build(project, 2)
    build(project, 2, force=True)
    assert (project / "precious").read_text() == "mine"


def test_manifest_bytes() -> None:
    """The manifest is sorted, readable, and says nothing about the machine."""
    files = [Published("b/index.html", "22", Stat(2, 5, 6, 7)), Published("a.css", "11", Stat(1, 2, 3, 4))]
    data = encode_listed({file.path: file.listed for file in files})
    assert data == b'{"format":1,"files":{"a.css":["11",1],\n"b/index.html":["22",2]}}\n'
    assert decode_manifest(data) == {file.path: file.listed for file in files}
    assert encode_listed({file.path: file.listed for file in files[::-1]}) == data


@pytest.mark.parametrize("path", ["a", "a/b", ".well-known/x", "a/..b/c", "ar/مرحبا/index.html", "a b", "...", "a/.b"])
def test_clean_paths(path: str) -> None:
    """Dots inside names, spaces and other scripts are fine."""
    files = {path: Published(path, "11", Stat(1, 2, 3, 4)).listed}
    assert decode_manifest(encode_listed(files)) == files


def test_verify(project: Path) -> None:
    """Every difference between the folder and its manifest is named."""
    (line,) = verify(project / "site")
    assert "no valid manifest" in line
    build(project, 1)
    site = project / "site"
    assert verify(site) == ()
    (site / "same.css").write_bytes(b"bodY {}")
    (site / "index.html").unlink()
    (site / "zzz").write_text("")
    assert verify(site) == (
        "`index.html` is missing",
        "`same.css` is not the file that was published",
        "`zzz` is not in the manifest",
    )


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="gives up root's rights to test theirs")
@pytest.mark.parametrize("closed", ["", "site"])
def test_folders_without_rights(closed: str) -> None:
    """Where nothing can be written or read, the error names the folder and says what to do; the old site stands."""
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        Path(folder).chmod(0o755)
        root = Path(folder, "project")
        (root / ".explainer").mkdir(parents=True)
        build(root, 1)
        (root / closed).chmod(0o711 if closed else 0o755)
        process = os.fork()
        if process == 0:
            code = 1
            try:
                os.setgroups([])
                os.setgid(65534)
                os.setuid(65534)
                build(root, 2)
            except PublishError as failure:
                code = 0 if "permission denied" in failure.message and "right" in failure.hint else 2
            finally:
                os._exit(code)
        assert os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == 0
        assert tree_of(root / "site") == site_of(1)


def mount(*arguments: str) -> bool:
    """True when the system let us mount something."""
    return subprocess.run(["mount", *arguments], capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize("kind", ["tmpfs", "bind"])
def test_mount_points_are_refused(project: Path, kind: str, tmp_path: Path) -> None:
    """A mount point cannot be swapped: it is refused with advice, and a folder inside it works."""
    site = project / "site"
    site.mkdir()
    (tmp_path / "other").mkdir()
    arguments = ("-t", "tmpfs", "-o", "size=1m", "none") if kind == "tmpfs" else ("--bind", str(tmp_path / "other"))
    if not mount(*arguments, str(site)):
        pytest.skip("this machine does not let us mount")
    try:
        with pytest.raises(PublishError) as refused:
            build(project, 1)
        assert "mount point" in refused.value.message + refused.value.hint
        assert "site" in refused.value.hint
        assert list(site.iterdir()) == []
        with Staging(open_target(project, site / "inner")) as new:
            new.write("index.html", b"x")
            new.finish()
        assert tree_of(site) == {
            "inner/index.html": b"x",
            "inner/.explainer.json": (site / "inner/.explainer.json").read_bytes(),
        }
    finally:
        subprocess.run(["umount", str(site)], check=True)
