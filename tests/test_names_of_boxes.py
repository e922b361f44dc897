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
