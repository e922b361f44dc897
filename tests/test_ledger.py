"""Every address ever seen is in one state, and what was committed survives."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawler.address import Address, Result, Seen
from crawler.errors import StorageError
from crawler.items import Capture
from crawler.ledger import Ledger

SITE = "http://gsn.example/"


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(tmp_path / "ledger.sqlite")


def add(ledger: Ledger, *names: str, kind: str = "page") -> None:
    ledger.add(Seen(SITE + name, kind, "L", SITE) for name in names)


def lease(ledger: Ledger, now: float = 0.0) -> Address:
    address = ledger.next(now, [], True)
    assert address is not None
    return address


def capture(status: int = 200) -> Capture:
    return Capture("x.warc.gz", 0, 9, "urn:uuid:1", "2026-01-31T12:00:00Z", SITE, None, status, "text/html")


def test_seeds_and_sitemaps_come_first_and_tracked_addresses_last(ledger: Ledger) -> None:
    add(ledger, "a?utm_source=x", "b")
    add(ledger, "p.png", kind="requisite")
    add(ledger, "s.xml", kind="sitemap")
    add(ledger, "", kind="seed")
    order = [lease(ledger).url.removeprefix(SITE) for _ in range(5)]
    assert order == ["", "s.xml", "b", "p.png", "a?utm_source=x"]


def test_forms_of_one_page_are_fetched_once(ledger: Ledger) -> None:
    add(ledger, "a", "a/", "a?mgs1=x")
    assert (ledger.books.counts()["pending"], ledger.books.counts()["duplicate"]) == (1, 2)


def test_the_plain_form_replaces_a_waiting_tracked_one(ledger: Ledger) -> None:
    add(ledger, "a?mgs1=x", "a")
    assert lease(ledger).url == SITE + "a"
    assert ledger.books.listed("duplicate") == [(SITE + "a?mgs1=x", f"same page as {SITE}a", 0)]


def test_another_form_is_tried_when_the_first_answers_with_an_error(ledger: Ledger) -> None:
    add(ledger, "a", "a/")
    ledger.captured(lease(ledger), Result(capture(404), "error"))
    assert lease(ledger).url == SITE + "a/"


def test_a_busy_host_has_no_turn(ledger: Ledger) -> None:
    add(ledger, "a")
    assert ledger.next(0, ["gsn.example"], True) is None
    assert lease(ledger).url == SITE + "a"


def test_a_retry_waits_until_it_is_due(ledger: Ledger) -> None:
    add(ledger, "a")
    ledger.retry(lease(ledger), "HTTP 503", 100.0)
    assert (ledger.next(99.0, [], True), ledger.next_due(0.0)) == (None, 100.0)
    assert lease(ledger, 100.0).attempts == 1


def test_a_leased_address_counts_as_pending_and_is_so_after_a_crash(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "l.sqlite")
    add(ledger, "a")
    lease(ledger)
    ledger.commit()
    assert ledger.books.counts()["pending"] == 1
    ledger.close()
    again = Ledger(tmp_path / "l.sqlite")
    again.release_all(retry_failed=False)
    assert lease(again).url == SITE + "a"


def test_what_was_not_committed_is_forgotten(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "l.sqlite")
    add(ledger, "a")
    ledger.commit()
    add(ledger, "b")
    ledger.close()
    assert sum(Ledger(tmp_path / "l.sqlite").books.counts().values()) == 1


def test_failed_addresses_wait_for_retry_failed(ledger: Ledger) -> None:
    add(ledger, "a")
    ledger.failed(lease(ledger), "refused")
    ledger.release_all(retry_failed=False)
    assert ledger.books.counts()["failed"] == 1
    ledger.release_all(retry_failed=True)
    assert (ledger.books.counts()["failed"], ledger.pending()) == (0, 1)


def test_a_refused_address_keeps_its_reason(ledger: Ledger) -> None:
    ledger.add([Seen("file:///etc/passwd", "page", "L", SITE, "scheme file: is never followed")])
    assert ledger.books.reasons("out_of_scope") == {"scheme file: is never followed": 1}


def test_the_states_add_up(ledger: Ledger) -> None:
    add(ledger, "a", "b", "c", "d", "d/")
    ledger.captured(lease(ledger), Result(capture(), "article"))
    ledger.forbidden(lease(ledger), "forbidden by robots.txt")
    ledger.failed(lease(ledger), "refused")
    states = {"pending": 1, "captured": 1, "revisit": 0, "duplicate": 1, "out_of_scope": 0, "robots": 1}
    states |= {"excluded": 0, "failed": 1}
    assert (ledger.books.counts(), ledger.pending()) == (states, 1)


def test_a_ledger_that_cannot_be_opened_is_a_storage_error(tmp_path: Path) -> None:
    (tmp_path / "l.sqlite").write_bytes(b"this is no database, but long enough to look like one" * 20)
    with pytest.raises(StorageError, match="cannot be opened"):
        Ledger(tmp_path / "l.sqlite")


def test_a_redirect_to_a_form_that_was_taken_for_a_duplicate_is_followed(ledger: Ledger) -> None:
    add(ledger, "story", "story/")
    ledger.add([Seen(SITE + "story/", "page", "LR", SITE + "story")])
    assert [lease(ledger).url, lease(ledger).url] == [SITE + "story", SITE + "story/"]


def test_an_address_that_was_never_leased_is_not_pending_once_it_is_captured(ledger: Ledger) -> None:
    add(ledger, "story")
    address = ledger.address(SITE + "story")
    assert address is not None
    ledger.captured(address, Result(capture(), "story"))
    assert ledger.pending() == 0
