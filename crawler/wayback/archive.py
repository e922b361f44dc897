"""An archive folder, open for bringing another archive's captures home: two series of WARC files, one journal.

The evidence, our exchanges with the other archive, is the journal. A restored record is made from an evidence record
and can be made from it again: after a crash what the restored files hold beyond the ledger is dropped and made anew,
so nothing is lost and nothing stands there twice.
"""

from __future__ import annotations

import json
import logging
import os
import time
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Final

from crawler.address import Address, Seen
from crawler.archive import Archive
from crawler.errors import CrawlError, UsageError
from crawler.intake import LONGEST_WAIT
from crawler.items import Capture
from crawler.recovery import Recovery, warc_files
from crawler.wayback.budget import come_back
from crawler.wayback.claim import claim_server
from crawler.wayback.intake import BEGINNING, WaybackIntake
from crawler.wayback.listing import SOURCE, Listing
from crawler.wayback.listing_answers import LIST, NO_LIST
from crawler.wayback.options import WaybackOptions
from crawler.wayback.replay_address import read_replay_address
from crawler.wayback.restore import DIFFERS
from storage.blocks import LONG, Message
from storage.exchange import Exchange, Original
from storage.http import read_response
from storage.restored_records import Member, Restorable, restored_id, write_member, write_restored
from storage.series import EVIDENCE, RESTORED, series_of
from storage.warc_files import finish_file, storage_error
from storage.warc_reader import Found, as_memento, captures, found_in, message_at
from storage.warc_records import Record
from storage.warc_writer import WarcWriter

logger = logging.getLogger(__name__)

_WHAT: Final = {
    EVIDENCE: "exchanges with another archive as they crossed the connection; target URIs are that archive's",
    RESTORED: "captures of another archive, restored from the evidence series: target URI and date are the original's,"
    " WARC-Source-URI is where it came from; not captured by this program from the original site",
}
# No listing has as many bytes: some hundred million lines. What ends before it is the room on the disk.
LONGEST_LISTING: Final = 1 << 36
# More than the heads of a restored record and its metadata take.
_RECORD_HEADS: Final = 1 << 16
# What warcinfo says of requests means nothing for records that no request of ours brought.
_OF_OUR_REQUESTS: Final = ("robots", "http-header-user-agent")


class WaybackArchive(Archive):
    """Writes the evidence as a live crawl writes its exchanges, and the restored records beside it."""

    source = SOURCE
    series = EVIDENCE
    body_given = BEGINNING
    options: WaybackOptions

    # -- the source ---------------------------------------------------------------------------------

    def _check_same_crawl(self) -> None:
        """Another archive may be asked when nothing is awaited from the one before."""
        options, known = self.options, self.ledger.meta("wayback")
        mine = json.dumps({"source": SOURCE, "server": options.server.url, "starts": list(options.starts)})
        if known is not None and known != mine and self.ledger.pending() > 0:
            old = json.loads(known)
            raise UsageError(
                f"this folder waits for {old['server']} ({' '.join(old['starts'])}); let that run end first, or give"
                " another folder with -d",
                path=str(options.directory),
            )
        self.ledger.set_meta("wayback", mine)
        # --delay 0, which is for this machine only, lifts all manners but the silence after a 429.
        if options.pace == 0:
            return
        self._claim = claim_server(options.server.name)
        until = float(self.ledger.meta("come back") or 0)
        if until > time.time():
            raise CrawlError(
                f"the archive has blocked this address; come back after {come_back(until)}", url=options.server.url
            )

    def _add_starts(self) -> None:
        """What an earlier run did not get of these listings is asked for again; what was refused it, is not."""
        urls = [self.options.server.listing_url(query) for query in self.options.queries]
        self.ledger.ask_failed_again("listing", urls, final=NO_LIST)
        self.ledger.add(Seen(url, "listing", "", None, alone=True) for url in urls)

    def _recovery(self) -> EvidenceRecovery:
        self._restored: WarcWriter | None = None
        self._restored_bytes: dict[str, int] = {}
        self._found: dict[str, Capture] = {}
        self.blocked: str | None = None
        self.listing = Listing(self.ledger.file)
        self.intake = WaybackIntake(
            self.ledger, self.listing, self.options, self.restore, self.keep_member, self.message_of
        )
        self._find_restored()
        return EvidenceRecovery(self.options.directory, self.ledger, self.scope, self.intake, series=self.series)

    def _find_restored(self) -> None:
        """Cut open files back to what the ledger knows, and see what finished ones hold beyond it."""
        journal = self.ledger.journal
        for found in warc_files(self.options.directory):
            if series_of(found.name) != RESTORED:
                continue
            known = journal.durable_bytes(found.name.removesuffix(".open"))
            path = _cut(found, known) if found.suffix == ".open" else found
            if path is not None and path.stat().st_size > known:
                for one in captures(path, known):
                    self._found[one.capture.recordId] = one.capture
                journal.set_durable_bytes(path.name, path.stat().st_size)

    def doubts(self) -> tuple[str, ...]:
        """Captures whose payload is not the one that was listed."""
        return tuple(
            f"{one.url} of {one.date}: the payload's digest is {one.found}, {one.listed} was listed"
            for one in self.listing.mismatches(DIFFERS)
        )

    # -- when to stop -------------------------------------------------------------------------------

    @property
    def stopped(self) -> bool:
        return super().stopped or self.blocked is not None

    def block(self, reason: str, seconds: float) -> None:
        """The archive does not want us now: the run ends, and says when to come back."""
        if self.blocked is None:
            until = time.time() + seconds
            self.ledger.set_meta("come back", str(until))
            self.blocked = f"{reason}; run the same command again after {come_back(until)}, nothing is lost"
            logger.error("%s", self.blocked)
            self.on_stop()

    def silence(self, seconds: float) -> None:
        """The archive is to be left alone for so long, also by a run that begins in the meantime."""
        self.ledger.set_meta("quiet until", str(time.time() + seconds))
        self.checkpoint(force=True)

    def silence_left(self) -> float | None:
        """Seconds until the latest silence ends, negative when it has ended; None when there was none."""
        until = self.ledger.meta("quiet until")
        # At most what a server may ask for: a clock that was wrong once must not silence a folder for good.
        return None if until is None else min(float(until) - time.time(), LONGEST_WAIT)

    def longest_answer(self, kind: str) -> int:
        return LONGEST_LISTING if kind == "listing" else super().longest_answer(kind)

    # -- writing ------------------------------------------------------------------------------------

    def _original(self, exchange: Exchange) -> Original | None:
        """Evidence is always kept whole."""
        return None

    def restore(self, one: Restorable) -> Capture:
        """Write a restored record, unless it is there already. Raises StorageError; then nothing was kept."""
        known = self._found.pop(restored_id(one.evidence.recordId), None)
        if known is not None:
            return as_memento(known, one.replay_url)
        writer = self._open_restored(len(one.block))
        capture = write_restored(writer, one)
        self._restored_bytes[writer.filename] = writer.offset
        return capture

    def keep_member(self, member: Member, evidence: Capture, url: str, verdict: str) -> Capture:
        """Keep a WARC record of the archive's own as it is, unless it is there already."""
        known = self._found.pop(member.record_id, None)
        if known is not None:
            return as_memento(known, url)
        writer = self._open_restored(len(member.data))
        capture = write_member(writer, member, evidence, url, verdict)
        self._restored_bytes[writer.filename] = writer.offset
        return capture

    def _open_restored(self, size: int) -> WarcWriter:
        """The writer for a record of so many bytes. A file that this may fill is finished, and durable, at once: the
        evidence has to be durable before it."""
        if self._restored is None:
            about = {name: value for name, value in self._warcinfo().items() if name not in _OF_OUR_REQUESTS}
            self._restored = WarcWriter(
                self.options.directory / "archive",
                RESTORED,
                {**about, "isPartOf": RESTORED, "description": self._description(RESTORED)},
                rotate_bytes=self.options.warc_size,
            )
        elif self._restored.offset + size + _RECORD_HEADS > self.options.warc_size:
            super()._sync()
        return self._restored

    def message_of(self, capture: Capture) -> AbstractContextManager[Message]:
        """The HTTP response of a capture in this folder, as it is in the WARC."""
        return message_at(self.options.directory / "archive" / capture.filename, capture.offset)

    def _warcinfo(self) -> dict[str, str]:
        return {**super()._warcinfo(), "isPartOf": EVIDENCE, "description": self._description(EVIDENCE)}

    def _description(self, series: str) -> str:
        repairs = "".join(f"; {repair}" for repair in self._repairs.untold)
        return f"Global Security Newswire, from {self.options.server.url}: {_WHAT[series]}{repairs}"

    def _sync(self) -> None:
        super()._sync()
        if self._restored is not None:
            self._restored.sync()

    def _mark_durable(self) -> None:
        super()._mark_durable()
        for filename, end in self._restored_bytes.items():
            self.ledger.journal.set_durable_bytes(filename, end)
        self._restored_bytes.clear()

    def _close_files(self) -> None:
        super()._close_files()
        if self._restored is not None:
            self._restored.close()


class EvidenceRecovery(Recovery):
    """Tells what an exchange with an archive was for."""

    body_given = BEGINNING

    def _found(self, record: Record) -> Found:
        return found_in(record, head_only=record.size > LONG)

    def _address(self, found: Found, about: dict[str, str]) -> Address | None:
        url, hops = _asked(found), about.get("hopsFromSeed", "")
        if self._ledger.address(url) is None:
            page = "requisite" if "E" in hops else "page"
            kind = page if "#bytes=" in url or read_replay_address(url) else "listing"
            self._ledger.add([Seen(url, kind, hops, about.get("via"), alone=True)])
        return self._ledger.address(url)


def _asked(found: Found) -> str:
    """The address that was asked for; of an answer to a request for a range, the one that names the range."""
    held = read_response(found.block).header(b"content-range") if found.capture.status == 206 else None
    span = (held or b"").decode("latin-1").partition("bytes ")[2].partition("/")[0]
    return found.capture.targetUri + (f"#bytes={span}" if span else "")


def _cut(path: Path, known: int) -> Path | None:
    """What lies behind `known` bytes is made anew from the evidence."""
    try:
        with path.open("r+b") as file:
            file.truncate(known)
            os.fsync(file.fileno())
    except OSError as error:
        raise storage_error(error, path) from error
    return finish_file(path)


def find_problem(archive: Archive) -> CrawlError | None:
    """Why the job could not be done: the archive blocks us, or gave no listing at all."""
    if not isinstance(archive, WaybackArchive):
        return None
    server = archive.options.server.url
    if archive.blocked is not None:
        return CrawlError(archive.blocked, url=server)
    answers = archive.listing.first_answers()
    if any(
        state == "pending" or (state in ("captured", "leased") and kind == LIST) for _, state, _, _, kind in answers
    ):
        return None
    url, state, reason, status, kind = answers[0]
    why = reason or (f"{kind} (HTTP {status})" if kind else state)
    check = "--server and --interface, or try again later"
    if NO_LIST in why:
        check += ", with --retry-failed"
    return CrawlError(f"no usable listing: {why}; check {check}", url=url)
