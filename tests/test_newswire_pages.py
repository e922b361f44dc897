"""Pages of the newswire's own folders, known by their address or by a masthead of other words: in any skin."""

import random

import pytest

from crawler.extract import read_page
from crawler.items import Page
from tests.invented import prose

FOLDER = "http://www.nti.org/d_newswire/issues/"
HEADLINE = "Ruritania Opens a Second Vault"
STORY_PLACES = ["2003/8/27/2s.html", "2003_8_27_story4.html", "print.cfm?storyid=48213", "story.asp?ID=5C11-9A"]
MASTHEADS = [
    "<p><b>GLOBAL SECURITY NEWSWIRE</b> by National Journal Group</p>",
    "<div><a href=/>NTI</a> <a href=/gsn/>Global Security Newswire</a></div>",
    "<h2>NTI | The Global Security Newswire</h2>",
]


def read(url, *parts, title=HEADLINE):
    body = f"<html><head><title>{title}</title></head><body>{''.join(parts)}</body></html>"
    return read_page(Page(url, 200, "text/html; charset=utf-8", body.encode()))


def paragraphs(chance, texts):
    opening, closing = chance.choice([("<p>", "</p>"), ("<div>", "</div>"), ("<tr><td>", "</td></tr>")])
    inside = "".join(f"{opening}{text}{closing}" for text in texts)
    return f"<table>{inside}</table>" if opening == "<tr><td>" else inside


def headline(chance):
    return chance.choice(["<h1>{}</h1>", "<p><b>{}</b></p>", "<font size=5><b>{}</b></font><br>"]).format(HEADLINE)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("masthead", MASTHEADS)
def test_a_masthead_may_name_the_publisher_beside_the_newswire(masthead, seed):
    chance = random.Random(seed)
    url = chance.choice(["http://mirror.example/old/17", "http://www.nti.org/e_research/a17.html"])
    reading = read(url, masthead, headline(chance), paragraphs(chance, prose("only", 4)))
    (article,) = reading.articles
    assert (article.headline, [p.text for p in article.paragraphs]) == (HEADLINE, prose("only", 4))


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("masthead", MASTHEADS)
def test_a_masthead_is_no_headline_though_the_title_says_no_more(masthead, seed):
    chance = random.Random(seed)
    parts = (masthead, headline(chance), paragraphs(chance, prose("only", 4)))
    (article,) = read(FOLDER + chance.choice(STORY_PLACES), *parts, title="NTI: Global Security Newswire").articles
    assert article.headline == HEADLINE


@pytest.mark.parametrize("seed", range(3))
def test_a_line_that_says_more_than_names_is_no_masthead(seed):
    chance = random.Random(seed)
    name = chance.choice(["Global Security Newswire of Ruritania Closes", "Friends of Global Security Newswire"])
    url = "http://mirror.example/old/17"
    assert read(url, f"<p>{name}</p>", headline(chance), paragraphs(chance, prose("only", 4))).kind == "other"


@pytest.mark.parametrize(
    "line",
    [
        "By Jane Roe, Global Security Newswire",
        "Source: Global Security Newswire Staff",
        "Global Security Newswire, Friday, June 11, 2004",
        "Global Security Newswire Friday, June 11, 2004 By Jane Roe",
    ],
)
def test_a_reprint_that_is_signed_by_the_newswire_is_a_story_wherever_it_stands(line):
    chance = random.Random(line)
    box = chance.choice(["<p>{}</p>", "<div><i>{}</i></div>", "<span>{}</span><br>"]).format(line)
    body = paragraphs(chance, prose("only", 4))
    (article,) = read("http://mirror.example/old/17", headline(chance), box, body).articles
    assert [p.text for p in article.paragraphs] == prose("only", 4)


def test_a_reprint_that_refers_as_the_newswire_does_is_a_story():
    chance = random.Random(1)
    told = [*prose("only", 3), "Clerks of Zerabad opened the vault on Monday (see GSN, Aug. 9)."]
    (article,) = read("http://mirror.example/old/17", headline(chance), paragraphs(chance, told)).articles
    assert [p.text for p in article.paragraphs] == told


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("place", STORY_PLACES)
def test_in_the_newswires_folder_a_page_without_a_masthead_is_a_story(place, seed):
    chance = random.Random(seed)
    (article,) = read(FOLDER + place, headline(chance), paragraphs(chance, prose("only", 4))).articles
    assert [p.text for p in article.paragraphs] == prose("only", 4)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("place", STORY_PLACES)
def test_an_address_that_numbers_one_story_is_no_list_s_whatever_list_stands_there(place, seed):
    chance = random.Random(seed)
    others = "".join(
        f"<li><a href='/d_newswire/issues/2003/8/{day}/1s.html'>Another Story of the Day {day}</a></li>"
        for day in range(11, 17)
    )
    # One short paragraph: less than stands in a list of teasers.
    parts = [headline(chance), paragraphs(chance, prose("only", 1)), f"<h3>Elsewhere</h3><ul>{others}</ul>"]
    (article,) = read(FOLDER + place, MASTHEADS[0], *parts).articles
    assert [p.text for p in article.paragraphs] == prose("only", 1)


@pytest.mark.parametrize("place", ["2003/8/27/", "2003_8_27.html", "issue.cfm?issueid=4821"])
def test_an_address_that_numbers_an_issue_may_be_a_list_s(place):
    others = "".join(f"<li><a href='/d_newswire/issues/2003/8/27/{n}s.html'>Story of the Day {n}</a>" for n in range(6))
    assert read(FOLDER + place, MASTHEADS[0], "<h1>August 27, 2003</h1>", f"<ul>{others}</ul>").kind == "issue"


BLURB = "The newswire comes out Monday through Friday and is read in many countries by those who must know."


@pytest.mark.parametrize("path", ["gsn/about/", "about.html", "gsn/staff/index.html"])
def test_the_page_of_a_section_itself_is_no_story_though_it_names_weekdays(path):
    chance = random.Random(path)
    texts = [*prose("about", 4), BLURB]
    reading = read(f"http://www.nti.org/{path}", MASTHEADS[0], headline(chance), paragraphs(chance, texts))
    assert reading.kind == "other"


@pytest.mark.parametrize(
    "line", ["Today is Wednesday, June 1, 2005", "Page 1 of 1 Single page", "Page 1 of 2 1 2 Next &gt;"]
)
def test_the_day_of_the_visit_and_the_count_of_pages_are_no_headlines(line):
    body = f"<b>{line}</b><p>{HEADLINE}</p>{''.join(f'<p>{text}</p>' for text in prose('only', 4))}"
    (article,) = read(FOLDER + STORY_PLACES[0], body, title="NTI: Global Security Newswire").articles
    assert article.headline == HEADLINE


@pytest.mark.parametrize("seed", range(3))
def test_a_headline_may_ask_though_nothing_but_its_place_tells_of_it(seed):
    chance = random.Random(seed)
    menu = "".join(f"<li><a href='/{name}/'>{name}</a></li>" for name in ("Nuclear", "Chemical", "Issues"))
    asked = "Could Ruritania Hide Its Second Vault?"
    body = f"<ul>{menu}</ul><span>{asked}</span><br>{paragraphs(chance, prose('only', 4))}"
    url = "http://gsn.nti.org/gsn/nw_20101111_4632.php"
    (article,) = read(url, body, title="NTI: Global Security Newswire").articles
    assert article.headline == asked
