"""The ledger against the WARC files: every capture in both, and books that balance."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from crawler.books import ANSWERED, STATES, WITH_REASONS
from crawler.errors import StorageError
from crawler.journal import RECORDS_DIGEST
from crawler.ledger_file import LedgerFile
from storage.checks.catalogue import Catalogue, Known
from storage.checks.findings import Finding, Place, Rule, Severity, quoted
from storage.durable import sha256_of

_RUN: Final = "run the crawl again: it enters what the WARC files hold"
_RETURN: Final = "get the WARC file back from a copy, or move the ledger away and the next crawl makes it anew"

_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO
# fmt: off
READABLE: Final = Rule("ledger-readable", _E, "SQLite file format", "The ledger is a whole SQLite file of this form.",
                       "move the ledger away and run the crawl again: it is made anew from the WARC files")
NONE: Final = Rule("ledger-there", _I, "gsn-archive: docs/decisions.md", "A folder has a ledger.",
                   "nothing; the captures are whole without it, a crawl makes it anew")
CAPTURE: Final = Rule("ledger-capture", _E, "gsn-archive: docs/decisions.md",
                      "Every capture in the ledger leads to its WARC record.", _RETURN)
DIFFERS: Final = Rule("ledger-differs", _E, "gsn-archive: docs/decisions.md",
                      "What the ledger says of a capture is what its WARC record says.", _RETURN)
MISSING: Final = Rule("ledger-missing", _E, "gsn-archive: docs/decisions.md",
                      "Every response and revisit is in the ledger.", _RUN)
WAITING: Final = Rule("ledger-waiting", _I, "gsn-archive: docs/decisions.md",
                      "Nothing lies behind the last checkpoint.", _RUN)
DURABLE: Final = Rule("ledger-durable", _E, "gsn-archive: docs/decisions.md",
                      "No WARC file is shorter than the ledger knows it to be.", _RETURN)
STATE: Final = Rule("ledger-states", _E, "gsn-archive: docs/decisions.md",
                    "Every address is in one known state; an answered one names its capture, a refused one its reason.",
                    "move the ledger away and run the crawl again: it is made anew from the WARC files")
LEASED: Final = Rule("ledger-leased", _I, "gsn-archive: docs/decisions.md", "No address is on its way.",
                     "nothing; when no crawl is running, the next one fetches it again")
RECORDS: Final = Rule("ledger-records", _E, "gsn-archive: docs/decisions.md",
                      "records/articles.jsonl is to the byte what the last crawl wrote.",
                      "run the crawl again: it makes the records anew from what it captured")
# fmt: on
RULES: Final = (READABLE, NONE, CAPTURE, DIFFERS, MISSING, WAITING, DURABLE, STATE, LEASED, RECORDS)


class LedgerCheck:
    """The ledger of a folder as it is now. Opened before the WARC files are read, so that of a running crawl it knows
    no capture which they do not have yet; close it."""

    def __init__(self, directory: Path) -> None:
        self._folder = directory / "archive"
        self._path = directory / "state" / "ledger.sqlite"
        self._copy: TemporaryDirectory[str] | None = None
        self._file: LedgerFile | None = None
        self._problem: str | None = None
        if self._path.exists():
            try:
                self._file = self._open()
            except StorageError as error:
                self._problem = error.message

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
        if self._copy is not None:
            self._copy.cleanup()

    def run(self, catalogue: Catalogue) -> Iterator[Finding]:
        """All findings, after all records are in the catalogue."""
        place = Place(str(self._path))
        if self._problem is not None:
            yield READABLE.at(place, self._problem)
        elif self._file is None:
            yield NONE.at(place, "there is no ledger")
        else:
            catalogue.clear_marks()
            try:
                yield from _damage(self._file, place)
                yield from _captures(self._file, catalogue, place)
                yield from _missing(self._file, catalogue)
                yield from _files(self._file, self._folder)
                yield from _states(self._file, place)
                yield from _records(self._file, self._folder.parent / "records" / "articles.jsonl")
            except StorageError as error:
                yield READABLE.at(place, error.message)

    def _open(self) -> LedgerFile:
        path = self._path
        # SQLite writes beside a file in WAL mode even to read it; on a medium that takes nothing, a copy is read.
        if not os.access(path.parent, os.W_OK):
            self._copy = TemporaryDirectory()
            for beside in path.parent.glob(f"{path.name}*"):
                shutil.copyfile(beside, Path(self._copy.name) / beside.name)
            path = Path(self._copy.name) / path.name
        file = LedgerFile(path, read_only=True)
        file.run("BEGIN")
        file.row("SELECT count(*) FROM files")
        return file


def _records(file: LedgerFile, path: Path) -> Iterator[Finding]:
    row = file.row("SELECT value FROM meta WHERE key = ?", RECORDS_DIGEST)
    if row is None:
        return
    if not path.exists():
        yield RECORDS.at(Place(str(path)), "the records are gone")
    elif sha256_of(path) != row["value"]:
        yield RECORDS.at(Place(str(path)), "the records are not those that the last crawl wrote")


def _damage(file: LedgerFile, place: Place) -> Iterator[Finding]:
    for row in file.rows("PRAGMA quick_check(20)"):
        if row[0] != "ok":
            yield READABLE.at(place, str(row[0]))


def _captures(file: LedgerFile, catalogue: Catalogue, ledger: Place) -> Iterator[Finding]:
    for row in file.rows('SELECT * FROM captures ORDER BY filename, "offset"'):
        place = Place(ledger.file, None, row["record_id"])
        found = catalogue.at(row["filename"], row["offset"])
        known = next((one for one in found if one.id == row["record_id"]), None)
        if known is None:
            where = f"{row['filename']} at byte {row['offset']}"
            yield CAPTURE.at(place, f"the capture of {quoted(row['url'])} should begin in {where}, and does not")
            continue
        catalogue.mark(known)
        if known.type != "damaged":
            for name, stated, right in _columns(row, known):
                if stated != right:
                    text = f"the ledger has {name} {quoted(str(stated))}, the record {quoted(str(right))}"
                    yield DIFFERS.at(place, text)


def _columns(row: Any, known: Known) -> Iterator[tuple[str, object, object]]:
    yield "url", row["url"], known.uri
    yield "length", row["length"], known.length
    yield "date", row["date"], known.date
    if row["digest"] is not None and known.stated:
        yield "digest", row["digest"], known.digest
    if known.type == "revisit" or row["refers_to"] is not None:
        yield "refers_to", row["refers_to"], known.refers_to
    elif known.status is not None:
        yield "status", row["status"], known.status


def _missing(file: LedgerFile, catalogue: Catalogue) -> Iterator[Finding]:
    durable = {row["filename"]: row["durable"] for row in file.rows("SELECT filename, durable FROM files")}
    for known in catalogue.unmarked("type IN ('response','revisit')"):
        place = Place(known.place, known.offset, known.id)
        if known.offset >= durable.get(known.filename, 0):
            yield WAITING.at(place, f"the {known.type} record of {quoted(known.uri)} is not yet in the ledger")
        else:
            yield MISSING.at(place, f"the {known.type} record of {quoted(known.uri)} is not in the ledger")


def _files(file: LedgerFile, folder: Path) -> Iterator[Finding]:
    for row in file.rows("SELECT filename, durable FROM files ORDER BY filename"):
        name = row["filename"]
        path = next((one for one in (folder / name, folder / f"{name}.open") if one.exists()), None)
        if path is None:
            yield DURABLE.at(Place(str(folder / name)), f"the ledger knows {row['durable']} bytes of a file not there")
        elif path.stat().st_size < row["durable"]:
            size = path.stat().st_size
            yield DURABLE.at(Place(str(path)), f"the file has {size} bytes, the ledger knows of {row['durable']}")


def _states(file: LedgerFile, place: Place) -> Iterator[Finding]:
    for row in file.rows(f"SELECT url, state FROM addresses WHERE state NOT IN {STATES}"):
        yield STATE.at(place, f"{quoted(row['url'])} is in the state {quoted(str(row['state']))}")
    for row in file.rows(
        f"SELECT url, state FROM addresses WHERE state IN {ANSWERED}"
        " AND (record_id IS NULL OR record_id NOT IN (SELECT record_id FROM captures))"
    ):
        yield STATE.at(place, f"{quoted(row['url'])} is {row['state']}, and names no capture of the ledger")
    for row in file.rows(
        "SELECT a.url, a.state FROM addresses a JOIN captures c ON c.record_id = a.record_id"
        f" WHERE a.state IN {ANSWERED} AND (a.state = 'revisit') <> (c.refers_to IS NOT NULL)"
    ):
        yield STATE.at(place, f"{quoted(row['url'])} is {row['state']}, its capture is of the other kind")
    for row in file.rows(f"SELECT url, state FROM addresses WHERE state IN {WITH_REASONS} AND reason IS NULL"):
        yield STATE.at(place, f"{quoted(row['url'])} is {row['state']} without a reason")
    leased = file.row("SELECT count(*) AS n FROM addresses WHERE state = 'leased'")["n"]
    if leased:
        yield LEASED.at(place, f"{leased} addresses are on their way")
