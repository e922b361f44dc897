"""What stories print of letters and lists: they speak and recur as furniture does. At random."""

import random

import pytest

from crawler.extract.together.resolve import resolve
from tests.invented import NTI, page, prose
from tests.told import SEEDS, reported, texts

STORY = reported(random.Random(9), 6)
FORMS = ["<p>{}</p>", "<div>{}</div>", "{}<br><br>"]
OPENING = "The full text of the letter from Olga Quill follows:"
GREETINGS = ["Dear Mr. Mayor:", "Dear Madam Keeper:", "Dear Colleague,", "To the Mayor of Zenda:"]
CLOSINGS = ["Sincerely,", "Respectfully yours,", "Yours truly,", "With best regards,"]
SAYS = [
    "Please send us a list of every key that was cut since 1998.",
    "Tell your clerks to read the letters that we get each week.",
    "Please ask your guards to write to us by May.",
]
RESOLUTION = [
    "The Council of Bells,",
    "Recalling its earlier decisions,",
    "1. Calls upon all towers to refrain from ringing at noon;",
    "2. Decides to remain seized of the matter.",
]
POINTS = ["Count the keys each week.", "Subscribe to a feed of the tides and share the charts.", "Lock the ninth gate."]


def letter(chance):
    said = chance.sample(SAYS, 2)
    return [OPENING, chance.choice(GREETINGS), *said, chance.choice(CLOSINGS), "Olga Quill"]


@SEEDS
@pytest.mark.parametrize("place", [1, 3, len(STORY)])
def test_a_letter_speaks_to_whom_it_was_written_wherever_it_stands(place, seed):
    chance = random.Random(f"{place}{seed}")
    told = [*STORY[:place], *letter(chance), *STORY[place:]]
    form = chance.choice(FORMS)
    assert texts(f"<div>{''.join(map(form.format, told))}</div>") == told


@SEEDS
def test_the_name_that_signs_a_letter_heads_no_list_of_links_below(seed):
    chance = random.Random(seed)
    told = [*STORY, *letter(chance)]
    links = "".join(f"<p><a href='{NTI}tower-{n}-of-zenda-sold/'>Tower {n} of Zenda Sold</a></p>" for n in (1, 2))
    assert texts(f"<div>{''.join(map('<p>{}</p>'.format, told))}{links}</div>") == told


@pytest.mark.parametrize("lines", [RESOLUTION, ["The committee urges the town to:", *POINTS]])
def test_what_several_stories_print_in_one_form_is_not_learned(lines):
    def body(number):
        paragraphs = prose(f"s{number}")
        return [*paragraphs[:2], *lines, *paragraphs[2:]]

    readings = [page(f"{NTI}{n}/", f"Headline {n} of its own", body(n) if n < 8 else prose(f"s{n}")) for n in range(60)]
    records = resolve(readings)
    kept = [record for record in records if lines[1] in [paragraph.text for paragraph in record.paragraphs]]
    assert [sum(p.text in lines for p in record.paragraphs) for record in kept] == [len(lines)] * 8


@SEEDS
@pytest.mark.parametrize("line", ["Listen · 3:47", "Watch 2:14", "Running time: 12:05"])
def test_how_long_something_is_heard_signs_no_comment(line, seed):
    chance = random.Random(f"{line}{seed}")
    form, place = chance.choice(FORMS), chance.randint(1, len(STORY) - 1)
    parts = [form.format(one) for one in (*STORY[:place], line, *STORY[place:])]
    assert texts(f"<div>{''.join(parts)}</div>") == STORY
