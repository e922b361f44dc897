"""Which captures of a page are worth a request."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crawler.wayback.choice import all_of, best_first, why_none
from crawler.wayback.lines import Line

A, B = "sha1:" + "A" * 32, "sha1:" + "B" * 32
PAGE = Line("org,nti)/gsn/a", "20120101000000", "http://www.nti.org/gsn/a/", "text/html", 200, A, 900)


def at(timestamp: str, line: Line = PAGE, **fields: object) -> Line:
    return replace(line, timestamp=timestamp, **fields)  # type: ignore[arg-type]


def best(*lines: Line) -> Line:
    return best_first(lines)[0]


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
    assert best_first([PAGE, between, revisit]) == (PAGE, between)


def test_a_revisit_of_what_is_not_listed_may_be_a_page() -> None:
    revisit = at("20140101000000", **REVISIT)
    assert best_first([revisit]) == (revisit,)


def test_a_revisit_of_an_error_is_an_error() -> None:
    error, revisit = at("20100101000000", status=404), at("20150101000000", **REVISIT)
    assert best_first([error, revisit]) == ()


def test_an_answer_that_only_says_not_modified_is_no_page() -> None:
    assert best_first([at("20140101000000", mime="warc/revisit", status=304)]) == ()


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (replace(PAGE, status=404), "captured only as an error (404)"),
        (replace(PAGE, mime="image/png"), "no HTML among its captures"),
    ],
)
def test_errors_and_what_is_no_html_are_left_out_with_a_reason(line: Line, reason: str) -> None:
    assert (best_first([line]), why_none([line])) == ((), reason)


def test_all_captures_come_once_each_oldest_first() -> None:
    lines = [at("20130101000000"), PAGE, PAGE, at("20110101000000", status=500)]
    assert [line.timestamp for line in all_of(lines, one_a_digest=False)] == ["20120101000000", "20130101000000"]


def test_collapsed_by_digest_the_first_of_each_payload_comes() -> None:
    lines = [at("20130101000000"), PAGE, at("20140101000000", digest=B)]
    assert [line.timestamp for line in all_of(lines, one_a_digest=True)] == ["20120101000000", "20140101000000"]
