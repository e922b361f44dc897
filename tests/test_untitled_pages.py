"""Stories on pages that show no headline: the page's `<title>` is it, and the record says so."""

import pytest

from crawler.extract import read_page
from crawler.items import Page
from tests.told import STORY, TOLD, in_boxes

HEADLINE = "Third vault of Zerabad opens to the choir"
NTI = "http://www.nti.org/gsn/article/third-vault-zerabad-opens-choir/"
PHP = "http://gsn.nti.org/gsn/nw_20101111_4632.php"
MENU = "<ul><li><a href=/a>Home</a></li><li><a href=/b>About</a></li></ul>"
FOOT = "<div>Copyright 2010 NTI</div>"


def read(title, above="", url=NTI, boxes="p"):
    story = in_boxes([TOLD, *STORY]).replace("<p>", f"<{boxes}>").replace("</p>", f"</{boxes}>")
    html = f"<html><title>{title}</title><body>{MENU}{above}<div>{story}</div>{FOOT}</body></html>"
    return read_page(Page(url, 200, "text/html; charset=utf-8", html.encode()))


@pytest.mark.parametrize("boxes", ["p", "div", "td", "dd", "x-par"])
@pytest.mark.parametrize("title", ["{}", "{} | Global Security Newswire | NTI", "GSN :: {}", "NTI: Daily News » {}"])
@pytest.mark.parametrize("url", [NTI, PHP])
def test_a_page_without_a_headline_has_the_words_of_its_title(title, boxes, url):
    (article,) = read(title.format(HEADLINE), url=url, boxes=boxes).articles
    assert article.headline == HEADLINE
    assert [paragraph.text for paragraph in article.paragraphs] == [TOLD, *STORY]
    assert ("headline", "the page shows none: these are the words of its <title>") in [
        (problem.field, problem.reason) for problem in article.metadata.problems
    ]
    assert article.alternativeHeadline is None


def test_day_and_writer_over_such_a_story_are_its_own():
    signs = "<p>Thursday, Nov. 11, 2010</p><p>By Ann Roe, Global Security Newswire</p>"
    (article,) = read(f"{HEADLINE} | GSN", signs).articles
    assert (article.headline, article.datePublished) == (HEADLINE, "2010-11-11")
    assert [author.name for author in article.authors] == ["Ann Roe"]
    assert article.paragraphs[0].text == TOLD


@pytest.mark.parametrize(
    "frame", ["<h2>{}</h2>", "<div><b>{}</b></div>", "<p>{}</p>", "<font size=5>{}</font><br><br>"]
)
def test_a_headline_that_the_page_shows_in_other_words_than_its_title_stays(frame):
    shown = "Choir of Zerabad sings in a vault"
    (article,) = read(f"{HEADLINE} | GSN", frame.format(shown)).articles
    assert (article.headline, article.alternativeHeadline) == (shown, HEADLINE)


@pytest.mark.parametrize(
    ("title", "alternative"),
    [
        ("{} | Global Security Newswire | NTI", None),
        ("{} - Global Security Newswire", None),
        ("Global Security Newswire: {}", None),
        ("Nuclear Weapons - {} | NTI", None),
        ("{} Tomorrow | GSN", "{} Tomorrow"),
        ("Older Name of It | Global Security Newswire | NTI", "Older Name of It"),
        ("NTI: Global Security Newswire - Older Name of It", "Older Name of It"),
        ("Global Security Newswire", None),
    ],
)
def test_another_headline_is_what_the_title_has_without_the_names_of_sites(title, alternative):
    url = "http://gsn.nti.org/gsn/nw_20101111_4632.php"
    (article,) = read(title.format(HEADLINE), f"<h1>{HEADLINE}</h1>", url).articles
    assert article.headline == HEADLINE
    assert article.alternativeHeadline == (alternative and alternative.format(HEADLINE))


@pytest.mark.parametrize("title", ["Global Security Newswire", "NTI: Daily News on Nuclear, Biological Weapons"])
def test_a_title_that_names_the_site_alone_is_no_headline(title):
    assert all(article.headline not in title for article in read(title, url=PHP).articles)


def test_at_other_addresses_a_title_alone_makes_no_story():
    assert not read(HEADLINE, url="http://www.example.org/news/1").articles
