"""Pages that call the newswire by its short name, and what tells whose pages they are."""

import random

import pytest

from crawler.extract import read_page
from crawler.items import Page
from tests.invented import prose

HEADLINE = "Clerks Count What Is Left of the Harbour"
STORY = ["The clerks of the harbour counted the old papers on Monday, the envoy told the council.", *prose("own", 3)]
PUBLISHERS = (
    "Produced by National Journal Group",
    "A service of the Nuclear Threat Initiative",
    "&copy; 2009 Nuclear Threat Initiative",
    "Copyright 2009 by National Journal Group Inc. All rights reserved.",
    "Earlier in GSN",
    "Daily coverage of nuclear keys",
)


def read(chance, name, *, title=HEADLINE, foot="", url="http://www.zenda.example/keys/4711.html"):
    box = chance.choice(["<p>{}</p>", "<div>{}</div>", "<p><font>{}</font></p>"])
    head = chance.choice(["<h1>{}</h1>", "<h2>{}</h2>", "<h3><font size=5>{}</font></h3>"]).format(HEADLINE)
    body = "".join(map(box.format, STORY))
    html = f"<html><head><title>{title}</title></head><body>{name}<div>{head}{body}</div><p>{foot}</p></body></html>"
    return read_page(Page(url, 200, "text/html; charset=utf-8", html.encode()))


def named(chance):
    """The short name in a line, in a link, in a logo or in the title."""
    return chance.choice(
        [
            ("<p>The Newswire</p>", HEADLINE),
            ("<h1><a href='/'>The Newswire</a></h1>", HEADLINE),
            ("<div><img src='/l.gif' alt='The Newswire'></div>", HEADLINE),
            ("", f"{HEADLINE} - The Newswire"),
            ("", f"The Newswire: {HEADLINE}"),
        ]
    )


@pytest.mark.parametrize("publisher", PUBLISHERS)
@pytest.mark.parametrize("seed", range(6))
def test_a_page_of_the_newswire_that_names_its_publisher_has_its_story(seed, publisher):
    chance = random.Random(seed)
    name, title = named(chance)
    reading = read(chance, name, title=title, foot=publisher)
    assert [article.headline for article in reading.articles] == [HEADLINE]
    assert [paragraph.text for paragraph in reading.articles[0].paragraphs] == STORY


@pytest.mark.parametrize("seed", range(6))
def test_so_does_one_in_a_folder_of_its_name(seed):
    chance = random.Random(seed)
    name, title = named(chance)
    reading = read(chance, name, title=title, url="http://www.zenda.example/newswire/4711.html")
    assert [article.headline for article in reading.articles] == [HEADLINE]


@pytest.mark.parametrize("seed", range(6))
def test_any_site_may_have_a_newswire(seed):
    chance = random.Random(seed)
    name, title = named(chance)
    assert read(chance, name, title=title, foot="&copy; 2009 Zenda Locks").kind == "other"


@pytest.mark.parametrize("publisher", PUBLISHERS[:5])
@pytest.mark.parametrize("seed", range(2))
def test_its_publishers_have_other_pages_with_a_menu(seed, publisher):
    chance = random.Random(seed)
    url = "http://www.nti.org/analysis/keys/"
    assert read(chance, "<p><a href='/w/'>The Newswire</a></p>", foot=publisher, url=url).kind == "other"


@pytest.mark.parametrize("words", ["Hat tip: GSN", "h/t Global Security Newswire", "Credit: Global Security Newswire"])
@pytest.mark.parametrize("seed", range(2))
def test_who_says_thanks_for_a_story_says_whose_it_is(seed, words):
    reading = read(random.Random(seed), "", foot=words)
    assert [article.headline for article in reading.articles] == [HEADLINE]


@pytest.mark.parametrize("alt", ["Global Security Newswire | NTI", "GSN: Global Security Newswire", "GSN"])
def test_a_logo_may_have_the_publishers_name_beside_the_newswires(alt):
    reading = read(random.Random(1), f"<img src='/l.gif' alt='{alt}'>")
    assert [article.headline for article in reading.articles] == [HEADLINE]
