"""How far the crawl is: a bar on a terminal, a plain line now and then elsewhere, always on stderr."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Final

from rich.console import Console
from rich.live import Live
from rich.text import Text
from scrapy import signals

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from spiders.site import SiteSpider

CONSOLE: Final = Console(stderr=True, highlight=False, soft_wrap=True)
_TERMINAL_SECONDS: Final = 0.5
_PLAIN_SECONDS: Final = 15.0


class Progress:
    """Scrapy extension. It also rings for the archive's checkpoints, since it is the run's only clock."""

    def __init__(self, crawler: Crawler) -> None:
        self._spider: SiteSpider = crawler.spider  # type: ignore[assignment]
        self._started = time.monotonic()
        self._task: asyncio.Task[None] | None = None
        self._live: Live | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Progress:
        progress = cls(crawler)
        crawler.signals.connect(progress.open, signal=signals.spider_opened)
        crawler.signals.connect(progress.close, signal=signals.spider_closed)
        return progress

    def open(self) -> None:
        if CONSOLE.is_terminal:
            self._live = Live(console=CONSOLE, auto_refresh=False, transient=True)
            self._live.start()
        self._task = asyncio.ensure_future(self._run())

    def close(self) -> None:
        if self._task is not None:
            self._task.cancel()
        if self._live is not None:
            self._live.stop()

    async def _run(self) -> None:
        shown = time.monotonic()
        while True:
            await asyncio.sleep(_TERMINAL_SECONDS)
            self._spider.checkpoint()
            if self._live is not None:
                self._live.update(Text(self.line()), refresh=True)
            elif time.monotonic() - shown >= _PLAIN_SECONDS:
                shown = time.monotonic()
                CONSOLE.print(self.line())

    def line(self) -> str:
        """`214 pages · 180 stories · 3.1 MB · 12.0 pages/s · 40 queued · about 3 s left`"""
        spider = self._spider
        elapsed = max(time.monotonic() - self._started, 0.001)
        rate = spider.pages_taken / elapsed
        queued = spider.ledger.pending()
        parts = [
            f"{spider.pages_taken} pages",
            f"{spider.stories_found} stories",
            megabytes(spider.archive.captured_bytes),
            f"{rate:.1f} pages/s",
            f"{queued} queued",
        ]
        if rate > 0 and queued:
            parts.append(f"about {duration(queued / rate)} left")
        return " · ".join(parts)


def megabytes(count: int) -> str:
    return f"{count / 1e6:.1f} MB"


def duration(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    if seconds < 5400:
        return f"{seconds / 60:.0f} min"
    return f"{seconds / 3600:.1f} h"
