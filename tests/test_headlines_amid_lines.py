"""Headlines among lines that look like one: sections inside a story, decks, days of the issue. Markup at random."""

import random

import pytest

from crawler.extract import read_page
from crawler.items import Page
from tests.invented import NTI
from tests.told import SEEDS, reported

HEADLINE = "Keeper of Zenda Loses the Ninth Key"
DECKS = [
    "A closer look at what the loss means for the guild",
    "The clerks insist that nothing of the sort happened at all.",
]
RELATED = "".join(
    f"<li><a href='{NTI}bells-{n}-of-zenda-sold/'>Bells {n} of Zenda Sold Again</a></li>" for n in range(4)
)
LISTS = f"<div><h4>Related Coverage</h4><ul>{RELATED}</ul></div>"


def read(body, url=f"{NTI}story-4711/", title="Global Security Newswire"):
    html = f"<html><head><title>{title}</title></head><body><div>Global Security Newswire</div>{body}</body></html>"
    return read_page(Page(url, 200, "text/html; charset=utf-8", html.encode()))


def headline(body, **page):
    (article,) = read(body, **page).articles
    return article.headline, [paragraph.text for paragraph in article.paragraphs]


def paragraphs(texts, form="<p>{}</p>"):
    return "".join(map(form.format, texts))


@SEEDS
@pytest.mark.parametrize("head", ["<h6>{}</h6>", "<h4><b>{}</b></h4>"])
@pytest.mark.parametrize("sign", ["", "<div>By Olga Quill, Global Security Newswire</div><div>July 5, 2010</div>"])
def test_a_section_inside_a_story_is_no_headline_however_large(head, sign, seed):
    chance = random.Random(f"{head}{sign}{seed}")
    told = reported(chance, 6)
    first, rest = chance.choice([("<p>{}</p>", "{}<br><br>"), ("<p>{}</p>", "<p>{}</p>")])
    section = f"<h2>{chance.choice(['Inside the Tower', 'Back to Zenda'])}</h2>"
    body = f"{head.format(HEADLINE)}{sign}<div>{paragraphs(told[:4], first)}</div>{section}{paragraphs(told[4:], rest)}"
    found, kept = headline(f"<div>{body}</div>")
    assert (found, [text for text in kept if text in told]) == (HEADLINE, told)


@SEEDS
@pytest.mark.parametrize("deck", DECKS)
def test_a_deck_is_neither_the_headline_nor_a_paragraph(deck, seed):
    chance = random.Random(f"{deck}{seed}")
    told = reported(chance, 5)
    head, below, sign = chance.choice(
        [
            ("<div class='x'>{}</div>", "<p class='d'><i>{}</i></p>", ""),
            ("<h1>{}</h1>", "<h2>{}</h2>", "<p>By Olga Quill</p><p>April 19, 2013, 1:29 p.m.</p>"),
            ("<h1>{}</h1>", "<div><i>{}</i></div>", "<p><b>Global Security Newswire Staff</b></p>"),
            ("<h1>{}</h1>", "<p role='doc-subtitle'>{}</p>", ""),
        ]
    )
    body = f"<div>{head.format(HEADLINE)}{below.format(deck)}{sign}<div>{paragraphs(told)}</div></div>"
    assert headline(body) == (HEADLINE, told)


@SEEDS
def test_a_line_that_breaks_after_initials_is_one_headline(seed):
    told = reported(random.Random(seed), 5)
    found, _ = headline(f"<h2>Report Faults U.S.<br>Vault Project</h2><p>By Olga Quill</p>{paragraphs(told)}")
    assert found == "Report Faults U.S. Vault Project"


@SEEDS
@pytest.mark.parametrize("day", ["from Monday, September 24, 2007 issue.", "from the Monday, Sept. 24, 2007 edition"])
def test_the_line_that_names_the_issue_is_the_day_and_none_of_the_headline(day, seed):
    told = reported(random.Random(seed), 5)
    body = f"<p><span>{HEADLINE} at the Harbor of Zenda</span><br><font size=1>{day}</font></p>{paragraphs(told)}"
    (article,) = read(body).articles
    assert (article.headline, article.datePublished) == (f"{HEADLINE} at the Harbor of Zenda", "2007-09-24")


@SEEDS
@pytest.mark.parametrize("deck", ["", "<h4>The clerks insist that nothing of the sort happened at all.</h4>"])
def test_a_headline_that_leads_to_its_own_page_makes_a_story_of_it(deck, seed):
    chance = random.Random(f"{deck}{seed}")
    told = reported(chance, chance.randint(3, 5))
    url = "http://archive.example.net/gsn/2009/keeper-of-zenda-loses-the-ninth-key.html"
    tool = chance.choice(["", "<ul><li><a href='/gsn/2009/mobile-edition-of-this.html'>Mobile edition</a></li></ul>"])
    body = f"<h1><a href='{url}'>{HEADLINE}</a></h1>{deck}<div>Published June 5, 2009</div>{tool}"
    reading = read(f"{body}<div>{paragraphs(told)}</div>{LISTS}", url=url, title=f"GSN - {HEADLINE}")
    assert (reading.kind, [p.text for p in reading.articles[0].paragraphs]) == ("story", told)
