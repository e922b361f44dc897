"""What a page says of its text, its player and what it lives on, in words of many kinds; and stories on such things."""

import random
import time

import pytest

from crawler.extract.text.wordings import kind_of
from tests.told import SEEDS, reported, texts

STORY = reported(random.Random(5), 6)
FORMS = ["<p>{}</p>", "<div>{}</div>", "<p class='par'>{}</p>", "{}<br><br>"]
OF_PAGES = [
    "A previous version of this story gave the wrong spelling for the mayor's name.",
    "This piece has been amended to include a line that was left out.",
    "Correction: the caption on the picture named the wrong town.",
    "Correction, May 3: The number of keys in this report was incorrect.",
    "The headline on this article was updated to reflect the count.",
    "(This story fixes the date in the third paragraph.)",
    "Clarification added: the quotation was mistakenly attributed.",
    "We regret the mistake.",
    "Eds. note: this item was updated.",
    "Text supplied by Global Security Newswire.",
    "Reproduced here courtesy of GSN and NTI.",
    "Global Security Newswire supplied this report; BellTimes is not responsible for it.",
    "Original at Global Security Newswire",
    "Article credit: Global Security Newswire",
    "Republished from the GSN archive with permission.",
    "With thanks to Global Security Newswire.",
    "Republished by our friends at Global Security Newswire.",
    "(GSN; editing by Olga Quill)",
    "Your browser cannot play this clip.",
    "This video is not supported on your device.",
    "Audio unavailable",
    "Loading video…",
    "Player could not load. Please try again.",
    "Download the MP3 (3 MB)",
    "Hear this story read aloud",
    "The embed could not be shown.",
    "31 Retweets 4 Favorites",
    "Reply Repost Like",
    "Reposts 3 Likes 12 Views 90",
    "Your gift is matched dollar for dollar until Friday.",
    "We depend on readers. Please give what you can.",
    "Gifts to this site are tax-deductible.",
    "Readers pay for this work. Become a supporter.",
    "Become a donor",
    "Subscribers get the print edition and full archive access.",
    "Try a month free, then pay $3 a week.",
    "This site uses cookies to keep you logged in.",
    "Tickets to the annual dinner are available now.",
    "15% off every title with code BELL.",
    "Pre-order the paperback today.",
    "Scroll down to keep reading",
    "Sponsored feature",
    "Content by our sponsor",
    "Was this page useful?",
    "How interesting was this article?",
    "Thank you for subscribing!",
    "Fair use: this document may contain copyrighted material.",
    "The opinions in this commentary are the writer's own.",
    "— Olga Quill is a contributing editor at the Bell. With Rudolf Elph in Zenda.",
    "Reader rating: 3 of 5",
    "Our principles: how we report",
]
OF_STORIES = [
    "The ministry said its newsletter would no longer be sent by e-mail.",
    "Subscribers of the bulletin got a letter in May.",
    "The bank donated the bell to the town in 1998.",
    "Readers of the weekly were asked to vote on the treaty.",
    "Is this the story of a lost key?",
    "Was the information true?",
    "Did the report reach the mayor?",
    "Tickets for the train were sold out on Friday.",
    "The video shows a guard who opens the gate.",
    "An audio recording of the talk was played in court.",
    "The earlier version of the bill had no such clause.",
    "The report corrects an error in last year's count.",
    "A corrected version of the declaration was filed in April.",
    "The fund gave $3 million to the site.",
    "Donors pledged $340 million for the fund.",
    "The site uses cookies, the audit found.",
    "The text of the letter was published by the Zenda Times.",
    "The agency's Web site was updated on Monday.",
    "The donation was returned.",
    "The view of the commission is that the treaty holds.",
    "The donors have yet to pay.",
    "Members of the forum meet in May.",
    "The conference ends next week.",
    "The update is due in May.",
    "Delegates from the forum will meet at a summit next year.",
    "Support for the fund is thin.",
    "The editors regret that decision.",
    "The new edition of the handbook lists nine towers.",
    "Officials want a clip of the film removed.",
    "Each member pays two percent of the budget.",
    "Registration for the course is free.",
    "The contribution of each member is due at the end of the year.",
    "The error was in the number of drums.",
    "Help is on the way.",
    "The Correct Number",
    "Paying the Bill",
    "Matching Funds",
    "The Audio Tapes",
    "Support Runs Out",
    "The Last Edition",
    "Video Evidence",
    "What Readers Said",
    "Fund Drive",
    "An Updated Estimate",
    "The Donor States",
]


@pytest.mark.parametrize("line", OF_PAGES)
def test_what_a_page_says_of_itself_is_known_by_most_of_its_words(line):
    assert kind_of(line) is not None


@pytest.mark.parametrize("line", OF_STORIES)
def test_what_a_story_says_of_such_things_is_not(line):
    assert kind_of(line) is None


@SEEDS
@pytest.mark.parametrize("line", OF_PAGES[::3])
def test_it_is_no_paragraph_though_it_is_built_as_one(line, seed):
    chance = random.Random(f"{line}{seed}")
    form, place = chance.choice(FORMS), chance.randint(1, len(STORY))
    parts = [form.format(one) for one in (*STORY[:place], line, *STORY[place:])]
    assert texts(f"<div>{''.join(parts)}</div>") == STORY


@SEEDS
@pytest.mark.parametrize("line", [line for line in OF_STORIES if line.endswith(".")][::3])
def test_a_storys_sentence_on_such_things_is_a_paragraph(line, seed):
    chance = random.Random(f"{line}{seed}")
    form, place = chance.choice(FORMS), chance.randint(1, len(STORY) - 1)
    told = [*STORY[:place], line, *STORY[place:]]
    assert texts(f"<div>{''.join(map(form.format, told))}</div>") == told


@pytest.mark.parametrize("piece", ["this article ", "our readers ", "the version of this story ", "audio "])
def test_many_such_words_are_read_at_once(piece):
    before = time.perf_counter()
    for length in range(1, 400):
        kind_of(piece * length)
    assert time.perf_counter() - before < 2
