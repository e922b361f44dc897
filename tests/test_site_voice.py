"""Lines among a story's paragraphs in which its site speaks, and those of a story that only sound so. At random."""

import random

import pytest

from tests.told import HEADLINE, SEEDS, in_boxes, reported, texts, told

STORY = reported(random.Random(2), 6)
NTI = "http://www.nti.org/gsn/article/"
FORMS = ["<p>{}</p>", "<div>{}</div>", "<p class='par'>{}</p>"]
ASKED = [
    "If everyone who reads this gave $9, our drive would be over by supper.",
    "What do you think? Cast a ballot in today's unscientific survey on bells. <a href='/p/4'>Vote</a>",
    "A sheet on globes lists their makers, with maps. <a href='/g'>Learn More</a>",
    "Tune in to Choir Radio, Sundays at 3 p.m., or stream us here.",
    "Discuss this in the <a href='/f'>Bell Forum</a> (285 posts, last one by oldsalt)",
    "Happy birthday to Olga Quill, our longest-serving proofreader.",
    "Twenty thousand people get our letter. <a href='/l'>Are you one?</a>",
    '"A locked door is a kind of promise." -- Olga Quill',
]
OTHERS = [
    f"<b>From our archive:</b> <a href='{NTI}keys-lost/'>Keys Lost Again in Zenda</a>. Clerks said so on Monday.",
    "Also today: <a href='/go/230'>Bells Stolen From a Tower</a>",
    "The choir of the harbor, winter of 1958. Courtesy of Olga Quill.",
    "<a href='/x/9'>Seven Signs You Need New Ropes</a> (DailyGarden)",
]


def amid(chance, line, form):
    place = chance.randint(1, len(STORY))
    parts = [form.format(one) for one in (*STORY[:place], line, *STORY[place:])]
    return "".join(parts)


@SEEDS
@pytest.mark.parametrize("line", [*ASKED, *OTHERS])
def test_a_line_of_the_site_is_none_of_the_story(line, seed):
    chance = random.Random(seed)
    assert texts(f"<div>{amid(chance, line, chance.choice(FORMS))}</div>") == STORY


@SEEDS
@pytest.mark.parametrize("line", [line for line in ASKED if "<a" not in line])
def test_what_a_colon_announces_is_the_storys(line, seed):
    chance = random.Random(seed)
    letter = [line, "You will hear from us again in May."]
    opening = "In a letter of Friday the clerks of Ostmark wrote:"
    box = chance.choice(["<div class='letter'>{}</div>", "<blockquote>{}</blockquote>"])
    body = in_boxes([*STORY[:3], opening, box.format(in_boxes(letter)), *STORY[3:]])
    assert texts(f"<div>{body}</div>") == [*STORY[:3], opening, *letter, *STORY[3:]]


@SEEDS
def test_who_answers_in_an_interview_speaks_to_the_reader(seed):
    chance = random.Random(seed)
    questions = ["Where is the ninth key?", "Who has the bell?", "What did the mayor say?"]
    heading = chance.choice(["<h4>{}</h4>", "<p><b>{}</b></p>"])
    answers = ["You have to ask the choir, not us.", "We gave it to you in May.", "Please ask him yourself."]
    turns = [part for pair in zip(questions, answers, strict=True) for part in pair]
    boxed = "".join(heading.format(one) if one in questions else f"<p>{one}</p>" for one in turns)
    assert texts(f"<div>{in_boxes(STORY[:3])}{boxed}</div>") == [*STORY[:3], *turns]


@SEEDS
def test_a_site_that_names_what_the_story_names_speaks_of_it(seed):
    chance = random.Random(seed)
    line = "Our readers in Zerabad know what a bell is worth."
    tale = [one.replace(one.split()[2], "Zerabad") for one in STORY]
    place = chance.randint(1, len(tale))
    parts = [*tale[:place], line, *tale[place:]]
    assert line in texts(f"<div>{in_boxes(parts)}</div>")


@SEEDS
def test_the_day_and_the_words_below_the_title_of_another_text_are_its_own(seed):
    chance = random.Random(seed)
    form = chance.choice(FORMS)
    teaser = ["<a href='/papers/14'>Working Paper 14</a>", "May 4, 2009", "A set of charts compares bells."]
    body = "".join(form.format(one) for one in (*STORY, "Longer reads", *teaser))
    article = told(f"<div>{body}</div>")
    assert [p.text for p in article.paragraphs] == STORY
    assert article.datePublished is None


@SEEDS
def test_the_card_of_a_writer_may_stand_last_or_first(seed):
    card = "<em>Judith Corrigan is a fellow at the Alden Trust and a graduate of Ostmark University.</em>"
    assert texts(f"<div>{in_boxes([*STORY, f'<p>{card}</p>'])}</div>") == STORY
    first = "<p>Judith Corrigan covers bells and keys for Global Security Newswire.</p>"
    beside = f"<div><h5>Judith Corrigan</h5>{first}</div>"
    assert texts(f"<div>{beside}<div>{in_boxes(STORY)}</div></div>") == STORY


def test_the_lines_of_the_site_are_kept_as_what_was_removed():
    article = told(f"<div>{in_boxes([*STORY[:2], *ASKED[:1], *STORY[2:]])}</div>")
    assert ("notice", ASKED[0]) in {(one.kind, one.text) for one in article.boilerplateRemoved}
    assert article.headline == HEADLINE


PLAIN = [
    "[Poll: will the choir sing by June? Vote]",
    "Olga Quill can be reached at news@bells.example or 555-0139.",
    "Lecture: The Age of Globes, Saturday, May 15, 7 p.m.",
    "Swipe left to keep reading.",
    "Have a tip? Reach the newsroom in confidence.",
    "These pages are published on behalf of NTI and do not state the views of NTI.",
    "First published in Global Security Newswire September 14, 2012",
]


@SEEDS
@pytest.mark.parametrize("line", PLAIN)
def test_lines_of_a_site_may_have_no_link(line, seed):
    chance = random.Random(seed)
    assert texts(f"<div>{amid(chance, line, chance.choice(FORMS))}</div>") == STORY


@pytest.mark.parametrize(
    "line",
    [
        "A copy of the letter, dated March 28, was given to Global Security Newswire by a clerk of the choir.",
        "The hearing on bells is set for Wednesday, May 11, at the great hall of Zerabad.",
        "Residents near the old harbour may call a toll-free number, 800-555-0169, to ask about lost bells.",
        "Reach for the ninth key has been beyond the choir of Ostmark since its ladder burned.",
    ],
)
def test_what_only_sounds_so_is_the_storys(line):
    parts = [*STORY[:3], line, *STORY[3:]]
    assert texts(f"<div>{in_boxes(parts)}</div>") == parts
