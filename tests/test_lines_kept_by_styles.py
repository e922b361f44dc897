"""What a page shows otherwise than the old tags say: lines that styles keep, paragraphs that HTML 5's boxes end."""

import random
import textwrap

import pytest

from crawler.extract import read_page
from crawler.items import Page
from tests.invented import NTI
from tests.told import HEADLINE, LAST, SEEDS, STORY, TOLD, in_boxes, texts

BODY = [TOLD, *STORY, LAST]
KEEPING = ["white-space:pre-line", "white-space: pre-wrap", "color:#333; white-space:break-spaces", "WHITE-SPACE:PRE"]
AD = "<div>Advertisement</div>"


@SEEDS
@pytest.mark.parametrize("style", KEEPING)
def test_blank_lines_part_paragraphs_where_a_style_keeps_them(style, seed):
    chance = random.Random(seed)
    tag = chance.choice(["div", "span", "section", "font"])
    wrapped = (textwrap.fill(text, chance.randrange(50, 90)) for text in BODY)
    box = "<{0} style='{1}'>{2}</{0}>"
    if chance.random() < 0.5:
        assert texts(f"<div>{box.format(tag, style, (chr(10) * 2).join(wrapped))}</div>") == BODY
    else:
        # In parts, one of which is a single paragraph.
        first, *rest = wrapped
        parts = [box.format(tag, style, first), AD, box.format(tag, style, "\n\n".join(rest))]
        assert texts(f"<div>{''.join(parts)}</div>") == BODY


@SEEDS
@pytest.mark.parametrize("style", KEEPING)
def test_without_blank_lines_each_line_is_a_paragraph(style, seed):
    tag = random.Random(seed).choice(["div", "section"])
    assert texts("<{0} style='{1}'>{2}</{0}>".format(tag, style, "\n".join(BODY))) == BODY


@pytest.mark.parametrize("selector", [".story", "#story", "div.story", "h1, .story"])
def test_a_sheet_of_the_page_keeps_them_as_well(selector):
    sheet = f"<style>{selector} {{ color: black; white-space: pre-line }} .other {{ display: none }}</style>"
    story = "\n\n".join(BODY)
    html = f"<title>{HEADLINE}</title>{sheet}<h1>{HEADLINE}</h1><div id=story class='a story'>{story}</div>"
    (article,) = read_page(Page(f"{NTI}ruritania-opens-vault/", 200, "text/html", html.encode())).articles
    assert [paragraph.text for paragraph in article.paragraphs] == BODY


def test_other_styles_keep_no_lines():
    wrapped = "".join(f"<p style='white-space:nowrap'>{text.replace(' ', chr(10), 3)}</p>" for text in BODY)
    assert texts(f"<div style='white-space:normal'>{wrapped}</div>") == BODY


@SEEDS
@pytest.mark.parametrize("tag", ["section", "aside", "article", "figure", "nav", "details"])
def test_a_box_of_html_5_ends_the_paragraph_that_nobody_closed(tag, seed):
    chance = random.Random(seed)
    form = "<b>Never Miss an Issue</b><p>Tick the box below, and we write to you.</p><input type=text>"
    parts = [f"<p>{text}" for text in BODY]
    parts.insert(chance.randrange(1, len(BODY)), f"<{tag}>{form}</{tag}>")
    assert texts(f"<div>{''.join(parts)}</div>") == BODY


def test_words_behind_such_a_box_are_in_their_place():
    inner = f"<p>{TOLD}<section>{STORY[0]}</section>{STORY[1]}</p>{STORY[2]}<p>{LAST}</p>"
    assert texts(f"<div>{inner}</div>") == [TOLD, STORY[0], f"{STORY[1]}{STORY[2]}", LAST]


def test_a_page_for_telephones_is_html():
    html = f"<html><head><title>{HEADLINE}</title></head><body><h1>{HEADLINE}</h1>{in_boxes(BODY)}</body></html>"
    kind = "application/vnd.wap.xhtml+xml; charset=utf-8"
    assert len(read_page(Page(f"{NTI}ruritania-opens-vault/", 200, kind, html.encode())).articles) == 1
