"""Where a story ends, and what goes on behind boxes, headings and page tools. Markup drawn at random."""

import random
import re

import pytest

from tests.invented import prose
from tests.told import LATER, SEEDS, STORY, TOLD, in_boxes, texts

ASKED = "Which of the nine keys in the great vault is the one for all seasons of the year?"
LINK = "<a href='/seats/'>Take a seat</a>"
FORM = "<form action='/seats/'><input name=seat></form>"


def bare(html):
    return [text for text in re.split(r"<[^>]+>", html) if text]


@SEEDS
@pytest.mark.parametrize(
    "points",
    [
        "<ul><li><p>open the vault</p></li><li><p>end the count</p></li></ul>",
        "<ol><li>open the vault</li><li>end the count</li></ol>",
        "<div>-- open the vault</div><div>-- end the count</div>",
    ],
)
def test_points_under_a_colon_end_a_story(seed, points):
    chance = random.Random(f"{seed}{points}")
    opening = chance.choice(["<p>The law of Zerabad would:</p>", "<p>Under the law, the keeper would do this:</p>"])
    body = chance.choice(["<div>{}</div>", "{}"]).format(in_boxes(STORY) + opening + points)
    assert texts(body) == [*STORY, *bare(opening + points)]


@SEEDS
def test_lines_with_marks_end_a_story_without_a_colon(seed):
    chance = random.Random(seed)
    mark = chance.choice(["--", "- ", "&bull; ", "* "])
    lines = [f"{mark}open the vault", f"{mark}end the count"]
    assert len(texts(f"<div>{in_boxes([*STORY, *lines])}</div>")) == len(STORY) + 2


@SEEDS
@pytest.mark.parametrize(
    "after",
    [
        "<ul><li>Vaults</li><li>Keys</li></ul>",
        "<p>Tags:</p><ul><li>Vaults</li><li>Keys</li></ul>",
        "<p>The pages of the month are:</p><ul><li><a href='/keys/'>Keys</a></li></ul>",
        "<p>The pages of the month are:</p><ul><li><a href='/zenda/'>Keys of Zenda</a></li></ul>",
    ],
)
def test_a_list_of_labels_or_of_links_ends_no_story(seed, after):
    chance = random.Random(f"{seed}{after}")
    assert texts(chance.choice(["<div>{}</div>", "{}"]).format(in_boxes(STORY) + after)) == STORY


@SEEDS
def test_a_second_box_of_paragraphs_may_have_headings_of_its_own(seed):
    chance = random.Random(seed)
    first = f"<div>{in_boxes(STORY)}</div>"
    head = chance.choice(["<h4>What Came Next</h4>", "<h3>What Came Next</h3>", "<p><b>What Came Next</b></p>"])
    box, last = chance.choice([("div", prose("more", 1)[0]), ("section", TOLD)])
    more, second = [LATER, last], f"<{box}>{{}}</{box}>"
    body = first + second.format(in_boxes([more[0], head, more[1]]))
    assert texts(f"<div>{body}</div>") == [*STORY, more[0], "What Came Next", more[1]]


@SEEDS
def test_all_paragraphs_of_a_second_box_are_the_storys_where_the_first_reports_something(seed):
    chance = random.Random(seed)
    box = chance.choice(["section", "article"])
    more = [LATER, *prose("more", chance.randint(1, 3))]
    assert texts(f"<div><div>{in_boxes(STORY)}</div><{box}>{in_boxes(more)}</{box}></div>") == [*STORY, *more]


@SEEDS
def test_text_straight_in_the_storys_box_is_its_whatever_boxes_stand_between(seed):
    chance = random.Random(seed)
    tools = chance.choice(["<div>Feedback</div>", "<ul><li>Help</li></ul>", "<div>Who We Are</div>"])
    built = chance.choice(["<p>{}</p>", "<div>{}</div>"])
    assert texts(f"<div>{in_boxes(STORY, built)}{tools}{TOLD}</div>") == [*STORY, TOLD]


@SEEDS
def test_a_story_that_is_opened_goes_on_in_boxes_of_its_own(seed):
    chance = random.Random(seed)
    box = chance.choice(["<div><div>{}</div></div>", "<section><div>{}</div></section>"])
    first = chance.choice(["<div>{}</div>", "<section>{}</section>"]).format(in_boxes(STORY))
    assert texts(f"<div>{first}{box.format(LATER)}</div>")[-1] == LATER


@SEEDS
def test_what_reports_something_goes_on_behind_furniture(seed):
    chance = random.Random(seed)
    between = chance.choice(
        [
            "<div><h4>Related Stories</h4><a href='/gsn/article/old-keys/'>Old Keys of Zenda</a></div>",
            f"<div>{FORM}</div>",
        ]
    )
    second = chance.choice(["<div>{}</div>", "<section>{}</section>"]).format(LATER)
    assert texts(f"<div>{in_boxes(STORY)}{between}{second}</div>") == [*STORY, LATER]


@SEEDS
def test_what_tells_nothing_behind_furniture_is_not_the_storys(seed):
    chance = random.Random(seed)
    between = "<div><h4>Related Stories</h4><a href='/gsn/article/old-keys/'>Old Keys of Zenda</a></div>"
    second = chance.choice(["<div>{}</div>", "<section>{}</section>"]).format(prose("gala", 1, 14)[0])
    assert texts(f"<div>{in_boxes(STORY)}{between}{second}</div>") == STORY


@SEEDS
def test_a_story_goes_on_behind_a_poll_that_is_deep_in_boxes(seed):
    chance = random.Random(seed)
    deep = chance.choice(["<div><div><div>{}</div></div></div>", "<section><div><div>{}</div></div></section>"])
    poll = f"{ASKED}<button>The silver one</button>"
    first = f"<div><div>{in_boxes(STORY)}</div></div>"
    assert texts(f"<div>{first}{deep.format(poll)}<p>{LATER}</p></div>") == [*STORY, LATER]


@SEEDS
@pytest.mark.parametrize("asks", [LINK, FORM])
def test_a_last_section_that_tells_something_is_the_storys_though_it_ends_in_a_link_or_a_form(seed, asks):
    chance = random.Random(f"{seed}{asks}")
    head = chance.choice(["<h4>At the Theatre</h4>", "<p><b>At the Theatre</b></p>"])
    told = texts(f"<div>{in_boxes([*STORY, head, TOLD])}{asks}</div>")
    assert told == [*STORY, "At the Theatre", TOLD]
    gala = prose("gala", 1, 14)[0]
    assert texts(f"<div>{in_boxes([*STORY, head, gala])}{asks}</div>") == STORY


@SEEDS
def test_lines_with_marks_over_a_form_are_no_section_of_it(seed):
    chance = random.Random(seed)
    mark = chance.choice(["-- ", "- ", "* "])
    lines = [f"{mark}open the vault", f"{mark}end the count"]
    assert texts(f"<div>{in_boxes([*STORY, *lines])}{FORM}</div>") == [*STORY, *lines]


@SEEDS
def test_a_form_at_the_foot_of_the_page_is_of_no_section_in_the_storys_box(seed):
    chance = random.Random(seed)
    head = chance.choice(["<h4>What Comes Next</h4>", "<p><b>What Comes Next</b></p>"])
    last = prose("last", 1)[0]
    story = f"<div>{in_boxes([*STORY, head, last])}</div>"
    assert texts(story, f"<div>{FORM}</div>") == [*STORY, "What Comes Next", last]


@SEEDS
@pytest.mark.parametrize(
    "line",
    ["Updated: Oct. 5, 2012, 9:25 a.m.", "Last updated Oct. 5, 2012", "By Olga Quill", "By Olga Quill, GSN."],
)
def test_a_line_of_change_or_of_the_writer_below_a_story_is_no_paragraph(seed, line):
    chance = random.Random(f"{seed}{line}")
    last = chance.choice(["<p>{}</p>", "<div>{}</div>", "<p><i>{}</i></p>"]).format(line)
    assert texts(f"<div>{in_boxes(STORY)}{last}</div>") == STORY


@SEEDS
def test_a_list_longer_than_the_words_around_it_is_of_the_story_around_it(seed):
    chance = random.Random(seed)
    around = prose("around", 4, 20)
    points = prose("points", 4, 40)
    listed = chance.choice(["ul", "ol"])
    box = f"<{listed}>{''.join(f'<li>{point}</li>' for point in points)}</{listed}>"
    place = chance.randint(1, 3)
    head = "<h4>What Comes Next</h4>"
    told = texts(f"<div>{in_boxes(around[:place])}{box}{head}{in_boxes(around[place:])}</div>")
    assert told == [*around[:place], *points, "What Comes Next", *around[place:]]


@SEEDS
@pytest.mark.parametrize(
    ("words", "quoted"),
    [
        ("nine keys of silver and one key of gold", "{}"),
        ("nine keys. All of them are of silver", "{}"),
        ("The vault that J. Quill is to count twice is old.", "“{}”"),
    ],
)
def test_a_part_of_a_paragraph_that_is_set_again_is_a_pull_quote(seed, words, quoted):
    chance = random.Random(f"{seed}{words}")
    holder = f"Zerabad has a vault, and so it is: {words}, as the guild of keepers and the mayor both like to say."
    place = chance.randint(1, 3)
    parts = [*STORY[:place], quoted.format(words), *STORY[place:], holder]
    assert texts(f"<div>{in_boxes(parts)}</div>") == [*STORY, holder]


@SEEDS
def test_a_whole_sentence_that_a_story_says_again_stays(seed):
    chance = random.Random(seed)
    place = chance.randint(1, 4)
    parts = [*STORY[:place], TOLD, *STORY[place:], f"{TOLD} {prose('again', 1)[0]}"]
    assert texts(f"<div>{in_boxes(parts)}</div>") == parts


@SEEDS
def test_words_in_q_are_set_apart_as_a_quotation_is(seed):
    chance = random.Random(seed)
    first = "The vault of Zerabad has nine keys. All of them are silver and none of them is ever lost."
    quote = chance.choice(["<p><q>{}</q></p>", "<p><q><i>{}</i></q></p>"]).format(first)
    parts = [STORY[0], quote, *STORY[1:], f"The keeper likes to say so. {first} So he is heard to say."]
    assert texts(f"<div>{in_boxes(parts)}</div>") == [STORY[0], *STORY[1:], parts[-1]]


@SEEDS
def test_what_speaks_to_its_reader_under_a_last_heading_is_not_the_storys_unless_it_tells_something(seed):
    chance = random.Random(seed)
    head = chance.choice(["<h4>Songs of the Choir</h4>", "<p><b>Songs of the Choir</b></p>"])
    box = chance.choice(["<p>{}</p>", "<div>{}</div>"])
    asks = chance.choice(["Our choir is in need of a song and of you.", "Please bring a song for the hall of Zerabad."])
    assert texts(f"<div>{in_boxes([*STORY, head, asks], box)}</div>") == STORY
    told = [*STORY, "Songs of the Choir", "Keys of the Nuclear Threat Initiative fit the door, the Mint said."]
    assert texts(f"<div>{in_boxes([*STORY, head, told[-1]], box)}</div>") == told


@pytest.mark.parametrize("box", ["<p>{}</p>", "<div>{}</div>", "{}<br><br>"])
def test_a_last_paragraph_whose_writer_forgot_the_full_stop_is_the_storys(box):
    last = "The next fair is set for November in Zenda"
    assert texts(f"<div>{in_boxes([*STORY, last], box)}</div>") == [*STORY, last]
