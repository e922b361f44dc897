"""Lines that sign and date a story in one, wherever they stand, and boxes of tools that do neither."""

import random

import pytest

from crawler.extract import read_page
from crawler.items import Page
from tests.invented import NTI, prose

URL = f"{NTI}vault-of-the-gate-opens/"
LINES = ["<p>{}</p>", "<div>{}</div>", "<div><p>{}</p></div>", "<p><b>{}</b></p>"]
DATES = ["Sept. 8, 2011", "September 8, 2011 1:19 PM", "Thursday, September 8, 2011 | 4:40 p.m."]
TOOLS = [
    " | <a href='#p'>Permalink</a> | <a href='#c'>Comments (0)</a> | <a href='#t'>TrackBacks (2)</a>",
    " &middot; <a href='#c'>Comments</a>",
    " / <a href='#p'>Permalink</a>",
    "",
]
LEADS = [" on ", " | ", " -- ", " &nbsp; ", " | Posted: ", " Posted on ", " -- Issue of "]
BOX = [
    "<div><h4>{}</h4><ul><li><a href='#'>Print</a></li><li><a href='#'>E-mail</a></li></ul></div>",
    "<div><b>{}</b><br><a href='#'>Print</a><br><a href='#'>E-mail</a></div>",
    "<div><strong>{}</strong><a href='#'>Print</a><br><a href='#'>E-mail</a><br><a href='#'>Share</a></div>",
]


def story(above="", between="", below="", count=3, title="Vault of the Gate Opens"):
    body = "".join(f"<p>{text}</p>" for text in prose("signed", count))
    column = f"{above}<h1>Vault of the Gate Opens</h1>{between}<div>{body}</div>{below}"
    html = f"<html><head><title>{title}</title></head><body><div>{column}</div></body></html>"
    (found,) = read_page(Page(URL, 200, "text/html; charset=utf-8", html.encode())).articles
    return found


def signed(chance, name, lead=None):
    lead = lead or chance.choice(LEADS)
    return chance.choice(LINES).format(f"{name}{lead}{chance.choice(DATES)}{chance.choice(TOOLS)}")


@pytest.mark.parametrize("place", ["above", "between", "below"])
@pytest.mark.parametrize("seed", range(16))
def test_a_line_of_name_date_and_tools_signs_and_dates_the_story(seed, place):
    chance = random.Random(seed)
    name = chance.choice(
        ["By Ann Roe", "By Ann Roe and Max Doe", "By GSN Staff", "By Ann Roe | Global Security Newswire"]
    )
    found = story(**{place: signed(chance, name)})
    assert (found.byline, found.datePublished) == (name, "2011-09-08")
    assert [person.name for person in found.authors] == [one for one in ("Ann Roe", "Max Doe") if one in name]
    assert found.headline == "Vault of the Gate Opens"
    assert len(found.paragraphs) == 3


@pytest.mark.parametrize("seed", range(8))
def test_a_date_with_tools_dates_a_story_that_nobody_signs(seed):
    chance = random.Random(seed)
    line = chance.choice(LINES).format(f"on {chance.choice(DATES)}{chance.choice(TOOLS[:3])}")
    found = story(**{chance.choice(["above", "between"]): line})
    assert (found.byline, found.datePublished) == (None, "2011-09-08")


@pytest.mark.parametrize("seed", range(12))
def test_a_few_words_before_a_date_are_a_label_whatever_parts_them(seed):
    chance = random.Random(seed)
    words = chance.choice(["biological weapons", "TERRORISM", "Missile Defense"])
    parted = chance.choice([" &nbsp; ", "&nbsp;&nbsp;", " -- ", " | ", " – ", " "])
    line = chance.choice(LINES).format(f"{words}{parted}{chance.choice(DATES)}")
    found = story(**{chance.choice(["above", "between"]): line})
    assert (found.datePublished, found.datePublishedInfo.method) == ("2011-09-08", "date_line")


@pytest.mark.parametrize("words", ["Next issue on", "Calendar", "The council met in the vault on", "Retrieved"])
def test_words_that_lead_to_a_date_are_no_label(words):
    assert story(above=f"<p>{words} Sept. 8, 2011</p>").datePublished is None


@pytest.mark.parametrize("seed", range(9))
@pytest.mark.parametrize("heading", ["Page Tools", "Article Options", "ARTICLE TOOLS", "Our Kit"])
def test_a_box_of_tools_is_no_byline_and_no_dateline(heading, seed):
    chance = random.Random(seed)
    box = chance.choice(BOX).format(heading)
    date = chance.choice(LINES).format("Sept. 8, 2011")
    found = story(between=chance.choice([date + box, box + date, box]))
    assert (found.byline, found.dateline) == (None, None)


@pytest.mark.parametrize("seed", range(8))
def test_a_name_beside_the_date_above_the_headline_signs_the_story_unless_it_tells_of_it(seed):
    chance = random.Random(seed)
    lines = [chance.choice(LINES).format("Ann Roe"), chance.choice(LINES).format("Sept. 8, 2011")]
    assert story(above="".join(chance.sample(lines, 2))).byline == "Ann Roe"
    subject = prose("signed", 1)[0].split()[1].title()
    lines[0] = f"<p>Vault {subject}</p>"
    assert story(above="".join(lines), title=f"Vault {subject}").byline != f"Vault {subject}" or subject


@pytest.mark.parametrize("seed", range(8))
def test_a_name_above_the_headline_signs_it_with_a_section_or_the_pages_tools_between(seed):
    chance = random.Random(seed)
    name, section = chance.choice(LINES).format("By Ann Roe"), chance.choice(LINES).format("Vaults")
    tools = "<div><a href='#'>Print</a> | <a href='#'>Share</a></div>"
    assert story(above=name + chance.choice([section, tools, section + tools, ""])).byline == "By Ann Roe"


@pytest.mark.parametrize("seed", range(8))
def test_a_name_under_another_title_does_not_sign_the_story(seed):
    chance = random.Random(seed)
    other = chance.choice(
        ["<h3>Another Story of the Day</h3>", "<p><a href='/x/another-story-of-day'>Another Story</a></p>"]
    )
    assert story(above=other + chance.choice(LINES[:2]).format("By Ann Roe")).byline is None


@pytest.mark.parametrize("seed", range(8))
def test_a_name_below_the_body_signs_a_story_that_has_no_other(seed):
    chance = random.Random(seed)
    below = chance.choice(LINES).format(chance.choice(["By Ann Roe", "By Ann Roe, Staff Writer"]))
    found = story(below=below)
    assert [person.name for person in found.authors] == ["Ann Roe"]
    assert len(found.paragraphs) == 3
    assert story(between="<p>By Max Doe</p>", below=below).byline == "By Max Doe"
    comment = f"<h3>2 Comments</h3>{below}<p>Odd.</p>"
    assert story(below=comment).byline is None
