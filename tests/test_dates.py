"""Dates read from addresses and texts, and the choice between them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.extract.days import edtf
from crawler.extract.days.calendar import parse_day
from crawler.extract.days.weighing import settles
from crawler.extract.text.address_days import from_address
from crawler.extract.text.dates import choose, find_dates, read_date, weekday_disagrees
from crawler.items import DateEvidence

SETTLING = ["address", "date_line", "json_ld", "meta", "time_element", "issue_page", "dated_copy", "cross_reference"]
REJECTED = ["teaser", "notice", "copyright", "asset", "modified", "unheard_of"]
KINDS = [*SETTLING, "citation", "weekday", "site_life", *REJECTED]


def seen(kind, value, text="words"):
    return DateEvidence(kind, text, value, used=False)


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("http://gsn.example/gsn/nw_20101111_4632.php", "2010-11-11"),
        ("http://127.0.0.1:8000/gsn/nw_20100407_1.php?mgs1=a", "2010-04-07"),
        ("https://web.archive.org/web/20150101000000/http://gsn.example/gsn/nw_20110506_99.php", "2011-05-06"),
        ("http://www.example.com/global-security-newswire/a-plan-fails-20130911", "2013-09-11"),
        ("http://www.example.com/specialsection/a-plan-fails-20110907/", "2011-09-07"),
        ("https://www.example.com/defense/2013/09/11/a-plan-fails", "2013-09-11"),
        ("https://www.example.com/issues/2003/6/3/", "2003-06-03"),
        ("http://www.example.org/d_newswire/issues/2004_4_23.html", "2004-04-23"),
        ("http://www.example.org/d_newswire/stories/2001/20010321_5090.html", "2001-03-21"),
        ("http://frames.example/content/20030307-8993.htm", "2003-03-07"),
        ("http://slash.example/article.pl?sid=2003/09/02/7619", "2003-09-02"),
        ("http://slash.example/article.pl?mode=flat&sid=04/12/30/1714", "2004-12-30"),
        ("https://courier.example/archive/2003-09-01/a-plan-fails", "2003-09-01"),
        ("http://sun.example/article/20100709/NEWS/118416/a-plan-fails", "2010-07-09"),
        ("http://wardens.example/world/2011/sep/08/vault-opens", "2011-09-08"),
        ("http://bells.example/2011/WORLD/09/08/vault.opens/index.html", "2011-09-08"),
        ("http://bells.example/2011/WORLD/asiapcf/09/08/vault.opens/index.html", "2011-09-08"),
    ],
)
def test_a_date_in_an_address_is_read_on_any_host(url, day):
    assert from_address(url).value == day


@pytest.mark.parametrize(
    "url",
    [
        "http://gsn.example/gsn/nw_20101332_4632.php",
        "http://gsn.example/gsn/nw_19971231_4632.php",
        "http://gsn.example/story-20150101",
        "http://gsn.example/resolution-1540",
        "http://gsn.example/story-12345678901",
        "http://gsn.example/2013/99/11/story",
        "http://gsn.example/2013/09/",
        "http://gsn.example/?date=-20130911",
        "http://slash.example/article.pl?sid=2003/13/02/7619",
        "http://slash.example/search.pl?day=2003/09/02/",
        "http://[broken",
        "",
        "http://bells.example/2006_04_01_bellnotes_archive.html?p=35876",
    ],
)
def test_digits_that_are_no_date_of_the_newswire_give_nothing(url):
    assert from_address(url) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Thursday, Nov. 11, 2010", "2010-11-11"),
        ("Sept. 11, 2013, 7:02 a.m.", "2013-09-11"),
        ("Sept. 11, 2013 | 7:02 a.m. ET", "2013-09-11"),
        ("2013-09-11T07:02:00-04:00", "2013-09-11"),
        ("2013-09-11T07:02:00.123Z", "2013-09-11"),
        ("2013-09-11 07:02", "2013-09-11"),
        ("20130911", "2013-09-11"),
        ("November 11, 2010", "2010-11-11"),
        ("NOVEMBER 11, 2010", "2010-11-11"),
        ("11 November 2010", "2010-11-11"),
        ("Nov 11th, 2010", "2010-11-11"),
        ("Nov.\xa011,\n 2010", "2010-11-11"),
        ("(May 4, 2004)", "2004-05-04"),
        ("Published: Nov. 11, 2010", "2010-11-11"),
        ("Published on Nov. 11, 2010 at 9 p.m.", "2010-11-11"),
        ("Posted Nov 11 2010 at 7:02 PM EST", "2010-11-11"),
        ("Published: Sept. 11, 2013 | Updated: Sept. 12, 2013", "2013-09-11"),
        ("from Friday, April 23, 2004 issue.", "2004-04-23"),
        ("Thu, 11 Nov 2010 07:02:00 GMT", "2010-11-11"),
        ("2010/11/12", "2010-11-12"),
        ("Global Security Newswire, Nov. 11, 2010:", "2010-11-11"),
        ("November 11, 2010 Thursday", "2010-11-11"),
        ("Global Security NewswireNOVEMBER 11, 2010", "2010-11-11"),
        ("11/25/2010", "2010-11-25"),
        ("Fri, 11/12/2010 - 13:41", "2010-11-12"),
        ("Saturday, 11/12/2011", "2011-11-12"),
        ("Submitted by jroe on Fri, 11/12/2010 - 13:41", "2010-11-12"),
        ("25/11/2010", "2010-11-25"),
        ("11/11/2010", "2010-11-11"),
        ("Sep 8, 12:36 PM EST 2011", "2011-09-08"),
        ("Thu Sep 08, 8:49 AM ET 2011", "2011-09-08"),
        ("Thursday, September 8, 2011 Posted: 4:04 PM EDT (2004 GMT)", "2011-09-08"),
        ("Thu 8 Sep 2011 17.29 BST", "2011-09-08"),
        ("by bellwether › Thu Sep 08, 2011 4:29 pm", "2011-09-08"),
        ("Sep 08, 2011 42 notes #bells #vaults", "2011-09-08"),
    ],
)
def test_a_text_that_is_one_date_is_read(text, day):
    assert read_date(text) == day


@pytest.mark.parametrize(
    "text",
    [
        "Updated Sept. 11, 2013",
        "Last modified: Sept. 11, 2013",
        "11/12/2010",
        "Monday, 11/12/2010",
        "Submitted by jroe",
        "Feb. 30, 2010",
        "Sept. 11",
        "September 2013",
        "2013",
        "On Sept. 11, 2013, the council met",
        "The council met on Sept. 11, 2013",
        "Sept. 11, 2013 and Sept. 12, 2013",
        "99999999",
        "ſept. 11, 2013",
        "",
        "Nov. 11, 2010" + " " * 300 + "x",
    ],
)
def test_a_text_that_is_not_one_publication_date_gives_none(text):
    assert read_date(text) is None


def test_a_wrong_weekday_is_tolerated_but_seen():
    assert read_date("Monday, Nov. 11, 2010") == "2010-11-11"
    assert weekday_disagrees("Monday, Nov. 11, 2010")
    assert not weekday_disagrees("Thursday, Nov. 11, 2010")
    assert not weekday_disagrees("Nov. 11, 2010")
    assert not weekday_disagrees("no date")


def test_full_dates_are_found_with_their_places():
    text = "Signed on April 5, 2004; ratified 12 May 2005, in force 2006-07-08. See Aug. 9 and May 50, 2004."
    found = find_dates(text)
    assert [(text[start:end], day) for start, end, day in found] == [
        ("April 5, 2004", "2004-04-05"),
        ("12 May 2005", "2005-05-12"),
        ("2006-07-08", "2006-07-08"),
    ]


@given(st.text(alphabet="JanuaryMy.,0123459- \xa0Tuesday(", max_size=200))
def test_found_dates_lie_inside_the_text_in_order(text):
    ends = [0]
    for start, end, day in find_dates(text):
        assert ends[-1] <= start < end <= len(text)
        assert parse_day(day) is not None
        ends.append(end)


BEFORE = ("1999 ", "2500 and ", "12345 ", "May ", "in 2010, ", "the 2nd ", "a ", "word " * 20)
DATES = ("Sept. 3, 2011", "3rd of September, 2011", "THURSDAY, MAY 1\xa02011", "2011-09-08")


@given(st.lists(st.sampled_from(BEFORE), max_size=6).map("".join), st.sampled_from(DATES))
def test_a_date_is_found_whatever_numbers_stand_before_it(before, date):
    assert (len(before), len(before + date)) in [span[:2] for span in find_dates(f"{before}{date}, at 1900 hours")]


def test_the_year_of_an_iso_date_is_no_year_of_the_words_before_it():
    assert [day for _, _, day in find_dates("on the 2nd May 2011-09-08 is printed")] == ["2011-09-08"]


@given(st.text(max_size=300))
def test_reading_a_date_never_raises(text):
    assert read_date(text) is None or parse_day(read_date(text)) is not None
    from_address(text)
    weekday_disagrees(text)


@pytest.mark.parametrize("piece", ["May 1, ", "Monday, ", "2010-", " ", "\xa0", "1 ", "Published ", "("])
def test_a_megabyte_of_almost_dates_is_read_at_once(piece):
    text = piece * (1_000_000 // len(piece))
    assert read_date(text) is None
    assert find_dates(text) == ()


def test_an_address_outranks_a_printed_date_and_the_doubt_is_kept():
    info = choose([seen("date_line", "2013-09-12"), seen("address", "2013-09-11"), seen("teaser", "2015-07-22")])
    assert (info.edtf, info.method, info.confidence) == ("2013-09-11", "address", "high")
    assert info.alternatives == ("2013-09-12",)
    assert [item.used for item in info.evidence] == [False, True, False]


@pytest.mark.parametrize(
    ("kind", "confidence"),
    [
        ("address", "certain"),
        ("date_line", "certain"),
        ("issue_page", "high"),
        ("dated_copy", "high"),
        ("cross_reference", "high"),
        ("citation", "medium"),
        ("weekday", "medium"),
    ],
)
def test_confidence_follows_what_the_date_was_read_from(kind, confidence):
    info = choose([seen(kind, "2010-11-11")])
    assert (info.edtf, info.precision, info.confidence) == ("2010-11-11", "day", confidence)
    assert settles(info) is (confidence != "medium")


@pytest.mark.parametrize("kind", REJECTED)
def test_dates_that_are_not_the_storys_never_win(kind):
    info = choose([seen(kind, "2015-07-22")])
    assert (info.edtf, info.precision, info.confidence, info.alternatives) == (None, "none", None, ())
    assert [item.used for item in info.evidence] == [False]


def test_an_issue_page_and_a_copy_that_agree_make_a_date_certain():
    info = choose([seen("issue_page", "2010-11-11"), seen("dated_copy", "2010-11-11")])
    assert (info.confidence, info.alternatives) == ("certain", ())


def test_of_two_issues_that_list_a_story_the_earlier_is_its_own():
    info = choose(
        [seen("issue_page", "2010-11-12"), seen("issue_page", "2010-11-11"), seen("issue_page", "2010-11-12")]
    )
    assert (info.edtf, info.confidence, info.alternatives) == ("2010-11-11", "medium", ("2010-11-12",))


@pytest.mark.parametrize("day", ["2015-07-22", "2014-11-07", "1997-12-31", "2021-03-01"])
def test_a_printed_date_on_which_nothing_came_out_is_not_the_storys(day):
    info = choose([seen("date_line", day), seen("dated_copy", "2013-09-10")])
    assert (info.edtf, info.confidence, info.alternatives) == ("2013-09-10", "high", ())
    assert [item.used for item in info.evidence] == [False, True]


def test_what_readers_see_outranks_what_machines_read():
    info = choose([seen("meta", "2011-11-20"), seen("json_ld", "2011-11-20"), seen("date_line", "2008-04-07")])
    assert (info.edtf, info.method) == ("2008-04-07", "date_line")


def test_references_that_disagree_evenly_settle_nothing():
    info = choose([seen("cross_reference", "2010-11-11"), seen("cross_reference", "2010-11-15")])
    assert (info.precision, info.alternatives, info.confidence) == ("none", ("2010-11-11", "2010-11-15"), "low")
    assert not settles(info)


def test_references_that_disagree_are_outvoted():
    votes = [
        seen("cross_reference", day, day + str(n)) for n, day in enumerate(["2010-11-11", "2010-11-15", "2010-11-11"])
    ]
    info = choose(votes)
    assert (info.edtf, info.confidence, info.alternatives) == ("2010-11-11", "medium", ("2010-11-15",))


def test_years_that_stay_possible_are_listed():
    life = seen("site_life", "2001-01-01/2014-07-31")
    info = choose([seen("citation", "[2000-09-08,2005-09-08,2011-09-08]"), life])
    assert (info.edtf, info.precision, info.confidence) == ("[2005-09-08,2011-09-08]", "none", "low")
    assert (info.earliest, info.latest) == ("2005-09-08", "2011-09-08")
    assert info.alternatives == ("2005-09-08", "2011-09-08")


def test_bounds_alone_give_an_interval_and_no_list():
    info = choose([seen("site_life", "2001-01-01/2014-07-31")])
    assert (info.edtf, info.precision, info.alternatives) == ("2001-01-01/2014-07-31", "none", ())


def test_a_day_that_only_follows_from_bounds_settles_nothing():
    info = choose([seen("cross_reference", "2011-09-08/2012-01-31"), seen("citation", "[2005-09-08,2011-09-08]")])
    assert (info.edtf, info.precision, info.confidence) == ("2011-09-08", "day", "medium")
    assert not settles(info)


VALUES = st.one_of(
    st.none(),
    st.text(max_size=12),
    st.dates().map(str),
    st.dates().map(lambda day: str(day)[:7]),
    st.lists(st.dates().map(str), max_size=4).map(lambda days: f"[{','.join(days)}]"),
    st.tuples(st.dates(), st.dates()).map(lambda pair: f"{pair[0]}/{pair[1]}"),
)
EVIDENCE = st.lists(
    st.builds(DateEvidence, st.sampled_from(KINDS), st.text(max_size=3), VALUES, st.booleans()), max_size=6
)


@given(EVIDENCE)
def test_choosing_never_raises_and_keeps_all_evidence(evidence):
    info = choose(evidence)
    assert [(item.kind, item.text, item.value) for item in info.evidence] == [
        (item.kind, item.text, item.value) for item in evidence
    ]
    assert info.edtf is None or edtf.parse(info.edtf) is not None
    assert (info.edtf is None) == (info.confidence is None)


@given(EVIDENCE, st.randoms())
def test_the_choice_does_not_depend_on_the_order_of_the_evidence(evidence, random):
    shuffled = random.sample(evidence, len(evidence))
    one, other = choose(evidence), choose(shuffled)
    assert (one.edtf, one.confidence, one.method, one.alternatives) == (
        other.edtf,
        other.confidence,
        other.method,
        other.alternatives,
    )
