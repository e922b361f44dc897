"""One headline over many stories of a site is the site's; each story has its own in another line."""

import random
from dataclasses import replace

import pytest
from invented import NTI, page, prose

from crawler.extract.together.resolve import resolve
from crawler.items import Removed

COLUMN = "News Clips of the Week"


def story(number, own, headline=COLUMN):
    body = [f"The envoy counted the keys of Zenda{number}abad on Monday.", *prose(f"clip{number}", 4)]
    reading = page(f"{NTI}{number}/", headline, body)
    lines = (Removed("other", "Friends of the old library"), Removed("other", own), Removed("footer", "Contact us"))
    return replace(reading, articles=(replace(reading.articles[0], boilerplateRemoved=lines),))


def headlines(readings):
    return sorted(record.headline for record in resolve(readings))


@pytest.mark.parametrize("seed", range(3))
def test_the_line_that_names_something_of_the_lead_is_the_headline(seed):
    readings = [story(number, f"Keys of Zenda{number}abad Counted Again") for number in range(6)]
    random.Random(seed).shuffle(readings)
    assert headlines(readings) == [f"Keys of Zenda{number}abad Counted Again" for number in range(6)]
    for record in resolve(readings):
        assert Removed("learned", COLUMN) in record.boilerplateRemoved
        assert record.headline not in [one.text for one in record.boilerplateRemoved]


def test_three_stories_may_have_one_headline():
    readings = [story(number, f"Keys of Zenda{number}abad Counted Again") for number in range(3)]
    assert headlines(readings) == [COLUMN] * 3


def test_what_stands_beside_several_is_no_storys_headline():
    assert headlines([story(number, "Keys of the Old Town Counted") for number in range(6)]) == [COLUMN] * 6


def test_captures_and_copies_of_one_story_share_no_headline():
    url, body = f"{NTI}a/", prose("same", 5)
    readings = [page(f"{url}?mgs1={n}", COLUMN, body) for n in range(6)]
    assert headlines(readings) == [COLUMN]


def test_stories_of_many_years_may_have_one_headline_that_names_what_each_tells():
    """Beside it stands a line of the page that names less of the lead."""
    readings = [
        story(number, f"Letters about Zenda{number}abad, gardens, museums and weather", "Envoy Counts Keys on Monday")
        for number in range(6)
    ]
    assert headlines(readings) == ["Envoy Counts Keys on Monday"] * 6
