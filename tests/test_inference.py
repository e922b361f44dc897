"""Dates from a story's own words."""

from invented import NTI, by_url, capture_of, dated, page, prose

from crawler.extract.together.resolve import resolve


def sole(paragraphs, capture=None):
    (record,) = resolve([page(NTI + "a/", "A", [*paragraphs, *prose("a")], capture=capture)])
    return record


def test_a_story_that_says_nothing_of_its_date_has_the_sites_life():
    record = sole([])
    info = record.datePublishedInfo
    assert (record.datePublished, info.edtf, info.method) == (None, "2001-01-01/2014-07-31", "site_life")
    assert (info.confidence, info.precision, info.alternatives) == ("low", "none", ())


def test_the_first_capture_bounds_the_date():
    record = sole([], capture_of(NTI, date="2012-03-04T00:00:00Z"))
    assert record.datePublishedInfo.latest == "2012-03-04"


def test_weekdays_and_citations_leave_the_years_that_agree():
    record = sole([
        "The envoy said on Wednesday that talks go on (see GSN, Aug. 9).",
        "No date was set (Reuters, Sept. 7).",
        "A minister objected on Thursday (Kyodo News, Sept. 8).",
    ])  # fmt: skip
    info = record.datePublishedInfo
    assert record.datePublished is None
    assert info.alternatives == ("2005-09-08", "2005-09-09", "2011-09-08", "2011-09-09")
    assert info.edtf == "[2005-09-08..2005-09-09,2011-09-08..2011-09-09]"
    assert info.confidence == "low"
    assert {item.kind for item in info.evidence if item.used} == {"site_life", "citation", "weekday"}


def test_a_dated_neighbour_settles_the_year_but_text_alone_stays_medium():
    words = "see GSN, Aug. 9"
    target = "http://gsn.nti.org/gsn/nw_20110809_1111.php"
    body = [f"Today the envoy spoke of Thursday's talks ({words}).", "All agreed (Reuters, Sept. 8).", *prose("a")]
    readings = [page(NTI + "a/", "A", body, links=[(words, target)]), page(target, "B", prose("b"))]
    record = by_url(resolve(readings))[NTI + "a/"]
    info = record.datePublishedInfo
    assert (record.datePublished, info.edtf, info.precision, info.confidence) == (None, "2011-09-08", "day", "medium")
    assert record.crossReferences[0].date == "2011-08-09"


def test_a_source_of_a_sunday_is_cited_on_the_monday_after():
    record = sole(["They met (Reuters, Sept. 11)."], capture_of(NTI, date="2011-10-01T00:00:00Z"))
    assert "2011-09-12" in record.datePublishedInfo.alternatives
    assert "2005-09-12" in record.datePublishedInfo.alternatives
    assert "2011-09-11" not in record.datePublishedInfo.alternatives


def test_sources_of_december_are_older_than_those_of_january():
    record = sole(["They met (Reuters, Dec. 30).", "They parted (Kyodo News, Jan. 4)."])
    assert {day[5:] for day in record.datePublishedInfo.alternatives} <= {"01-04", "01-05", "01-06", "01-07"}


def test_dates_of_teasers_and_notices_never_become_the_storys():
    teasers = [dated("2015-07-22", "teaser"), dated("2014-07-31", "notice"), dated("2014-01-01", "copyright")]
    (record,) = resolve([page(NTI + "a/", "A", prose("a"), evidence=teasers)])
    assert record.datePublished is None
    rejected = [item for item in record.datePublishedInfo.evidence if item.kind != "site_life"]
    assert [item.used for item in rejected] == [False, False, False]


def test_a_release_beside_a_reference_is_not_the_source_of_the_days_news():
    told = "The envoy said on Friday that talks go on"
    mixed = sole([f"{told} (see GSN, Sept. 1; Plant Safety Office release, Sept. 8)."])
    alone = sole([f"{told} (Plant Safety Office release, Sept. 8)."])
    assert "2011-09-08" in mixed.datePublishedInfo.alternatives
    assert "2011-09-08" not in alone.datePublishedInfo.alternatives


def test_blocks_that_say_the_same_count_once():
    block = "They met on Friday (Reuters, Sept. 3)."
    info = sole([block, block, block]).datePublishedInfo
    assert {"2004-09-03", "2005-09-06"} <= set(info.alternatives)
