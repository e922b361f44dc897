"""Notes with numbers, first letters as pictures, paragraphs that are links. Markup at random."""

import random

import pytest

from tests.told import LAST, LATER, SEEDS, STORY, TOLD, in_boxes, reported, texts

PARAGRAPHS = reported(random.Random(1), 6)
NOTES = ["Report of the Mint of Zerabad, no. 57, page 2.", "The sum leaves out two keys lost before 1969."]


def marked(text, number):
    return f"{text}<sup><a href='#fn{number}' id='ref{number}'>[{number}]</a></sup>"


@SEEDS
@pytest.mark.parametrize("heading", ["<h4>Notes</h4>", "<p><b>Footnotes</b></p>", "<h3>References</h3>", "<hr>"])
def test_notes_that_lead_back_are_no_part_of_the_story(heading, seed):
    chance = random.Random(seed)
    back = "<a href='#ref{0}'>{1}</a>".format
    if heading == "<hr>" or chance.random() < 0.5:
        notes = "".join(f"<p id='fn{n}'>{back(n, n)} {note}</p>" for n, note in enumerate(NOTES, 1))
    else:
        notes = "".join(f"<li id='fn{n}'>{note} {back(n, '↩')}</li>" for n, note in enumerate(NOTES, 1))
        notes = f"<ol>{notes}</ol>"
    body = [f"<p>{marked(text, n)}</p>" for n, text in enumerate(PARAGRAPHS, 1)]
    found = texts(f"<div>{''.join(body)}</div><div>{heading}{notes}</div>")
    assert found == [f"{text}[{n}]" for n, text in enumerate(PARAGRAPHS, 1)]


@SEEDS
@pytest.mark.parametrize("mark", ["[4]", "4", " [4]", "[4][5]"])
def test_a_sentence_with_the_number_of_a_note_is_a_sentence(mark, seed):
    said = f"Alarms went off at 12:50 a.m. in the hall, the keeper said.{mark}"
    at = random.Random(seed).randint(0, len(PARAGRAPHS))
    parts = [*PARAGRAPHS[:at], said, *PARAGRAPHS[at:]]
    assert texts(f"<div>{in_boxes(parts)}</div>") == parts


@SEEDS
@pytest.mark.parametrize("rest", [" committee of 29 scientists", " $690 million vault"])
def test_a_first_word_of_one_letter_may_be_a_picture(rest, seed):
    chance = random.Random(seed)
    lead = f"{rest} was counted on Friday near Zerabad, the mayor of Ostmark said in a paper about keys."
    align = chance.choice(["", " align='left'", " class='cap'"])
    picture = f"<img src='a.gif' alt='A'{align}>"
    assert texts(f"<div><p>{picture}{lead}</p>{in_boxes(PARAGRAPHS)}</div>") == [f"A{lead}", *PARAGRAPHS]


@SEEDS
def test_paragraphs_that_are_links_are_the_storys_where_they_are_sentences(seed):
    chance = random.Random(seed)
    dress = chance.choice(["", " class='p1'"])
    linked = [f"<p><a href='http://www.un.org/id/{n}'>{text}</a></p>" for n, text in enumerate((LATER, LAST))]
    own = [f"<p{dress}>{text}</p>" for text in PARAGRAPHS]
    at = chance.randint(1, len(own) - 1)
    found = texts(f"<div>{''.join([*own[:at], *linked, *own[at:]])}</div>")
    assert found == [*PARAGRAPHS[:at], LATER, LAST, *PARAGRAPHS[at:]]


@SEEDS
def test_a_title_in_square_brackets_that_is_a_link_is_another_story(seed):
    chance = random.Random(seed)
    bold = chance.choice(["{}", "<strong>{}</strong>"])
    promo = bold.format("[<a href='http://www.nti.org/gsn/article/keys-lost-in-karsund/'>Keys Lost in Karsund</a>]")
    at = chance.randint(1, len(STORY) - 1)
    assert texts(f"<div>{in_boxes([*STORY[:at], f'<p>{promo}</p>', *STORY[at:]])}</div>") == STORY


@SEEDS
def test_the_heads_of_a_tables_columns_may_end_in_brackets(seed):
    chance = random.Random(seed)
    cell = chance.choice(["td", "th"])
    rows = [("Karsund", "5,118", "1,406"), ("Ostmark", "2,696", "9,363"), ("Zenda", "997", "4,110")]
    table = "".join(f"<tr>{''.join(f'<td>{one}</td>' for one in row)}</tr>" for row in rows)
    head = "".join(f"<th>{one}</th>" for one in ("Place", "Declared (tons)", "In store (tons)"))
    table = f"<table><tr>{head}</tr>{table.replace('td', cell) if cell == 'td' else table}</table>"
    found = texts(f"<div>{in_boxes([*STORY, 'The keys were:', table, TOLD])}</div>")
    expected = ["Place Declared (tons) In store (tons)", *(" ".join(row) for row in rows)]
    assert found == [*STORY, "The keys were:", *expected, TOLD]
