"""References to GSN's own stories."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.extract.text.references import find_references, locate_references, read_reference
from crawler.items import Paragraph, RelatedLink


def referred(text, links=()):
    return [(r.text, r.date, r.url) for r in find_references(locate_references([Paragraph(0, text)]), links)]


def link(text, words, url, paragraph=0):
    start = text.index(words)
    return RelatedLink(url, words, "cross_reference", paragraph, start, start + len(words))


@pytest.mark.parametrize(
    ("bracket", "expected"),
    [
        ("see GSN, Aug. 9", [("see GSN, Aug. 9", None)]),
        ("see GSN, Oct. 1, 2009", [("see GSN, Oct. 1, 2009", "2009-10-01")]),
        ("see related GSN story, today", [("see related GSN story, today", None)]),
        ("see GSN\xa0story, March 3", [("see GSN\xa0story, March 3", None)]),
        ("See GSN, May 4", [("See GSN, May 4", None)]),
        ("see Global Security Newswire, Jan. 2", [("see Global Security Newswire, Jan. 2", None)]),
        ("GSN, June 5", [("GSN, June 5", None)]),
        ("see related story, today", [("see related story, today", None)]),
        ("see GSN", [("see GSN", None)]),
        ("see GSN, Aug. 9 and Sept. 2, 2008", [("see GSN, Aug. 9", None), ("Sept. 2, 2008", "2008-09-02")]),
        ("see GSN, Oct. 6; Sept. 25, 2008", [("see GSN, Oct. 6", None), ("Sept. 25, 2008", "2008-09-25")]),
        ("Reuters, Oct. 6; Sept. 25", []),
        ("see GSN, Sept. 29; Lake City Activity release, Oct. 14", [("see GSN, Sept. 29", None)]),
        ("Lake City Activity release, Oct. 14; see GSN, Sept. 29", [("see GSN, Sept. 29", None)]),
        ("see GSN, Feb. 30, 2009", [("see GSN, Feb. 30, 2009", None)]),
    ],
)
def test_a_reference_is_read_from_its_bracket(bracket, expected):
    found = referred(f"The plan is old ({bracket}).")
    assert [(text, date) for text, date, _ in found] == expected


@pytest.mark.parametrize(
    "text",
    [
        "The plan is old (GSN).",
        "The plan is old (see below).",
        "The plan is old (NATO).",
        "The plan is old (Reuters, Aug. 9).",
        "The plan is old (see GSN for all that was said, Aug. 9).",
        "As GSN reported on Aug. 9, the plan is old.",
    ],
)
def test_other_words_are_no_reference(text):
    assert referred(text) == []


def test_a_link_on_any_of_its_words_gives_a_reference_its_address():
    text = "It is old (see GSN, Aug. 9; Lake City release, Oct. 14)."
    for words in ("see GSN, Aug. 9", "GSN", "Aug. 9", "(see GSN"):
        assert [url for _, _, url in referred(text, [link(text, words, "http://a.example/")])] == ["http://a.example/"]
    assert [url for _, _, url in referred(text, [link(text, "Lake City", "http://a.example/")])] == [None]
    assert [url for _, _, url in referred(text, [link(text, "Aug. 9", "http://a.example/", paragraph=1)])] == [None]


def test_each_date_of_a_list_has_its_own_link():
    text = "It is old (see GSN, Aug. 9, Sept. 2)."
    links = [link(text, "Sept. 2", "http://b.example/"), link(text, "see GSN, Aug. 9", "http://a.example/")]
    assert [url for _, _, url in referred(text, links)] == ["http://a.example/", "http://b.example/"]


def test_references_start_out_dangling():
    (found,) = find_references(locate_references([Paragraph(0, "Old (see GSN, Aug. 9).")]), ())
    assert (found.status, found.targetId, found.candidates) == ("dangling", None, ())


def test_the_words_of_a_reference_are_enough_to_read_it():
    assert (read_reference("see GSN, Aug. 9").month, read_reference("see GSN, Aug. 9").day) == (8, 9)
    assert read_reference("see related GSN story, today").today


@given(st.text(alphabet="(), ;.seGNAug9today\xa0", max_size=200))
def test_a_reference_lies_where_it_says(text):
    for reference in locate_references([Paragraph(0, text)]):
        assert 0 <= reference.start < reference.end <= len(text)
        assert text[reference.start : reference.end] == reference.text


@pytest.mark.parametrize("piece", ["(", "(see GSN, ", "(see GSN, May 1", "(GSN;", "see "])
def test_a_megabyte_of_almost_references_is_read_at_once(piece):
    assert referred(piece * (1_000_000 // len(piece))) == []
