"""How often another archive may be asked: one budget for all work on one server, at four fifths of its limits.

The Internet Archive allows some 30 listing and 600 replay requests a minute; a 429 comes without Retry-After, and who
goes on for a minute is blocked for an hour, the next time for two.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from crawler.politeness import StoppedError

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler

logger = logging.getLogger(__name__)

LISTINGS_A_MINUTE: Final = 24
REPLAYS_A_MINUTE: Final = 480
BUSY_WAIT: Final = 60.0
BLOCK_SECONDS: Final = 3600.0
# A 429 so long after the last one is a new one and no repetition.
FORGIVEN_AFTER: Final = 600.0
_NAP: Final = 0.2


class Budget:
    """The pace on one server. `listing` and `replay` are seconds between two requests; 0 lifts the pace.

    `clock` gives seconds and never goes back; `busy_wait` is how long a 429 silences everything.
    """

    def __init__(
        self,
        listing: float = 60 / LISTINGS_A_MINUTE,
        replay: float = 60 / REPLAYS_A_MINUTE,
        *,
        busy_wait: float = BUSY_WAIT,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.listing = listing
        self.replay = replay
        self.busy_wait = busy_wait
        self.stopping = False
        self._clock = clock
        self._next_listing = 0.0
        self._next_any = 0.0
        self._quiet_until: float | None = None

    def wait(self, *, listing: bool) -> float:
        """Seconds until a request may be sent; 0 takes the turn."""
        now = self._clock()
        due = max(self._next_any, self._next_listing if listing else 0.0, self._quiet_until or 0.0)
        if due > now:
            return due - now
        # The general pace counts listings too: they come out of the same budget.
        self._next_any = now + self.replay
        if listing:
            self._next_listing = now + self.listing
        return 0.0

    def busy(self, sent: float, asked: float | None = None) -> bool:
        """The server answered 429 to a request sent at `sent` (of the clock). True when it had said so before, and
        the request was sent after the wait: then it is time to stop. `asked` is its Retry-After, in seconds."""
        now = self._clock()
        quiet_until = self._quiet_until
        if quiet_until is not None and sent < quiet_until:
            return False  # sent before it could be known
        if quiet_until is not None and now - quiet_until < FORGIVEN_AFTER:
            return True
        self._be_silent(now + max(self.busy_wait, asked or 0.0))
        logger.warning("the archive is busy (429): silent for %.0f s, then at half the rate", self.silence_left)
        return False

    @property
    def silence_left(self) -> float:
        """Seconds until the silence after a 429 ends; 0 when there is none."""
        return max((self._quiet_until or 0.0) - self._clock(), 0.0)

    def resume(self, silence: float) -> None:
        """Go on with the silence of an earlier run: seconds until it ends, negative when it has ended."""
        if silence > -FORGIVEN_AFTER:
            self._be_silent(self._clock() + silence)

    def _be_silent(self, until: float) -> None:
        self._quiet_until = until
        self.listing, self.replay = self.listing * 2, self.replay * 2

    async def turn(self, *, listing: bool) -> None:
        """Wait for a turn. Raises StoppedError when the run ends first."""
        while True:
            if self.stopping:
                raise StoppedError("stopped")
            left = self.wait(listing=listing)
            if left <= 0:
                return
            await asyncio.sleep(min(left, _NAP))


class BudgetMiddleware:
    """Every request to the archive waits for its turn, whatever it is for."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> BudgetMiddleware:
        return cls(crawler.spider.budget)  # type: ignore[union-attr]

    async def process_request(self, request: Request) -> None:
        await self._budget.turn(listing=request.meta["address"].kind == "listing")
        request.meta["sent"] = time.monotonic()


def come_back(until: float) -> str:
    """When to try again, for a person: `14:05:00 UTC on 2026-01-31`."""
    return datetime.fromtimestamp(until, UTC).strftime("%H:%M:%S UTC on %Y-%m-%d")
