"""Documents that a story announces and lists as links, and lists of stories that look like them. Markup at random."""

import random

import pytest

from tests.told import SEEDS, reported, texts

STORY = reported(random.Random(11), 6)
ANNOUNCED = [
    "The following papers on the ninth gate were released by the guild of keepers:",
    "Olga Quill made public these letters about the great vault of Zenda:",
]
TITLES = [
    "Letter of the Mayor to the Guild, 1998",
    "Minutes of the Meeting of Keepers, May 2001",
    "Memorandum on Bells",
]
LISTS = ["<ul>{}</ul>", "<table>{}</table>", "<div>{}</div>"]
ENTRIES = {"<ul>{}</ul>": "<li>{}</li>", "<table>{}</table>": "<tr><td>{}</td></tr>", "<div>{}</div>": "<p>{}</p>"}
FURNITURE = [
    "",
    "<div><h4>NTI Analysis</h4><p><a href='/analysis/keys/'>A Study of Keys</a></p><p>May 2, 2015</p></div>",
]


def listed(chance, address):
    form = chance.choice(LISTS)
    entries = (f"<a href='{address.format(n)}'>{title}</a>" for n, title in enumerate(TITLES))
    return form.format("".join(map(ENTRIES[form].format, entries)))


def amid(announced, box, place):
    parts = list(map("<p>{}</p>".format, STORY))
    return f"<div>{''.join([*parts[:place], announced, box, *parts[place:]])}</div>"


@SEEDS
@pytest.mark.parametrize("announced", ANNOUNCED)
@pytest.mark.parametrize("furniture", FURNITURE)
def test_documents_that_a_sentence_announces_are_the_storys(announced, furniture, seed):
    chance = random.Random(f"{announced}{furniture}{seed}")
    place = chance.randint(1, len(STORY) - 1)
    box = furniture + listed(chance, "http://archive.example/docs/doc{}.pdf")
    found = texts(amid(f"<p>{announced}</p>", box, place))
    assert found == [*STORY[:place], announced, *TITLES, *STORY[place:]]


@SEEDS
def test_stories_that_a_sentence_announces_are_related_ones(seed):
    chance = random.Random(seed)
    place = chance.randint(1, len(STORY) - 1)
    said = "Earlier reports of the newswire on the ninth gate of the town:"
    found = texts(amid(f"<p>{said}</p>", listed(chance, "/gsn/article/gate-{}-of-zenda-opens/"), place))
    assert [text for text in found if text != said] == STORY
