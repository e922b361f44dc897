"""robots.txt as RFC 9309 says: asked once a run and host, before anything else there, and obeyed.

Scrapy's middleware lets the third of several waiting requests through, takes an unreachable robots.txt for
permission and reads a 5xx answer as rules; here one task a host fetches it, and all requests wait for it.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from protego import Protego
from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.http.request import NO_CALLBACK

from crawler.capture import FetchError
from crawler.intake import CUT
from crawler.politeness import StoppedError
from crawler.urls import resolve

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response

    from crawler.politeness import Hosts
    from spiders.site import SiteSpider

logger = logging.getLogger(__name__)

AGENT: Final = "gsn-archive"
# RFC 9309, 2.5: at least 500 KiB have to be read. 2.3.1.2: at least five redirects have to be followed.
MAX_BYTES: Final = 1024 * 1024
MAX_REDIRECTS: Final = 5
TRIES: Final = 2
UNAVAILABLE: Final = "robots.txt unavailable"


class ForbiddenError(IgnoreRequest):
    """robots.txt does not allow this address. Next: nothing, or ask the site's owner."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What a host's robots.txt says. `parser` is None when it allows all, `refusal` says why it forbids all."""

    parser: Protego | None = None
    refusal: str | None = None

    def refusal_of(self, url: str) -> str | None:
        if self.refusal is not None:
            return self.refusal
        if self.parser is not None and not self.parser.can_fetch(url, AGENT):
            return "forbidden by robots.txt"
        return None


class RobotsMiddleware:
    """Holds every request until its host's robots.txt is known. With `--ignore-robots` the file is still
    fetched and archived, and not obeyed."""

    def __init__(self, crawler: Crawler, spider: SiteSpider) -> None:
        self._crawler = crawler
        self._spider = spider
        self._obey = not spider.options.ignore_robots
        self._hosts: Hosts = spider.hosts
        self._rules: dict[str, asyncio.Future[Rules]] = {}
        spider.robots = self

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RobotsMiddleware:
        return cls(crawler, crawler.spider)  # type: ignore[arg-type]

    async def process_request(self, request: Request) -> None:
        if request.meta.get("robots"):
            return
        refusal = (await self.rules_for(request.url)).refusal_of(request.url)
        if refusal is not None and self._obey:
            raise ForbiddenError(refusal)

    async def rules_for(self, url: str) -> Rules:
        """The rules of the address's host, fetched by whoever asks first in this run."""
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._rules:
            # The future is there before the first await: whoever comes next waits for the same answer.
            self._rules[origin] = asyncio.ensure_future(self._fetch_rules(origin))
        return await asyncio.shield(self._rules[origin])

    async def _fetch_rules(self, origin: str) -> Rules:
        problem = ""
        for _ in range(TRIES):
            try:
                response = await self._fetch(f"{origin}/robots.txt")
            except StoppedError:
                raise  # nothing is known of the rules, and nobody is refused for it
            except (FetchError, IgnoreRequest) as error:
                problem = str(error)
                continue
            if response is None:
                return Rules()
            if response.meta["answer"].page.truncated in CUT:
                # A rule that is missing would allow what it forbids.
                problem = "its answer was cut"
                continue
            if response.status < 400:
                return self._parse(origin, response)
            if response.status < 500 and response.status != 429:
                return Rules()
            problem = f"HTTP {response.status}"
        logger.warning("%s/robots.txt: %s; nothing is fetched from there in this run", origin, problem)
        return Rules(refusal=f"{UNAVAILABLE}: {problem}")

    async def _fetch(self, url: str) -> Response | None:
        """The answer at the end of the redirects; None when there are too many, which counts as no file."""
        for _ in range(MAX_REDIRECTS + 1):
            refusal = self._spider.options.scope.refusal(url, "requisite")
            if refusal is not None:
                return None
            request = Request(url, meta={"robots": True}, callback=NO_CALLBACK, dont_filter=True)
            response = await self._crawler.engine.download_async(request)
            with self._spider.stopping_on_failure():
                self._spider.archive.enter(request.meta["kept"])
            location = response.headers.get(b"Location")
            if not 300 <= response.status < 400 or not location:
                return response
            target = resolve(url, location.decode("latin-1"))
            if target is None:
                return None
            url = target
        return None

    def _parse(self, origin: str, response: Response) -> Rules:
        text = response.body[:MAX_BYTES].decode("utf-8", "replace").removeprefix("\ufeff")
        parser = Protego.parse(text)
        delay = parser.crawl_delay(AGENT)
        if delay and self._obey:
            self._hosts.set_crawl_delay(urlsplit(origin).netloc, float(delay))
        self._spider.note_sitemaps(origin, list(parser.sitemaps))
        return Rules(parser)
