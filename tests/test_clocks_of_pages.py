"""The day of the capture on a page: what the page showed for today, and what the Wayback Machine put into it."""

import pytest

from crawler.extract import read_page
from crawler.items import Page
from tests.invented import NTI, capture_of, prose

URL = f"{NTI}vault-of-the-gate-opens/"
STORY = prose("clock", 4)
DAY = "Wednesday, February 8, 2012"


def read(above="", between="", captured="2012-02-08T22:03:08Z", before="", url=URL):
    body = "".join(f"<p>{text}</p>" for text in STORY)
    html = (
        f"<html><head><title>Vault of the Gate Opens</title></head><body>{before}<div>{above}</div>"
        f"<h1>Vault of the Gate Opens</h1>{between}<div>{body}</div></body></html>"
    )
    page = Page(url, 200, "text/html; charset=utf-8", html.encode(), capture_of(url, captured))
    (article,) = read_page(page).articles
    assert [paragraph.text for paragraph in article.paragraphs] == STORY
    return article


@pytest.mark.parametrize("captured", ["2012-02-08T22:03:08Z", "2012-02-07T23:59:59Z", "2012-02-09T00:30:00Z"])
def test_the_day_of_the_capture_over_a_headline_is_the_pages_clock(captured):
    article = read(above=DAY, captured=captured)
    assert article.datePublished is None
    (evidence,) = [one for one in article.datePublishedInfo.evidence if one.text == DAY]
    assert (evidence.kind, evidence.used) == ("modified", False)


def test_another_day_over_a_headline_is_the_storys():
    assert read(above=DAY, captured="2015-07-01T00:00:00Z").datePublished == "2012-02-08"


def test_the_day_of_the_capture_below_a_headline_is_the_storys():
    assert read(between=f"<p>{DAY}</p>").datePublished == "2012-02-08"


def test_the_address_is_believed_whatever_the_clock_says():
    url = "http://gsn.nti.org/gsn/nw_20120208_4632.php"
    assert read(above=DAY, url=url).datePublished == "2012-02-08"


def test_what_the_wayback_machine_puts_into_a_page_is_not_read():
    toolbar = (
        "<!-- BEGIN WAYBACK TOOLBAR INSERT --><div id='wm-ipp'><a href='/web/'>Internet Archive</a>"
        f"<p>{prose('bar', 1)[0]}</p><b>March 4, 2013</b></div><!-- END WAYBACK TOOLBAR INSERT -->"
    )
    article = read(before=toolbar)
    assert article.datePublished is None
    assert not any("Internet Archive" in removed.text for removed in article.boilerplateRemoved)
