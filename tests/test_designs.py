"""Pages of one design are known by the boxes around their stories."""

import random

import pytest

from crawler.extract import read_page
from crawler.extract.together.resolve import resolve
from crawler.items import Page
from tests.told import STORY, in_boxes, reported

SLOGAN = "A straw vote on bells stands on the desk of every choir."
HOSTS = ["http://www.nti.org/gsn/article/", "http://www.nationaljournal.com/global-security-newswire/"]


def read(number, line, box="story-0", host=HOSTS[0]):
    """A page with a body of its own, and a line in its midst."""
    told = reported(random.Random(number), 5)
    body = in_boxes([*told[:3], *([line] if line else []), *told[3:]])
    html = (
        f"<html><body class='post-{number}'><h2>Global Security Newswire</h2><h1>Vault {number} Opened in Zenda</h1>"
        f"<div class='frame'><div class='{box} node-{number}'>{body}</div></div></body></html>"
    )
    return read_page(Page(f"{host}vault-{number}-opened-in-zenda/", 200, "text/html; charset=utf-8", html.encode()))


def with_line(records):
    return sum(any(p.text == SLOGAN for p in one.paragraphs) for one in records)


def test_pages_of_one_design_have_one_number_whatever_numbers_they_have_themselves():
    designs = {read(number, None).design for number in range(4)}
    assert len(designs) == 1
    assert None not in designs
    assert read(9, None, box="tale-0").design not in designs


def test_a_page_without_classes_has_no_design():
    html = f"<h1>Vault Opened in Zenda</h1><div>{in_boxes(STORY)}</div>".encode()
    assert read_page(Page(f"{HOSTS[0]}vault/", 200, "text/html; charset=utf-8", html)).design is None


@pytest.mark.parametrize("share", [4, 8])
def test_a_line_on_half_of_a_designs_pages_that_tells_nothing_is_the_designs(share):
    own = [read(number, SLOGAN if number < share else None, host=HOSTS[number % 2]) for number in range(8)]
    others = [read(number, None, box="tale-0") for number in range(20, 44)]
    assert with_line(resolve([*own, *others])) == 0


def test_a_line_on_a_few_pages_of_many_of_a_design_is_theirs():
    own = [read(number, SLOGAN if number < 4 else None, host=HOSTS[number % 2]) for number in range(30)]
    assert with_line(resolve(own)) == 4
