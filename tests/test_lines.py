"""Lines that `<br>` ends, as pages of the 2000s have them: what is one paragraph, what are several."""

import random

import pytest

from crawler.extract import find_links, parse, read_page
from crawler.items import Page
from tests.invented import prose

BREAKS = ["<br>", "<br/>", "<BR clear=all>", "<br>\n", "<br />&nbsp;&nbsp;"]


def texts(body, kind="text/html; charset=utf-8"):
    document = parse(Page("http://www.nti.org/gsn/article/x/", 200, kind, f"<html><body>{body}".encode()))
    return [block.text for block in document.blocks]


def wrapped(text, chance):
    """The text on lines of some forty characters, as a typist would wrap it."""
    lines, line = [], ""
    for word in text.split():
        line = f"{line} {word}".strip()
        if len(line) > 38:
            lines.append(line)
            line = ""
    return chance.choice(BREAKS).join([*lines, line] if line else lines)


@pytest.mark.parametrize("seed", range(12))
def test_lines_that_end_as_sentences_are_paragraphs(seed):
    chance = random.Random(seed)
    paragraphs = prose(f"b{seed}", chance.randrange(2, 9))
    box = chance.choice(["td", "div", "center", "blockquote", "font"])
    assert texts(f"<{box}>{chance.choice(BREAKS).join(paragraphs)}") == paragraphs


@pytest.mark.parametrize("seed", range(12))
def test_lines_wrapped_by_hand_are_one_paragraph_up_to_two_breaks(seed):
    chance = random.Random(seed)
    paragraphs = prose(f"w{seed}", chance.randrange(2, 6))
    body = (chance.choice(BREAKS) + chance.choice(BREAKS)).join(wrapped(text, chance) for text in paragraphs)
    assert texts(f"<table><tr><td>{body}</table>") == paragraphs


def test_a_list_among_wrapped_lines_keeps_its_items():
    text = "the council had asked for three things and the<br>ministry for a fourth one, it said on the day:<br>"
    assert texts(f"<td>In a letter that was sent on Monday<br>{text}-- open the vault;<br>-- seal the shaft.") == [
        "In a letter that was sent on Monday the council had asked for three things and the ministry for a"
        " fourth one, it said on the day:",
        "-- open the vault;",
        "-- seal the shaft.",
    ]


@pytest.mark.parametrize("box", ["h5", "h6", "div"])
def test_a_point_begins_a_line_of_its_own_in_headings_too(box):
    points = ["-- open the vault;", "-- seal the shaft; and", "-- count the keys."]
    assert texts(f"<{box}>{'<br>'.join(points)}</{box}>") == points


def test_a_headline_on_two_lines_is_one_and_the_byline_below_is_not_part_of_it():
    assert texts("<td><b>Ruritania Opens Vault<br>to Inspectors</b><br><i>by Jane Roe</i><br>It opened.") == [
        "Ruritania Opens Vault to Inspectors",
        "by Jane Roe",
        "It opened.",
    ]


@pytest.mark.parametrize("opened", ["<b>", "<font size=6>", "<strong>", "<h2>"])
def test_an_element_that_nobody_closed_joins_nothing(opened):
    paragraphs = prose("open", 6)
    assert texts(f"<td>{opened}" + "<br>".join(["Related Stories", *paragraphs])) == ["Related Stories", *paragraphs]


def test_a_link_around_a_break_is_one_link_with_its_place():
    body = "<p>It was said <a href=/a/>in a letter of the ministry that<br>was sent on the day</a> before."
    document = parse(Page("http://www.nti.org/gsn/article/x/", 200, "text/html", body.encode()))
    (block,) = document.blocks
    (link,) = block.links
    assert (block.text[link.start : link.end], link.url) == (
        "in a letter of the ministry that was sent on the day",
        "http://www.nti.org/a/",
    )


@pytest.mark.parametrize("seed", range(8))
def test_links_keep_their_places_whatever_white_space_stands_around_them(seed):
    chance = random.Random(seed)
    blanks = ["", " ", "\n  ", "&nbsp;", " \t\n ", "​"]
    pieces, labels = [], []
    for number in range(6):
        labels.append(f"label {number}")
        pieces.append(f"word{number}" + chance.choice(blanks) + "<b>")
        pieces.append(f"<a href=/{number}/>{chance.choice(blanks)}label{chance.choice(blanks[1:])}{number}</a></b>")
        pieces.append(chance.choice(blanks) + ",")
    page = Page("http://a.example/", 200, "text/html; charset=utf-8", f"<p>{''.join(pieces)}".encode())
    (block,) = parse(page).blocks
    assert [block.text[link.start : link.end] for link in block.links] == labels


def test_what_is_shown_as_a_box_is_a_block_in_every_encoding():
    body = "<html><body><span style='display: block'>One line here.</span><span style='display:block'>Two lines.</span>"
    for encoding in ("utf-8", "utf-16", "cp1252"):
        page = Page("http://a.example/", 200, "text/html", body.encode(encoding))
        assert [block.text for block in parse(page).blocks] == ["One line here.", "Two lines."]


def test_an_image_button_that_is_shown_as_a_box_is_still_fetched():
    body = b"<form><input type=image src=/go.gif style='display:block'></form><p style='font-size:20px'>Words.</p>"
    document = parse(Page("http://a.example/", 200, "text/html", body))
    assert [link.url for link in find_links(document)] == ["http://a.example/go.gif"]


@pytest.mark.parametrize("table", ["", "<table><tr><td>A picture's words</td></tr></table>"])
def test_a_blank_line_of_preformatted_text_ends_a_paragraph(table):
    body = f"<pre>{table}The vault is\nopen <a href=/a/>and this\n \nlink goes on</a> here.\r\n\r\n\r\nThe end.\n</pre>"
    blocks = parse(Page("http://a.example/", 200, "text/html", body.encode())).blocks[bool(table) :]
    assert [block.text for block in blocks] == ["The vault is open and this", "link goes on here.", "The end."]
    assert [[block.text[link.start : link.end] for link in block.links] for block in blocks] == [
        ["and this"],
        ["link goes on"],
        [],
    ]


def test_a_blank_line_of_other_text_ends_nothing():
    assert texts("<p>The vault is\n\nopen.</p>") == ["The vault is open."]


def test_the_newswires_notice_in_the_line_of_a_storys_last_words_is_a_block_of_its_own():
    notice = "This article was published in Global Security Newswire, produced for <a href=/n/>others</a>."
    body = f"<p><span>The vault is <a href=/v/>open</a>.</span> <em>{notice}</em></p>"
    first, second = parse(Page("http://a.example/", 200, "text/html", body.encode())).blocks
    assert first.text == "The vault is open."
    assert second.text.startswith("This article was published in Global Security Newswire, produced for others")
    assert [block.text[link.start : link.end] for block in (first, second) for link in block.links] == [
        "open",
        "others",
    ]


@pytest.mark.parametrize("day", ["Monday, September 5, 2005", "Sept. 5, 2005", "SEPTEMBER 5, 2005"])
def test_a_day_in_a_line_of_preformatted_text_is_no_part_of_the_line_above(day):
    body = f"<pre>\nVault Opens\n{day}\n\n  It is open since\n{day} and\nwill close on\n{day}.\n\n</pre>"
    blocks = parse(Page("http://a.example/", 200, "text/html", body.encode())).blocks
    assert [block.text for block in blocks] == ["Vault Opens", day, f"It is open since {day} and will close on {day}."]


def test_blank_lines_behind_preformatted_text_keep_the_anchor_of_the_next_headline():
    told = "\n\n".join(prose("pre", 3))
    section = "<table><tr><td><b>Vaults</b></td></tr></table>\n  \n"
    story = section + "<a name={n}></a><h4>Vault Number {n} Opens</h4><pre>{told}</pre>"
    body = "".join(story.format(n=n, told=told) + "<p><a href=#top>Top</a></p>\n \n" for n in (1, 2, 3))
    html = f"<html><title>GSN</title><body><h2>Issue for Jan. 23, 2009</h2>{body}</body>"
    reading = read_page(Page("http://www.nti.org/d_newswire/issues/2009_1_23.html", 200, "text/html", html.encode()))
    assert [article.url.partition("#")[2] for article in reading.articles] == ["1", "2", "3"]
