"""Another archive as a source: its captures are listed, chosen, fetched raw and restored."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Any, ClassVar

from crawler.capture import FetchError
from crawler.frontier import wake
from crawler.intake import Taken
from crawler.wayback.archive import WaybackArchive
from crawler.wayback.budget import BLOCK_SECONDS, LISTINGS_A_MINUTE, REPLAYS_A_MINUTE, Budget
from crawler.wayback.options import Asked, WaybackOptions, is_this_machine, read_wayback_options
from crawler.wayback.steps import between_others
from spiders.site import Callbacks, SiteSpider

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from twisted.python.failure import Failure

    from crawler.address import Address


class WaybackSpider(SiteSpider):
    """`scrapy crawl wayback -a dir=DIR -a prefix=PREFIX` does what `gsn-archive crawl wayback PREFIX -d DIR` does."""

    name = "wayback"
    # An archive's interface for programs is asked at the pace that its keepers tell; robots.txt is for crawlers.
    custom_settings: ClassVar[dict[str, Any]] = {  # type: ignore[misc]
        "DOWNLOADER_MIDDLEWARES": {
            "crawler.wayback.budget.BudgetMiddleware": 200,
            "crawler.proxies.LoopbackMiddleware": 300,
        },
    }

    def __init__(self, archive: WaybackArchive, options: WaybackOptions) -> None:
        super().__init__(archive, options)
        self.wayback = archive
        self.intake = archive.intake
        self.budget = budget_of(options)
        silence = archive.silence_left()
        if silence is not None:
            self.budget.resume(silence)

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **arguments: Any) -> WaybackSpider:
        """Takes an open `archive`, or the options as Scrapy's command line gives them."""
        given = arguments.pop("archive", None)
        archive = given or WaybackArchive.open(options_from_strings(arguments))
        spider = super().from_crawler(crawler, *args, archive=archive)
        assert isinstance(spider, WaybackSpider)
        spider.closes_archive = given is None
        return spider

    async def start(self) -> AsyncIterator[Any]:
        """The listings are in the ledger already. When an earlier run ended after the last of them, choose now."""
        self.archive.check_limits()
        with self.stopping_on_failure():
            await between_others(self.wayback.intake.choose_when_listed(), self.checkpoint)
        return
        yield  # an async generator that yields nothing: all requests come from the frontier

    def headers_for(self, address: Address) -> dict[str, str]:
        span = address.url.partition("#bytes=")[2]
        return {"Range": f"bytes={span}"} if span else {}

    def callbacks_for(self, address: Address) -> Callbacks:
        if address.kind == "listing":
            return self.parse_listing, self.listing_failed
        return super().callbacks_for(address)

    async def parse_listing(self, response: Response) -> None:
        """As `parse`, in steps: meanwhile other answers are taken."""
        address: Address = response.meta["address"]
        self.hosts.of(address.host).in_flight -= 1
        wake(self.crawler)
        taken = Taken()
        with self.stopping_on_failure():
            steps = self.wayback.intake.take_in_steps(address, response.meta["answer"], time.time())
            taken = await between_others(steps, self.checkpoint)
            self.archive.enter(response.meta["kept"])
        if taken.pause:
            self.slow_down(response.meta, taken.pause)
        self.checkpoint()

    async def listing_failed(self, failure: Failure) -> None:
        """Of the others there may be enough to choose from."""
        self.failed(failure)
        with self.stopping_on_failure():
            await between_others(self.wayback.intake.choose_when_listed(), self.checkpoint)

    def stop(self) -> None:
        super().stop()
        self.budget.stopping = True

    def slow_down(self, meta: dict[str, Any], seconds: float) -> None:
        """The archive answered 429: silence first, and the end of the run when it says so again."""
        if self.budget.busy(meta["sent"], seconds):
            self.wayback.block("the archive answers 429 again after a silence", max(BLOCK_SECONDS, seconds))
        else:
            with self.stopping_on_failure():
                self.wayback.silence(self.budget.silence_left)

    def _enter_failure(self, address: Address, error: BaseException | None) -> None:
        # Who is blocked gets no connection: knocking again makes the block longer.
        if isinstance(error, FetchError) and "ConnectionRefused" in error.message:
            self.ledger.release(address)
            self.wayback.block(f"the archive refuses the connection, as a block does ({error.message})", BLOCK_SECONDS)
        else:
            super()._enter_failure(address, error)


def budget_of(options: WaybackOptions) -> Budget:
    """The documented budget. A pace that the user sets replaces it on this machine, elsewhere it only slows down."""
    listing, replay = 60 / LISTINGS_A_MINUTE, 60 / REPLAYS_A_MINUTE
    if options.pace is not None and is_this_machine(options.server.url):
        listing = replay = options.pace
    elif options.pace is not None:
        listing, replay = max(listing, options.pace), max(replay, options.pace)
    return Budget(listing, replay, busy_wait=options.busy_wait)


def options_from_strings(arguments: dict[str, str]) -> WaybackOptions:
    """The options of `scrapy crawl wayback -a NAME=VALUE`: several prefixes or filters are separated by blanks."""
    numbers = {
        "delay": float,
        "timeout": float,
        "concurrency": int,
        "max_pages": int,
        "page_size": int,
        "busy_wait": float,
    }
    switches = ("all_captures", "missing", "paged", "retry_failed", "requisites")
    words = (
        "server", "interface", "data", "since", "until", "match_type", "collapse", "tolerance", "contact",
        "max_time", "max_bytes", "min_free_disk", "warc_size",
    )  # fmt: skip
    given: dict[str, Any] = {name: read(arguments[name]) for name, read in numbers.items() if name in arguments}
    given |= {name: arguments[name].lower() in ("1", "true", "yes") for name in switches if name in arguments}
    given |= {name: arguments[name] for name in words if name in arguments}
    given["filters"] = tuple(arguments.get("filter", "").split())
    return read_wayback_options(arguments.get("dir", "gsn"), arguments.get("prefix", "").split(), Asked(**given))
