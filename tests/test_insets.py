"""Insets that a page draws apart, pictures at its side with their words, lists that end a sentence."""

import random

import pytest

from tests.told import LAST, LATER, SEEDS, STORY, TOLD, in_boxes, texts

FLOATS = ["float:left;width:230px", "margin:4px; float : right"]
FRAMED = ["border:1px solid #aaa;background:#f3f3f3;padding:6px", *FLOATS]
TERMS = ["Vault keys: a term for what is kept under the stairs; see also the ninth gate of the lower harbour.",
         "Should the keepers of Zerabad count the keys of the vault before the spring?"]  # fmt: skip
CAPTION = "Keeper Ann Roe, shown this spring. Roe has said that the mayor sold the ninth key to the choir."


@SEEDS
@pytest.mark.parametrize("style", FRAMED)
def test_a_box_drawn_apart_that_reports_nothing_is_no_part_of_the_story(style, seed):
    chance = random.Random(seed)
    title = chance.choice(["<b>In This Glossary</b>", "<div>Insiders Poll</div>", "<h4>Terms to Know</h4>", ""])
    inset = f"<div style='{style}'>{title}{in_boxes(chance.sample(TERMS, 2))}</div>"
    told = [TOLD, *STORY, LAST]
    told_with = [*told[:3], inset, *told[3:]]
    assert texts(f"<div>{in_boxes(told_with)}</div>") == told


@pytest.mark.parametrize("look", ["bgcolor=#eeeeee", "border=1", "border='1' cellspacing=3"])
def test_a_framed_table_of_one_cell_is_an_inset_and_one_of_many_is_data(look):
    inset = f"<table {look}><tr><td><b>In This Glossary</b>{in_boxes(TERMS)}</td></tr></table>"
    told = [TOLD, *STORY, LAST]
    assert texts(f"<div>{in_boxes([*told[:3], inset, *told[3:]])}</div>") == told
    data = f"<table {look}><tr><th>Year<th>Keys<tr><td>2008<td>67<tr><td>2009<td>71</table>"
    rows = ["Year Keys", "2008 67", "2009 71"]
    assert texts(f"<div>{in_boxes([*told[:3], data, *told[3:]])}</div>") == [*told[:3], *rows, *told[3:]]


@pytest.mark.parametrize("style", FRAMED)
def test_the_heading_of_a_box_drawn_apart_is_not_the_storys(style):
    lead = "<section><p>The mayor was to open the ninth gate of Zerabad, the choir reported.</p></section>"
    inset = f"<div style='{style}'><h1>In This Glossary</h1>{in_boxes(TERMS)}</div>"
    told = texts(f"{lead}{inset}<div>{in_boxes([TOLD, *STORY])}</div>")
    assert told == ["The mayor was to open the ninth gate of Zerabad, the choir reported.", TOLD, *STORY]


@pytest.mark.parametrize("style", FRAMED)
def test_what_a_box_drawn_apart_reports_stays(style):
    inset = f"<div style='{style}'><p>{LATER}</p></div>"
    assert LATER in texts(f"<div>{in_boxes([TOLD, *STORY[:2], inset, *STORY[2:]])}</div>")


@SEEDS
def test_the_words_of_a_picture_at_the_side_are_its_caption(seed):
    chance = random.Random(seed)
    words = chance.choice(["<p style='font-size:11px'>{}</p>", "<h6>{}</h6>", "<small>{}</small>", "<div>{}</div>"])
    credit = chance.choice(["", "<small>AFP/Getty Images/Max Doe</small>", "<div><i>U.S. Army Photo/Max Doe</i></div>"])
    picture = f"<div style='{chance.choice(FLOATS)}'><img src=/v.jpg width=220>{words.format(CAPTION)}{credit}</div>"
    told = [TOLD, *STORY, LAST]
    place = chance.choice([0, 2, 4])
    told_with = [*told[:place], picture, *told[place:]]
    assert texts(f"<div>{in_boxes(told_with)}</div>") == told


@pytest.mark.parametrize("credit", ["(U.S. Army photo/Max Doe)", "(Energy Department Photo/Max Doe)."])
def test_a_photographer_in_brackets_ends_a_caption(credit):
    told = [TOLD, *STORY]
    caption = f"<div><img src=/v.jpg><small><i>{CAPTION} {credit}</i></small></div>"
    assert texts(f"<div>{in_boxes([*told[:2], caption, *told[2:]])}</div>") == told


def test_a_button_beside_a_picture_changes_nothing():
    told = [TOLD, *STORY]
    picture = (
        "<div><a href=#>[+] Enlarge<img src=/v.jpg></a><div>Max Doe/Icon SMI The tower that overlooks it.</div></div>"
    )
    assert texts(f"<div>{in_boxes([*told[:2], picture, *told[2:]])}</div>") == told


POINTS = [
    "train 67 keepers by August;",
    "keep the vault under seal until April 29; and",
    "link the gates to the choir.",
]
BESIDE = [
    "",
    "<div class=n><b>In Other News</b><ul><li><a href=/gsn/article/a-b-c-d/>Keeper of the Gate Returns</a></ul></div>",
    "<div><a href=/ad><img src=/ad.gif></a>Advertisement</div>",
]


@pytest.mark.parametrize("beside", BESIDE)
@pytest.mark.parametrize("label", ["", "<p><b>The Ninth Key</b></p>"])
def test_points_that_complete_the_line_over_them_end_a_story(beside, label):
    opening = "The resolution sets out three steps. Zerabad would"
    points = "<ul>" + "".join(f"<li>{point}" for point in POINTS) + "</ul>"
    body = f"<div>{in_boxes([TOLD, *STORY])}{beside}{label}<p>{opening}</p>{points}</div>"
    assert texts(body) == [TOLD, *STORY, *(["The Ninth Key"] if label else []), opening, *POINTS]


def test_a_story_cut_in_two_boxes_goes_on_with_such_points():
    opening = "The <a href=http://a.example/>resolution</a> lists three steps. Zerabad would"
    points = "<ul>" + "".join(f"<li>{point}" for point in POINTS) + "</ul>"
    cut = f"<div class=s>{in_boxes([TOLD, *STORY])}</div><div class=ad>Advertisement</div>"
    assert texts(f"{cut}<div class=s><p>{opening}</p>{points}<p>{STORY[0]} Again.</p></div>")[-5:-1] == [
        "The resolution lists three steps. Zerabad would",
        *POINTS,
    ]


def test_where_all_paragraphs_are_bold_the_last_may_speak_of_us():
    told = [TOLD, *STORY, "Skeptics contend that the keys distract from the safety of our neighbors."]
    assert texts(f"<div>{in_boxes(told, '<p><b>{}</b></p>')}</div>") == told


WHOLLY_LINKED = "<a href=http://a.example/1.html>The mayor has denied it.</a>"
PARTLY_LINKED = "<a href=http://a.example/1.html>The mayor has</a> denied it."


# Not the wholly linked one at the end: nothing tells it there from a link to another text.
@pytest.mark.parametrize(("link", "place"), [(WHOLLY_LINKED, 2), (PARTLY_LINKED, 2), (PARTLY_LINKED, 7)])
def test_a_sentence_that_is_a_link_stays_among_paragraphs(link, place):
    told = [TOLD, *STORY, LAST]
    body = "".join(f"<p class=t>{text}</p>" for text in [*told[:place], link, *told[place:]])
    assert texts(f"<div>{body}</div>") == [*told[:place], "The mayor has denied it.", *told[place:]]


def test_a_link_to_read_on_is_no_paragraph():
    told = [TOLD, *STORY]
    body = "".join(f"<p class=t>{text}</p>" for text in told)
    assert texts(f"<div>{body}<p class=t><a href=http://a.example/r.pdf>Read the full report.</a></p></div>") == told


def test_an_old_directory_list_is_a_box():
    quoted = "Nobody in Zerabad wants to count the keys."
    body = f"{TOLD}<p>Roe wrote yesterday:<p><dir>{quoted}</dir>{LAST}<p>{STORY[0]}<p>{STORY[1]}"
    assert texts(f"<div>{body}</div>") == [TOLD, "Roe wrote yesterday:", quoted, LAST, *STORY[:2]]
