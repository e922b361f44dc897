"""Who may ask whom, and when: requests at once, pauses and delays, host by host.

Scrapy's own slots do not hold the limit at delay 0, and know neither Crawl-delay nor a busy host, so the
whole pace is kept here and DOWNLOAD_DELAY stays 0.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from scrapy.exceptions import IgnoreRequest

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

SLOWEST: Final = 120.0
_NAP: Final = 0.2


class StoppedError(IgnoreRequest):
    """The run ends before this request's turn came. Next: nothing; the address stays pending."""


@dataclass(slots=True)
class Host:
    """`floor` and `delay` are seconds between two requests: the least allowed, and the present pace."""

    floor: float
    delay: float
    next_turn: float = 0.0
    in_flight: int = 0


class Hosts:
    """The pace of every host. Times are of the monotonic clock."""

    def __init__(self, delay: float, concurrency: int) -> None:
        self._delay = delay
        self._concurrency = concurrency
        self._hosts: dict[str, Host] = {}
        self.stopping = False

    def of(self, netloc: str) -> Host:
        return self._hosts.setdefault(netloc, Host(self._delay, self._delay))

    def busy(self) -> list[str]:
        """Hosts that have as many requests under way as they may."""
        return [netloc for netloc, host in self._hosts.items() if host.in_flight >= self._concurrency]

    def set_crawl_delay(self, netloc: str, seconds: float) -> None:
        host = self.of(netloc)
        host.floor = max(host.floor, min(seconds, SLOWEST))
        host.delay = max(host.delay, host.floor)
        # robots.txt itself was a request: the first page waits for its turn after it.
        host.next_turn = max(host.next_turn, time.monotonic() + host.delay)

    def pause(self, netloc: str, seconds: float) -> None:
        """The host said it is busy: leave it alone for so long, and be slower from then on."""
        host = self.of(netloc)
        host.next_turn = max(host.next_turn, time.monotonic() + seconds)
        host.delay = min(max(host.delay * 2, self._delay), SLOWEST)

    def answered(self, netloc: str, latency: float) -> None:
        """Adapt: a host that takes long to answer is asked less often, never more often than its floor."""
        host = self.of(netloc)
        if host.floor:
            host.delay = min(max((host.delay + latency) / 2, host.floor), SLOWEST)

    async def turn(self, netloc: str) -> None:
        """Wait until the host may be asked again. Raises StoppedError when the run ends first."""
        host = self.of(netloc)
        while True:
            if self.stopping:
                raise StoppedError("stopped")
            now = time.monotonic()
            if now >= host.next_turn:
                host.next_turn = now + host.delay
                return
            await asyncio.sleep(min(host.next_turn - now, _NAP))


class PolitenessMiddleware:
    """Each request waits for its host's turn, robots.txt included."""

    def __init__(self, hosts: Hosts) -> None:
        self._hosts = hosts

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> PolitenessMiddleware:
        return cls(crawler.spider.hosts)  # type: ignore[union-attr]

    async def process_request(self, request: Request) -> None:
        await self._hosts.turn(urlsplit(request.url).netloc)

    def process_response(self, request: Request, response: Response) -> Response:
        self._hosts.answered(urlsplit(request.url).netloc, request.meta.get("download_latency", 0.0))
        return response
