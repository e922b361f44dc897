"""What the next run makes of what an earlier one left: cut files mended, captures entered that the ledger missed."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from crawler.address import Address, Seen
from crawler.answers import MAX_PAGE_BYTES, Answer, read_answer, with_payload
from crawler.errors import StorageError, WarcError
from crawler.intake import Intake
from crawler.ledger import Ledger
from crawler.scope import Scope
from storage.exchange import Original
from storage.record_bytes import WARC_FIELDS
from storage.series import LIVE, series_of
from storage.warc_files import finish_file, repair_tail
from storage.warc_reader import Found, found_in, records, response_at
from storage.warc_records import Record, read_records

logger = logging.getLogger(__name__)

# What a hop's letter says of the address it leads to; a redirect leads to what it began with.
_KINDS = {"": "seed", "M": "sitemap", "E": "requisite"}


def warc_files(directory: Path) -> list[Path]:
    """The WARC files of an archive folder, finished or not, in the order of their names."""
    return sorted(p for p in (directory / "archive").iterdir() if p.name.removesuffix(".open").endswith(".warc.gz"))


def warc_names(directory: Path) -> tuple[str, ...]:
    """The names of these files once they are finished."""
    return tuple(path.name.removesuffix(".open") for path in warc_files(directory))


def is_ours(path: Path) -> bool:
    """Whether a WARC file was written by this program; one that a crash left without a first record counts as ours."""
    try:
        first = next(read_records(path), None)
    except WarcError:
        return path.suffix == ".open"
    return first is not None and first.type == "warcinfo" and b"software: gsn-archive/" in first.block


class Recovery:
    """Brings the ledger and the WARC files of one series together."""

    body_given = MAX_PAGE_BYTES

    def __init__(self, directory: Path, ledger: Ledger, scope: Scope, intake: Intake, *, series: str = LIVE) -> None:
        self._series = series
        self._directory = directory
        self._ledger = ledger
        self._scope = scope
        self._intake = intake

    def run(self) -> None:
        self._check_nothing_lost()
        for found in warc_files(self._directory):
            if series_of(found.name) != self._series:
                continue
            path = self._mend(found) if found.suffix == ".open" else found
            if path is not None and path.stat().st_size > self._ledger.journal.durable_bytes(path.name):
                self._take_in(path)

    def _check_nothing_lost(self) -> None:
        """No finished file may be gone or shorter than it was: going on would be to lie about what is kept."""
        paths = warc_files(self._directory)
        sizes = {path.name: path.stat().st_size for path in paths}
        still_open = {path.name.removesuffix(".open") for path in paths if path.suffix == ".open"}
        for filename, durable in self._ledger.journal.files():
            if filename not in still_open and sizes.get(filename, 0) < durable:
                what = f"is shorter than the {durable} bytes it had" if filename in sizes else "is gone"
                raise StorageError(
                    f"this WARC file {what}; put it back from a copy, or move state/ledger.sqlite away and what is"
                    " missing is fetched again",
                    path=str(self._directory / "archive" / filename),
                )

    def _mend(self, path: Path) -> Path | None:
        repair = repair_tail(path)
        if repair is not None:
            logger.warning("%s: %s damaged bytes cut off and kept beside it", path, repair.damaged_bytes)
        # A disk that lost what it had called durable: what was there is asked for again.
        self._ledger.forget_beyond(path.name.removesuffix(".open"), path.stat().st_size)
        return finish_file(path)

    def _take_in(self, path: Path) -> None:
        journal = self._ledger.journal
        for found, about in events(path, journal.durable_bytes(path.name), self._found):
            if journal.is_captured(found.capture.recordId):
                continue
            repeats = self._original(found)
            address = self._address(found, about)
            if address is None:
                journal.note_capture(found.capture, repeats.record_id if repeats else None)
            else:
                self._intake.take(address, self._answer(found, repeats), time.time())
        journal.set_durable_bytes(path.name, path.stat().st_size)

    def _found(self, record: Record) -> Found:
        return found_in(record)

    def _address(self, found: Found, about: dict[str, str]) -> Address | None:
        """The address of a capture; one that the ledger had no time to note is noted as its metadata record has it.

        None for what no turn of the frontier brought: a robots.txt has no way that led to it.
        """
        url, hops = found.capture.targetUri, about.get("hopsFromSeed", "")
        if self._ledger.address(url) is None and hops != "P":
            kind = _KINDS.get(hops.rstrip("R")[-1:], "page")
            self._ledger.add([Seen(url, kind, hops, about.get("via"), self._scope.refusal(url, kind))])
        return self._ledger.address(url)

    def _original(self, found: Found) -> Original | None:
        refers = found.refers_to
        return self._ledger.journal.original(refers.record_id) if refers and refers.record_id else None

    def _answer(self, found: Found, repeats: Original | None) -> Answer:
        answer = read_answer(found.block, found.capture, found.truncated, repeats=repeats, limit=self.body_given)
        if repeats is None or answer.is_unchanged:
            return answer
        place = self._ledger.journal.place_of(repeats.record_id)
        if place is None:
            return answer
        return with_payload(answer, response_at(self._directory / "archive" / place[0], place[1]))


def events(
    path: Path, start: int, read: Callable[[Record], Found] = found_in
) -> Iterator[tuple[Found, dict[str, str]]]:
    """Each capture of a file of ours from byte `start` on, with the fields of its metadata record."""
    found: Found | None = None
    for record in records(path, start):
        if record.type in ("response", "revisit"):
            found = read(record)
        elif found is not None and record.headers.get("Content-Type") == WARC_FIELDS:
            yield found, _fields(record.block)
            found = None


def _fields(block: bytes) -> dict[str, str]:
    lines = (line.partition(": ") for line in block.decode("utf-8", "replace").splitlines())
    return {name: value for name, colon, value in lines if colon}
