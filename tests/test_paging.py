"""Stories on several pages: one record with the text of all, however the pages are numbered."""

import random

import pytest

from crawler.extract.together.resolve import resolve
from crawler.items import Paragraph
from tests.invented import NTI, PHP, by_url, capture_of, page, prose

STORY = f"{NTI}a-long-story/"
FORMS = ["?page={}", "?mgs1=7&page={}", "?pg={}&x=1", "page/{}/"]


def part(number, form="?page={}", story=STORY, headline="A Long Story", texts=None, links=(), **more):
    url = story if number == 1 else story + form.format(number)
    texts = texts or prose(f"part {number}", 3)
    return page(url, headline, texts, links=links, capture=capture_of(url, offset=number * 100), **more)


def texts_of(*numbers):
    return [text for number in numbers for text in prose(f"part {number}", 3)]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("seed", range(3))
def test_the_pages_of_a_story_are_one_record_in_order_whatever_order_they_came_in(form, seed):
    chance = random.Random(seed)
    story = STORY + "?x=1" if form.endswith("&x=1") else STORY
    readings = [part(1, story=story), *(part(number, form) for number in (2, 3))]
    chance.shuffle(readings)
    (record,) = resolve(readings)
    assert (record.url, [p.text for p in record.paragraphs]) == (story, texts_of(1, 2, 3))
    assert record.articleBody.split("\n\n") == texts_of(1, 2, 3)
    assert [p.index for p in record.paragraphs] == list(range(9))
    assert {capture.offset for capture in record.otherCaptures} == {200, 300}
    assert set(record.otherUrls) == {STORY + form.format(2), STORY + form.format(3)}


def test_the_record_says_which_paragraphs_are_of_which_page():
    (record,) = resolve([part(1), part(2)])
    (problem,) = record.metadata.problems
    assert (problem.field, problem.reason.split()[2], STORY + "?page=2" in problem.reason) == ("paragraphs", "3", True)


def test_links_and_sources_of_a_further_page_keep_their_places():
    first = [*prose("part 1", 2), "It said so (see GSN, Aug. 9, 2011) and more."]
    second = [*prose("part 2", 1), "It was told (see GSN, Sept. 9, 2011) to others (Wire Agency, Sept. 7)."]
    pages = [
        part(1, texts=first, links=[("GSN, Aug. 9, 2011", f"{NTI}one/")]),
        part(2, texts=second, links=[("GSN, Sept. 9, 2011", f"{NTI}two/")]),
    ]
    (record,) = resolve(pages)
    assert [(link.url, link.paragraph) for link in record.relatedLinks] == [(f"{NTI}one/", 2), (f"{NTI}two/", 4)]
    for link in record.relatedLinks:
        assert record.paragraphs[link.paragraph].text[link.start : link.end] == link.text
    assert [(one.url, one.date) for one in record.crossReferences] == [
        (f"{NTI}one/", "2011-08-09"),
        (f"{NTI}two/", "2011-09-09"),
    ]
    assert [one.paragraph for one in record.citations] == [4]
    assert record.paragraphs[3] == Paragraph(3, prose("part 2", 1)[0])


def test_a_page_number_that_changes_nothing_makes_a_copy_and_no_second_page():
    (record,) = resolve([part(1), part(2, texts=texts_of(1))])
    assert [p.text for p in record.paragraphs] == texts_of(1)


def test_another_headline_at_a_numbered_address_is_another_story():
    records = by_url(resolve([part(1), part(2, headline="Something Else")]))
    assert set(records) == {STORY, STORY + "?page=2"}


def test_a_further_page_without_the_first_is_a_record_of_its_own():
    assert [record.url for record in resolve([part(2), part(1, story=PHP)])] != []
    assert STORY + "?page=2" in by_url(resolve([part(2), part(1, story=PHP)]))
