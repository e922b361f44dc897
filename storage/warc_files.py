"""The life of a WARC file on disk: its tail mended after a crash, its final name, its line in the fixity manifest."""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from crawler.errors import StorageError
from storage.durable import sync_folder
from storage.jsonl import write_lines
from storage.members import whole_events

MANIFEST: Final = "manifest-sha256.txt"
_DAMAGED: Final = re.compile(r"(.+)\.(\d+)\.damaged")


@dataclass(frozen=True, slots=True)
class Repair:
    """A cut tail: `damaged_bytes` from `offset` on were moved to a file of their own beside the WARC."""

    filename: str
    offset: int
    damaged_bytes: int

    def __str__(self) -> str:
        return f"repaired {self.filename}: {self.damaged_bytes} bytes from offset {self.offset} on kept as .damaged"


def repair_tail(path: Path) -> Repair | None:
    """Cut a file after its last whole exchange; what is cut off is kept beside it, durable first. None when whole."""
    try:
        end, size = whole_events(path), path.stat().st_size
        if end == size:
            return None
        with path.open("rb") as file:
            file.seek(end)
            damaged = file.read()
        kept = path.with_name(f"{path.name.removesuffix('.open')}.{end}.damaged")
        with kept.open("wb") as file:
            file.write(damaged)
            file.flush()
            os.fsync(file.fileno())
        sync_folder(path.parent)
        with path.open("r+b") as file:
            file.truncate(end)
            os.fsync(file.fileno())
    except OSError as error:
        raise storage_error(error, path) from error
    return Repair(path.name.removesuffix(".open"), end, len(damaged))


def repairs_in(folder: Path) -> list[Repair]:
    """The cut tails that are kept in a folder, by the names that `repair_tail` gives them."""
    found = (_DAMAGED.fullmatch(path.name) for path in sorted(folder.glob("*.damaged")))
    return [Repair(one[1], int(one[2]), (folder / one[0]).stat().st_size) for one in found if one is not None]


def finish_file(path: Path) -> Path | None:
    """Give a file that ends whole its final name; a file of no bytes is removed.

    Its line is in the manifest before it has the name: a crash in between leaves an `.open` file, which the next
    run finishes again, and never a finished file that the manifest does not know.
    """
    try:
        if path.stat().st_size == 0:
            path.unlink()
            return None
        with path.open("rb") as file:
            os.fsync(file.fileno())
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        final = path.with_name(path.name.removesuffix(".open"))
        enter_in_manifest(path.parent, final.name, digest)
        path.rename(final)
        sync_folder(path.parent)
    except OSError as error:
        raise storage_error(error, path) from error
    return final


def enter_in_manifest(folder: Path, name: str, digest: str) -> None:
    """Put a file's SHA-256 into the folder's manifest, in place of an older line about it; whole or not at all."""
    known = read_manifest(folder)
    known[name] = digest
    write_lines(folder / MANIFEST, (f"{value}  {key}" for key, value in known.items()))


def read_manifest(folder: Path) -> dict[str, str]:
    """SHA-256 in hex by file name, in the order of the manifest; empty when there is none."""
    try:
        lines = (folder / MANIFEST).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return {}
    except UnicodeDecodeError as error:
        raise StorageError(f"is no text ({error}); move it away and run again", path=str(folder / MANIFEST)) from error
    return {name: digest for digest, _, name in (line.partition("  ") for line in lines) if name}


def storage_error(error: OSError, path: Path) -> StorageError:
    return StorageError(
        f"cannot write ({error.strerror}); free space or mend permissions, then run the command again",
        path=str(path),
    )
