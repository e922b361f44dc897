"""Scrapy's scheduler, with the ledger as its queue: nothing is lost when the process dies."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

from scrapy import Request
from scrapy.core.scheduler import BaseScheduler

from crawler.address import Seen

if TYPE_CHECKING:
    from scrapy import Spider
    from scrapy.crawler import Crawler

    from crawler.address import Address
    from spiders.site import SiteSpider


class LedgerScheduler(BaseScheduler):
    """Hands out the ledger's pending addresses, at most `concurrency` at once of one host."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._spider: SiteSpider = crawler.spider  # type: ignore[assignment]
        self._alarm: asyncio.TimerHandle | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> LedgerScheduler:
        return cls(crawler)

    def open(self, spider: Spider) -> None:
        pass

    def close(self, reason: str) -> None:
        if self._alarm is not None:
            self._alarm.cancel()

    def has_pending_requests(self) -> bool:
        if self._spider.archive.stopped:
            return False
        return self._spider.ledger.pending(self._spider.pages_allowed()) > 0

    def enqueue_request(self, request: Request) -> bool:
        """Requests that a part of Scrapy makes by itself go through the books like all others."""
        refusal = self._spider.options.scope.refusal(request.url, "page")
        self._spider.ledger.add([Seen(request.url, "page", "L", None, refusal)])
        return refusal is None

    def next_request(self) -> Request | None:
        spider = self._spider
        if spider.archive.stopped:
            return None
        now = time.time()
        address: Address | None = None
        with spider.stopping_on_failure():
            address = spider.ledger.next(now, spider.hosts.busy(), spider.pages_allowed())
            if address is None:
                self._wake_when_due(now)
        return None if address is None else self._request(address)

    def _request(self, address: Address) -> Request:
        spider = self._spider
        spider.hosts.of(address.host).in_flight += 1
        headers = spider.headers_for(address)
        meta = {"address": address, "via": address.via, "hops": address.hops}
        if conditions(address):
            meta["unmodified"] = address.original
        take, take_failure = spider.callbacks_for(address)
        return Request(
            address.url,
            callback=take,
            errback=take_failure,
            headers=headers,
            meta=meta,
            dont_filter=True,
        )

    @staticmethod
    def _alarm_clock() -> float:
        return asyncio.get_event_loop().time()

    def _wake_when_due(self, now: float) -> None:
        """The engine asks again every 5 seconds; a retry that is due earlier rings for itself."""
        if self._alarm is not None and not self._alarm.cancelled() and self._alarm.when() > self._alarm_clock():
            return
        due = self._spider.ledger.next_due(now)
        if due is None:
            return
        self._alarm = asyncio.get_event_loop().call_later(due - now + 0.01, wake, self._crawler)


def wake(crawler: Crawler) -> None:
    """Scrapy's engine asks for the next request soon; by itself it does when an answer has come or is done with."""
    slot = crawler.engine._slot if crawler.engine is not None else None
    if slot is not None:
        slot.nextcall.schedule()


def conditions(address: Address) -> dict[str, str]:
    """The headers that ask for a page only if it changed (RFC 9110, 13.1): of an address that was captured before."""
    if address.original is None:
        return {}
    named = {"If-None-Match": address.etag, "If-Modified-Since": address.last_modified}
    return {name: value for name, value in named.items() if value}
