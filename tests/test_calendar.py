"""Working days, dates without a year, and sets of days."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.extract.days import edtf
from crawler.extract.days.calendar import can_be_issue_day, issue_days_after, latest_not_after, parse_day


@given(st.lists(st.tuples(st.dates(), st.dates()).map(sorted).map(tuple), min_size=1, max_size=5))
def test_a_set_of_days_survives_being_written_and_read(spans):
    days = edtf.joined(spans)
    assert edtf.parse(edtf.text_of(days)) == days


@pytest.mark.parametrize(
    "value", ["", "2011-13", "0000", "2011-09-08/", "[", "[]", "x/y", "2012-01-01/2011-01-01", "²011"]
)
def test_what_is_no_set_of_days_is_none(value):
    assert edtf.parse(value) is None


@pytest.mark.parametrize(
    ("day", "open_"),
    [
        ("2011-09-08", True),
        ("2011-09-10", False),
        ("2011-07-04", False),
        ("2010-12-31", False),
        ("2011-11-24", False),
        ("2010-11-11", True),
        ("2011-05-30", False),
    ],
)
def test_issues_come_out_on_working_days(day, open_):
    assert can_be_issue_day(parse_day(day)) is open_


def test_news_of_a_friday_may_stand_in_a_holiday_monday_or_the_tuesday_after():
    assert [str(day) for day in issue_days_after(parse_day("2011-01-14"))] == ["2011-01-17", "2011-01-18"]


def test_a_month_and_day_mean_the_latest_one_not_after():
    assert str(latest_not_after(12, 20, parse_day("2011-01-05"))) == "2010-12-20"
    assert str(latest_not_after(2, 29, parse_day("2007-03-01"))) == "2004-02-29"
    assert latest_not_after(2, 30, parse_day("2007-03-01")) is None
