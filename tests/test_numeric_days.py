"""Dates of numbers: 8/9/2011 means two days until a weekday, an address, a weekend or the site's other dates tell."""

import pytest

from crawler.extract import read_page
from crawler.extract.text.dates import numeric_days
from crawler.extract.text.numeric_days import order_of
from crawler.extract.together.resolve import resolve
from crawler.items import Page
from tests.invented import NTI, prose
from tests.told import in_boxes


def story(number, line, host=NTI, text=None):
    told = text or prose(f"told{number}", 3)
    head = f"<html><title>GSN</title><body><h1>Vault number {number} opens at last</h1><p>{line}</p>"
    html = f"{head}{in_boxes(told)}</body></html>"
    return read_page(Page(f"{host}vault-{number}/", 200, "text/html; charset=utf-8", html.encode()))


def dates(readings):
    return [(one.datePublishedInfo.edtf, one.datePublishedInfo.confidence) for one in resolve(readings)]


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("8/9/2011", {"month": "2011-08-09", "day": "2011-09-08"}),
        ("Published: 08/09/2011 5:30 PM", {"month": "2011-08-09", "day": "2011-09-08"}),
        ("8/19/2011", {"month": "2011-08-19"}),
        ("19.8.2011", {"day": "2011-08-19"}),
        ("10.07.2009 06:12", {"day": "2009-07-10"}),
        ("Tuesday, 8/9/2011", {"month": "2011-08-09"}),
        ("8/9/11", {}),
        ("8/9/11 7:15 AM EDT", {"month": "2011-08-09", "day": "2011-09-08"}),
        ("Updated 8/9/2011", {}),
        ("8/9/2011 saw the vault", {}),
    ],
)
def test_what_a_date_of_numbers_may_mean(line, meant):
    assert numeric_days(line) == meant


def test_both_days_stand_on_the_record_and_neither_is_believed():
    (found,) = resolve([story(1, "8/9/2011")])
    assert (found.datePublished, found.datePublishedRaw) == (None, "8/9/2011")
    assert found.datePublishedInfo.alternatives == ("2011-08-09", "2011-09-08")
    assert found.datePublishedInfo.confidence == "low"


@pytest.mark.parametrize(("line", "day"), [("8/6/2011", "2011-06-08"), ("6/9/2008", "2008-06-09")])
def test_no_story_came_out_on_a_weekend(line, day):
    (found,) = resolve([story(1, line)])
    assert found.datePublished == day


def test_the_other_dates_of_a_site_tell_whether_months_come_first():
    ours = [story(1, "8/9/2011"), story(2, "8/19/2011")]
    theirs = [story(3, "9.8.2011", "http://mirror.example/gsn/article/"),
              story(4, "19.8.2011", "http://mirror.example/gsn/article/")]  # fmt: skip
    found = {record.url: record.datePublished for record in resolve([*ours, *theirs])}
    assert list(found.values()).count("2011-08-09") == 2
    assert set(found.values()) == {"2011-08-09", "2011-08-19"}
    assert resolve([*theirs, *ours]) == resolve([*ours, *theirs])


def test_a_site_that_writes_both_ways_tells_nothing():
    assert order_of(["8/19/2011", "19/8/2011"]) is None
    assert dates([story(1, "8/9/2011"), story(2, "8/19/2011"), story(3, "19/8/2011")])[0][1] in ("low", "certain")
    assert sum(edtf is not None and edtf.startswith("[") for edtf, _ in
               dates([story(1, "8/9/2011"), story(2, "8/19/2011"), story(3, "19/8/2011")])) == 1  # fmt: skip


def test_dates_with_points_do_not_tell_how_a_site_writes_those_with_strokes():
    assert order_of(["19.8.2011", "8/19/2011"]) == "month"


def test_what_a_story_cites_makes_a_day_likely_and_no_more():
    told = [f"The vault was opened on Monday, the Mint said (Ann Roe, Zerabad Times, Aug. {day})." for day in (8, 9)]
    (found,) = resolve([story(1, "8/9/2011", text=[*told, *prose("more", 2)])])
    assert (found.datePublishedInfo.edtf, found.datePublished) == ("2011-08-09", None)
    assert found.datePublishedInfo.confidence == "medium"


def test_the_name_before_such_a_date_is_the_writers():
    (found,) = resolve([story(1, "By ANN ROE &amp; MAX DOE | 8/19/11 7:15 AM EDT")])
    assert found.datePublished == "2011-08-19"


@pytest.mark.parametrize("order", ["{1}/{2}/{0}", "{2}/{1}/{0}"])
def test_a_list_of_such_dates_is_read_as_those_that_mean_one_day(order):
    days = [("2011", "08", "09"), ("2011", "08", "10"), ("2011", "08", "19")]
    entries = "".join(
        f"<dt>{order.format(*day)}<dd><a href=/gsn/article/vault-{n}-of-zerabad/>Vault number {n} opens at last</a>"
        for n, day in enumerate(days)
    )
    html = f"<html><title>GSN</title><body><h2>Newswire Archive</h2><dl>{entries}</dl></body></html>"
    page = Page("http://www.nti.org/gsn/archive/", 200, "text/html; charset=utf-8", html.encode())
    assert [one.date for one in read_page(page).listed] == ["-".join(day) for day in days]


def test_a_list_of_dates_that_may_mean_two_days_dates_nothing():
    entries = "".join(
        f"<dt>08/0{n}/2011<dd><a href=/gsn/article/vault-{n}-of-zerabad/>Vault number {n} opens at last</a>"
        for n in range(1, 6)
    )
    html = f"<html><title>GSN</title><body><h2>Newswire Archive</h2><dl>{entries}</dl></body></html>"
    page = Page("http://www.nti.org/gsn/archive/", 200, "text/html; charset=utf-8", html.encode())
    reading = read_page(page)
    assert [one.date for one in reading.listed] == [None] * 5
    assert reading.issueDate is None
