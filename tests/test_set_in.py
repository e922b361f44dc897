"""Small titled boxes on something else among a story's paragraphs, and what only looks like one. Markup at random."""

import random

import pytest

from tests.told import reported, texts

SEEDS = pytest.mark.parametrize("seed", range(8))
STORY = reported(random.Random(1), 5)
OTHERS = [
    ("Explore the Collection", "Maps, timelines and oral memories from two decades of careful work."),
    ("New Book", "The truce in letters of those who know it best. 312 pages."),
    ("Olga Quill", "Olga covers arms talks from Oslo and once taught physics."),
    ("Did You Know?", "Two in five museums keep a globe in the cellar."),
]
HEADS = ["<h4>{}</h4>", "<h3>{}</h3>", "<p><b>{}</b></p>", "<div><strong>{}</strong></div>"]
BOXES = ["<section class='{}'>{}</section>", "<div class='{}'>{}</div>", "<div class='{}'><div>{}</div></div>"]
PARAGRAPHS = ["<p>{}</p>", "<div class='para'>{}</div>", "<p><font size=2>{}</font></p>"]


def story(chance, box):
    place = chance.randint(1, len(STORY))
    form = chance.choice(PARAGRAPHS)
    parts = [form.format(one) for one in STORY]
    return "\n".join([*parts[:place], box, *parts[place:]])


def boxed(chance, title, *lines, name=None):
    called = name or "".join(chance.choices("abcdefgh", k=6))
    head = chance.choice(HEADS).format(title)
    return chance.choice(BOXES).format(called, head + "".join(f"<p>{line}</p>" for line in lines))


@SEEDS
@pytest.mark.parametrize(("title", "line"), OTHERS)
def test_a_small_box_under_a_title_that_shares_nothing_with_the_story_is_none_of_it(title, line, seed):
    chance = random.Random(seed)
    assert texts(story(chance, boxed(chance, title, line))) == STORY


@SEEDS
def test_what_shares_a_name_with_the_story_stays_in_it(seed):
    chance = random.Random(seed)
    name = STORY[seed % len(STORY)].split()[2]
    line = f"Papers from {name} in two volumes, with maps and a list of ships."
    assert line in texts(story(chance, boxed(chance, "The Papers", line)))


@SEEDS
@pytest.mark.parametrize("name", ["promo", "callout-a", "sidebar", "infobox"])
def test_a_box_that_is_called_by_its_name_may_tell_something(name, seed):
    chance = random.Random(seed)
    box = boxed(chance, "New Book", "Those who were there tell how it was made, in their own letters.", name=name)
    assert texts(story(chance, box)) == STORY


@SEEDS
@pytest.mark.parametrize(
    "line",
    ["The mayor lost a ninth key on Tuesday, a clerk said.", "Clerks gave the mayor a tenth key (Reuters, June 28)."],
)
def test_what_reports_something_stays_in_the_story(line, seed):
    chance = random.Random(seed)
    assert line in texts(story(chance, boxed(chance, "What Came Next", line)))


@SEEDS
def test_parts_of_a_story_that_look_alike_are_all_its_own(seed):
    chance = random.Random(seed)
    head, box = chance.choice(HEADS), chance.choice(BOXES)
    lines = [*STORY[:3], "Ships may sail again in May.", *STORY[3:]]
    parts = (head.format(f"Part {chr(65 + n)}") + f"<p>{line}</p>" for n, line in enumerate(lines))
    assert "Ships may sail again in May." in texts("".join(box.format("part", part) for part in parts))


@SEEDS
@pytest.mark.parametrize("title", ["Correction", "CORRECTION BOX", "Clarification"])
def test_a_correction_in_a_box_of_its_own_is_none_of_the_story(title, seed):
    chance = random.Random(seed)
    line = "An earlier edition misstated the rank of an officer. It has been fixed in the archive."
    head = chance.choice(["<p>{}</p>", "<b>{}</b><br>", "<h5>{}</h5>"]).format(title)
    assert texts(story(chance, f"<div class='inset'>{head}{line}</div>")) == STORY


@SEEDS
def test_a_box_laid_over_the_page_is_none_of_the_story(seed):
    chance = random.Random(seed)
    style = chance.choice(
        ["position:absolute;right:0", "position: fixed; bottom: 0", "float:right", "border:1px solid"]
    )
    assert (
        texts(story(chance, f"<div style='{style}'><b>Events</b><p>Briefing at 8 a.m., with coffee.</p></div>"))
        == STORY
    )


@SEEDS
@pytest.mark.parametrize(
    "line",
    [
        "<strong>Upcoming event:</strong> The authors will take questions online at noon. <a href='/e'>Register</a>",
        "Corrections: An item of April 13 gave the wrong first name for an envoy. The editors regret the error.",
        "NTI and National Journal are not responsible for what other sites say.",
    ],
)
def test_what_a_site_says_to_its_readers_in_a_paragraph_is_none_of_the_story(line, seed):
    chance = random.Random(seed)
    assert texts(story(chance, f"<div class='alert'>{line}</div>")) == STORY


@SEEDS
@pytest.mark.parametrize("mark", ["...", " ...", "…"])
def test_words_set_apart_that_end_where_there_was_no_more_room_are_none_of_the_story(mark, seed):
    chance = random.Random(seed)
    whole = " ".join(STORY[:2])
    cut = " ".join(whole.split()[: chance.randint(18, 24)]) + mark
    parts = [f"<div>{one}</div>" for one in (whole, *STORY[2:])]
    parts.insert(chance.randint(1, len(parts)), f"<div>{cut}</div>")
    assert texts("".join(parts)) == [whole, *STORY[2:]]


@SEEDS
@pytest.mark.parametrize("citation", ["(Reuters, June 28)", "(<a href='http://r.example/1'>Reuters, June 28</a>)"])
def test_a_citation_in_a_paragraph_of_its_own_is_the_storys_last(citation, seed):
    form = random.Random(seed).choice(PARAGRAPHS)
    assert texts("".join(map(form.format, [*STORY, citation]))) == [*STORY, "(Reuters, June 28)"]


@SEEDS
@pytest.mark.parametrize("last", ["Olga Quill disagreed.", "Ostmark did not respond."])
def test_a_short_part_at_the_end_that_tells_something_stays_though_a_form_stands_in_it(last, seed):
    chance = random.Random(seed)
    box = chance.choice(["<div class='text'>{}</div>", "<div>{}</div>"])
    form = "<form action='/f'><p>Sign up for our free letter.</p><input name=mail><input type=submit></form>"
    head = "<h4>Next Steps</h4>"
    body = "".join(f"<p>{one}</p>" for one in STORY)
    split = chance.choice(
        [box.format(body + head) + box.format(form + f"<p>{last}</p>"), body + head + form + f"<p>{last}</p>"]
    )
    assert texts(split) == [*STORY, "Next Steps", last]


@SEEDS
def test_a_short_last_sentence_whose_source_is_a_longer_link_is_the_storys(seed):
    chance = random.Random(seed)
    form = chance.choice(PARAGRAPHS)
    source = chance.choice(["Pine Hollow Chemical Agency release, Dec. 19", "Reuters/Spiegel Online I, June 28, 2010"])
    last = "That changed in April. (<a href='http://r.example/1'>{}</a>)"
    assert texts("".join(map(form.format, [*STORY, last.format(source)]))) == [
        *STORY,
        f"That changed in April. ({source})",
    ]


@SEEDS
def test_a_caption_in_one_line_with_the_next_paragraph_is_no_part_of_it(seed):
    chance = random.Random(seed)
    words = "Trucks wait outside the old complex in June (AP Photo/Irene Quill)"
    small = chance.choice(["<small>{}</small>", "<i>{}</i>", "<font size=1>{}</font>"]).format(words)
    picture = f"<span class=img><img src='/p.jpg' alt='{words}'><br>{small}</span>\n"
    place = chance.randint(1, len(STORY) - 1)
    lines = [f"<span class=para>{one}</span><br><br>" for one in STORY]
    assert texts("".join([*lines[:place], picture, *lines[place:]])) == STORY


@SEEDS
def test_a_paragraph_that_begins_with_the_words_of_a_picture_is_whole(seed):
    chance = random.Random(seed)
    place = chance.randint(0, len(STORY) - 1)
    words = " ".join(STORY[place].split()[: chance.randint(5, 9)]).rstrip(",.")
    lines = [f"<p>{one}</p>" for one in STORY]
    lines[place] = f"<p><img src='/p.jpg' alt='{words}'>{STORY[place]}</p>"
    assert texts("".join(lines)) == STORY
