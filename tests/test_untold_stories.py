"""Stories that report little, as advice does: what they say is theirs wherever a page parts it. Markup at random."""

import random

import pytest

from tests.invented import prose
from tests.told import SEEDS, STORY, in_boxes, texts

ON = prose("choir", 8)
OPINION = [
    f"You may keep {thing} in {place} for as long as you like, and nobody will ask you about it."
    for thing, place in zip(
        "keys globes maps letters ledgers seals lamps bells crowns ropes coins flags".split(),
        "halls cellars attics towers barns mills wells ships yards sheds vaults chapels".split(),
        strict=True,
    )
]


def box(chance):
    name = "".join(chance.choices("abcdefgh", k=6))
    return chance.choice([f"<div class='{name}'>{{}}</div>", f"<section id='{name}'>{{}}</section>", "<div>{}</div>"])


@SEEDS
@pytest.mark.parametrize("between", ["<hr><div>Advertisement</div><hr>", "<hr>", "<div></div>"])
def test_a_box_with_the_rest_of_a_story_is_its_own_whatever_parts_it(between, seed):
    chance = random.Random(seed)
    rest = box(chance).format(in_boxes(ON))
    assert texts(f"<div>{in_boxes(STORY)}{between}{rest}</div>") == [*STORY, *ON]


@SEEDS
@pytest.mark.parametrize(
    "button", ["<a href=''>Read more</a>", "<a href='#on'>Read More</a>", "<span>Read more</span>"]
)
def test_a_button_for_the_rest_of_a_story_heads_no_list(button, seed):
    chance = random.Random(seed)
    inner = box(chance).format(in_boxes(ON))
    rest = box(chance).format(f"<div>{button}</div>{inner}")
    assert texts(f"<div>{in_boxes(STORY)}{rest}</div>") == [*STORY, *ON]


@SEEDS
def test_advice_that_speaks_to_its_reader_is_no_foot_of_a_page(seed):
    chance = random.Random(seed)
    heading = chance.choice(["<h3>{}</h3>", "<h4>{}</h4>"])
    parts = [*OPINION[:3], heading.format("What to Do With Ropes"), *OPINION[3:]]
    expected = [*OPINION[:3], "What to Do With Ropes", *OPINION[3:]]
    assert texts(f"<div>{in_boxes(parts)}</div>") == expected


@SEEDS
def test_points_with_bold_titles_are_the_storys_whomever_they_speak_to(seed):
    chance = random.Random(seed)
    listed, bold = chance.choice(["ul", "ol"]), chance.choice(["b", "strong"])
    points = [("Keys", f"{OPINION[0]} {OPINION[1]}"), ("Lamps", f"{OPINION[6]} {OPINION[5]}")]
    items = "".join(f"<li><{bold}>{title}</{bold}><br>{text}</li>" for title, text in points)
    assert texts(in_boxes([*STORY, f"<{listed}>{items}</{listed}>"])) == [*STORY, *(p for pair in points for p in pair)]


@SEEDS
def test_a_line_that_a_colon_announces_is_no_pull_quote(seed):
    said = "We are all concerned with the state of the ninth key"
    opening = f"The Mint wrote: {said}, and the mayor agreed with what it wrote."
    quoted = f"<p><em>{said}</em></p>" if seed % 2 else f"<p>{said}</p>"
    found = texts(in_boxes([*STORY, opening, "Let us begin with the first words of it:", quoted, *ON[:2]]))
    assert found == [*STORY, opening, "Let us begin with the first words of it:", said, *ON[:2]]
