"""Dates on a list of stories that are not the list's: a teaser's, a comment's, an event's, the day of the visit."""

import random

import pytest

from crawler.extract import read_page
from crawler.items import Page
from tests.invented import capture_of, prose

FRONT = "http://www.nti.org/vault/"
ITEMS = ["<li>{}</li>", "<div>{}</div>", "<tr><td>{}</td></tr>", "<p>{}</p>"]
TITLE = "<a href='/x/{}'>The {} Who Kept the Key</a>"
MENU = [
    "<p><a href='/a'>News</a> | <a href='/b'>Maps</a> | <a href='/c'>Shop</a></p>",
    "<ul><li><a href='/a'>News</a></li><li><a href='/b'>Maps</a></li><li><a href='/c'>Shop</a></li></ul>",
]


def stories(chance, count=4):
    form = chance.choice(["<h3>{}</h3><p>{}</p>", "<p>{}</p><p>{}</p>", "<div><h4>{}</h4><p>{}</p></div>"])
    names = [f"{word}-of-the-gate" for word in ("vault", "plant", "mint", "wall", "yard")[:count]]
    links = [f"<a href='/gsn/article/{name}/'>{name.replace('-', ' ').title()}</a>" for name in names]
    return "".join(form.format(link, prose(link, 1)[0]) for link in links)


def teasers(chance, days):
    """A box of linked titles with a date each, below the title or the words under it."""
    apart = chance.choice(["<br>", "</td></tr><tr><td>", "</p><p>"]) if chance.random() < 0.5 else "<br>"
    words = chance.choice(["", f"{apart}What the keeper said that day."])
    item = chance.choice(ITEMS[:2]) if apart == "<br>" else "<table><tr><td><p>{}</p></td></tr></table>"
    rows = "".join(
        item.format(f"{TITLE.format(n, name)}{words}{apart}{day}")
        for n, (name, day) in enumerate(zip(["Clerk", "Porter", "Guard"], days, strict=False))
    )
    return f"<div><h4>{chance.choice(['Opinion', 'Do Not Miss', 'Blog'])}</h4>{rows}</div>"


def read(chance, head, main, box="", captured=None, url=FRONT):
    columns = [f"<div>{main}</div>", f"<div>{box}</div>"]
    chance.shuffle(columns)
    html = f"<html><head><title>The Vault</title></head><body>{head}<div>{''.join(columns)}</div></body></html>"
    capture = capture_of(url, captured) if captured else None
    return read_page(Page(url, 200, "text/html; charset=utf-8", html.encode(), capture))


@pytest.mark.parametrize("seed", range(24))
def test_the_date_of_a_teaser_beside_a_list_is_not_the_lists(seed):
    chance = random.Random(seed)
    days = ["March 2, 2009", "April 7, 2009", "May 4, 2009"][: chance.randrange(1, 4)]
    title = chance.choice(["<h1>Ann Roe</h1>", "<h2>Top Stories</h2>", "<h1>Search Results</h1>"])
    reading = read(chance, "", title + stories(chance), teasers(chance, days))
    assert (reading.kind, reading.issueDate) == ("listing", None)
    assert [story.date for story in reading.listed] == [None] * 4


@pytest.mark.parametrize("seed", range(16))
def test_an_issue_keeps_its_day_beside_dated_teasers(seed):
    chance = random.Random(seed)
    day = chance.choice(["<h2>Wednesday, March 4, 2009</h2>", "<p>Wednesday, March 4, 2009</p>"])
    box = teasers(chance, ["March 2, 2009", "April 7, 2009"][: chance.randrange(1, 3)])
    reading = read(chance, "", day + stories(chance), box)
    assert (reading.kind, reading.issueDate) == ("issue", "2009-03-04")
    assert [story.date for story in reading.listed] == [None] * 4


@pytest.mark.parametrize("seed", range(8))
def test_a_date_above_the_menu_is_the_day_of_the_visit(seed):
    chance = random.Random(seed)
    head = f"<div>The Vault</div><div>Wednesday, March 4, 2009</div>{chance.choice(MENU)}"
    captured = chance.choice([None, "2009-03-04T10:00:00Z", "2009-03-05T03:00:00Z"])
    assert read(chance, head, f"<h2>Top Stories</h2>{stories(chance)}", captured=captured).issueDate is None


@pytest.mark.parametrize("seed", range(8))
def test_a_date_above_the_menu_is_the_pages_own_when_the_visit_was_later(seed):
    chance = random.Random(seed)
    head = f"<div>The Vault</div><div>Wednesday, March 4, 2009</div>{chance.choice(MENU)}"
    assert read(chance, head, stories(chance), captured="2012-06-01T10:00:00Z").issueDate == "2009-03-04"


@pytest.mark.parametrize("seed", range(8))
def test_the_day_of_the_visit_over_the_title_of_a_list_is_not_the_lists_but_over_sections_it_is(seed):
    chance = random.Random(seed)
    line = chance.choice(["<p>{}</p>", "<div>{}</div>", "<div><span>{}</span></div>"]).format(
        "Wednesday, March 4, 2009"
    )
    title = chance.choice(["<h2>Top Stories</h2>", "<h1>Search Results</h1>", "<h1>Ann Roe</h1>"])
    assert read(chance, "", line + title + stories(chance), captured="2009-03-04T10:00:00Z").issueDate is None
    sections = f"<h2>Vaults</h2>{stories(chance, 2)}<h2>Gates</h2>{stories(chance, 4)}"
    for captured in ("2009-03-04T10:00:00Z", "2012-03-04T10:00:00Z", None):
        assert read(chance, "", line + sections, captured=captured).issueDate == "2009-03-04"
    named = line.replace("Wednesday", "Issue for Wednesday")
    assert read(chance, "", named + title + stories(chance), captured="2009-03-04T10:00:00Z").issueDate == "2009-03-04"


@pytest.mark.parametrize("seed", range(8))
def test_no_issue_is_later_than_its_capture_and_an_event_heads_no_list(seed):
    chance = random.Random(seed)
    title = chance.choice(["<h4>Calendar</h4>", "<b>Agenda</b><br>"])
    box = f"<div>{title}<b>March 4, 2009</b><br>Panel of the keepers of keys<br><a href='/e'>All events</a></div>"
    captured = chance.choice([None, "2009-02-01T00:00:00Z"])
    assert read(chance, "", f"<h2>Top Stories</h2>{stories(chance)}", box, captured).issueDate is None
    late = f"<p>March 4, 2009</p>{stories(chance)}"
    assert read(chance, "", late, captured="2009-02-01T00:00:00Z").issueDate is None


@pytest.mark.parametrize("count", [1, 3])
def test_the_date_over_a_readers_comment_is_not_that_of_the_stories_beside_it(count):
    chance = random.Random(count)
    said = "".join(
        f"<div><div>Reader{n} March {n + 2}, 2009</div><p>{prose(str(n), 1)[0]}</p></div>" for n in range(count)
    )
    popular = f"<h4>What our readers liked</h4>{stories(chance)}"
    reading = read(chance, "", f"<h2>Comments on: The Gate of the Day</h2>{said}", popular)
    assert reading.issueDate is None
    assert {story.date for story in reading.listed} <= {None}


@pytest.mark.parametrize("seed", range(8))
def test_dates_below_readers_words_head_no_list_whatever_box_they_are_in(seed):
    chance = random.Random(seed)
    form = chance.choice(
        ["<p>{}<br>{}<br>{}</p>", "<ul><li>{}<br>{}<br>{}</li></ul>", "<div>{}</div><p>{}</p><div>{}</div>"]
    )
    said = "".join(form.format(f"Reader{n} said:", "Give me a break.", f"March {n + 2}, 2009") for n in range(3))
    popular = f"<h4>What our readers liked</h4>{stories(chance)}"
    html = f"<h2>Comments on: The Gate of the Day</h2><div>{said}</div><div>{popular}</div>"
    reading = read_page(Page(FRONT, 200, "text/html", f"<html><body><div>{html}</div></body></html>".encode()))
    assert reading.issueDate is None
    assert {story.date for story in reading.listed} <= {None}


@pytest.mark.parametrize("seed", range(8))
def test_teasers_may_be_dated_in_numbers_that_mean_two_days_or_one(seed):
    chance = random.Random(seed)
    days = chance.sample(["3/4/2009", "10/25/2009", "11/3/2009", "9/28/2009"], 3)
    assert read(chance, "", f"<h1>Ann Roe</h1>{stories(chance)}", teasers(chance, days)).issueDate is None


@pytest.mark.parametrize("seed", range(12))
def test_a_date_over_a_teasers_title_in_a_box_beside_the_list_is_not_the_lists(seed):
    chance = random.Random(seed)
    item = chance.choice(["<li><div>{}</div><div>{}</div></li>", "<p>{}</p><p>{}</p>", "<div><p>{}</p><p>{}</p></div>"])
    names = ["Clerk", "Porter", "Guard"][: chance.randrange(1, 4)]
    rows = "".join(item.format("March 2, 2009", TITLE.format(n, name)) for n, name in enumerate(names))
    box = f"<div>{chance.choice(['<h4>Flashback</h4>', '<p><b>Opinion</b></p>'])}{rows}</div>"
    assert read(chance, "", f"<h2>Top Stories</h2>{stories(chance)}", box).issueDate is None
    own = f"<p>Wednesday, March 4, 2009</p>{stories(chance)}"
    assert read(chance, "", own, box).issueDate == "2009-03-04"
