"""Copies of a story under several addresses, and stories that only look like copies."""

import pytest
from invented import JOURNAL, NTI, PHP, by_url, dated, edited, page, prose

from crawler import urls
from crawler.extract.together.resolve import resolve


def test_copies_are_one_record_under_the_preferred_address():
    body = prose("a", count=6)
    readings = [
        page(JOURNAL, "A New Name", edited(body), byline="By Jane Roe, Global Security Newswire"),
        page(PHP, "A Story", body),
        page(NTI + "a-story/", "A Story", body),
    ]
    (record,) = resolve(readings)
    assert (record.url, record.id) == (NTI + "a-story/", urls.record_id(NTI + "a-story/"))
    assert record.otherUrls == (PHP, JOURNAL)
    assert record.otherIds == tuple(sorted([urls.record_id(PHP), urls.record_id(JOURNAL)]))
    assert record.variants == (
        f"{PHP}: 6 equal, 0 changed, 0 added, 0 missing",
        f"{JOURNAL}: 3 equal, 2 changed, 1 added, 1 missing",
    )
    assert record.alternativeHeadline == "A New Name"
    assert [author.name for author in record.authors] == ["Jane Roe"]


@pytest.mark.parametrize(
    "own",
    ["http://www.nti.org/d_newswire/issues/print.asp?story_id=5A11A915", "http://gsn.nti.org/gsn/story-of-vaults.html"],
)
def test_what_stands_in_the_newswires_own_folders_goes_before_copies_elsewhere(own):
    body = prose("a", count=6)
    (record,) = resolve([page("http://atoms.example/post/1", "A Story", edited(body)), page(own, "A Story", body)])
    assert (record.url, [paragraph.text for paragraph in record.paragraphs]) == (own, body)


def test_a_dated_copy_dates_an_undated_story_and_the_earliest_copy_counts():
    body = prose("a")
    (record,) = resolve([page(JOURNAL, "B", body), page(PHP, "A", body), page(NTI + "a/", "A", body)])
    info = record.datePublishedInfo
    assert (record.datePublished, info.method, info.alternatives) == ("2010-11-11", "dated_copy", ("2010-11-12",))


@pytest.mark.parametrize("mark", [" (Updated)", " [Corrected]", ", GSN Reports", " - Newswire", ": GSN says"])
def test_of_copies_on_other_sites_one_that_was_given_another_headline_comes_last(mark):
    body = prose("a", count=6)
    retitled, plain = "http://keys.example/a-story/", "http://vaults.example/a-story/"
    (record,) = resolve([page(retitled, f"A Story{mark}", edited(body)), page(plain, "A Story", body)])
    assert (record.url, record.headline, record.otherUrls) == (plain, "A Story", (retitled,))


def test_a_copy_that_was_cut_short_is_found():
    body = prose("a", count=8)
    (record,) = resolve([page(JOURNAL, "A Story", body[:3]), page(NTI + "a/", "A Story", body)])
    assert record.variants == (f"{JOURNAL}: 3 equal, 0 changed, 0 added, 5 missing",)


def test_two_stories_under_one_headline_stay_two():
    records = resolve([page(PHP, "Talks Go On", prose("one")), page(NTI + "b/", "Talks Go On", prose("two"))])
    assert [record.otherUrls for record in records] == [(), ()]


def test_stories_that_share_their_background_stay_two():
    background = prose("background", count=4)
    one = page(PHP, "Envoys Meet", prose("one", count=3) + background)
    two = page(NTI + "b/", "Reactor Stops", prose("two", count=3) + background)
    assert len(resolve([one, two])) == 2


def test_the_same_text_printed_a_year_later_is_another_story():
    again = "http://gsn.nti.org/gsn/nw_20111111_4632.php"
    assert len(resolve([page(PHP, "Yearly", prose("a")), page(again, "Yearly", prose("a"))])) == 2


def test_pages_with_next_to_no_text_are_not_taken_for_copies():
    readings = [page(f"{NTI}{n}/", f"Story {n}", ["Read more of this."]) for n in range(3)]
    assert len(resolve(readings)) == 3


def test_of_two_stories_like_a_copy_the_likelier_gets_it():
    body = prose("a", count=10)
    update = body[:6] + prose("update", count=4)
    first = "http://gsn.nti.org/gsn/nw_20101110_1111.php"
    records = by_url(resolve([page(first, "A", update), page(PHP, "A", body), page(NTI + "a/", "A", body)]))
    assert records[NTI + "a/"].otherUrls == (PHP,)
    assert records[first].otherUrls == ()


def test_another_view_of_a_storys_address_is_the_story_however_much_of_it_was_read():
    body = prose("a", count=9)
    views = ["?view=print", "?print=1", "?format=printable", "?page=all", "?printer_friendly"]
    readings = [page(PHP, "A Story", [*prose("beside", 4), *body[:2]])]
    readings += [page(PHP + view, "A Story", body) for view in views]
    (record,) = resolve(readings)
    assert (record.url, set(record.otherUrls)) == (PHP, {PHP + view for view in views})


def test_another_text_at_the_print_address_is_no_copy():
    readings = [page(PHP, "A Story", prose("a")), page(PHP + "?view=print", "Another", prose("b"))]
    assert len(resolve(readings)) == 2


def test_one_paragraph_under_two_headlines_in_one_place_is_two_stories():
    teaser = prose("teaser", 1, words=60)
    other = "http://gsn.nti.org/gsn/nw_20101112_1111.php"
    records = by_url(resolve([page(PHP, "A Vault of Salt", teaser), page(other, "The Ledger Burns", teaser)]))
    assert set(records) == {PHP, other}
    assert len(resolve([page(PHP, "A Vault", teaser), page(other, "A Vault", teaser)])) == 1


def test_a_reference_without_a_link_leads_where_it_does_in_a_copy():
    target = page(NTI + "key/", "A Key", prose("key"), evidence=[dated("2010-10-20")])
    body = [*prose("a"), "The envoy agreed (see GSN, Oct. 20).", "Others did not (see GSN, Oct. 20)."]
    copy = page(JOURNAL, "A Story", body, links=[("see GSN, Oct. 20", NTI + "key/")])
    record = by_url(resolve([target, copy, page(NTI + "a-story/", "A Story", body)]))[NTI + "a-story/"]
    assert [one.url for one in record.crossReferences] == [NTI + "key/", None]
    assert record.crossReferences[0].targetId == by_url(resolve([target]))[NTI + "key/"].id
