"""Boxes amid a story that say what they are: polls, facts, terms, what could not be shown. Markup at random."""

import random

import pytest

from tests.invented import NTI
from tests.told import SEEDS, in_boxes, reported, texts, told

STORY = reported(random.Random(21), 6)
FACTS = ["The treaty of Zenda entered into force in 1970.", "Its conferences are held every five years."]
TERMS = [("SORT", "The 1902 accord on bells, also called the Treaty of Zenda."), ("HEU", "Metal that shines at night.")]
FRAMES = [
    "<table align='right' width='190' border='1'><tr><td>{}</td></tr></table>",
    "<div style='float:right;width:200px'>{}</div>",
    "<aside style='border:2px solid #036;padding:6px'>{}</aside>",
]
TITLES = ["<b>{}</b>", "<h4>{}</h4>", "<div><b>{}</b></div>"]
BUTTONS = ["Have your say", "View results", "Show answer", "Vote now"]


def amid(chance, box, form=None):
    place = chance.randint(1, len(STORY) - 1)
    form = form or chance.choice(["<p>{}</p>", "<div>{}</div>", "{}<br><br>"])
    return f"<div>{in_boxes([*STORY[:place], box, *STORY[place:]], form)}</div>"


@SEEDS
@pytest.mark.parametrize("frame", FRAMES)
def test_a_box_of_facts_that_is_drawn_apart_is_none_of_the_story_whatever_it_tells(frame, seed):
    chance = random.Random(f"{frame}{seed}")
    title = chance.choice(TITLES).format(chance.choice(["Fact Box", "By the Numbers", "Fast Facts"]))
    box = frame.format(title + "".join(f"<div>{fact}</div>" for fact in FACTS))
    assert texts(amid(chance, box)) == STORY


@SEEDS
@pytest.mark.parametrize("title", ["From Our Glossary", "Key Terms", "Terms to Know", "Definitions"])
def test_a_list_of_terms_is_none_of_the_story(title, seed):
    chance = random.Random(f"{title}{seed}")
    terms = "".join(f"<dt><b>{term}</b></dt><dd>{said}</dd>" for term, said in TERMS)
    box = f"<div class='k{seed}'>{chance.choice(TITLES).format(title)}<dl>{terms}</dl></div>"
    assert texts(amid(chance, box)) == STORY


@SEEDS
@pytest.mark.parametrize("title", ["You Decide", "Weigh In", "Poll of the Week", "Reader Poll"])
def test_a_poll_is_none_of_the_story_with_what_there_is_to_choose(title, seed):
    chance = random.Random(f"{title}{seed}")
    button = f"<a href='/poll'>{chance.choice(BUTTONS)}</a>"
    rows = ["Has the meeting made the town safer?", *chance.choice([[], ["Ninth gate", "Great bell"]])]
    forms = [
        ("<table><tr><td><b>{}</b></td></tr>{}</table>", "<tr><td>{}</td></tr>"),
        ("<dl><dt>{}</dt>{}</dl>", "<dd>{}</dd>"),
        ("<div><h4>{}</h4>{}</div>", "<p>{}</p>"),
    ]
    box, row = chance.choice(forms)
    assert texts(amid(chance, box.format(title, "".join(map(row.format, [*rows, button]))))) == STORY


@SEEDS
def test_a_paragraph_below_the_link_of_an_advertisement_is_no_teaser(seed):
    row = random.Random(seed).choice(["<tr><td>{}</td></tr>", "<tr><td></td><td>{}</td></tr>"])
    link = f"<a href='http://ads.example/{seed}'>Vault Expo 2012: register now</a>"
    box = f"<table>{row.format('Paid placement')}{row.format(link)}</table>"
    plain = "Members of both houses have asked why the keeper waited until May to say so."
    parts = [*STORY[:3], box, plain, *STORY[3:]]
    body = "".join(part if part.startswith("<") else f"<section><p>{part}</p></section>" for part in parts)
    assert texts(f"<div>{body}</div>") == [*STORY[:3], plain, *STORY[3:]]


@SEEDS
def test_parts_of_a_story_may_have_rules_between_them(seed):
    chance = random.Random(seed)
    wrap = chance.choice(["<section>{}</section>", "<div><div>{}</div></div>"])
    parts = [f"<p>{text}</p>" for text in STORY]
    first, cut = sorted(chance.sample(range(1, 6), 2))
    poll = "<h6>Poll of the Week</h6><p>Should the council vote this year?</p><p><a href='/v'>View results</a></p><hr>"
    told = [wrap.format("".join(parts[start:end])) for start, end in ((0, first), (first, cut), (cut, 6))]
    body = f"{told[0]}{told[1]}<aside>{poll}</aside>{told[2]}"
    assert texts(f"<div>{body}</div>") == STORY


@SEEDS
@pytest.mark.parametrize(
    "words",
    ["could <x-w>blur the line</x-w> between", "said <x-w>on Monday</x-w>.", "the ninth <x-w>key, of 1902,</x-w> was"],
)
def test_a_scripts_element_amid_a_sentence_is_of_the_sentence(words, seed):
    chance = random.Random(f"{words}{seed}")
    tag = f"{chance.choice('abx')}-{chance.choice(['w', 'term', 'tip'])}"
    marked = f"The new keeper {words.replace('x-w', tag)} and the mayor left it at that, the clerks wrote."
    plain = marked.replace(f"<{tag}>", "").replace(f"</{tag}>", "")
    form = chance.choice(["<div>{}</div>", "{}<br><br>", "<ul><li>{}</li></ul>"])
    found = texts(f"<div>{''.join(map(form.format, [*STORY[:3], marked, *STORY[3:]]))}</div>")
    assert found == [*STORY[:3], plain, *STORY[3:]]


def test_a_label_and_a_mark_before_a_link_name_a_related_story():
    also = f"<div>See also » <a href='{NTI}bells-of-zenda-sold/'>Bells of Zenda Sold Amid Dispute</a></div>"
    article = told(f"<div>{in_boxes(STORY)}</div>{also}")
    assert [(link.url, link.kind) for link in article.relatedLinks] == [(f"{NTI}bells-of-zenda-sold/", "related_story")]
