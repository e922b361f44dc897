"""What it takes to survive a power cut: a file whole or not at all, a name durable only once its folder is."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from crawler.errors import StorageError


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable. Where folders cannot be opened (Windows) their names need no such step."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def replacing(path: Path) -> Iterator[IO[bytes]]:
    """A file to write that takes the place of `path` when all went well: durable first, whole or not at all.

    Raises StorageError for every OSError inside; the file is then as it was before.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with temporary.open("w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        raise StorageError(
            f"cannot write ({error.strerror or error}); free space or mend permissions, then run again", path=str(path)
        ) from error
    finally:
        # Gone already when all went well.
        with suppress(OSError):
            temporary.unlink()


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, hex. Raises StorageError."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise StorageError(f"cannot be read ({error.strerror})", path=str(path)) from error


def make_folder(folder: Path) -> None:
    """Make a folder of the archive when it is not there yet. Raises StorageError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(f"cannot write here ({error.strerror})", path=str(folder)) from error


def write_whole(path: Path, pieces: Iterable[str]) -> None:
    """Write text as UTF-8, line ends as they come. Raises StorageError; the file is then as it was before."""
    with replacing(path) as file:
        file.writelines(piece.encode() for piece in pieces)
