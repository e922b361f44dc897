"""A story in several boxes: leads before furniture, halves behind a promotion, interviews, tables. Markup at random."""

import random

import pytest

from crawler.extract import read_page
from crawler.items import Page
from tests.invented import NTI
from tests.told import HEADLINE, LAST, LATER, SEEDS, STORY, TOLD, in_boxes, texts

LEAD = "ZERABAD -- Keepers of the great vault lost their keys on Monday, the Mint said (see GSN, Aug. 9)."
BOX = "<div><h4>Subscribe to GSN</h4><div>Get every headline by e-mail.</div><form><input name='e'></form></div>"
LIST = "<div><h4>Related Stories</h4><ul><li><a href='/gsn/article/old-one/'>An Old One of Nine</a></li></ul></div>"
PROMOTION = (
    "<div><h2>Join the choir of Orland</h2><div>Add your name to those of nine keepers.</div></div>"
    "<a href='/join'>Join</a>"
)
ROWS = ["<p>{}</p>", "<ul><li>{}</li></ul>", "<table><tr><td>{}</td></tr></table>"]


@SEEDS
@pytest.mark.parametrize("row", ROWS)
def test_a_lead_before_a_box_in_the_storys_midst_is_kept(row, seed):
    chance = random.Random(f"{row}{seed}")
    furniture = [BOX, LIST]
    chance.shuffle(furniture)
    rest = [LATER, *STORY[:3], LAST]
    assert texts(f"<div>{row.format(LEAD)}{furniture[0]}{furniture[1]}{in_boxes(rest, row)}</div>") == [LEAD, *rest]


@SEEDS
def test_both_halves_of_a_story_around_a_promotion_are_kept(seed):
    """Rows of a page builder: each row, column and module has a class with a number of its own."""
    chance = random.Random(seed)
    first, second = [LEAD, *STORY[:3]], ["The Ninth Door", TOLD, LATER, LAST, STORY[3]]
    numbers = chance.sample(range(90), 3)

    def row(number, inner):
        return f"<div class='row row_{number}'><div class='col'><div class='mod mod_{number}'>{inner}</div></div></div>"

    halves = (in_boxes(first), f"<h2>{second[0]}</h2>{in_boxes(second[1:])}")
    rows = [row(n, inner) for n, inner in zip(numbers, (halves[0], PROMOTION, halves[1]), strict=True)]
    assert texts("".join(rows)) == [*first, *second]


@SEEDS
def test_a_story_goes_on_behind_the_rule_of_a_section_in_paragraphs_of_one_class(seed):
    chance = random.Random(seed)
    name = chance.choice(["graf graf--p", "x7 y9", "story-text"])
    first, second = [LEAD, *STORY[:3]], ["Behind the Keys", STORY[3], TOLD]

    def section(names, head, parts):
        inner = "".join(f"<p class='{name}'>{text}</p>" for text in parts)
        return f"<section class='{names}'>{head}<div>{inner}</div></section>"

    body = section("one first", "", first) + section("one", f"<hr><h4>{second[0]}</h4>", second[1:])
    assert texts(f"<article>{body}</article>") == [*first, *second]


@SEEDS
def test_an_interview_goes_on_to_its_last_turn_however_that_is_built(seed):
    chance = random.Random(seed)
    asked = "Where do you think that the ninth key of your vault may be?"
    answers = ["You would have to ask our choir, please.", "We have no other key for you.", "Thank you for asking us."]
    who = chance.choice(["GSN", "Q"]), chance.choice(["Rudolf", "A"])
    turns = [f"{name}: {words}" for words in answers for name, words in ((who[0], asked), (who[1], words))]
    odd = chance.choice(["<div>{}</div>", "<div><div>{}</div></div>"])
    body = [LEAD, STORY[0], *turns[:-1]]
    assert texts(f"<div>{in_boxes(body)}{odd.format(turns[-1])}</div>") == [*body, turns[-1]]


@SEEDS
@pytest.mark.parametrize("cell", ["<td>{}</td>", "<td><p>{}</p></td>"])
def test_cells_that_the_story_says_again_are_no_quotes(cell, seed):
    chance = random.Random(f"{cell}{seed}")
    rows = [["The great vault of Zerabad", "403.8"], ["The small vault of Zenda", "12.1"], ["A door", "8"]]
    chance.shuffle(rows)
    again = "Keepers of the great vault of Zerabad and of the small vault of Zenda refused to speak, the Mint said."
    table = "".join(f"<tr>{''.join(map(cell.format, row))}</tr>" for row in rows)
    body = [LEAD, again, *STORY[:2]]
    assert texts(f"{in_boxes(body)}<table border=1>{table}</table>{in_boxes([LAST])}") == [
        *body,
        *(" ".join(row) for row in rows),
        LAST,
    ]


@pytest.mark.parametrize(
    "deck",
    [
        "How a lost key became a test for the whole guild.",
        "Why the keepers of Zerabad may yet lose the ninth door.",
        "What the choir wants, and why the doors may get in its way",
        "What the guild could do about the keys according to officials familiar with the talks",
    ],
)
def test_what_a_text_is_about_is_a_deck_over_it(deck):
    assert texts(in_boxes([deck, LEAD, *STORY])) == [LEAD, *STORY]


@pytest.mark.parametrize("credit", ["Photo by Olga O'Dell/AFP.", "Photo by Olga Quill", "Olga Quill/AFP/Getty Images"])
def test_a_credit_behind_a_captions_words_makes_them_a_caption(credit):
    caption = f"A guard stands outside the great vault of Zerabad. {credit}"
    assert texts(in_boxes([caption, LEAD, *STORY])) == [LEAD, *STORY]


def test_a_headline_in_one_row_with_a_picture_of_a_tool_is_no_caption():
    rows = f"<table><tr><td>{HEADLINE}</td><td><img src='/pdf.png' alt='PDF'></td></tr></table>"
    body = f"{rows}<table><tr><td>{in_boxes([LEAD, *STORY])}</td></tr></table>"
    html = f"<html><head><title>{HEADLINE}</title></head><body>{body}</body></html>"
    page = Page(f"{NTI}ruritania-opens-vault/", 200, "text/html", html.encode())
    (article,) = read_page(page).articles
    assert article.headline == HEADLINE
