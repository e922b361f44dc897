"""Which captures get a turn: those that are chosen from the listing, the next best ones, and what replay needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from crawler.address import Address, Seen
from crawler.extract import find_links
from crawler.extract.page.document import Document
from crawler.ledger import Ledger
from crawler.scope import EXCLUDED
from crawler.urls import clean, page_key
from crawler.wayback.choice import REDIRECT, Candidate, Misses, all_of, best_first, nearest, worth
from crawler.wayback.lines import Line
from crawler.wayback.listing import Listing
from crawler.wayback.options import WaybackOptions
from crawler.wayback.replay_address import ReplayAddress, read_replay_address, seconds_between
from crawler.wayback.steps import A_STEP, Steps

# How many captures of one page are tried when the better ones turn out not to be there.
MAX_CANDIDATES: Final = 5


@dataclass(frozen=True, slots=True)
class Sought:
    """A request for a capture that was answered: which capture it was, and what the listing said of it. `prefix` begins
    the archive's replay addresses; None when it has none."""

    address: Address
    timestamp: str
    original: str
    prefix: str | None
    line: Line | None


class Turns:
    """Puts captures of another archive into the frontier."""

    def __init__(self, ledger: Ledger, listing: Listing, options: WaybackOptions) -> None:
        self._ledger = ledger
        self._listing = listing
        self._options = options

    def choose_when_listed(self) -> Steps[None]:
        """Once all listings are in: a turn for each capture that is wanted. Doing it again changes nothing."""
        if not self._listing.is_complete():
            return
        self._listing.choose_anew()
        for number, (key, listed) in enumerate(self._listing.pages(), 1):
            self._choose(key, listed)
            if number % A_STEP == 0:
                yield
        for number, line in enumerate(self._chosen(), 1):
            self._ledger.add([self._seen(self._url_of(line), line.original, "page", "L")])
            if number % A_STEP == 0:
                yield

    def _choose(self, key: str, listed: Iterator[Candidate]) -> None:
        """Chooses captures of a page, or says why there is none."""
        misses, kinds = Misses(), set()
        for line in self._wanted(misses.noting(listed)):
            self._listing.choose(line)
            kinds.add(worth(line))
        if self._options.missing and self._listing.holds(key, redirect=kinds == {REDIRECT}):
            self._listing.choose_none(key)
            self._listing.leave_out(key, "the folder has this page")
        elif not kinds:
            self._listing.leave_out(key, str(misses))

    def _wanted(self, listed: Iterator[Candidate]) -> Iterable[Line]:
        if self._options.all_captures:
            return all_of(listed, one_a_digest=self._options.one_a_digest)
        return best_first(listed)

    def _chosen(self) -> Iterator[Line]:
        """In the order of their turns. What came in one second from one address is one capture to the archive."""
        before = None
        for line in self._listing.chosen():
            if self._options.one_a_digest or (line.timestamp, line.original) != before:
                yield line
            before = line.timestamp, line.original

    def try_record(self, asked: Sought) -> bool:
        """A capture that the server does not replay may be had as a WARC record; True when that is tried now."""
        if asked.line is None or not asked.line.has_place or asked.prefix is None:
            return False
        url = self._record_url(asked.line)
        if self._ledger.address(url) is not None:
            return False
        self._ledger.add([self._seen(url, asked.original, asked.address.kind, "L", asked.address.url)])
        return True

    def try_next(self, address: Address) -> None:
        """The next best capture of a page whose better one is not to be had."""
        if address.kind != "page" or self._options.all_captures:
            return
        span = span_of(address.url)
        line = self._listing.line_at(*span) if span else None
        key = page_key(line.original) if line else address.page_key
        for candidate in best_first(self._listing.page(key), MAX_CANDIDATES):
            url = self._url_of(candidate)
            if self._ledger.address(url) is None:
                self._ledger.add([self._seen(url, candidate.original, "page", "L")])
                return

    def add_requisites(self, document: Document, asked: Sought, *, stories: bool) -> None:
        """Images and stylesheets of pages with stories, as they were when the page was captured."""
        address = asked.address
        if not self._options.requisites or not (stories or address.kind == "requisite"):
            return
        for link in find_links(document):
            url = clean(link.url) if link.hop == "E" else None
            if url is None or read_replay_address(url) is not None or self._has_near(url, asked.timestamp):
                continue
            where = self._requisite(url, asked)
            if where is not None:
                self._ledger.add([self._seen(where, url, "requisite", f"{address.hops}E", address.url)])

    def _requisite(self, url: str, asked: Sought) -> str | None:
        near = nearest(self._listing.page(page_key(url)), asked.timestamp)
        if near is not None and seconds_between(near.timestamp, asked.timestamp) <= self._options.tolerance:
            return self._url_of(near)
        return None if asked.prefix is None else ReplayAddress(asked.prefix, asked.timestamp, url).raw

    def _has_near(self, url: str, timestamp: str) -> bool:
        """True when a capture of about the same time is asked for already: a logo stands on every page."""
        known = (read_replay_address(one) for one in self._listing.requisites_of(page_key(url)))
        reach = self._options.tolerance
        return any(one is not None and seconds_between(one.timestamp, timestamp) <= reach for one in known)

    def _seen(self, where: str, original: str, kind: str, hops: str, via: str | None = None) -> Seen:
        excluded = self._options.scope.exclusions.covers(original)
        return Seen(where, kind, hops, via, EXCLUDED if excluded else None, alone=True)

    def _url_of(self, line: Line) -> str:
        """Where a capture is to be had. pywb tells places too, of files that it does not give."""
        server = self._options.server
        if line.has_place and server.interface != "pywb":
            return self._record_url(line)
        return self._listing.replay_url(line) or server.replay_url(line.timestamp, line.original)

    def _record_url(self, line: Line) -> str:
        return self._options.server.record_url(line.filename or "", line.offset or 0, line.length or 0)


def span_of(url: str) -> tuple[str, int, int] | None:
    """File address, offset and length of a WARC record that is fetched by its range; None for other addresses."""
    where, _, span = url.partition("#bytes=")
    first, _, last = span.partition("-")
    return (where, int(first), int(last) - int(first) + 1) if first.isdigit() and last.isdigit() else None
