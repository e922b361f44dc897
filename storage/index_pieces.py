"""The sorted index of each WARC file, kept: a finished file never changes, so it is read once and merged for ever.

A piece is a text file: a line about the WARC it was made from, then that WARC's CDXJ lines in bytewise order.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Final

from crawler.errors import StorageError, WarcError
from storage.cdxj import entry_of
from storage.durable import replacing
from storage.series import EVIDENCE, series_of
from storage.sorting import sort_lines
from storage.warc_records import read_records

# Raised when the same record gets another line: pieces of an older form are made anew.
FORM: Final = 3
SUFFIX: Final = ".cdxj"
_MARK: Final = b"!piece "


@dataclass(frozen=True, slots=True)
class About:
    """What a piece was made from. `size` in bytes and `modified` in nanoseconds tell whether the file is still the
    same; `earliest` and `latest` are its first and last WARC-Date; `problems` say what of it could not be read."""

    form: int
    size: int
    modified: int
    earliest: str
    latest: str
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """The index of one WARC file. `fresh` when it was made just now, not found."""

    warc: Path
    path: Path
    about: About
    fresh: bool

    def lines(self) -> Iterator[bytes]:
        """Its CDXJ lines, sorted. Raises StorageError when the piece cannot be read."""
        try:
            with self.path.open("rb") as file:
                file.readline()
                yield from file
        except OSError as error:
            raise StorageError(f"cannot be read ({error.strerror})", path=str(self.path)) from error


def piece_of(warc: Path, folder: Path) -> Piece:
    """The piece of a finished WARC, found in `folder` or made there.

    A damaged file gives all that is whole, and a problem for each damage. Raises StorageError.
    """
    path = folder / f"{warc.name}{SUFFIX}"
    try:
        stat = warc.stat()
    except OSError as error:
        raise StorageError(f"cannot be read ({error.strerror})", path=str(warc)) from error
    known = _read_about(path)
    now = (FORM, stat.st_size, stat.st_mtime_ns, ())
    # What could not be read to its end is tried again: it may have been mended, or its permissions.
    if known is not None and (known.form, known.size, known.modified, known.problems) == now:
        return Piece(warc, path, known, fresh=False)
    return _make(warc, path, stat)


def forget_gone(folder: Path, archive: Path) -> None:
    """Remove the pieces of WARC files that are no longer there."""
    for path in folder.glob(f"*{SUFFIX}"):
        if not (archive / path.name.removesuffix(SUFFIX)).exists():
            path.unlink(missing_ok=True)


def _read_about(path: Path) -> About | None:
    try:
        with path.open("rb") as file:
            line = file.readline()
        if not line.startswith(_MARK):
            return None
        about = About(**json.loads(line.removeprefix(_MARK)))
        return replace(about, problems=tuple(about.problems))
    except (OSError, ValueError, TypeError):
        # No piece, or none of ours: it is made anew.
        return None


def _make(warc: Path, path: Path, stat: os.stat_result) -> Piece:
    reading = _Reading(warc)
    with replacing(path) as file:
        lines = sort_lines(reading.lines(), path.parent)
        earliest, latest = reading.dates
        about = About(FORM, stat.st_size, stat.st_mtime_ns, earliest, latest, tuple(reading.problems))
        file.write(_MARK + json.dumps(asdict(about)).encode() + b"\n")
        file.writelines(lines)
    return Piece(warc, path, about, fresh=True)


class _Reading:
    """One pass over a WARC: its lines in file order; what was seen on the way is known when they are all taken."""

    def __init__(self, warc: Path) -> None:
        self._warc = warc
        self._dates: tuple[str, str] | None = None
        self.problems: list[str] = []

    @property
    def dates(self) -> tuple[str, str]:
        return self._dates or ("", "")

    def lines(self) -> Iterator[bytes]:
        try:
            # Replay shows what came home, not the exchanges with the archive that it came through.
            shown = series_of(self._warc.name) != EVIDENCE
            for record in read_records(self._warc, tell=self._tell):
                self._note(record.headers.get("WARC-Date") or "")
                if shown and (entry := entry_of(record)) is not None:
                    yield entry.line
        except WarcError as error:
            self._tell(error)

    def _tell(self, problem: WarcError) -> None:
        self.problems.append(str(problem).replace(str(self._warc), self._warc.name))

    def _note(self, date: str) -> None:
        if not date:
            return
        first, last = self._dates or (date, date)
        self._dates = min(first, date, key=moment), max(last, date, key=moment)


def moment(date: str) -> str:
    """A WARC-Date as a key to sort by: without its Z a date of fewer digits comes before those it holds."""
    return date.rstrip("Z")
