"""A story that was seen in another dress, to print or on one page, and the address of its text."""

import pytest
from invented import ISSUE, JOURNAL, NTI, PHP, by_url, issue, page, prose

from crawler.extract.together.captures import identity
from crawler.extract.together.resolve import resolve

JOURNAL_STORY = "http://www.nationaljournal.com/s/311/a-name"
VIEWS = [
    (NTI + "a/", NTI + "a/print/"),
    (NTI + "a/", NTI + "a/print"),
    (NTI + "a/", NTI + "a/?print=1"),
    (NTI + "a/", NTI + "a/?mgs1=q&print=1"),
    (JOURNAL_STORY, JOURNAL_STORY + "?page=all"),
    (JOURNAL_STORY, JOURNAL_STORY + "?print=true&mgs1=q"),
    ("http://www.nti.org/d_newswire/text.php?id=77", "http://www.nti.org/d_newswire/text.php?print=1&id=77"),
]


@pytest.mark.parametrize(("plain", "view"), VIEWS)
@pytest.mark.parametrize("turned", [False, True])
def test_a_story_seen_in_another_dress_is_what_lists_and_references_mean(plain, view, turned):
    seen, named = (plain, view) if turned else (view, plain)
    words = "GSN, Nov. 11"
    readings = [
        issue(ISSUE, "2010-11-11", (named, "Another Title"), (PHP, "B")),
        page(seen, "A", prose("a")),
        page(PHP, "B", [f"The rest is known (see {words}).", *prose("b")], links=[(words, named)]),
    ]
    records = by_url(resolve(readings))
    story, other = records[seen], records[PHP]
    assert (story.datePublished, story.isPartOf.url, story.alternativeHeadline) == (
        "2010-11-11",
        ISSUE,
        "Another Title",
    )
    assert other.crossReferences[0].targetId == other.relatedLinks[0].targetId == story.id
    assert story.id == page(seen, "A", []).articles[0].id


@pytest.mark.parametrize(("plain", "view"), VIEWS)
def test_a_reference_dates_a_story_that_was_only_seen_in_another_dress(plain, view):
    words = "GSN, Nov. 9"
    readings = [
        page(view, "A", prose("a")),
        page(PHP, "B", [f"The rest is known (see {words}).", *prose("b")], links=[(words, plain)]),
    ]
    records = by_url(resolve(readings))
    assert records[view].datePublished == "2010-11-09"
    assert [identity(url) for url in records[view].otherUrls] == [identity(plain)]


@pytest.mark.parametrize(("plain", "view"), VIEWS)
def test_where_another_story_stands_at_the_address_itself_it_is_what_is_meant(plain, view):
    readings = [
        issue(ISSUE, "2010-11-11", (plain, "A"), (PHP, "B")),
        page(view, "The Ledger Burns", prose("view")),
        page(plain, "A", prose("a")),
    ]
    records = by_url(resolve(readings))
    assert (records[plain].datePublished, records[view].datePublished) == ("2010-11-11", None)
    assert records[plain].otherUrls == records[view].otherUrls == ()


def test_two_views_of_a_story_are_one_though_its_own_address_was_never_seen():
    views = [f"http://www.nti.org/old/77/{view}" for view in ("?print=1", "print/")]
    (record,) = resolve([page(views[0], "A", prose("a")), page(views[1], "A", prose("a")[:2])])
    assert {record.url, *record.otherUrls} == {*views, "http://www.nti.org/old/77/"}


def test_the_day_in_an_address_counts_in_another_dress_too():
    (record,) = resolve([page(JOURNAL + "/print/", "A", prose("a"))])
    assert (record.datePublished, record.datePublishedInfo.method) == ("2010-11-12", "address")
