"""A draft to its folder: whole or not at all, and never over what is there."""

import contextlib
import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from generator.ingest.draft import Draft
from generator.ingest.errors import IngestError
from generator.ingest.merging import difference, merged_article, merged_sheet

ARTICLE, SHEET = "article.md", "facts.yaml"


@dataclass(frozen=True, slots=True)
class Written:
    """The folder, the files that were written, and for a merge the difference it made (a unified diff)."""

    folder: Path
    files: tuple[str, ...]
    difference: str = ""


def write_draft(draft: Draft, folder: Path, merge: bool = False) -> Written:
    """Write a draft into its folder and return what was written.

    A new folder is made beside its place and then renamed, so that it is there whole or not at all. With `merge`
    what is new is added to the files of a folder that exists. Raises IngestError when the folder exists without
    `merge`, cannot be merged or cannot be written.
    """
    try:
        if not os.path.lexists(folder):
            return _write_new(draft, folder)
        if not merge:
            raise IngestError(
                f"`{folder}` exists already", "choose another `--slug`, or add what is new with `--merge`"
            )
        return _write_merged(draft, folder)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise IngestError(
            f"`{folder}` cannot be written: {reason}", "check its rights and the space on the disk"
        ) from error


def _write_new(draft: Draft, folder: Path) -> Written:
    folder.parent.mkdir(parents=True, exist_ok=True)
    # A name that begins with a dot is no explainer: a build beside this sees no half of one.
    staging = Path(tempfile.mkdtemp(prefix=f".{folder.name[:40]}-", dir=folder.parent))
    try:
        _write(staging / ARTICLE, draft.article)
        _write(staging / SHEET, draft.sheet)
        staging.chmod(0o777 & ~_umask())
        # Renaming onto a folder that is not empty fails, so that a folder made meanwhile is never replaced.
        if os.path.lexists(folder):
            raise IngestError(
                f"`{folder}` exists already", "choose another `--slug`, or add what is new with `--merge`"
            )
        staging.rename(folder)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return Written(folder, (ARTICLE, SHEET))


def _write_merged(draft: Draft, folder: Path) -> Written:
    if folder.is_symlink() or not folder.is_dir():
        raise IngestError(f"`{folder}` is not a folder", "choose another `--slug`")
    results: list[tuple[str, str, str]] = []
    for name, fresh, merged in ((ARTICLE, draft.article, merged_article), (SHEET, draft.sheet, merged_sheet)):
        file = folder / name
        old = _read(file) if os.path.lexists(file) else ""
        results.append((name, old, merged(old, fresh) if old else fresh))
    changed = [(name, old, new) for name, old, new in results if old != new]
    staged: list[tuple[Path, Path]] = []
    try:
        # Both are on the disk before either takes its place.
        for name, _, new in changed:
            handle, temporary = tempfile.mkstemp(prefix=f".{name}-", dir=folder)
            os.close(handle)
            staged.append((Path(temporary), folder / name))
            _write(Path(temporary), new)
            Path(temporary).chmod(0o666 & ~_umask())
        for temporary_file, file in staged:
            temporary_file.replace(file)
    finally:
        for temporary_file, _ in staged:
            with contextlib.suppress(OSError):
                temporary_file.unlink(missing_ok=True)
    diff = "".join(difference(name, old, new) for name, old, new in changed)
    return Written(folder, tuple(name for name, _, _ in changed), diff)


def _read(file: Path) -> str:
    if file.is_symlink() or not file.is_file():
        raise IngestError(f"`{file}` is not a plain file", "merge into a folder of plain files")
    try:
        return file.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise IngestError(f"`{file}` is not UTF-8", "save it as UTF-8 and merge again") from error


def _write(file: Path, text: str) -> None:
    with file.open("wb") as opened:
        opened.write(text.encode())
        opened.flush()
        os.fsync(opened.fileno())


def _umask() -> int:
    """Return the process's umask, which can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
