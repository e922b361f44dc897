"""Stories set in columns and in parts of a page, and boxes that a page's own sheets make, in markup drawn at random."""

import random

import pytest

from crawler.extract import read_page
from crawler.items import Page
from tests.invented import NTI, prose

HEADLINE = "Ruritania Opens Vault"
# Each names the vault's keeper, as the paragraphs of one story do.
STORY = [
    "WASHINGTON -- Keeper Olga Quill counted the keys of the vault on Monday, the Zenda Times reported.",
    "The council of Zerabad had asked Quill for a list of every key.",
    "Quill gave the council nine keys of silver and one of gold.",
    "The keeper said the vault would stay open until the council had met.",
    "Quill was born in Zerabad and has kept the vault for nine years.",
    "The council meets again in the hall of Zerabad (Zenda Times, Oct. 3).",
]
TURNS = [
    "Q. Where is the key?",
    "A. In the vault of Zerabad.",
    "Q. Who has seen the key?",
    "A. Nobody.",
    "Q. Do you expect to find it?",
    "A. We have nine keepers and a list of 40 pages.",
    "Q. What comes next?",
    "A. Sleep.",
]
SEEDS = pytest.mark.parametrize("seed", range(8))


def read(body, head="", title=HEADLINE):
    html = (
        f"<html><head><title>{title}</title>{head}</head><body><div>Global Security Newswire</div>{body}</body></html>"
    )
    page = Page(f"{NTI}ruritania-opens-vault/", 200, "text/html; charset=utf-8", html.encode())
    return read_page(page).articles[0]


def texts(body, head=""):
    return [paragraph.text for paragraph in read(body, head).paragraphs]


def written(chance, parts):
    opening, closing = chance.choice([("<p>", "</p>"), ("<div>", "</div>"), ("", "<br><br>")])
    return "".join(f"{opening}{part}{closing}" for part in parts)


def cut(chance, parts, count):
    """The parts in `count` stretches of two or more."""
    places = sorted(chance.sample(range(2, len(parts) - 1, 2), count - 1))
    return [parts[first:end] for first, end in zip([0, *places], [*places, len(parts)], strict=True)]


@SEEDS
@pytest.mark.parametrize("count", [2, 3])
def test_a_story_below_its_headline_may_stand_in_several_columns_whatever_it_says(seed, count):
    chance = random.Random(seed)
    story = [STORY[0], *TURNS] if seed % 2 else STORY
    cells = "".join(f"<td valign=top>{written(random.Random(seed), part)}</td>" for part in cut(chance, story, count))
    assert texts(f"<h1>{HEADLINE}</h1><table><tr>{cells}</tr></table>") == story


@SEEDS
def test_what_a_column_says_of_something_else_is_not_of_the_story(seed):
    cells = "".join(f"<td>{written(random.Random(seed), part)}</td>" for part in (STORY, prose("choir", 3, 14)))
    assert texts(f"<h1>{HEADLINE}</h1><table><tr>{cells}</tr></table>") == STORY


@SEEDS
def test_a_story_in_parts_keeps_its_list_though_no_point_reports_anything(seed):
    chance = random.Random(seed)
    points = [
        f"--June {day}: Meeting on the vault, Room {day}, {hour} p.m." for day, hour in ((8, 2), (11, 3), (22, 4))
    ]
    story = [STORY[0], "These events are announced:", *points, *STORY[2:]]
    box = chance.choice(
        ["<div class=a>{}</div>", "<table class=a><tr><td>{}</td></tr></table>", "<section>{}</section>"]
    )
    inner = chance.choice(["<div><p>{}</p></div>", "<p>{}</p>"])
    parts = (story[:4], story[4:5], story[5:])
    boxes = "".join(box.format("".join(map(inner.format, part))) for part in parts)
    assert texts(f"<h1>{HEADLINE}</h1><div>{boxes}</div>") == story


@SEEDS
@pytest.mark.parametrize("display", ["block", "flex", "list-item"])
def test_what_a_sheet_of_the_page_makes_a_box_is_a_paragraph(seed, display):
    chance = random.Random(seed)
    tag, name = chance.choice(["span", "label", "font", "em"]), f"x{chance.randrange(99)}"
    selector = chance.choice([f".{name}", f"{tag}.{name}"])
    sheet = f"<style>p{{margin:0}}{selector}{{margin:0 0 1em;display:{display}}}</style>"
    body = "".join(f"<{tag} class='a {name}'>{text}</{tag}>" for text in STORY)
    assert texts(f"<h1>{HEADLINE}</h1><div>{body}</div>", sheet) == STORY


def test_what_a_sheet_leaves_in_a_line_is_words_of_it():
    sheet = "<style>.x{display:inline-block}.y{color:red}</style>"
    body = "".join(f"<p><span class=x>{text[:9]}</span><span class=y>{text[9:]}</span></p>" for text in STORY)
    assert texts(f"<h1>{HEADLINE}</h1><div>{body}</div>", sheet) == STORY


@SEEDS
def test_rows_and_cells_made_by_styles_are_a_table(seed):
    chance = random.Random(seed)
    row, cell = chance.choice([("div", "span"), ("div", "div"), ("p", "span"), ("section", "b"), ("dl", "dd")])
    data = [["Site", "Keys", "Change"], ["Zenda", "$31.5", "-4%"], ["Streslau", "$7.2", "+2%"]]
    rows = "".join(
        f"<{row} style='display:table-row'>"
        + "".join(f"<{cell} style='padding:4px;display:table-cell'>{text}</{cell}>" for text in line)
        + f"</{row}>"
        for line in data
    )
    body = written(random.Random(seed), [*STORY[:3], "The request would change these accounts, in millions:"])
    story = [*STORY[:3], "The request would change these accounts, in millions:", *map(" ".join, data), *STORY[3:]]
    table = f"<div style='display:table'>{rows}</div>"
    assert texts(f"<h1>{HEADLINE}</h1><div>{body}{table}{written(random.Random(seed), STORY[3:])}</div>") == story
