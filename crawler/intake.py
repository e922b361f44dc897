"""What an answer means for the crawl: the links it names, the state of its address, what the page says.

The spider calls this for every answer as it comes, and the next run calls it for the answers that a killed
run left in the WARC without entering them in the ledger: both come to the same books.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from crawler.address import Address, Result, Seen
from crawler.answers import Answer, redirect_reading, unchanged_reading
from crawler.errors import ArchiveError
from crawler.extract import EXTRACTOR_VERSION, find_links, find_sitemap_links, parse, read
from crawler.items import FoundLink, Page, Reading
from crawler.ledger import Ledger
from crawler.scope import Scope
from storage.http import read_http_date
from storage.readings import dump_reading

logger = logging.getLogger(__name__)

MAX_ATTEMPTS: Final = 3
MAX_REDIRECTS: Final = 10
# Answers that another try may better. 429 and 503 also say how long to stay away from the host.
RETRYABLE: Final = frozenset({408, 421, 425, 429, 500, 502, 503, 504, 522, 524})
BUSY: Final = frozenset({429, 503})
LONGEST_WAIT: Final = 3600.0
# Reasons of WARC-Truncated that another try may mend; what is over the length limit will be so again.
CUT: Final = frozenset({"disconnect", "time", "unspecified"})


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of an answer. `pause` is how many seconds its host wants to be left alone."""

    reading: Reading | None = None
    pause: float = 0.0


class Intake:
    """Enters answers and failures into the ledger. `base_wait` is the first wait before a retry, in seconds."""

    max_attempts = MAX_ATTEMPTS

    def __init__(self, ledger: Ledger, scope: Scope, *, requisites: bool, base_wait: float) -> None:
        self._ledger = ledger
        self._scope = scope
        self._requisites = requisites
        self._base_wait = base_wait

    def take(self, address: Address, answer: Answer, now: float) -> Taken:
        """Enter one answer. `now` is seconds since 1970.

        A page that our own code trips over costs its own address, never the run or the folder.
        """
        try:
            return self._take(address, answer, now)
        except ArchiveError:
            raise
        except Exception as error:
            logger.exception("%s", address.url)
            self._ledger.journal.note_capture(answer.capture, answer.repeats.record_id if answer.repeats else None)
            self._ledger.failed(address, f"captured, but not understood ({type(error).__name__}: {error})")
            return Taken()

    def _take(self, address: Address, answer: Answer, now: float) -> Taken:
        page = answer.page
        unchanged = unchanged_reading(answer)
        if unchanged is not None and self._ledger.page_kind(address) is not None:
            return self._take_unchanged(address, answer, unchanged)
        if page.status == 304 and answer.repeats is None:
            return self._take_unasked(address, answer)
        redirect = redirect_reading(answer)
        if redirect is not None:
            return self._take_redirect(address, answer, redirect)
        trouble = trouble_with(page)
        if trouble is None:
            return self._take_page(address, answer)
        self._ledger.journal.note_capture(answer.capture)
        self.journal(read(parse(page)), answer.capture.recordId)
        wait = self.fail(address, trouble, now, answer.retry_after)
        return Taken(pause=wait if page.status in BUSY else 0.0)

    def fail(self, address: Address, reason: str, now: float, retry_after: str | None = None) -> float:
        """No usable answer: another turn later, or the end of the tries. Returns the wait in seconds."""
        wait = retry_after_seconds(retry_after, now)
        if wait is None:
            wait = self._base_wait * 2**address.attempts
        if address.attempts + 1 < self.max_attempts:
            self._ledger.retry(address, reason, now + wait)
        else:
            self._ledger.failed(address, reason)
        return wait

    def _take_unchanged(self, address: Address, answer: Answer, reading: Reading) -> Taken:
        """The page is as it was: what it links to and what it says stand in the ledger already."""
        self._enter(address, answer, self._ledger.page_kind(address) or "other")
        self.journal(reading, answer.capture.recordId)
        return Taken()

    def _enter(self, address: Address, answer: Answer, page_kind: str) -> None:
        repeats = answer.repeats.record_id if answer.repeats else None
        result = Result(answer.capture, page_kind, repeats, answer.etag, answer.last_modified, answer.framing)
        self._ledger.captured(address, result)

    def _take_unasked(self, address: Address, answer: Answer) -> Taken:
        """A 304 to a request without a condition says nothing of the page, and the next try will not be told more."""
        self._ledger.journal.note_capture(answer.capture)
        self._ledger.failed(address, "HTTP 304, though it was asked without a condition")
        return Taken()

    def _take_redirect(self, address: Address, answer: Answer, redirect: Reading) -> Taken:
        target = redirect.redirectsTo
        if target is not None and len(address.hops) - len(address.hops.rstrip("R")) < MAX_REDIRECTS:
            self._ledger.add([self._seen(FoundLink(target, "R"), address, address.kind)])
        self._enter(address, answer, "redirect")
        self.journal(redirect, answer.capture.recordId)
        return Taken()

    def _take_page(self, address: Address, answer: Answer) -> Taken:
        if address.kind == "sitemap":
            found = find_sitemap_links(answer.page.body) if answer.page.status == 200 else ()
            kinds = {"M": "sitemap", "L": "page"}
            self._ledger.add(self._seen(link, address, kinds[link.hop]) for link in found)
            self._enter(address, answer, "sitemap")
            return Taken()
        document = parse(answer.page)
        reading = read(document)
        if answer.page.status < 400:
            self._ledger.add(self._wanted(find_links(document), address, reading))
        self._enter(address, answer, reading.kind)
        self.journal(reading, answer.capture.recordId)
        return Taken(reading)

    def journal(self, reading: Reading, record_id: str) -> None:
        # What is no HTML says nothing, and `extract` comes to the same: it would only fill the journal.
        if reading.kind != "not_html":
            self._ledger.journal.note_reading(record_id, EXTRACTOR_VERSION, dump_reading(reading))

    def _wanted(self, links: Iterable[FoundLink], address: Address, reading: Reading) -> Iterable[Seen]:
        """Links to follow; and, of pages with stories and of stylesheets, what replay needs."""
        needs_embeds = self._requisites and (bool(reading.articles) or address.kind == "requisite")
        for link in links:
            if link.hop == "E":
                if needs_embeds:
                    yield self._seen(link, address, "requisite")
            elif address.kind != "requisite":
                yield self._seen(link, address, "page")

    def _seen(self, link: FoundLink, address: Address, kind: str) -> Seen:
        kind = "page" if kind == "seed" else kind
        return Seen(link.url, kind, address.hops + link.hop, address.url, self._scope.refusal(link.url, kind))


def trouble_with(page: Page) -> str | None:
    """Why another try may bring a better answer; None when this one counts."""
    if page.status == 0:
        return "the answer is no HTTP message"
    if page.truncated in CUT:
        return f"body cut ({page.truncated})"
    return f"HTTP {page.status}" if page.status in RETRYABLE else None


def retry_after_seconds(value: str | None, now: float) -> float | None:
    """Retry-After as seconds from `now` (RFC 9110, 10.2.3: seconds or a date), at most an hour; None when unusable."""
    if not value:
        return None
    text = value.strip()
    if text.isascii() and text.isdigit():
        return min(float(text[:9]), LONGEST_WAIT)
    when = read_http_date(text)
    return None if when is None else min(max(when.timestamp() - now, 0.0), LONGEST_WAIT)
