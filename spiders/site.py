"""The live site as a source: pages are found by links and sitemaps, never by built addresses."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from scrapy import Spider

from crawler.address import Seen
from crawler.archive import Archive
from crawler.capture import FetchError
from crawler.errors import StorageError
from crawler.frontier import conditions
from crawler.intake import Intake, Taken
from crawler.items import Article
from crawler.options import CrawlOptions, read_options
from crawler.politeness import Hosts, StoppedError
from crawler.robots import ForbiddenError, RobotsMiddleware
from crawler.run import write_folder_records
from crawler.status import write_reports
from crawler.urls import resolve

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from twisted.python.failure import Failure

    from crawler.address import Address
    from crawler.answers import Answer


Callbacks = tuple[Callable[..., Any], Callable[..., Any]]


class SiteSpider(Spider):
    """`scrapy crawl site -a dir=DIR -a url=URL` does what `gsn-archive crawl live URL -d DIR` does."""

    name = "site"

    def __init__(self, archive: Archive, options: CrawlOptions) -> None:
        super().__init__()
        self.archive = archive
        self.options = options
        self.ledger = archive.ledger
        self.hosts = Hosts(options.delay, options.concurrency)
        self.intake = Intake(
            archive.ledger, options.scope, requisites=options.requisites, base_wait=max(options.delay, 0.5)
        )
        self.robots: RobotsMiddleware | None = None
        self.closes_archive = False
        self.pages_taken = 0
        self.stories_found = 0

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **arguments: Any) -> SiteSpider:
        """Takes an open `archive`, or the options as Scrapy's command line gives them: dir, url, delay, contact …"""
        given = arguments.pop("archive", None)
        archive = given or Archive.open(options_from_strings(arguments))
        crawler.settings.set("USER_AGENT", archive.options.user_agent, priority="spider")
        crawler.settings.set("DOWNLOAD_TIMEOUT", archive.options.timeout, priority="spider")
        spider = cls(archive, archive.options)
        spider._set_crawler(crawler)
        archive.on_stop = spider.stop
        spider.closes_archive = given is None
        return spider

    async def start(self) -> AsyncIterator[Any]:
        """The start addresses are in the ledger already; sitemaps join them where sites keep them, and the rules
        of each start host are asked for in every run, also when nothing is left to fetch there."""
        self.archive.check_limits()
        with suppress(StoppedError):
            for prefix in self.options.starts if not self.archive.stopped else ():
                if self.robots is not None:
                    await self.robots.rules_for(prefix)
                self.note_sitemaps(prefix, [urljoin(prefix, "/sitemap.xml")])
        return
        yield  # an async generator that yields nothing: all requests come from the frontier

    def note_sitemaps(self, origin: str, sitemaps: list[str]) -> None:
        """Sitemaps that a host's robots.txt names, or the well-known one."""
        found = [url for sitemap in sitemaps if (url := resolve(origin, sitemap)) is not None]
        scope = self.options.scope
        with self.stopping_on_failure():
            self.ledger.add(Seen(url, "sitemap", "M", None, scope.refusal(url, "sitemap")) for url in found)

    def headers_for(self, address: Address) -> dict[str, str]:
        """What a request for this address says beside the usual."""
        return conditions(address)

    def callbacks_for(self, address: Address) -> Callbacks:
        """Who takes the answer, and who takes it that there is none."""
        return self.parse, self.failed

    def pages_allowed(self) -> bool:
        return self.options.max_pages is None or self.pages_taken < self.options.max_pages

    def stop(self) -> None:
        """The archive cannot be written any more: let go of everything that waits."""
        self.hosts.stopping = True

    @contextmanager
    def stopping_on_failure(self) -> Iterator[None]:
        """What the disk does not take ends the run."""
        try:
            yield
        except StorageError as error:
            self.archive.stop(error)

    def checkpoint(self) -> None:
        """Make durable what is new, and see whether the run has reached one of its limits."""
        with self.stopping_on_failure():
            self.archive.checkpoint()
            self.archive.check_limits()

    def parse(self, response: Response, **kwargs: Any) -> Iterator[Article]:
        address: Address = response.meta["address"]
        answer: Answer = response.meta["answer"]
        self.hosts.of(address.host).in_flight -= 1
        taken = Taken()
        with self.stopping_on_failure():
            taken = self.intake.take(address, answer, time.time())
            self.archive.enter(response.meta["kept"])
        if taken.pause:
            self.slow_down(response.meta, taken.pause)
        if address.kind in ("page", "seed"):
            self.pages_taken += 1
        self.checkpoint()
        if taken.reading is not None and address.kind != "requisite":
            self.stories_found += len(taken.reading.articles)
            yield from taken.reading.articles

    def slow_down(self, meta: dict[str, Any], seconds: float) -> None:
        """The host wants to be left alone for so long."""
        self.hosts.pause(meta["address"].host, seconds)

    def closed(self, reason: str) -> None:
        """Under `scrapy crawl` nobody else writes the records and closes the folder."""
        if self.closes_archive:
            try:
                if self.archive.failure is None:
                    write_folder_records(self.archive)
            finally:
                self.archive.finish()
            write_reports(self.options.directory)

    def failed(self, failure: Failure) -> None:
        """No answer: robots.txt forbids it, the run ends, nothing whole came, or the archive cannot be written."""
        address: Address = failure.request.meta["address"]  # type: ignore[attr-defined]
        self.hosts.of(address.host).in_flight -= 1
        with self.stopping_on_failure():
            self._enter_failure(address, failure.value)

    def _enter_failure(self, address: Address, error: BaseException | None) -> None:
        if isinstance(error, ForbiddenError):
            self.ledger.forbidden(address, str(error))
        elif isinstance(error, StoppedError | StorageError):
            self.ledger.release(address)
        elif isinstance(error, FetchError) and error.final:
            self.ledger.refused(address, error.message)
        elif isinstance(error, FetchError):
            self.intake.fail(address, error.message, time.time())
        else:
            self.intake.fail(address, f"{type(error).__name__}: {error}", time.time())


def options_from_strings(arguments: dict[str, str]) -> CrawlOptions:
    """The options of `scrapy crawl site -a NAME=VALUE`: several URLs or scopes are separated by blanks."""
    numbers = {"delay": float, "concurrency": int, "max_pages": int, "timeout": float}
    switches = ("ignore_robots", "requisites", "retry_failed", "recrawl")
    texts = ("contact", "older_than", "max_time", "max_bytes", "min_free_disk", "warc_size")
    given: dict[str, Any] = {name: read(arguments[name]) for name, read in numbers.items() if name in arguments}
    given |= {name: arguments[name].lower() in ("1", "true", "yes") for name in switches if name in arguments}
    given |= {name: arguments[name] for name in texts if name in arguments}
    starts, scope = arguments.get("url", "").split(), arguments.get("scope", "").split()
    return read_options(arguments.get("dir", "gsn"), starts, scope=scope, **given)
