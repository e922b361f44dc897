"""The pace of every host, and how long a busy one is left alone."""

from __future__ import annotations

import asyncio
import time

import pytest

from crawler.intake import retry_after_seconds
from crawler.politeness import SLOWEST, Hosts, StoppedError


def waited(hosts: Hosts, turns: int) -> float:
    async def take() -> None:
        await asyncio.gather(*(hosts.turn("gsn.example") for _ in range(turns)))

    start = time.monotonic()
    asyncio.run(take())
    return time.monotonic() - start


def test_requests_that_wait_together_still_keep_the_delay() -> None:
    assert waited(Hosts(0.1, 8), 4) >= 0.3


def test_the_pause_of_a_busy_host_is_kept_and_it_is_asked_more_slowly() -> None:
    hosts = Hosts(0.1, 1)
    hosts.pause("gsn.example", 0.3)
    assert hosts.of("gsn.example").delay == 0.2
    assert waited(hosts, 1) >= 0.3


def test_a_crawl_delay_is_never_undercut_and_has_an_upper_end() -> None:
    hosts = Hosts(1.0, 1)
    hosts.set_crawl_delay("gsn.example", 5)
    hosts.answered("gsn.example", 0.01)
    hosts.set_crawl_delay("slow.example", 86400)
    assert (hosts.of("gsn.example").delay, hosts.of("slow.example").delay) == (5, SLOWEST)


def test_a_crawl_delay_below_our_own_changes_nothing() -> None:
    hosts = Hosts(2.0, 1)
    hosts.set_crawl_delay("gsn.example", 1)
    assert hosts.of("gsn.example").delay == 2.0


def test_a_host_with_all_its_requests_under_way_is_busy() -> None:
    hosts = Hosts(0, 2)
    hosts.of("gsn.example").in_flight = 2
    hosts.of("other.example").in_flight = 1
    assert hosts.busy() == ["gsn.example"]


def test_nobody_waits_on_when_the_run_stops() -> None:
    hosts = Hosts(0, 1)
    hosts.stopping = True
    with pytest.raises(StoppedError):
        asyncio.run(hosts.turn("gsn.example"))


NOW = 1_000_000_000.0  # Sun, 09 Sep 2001 01:46:40 GMT
WAITS = {
    "5": 5.0,
    " 7 ": 7.0,
    "999999999999": 3600.0,
    "Sun, 09 Sep 2001 01:47:40 GMT": 60.0,
    "Sun, 09 Sep 2001 00:00:00 GMT": 0.0,
    "soon": None,
    "-5": None,
    "1.5": None,
    "²": None,
    "": None,
}


@pytest.mark.parametrize("value", WAITS)
def test_retry_after_is_seconds_or_a_date_and_at_most_an_hour(value: str) -> None:
    assert retry_after_seconds(value, NOW) == WAITS[value]
