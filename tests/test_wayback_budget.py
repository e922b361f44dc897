"""The pace on another archive, with a clock of its own."""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

import pytest

from crawler.address import Seen
from crawler.errors import UsageError
from crawler.ledger import Ledger
from crawler.wayback.budget import Budget
from crawler.wayback.claim import claim_server
from crawler.wayback.intake import WaybackIntake
from crawler.wayback.listing import Listing
from crawler.wayback.options import Asked, read_wayback_options


def _never(*given: object) -> NoReturn:
    raise AssertionError(f"nothing is written here: {given}")


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def run(budget: Budget, clock: Clock, seconds: float, *, listing: bool) -> list[float]:
    """When requests were sent by somebody who always has one more."""
    sent, end = [], clock.now + seconds
    while clock.now < end:
        wait = budget.wait(listing=listing)
        if wait == 0:
            sent.append(clock.now)
        clock.now += wait or 0.001
    return sent


def most_in_a_minute(sent: list[float]) -> int:
    return max(sum(start <= one < start + 60 for one in sent) for start in sent)


def test_listings_stay_at_four_fifths_of_thirty_a_minute() -> None:
    clock = Clock()
    assert most_in_a_minute(run(Budget(clock=clock), clock, 300, listing=True)) <= 24


def test_replays_stay_at_four_fifths_of_six_hundred_a_minute() -> None:
    clock = Clock()
    assert 470 <= most_in_a_minute(run(Budget(clock=clock), clock, 180, listing=False)) <= 480


def test_listings_and_replays_come_out_of_one_budget() -> None:
    clock = Clock()
    budget = Budget(clock=clock)
    assert budget.wait(listing=True) == 0
    assert budget.wait(listing=False) > 0


def test_a_429_silences_everything_for_a_minute_and_halves_the_rate() -> None:
    clock = Clock()
    budget = Budget(clock=clock)
    assert budget.busy(clock.now) is False
    sent = run(budget, clock, 180, listing=False)
    assert sent[0] >= 1060
    assert most_in_a_minute(sent) <= 240


def test_answers_to_requests_sent_before_the_silence_are_no_repetition() -> None:
    clock = Clock()
    budget = Budget(clock=clock)
    budget.busy(clock.now)
    clock.now += 2
    assert budget.busy(sent=1000.5) is False


def test_a_429_after_the_silence_ends_the_run() -> None:
    clock = Clock()
    budget = Budget(clock=clock)
    budget.busy(clock.now)
    clock.now += 61
    assert budget.busy(sent=clock.now) is True


def test_a_429_long_after_is_a_first_one_again() -> None:
    clock = Clock()
    budget = Budget(clock=clock)
    budget.busy(clock.now)
    clock.now += 3600
    assert budget.busy(sent=clock.now) is False


def test_a_longer_retry_after_is_waited_for() -> None:
    clock = Clock()
    budget = Budget(clock=clock)
    budget.busy(clock.now, asked=300)
    assert budget.wait(listing=False) == 300


def test_five_tries_are_spread_over_two_minutes(tmp_path: Path) -> None:
    ledger, url, now = Ledger(tmp_path / "ledger.sqlite", source="wayback"), "https://archive.invalid/cdx", 0.0
    options = read_wayback_options(tmp_path, (), Asked(server="https://archive.invalid/", contact="a@b.example"))
    intake = WaybackIntake(ledger, Listing(ledger.file), options, *(_never,) * 3)
    ledger.add([Seen(url, "listing", "", None)])
    tries = []
    while ledger.pending():
        now = max(now, ledger.next_due(now) or 0.0)
        address = ledger.next(now, (), True)
        assert address is not None
        tries.append(now)
        intake.fail(address, "HTTP 503", now, retry_after="1")
    ledger.close()
    assert (len(tries), 110 <= tries[-1] <= 150) == (5, True)


def test_two_runs_do_not_ask_one_archive_at_once(tmp_path: Path) -> None:
    with (
        claim_server("archive.example", tmp_path),
        claim_server("other.example", tmp_path),
        pytest.raises(UsageError, match="another run is asking archive"),
    ):
        claim_server("archive.example", tmp_path)
    claim_server("archive.example", tmp_path).close()
