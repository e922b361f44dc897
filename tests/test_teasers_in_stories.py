"""Cards, lines and boxes amid a story that lead to others or sell something: none of its paragraphs, in any markup."""

import random

import pytest

from tests.told import SEEDS, STORY, in_boxes, texts

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
