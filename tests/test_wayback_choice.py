"""Which captures of a page are worth a request."""

from __future__ import annotations

import random
import tracemalloc
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from crawler.ledger import Ledger
from crawler.urls import page_key
from crawler.wayback.choice import Candidate, Misses, all_of, best_first, candidates, nearest
from crawler.wayback.lines import Line
from crawler.wayback.listing import Listing
from crawler.wayback.options import Asked, read_wayback_options
from crawler.wayback.steps import at_once
from crawler.wayback.turns import Turns
from tests import plain_choice as plain

A, B = "sha1:" + "A" * 32, "sha1:" + "B" * 32
PAGE = Line("org,nti)/gsn/a", "20120101000000", "http://www.nti.org/gsn/a/", "text/html", 200, A, 900)


def at(timestamp: str, line: Line = PAGE, **fields: object) -> Line:
    return replace(line, timestamp=timestamp, **fields)  # type: ignore[arg-type]


def listed(*lines: Line) -> list[Candidate]:
    """The captures of a page as the ledger gives them: by payload, first hand and latest first."""
    by_time = sorted(lines, key=lambda line: line.timestamp, reverse=True)
    return list(candidates(sorted(by_time, key=lambda line: (line.digest or "", line.is_revisit))))


def best(*lines: Line) -> Line:
    return best_first(listed(*lines))[0]


def all_times(*lines: Line, one_a_digest: bool) -> list[str]:
    return sorted(line.timestamp for line in all_of(listed(*lines), one_a_digest=one_a_digest))


def why_none(*lines: Line) -> str:
    misses = Misses()
    assert best_first(misses.noting(listed(*lines))) == ()
    return str(misses)


def test_the_latest_page_before_the_redesign_is_the_best() -> None:
    lines = (at("20091231000000"), at("20201231235959"), at("20210101000000"), at("20240101000000"))
    assert best(*lines).timestamp == "20201231235959"


def test_when_all_are_later_than_the_redesign_the_latest_is_taken() -> None:
    assert best(at("20220101000000"), at("20240101000000")).timestamp == "20240101000000"


def test_a_page_is_better_than_a_redirect_and_a_redirect_than_nothing() -> None:
    redirect = at("20130101000000", status=301)
    assert (best(PAGE, redirect), best(redirect)) == (PAGE, redirect)


def test_the_plain_address_is_better_than_one_with_tracking() -> None:
    tracked = at("20130101000000", original="http://www.nti.org/gsn/a/?mgs1=x")
    assert best(PAGE, tracked) == PAGE


REVISIT = {"mime": "warc/revisit", "status": None}


def test_instead_of_a_revisit_the_capture_it_repeats_is_taken() -> None:
    between, revisit = at("20130101000000", digest=B), at("20140101000000", **REVISIT)
    assert best_first(listed(PAGE, between, revisit), 5) == (PAGE, between)


def test_a_revisit_of_what_is_not_listed_may_be_a_page() -> None:
    revisit = at("20140101000000", **REVISIT)
    assert best_first(listed(revisit)) == (revisit,)


def test_a_revisit_of_an_error_is_an_error() -> None:
    error, revisit = at("20100101000000", status=404), at("20150101000000", **REVISIT)
    assert best_first(listed(error, revisit)) == ()


def test_an_answer_that_only_says_not_modified_is_no_page() -> None:
    assert best_first(listed(at("20140101000000", mime="warc/revisit", status=304))) == ()


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (replace(PAGE, status=404), "captured only as an error (404)"),
        (replace(PAGE, mime="image/png"), "no HTML among its captures"),
    ],
)
def test_errors_and_what_is_no_html_are_left_out_with_a_reason(line: Line, reason: str) -> None:
    assert why_none(line) == reason


def test_all_captures_come_but_errors() -> None:
    lines = (at("20130101000000"), PAGE, at("20110101000000", status=500))
    assert all_times(*lines, one_a_digest=False) == ["20120101000000", "20130101000000"]


def test_collapsed_by_digest_the_first_of_each_payload_comes() -> None:
    lines = (at("20130101000000"), PAGE, at("20140101000000", digest=B))
    assert all_times(*lines, one_a_digest=True) == ["20120101000000", "20140101000000"]


# -- the choice in the ledger, against the plain one in memory ------------------------------------------

STATUSES = (200, 200, 200, 301, 304, 404, 503, None)
MIMES = ("text/html", "text/html", "unk", "image/png", "warc/revisit", "warc/revisit")


def random_lines(chance: random.Random, count: int) -> list[Line]:
    """Few pages, times, addresses and payloads, so that they meet in all ways."""
    lines = []
    for _ in range(count):
        mime = chance.choice(MIMES)
        status = chance.choice((None, None, None, 304, 200)) if mime == "warc/revisit" else chance.choice(STATUSES)
        page = chance.choice("abcde")
        ending = chance.choice(("", "/", "?mgs1=x"))
        digest = chance.choice((None, *(f"sha1:{letter * 32}" for letter in "ABCD")))
        timestamp = f"20{chance.choice(('09', '12', '20', '21'))}0{chance.randint(1, 4)}01000000"
        lines.append(Line("k", timestamp, f"http://www.nti.org/{page}{ending}", mime, status, digest, 9))
    return lines


def by_page(lines: Iterable[Line]) -> dict[str, list[Line]]:
    """The lines of each page, each once (the first of those that are listed as the same), in order."""
    once: dict[tuple[str, str, str], Line] = {}
    for line in lines:
        once.setdefault((line.timestamp, line.original, line.digest or ""), line)
    pages: dict[str, list[Line]] = {}
    for _, line in sorted(once.items(), key=lambda item: (page_key(item[1].original), item[0])):
        pages.setdefault(page_key(line.original), []).append(line)
    return pages


def chosen(folder: Path, lines: Iterable[Line], **options: bool) -> tuple[list[str], dict[str, str], Listing]:
    """The replay addresses that get a turn, in order, and why other pages get none."""
    folder.mkdir()
    asked = read_wayback_options(folder, ["nti.org"], Asked(server="http://127.0.0.1:1/"))
    ledger = Ledger(folder / "ledger.sqlite", source="wayback")
    listing = Listing(ledger.file)
    for line in lines:
        listing.add(line)
    at_once(Turns(ledger, listing, replace(asked, **options)).choose_when_listed())  # type: ignore[arg-type]
    rows = ledger.file.rows("SELECT url FROM addresses ORDER BY id")
    reasons = dict(tuple(row) for row in ledger.file.rows("SELECT page_key, reason FROM unchosen"))
    return [row["url"].partition("/web/")[2] for row in rows], reasons, listing


def replayed(line: Line) -> str:
    return f"{line.timestamp}id_/{line.original}"


@pytest.mark.parametrize("seed", range(12))
def test_any_listing_gives_the_turns_of_the_plain_choice(tmp_path: Path, seed: int) -> None:
    lines = random_lines(random.Random(seed), 5 + 12 * seed)
    pages = by_page(lines)
    one, reasons, listing = chosen(tmp_path / "one", lines)
    every, _, _ = chosen(tmp_path / "every", lines, all_captures=True)
    payloads, _, _ = chosen(tmp_path / "payloads", lines, all_captures=True, one_a_digest=True)
    assert one == [replayed(line) for page in pages.values() for line in plain.best_first(page)[:1]]
    assert every == [replayed(line) for page in pages.values() for line in plain.all_of(page, one_a_digest=False)]
    assert payloads == once(replayed(line) for page in pages.values() for line in plain.all_of(page, one_a_digest=True))
    assert set(reasons) == {key for key, page in pages.items() if not plain.best_first(page)}
    for key, page in pages.items():
        assert list(best_first(listing.page(key), 5)) == plain.best_first(page)[:5]
        assert nearest(listing.page(key), "20140101000000") == plain.nearest(page, "20140101000000")


def once(urls: Iterable[str]) -> list[str]:
    """Payloads of one second have one replay address."""
    return list(dict.fromkeys(urls))


def test_a_page_with_very_many_captures_is_never_in_memory(tmp_path: Path) -> None:
    digests = (f"sha1:{number:032}".translate(str.maketrans("01", "YZ")) for number in range(20_000))
    lines = (at(f"20120101{n // 3600:02}{n // 60 % 60:02}{n % 60:02}", digest=one) for n, one in enumerate(digests))
    tracemalloc.start()
    one, _, _ = chosen(tmp_path / "one", lines)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    # As objects 20,000 lines take 10 MB.
    assert (one, peak < 2_000_000) == (["20120101053319id_/http://www.nti.org/gsn/a/"], True)
