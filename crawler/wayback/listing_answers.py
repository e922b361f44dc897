"""Answers of a listing: their lines go into the ledger, and what follows them gets a turn."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Final

from crawler.address import Address, Result, Seen
from crawler.answers import Answer
from crawler.errors import CrawlError
from crawler.ledger import Ledger
from crawler.wayback.lines import Line, ResumeKey, Told, decoded, read_lines
from crawler.wayback.listing import Listing, Tally
from crawler.wayback.options import WaybackOptions
from crawler.wayback.replay import TROUBLE, Meaning, is_exclusion
from crawler.wayback.replay_address import read_replay_address
from crawler.wayback.server import asked_limit, asks_for_pages, continued, count_of_pages, page_of
from crawler.wayback.steps import A_STEP, Steps
from crawler.wayback.timemap import Further, Listed, read_timemap
from storage.blocks import Message
from storage.http import HttpResponse

# What the books call an answer that lists captures.
LIST: Final = "list of captures"
# In the reason of every answer that would be the same if it were asked for again.
NO_LIST: Final = "instead of a listing"
_PIECE: Final = 1 << 16
# More pages than this no listing has; a number beyond it is no number of pages.
_MOST_PAGES: Final = 100_000


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why an answer does not count; when it is `final`, asking again brings no other."""

    reason: str
    final: bool = False


class ListingAnswers:
    """Enters the answers to listing requests."""

    def __init__(self, ledger: Ledger, listing: Listing, options: WaybackOptions) -> None:
        self._ledger = ledger
        self._listing = listing
        self._options = options

    def take(self, address: Address, answer: Answer, message: Message) -> Steps[Trouble | None]:
        """Enter one answer, read piece by piece. Returns why it does not count, None when it does.

        A run that is killed between two steps left lines in the ledger, and nothing that says that they are all.
        """
        head = message.head
        if answer.page.truncated:
            return Trouble(f"an answer without end {NO_LIST}; narrow it with --from and --to", final=True)
        if head.status in TROUBLE:
            return Trouble(f"HTTP {head.status}")
        beginning = answer.page.body[:_PIECE]
        if is_exclusion(head, beginning):
            self._enter(address, answer, Meaning.EXCLUDED.value)
            return None
        if head.status != 200 and not _says_none(head, beginning):
            return Trouble(f"HTTP {head.status} {NO_LIST}", final=True)
        try:
            if head.status == 200:
                yield from self._take_list(address, decoded_pieces(head, message.payload()))
        except CrawlError as error:
            return Trouble(error.message)
        self._enter(address, answer, LIST)
        return None

    def _enter(self, address: Address, answer: Answer, page_kind: str) -> None:
        self._ledger.captured(address, Result(answer.capture, page_kind))

    def _take_list(self, address: Address, pieces: Iterator[bytes]) -> Steps[None]:
        if self._options.server.interface == "timemap":
            yield from self._take_timemap(address, read_timemap(decoded(pieces)))
        elif asks_for_pages(address.url):
            yield from self._take_count(address, pieces)
        else:
            yield from self._take_lines(address, read_lines(pieces))

    def _take_lines(self, address: Address, told: Iterator[Told]) -> Steps[None]:
        lines = new = junk = 0
        key = first_junk = None
        for one in told:
            if isinstance(one, Line):
                lines += 1
                new += self._listing.add(one)
            elif isinstance(one, ResumeKey):
                key = one.key
            else:
                junk += 1
                first_junk = first_junk or one.text[:200]
            if (lines + junk) % A_STEP == 0:
                yield
        self._listing.note(address.url, Tally(lines + junk, new, junk, first_junk))
        limit = asked_limit(address.url)
        if key is not None and lines + junk > 0:
            self._follow(address, continued(address.url, key))
        elif key is None and limit is not None and lines + junk >= limit:
            # As many lines as were asked for and no key: the server knows pages only.
            self._follow(address, count_of_pages(address.url))

    def _take_count(self, address: Address, pieces: Iterator[bytes]) -> Steps[None]:
        beginning = b""
        while len(beginning) <= _PIECE and (piece := next(pieces, None)) is not None:
            beginning += piece
        count = _number_of_pages(beginning)
        if count is None:
            yield from self._take_lines(address, read_lines(chain((beginning,), pieces)))
        if address.via is not None and count != 0:
            # What came, or comes now, has the lines of the first answer once more.
            self._listing.count_no_lines(address.via)
        self._follow(address, *(page_of(address.url, number) for number in range(count or 0)))

    def _take_timemap(self, address: Address, told: Iterator[Listed | Further]) -> Steps[None]:
        lines = new = 0
        for one in told:
            if isinstance(one, Further):
                self._follow(address, one.url)
                continue
            lines += 1
            if self._is_wanted(one.timestamp):
                where = read_replay_address(one.replay_url)
                line = Line("", one.timestamp, one.original, "unk", None, None, None)
                new += self._listing.add(line, where.raw if where else one.replay_url)
            if lines % A_STEP == 0:
                yield
        self._listing.note(address.url, Tally(lines, new, 0))

    def _is_wanted(self, timestamp: str) -> bool:
        """A TimeMap has all there is: what lies before --from or after --to is left out here."""
        query = self._options.queries[0]
        until = query.until or "9"
        return timestamp >= (query.since or "") and timestamp[: len(until)] <= until

    def _follow(self, address: Address, *urls: str) -> None:
        """Listings that this one leads to; one that is known already is not asked for again."""
        hops = f"{address.hops}L"
        self._ledger.add(Seen(url, "listing", hops, address.url, alone=True) for url in urls)


def decoded_pieces(head: HttpResponse, payload: Iterator[bytes]) -> Iterator[bytes]:
    """A payload without its gzip coding, in small pieces: a listing is many times as large as it comes."""
    if (head.header(b"content-encoding") or b"").strip().lower() not in (b"gzip", b"x-gzip"):
        for data in payload:
            yield from (data[start : start + _PIECE] for start in range(0, len(data), _PIECE))
        return
    decoder = zlib.decompressobj(31)
    try:
        for data in payload:
            pending = data
            while pending and not decoder.eof:
                yield decoder.decompress(pending, _PIECE)
                pending = decoder.unconsumed_tail
        yield decoder.flush()
    except zlib.error as error:
        raise CrawlError(f"the listing's compressed body is damaged ({error})") from error
    if not decoder.eof:
        raise CrawlError("the listing's compressed body is cut")


def _number_of_pages(text: bytes) -> int | None:
    """`5`, or an object with `pages`; None when it is something else, such as the list itself."""
    try:
        told = json.loads(text)
    except ValueError:
        return None
    count = told.get("pages") if isinstance(told, dict) else told
    return count if isinstance(count, int) and 0 <= count <= _MOST_PAGES else None


def _says_none(head: HttpResponse, beginning: bytes) -> bool:
    """Some servers answer 404 when nothing is listed, and say so."""
    return head.status == 404 and b"no captures found" in beginning.lower()
