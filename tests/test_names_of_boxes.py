"""What a page's author calls a box counts where the box tells nothing, and nowhere else. Markup drawn at random."""

import random

import pytest

from tests.told import LATER, SEEDS, STORY, TOLD, in_boxes, texts

# No rule knows these words for furniture.
ODD = ["Nine keys for nine doors", "A wider hall awaits the patient", "Doors of all sizes, hinges of all kinds."]
NAMES = [
    "class='newsletter-signup'",
    "class='c-promo c-promo--wide'",
    "id='relatedLinks'",
    "class='articleShare'",
    "class='x1 pull-quote pullquote'",
    "class='AuthorBio'",
]
BOXES = ["<div {n}>{t}</div>", "<div {n}><div><p>{t}</p></div></div>", "<section {n}><p>{t}</p></section>"]


def named(chance, text, names):
    return chance.choice(BOXES).format(n=names, t=text)


def amid(chance, *boxes):
    parts = [*STORY, TOLD]
    for box in boxes:
        parts.insert(chance.randint(1, len(parts) - 1), box)
    return in_boxes(parts)


@SEEDS
@pytest.mark.parametrize("names", NAMES)
def test_a_box_called_by_a_name_of_furniture_that_tells_nothing_is_none_of_the_story(names, seed):
    chance = random.Random(f"{names}{seed}")
    assert texts(amid(chance, named(chance, chance.choice(ODD), names))) == [*STORY, TOLD]


@SEEDS
@pytest.mark.parametrize("names", NAMES)
def test_what_reports_something_is_the_storys_whatever_its_box_is_called(names, seed):
    chance = random.Random(f"{names}{seed}")
    place = chance.randint(1, len(STORY) - 1)
    parts = [*STORY[:place], f"<div {names}><p>{TOLD}</p></div>", *STORY[place:]]
    assert TOLD in texts(in_boxes(parts))


@pytest.mark.parametrize("names", NAMES)
def test_a_name_that_paragraphs_of_the_story_have_as_well_says_nothing(names):
    parts = [TOLD, LATER, ODD[2], *STORY]
    assert texts("".join(f"<p {names}>{text}</p>" for text in parts)) == parts


@pytest.mark.parametrize("names", NAMES)
def test_a_box_with_much_of_the_story_is_the_storys_whatever_it_is_called(names):
    first, *others = STORY
    assert texts(f"<p>{first}</p><div {names}>{in_boxes(others)}</div>") == STORY


@SEEDS
@pytest.mark.parametrize("names", NAMES)
def test_a_heading_over_a_paragraph_is_the_storys_whatever_it_is_called(names, seed):
    chance = random.Random(f"{names}{seed}")
    text = chance.choice(["The Ninth Key", "Who Pays?"])
    heading = f"<h3 {names}>{text}</h3>" if text.endswith("?") else f"<p {names}><b>{text}</b></p>"
    place = chance.randint(1, len(STORY) - 1)
    below = chance.choice([STORY[place], "Nine keys have been made.", "Clerks left on Monday."])
    parts = [*STORY[:place], heading, below, *STORY[place + 1 :]]
    assert texts(in_boxes(parts)) == [*STORY[:place], text, *parts[place + 1 :]]


@pytest.mark.parametrize("names", NAMES)
def test_a_bold_question_over_a_paragraph_is_a_heading_whatever_it_is_called(names):
    parts = [*STORY[:2], f"<div {names}><b>Who Pays for the Nine Keys?</b></div>", *STORY[2:]]
    assert texts(in_boxes(parts)) == [*STORY[:2], "Who Pays for the Nine Keys?", *STORY[2:]]


@pytest.mark.parametrize("names", NAMES)
def test_a_last_paragraph_in_such_a_box_is_the_storys_where_it_is_called_as_the_others_are(names):
    body = in_boxes([TOLD, *STORY], "<p class=x9>{}</p>")
    assert texts(f"<div>{body}</div><div {names}><p class=x9>{LATER}</p></div>") == [TOLD, *STORY, LATER]


@SEEDS
@pytest.mark.parametrize("names", NAMES)
def test_points_in_the_newswires_own_form_are_the_storys_whatever_their_list_is_called(names, seed):
    points = ["-- count keys;", "-- mend the hinges of all doors; and", "-- publish what the choir sings."]
    place = random.Random(f"{names}{seed}").randint(1, len(STORY) - 1)
    listed = [f"<ul {names}><li>{point}</li></ul>" for point in points]
    parts = [*STORY[:place], TOLD, *listed, *STORY[place:]]
    assert texts(in_boxes(parts)) == [*STORY[:place], TOLD, *points, *STORY[place:]]


@pytest.mark.parametrize("names", NAMES)
def test_an_id_of_its_own_takes_no_paragraph_out_of_the_story(names):
    parts = [TOLD, LATER, *STORY]
    last = f"<p {names} id='c7_c0b' data-n='1'>{ODD[2]}</p>" if "class" in names else ODD[2]
    assert texts("".join(f"<p {names}>{text}</p>" for text in parts) + in_boxes([last])) == [*parts, ODD[2]]


@pytest.mark.parametrize("names", NAMES)
def test_an_interview_is_a_story_whatever_its_turns_are_called(names):
    turns = [
        turn
        for n in range(4)
        for turn in (f"GSN: Who has key {n} now?", f"Quill: You know that as I do. We lose {n} of nine each year.")
    ]
    leads = [
        "Olga Quill, a keeper of keys, sat down with GSN on Tuesday to talk about what is lost.",
        "Olga Quill, a keeper of keys, on Friday discussed them with Global Security Newswire in a hall of Zenda.",
    ]
    for lead in leads:
        body = f"<p>{lead}</p>" + "".join(f"<div {names}>{turn}</div>" for turn in turns)
        assert texts(body) == [lead, *turns]


@pytest.mark.parametrize("names", [*NAMES, "class='field-author-bio'", "class='pull-quote'"])
def test_what_stands_alone_in_a_box_behind_the_story_may_report_something_and_is_none_of_it(names):
    card = "Olga Quill reported from Zenda until April and was the first to count the keys."
    assert texts(f"{in_boxes([TOLD, *STORY])}<div {names}><p>{card}</p></div>") == [TOLD, *STORY]
