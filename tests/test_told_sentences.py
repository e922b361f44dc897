"""A sentence that tells what happened is a story's, whatever a site's own words begin with or contain."""

import random

import pytest

from crawler.extract import read_page
from crawler.items import Page
from tests.invented import NTI, prose

HEADLINE = "Ruritania Opens Vault"
STORY = prose("vault", 4)


def paragraphs(body):
    page = f"<html><head><title>{HEADLINE}</title></head><body><h2>Global Security Newswire</h2>{body}</body></html>"
    (article,) = read_page(
        Page(f"{NTI}ruritania-opens-vault/", 200, "text/html; charset=utf-8", page.encode())
    ).articles
    return [paragraph.text for paragraph in article.paragraphs]


def written(chance, texts):
    opening, closing = chance.choice(
        [("<p>", "</p>"), ("", "<br><br>"), ("<div>", "</div>"), ("<p><font size=2>", "</font></p>")]
    )
    return "".join(f"{opening}{text}{closing}" for text in texts)


@pytest.mark.parametrize("place", [0, 2, 4])
@pytest.mark.parametrize(
    "sentence",
    [
        "Newsletter writers from Zerabad promised $9 million for the vault.",
        "Alert villagers found the key, and an e-mail named the thief.",
        "Try as they might, the guards could not open it, according to an e-mail from the mayor.",
        "The advertisement ends with a view of the vault, and nobody in Zerabad liked it.",
        "The advertisement is one of nine that the guild paid for.",
        "Log books of the guards were burned, and the mayor signed for it.",
        "Sign in Ruritanian was what the keeper asked for.",
        "Not a member of the guild, the keeper was told nothing.",
        "The thieves used an older browser to learn the hours of the guards.",
        "Follow him on Twitter and you know more than the guards, an usher said.",
        "Flag of the guild was seen over the vault.",
    ],
)
def test_a_sentence_in_the_past_is_no_site_label_however_it_begins(sentence, place):
    chance = random.Random(f"{sentence}{place}")
    story = [*STORY[:place], sentence, *STORY[place:]]
    assert paragraphs(f"<h1>{HEADLINE}</h1>{written(chance, story)}") == story


@pytest.mark.parametrize(
    "sentence",
    [
        "The drawing of the vault was sold without permission.",
        "The drawing of the vault was sold without permission (see GSN, Jan. 27).",
        "The nonprofit that owned the vault sued the mayor of Zerabad over its key.",
        "The guild works to reduce theft, its master said at the vault.",
        "The list of keys was last updated by a clerk of the vault who has since died.",
        "Guards phone 40 keepers a day, the mayor of Zerabad said.",
        "The plan was kept in an information retrieval system under the vault.",
    ],
)
def test_a_sentence_in_the_past_may_be_the_last_of_its_story_whatever_it_mentions(sentence):
    story = [*STORY, sentence]
    assert paragraphs(f"<h1>{HEADLINE}</h1>{written(random.Random(sentence), story)}") == story


@pytest.mark.parametrize("source", ["(Zerabad Post/AFP)", "(Quill, Zerabad Times/AP).", "(Ruritania Radio/Reuters)"])
def test_two_sources_of_a_sentence_are_no_credit_of_a_picture(source):
    story = [*STORY[:2], f"Nobody was hurt {source}", *STORY[2:]]
    assert paragraphs(f"<h1>{HEADLINE}</h1>{written(random.Random(source), story)}") == story


def test_the_same_credit_below_a_picture_is_one():
    picture = "<div><img src='/v.jpg'></div><div>Guards opened the vault (Quill/AFP)</div>"
    assert paragraphs(f"<h1>{HEADLINE}</h1>{picture}{written(random.Random(1), STORY)}") == STORY


def test_an_hour_that_ends_a_sentence_signs_no_comment():
    story = [*STORY[:2], "The vault was shut at 5:30 p.m.", *STORY[2:]]
    assert paragraphs(f"<h1>{HEADLINE}</h1>{written(random.Random(2), story)}") == story


def test_what_is_said_of_an_editor_ends_a_story_as_well():
    story = [*STORY, "Olga Quill is an editor of the Zerabad Post who is locked in the vault, a guard said."]
    assert paragraphs(f"<h1>{HEADLINE}</h1>{written(random.Random(3), story)}") == story


@pytest.mark.parametrize(
    "words",
    [
        "Newsletter: the vault in your inbox, as 900 readers had it last year.",
        "Sign up for our letters from the vault, which were read by nine kings.",
        "This page was optimized for an older browser.",
        "Get the newswire that was first to see the vault.",
    ],
)
def test_what_speaks_to_its_reader_or_of_its_page_is_furniture_in_any_tense(words):
    written_so = written(random.Random(words), [*STORY[:2], words, *STORY[2:]])
    assert paragraphs(f"<h1>{HEADLINE}</h1>{written_so}") == STORY
