"""One archive folder, open for a crawl: its lock, its WARCs, its ledger, and the order in which they become durable.

The WARC is the journal. A checkpoint makes the WARC durable first and the ledger after it, so after any
crash the ledger never knows of bytes that are not there; what the WARC holds beyond the last checkpoint is
entered by the next run through the same intake that a running crawl uses.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import IO, Final

from crawler.address import Seen
from crawler.answers import MAX_PAGE_BYTES
from crawler.claim import claim
from crawler.errors import ArchiveError, StorageError, UsageError
from crawler.evidence import CHAIN_TYPE, DNS_TYPE, chain_uri, dns_uri
from crawler.intake import Intake
from crawler.ledger import Ledger
from crawler.options import CrawlOptions
from crawler.provenance import settings_of, warcinfo_of
from crawler.recovery import Recovery
from crawler.repairs import Repairs
from crawler.scope import Scope
from crawler.unentered import Kept, Unentered
from storage.exchange import Exchange, Original
from storage.http import framing_of, split_interim
from storage.record_bytes import EMPTY, sha1, warc_date
from storage.series import LIVE
from storage.warc_writer import WarcWriter, describe_response

logger = logging.getLogger(__name__)

# A checkpoint costs two fsyncs: once a second, or after so many captures on a fast host.
CHECKPOINT_SECONDS: Final = 1.0
CHECKPOINT_CAPTURES: Final = 200


class Archive:
    """An open archive folder. Everything that a run writes goes through here; close it with `finish`.

    What differs from source to source is below under "the source"; a second source overrides it.
    """

    source = "live"
    series = LIVE
    # How much of a body the intake is given; where that is a beginning, it reads the rest in the WARC, piece by piece.
    body_given = MAX_PAGE_BYTES

    def __init__(self, options: CrawlOptions, ledger: Ledger, lock: IO[str]) -> None:
        self.options = options
        self.ledger = ledger
        self.failure: StorageError | None = None
        self.interrupted = False
        # The option whose limit ended the run.
        self.limit: str | None = None
        self.captured_bytes = 0
        # Hosts whose DNS answer is on record.
        self.resolved: set[str] = set()
        self.on_stop: Callable[[], None] = lambda: None
        self._started = time.monotonic()
        self._lock = lock
        self._repairs = Repairs(options.directory / "archive", ledger)
        self._writer: WarcWriter | None = None
        self._unentered = Unentered(options.directory / "archive")
        self._chains: set[tuple[str, int, str]] = set()
        self._unsaved = 0
        self._last_checkpoint = time.monotonic()

    # -- opening ------------------------------------------------------------------------------------

    @classmethod
    def open(cls, options: CrawlOptions) -> Archive:
        """Make or continue the folder. Raises UsageError when it holds something else or is in use."""
        directory = options.directory
        lock = claim(directory)
        try:
            ledger = Ledger(directory / "state" / "ledger.sqlite", source=cls.source)
            archive = cls(options, ledger, lock)
            archive._check_same_crawl()
            archive._recover()
        except BaseException:
            lock.close()
            raise
        return archive

    @property
    def scope(self) -> Scope:
        return self.options.scope

    @property
    def stopped(self) -> bool:
        return self.failure is not None or self.interrupted or self.limit is not None

    def _recover(self) -> None:
        """Enter what an earlier run left, then what this one was asked to do."""
        self.ledger.release_all(retry_failed=self.options.retry_failed)
        self._add_starts()
        recovery = self._recovery()
        recovery.run()
        self._repairs.look()
        if self.options.recrawl:
            self._begin_recrawl(self.options.older_than)
        self.ledger.exclude(self.scope.exclusions.covers)
        self._sync()
        self._mark_durable()
        self.ledger.commit()

    # -- the source ---------------------------------------------------------------------------------

    def _check_same_crawl(self) -> None:
        mine = {
            "source": self.source,
            "starts": list(self.options.starts),
            "scope": [str(p) for p in self.scope.prefixes],
        }
        known = self.ledger.meta("crawl")
        if known is None:
            self.ledger.set_meta("crawl", json.dumps(mine))
        elif json.loads(known) != mine:
            old = json.loads(known)
            raise UsageError(
                f"this folder holds another crawl (source {old['source']}, start {' '.join(old['starts'])}, scope"
                f" {' '.join(old['scope'])}); continue that one, or give another folder with -d",
                path=str(self.options.directory),
            )

    def _add_starts(self) -> None:
        refusal = self.scope.refusal
        self.ledger.add(Seen(url, "seed", "", None, refusal(url, "seed")) for url in self.options.starts)

    def _recovery(self) -> Recovery:
        options = self.options
        intake = Intake(self.ledger, self.scope, requisites=options.requisites, base_wait=options.delay)
        return Recovery(options.directory, self.ledger, self.scope, intake, series=self.series)

    def _begin_recrawl(self, older_than: float | None) -> None:
        """Ask for everything again; a recrawl that was stopped is gone on with, not begun anew."""
        if self.ledger.meta("recrawl") == "under way":
            return
        before = None if older_than is None else warc_date(datetime.now(UTC) - timedelta(seconds=older_than))
        self.ledger.ask_again(before, dead_too=self.options.retry_failed)
        self.ledger.set_meta("recrawl", "under way")

    def longest_answer(self, kind: str) -> int:
        """How many bytes of an answer are kept, by the kind of its address."""
        return self.options.max_body_bytes

    # -- writing ------------------------------------------------------------------------------------

    def keep(self, exchange: Exchange) -> Kept:
        """Write one exchange to the WARC, before anyone else sees it. Raises StorageError; then nothing was kept.

        It is `enter`ed when the ledger knows what came of it.
        """
        writer = self._open_writer()
        self._keep_chain(exchange)
        original = self._original(exchange)
        capture = writer.write_exchange(exchange, original)
        framing = None if exchange.whole else framing_of(split_interim(exchange.response)[1], exchange.method)
        kept = Kept(capture, original, framing)
        self._unentered.add(kept)
        self.captured_bytes += kept.capture.length
        self._unsaved += 1
        return kept

    def enter(self, kept: Kept) -> None:
        """The ledger knows this capture; those that are no turn of the frontier's (robots.txt) are entered here."""
        repeats = kept.repeats.record_id if kept.repeats else None
        self.ledger.journal.note_capture(kept.capture, repeats, kept.framing)
        self._unentered.drop(kept)

    def keep_failure(self, exchange: Exchange) -> None:
        """Write that a fetch brought no answer: absence is evidence too."""
        writer = self._open_writer()
        self._keep_chain(exchange)
        writer.write_failure(exchange)
        self._unsaved += 1

    def keep_dns(self, host: str, answer: bytes) -> None:
        self._open_writer().write_resource(dns_uri(host), DNS_TYPE, answer)

    def _keep_chain(self, exchange: Exchange) -> None:
        """The certificates of a host, once a run for each chain that it shows."""
        if exchange.certificates is None:
            return
        parts = exchange.origin
        known = (*parts, sha1(exchange.certificates))
        if known not in self._chains:
            self._open_writer().write_resource(chain_uri(*parts), CHAIN_TYPE, exchange.certificates)
            self._chains.add(known)

    def _original(self, exchange: Exchange) -> Original | None:
        """The response that holds this answer's payload already: never for cut, empty or error answers."""
        _, final = split_interim(exchange.response)
        if exchange.truncated or not final:
            return None
        status, _, digest = describe_response(final, exchange.method)
        if status == 304:
            return self.ledger.journal.original(exchange.unmodified) if exchange.unmodified else None
        if digest in (None, EMPTY) or not 200 <= status < 400:
            return None
        framing = framing_of(final, exchange.method)
        known = self.ledger.journal.original_with(digest, status, exchange.target_uri, framing)
        return known or (self._unentered.original_with(digest, framing) if status == 200 else None)

    def _open_writer(self) -> WarcWriter:
        if self._writer is None:
            self._writer = WarcWriter(
                self.options.directory / "archive",
                self.series,
                self._warcinfo(),
                settings=settings_of(self.options),
                rotate_bytes=self.options.warc_size,
            )
            self._repairs.note_told()
        return self._writer

    def _warcinfo(self) -> dict[str, str]:
        return warcinfo_of(self.options, self._repairs.untold)

    # -- when it is durable -------------------------------------------------------------------------

    def checkpoint(self, *, force: bool = False) -> None:
        """Make durable what is new: the WARC, then the ledger. Cheap when it is not yet time."""
        due = time.monotonic() - self._last_checkpoint >= CHECKPOINT_SECONDS
        if self._writer is not None and (force or due or self._unsaved >= CHECKPOINT_CAPTURES):
            self._sync()
            self._mark_durable()
            self.ledger.commit()
            self._unsaved = 0
            self._last_checkpoint = time.monotonic()

    def _sync(self) -> None:
        if self._writer is not None:
            self._writer.sync()

    def _mark_durable(self) -> None:
        if self._writer is not None:
            for filename, durable in self._unentered.durable_marks(self._writer.filename, self._writer.offset):
                self.ledger.journal.set_durable_bytes(filename, durable)

    def check_limits(self) -> None:
        """End the run cleanly when one of its limits is reached."""
        if self.stopped:
            return
        limit = self.options.limits.reached(self._started, self.captured_bytes, self.options.directory)
        if limit is not None:
            self.end_at(limit)

    def end_at(self, limit: str) -> None:
        """The run ends here, for the limit that this option sets."""
        if not self.stopped:
            self.limit = limit
            logger.info("%s reached: the run ends", limit)
            self.on_stop()

    def has_room(self, size: int) -> bool:
        """Whether an answer of so many bytes can be written and what has to stay free still is."""
        return self.options.limits.leaves_room(size, self.options.directory)

    def stop(self, failure: StorageError) -> None:
        """The archive cannot be written: the run ends here, and what was written stays."""
        if self.failure is None:
            self.failure = failure
            logger.error("%s", failure)
            self.on_stop()

    # -- closing ------------------------------------------------------------------------------------

    def doubts(self) -> tuple[str, ...]:
        """What was kept and may not be what it was taken for. Our own exchanges are what they are."""
        return ()

    def note_end(self) -> None:
        """All that was asked for is done when nothing waits any more: a recrawl is then over."""
        if self.ledger.pending() == 0:
            self.ledger.set_meta("recrawl", "over")

    def finish(self) -> None:
        """Close the WARC under its final name, make the ledger durable, let go of the folder."""
        try:
            self._close_files()
            self._mark_durable()
            self.ledger.commit()
        except ArchiveError as error:
            if self.failure is None:
                raise
            logger.info("%s", error)
        finally:
            self.ledger.close()
            self._lock.close()

    def _close_files(self) -> None:
        if self._writer is not None:
            self._writer.close()
