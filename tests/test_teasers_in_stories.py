"""Cards, lines and boxes amid a story that lead to others or sell something: none of its paragraphs, in any markup."""

import random

import pytest

from tests.told import LATER, SEEDS, STORY, TOLD, in_boxes, texts

CARDS = [
    "<article><header><h4><a href='{url}'>{title}</a></h4></header><p>{words}</p><footer>From the archives</footer>"
    "</article>",
    "<div class=card><div class=head><a href='{url}'>{title}</a></div><div>{words}</div></div>",
    "<section><a href='{url}'><b>{title}</b></a><br>{words}</section>",
]


@SEEDS
@pytest.mark.parametrize("card", CARDS)
def test_the_sentence_of_a_card_amid_a_story_is_the_cards_however_short(seed, card):
    words = "New figures count nine keys in all."
    inset = card.format(url="/gsn/article/keys-of-zenda-found/", title="Keys of Zenda Are Found Again", words=words)
    place = 1 + seed % 4
    assert texts(in_boxes([*STORY[:place], inset, *STORY[place:]])) == STORY


@SEEDS
def test_lines_that_each_begin_with_a_linked_title_are_no_paragraphs(seed):
    chance = random.Random(seed)
    dash = chance.choice([" - ", ": ", "<br>", " "])
    lines = [
        f"<a href='/gsn/article/keys-of-zenda-{n}/'>Keys of Zenda Are Found {n}</a>{dash}A look at key {n} of nine."
        for n in range(2, 5)
    ]
    head = chance.choice(["<b>On Other Shelves</b><br>", "<h4>On Other Shelves</h4>", ""])
    items = "".join(f"<div>{line}</div>" for line in lines)
    assert texts(f"{in_boxes(STORY)}<div>{head}{items}</div>") == STORY


@pytest.mark.parametrize("label", ["<small>advertisement</small>", "<b>Sponsored</b><br>", "Advertisement"])
def test_a_few_words_alone_in_a_box_that_is_called_an_advertisement_are_one(label):
    ad = f"<div class=b>{label}<p>Orland Keys invites keepers to its annual fair.</p></div>"
    assert texts(in_boxes([*STORY[:2], ad, *STORY[2:]])) == STORY


def test_paragraphs_of_a_heading_that_calls_its_box_an_advertisement_are_one():
    ads = "<p>Earn a degree in keys in 28 months.</p><p>Paid for by the guild. Read our plan.</p>"
    box = f"<div class=b><h4>Sponsored Links</h4>{ads}</div>"
    assert texts(f"<div>{in_boxes(STORY)}</div>{box}") == STORY


@pytest.mark.parametrize("align", ["left", "right"])
def test_a_table_drawn_at_the_side_that_reports_nothing_is_an_inset(align):
    inset = f"<table align={align}><tr><td>Meet 800 makers of locks at the fair of Orland.</td></tr></table>"
    assert texts(in_boxes([*STORY[:3], inset, *STORY[3:]])) == STORY


def test_a_box_of_tools_with_a_word_on_comments_ends_no_story():
    rows = "<ul><li>Resize Text</li><li><a href='#'>Print This</a></li></ul>"
    comment = "<h4>COMMENT</h4><p>No comments have been posted about this item.</p>"
    blogs = "<h4>WHO'S BLOGGING</h4><p><a href='#'>Links to this article</a></p>"
    tools = f"<div class=tools><h4>TOOLBOX</h4>{rows}{comment}{blogs}</div>"
    told = [TOLD, *STORY[:2], "The keeper has a key that opens more gates than the mayor of Zerabad would like.", LATER]
    assert texts(f"<div>{in_boxes([*told[:3], tools, *told[3:]])}</div>") == told


def test_points_behind_an_advertisement_are_the_storys():
    lead = "The keeper listed several steps during a fair of the guild:"
    ad = "<div><small>Advertisement</small></div>"
    points = "<ul><li>Ask the mayor to count the keys.</li><li>Give 42 keys to Zenda</li></ul>"
    assert texts(f"<div>{in_boxes([*STORY, lead, ad])}{points}</div>") == [
        *STORY, lead, "Ask the mayor to count the keys.", "Give 42 keys to Zenda",
    ]  # fmt: skip


def test_a_box_behind_other_boxes_that_reports_nothing_is_no_part_of_the_story():
    related = (
        "<div><h2>Related Links</h2><ul><li><a href='/gsn/article/a-key-of-old/'>A Key of Old Zenda</a></li></ul></div>"
    )
    ad = "<div><p>Rooms in Zenda from 59 crowns a night. Book before May 11.</p></div>"
    assert texts(f"<div><div>{in_boxes(STORY)}</div>{related}{ad}</div>") == STORY


def test_a_teaser_alone_in_bold_is_none_of_the_paragraphs():
    inset = (
        "<div><p><b><a href='/gsn/article/keys-are-found/'>Keys Are Found in Zenda</a><br>A fair of keys.</b></p></div>"
    )
    assert texts(in_boxes([*STORY[:3], inset, *STORY[3:]])) == STORY


@pytest.mark.parametrize("part", ["---", "* * *"])
def test_a_line_of_marks_is_no_paragraph(part):
    assert texts(in_boxes([*STORY, f"<p>{part}</p>"])) == STORY
