"""Which captures the ledger has entered, where each lies, and what its page says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from crawler.items import Capture
from crawler.ledger_file import LedgerFile
from storage.exchange import Original

# Under this key the ledger keeps the SHA-256 of the records that the last run wrote.
RECORDS_DIGEST: Final = "records sha256"
_ORIGINAL = "SELECT record_id, url, date, digest, status FROM captures WHERE refers_to IS NULL"


class Journal:
    """The tables `captures`, `readings` and `files` of one ledger."""

    def __init__(self, file: LedgerFile) -> None:
        self._file = file

    # -- captures -----------------------------------------------------------------------------------

    def note_capture(self, capture: Capture, refers_to: str | None = None, framing: str | None = None) -> None:
        """Enter one response or revisit record; `refers_to` is the record id of a revisit's original, `framing` what
        `storage.http.framing_of` says of a response."""
        self._file.run(
            "INSERT OR IGNORE INTO captures VALUES (?,?,?,?,?,?,?,?,?,?)",
            capture.recordId,
            capture.targetUri,
            capture.filename,
            capture.offset,
            capture.length,
            capture.date,
            capture.status,
            capture.payloadDigest,
            refers_to,
            framing,
        )

    def is_captured(self, record_id: str) -> bool:
        return self._file.row("SELECT 1 FROM captures WHERE record_id = ?", record_id) is not None

    def place_of(self, record_id: str) -> tuple[str, int] | None:
        """File name (without `.open`) and offset of a captured record; None when it is not known."""
        row = self._file.row('SELECT filename, "offset" FROM captures WHERE record_id = ?', record_id)
        return (row["filename"], row["offset"]) if row else None

    def original_with(self, digest: str, status: int, url: str, framing: str | None) -> Original | None:
        """A response of this status and payload digest for a revisit to refer to: one of the same address, else for a
        page proper (200) of any other, when its body was sent in the same chunks: head and original together then
        still have every byte. Redirects share a few words of body, and no more."""
        sought = f"{_ORIGINAL} AND digest = ? AND status = ?"
        row = self._file.row(f"{sought} AND url = ? LIMIT 1", digest, status, url)
        if row is None and status == 200:
            row = self._file.row(f"{sought} AND framing IS ? LIMIT 1", digest, status, framing)
        return _original(row)

    def original(self, record_id: str) -> Original | None:
        return _original(self._file.row(f"{_ORIGINAL} AND record_id = ?", record_id))

    def captures(self) -> Iterator[tuple[str, str, str]]:
        """URL, WARC-Date and file name of every capture, by file and place."""
        for row in self._file.rows('SELECT url, date, filename FROM captures ORDER BY filename, "offset"'):
            yield row["url"], row["date"], row["filename"]

    # -- what the pages say -------------------------------------------------------------------------

    def note_reading(self, record_id: str, extractor: str, reading: bytes) -> None:
        self._file.run("INSERT OR REPLACE INTO readings VALUES (?,?,?)", record_id, extractor, reading)

    def readings(self, extractor: str) -> Iterator[bytes]:
        for row in self._file.rows("SELECT reading FROM readings WHERE extractor = ?", extractor):
            yield row["reading"]

    # -- files --------------------------------------------------------------------------------------

    def durable_bytes(self, filename: str) -> int:
        """Up to which byte of a WARC file the ledger has entered what is there."""
        row = self._file.row("SELECT durable FROM files WHERE filename = ?", filename)
        return row["durable"] if row else 0

    def files(self) -> Iterator[tuple[str, int]]:
        """Each WARC file that the ledger knows, and up to which byte it has entered it."""
        for row in self._file.rows("SELECT filename, durable FROM files"):
            yield row["filename"], row["durable"]

    def set_durable_bytes(self, filename: str, durable: int) -> None:
        self._file.run("INSERT OR REPLACE INTO files VALUES (?, ?)", filename, durable)


def _original(row: Any) -> Original | None:
    return Original(row["record_id"], row["url"], row["date"], row["digest"], row["status"]) if row else None
