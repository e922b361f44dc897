"""Documents that no validator passes, read as browsers show them."""

import pytest

from crawler.extract import read_page
from crawler.items import Page
from tests.invented import NTI
from tests.told import HEADLINE, LAST, STORY, TOLD, in_boxes, texts, told

BODY = [TOLD, *STORY, LAST]


def paragraphs(html, kind="text/html; charset=utf-8"):
    (article,) = read_page(Page(f"{NTI}ruritania-opens-vault/", 200, kind, html.encode())).articles
    assert article.headline == HEADLINE
    return [paragraph.text for paragraph in article.paragraphs]


def test_what_follows_the_end_of_a_document_is_more_of_the_page():
    head = (
        "<html><head><title>Untitled</title></head><body><table><tr><td>Global Security Newswire</table></body></html>"
    )
    story = (
        f"<html><head><title>{HEADLINE}</title></head><body class=a><h2>{HEADLINE}</h2>{in_boxes(BODY)}</body></html>"
    )
    foot = "<html><body><p>Copyright 2012. All rights reserved.</p></body></html>"
    assert paragraphs(f"{head}\n<!-- story -->\n{story}\n{foot}") == BODY
    assert paragraphs(f"<html><body><h1>{HEADLINE}</h1>{in_boxes(BODY[:3])}</body></html>{in_boxes(BODY[3:])}") == BODY


@pytest.mark.parametrize("box", ["header", "nav", "main", "article", "section"])
def test_a_page_of_html_5_needs_no_body_to_begin_with(box):
    first = f"<{box}><a href=/>Global Security Newswire</a></{box}>"
    html = f"<!doctype html><meta charset=utf-8><title>{HEADLINE}</title>{first}<main><h1>{HEADLINE}</h1>"
    assert paragraphs(f"{html}{''.join(f'<p>{text}' for text in BODY)}</main>") == BODY


def test_a_link_that_nobody_closed_ends_with_its_paragraph():
    linked = STORY[0].replace(" ", " <a href='http://other.example/keys'>", 1)
    record = told(f"<div>{in_boxes([TOLD, linked, *STORY[1:], LAST])}</div>")
    assert [paragraph.text for paragraph in record.paragraphs] == BODY
    assert [(link.url, link.paragraph) for link in record.relatedLinks] == [("http://other.example/keys", 1)]


def test_a_link_around_a_teaser_is_the_teasers():
    teaser = f"<a href='/gsn/article/old-key-is-found/'><h4>Old Key Is Found</h4><p>{STORY[4]}</p></a>"
    record = told(f"<div>{in_boxes(BODY[:5])}</div><div><h3>Related Stories</h3>{teaser}</div>")
    assert [paragraph.text for paragraph in record.paragraphs] == BODY[:5]


@pytest.mark.parametrize(
    "picture", ["<img src=/caps/c.gif alt=C>", "<a name=top></a><img alt='C' src='c.gif' width=30>"]
)
def test_a_picture_of_the_first_letter_is_that_letter(picture):
    assert texts(f"<div><p>{picture}{TOLD[1:]}</p>{in_boxes(STORY)}</div>") == [TOLD, *STORY]


@pytest.mark.parametrize("tag", ["plaintext", "xmp", "listing"])
def test_old_names_of_preformatted_text_keep_its_blank_lines(tag):
    # Nothing ends the first of them.
    lines = "\n\n".join(BODY)
    closing = "" if tag == "plaintext" else f"</{tag}>"
    found = texts(f"<{tag}>{lines}\n\n{closing}", "")
    assert [text for text in found if text != "</body>"] == BODY


def test_the_news_industrys_own_tags_are_boxes_and_headlines():
    html = (
        f"<html><body><cfif x><a href=/help/>Help</a> | <a href=/maps/>Maps</a></cfif><nitf><body.head><hedline>"
        f"<hl1>{HEADLINE}</hl1></hedline></body.head><body.content><block>{in_boxes(BODY)}</block></body.content></nitf>"
    )
    assert paragraphs(html) == BODY


def test_a_button_beside_a_heading_of_a_wiki_is_no_word_of_it():
    heading = "<h3>What Comes Next<span>[<a href='/edit?section=2'>edit</a>]</span></h3>"
    assert texts(f"<div>{in_boxes([*STORY[:3], heading, TOLD, LAST])}</div>") == [
        *STORY[:3],
        "What Comes Next",
        TOLD,
        LAST,
    ]
