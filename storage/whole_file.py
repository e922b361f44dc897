"""A file written whole or not at all: beside its place first, made durable, then put there."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from crawler.errors import StorageError
from storage.durable import sync_folder


def write_whole(path: Path, pieces: Iterable[str]) -> None:
    """Write text as UTF-8, line ends as they come. Raises StorageError; the file is then as it was before."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with temporary.open("w", encoding="utf-8", newline="") as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        raise StorageError(
            f"cannot write ({error.strerror}); free space or mend permissions, then run again", path=str(path)
        ) from error
    finally:
        # Gone already when all went well; left behind when a piece could not even be made.
        with suppress(OSError):
            temporary.unlink()
