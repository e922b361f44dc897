"""Days that the heads of a site's pages declare, held against what its stories say of their own."""

import random

import pytest

from crawler.extract import read_page
from crawler.extract.together.resolve import resolve
from crawler.items import Page
from tests.invented import NTI, by_url, issue, prose
from tests.told import SEEDS

MOVED = "2011-11-14"
HEADS = [
    '<script type="application/ld+json">{{"@type": "NewsArticle", "datePublished": "{}T00:00:00Z"}}</script>',
    '<meta property="article:published_time" content="{}T09:00:00-05:00">',
]


def story(number, declared, cited, head, above=""):
    headline = f"Clerks of Zenda {number} Open the Vault"
    body = "".join(f"<p>{text}</p>" for text in prose(f"d{number}", 4))
    html = (
        f"<html><head><title>{headline}</title>{head.format(declared)}</head><body><h2>Global Security Newswire</h2>"
        f"<h1>{headline}</h1>{above}{body}<p>The vault was opened on day {number}{cited}.</p></body></html>"
    )
    url = f"{NTI}clerks-zenda-{number}-open-vault/"
    return read_page(Page(url, 200, "text/html; charset=utf-8", html.encode()))


def dates(*readings):
    return {record.url: record.datePublished for record in by_url(resolve(readings)).values()}


@SEEDS
@pytest.mark.parametrize("head", HEADS)
def test_a_day_that_all_pages_declare_and_most_stories_contradict_is_that_of_a_move(head, seed):
    chance = random.Random(f"{head}{seed}")
    cited = [f" (Reuters, {chance.choice(['Jan.', 'March', 'June'])} {chance.randint(2, 27)})" for _ in range(5)]
    told = [story(number, MOVED, text, head) for number, text in enumerate((*cited, ""))]
    records = resolve(chance.sample(told, len(told)))
    assert {record.datePublished for record in records} == {None}
    kinds = {(item.kind, item.value, item.used) for r in records for item in r.datePublishedInfo.evidence}
    assert ("modified", MOVED, False) in kinds


@pytest.mark.parametrize("head", HEADS)
def test_stories_of_one_day_keep_the_day_that_they_declare(head):
    cited = [" (Reuters, Nov. 14)", " (Reuters, Nov. 11)", " (Zenda Herald, Nov. 10)", " (Reuters, Jan. 3)", ""]
    told = [story(number, MOVED, text, head) for number, text in enumerate(cited)]
    assert set(dates(*told).values()) == {MOVED}


@pytest.mark.parametrize("head", HEADS)
def test_an_issue_that_lists_them_gives_the_stories_their_days(head):
    told = [story(number, MOVED, "", head) for number in range(3)]
    listed = issue("http://www.nti.org/gsn/issue/one/", "2005-09-08", *((one.url, "x") for one in told))
    assert set(dates(*told, listed).values()) == {"2005-09-08"}


def test_a_day_that_readers_see_is_believed_before_one_that_they_do_not():
    shown = [story(n, MOVED, "", HEADS[0], f"<p>Sept. {n + 6}, 2005</p>") for n in range(3)]
    hidden = story(7, MOVED, "", HEADS[0])
    assert sorted(map(str, dates(*shown, hidden).values())) == ["2005-09-06", "2005-09-07", "2005-09-08", "None"]
