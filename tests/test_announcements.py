"""Pages whose heading announces that there is nothing to read, served with 200 at a story's address: in any skin."""

import random

import pytest

from crawler.extract import read_page
from crawler.extract.furniture.announcements import is_announcement
from crawler.items import Page
from tests.invented import NTI, PHP, prose

PAGES = [
    ("Error 404", "We are sorry, the page you requested has been moved.", ""),
    ("Article Unavailable", "The text you want is no longer here.", "Our site was rebuilt, so addresses have changed."),
    ("We Couldn’t Find That", "Please check the address or go back to the front page.", ""),
    ("Site Maintenance", "The newswire is being repaired tonight.", "Please return in an hour, when all will be well."),
    ("Temporarily Offline", "This site is being updated. Please come back later.", ""),
]
ADDRESSES = [PHP, f"{NTI}ruritania-opens-vault/", "http://www.nti.org/d_newswire/issues/2003_8_27_story4.html"]
TITLES = ["{}", "GSN - {}", "{} | Global Security Newswire | NTI", "NTI: Global Security Newswire - {}"]


def html(chance, title, heading, *texts):
    """A page with furniture that no rule names above and below."""
    blurbs = [f"<div><h4>{name}</h4><p>{text}</p></div>" for name, text in zip("AB", prose("blurb", 2), strict=True)]
    chance.shuffle(blurbs)
    told = "".join(f"<p>{text}</p>" for text in texts if text)
    level = chance.choice(["h1", "h2", "p><b"])
    head = f"<{level}>{heading.replace('’', chr(39))}</{level.rpartition('<')[2]}>"
    body = f"<h2>Global Security Newswire</h2>{blurbs[0]}<div>{head}{told}</div>{blurbs[1]}<p>Copyright 2011 NTI.</p>"
    return f"<html><head><title>{title}</title></head><body>{body}</body></html>".encode()


def kind(url, body):
    return read_page(Page(url, 200, "text/html; charset=utf-8", body)).kind


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize(("heading", "told", "more"), PAGES)
def test_a_heading_that_announces_an_error_makes_no_story_whatever_stands_beside_it(heading, told, more, seed):
    chance = random.Random(seed)
    title = chance.choice(TITLES).format(heading)
    assert kind(chance.choice(ADDRESSES), html(chance, title, heading, told, more)) == "error"


@pytest.mark.parametrize(("heading", "told", "more"), PAGES)
def test_where_the_title_names_the_site_alone_the_heading_is_enough(heading, told, more):
    body = f"<h1>{heading}</h1><p>{told}</p><p>{more}</p><h3>About</h3><p>{prose('blurb', 1)[0]}</p>"
    page = f"<html><head><title>NTI: Global Security Newswire</title></head><body>{body}</body></html>"
    assert kind(PHP, page.encode()) == "error"


@pytest.mark.parametrize("seed", range(4))
def test_a_story_may_have_such_a_heading_when_it_tells_one(seed):
    chance = random.Random(seed)
    heading = chance.choice(["Access Denied", "Page Missing", "Closed for Repairs"])
    texts = prose("story", chance.randrange(2, 6), words=60)
    assert kind(PHP, html(chance, heading, heading, *texts)) == "story"


@pytest.mark.parametrize(
    "text",
    ["404 Not Found", "HTTP 503 Service Unavailable", "Oops! Page not found", "The page you want cannot be found",
     "We'll be back soon", "Down for maintenance", "Scheduled Maintenance", "Server too busy", "Access denied"],
)  # fmt: skip
def test_these_headings_announce_that_there_is_nothing(text):
    assert is_announcement(text)


@pytest.mark.parametrize(
    "text",
    ["Plutonium Not Found at Plant", "Inspectors Denied Access to Site", "Reactor Offline for Repairs",
     "Documents Found", "500 Warheads Missing", "Stockpile Maintenance", "Plant Closed for Repairs",
     "Iran Could Not Find the Documents", ""],
)  # fmt: skip
def test_these_headlines_announce_nothing(text):
    assert not is_announcement(text)


@pytest.mark.parametrize("seed", range(4))
def test_a_headline_with_nothing_below_it_but_a_form_for_members_is_no_story(seed):
    chance = random.Random(seed)
    line = chance.choice(["This article is available to members only.", "Only subscribers can read this."])
    form = "<form>User name <input name=u><br>Password <input type=password name=p></form><p>Not a member? Join.</p>"
    teaser = chance.choice(["", "<div><b>Elsewhere</b><p>Ask for our morning letter, by post or wire.</p></div>"])
    foot = f"<div><p>{prose('foot', 1)[0]}</p></div>" if chance.random() < 0.5 else ""
    body = f"{teaser}<div><h1>Ruritania Opens Vault</h1><p>{line}</p>{form}{foot}</div>"
    title = chance.choice(["Ruritania Opens Vault", "NTI: Global Security Newswire"])
    page = f"<html><head><title>{title}</title></head><body>{body}</body></html>"
    assert kind(ADDRESSES[1], page.encode()) == "sign_in"
    told = page.replace(f"<p>{line}", f"<p>{prose('lead', 1)[0]}</p><p>{line}")
    assert kind(ADDRESSES[1], told.encode()) == "story"
