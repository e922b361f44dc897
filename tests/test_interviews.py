"""Questions and answers in turn, in builds of their own: they report nothing, and are the story's to the last."""

import random

import pytest

from tests.told import SEEDS, reported, texts

STORY = reported(random.Random(5), 5)
QUESTIONS = [
    "What did you see at the ninth gate?",
    "Do you expect the mayor to open the vault by May?",
    "Is there a chance that the keys come back?",
    "Who is responsible for the bells now?",
]
ANSWERS = [
    ["That is a question for the mayor. We asked for a key and received a brochure."],
    ["Yes, but only if the guild agrees. Ask me again before winter.", "I counted seventeen crates in the yard."],
    ["Nobody at this table wants to lose another year.", "There is no reason to wait."],
    ["We have seen the same offer before, and we are not going to rush it."],
]
TURNS = [
    ("<dl><dt><b>{}</b></dt>{}</dl>", "<dd>{}</dd>"),
    ("<div><div><b>{}</b></div>{}</div>", "<div>{}</div>"),
    ("<h4>{}</h4>{}", "<p>{}</p>"),
    ("<p><strong>{}</strong></p>{}", "<p align='left'>{}</p>"),
    ("<table><tr><td><b>{}</b></td></tr></table>{}", "<p>{}</p>"),
]
AFTER = [
    "",
    "<p>Olga Quill covers nuclear policy for Global Security Newswire.</p>",
    "<h2>Note to our Readers</h2><p>GSN ceased publication on July 31, 2014.</p>",
    "<div><h4>NTI Analysis</h4><p><a href='/analysis/keys/'>A Study of Keys</a></p><p>May 2, 2015</p></div>",
]


def turns(chance, count):
    turn, answer = chance.choice(TURNS)
    asked = chance.sample(range(len(QUESTIONS)), count)
    marked = [turn.format(QUESTIONS[n], "".join(map(answer.format, ANSWERS[n]))) for n in asked]
    return "".join(marked), [text for n in asked for text in (QUESTIONS[n], *ANSWERS[n])]


@SEEDS
@pytest.mark.parametrize("after", AFTER)
def test_an_interview_that_ends_a_story_is_kept_to_its_last_answer(after, seed):
    chance = random.Random(f"{after}{seed}")
    marked, said = turns(chance, chance.randint(2, 4))
    paragraphs = "".join(map(chance.choice(["<p>{}</p>", "<div>{}</div>"]).format, STORY))
    assert texts(f"<div>{paragraphs}{marked}</div>{after}") == [*STORY, *said]


@SEEDS
def test_a_question_that_nobody_answers_is_no_interview(seed):
    chance = random.Random(seed)
    box = f"<div class='x{seed}'><h4>{chance.choice(QUESTIONS)}</h4><p><a href='/vote'>Have your say</a></p></div>"
    paragraphs = "".join(map("<p>{}</p>".format, STORY))
    assert texts(f"<div>{paragraphs}</div>{box}") == STORY
