"""Dates that issue pages and references between stories give, and where references lead."""

from dataclasses import replace

import pytest
from invented import ISSUE, NTI, PHP, by_url, capture_of, issue, page, prose

from crawler.extract.together.resolve import resolve
from crawler.items import ListedStory, Reading


def test_an_issue_page_dates_and_places_the_stories_it_lists():
    readings = [
        issue(ISSUE, "2011-09-08", (NTI + "a/?mgs1=q", "Another Title"), (NTI + "b", "B")),
        page(NTI + "a/", "A", prose("a")),
        page(NTI + "b/", "B", prose("b")),
    ]
    records = by_url(resolve(readings))
    a, b = records[NTI + "a/"], records[NTI + "b/"]
    assert (a.datePublished, a.datePublishedInfo.method, a.datePublishedInfo.confidence) == (
        "2011-09-08", "issue_page", "high",
    )  # fmt: skip
    assert (a.isPartOf.url, a.isPartOf.name, a.isPartOf.date) == (ISSUE, "The issue", "2011-09-08")
    assert (a.articleSection, a.position, a.alternativeHeadline) == ("Terrorism", 1, "Another Title")
    assert (b.position, b.alternativeHeadline) == (2, None)


def test_other_listings_date_nothing():
    (record,) = resolve([
        issue("http://www.nti.org/gsn/", "2011-09-08", (NTI + "a/", "Title"), kind="listing"),
        page(NTI + "a/", "A", prose("a")),
    ])  # fmt: skip
    assert (record.datePublished, record.isPartOf) == (None, None)
    assert (record.articleSection, record.alternativeHeadline) == ("Terrorism", "Title")


@pytest.mark.parametrize("day", ["2015-07-22", "2011-09-10"])
def test_a_front_page_with_the_day_it_was_looked_at_dates_nothing(day):
    (record,) = resolve([issue(ISSUE, day, (NTI + "a/", "A")), page(NTI + "a/", "A", prose("a"))])
    assert record.datePublished is None


def test_a_page_whose_stories_are_mostly_of_other_days_is_no_issue():
    other = "http://gsn.nti.org/gsn/nw_20101112_1111.php"
    readings = [
        issue("http://www.nti.org/gsn/", "2005-06-13", (PHP, "A"), (other, "B"), (NTI + "c/", "C")),
        page(PHP, "A", prose("a")),
        page(other, "B", prose("b")),
        page(NTI + "c/", "C", prose("c")),
    ]
    records = by_url(resolve(readings))
    assert (records[NTI + "c/"].datePublished, records[NTI + "c/"].isPartOf) == (None, None)
    assert records[PHP].datePublishedInfo.confidence == "certain"


@pytest.mark.parametrize(
    ("url", "date"),
    [
        ("http://www.nti.org/d_newswire/issues/2011_9_8.html", "2011-09-08"),
        # Where no address says that it is an issue, a page that all its dated stories contradict is none.
        ("http://www.nti.org/gsn/", None),
    ],
)
def test_a_section_that_its_stories_contradict_is_not_of_the_issues_day(url, date):
    other = "http://gsn.nti.org/gsn/nw_20101112_1111.php"
    listing = issue(url, "2011-09-08", (PHP, "A"), (other, "B"), (NTI + "c/", "C"), (NTI + "d/", "D"))
    listed = [replace(one, section="Liked by Readers" if n < 3 else "Vaults") for n, one in enumerate(listing.listed)]
    readings = [
        replace(listing, listed=tuple(listed)),
        page(PHP, "A", prose("a")),
        page(other, "B", prose("b")),
        page(NTI + "c/", "C", prose("c")),
        page(NTI + "d/", "D", prose("d")),
    ]
    records = by_url(resolve(readings))
    assert (records[NTI + "c/"].datePublished, records[NTI + "d/"].datePublished) == (None, date)


@pytest.mark.parametrize(("printed", "address"), [("2010-11-12", "2010_11_9"), ("2010-11-9", "2010_11_12")])
def test_where_an_issue_prints_another_day_than_its_address_its_stories_tell_which(printed, address):
    year, month, day = printed.split("-")
    url, printed = f"http://www.nti.org/d_newswire/issues/{address}.html", f"{year}-{month}-{day:0>2}"
    known = "http://gsn.nti.org/gsn/nw_20101112_1111.php"
    readings = [
        issue(url, printed, (known, "A"), (NTI + "b/", "B")),
        page(known, "A", prose("a")),
        page(NTI + "b/", "B", prose("b")),
    ]
    b = by_url(resolve(readings))[NTI + "b/"]
    assert (b.datePublished, b.isPartOf.date, b.datePublishedInfo.confidence) == ("2010-11-12", "2010-11-12", "high")
    (alone,) = resolve([issue(url, printed, (NTI + "b/", "B")), readings[2]])
    assert (alone.datePublished, alone.datePublishedInfo.confidence) == ("2010-11-09", "medium")
    assert alone.datePublishedInfo.alternatives == ("2010-11-12",)


def test_a_list_dates_what_stands_under_a_days_heading_unless_dated_stories_contradict():
    url, other = "http://www.nti.org/gsn/archive/", "http://gsn.nti.org/gsn/nw_20101112_1111.php"

    def archive(day):
        listed = (ListedStory(other, "A", date=day), ListedStory(NTI + "b/", "B", date="2010-11-11"))
        readings = [
            Reading(url, "listing", (), listed),
            page(other, "A", prose("a")),
            page(NTI + "b/", "B", prose("b")),
        ]
        return by_url(resolve(readings))[NTI + "b/"]

    assert (archive("2010-11-12").datePublished, archive("2010-11-12").isPartOf) == ("2010-11-11", None)
    assert archive("2011-12-01").datePublished is None


def test_a_headline_without_a_link_dates_the_one_story_that_has_it():
    listed = (ListedStory(None, "Council Opens the Vault"), ListedStory(None, "Envoy Visits the Plant"))
    readings = [
        Reading(ISSUE, "issue", (), listed, "2011-09-08", "The issue"),
        page(NTI + "a/", "Council opens the “vault”", prose("a")),
        page(NTI + "b/", "Envoy Visits the Plant", prose("b")),
        page(NTI + "c/", "Envoy Visits the Plant", prose("c")),
    ]
    records = by_url(resolve(readings))
    assert [records[NTI + name].datePublished for name in ("a/", "b/", "c/")] == ["2011-09-08", None, None]


def test_a_story_listed_twice_is_of_the_earlier_issue():
    later = ISSUE.replace("one", "two")
    readings = [issue(later, "2011-09-12", (NTI + "a/", "A")), issue(ISSUE, "2011-09-08", (NTI + "a/", "A"))]
    (record,) = resolve([*readings, page(NTI + "a/", "A", prose("a"))])
    assert (record.datePublished, record.isPartOf.url) == ("2011-09-08", ISSUE)


def test_an_issue_may_list_an_older_story_beside_its_own():
    readings = [
        issue(ISSUE, "2010-11-12", (PHP, "A"), ("http://gsn.nti.org/gsn/nw_20101112_1111.php", "B"), (NTI + "c/", "C")),
        page(PHP, "A", prose("a")),
        page("http://gsn.nti.org/gsn/nw_20101112_1111.php", "B", prose("b")),
        page(NTI + "c/", "C", prose("c")),
    ]
    assert by_url(resolve(readings))[NTI + "c/"].datePublished == "2010-11-12"


def test_an_issue_that_lists_an_older_story_is_not_that_storys_issue():
    second = "http://gsn.nti.org/gsn/nw_20101115_1111.php"
    readings = [
        issue(ISSUE, "2010-11-15", (PHP, "A"), (second, "B")),
        page(PHP, "A", prose("a")),
        page(second, "B", prose("b")),
    ]
    record = by_url(resolve(readings))[PHP]
    assert (record.datePublished, record.isPartOf) == ("2010-11-11", None)
    assert record.datePublishedInfo.alternatives == ("2010-11-15",)


def test_an_issue_without_a_date_takes_that_of_its_stories():
    readings = [
        issue(ISSUE, None, (PHP, "A"), (NTI + "b/", "B")),
        page(PHP, "A", prose("a")),
        page(NTI + "b/", "B", prose("b")),
    ]
    b = by_url(resolve(readings))[NTI + "b/"]
    assert (b.datePublished, b.isPartOf.date, b.datePublishedInfo.confidence) == ("2010-11-11", "2010-11-11", "high")


def test_a_linked_reference_from_a_dated_story_dates_its_target():
    source = page(PHP, "A", ["Talks ended (see GSN, Nov. 9).", *prose("a")], links=[("Nov. 9", NTI + "b/")])
    records = by_url(resolve([source, page(NTI + "b/", "B", prose("b"))]))
    target = records[NTI + "b/"]
    assert (target.datePublished, target.datePublishedInfo.method) == ("2010-11-09", "cross_reference")
    (reference,) = records[PHP].crossReferences
    assert (reference.date, reference.status, reference.targetId) == ("2010-11-09", "resolved", target.id)
    assert records[PHP].relatedLinks[0].targetId == target.id


def test_dates_travel_along_a_chain_of_references():
    chain = [
        page(
            f"{NTI}{n}/",
            f"S{n}",
            [f"It began before (see GSN, {day}).", *prose(str(n))],
            links=[(day, f"{NTI}{n + 1}/")],
        )
        for n, day in enumerate(["Oct. 12", "June 3", "Dec. 18", "Aug. 6"])
    ]
    source = page(PHP, "A", ["Talks (see GSN, Nov. 9).", *prose("a")], links=[("Nov. 9", NTI + "0/")])
    records = by_url(resolve([*chain, source, page(NTI + "4/", "S4", prose("4"))]))
    days = [records[f"{NTI}{n}/"].datePublished for n in range(5)]
    assert days == ["2010-11-09", "2010-10-12", "2010-06-03", "2009-12-18", "2009-08-06"]


def test_a_reference_with_its_year_dates_its_target_whoever_refers():
    words = "see GSN, Oct. 1, 2009"
    source = page(NTI + "a/", "A", [f"Talks ended ({words}).", *prose("a")], links=[(words, NTI + "b/")])
    records = by_url(resolve([source, page(NTI + "b/", "B", prose("b"))]))
    assert records[NTI + "b/"].datePublished == "2009-10-01"
    assert records[NTI + "a/"].datePublished is None
    assert records[NTI + "a/"].datePublishedInfo.earliest == "2010-01-01"


@pytest.mark.parametrize(("first", "second"), [(PHP, NTI + "b/"), (NTI + "b/", PHP)])
def test_a_story_of_the_same_issue_has_the_same_date_both_ways(first, second):
    words = "see related GSN story, today"
    source = page(first, "A", [f"Talks ended ({words}).", *prose("a")], links=[(words, second)])
    records = resolve([source, page(second, "B", prose("b"))])
    assert {record.datePublished for record in records} == {"2010-11-11"}


def test_references_that_contradict_each_other_date_nothing():
    one, two = PHP, "http://gsn.nti.org/gsn/nw_20101112_1111.php"
    readings = [
        page(one, "A", ["Talks (see GSN, Nov. 9).", *prose("a")], links=[("Nov. 9", NTI + "c/")]),
        page(two, "B", ["Talks (see GSN, Nov. 8).", *prose("b")], links=[("Nov. 8", NTI + "c/")]),
        page(NTI + "c/", "C", prose("c")),
    ]
    target = by_url(resolve(readings))[NTI + "c/"]
    assert (target.datePublished, target.datePublishedInfo.alternatives) == (None, ("2010-11-08", "2010-11-09"))


def test_a_reference_to_a_sunday_is_a_slip_and_dates_nothing():
    source = page(PHP, "A", ["Talks (see GSN, Nov. 7).", *prose("a")], links=[("Nov. 7", NTI + "b/")])
    assert by_url(resolve([source, page(NTI + "b/", "B", prose("b"))]))[NTI + "b/"].datePublished is None


def test_a_date_of_its_own_is_not_changed_by_references():
    target = "http://gsn.nti.org/gsn/nw_20101108_1111.php"
    source = page(PHP, "A", ["Talks (see GSN, Nov. 9).", *prose("a")], links=[("Nov. 9", target)])
    assert by_url(resolve([source, page(target, "B", prose("b"))]))[target].datePublished == "2010-11-08"


def on_the_same_day():
    """Two stories of Nov. 9, 2010, one about uranium, the other about anthrax."""
    return [
        page("http://gsn.nti.org/gsn/nw_20101109_1.php", "Uranium Plant Opens in Ruritania", prose("uranium")),
        page("http://gsn.nti.org/gsn/nw_20101109_2.php", "Anthrax Vaccine Is Late", prose("anthrax")),
    ]


def test_an_unlinked_reference_is_resolved_by_date_and_subject():
    source = page(
        PHP, "Inspectors Visit Ruritania", ["Ruritania opened its uranium plant (see GSN, Nov. 9).", *prose("x")]
    )
    records = by_url(resolve([source, *on_the_same_day()]))
    (reference,) = records[PHP].crossReferences
    assert (reference.status, reference.date) == ("resolved", "2010-11-09")
    assert reference.targetId == records["http://gsn.nti.org/gsn/nw_20101109_1.php"].id


def test_an_unlinked_reference_that_fits_two_stories_is_ambiguous():
    twin = page("http://gsn.nti.org/gsn/nw_20101109_3.php", "Uranium Plant Opens in Freedonia", prose("uranium too"))
    source = page(PHP, "Visit", ["The uranium plant that opens (see GSN, Nov. 9).", *prose("x")])
    records = by_url(resolve([source, twin, *on_the_same_day()]))
    (reference,) = records[PHP].crossReferences
    assert (reference.status, reference.targetId, len(reference.candidates)) == ("ambiguous", None, 2)


@pytest.mark.parametrize("words", ["see GSN, Nov. 9", "see GSN, Nov. 3", "see GSN, Nov. 9, 2009"])
def test_a_reference_that_fits_no_story_dangles(words):
    source = page(PHP, "Ministers Dine", [f"Soup was served ({words}).", *prose("x")])
    (reference,) = by_url(resolve([source, *on_the_same_day()]))[PHP].crossReferences
    assert (reference.status, reference.targetId, reference.candidates) == ("dangling", None, ())


def test_a_link_out_of_the_archive_has_no_target():
    source = page(PHP, "A", ["Talks (see GSN, Nov. 9).", *prose("a")], links=[("Nov. 9", NTI + "gone/")])
    (record,) = resolve([source])
    assert record.relatedLinks[0].targetId is None
    assert (record.crossReferences[0].status, record.crossReferences[0].url) == ("dangling", NTI + "gone/")


def test_references_that_contradict_each_other_leave_the_day_open():
    early, late = "http://gsn.nti.org/gsn/nw_20090827_1.php", "http://gsn.nti.org/gsn/nw_20110311_2.php"
    readings = [
        page(NTI + "a/", "A", prose("a")),
        page(early, "E", ["It began (see GSN, Aug. 26) so.", *prose("e")], links=[("see GSN", NTI + "a/")]),
        page(late, "L", ["It went on (see GSN, Nov. 5, 2010) so.", *prose("l")], links=[("see GSN", NTI + "a/")]),
    ]
    found = by_url(resolve(readings))[NTI + "a/"]
    info = found.datePublishedInfo
    assert (found.datePublished, info.alternatives) == (None, ("2009-08-26", "2010-11-05"))
    assert [one.value for one in info.evidence if one.kind == "cross_reference"] == ["2010-11-05", "2009-08-26"]


def test_an_issue_without_a_day_has_the_one_that_other_pages_name_it_by():
    listing = issue("http://www.nti.org/gsn/issues/8908/", None, (NTI + "a/", "A"), (NTI + "b/", "B"), kind="listing")
    archive = Reading("http://www.nti.org/gsn/archive/", "other", named=((listing.url, "2004-10-15"),))
    readings = [listing, archive, page(NTI + "a/", "A", prose("a")), page(NTI + "b/", "B", prose("b"))]
    found = by_url(resolve(readings))
    assert [found[NTI + name].datePublished for name in ("a/", "b/")] == ["2004-10-15", "2004-10-15"]
    assert found[NTI + "a/"].isPartOf.date == "2004-10-15"
    doubtful = Reading("http://www.nti.org/gsn/", "listing", named=((listing.url, "2004-10-18"),))
    assert all(record.datePublished is None for record in resolve([*readings, doubtful]))


@pytest.mark.parametrize(("url", "day"), [("http://www.nti.org/gsn/issues/8908/", "2010-11-12"), (ISSUE + "x/", None)])
def test_a_list_at_an_issues_address_has_the_day_of_the_story_that_has_one(url, day):
    dated = "http://gsn.nti.org/gsn/nw_20101112_1111.php"
    listing = issue(url, None, (dated, "A"), (NTI + "b/", "B"), kind="listing")
    found = by_url(resolve([listing, page(dated, "A", prose("a")), page(NTI + "b/", "B", prose("b"))]))
    assert found[NTI + "b/"].datePublished == (day if "/issues/" in url else None)


def test_an_issue_of_a_holiday_is_believed_but_when_it_was_seen_on_that_day():
    listing = issue(ISSUE, "2011-12-26", (NTI + "a/", "A"))
    seen = replace(listing, capture=capture_of(ISSUE, date="2015-03-01T00:00:00Z"))
    visited = replace(listing, capture=capture_of(ISSUE, date="2011-12-26T00:00:00Z"))
    addressed = replace(visited, url="http://www.nti.org/gsn/issues/2011-12-26/")
    for reading, day in ((seen, "2011-12-26"), (visited, None), (addressed, "2011-12-26"), (listing, "2011-12-26")):
        (record,) = resolve([reading, page(NTI + "a/", "A", prose("a"))])
        assert record.datePublished == day
