"""Stories in typed texts: heads of letters, tables of blanks, and lines that say whose they are. At random."""

import random

import pytest

from crawler.extract import read_page
from crawler.items import Page
from tests.told import SEEDS, reported

URL = "http://letters.example/group/bells/msg/{}"
TITLE = "Ninth Bell Stolen From the Tower of Zenda"
STORY = reported(random.Random(7), 5)
FIELDS = ["From: bellwether@example.net", "Newsgroups: alt.bells", "Organization: Bells for All", "Lines: 44"]
SAYS_WHOSE = [
    "Source was Global Security Newswire.",
    "Item credit: GSN",
    "From Global Security Newswire:",
    "From the Global Security Newswire archive.",
    "This commentary originally appeared on Global Security Newswire on May 3, 2010.",
    "Menu Global Security Newswire",
]


def read(html, url="http://bells.example/p/77"):
    return read_page(Page(url, 200, "text/html; charset=utf-8", html.encode())).articles


def wrapped(chance, text):
    width, lines, line = chance.choice([58, 65, 72]), [], ""
    for word in text.split():
        if line and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return "\n".join([*lines, line])


def typed(chance, *parts):
    fields = chance.sample(FIELDS, 3)
    head = "\n".join([*fields, f"Subject: {TITLE}", "Date: Thu, 08 Sep 2011 14:25:00 GMT"])
    texts = "\n\n".join(part if "\n" in part else wrapped(chance, part) for part in (head, *parts))
    return f"<html><head><title>{TITLE} - Letters</title></head><body><pre>{texts}</pre></body></html>"


@SEEDS
def test_a_writers_name_and_the_fields_over_it_are_lines_of_their_own(seed):
    chance = random.Random(seed)
    signed = f"{TITLE}\nBy Ann Roe, Global Security Newswire"
    (article,) = read(typed(chance, signed, *STORY), URL.format(seed))
    assert (article.headline, article.authors[0].name) == (TITLE, "Ann Roe")
    assert [paragraph.text for paragraph in article.paragraphs] == STORY


@SEEDS
def test_each_row_of_a_typed_table_is_a_paragraph(seed):
    chance = random.Random(seed)
    places = chance.sample(["Zenda Tower", "Karsund", "Port of Ostmark", "Quillon"], 3)
    rows = [[place, *(str(chance.randint(2, 900)) for _ in range(3))] for place in places]
    table = "\n".join(
        "   ".join(row[:1] + [cell.rjust(5) for cell in row[1:]]) for row in [["Tower", "2001", "2002", "2003"], *rows]
    )
    signed = f"{TITLE}\nBy Ann Roe, Global Security Newswire"
    (article,) = read(typed(chance, signed, *STORY[:3], table, *STORY[3:]), URL.format(seed))
    told = ["Tower 2001 2002 2003", *(" ".join(row) for row in rows)]
    assert [paragraph.text for paragraph in article.paragraphs] == [*STORY[:3], *told, *STORY[3:]]


@SEEDS
@pytest.mark.parametrize("line", SAYS_WHOSE)
def test_a_line_that_says_whose_a_text_is_makes_it_the_newswires(line, seed):
    chance = random.Random(f"{line}{seed}")
    body = "".join(f"<p>{text}</p>" for text in STORY)
    said = chance.choice(["<p>{}</p>", "<div>{}</div>", "<p><i>{}</i></p>"]).format(line)
    over = line.startswith(("Menu", "From"))
    parts = (said, f"<h1>{TITLE}</h1>", body) if over else (f"<h1>{TITLE}</h1>", body, said)
    (article,) = read(f"<html><head><title>{TITLE}</title></head><body>{''.join(parts)}</body></html>")
    assert article.headline == TITLE


@SEEDS
def test_a_search_engines_copy_of_a_page_is_no_search(seed):
    chance = random.Random(seed)
    body = "".join(f"<p>{text}</p>" for text in STORY)
    head = f"<head><title>{TITLE} - Global Security Newswire</title></head>"
    html = f"<html>{head}<body><h1>{TITLE}</h1>{body}</body></html>"
    (article,) = read(html, f"http://find.example/search?q=cache:{chance.randint(10, 99)}x:www.nti.org/1")
    assert article.headline == TITLE


@SEEDS
def test_a_database_may_have_no_blank_behind_its_words_for_fields(seed):
    chance = random.Random(seed)
    box = chance.choice(["<div><p>{}</p></div>", "<p>{}</p>", "<div>{}</div>"])
    lines = ["3 of 66 DOCUMENTS", "Global Security Newswire", "September 8, 2011 Thursday", TITLE]
    lines += ["BYLINE:Global Security Newswire", f"LENGTH:{chance.randint(200, 900)} words"]
    body = "".join(map(box.format, [*lines, *STORY]))
    (article,) = read(f"<html><head><title>Document</title></head><body>{body}</body></html>")
    assert article.headline == TITLE
