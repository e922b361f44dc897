"""A box to sign in beside a story of one paragraph, and a request to sign in that cuts a story off."""

import random

import pytest

from crawler.extract import read_page
from crawler.items import Page
from tests.told import HEADLINE, SEEDS, TOLD

COPY = "http://www.nationaljournal.com/global-security-newswire/ruritania-opens-vault-20130125"
ASKS = [
    "<h4>Member Login</h4><p>Sign in with your member account to see the tools that you follow.</p>",
    "<dl><dt>Sign In</dt><dd>Log in to National Journal to read more of our premium coverage.</dd></dl>",
    "<div>Member Login</div><div>Already a member? Sign in here. Forgot your password?</div>",
]
SIGNS = ["<p>by Olga Quill</p><p>Jan. 25, 2013, 8:41 a.m.</p>", "<div>By Olga Quill</div><div>Jan. 25, 2013</div>", ""]
CUTS = [
    "<h2>This story is for members only.</h2><p>Sign in or request a trial to continue reading.</p>",
    "<p>Please sign in to continue reading this story.</p>",
]


def read(*parts, title=HEADLINE):
    html = f"<html><head><title>{title}</title></head><body>{''.join(parts)}</body></html>"
    return read_page(Page(COPY, 200, "text/html; charset=utf-8", html.encode()))


@SEEDS
@pytest.mark.parametrize("asks", ASKS)
def test_a_story_of_one_paragraph_is_a_story_beside_a_box_to_sign_in(asks, seed):
    chance = random.Random(f"{asks}{seed}")
    story = f"<h1>{HEADLINE}</h1>{chance.choice(SIGNS)}<div>{TOLD}</div>"
    notice = "<p>This article was published in Global Security Newswire.</p>"
    reading = read(asks, story, notice, title=chance.choice([HEADLINE, "National Journal"]))
    assert [[p.text for p in article.paragraphs] for article in reading.articles] == [[TOLD]]


@SEEDS
@pytest.mark.parametrize("cut", CUTS)
def test_a_request_to_sign_in_straight_below_its_one_sentence_makes_a_page_no_story(cut, seed):
    chance = random.Random(f"{cut}{seed}")
    story = f"<h1>{HEADLINE}</h1><p>{TOLD}</p>{cut}"
    assert read(chance.choice(ASKS), story).kind == "sign_in"
