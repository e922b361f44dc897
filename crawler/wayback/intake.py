"""What another archive's answers mean: lines of its listings, captures to restore, and what else it may say.

As for the live crawl, the spider calls this for every answer as it comes, and the next run for the answers that a
killed run left in the WARC: both come to the same books.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from dataclasses import replace
from typing import Final

from crawler.address import Address, Result, Seen
from crawler.answers import Answer, read_answer, redirect_reading
from crawler.errors import HttpMessageError, WarcError
from crawler.extract import parse, read
from crawler.intake import Intake, Taken, retry_after_seconds
from crawler.items import Capture, Reading
from crawler.ledger import Ledger
from crawler.urls import clean, page_key
from crawler.wayback.lines import Line
from crawler.wayback.listing import FOUND, SAME_CAPTURE, Listing, Restoration
from crawler.wayback.listing_answers import ListingAnswers
from crawler.wayback.options import WaybackOptions, is_this_machine
from crawler.wayback.replay import Meaning, Replayed, read_replay
from crawler.wayback.replay_address import iso_date, read_replay_address, seconds_between
from crawler.wayback.restore import MATCHES, Restored, restore, verdict_on
from crawler.wayback.steps import Steps, at_once
from crawler.wayback.turns import Sought, Turns, span_of
from storage.blocks import Message
from storage.http import HttpResponse
from storage.restored_records import Member, Restorable, read_member

# An archive that points from one capture to the next for longer than this goes round in circles.
MAX_POINTERS: Final = 5
# As much of a body tells whether it is an answer of the archive's own.
BEGINNING: Final = 200_000
_STAMP: Final = "%Y%m%d%H%M%S"


class WaybackIntake(Intake):
    """Enters an archive's answers into the ledger. `write` keeps a restored record, `keep_member` one that comes whole;
    `message_of` opens a response in the WARC."""

    max_attempts = 5

    def __init__(
        self,
        ledger: Ledger,
        listing: Listing,
        options: WaybackOptions,
        write: Callable[[Restorable], Capture],
        keep_member: Callable[[Member, Capture, str, str], Capture],
        message_of: Callable[[Capture], AbstractContextManager[Message]],
    ) -> None:
        super().__init__(ledger, options.scope, requisites=options.requisites, base_wait=_first_wait(options))
        self._listing = listing
        self._options = options
        self._write = write
        self._keep_member = keep_member
        self._message_of = message_of
        self._lists = ListingAnswers(ledger, listing, options)
        self._turns = Turns(ledger, listing, options)

    def take(self, address: Address, answer: Answer, now: float) -> Taken:
        """Enter one answer. `now` is seconds since 1970; `pause` in what comes back means that the archive is busy."""
        return at_once(self.take_in_steps(address, answer, now))

    def take_in_steps(self, address: Address, answer: Answer, now: float) -> Steps[Taken]:
        """The same; an answer to a listing request, which may be long, is entered step by step."""
        # Without its digest: no revisit of the live series may ever refer to another archive's bytes.
        evidence = replace(answer.capture, payloadDigest=None)
        answer = replace(answer, capture=evidence)
        taken = Taken()
        with ExitStack() as opened:
            try:
                message = opened.enter_context(self._message_of(evidence))
            except HttpMessageError as error:
                self.fail(address, error.message, now)
            else:
                taken = yield from self._take_message(address, answer, message, now)
        # Not before: the next run reads the answer again when this one is killed between two steps.
        self._ledger.journal.note_capture(evidence)
        if address.kind == "listing":
            yield from self._turns.choose_when_listed()
        return taken

    def _take_message(self, address: Address, answer: Answer, message: Message, now: float) -> Steps[Taken]:
        head = message.head
        if head.status == 429 and head.header(b"memento-datetime") is None:
            self._ledger.release(address)
            return Taken(pause=retry_after_seconds(answer.retry_after, now) or self._options.busy_wait)
        if answer.page.truncated in ("disconnect", "time", "unspecified"):
            self.fail(address, f"body cut ({answer.page.truncated})", now)
            return Taken()
        if address.kind == "listing":
            yield from self._take_listing(address, answer, message, now)
            return Taken()
        payload = b"".join(message.payload())
        if span_of(address.url) is not None:
            return self._take_record(address, answer, head, payload, now)
        return self._take_replay(address, answer, head, payload, now)

    def _take_listing(self, address: Address, answer: Answer, message: Message, now: float) -> Steps[None]:
        trouble = yield from self._lists.take(address, answer, message)
        if trouble is not None and trouble.final:
            self.fail_for_good(address, trouble.reason)
        elif trouble is not None:
            self.fail(address, trouble.reason, now, answer.retry_after)

    def choose_when_listed(self) -> Steps[None]:
        return self._turns.choose_when_listed()

    def fail(self, address: Address, reason: str, now: float, retry_after: str | None = None) -> float:
        # A Retry-After makes the wait longer, never shorter.
        asked, own = retry_after_seconds(retry_after, now) or 0.0, self._base_wait * 2**address.attempts
        wait = super().fail(address, reason, now, retry_after if asked > own else None)
        self._after_failure(address)
        return wait

    def fail_for_good(self, address: Address, reason: str) -> None:
        """No usable answer, and none to be had by asking again."""
        self._ledger.failed(address, reason)
        self._after_failure(address)

    def _after_failure(self, address: Address) -> None:
        if address.kind != "listing" and not self._ledger.is_pending(address):
            self._turns.try_next(address)

    # -- answers to replay requests -----------------------------------------------------------------

    def _take_record(self, address: Address, answer: Answer, head: HttpResponse, data: bytes, now: float) -> Taken:
        """The answer to a request for a WARC record in a file: kept as it is, when it is whole."""
        span = span_of(address.url)
        line = self._listing.line_at(*span) if span else None
        if head.status in (403, 404, 410, 416):
            self._enter_without(address, answer, Meaning.ABSENT.value)
            return Taken()
        if head.status != 206 or span is None or line is None or len(data) != span[2]:
            self.fail(address, f"HTTP {head.status} with {len(data)} bytes, and not the record's", now)
            return Taken()
        try:
            member = read_member(data, address.url)
        except WarcError as error:
            self.fail(address, error.message, now)
            return Taken()
        verdict = verdict_on(line.digest, member.digest)
        capture = self._keep_member(member, answer.capture, address.url, verdict)
        self._listing.note_restored(
            Restoration(
                capture.recordId, answer.capture.recordId, address.url, capture.targetUri, capture.date,
                line.digest, member.digest, verdict,
            )
        )  # fmt: skip
        asked = Sought(address, line.timestamp, line.original, None, line)
        return self._take_restored(asked, answer, read_answer(member.block, capture, member.truncated))

    def _take_replay(self, address: Address, answer: Answer, head: HttpResponse, payload: bytes, now: float) -> Taken:
        replay = read_replay_address(address.url)
        if replay is None:
            self.fail_for_good(address, "no replay address")
            return Taken()
        said = read_replay(address.url, head, answer.page.body[:BEGINNING])
        line = next(iter(self._listing.lines_at(replay.timestamp, replay.original)), None)
        asked = Sought(address, replay.timestamp, replay.original, replay.prefix, line)
        match said.meaning:
            case Meaning.CAPTURE:
                return self._take_capture(asked, answer, said, head, payload)
            case Meaning.NEAREST:
                self._take_pointer(asked, answer, said)
            case Meaning.TROUBLE:
                self.fail(address, f"HTTP {said.status}", now, answer.retry_after)
            case Meaning.ABSENT if self._turns.try_record(asked):
                self._ledger.captured(address, Result(answer.capture, said.meaning.value))
            case Meaning.EXCLUDED | Meaning.ABSENT:
                self._enter_without(address, answer, said.meaning.value)
            case _:
                self.fail_for_good(address, said.meaning.value)
        return Taken()

    def _enter_without(self, address: Address, answer: Answer, page_kind: str) -> None:
        """The answer counts, and is no capture: another one of the page may be."""
        self._ledger.captured(address, Result(answer.capture, page_kind))
        self._turns.try_next(address)

    def _take_pointer(self, asked: Sought, answer: Answer, said: Replayed) -> None:
        """An answer that only says where the nearest capture is."""
        near, address = said.nearest, asked.address
        pointers = len(address.hops) - len(address.hops.rstrip("R"))
        same_page = near is not None and page_key(near.original) == page_key(asked.original)
        if near is None or not same_page or pointers >= MAX_POINTERS or not self._in_reach(asked, near.timestamp):
            self._enter_without(address, answer, "nearest capture is too far")
            return
        known = self._ledger.address(near.raw)
        if near.raw == address.url or (known is not None and self._ledger.page_kind(known) == said.meaning.value):
            self._enter_without(address, answer, "pointers lead round in circles")
            return
        self._ledger.captured(address, Result(answer.capture, said.meaning.value))
        self._ledger.add([Seen(near.raw, address.kind, f"{address.hops}R", address.url, alone=True)])
        # What it points to may be known already, and have come to nothing.
        if not self._listing.is_found(near.raw):
            self._turns.try_next(address)

    def _in_reach(self, asked: Sought, timestamp: str) -> bool:
        return seconds_between(asked.timestamp, timestamp) <= self._options.tolerance

    def _take_capture(self, asked: Sought, answer: Answer, said: Replayed, head: HttpResponse, sent: bytes) -> Taken:
        address, moment = asked.address, said.moment
        if moment is None or not self._in_reach(asked, moment.strftime(_STAMP)):
            self._enter_without(address, answer, "nearest capture is too far")
            return Taken()
        line, made = self._restored(asked, moment.strftime(_STAMP), head, sent)
        target, date = _target(asked, said, line), iso_date(moment)
        twin = self._listing.restored(target, date, made.found)
        if twin is not None and twin.evidence_id != answer.capture.recordId:
            self._ledger.captured(address, Result(answer.capture, SAME_CAPTURE))
            if not self._listing.is_found(twin.replay_url):
                self._turns.try_next(address)
            return Taken()
        told = [("digest", made.check), ("listedDigest", line.digest if line and line.digest else "")]
        told += [("foundDigest", made.found), *(("headerChange", change) for change in made.changes)]
        truncated = answer.page.truncated
        capture = self._write(
            Restorable(
                target, date, made.block, None if truncated else made.found, truncated, answer.capture, address.url,
                tuple((name, value) for name, value in told if value),
            )
        )  # fmt: skip
        self._listing.note_restored(
            Restoration(
                capture.recordId, answer.capture.recordId, address.url, target, date,
                line.digest if line else None, made.found, made.check,
            )
        )  # fmt: skip
        return self._take_restored(asked, answer, read_answer(made.block, capture, truncated))

    def _restored(self, asked: Sought, timestamp: str, head: HttpResponse, sent: bytes) -> tuple[Line | None, Restored]:
        """The capture as it was, held against the listing; of several captures in one second the one that agrees. What
        is not of the listed second has a digest of its own."""
        lines = self._listing.lines_at(timestamp, asked.original)
        adds_coding = self._options.server.interface == "wayback"
        for line in lines:
            made = restore(head, sent, line.digest, adds_coding=adds_coding)
            if made.check == MATCHES:
                return line, made
        first = lines[0] if lines else None
        return first, restore(head, sent, first.digest if first else None, adds_coding=adds_coding)

    def _take_restored(self, asked: Sought, answer: Answer, restored: Answer) -> Taken:
        """The page as its first keeper had it: what it says, and what replay of it needs."""
        address = asked.address
        self._ledger.journal.note_capture(replace(restored.capture, payloadDigest=None))
        redirect = redirect_reading(restored)
        if redirect is not None:
            self._enter_page(address, answer, redirect, restored)
            return Taken()
        document = parse(restored.page)
        reading = read(document)
        if restored.page.status < 400:
            self._turns.add_requisites(document, asked, stories=bool(reading.articles))
        self._enter_page(address, answer, reading, restored)
        return Taken(reading)

    def _enter_page(self, address: Address, answer: Answer, reading: Reading, restored: Answer) -> None:
        self._ledger.captured(address, Result(answer.capture, reading.kind))
        self.journal(reading, restored.capture.recordId)
        # A page of status 200 may be an error page, or a sign-in, all the same; it is kept, and another is sought.
        if reading.kind not in FOUND:
            self._turns.try_next(address)


def _first_wait(options: WaybackOptions) -> float:
    """Seconds before the second try. Each wait is twice the last: five tries are spread over two minutes, for the real
    server is out of order for a minute or so at a time; on this machine over as little as the user likes."""
    if options.pace is not None and is_this_machine(options.server.url):
        return max(options.pace, 0.1)
    return max(options.pace or 0.0, 8.0)


def _target(asked: Sought, said: Replayed, line: Line | None) -> str:
    """The original's address: as it was listed, unless the archive gave a capture of another page."""
    own = asked.original
    named = said.original
    if named is not None and (line is None or page_key(named) != page_key(own)):
        own = named
    return own if own.isascii() and not set(own) & set(' <>"{}|\\^`') else clean(own) or own
