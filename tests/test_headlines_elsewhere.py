"""Headlines that are pictures, stand below their story in the source, or look like something else; the first of a
story's own headings."""

import random

import pytest

from crawler.extract import read_page
from crawler.items import Page
from tests.invented import NTI, PHP, prose

HEADLINE = "Ruritania Opens Vault to Olga Quill"
STORY = [
    "WASHINGTON -- Keeper Olga Quill counted the keys of the vault on Monday, the Zenda Times reported.",
    *prose("vault", 4),
]
SEEDS = pytest.mark.parametrize("seed", range(8))


def read(body, title=HEADLINE, url=f"{NTI}ruritania-opens-vault-olga-quill/"):
    html = f"<html><head><title>{title}</title></head><body><div>Global Security Newswire</div>{body}</body></html>"
    page = Page(url, 200, "text/html; charset=utf-8", html.encode())
    return read_page(page).articles[0]


def texts(article):
    return [paragraph.text for paragraph in article.paragraphs]


def written(chance, parts=STORY):
    opening, closing = chance.choice([("<p>", "</p>"), ("<div>", "</div>"), ("", "<br><br>")])
    return "".join(f"{opening}{part}{closing}" for part in parts)


@SEEDS
def test_a_picture_of_the_headline_is_one_in_whatever_box(seed):
    chance = random.Random(seed)
    picture = f"<img src='/heads/h{seed}.gif' alt='{HEADLINE}' width=480>"
    box = chance.choice(["<p>{}</p>", "<div>{}</div>", "<table><tr><td>{}</td></tr></table>", "{}<br>"])
    title = chance.choice([HEADLINE, f"GSN - {HEADLINE}", f"{HEADLINE} | GSN | NTI"])
    article = read(f"<div>{box.format(picture)}<div>Topics: Vaults</div>{written(chance)}</div>", title)
    assert (article.headline, texts(article)) == (HEADLINE, STORY)


def strips(alt, chance, size="width=420 height=40"):
    box = chance.choice(["<p>{}</p>", "<div>{}</div>", "<table><tr><td>{}</td></tr></table>", "{}<br>"])
    return box.format(f"<img src='/heads/h7.gif' alt='{alt}' {size}>")


@SEEDS
def test_a_strip_of_letters_is_the_headline_where_the_title_names_the_site_alone(seed):
    chance = random.Random(seed)
    section = chance.choice(["", "<p><b>Threats and Keys</b></p>"])
    logo = chance.choice(["", strips("Global Security Newswire", chance)])
    byline = "<p>By Anna Lund, Global Security Newswire</p>"
    title = chance.choice(["Global Security Newswire", "GSN", "The Newswire"])
    article = read(f"{logo}{section}{strips('Vault Opens', chance)}{byline}{written(chance)}", title)
    assert (article.headline, texts(article)) == ("Vault Opens", STORY)


@SEEDS
def test_a_strip_is_none_where_a_heading_says_it_or_it_leads_somewhere_or_is_a_photograph(seed):
    chance = random.Random(seed)
    picture = chance.choice(
        [
            strips("Zenda Library of Keys", chance),
            f"<h1>{HEADLINE}</h1>{strips('Zenda Library of Keys', chance)}",
            f"<h1>{HEADLINE}</h1>{strips('A keeper opens the vault', chance, 'width=420 height=300')}",
        ]
    )
    head = "" if HEADLINE in picture else f"<h1>{HEADLINE}</h1>"
    article = read(f"<div>{picture}{head}{written(chance)}</div>", "Global Security Newswire")
    assert (article.headline, texts(article)) == (HEADLINE, STORY)


@SEEDS
def test_a_picture_with_the_headlines_words_is_none_where_the_page_shows_it_in_letters(seed):
    chance = random.Random(seed)
    picture = f"<div><img src='/v.jpg' alt='{HEADLINE}'></div>"
    article = read(f"<h1>{HEADLINE}</h1>{picture}{written(chance)}")
    assert (article.headline, texts(article)) == (HEADLINE, STORY)


@SEEDS
@pytest.mark.parametrize("prose_at_foot", [True, False])
def test_a_headline_below_its_story_in_the_source_stands_above_it_with_its_day_and_writer(seed, prose_at_foot):
    chance = random.Random(seed)
    head = chance.choice(
        [
            f"<header><h1>{HEADLINE}</h1><p>Olga Vane, Global Security Newswire</p><p>Oct. 4, 2012</p></header>",
            f"<div style='position:absolute;top:9px'><b>{HEADLINE}</b><br>Olga Vane, Global Security Newswire<br>"
            "Oct. 4, 2012</div>",
        ]
    )
    foot = "<p>The newswire is produced independently. Copyright 2013.</p>" if prose_at_foot else ""
    article = read(f"<div>{written(chance)}</div><ul><li><a href='/a/'>Archive</a></ul>{head}{foot}")
    assert (article.headline, texts(article)) == (HEADLINE, STORY)
    assert article.datePublished == "2012-10-04"
    assert [author.name for author in article.authors] == ["Olga Vane"]


@pytest.mark.parametrize("word", ["Timeline", "Special Report", "Map", "Glossary"])
def test_a_headline_may_begin_as_captions_do(word):
    headline = f"{word}: Ruritania Opens Its Vault"
    article = read(f"<h1>{headline}</h1>{written(random.Random(1))}", headline)
    assert (article.headline, texts(article)) == (headline, STORY)


@SEEDS
def test_small_print_that_the_title_does_not_have_is_none_of_the_headlines(seed):
    words = random.Random(seed).choice(["GSN Archive", "News", "From the archive of GSN"])
    article = read(f"<h1>{HEADLINE} <small>{words}</small></h1>{written(random.Random(seed))}")
    assert (article.headline, texts(article)) == (HEADLINE, STORY)
    whole = f"{HEADLINE} in Zenda"
    assert read(f"<h1>{HEADLINE} <small>in Zenda</small></h1>{written(random.Random(seed))}", whole).headline == whole


@SEEDS
def test_a_heading_straight_above_the_first_paragraph_is_the_storys_where_others_are_like_it(seed):
    chance = random.Random(seed)
    heading = chance.choice(["<h3>{}</h3>", "<p><b>{}</b></p>", "<h4>{}</h4>"])
    parts = [
        part for n, name in enumerate(("Zenda", "Streslau", "Hentzau")) for part in (heading.format(name), STORY[n])
    ]
    body = "".join(part if part.startswith("<") else f"<p>{part}</p>" for part in parts)
    story = [text for n, name in enumerate(("Zenda", "Streslau", "Hentzau")) for text in (name, STORY[n])]
    assert texts(read(f"<h1>{HEADLINE}</h1><div>{body}</div>")) == story
    deck = heading.format("Keepers see little movement before the autumn")
    assert texts(read(f"<h1>{HEADLINE}</h1><div>{deck}{body.removeprefix(heading.format('Zenda'))}</div>")) == story[1:]


@SEEDS
@pytest.mark.parametrize("label", ["From the wires", "Vaults and Keys"])
def test_a_title_straight_below_a_sections_name_in_bold_is_the_headline(label, seed):
    """Also where it is set as plain text, and the page's own title names the site alone; a deck is worded otherwise."""
    chance = random.Random(seed)
    box, line = chance.choice(["<div>{}</div>", "<p>{}</p>"]), chance.choice(["<span>{}</span><br>", "<div>{}</div>"])
    sign = "<p>by Rudolf Roe, National Journal staff writer<br>April 16, 2010</p>"
    tools = "<div><a href='javascript:void(0)'>Print</a> | <a href='javascript:void(0)'>Send</a></div>"
    below = f"{tools}<div>{written(chance)}</div>"
    body = f"{sign}{box.format(f'<b>{label}</b>')}{line.format(HEADLINE)}{below}"
    assert read(body, "Global Security Newswire", PHP).headline == HEADLINE
    deck = "the keeper has all of her keys back after years of talks"
    body = f"{sign}{box.format(f'<b>{HEADLINE}</b>')}{line.format(deck)}{below}"
    assert read(body, "Global Security Newswire", PHP).headline == HEADLINE


@SEEDS
def test_a_line_of_a_day_in_numbers_is_no_headline_whichever_day_it_means(seed):
    chance = random.Random(seed)
    posted = chance.choice(["Posted 05/08/2008", "05/08/2008", "Filed: 05/08/2008"])
    body = f"<dl><dt>{HEADLINE}</dt><dd>{posted}</dd></dl><div>{written(chance)}</div>"
    assert read(body, "Global Security Newswire", "http://trade.example/articles/65540").headline == HEADLINE
