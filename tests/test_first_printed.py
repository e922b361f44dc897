"""Reprints and entries of weblogs: the day that a line names as that of the first printing is the story's."""

import random

import pytest

from tests.told import LAST, SEEDS, STORY, TOLD, in_boxes, told

NAME = "Global Security Newswire"
BOXES = ["<p>{}</p>", "<div><small>{}</small></div>", "<div><i>{}</i></div>", "<table><tr><td>{}</td></tr></table>"]
FORMS = [
    f"Originally published by {NAME}, {{}}",
    f"This article originally appeared in {NAME} on {{}}.",
    f"First published in {NAME} on {{}}",
    f"This article was first published by {NAME} on {{}}",
    f"From {NAME} ({{}})",
    f"Reprinted from {NAME}, {{}}, with permission",
    f"Republished with permission from {NAME}, {{}}",
    f"This story ran in {NAME} on {{}}.",
    f"Copied from the {NAME} issue of {{}}",
    f"First published {{}}, in {NAME}",
    f"Source: {NAME}, {{}}",
    "This entry was posted on {} at 9:21 am and is filed under Vaults.",
    f"Source: {NAME}&#160;&#160; Article date: {{}}",
    f"{NAME}·{{}}·4 min read",
]
DAYS = {
    "Jan. 2, 2002": "2002-01-02",
    "Wednesday, Jan. 2, 2002": "2002-01-02",
    "January 2, 2002": "2002-01-02",
    "2 January 2002": "2002-01-02",
}


def page(line, seed):
    """The line under the headline or below the story, in a box of some kind."""
    chance = random.Random(seed)
    box, story = chance.choice(BOXES).format(line), in_boxes([TOLD, *STORY, LAST])
    return told(f"{box}<div>{story}</div>" if chance.random() < 0.5 else f"<div>{story}</div>{box}")


@SEEDS
@pytest.mark.parametrize("form", FORMS)
def test_the_day_of_the_first_printing_is_the_storys(form, seed):
    day = random.Random(form + str(seed)).choice(list(DAYS))
    record = page(form.format(day), seed)
    assert (record.datePublished, record.datePublishedInfo.method) == (DAYS[day], "date_line")
    assert [paragraph.text for paragraph in record.paragraphs] == [TOLD, *STORY, LAST]


@SEEDS
@pytest.mark.parametrize("later", ["Posted to this site: January 10, 2012", "Added to the library March 3, 2013"])
def test_it_wins_over_the_day_on_which_the_copy_was_put_up(later, seed):
    lines = [f"Originally published by {NAME}, Jan. 2, 2002", later]
    random.Random(seed).shuffle(lines)
    assert page("<br>".join(lines), seed).datePublished == "2002-01-02"


def test_two_days_of_first_printings_are_none():
    lines = [f"<p>Originally published by {NAME}, {day}</p>" for day in ("Jan. 2, 2002", "March 3, 2005")]
    assert told(f"{''.join(lines)}<div>{in_boxes([TOLD, *STORY])}</div>").datePublished is None


@pytest.mark.parametrize(
    "line",
    [
        f"{NAME} was published until July 31, 2014.",
        f"This article was published in {NAME}, which ceased publication on July 31, 2014.",
        f"More from {NAME} since March 3, 2005",
    ],
)
def test_what_a_notice_says_of_the_newswire_is_no_first_printing(line):
    assert told(f"<div>{in_boxes([TOLD, *STORY])}</div><p>{line}</p>").datePublished is None


def test_a_clipping_of_another_story_below_tells_nothing():
    other = f"<h3>More clippings</h3><p><a href=/c/2>Key of Zenda</a><br>Reprinted from {NAME}, March 3, 2005</p>"
    assert told(f"<div>{in_boxes([TOLD, *STORY])}</div>{other}").datePublished is None


@pytest.mark.parametrize("label", ["First published", "Published", "Date", "Publication date:", "Date of publication"])
@pytest.mark.parametrize("rows", ["<dl>{}</dl>", "<table>{}</table>", "<div>{}</div>"])
def test_the_day_under_the_word_for_it_is_the_storys_and_not_the_archives(label, rows):
    pair = {"<dl>{}</dl>": "<div><dt>{}</dt><dd>{}</dd></div>", "<table>{}</table>": "<tr><th>{}</th><td>{}</td></tr>"}
    row = pair.get(rows, "<p>{}</p><p>{}</p>")
    both = row.format(label, "18 November 2013") + row.format("Added to archive", "28 February 2024")
    found = told(f"{rows.format(both)}<div>{in_boxes([TOLD, *STORY])}</div>")
    assert (found.datePublished, found.datePublishedInfo.method) == ("2013-11-18", "date_line")


def test_the_clock_of_a_computer_dates_a_message():
    head = "<b>Ann Roe</b><br><i>Mon Aug 27 16:46:23 EST 2001</i><hr>"
    assert told(f"{head}<div>{in_boxes([TOLD, *STORY])}</div>").datePublished == "2001-08-27"


def test_name_and_day_below_a_story_may_have_the_newswires_name_between_them():
    sign = f"<p align=right><i>Jane Roe<br>{NAME}<br>September 18, 2001</i></p>"
    assert told(f"<div>{in_boxes([TOLD, *STORY, LAST])}</div>{sign}").datePublished == "2001-09-18"
