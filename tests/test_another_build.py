"""What stands among a story's paragraphs in boxes built otherwise, and what of it is the story's. Markup at random."""

import random

import pytest

from tests.told import SEEDS, in_boxes, reported, texts

STORY = reported(random.Random(3), 6)
NAMES = ["x{}", "zk-{}", "mod{}", "c{}-w"]
FORMS = ["<p>{}</p>", "<div class='t'>{}</div>", "<p><span>{}</span></p>"]
BOXES = [
    "<div class='{}'>{}</div>",
    "<section class='{}'>{}</section>",
    "<aside class='{}'>{}</aside>",
    "<div align='center' class='{}'>{}</div>",
    "<center class='{}'>{}</center>",
    "<table align='right' class='{}'><tr><td>{}</td></tr></table>",
]
SET_IN = [
    ["The oven is warming up…"],
    ["17 loaves 4 rolls"],
    ["Kettle not found in this kitchen"],
    ["Play this through the kitchen speaker"],
    ["Three soups", "Leek", "Barley", "Beet"],
    ["Bread in a minute", "Flour, water and time."],
    ["Our tray of buns goes to whoever comes first."],
]


def amid(chance, box, form=None):
    place = chance.randint(1, len(STORY) - 1)
    form = form or chance.choice(FORMS)
    parts = [form.format(one) for one in STORY]
    return "\n".join([*parts[:place], box, *parts[place:]])


def boxed(chance, lines):
    name = chance.choice(NAMES).format(chance.randint(10, 999))
    return chance.choice(BOXES).format(name, "".join(f"<p>{line}</p>" for line in lines))


@SEEDS
@pytest.mark.parametrize("lines", SET_IN)
def test_a_box_of_another_build_that_reports_nothing_is_none_of_the_story(lines, seed):
    chance = random.Random(f"{lines}{seed}")
    assert texts(f"<div>{amid(chance, boxed(chance, lines))}</div>") == STORY


@SEEDS
@pytest.mark.parametrize("lines", SET_IN)
def test_it_may_stand_in_a_story_that_breaks_alone_part(lines, seed):
    chance = random.Random(f"{lines}{seed}")
    body = amid(chance, boxed(chance, lines), "{}<br><br>")
    assert texts(f"<div>{body}</div>") == STORY


@SEEDS
@pytest.mark.parametrize("title", ["Who Pays?", "Lessons of 1998", "The Ninth Key", "Zenda"])
def test_a_line_over_a_paragraph_may_be_its_heading_however_it_is_boxed(title, seed):
    chance = random.Random(f"{title}{seed}")
    head = chance.choice(["<div class='h{}'>{}</div>", "<p class='h{}'>{}</p>", "<div class='h{}'><b>{}</b></div>"])
    assert title in texts(f"<div>{amid(chance, head.format(seed, title))}</div>")


@SEEDS
def test_what_a_colon_announces_is_the_storys_in_whatever_boxes(seed):
    chance = random.Random(seed)
    opening = "In a letter of Friday the clerks of Ostmark wrote:"
    letter = ["Bread is dear, and keys are dearer.", "Bells ring for nobody here."]
    box = chance.choice(["<div class='l1'>{}</div>", "<p class='l1' style='margin-left:9pt'>{}</p>"])
    body = in_boxes([*STORY[:3], opening, *map(box.format, letter), *STORY[3:]])
    assert texts(f"<div>{body}</div>") == [*STORY[:3], opening, *letter, *STORY[3:]]


@SEEDS
def test_paragraphs_of_a_story_in_boxes_of_many_builds_stay(seed):
    chance = random.Random(seed)
    says = "Bells of Karsund ring for the harvest and for nothing else these days."
    boxes = ["<p>{}</p>", "<div class='a1'>{}</div>", "<section class='b1'>{}</section>"]
    parts = [chance.choice(boxes).format(one) for one in STORY]
    parts.insert(3, chance.choice(boxes).format(says))
    assert says in texts(f"<div>{''.join(parts)}</div>")


@SEEDS
def test_a_sentence_in_a_box_of_its_own_that_speaks_to_nobody_stays(seed):
    chance = random.Random(seed)
    says = "Bells of Karsund ring for the harvest and for nothing else these days."
    assert says in texts(f"<div>{amid(chance, f'<div class=q{seed}>{says}</div>')}</div>")


@SEEDS
@pytest.mark.parametrize(
    "line",
    [
        "Loaf facts Founded: 1957 Ovens: 17 Seat: Karsund",
        "The Morning Crumb A sly letter on loaves and the people who bake them for the rest",
        "An average loaf gives off the scent of eleven buns.",
    ],
)
def test_a_line_in_bold_that_is_no_heading_is_none_of_the_story(line, seed):
    chance = random.Random(f"{line}{seed}")
    box = chance.choice(["<p><b>{}</b></p>", "<p><strong>{}</strong></p>", "<p><b><span>{}</span></b></p>"])
    assert texts(f"<div>{amid(chance, box.format(line), '<p>{}</p>')}</div>") == STORY


@SEEDS
def test_a_line_beside_a_button_is_none_of_the_story(seed):
    chance = random.Random(seed)
    line = chance.choice(["Buns to the table", "The Morning Crumb, fresh as ever", "A loaf for the long road home"])
    button = f"<p>{line} <button type='button'>{chance.choice(['Count me in', 'Yes', 'Bring it'])}</button></p>"
    assert texts(f"<div>{amid(chance, button, '<p>{}</p>')}</div>") == STORY


def test_what_is_asked_in_bold_is_the_storys():
    asked = ["Tell the readers of the choir how the ninth key was lost.", "So nobody has seen the bell since the fair."]
    asked.append("Then let us talk about the oven in the cellar of the Mint.")
    parts = [part for pair in zip(asked, STORY[3:], strict=True) for part in (f"<p><b>{pair[0]}</b></p>", pair[1])]
    told = [*STORY[:3], *(part for pair in zip(asked, STORY[3:], strict=True) for part in pair)]
    assert texts(f"<div>{in_boxes([*STORY[:3], *parts])}</div>") == told
