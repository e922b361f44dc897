"""What the systems that newsrooms had in those years put amid, above and below a story."""

import pytest

from crawler.extract import read_page
from crawler.items import Page
from tests.invented import NTI, prose

HEADLINE = "Ruritania Opens Vault"
FIRST, SECOND, THIRD = prose("vault", 3)
MAST = "<div>Global Security Newswire</div>"


def read(body, url=f"{NTI}ruritania-opens-vault/", title=f"{HEADLINE} | GSN"):
    html = f"<html><head><title>{title}</title></head><body>{MAST}{body}</body></html>"
    return read_page(Page(url, 200, "text/html; charset=utf-8", html.encode()))


def paragraphs(body):
    (article,) = read(f"<h1>{HEADLINE}</h1>{body}").articles
    return [paragraph.text for paragraph in article.paragraphs]


@pytest.mark.parametrize(
    "amid",
    [
        "<div class=field><div>Related:</div><div><a href='/gsn/article/gate/'>Gate of Mint Opened</a></div></div>",
        "<section><h4>Do not miss a thing</h4><p>I read it every morning with my first cup of tea in the old garden. "
        "Rick, a reader</p><form><input type=email><button>Sign up</button></form></section>",
        "<table><tr><td><b>Weekly Poll</b><form>Will it work?<br><input type=radio>Yes</form></td></tr></table>",
        "<ul><li>Print</li><li>Share<ul><li>Digg</li><li>del.icio.us</li></ul></li><li>RSS</li></ul>",
        "<div><span>Like</span><span>84 people like this. Be the first of your friends.</span></div>",
        "<p>Map: Ruritania and its neighbours</p>",
        "<p>Video: The vault opens by night.</p>",
        "<p><a href='#a'>Back to Top</a> | <a>Printer Friendly</a></p>",
    ],
)
def test_boxes_and_buttons_between_two_paragraphs_neither_stay_nor_end_the_story(amid):
    assert paragraphs(f"<div><p>{FIRST}</p><p>{SECOND}</p>{amid}<p>{THIRD}</p></div>") == [FIRST, SECOND, THIRD]


@pytest.mark.parametrize(
    "below",
    [
        "<hr>URL: http://gsn.nti.org/gsn/nw_20100702_4417.php<br>Printed from the Newswire. &copy; The Desk, Inc.",
        "<table><tr><td><b>Forward to a colleague</b> | <a href='#'>Manage your subscription</a></td></tr>"
        "<tr><td>You are receiving this message because you subscribed to the Newswire.</td></tr></table>",
    ],
)
def test_the_foot_of_a_print_view_and_of_a_message_is_no_paragraph(below):
    assert paragraphs(f"<div><p>{FIRST}</p><p>{SECOND}</p></div>{below}") == [FIRST, SECOND]


@pytest.mark.parametrize("name", ["st1:country-region", "country-region", "x-term"])
def test_an_element_of_an_unknown_name_inside_a_paragraph_is_words_of_it(name):
    assert paragraphs(f"<p>Envoys in <{name} w:st='on'>Ruritania</{name}> left. {FIRST}</p><p>{SECOND}</p>") == [
        f"Envoys in Ruritania left. {FIRST}",
        SECOND,
    ]


@pytest.mark.parametrize(("button", "whole"), [("Continue Reading", True), ("Read more", True), ("Our club", False)])
def test_what_a_button_to_read_on_shows_is_the_rest_of_the_story(button, whole):
    hidden = f"<div><a href='#'>{button}</a></div><div style='display:none'><p>{SECOND}</p></div>"
    assert paragraphs(f"<div><p>{FIRST}</p>{hidden}<p>{THIRD}</p></div>") == [FIRST, *[SECOND] * whole, THIRD]


def test_the_dates_of_a_chronology_are_the_storys():
    terms = f"<dl><dt>April 5, 2009</dt><dd>{SECOND}</dd><dt>April 13, 2012</dt><dd>{THIRD}</dd></dl>"
    told = [FIRST, "April 5, 2009", SECOND, "April 13, 2012", THIRD]
    assert paragraphs(f"<p>{FIRST}</p>{terms}") == told
    assert paragraphs("".join(f"<p>{text}</p>" for text in told)) == told


def test_a_storys_own_heading_may_be_the_word_analysis():
    parts = f"<p>{FIRST}</p><h2>Background</h2><p>{SECOND}</p><h2>Analysis</h2><p>{THIRD}</p>"
    assert paragraphs(parts) == [FIRST, "Background", SECOND, "Analysis", THIRD]


@pytest.mark.parametrize(
    ("lines", "byline"),
    [
        (
            "<h2>Some want it shut. Others do not.</h2><span>Jane Roe</span><br><time>May 6, 2013, 4:15 p.m.</time>",
            "Jane Roe",
        ),
        ("<span>Posted on </span><time>May 6, 2013</time> by <a href='/a/roe/'>Jane Roe</a>", "by Jane Roe"),
    ],
)
def test_a_date_below_a_deck_or_with_the_writer_is_the_storys(lines, byline):
    (article,) = read(f"<h1>{HEADLINE}</h1><div>{lines}</div><p>{FIRST}</p><p>{SECOND}</p>").articles
    assert (article.datePublished, article.byline) == ("2013-05-06", byline)
    assert [paragraph.text for paragraph in article.paragraphs] == [FIRST, SECOND]


def test_bold_lines_at_anchors_under_an_issues_day_are_its_stories():
    heads = ["Mail Hall Opens After Cleaning", "Bunker Keys Handed to Farmers"]
    stories = [
        f"<font size=1><b>SECTION</b></font><br><a name={n}><font size=4><b>{head}</b></font></a><br><br>"
        f"<font size=2>{text}<br><br>{more}</font><br><br><a href=#top>Back to top</a><hr>"
        for n, (head, text, more) in enumerate(zip(heads, (FIRST, THIRD), (SECOND, *prose("more", 1)), strict=True))
    ]
    page = f"<font size=2>Thursday, September 5, 2002</font><br><br>{''.join(stories)}"
    reading = read(page, "http://www.nti.org/d_newswire/issues/2002/9/5/default.html", "NTI: September 5, 2002")
    assert [(article.headline, len(article.paragraphs)) for article in reading.articles] == [
        (head, 2) for head in heads
    ]


def test_a_calendar_of_back_issues_is_no_story():
    days = "<tr><td><a href='?d=5'>5</a></td><td><a href='?d=6'>6</a></td></tr>"
    table = f"<table><caption>April 2010</caption>{days}</table>"
    body = f"<h1>Archives</h1><p>Select a date.</p>{table}<p>{FIRST}</p>"
    assert read(body, "http://gsn.nti.org/gsn/archives.php?month=4", "GSN Archives: April 2010").articles == ()


def test_teasers_above_the_first_paragraph_are_no_part_of_the_story_from_the_first_on():
    teasers = "".join(
        f"<p><a href='/gsn/nw_2009061{n}_6489.php'>Gate of Mint {n} Opened</a><br>June 1{n}, 2009<br>{text}</p>"
        for n, text in enumerate(prose("teasers", 3))
    )
    body = f"<p><b>In other rooms</b></p>{teasers}<div><blockquote><p>{FIRST}</p><p>{SECOND}</p></blockquote></div>"
    assert paragraphs(f"<div>{body}</div>") == [FIRST, SECOND]


def test_the_anchor_of_a_headline_may_stand_in_an_open_paragraph():
    stories = "".join(
        f"<a name=s{n}></a><p class=head><font size=+2>Mint Number {n} Opened</font></p><p>{text}\n"
        for n, text in enumerate(prose("anchored", 3))
    )
    contents = "".join(f"<li><a href='#s{n}'>Mint Number {n} Opened</a></li>" for n in range(3))
    page = f"<h2>Wednesday, June 18, 2003</h2><ul>{contents}</ul><hr>{stories}"
    reading = read(page, "http://www.nti.org/d_newswire/issues/2003_6_18.html", "Issue for June 18, 2003")
    assert [article.headline for article in reading.articles] == [f"Mint Number {n} Opened" for n in range(3)]
