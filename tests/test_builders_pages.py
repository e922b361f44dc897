"""Pages as site builders of the last years make them: boxes by coordinates, shadow roots, texts of a large size."""

import random

import pytest

from tests.told import HEADLINE, LAST, LATER, SEEDS, STORY, TOLD, in_boxes, told

BODY = [TOLD, *STORY, LATER]


def laid_out(chance, parts):
    """Each part in a box of its own, with its place on the page."""
    style = "position:absolute;top:{}px;left:{}px"
    return "".join(
        f"<div style='{style.format(100 * n, chance.randint(0, 90))}'>{part}</div>" for n, part in enumerate(parts)
    )


@SEEDS
def test_a_page_whose_every_box_has_its_place_by_coordinates_is_read_as_others_are(seed):
    chance = random.Random(seed)
    paragraphs = in_boxes(BODY, "<p class=f8>{}</p>")
    found = told(laid_out(chance, ["<p>Memory Lab</p>", f"<h1>{HEADLINE}</h1>", "<p>May 3, 2010</p>", paragraphs]))
    assert (found.headline, [p.text for p in found.paragraphs]) == (HEADLINE, BODY)
    assert found.datePublished == "2010-05-03"


@pytest.mark.parametrize("size", ["16px", "18px", "1.2em"])
@pytest.mark.parametrize("count", [3, 6])
def test_paragraphs_of_a_large_size_are_no_headings(size, count):
    long = f"{LAST[:-1]}, and nine of the clerks who had kept it for the guild went on to search all of the halls."
    body = [TOLD, long, *STORY][:count]
    found = told(in_boxes(body, f"<p style='font-size:{size};line-height:1.6em'><span>{{}}</span></p>"))
    assert [p.text for p in found.paragraphs] == body


@pytest.mark.parametrize("box", ["<gsn-story>{}</gsn-story>", "<div>{}</div>", "<article>{}</article>"])
def test_what_stands_in_a_shadow_root_is_read_and_what_a_script_would_clone_is_not(box):
    shadow = box.format(f"<template shadowrootmode=open>{in_boxes(BODY)}</template>")
    spare = "<template><p>A clerk of Zerabad sold the spare key on Monday, the Mint said.</p></template>"
    assert [p.text for p in told(shadow + spare).paragraphs] == BODY


def test_a_writers_name_in_a_heading_does_not_part_a_short_story_from_its_headline():
    sign = "<h4>Ann Roe</h4><div>May 3, 2010 &bull; 2 min read</div>"
    others = "<h3>You might also like</h3><h2><a href=/a/>Nine Myths of Zenda</a></h2>"
    found = told(sign + in_boxes([TOLD, LATER]) + "<p>Source: Global Security Newswire, May 3, 2010</p>" + others)
    assert [p.text for p in found.paragraphs] == [TOLD, LATER]


@pytest.mark.parametrize("tag", ["td", "th"])
def test_a_column_of_a_table_with_a_caption_may_be_called_as_a_button_is(tag):
    rows = [["City", "Vaults", "Share"], ["Zenda", "9", "40"], ["Karsund", "4", "60"]]
    cells = "".join(f"<tr>{''.join(f'<{tag}>{cell}</{tag}>' for cell in row)}</tr>" for row in rows)
    table = f"<table><caption>Vaults of the guild</caption>{cells}</table>"
    texts = [p.text for p in told(in_boxes([TOLD, *STORY]) + table + in_boxes([LATER])).paragraphs]
    assert [" ".join(row) for row in rows] == [text for text in texts if text in {" ".join(row) for row in rows}]


@pytest.mark.parametrize(
    ("line", "goes"),
    [
        ("This page was last updated on 08/28/04.", True),
        ("Last revised: August 23, 2005.", True),
        ("As far as I can judge the list of keys was last updated three weeks before.", False),
    ],
)
def test_when_a_page_was_changed_is_told_from_what_a_story_says_was_changed(line, goes):
    texts = [p.text for p in told(in_boxes([TOLD, *STORY, line])).paragraphs]
    assert (line not in texts) is goes
