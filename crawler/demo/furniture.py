"""What stands around a story: skip links, masthead, navigation, share tools, teasers, profiles, notices, footers."""

from __future__ import annotations

from datetime import date, timedelta
from html import escape
from random import Random

from crawler.demo import dates, words
from crawler.demo.skins import Skin, words_of
from crawler.demo.stories import Story

NOTICE = "This archive is closed: the newsroom filed its last issue on July 31, 2014, and its stories are kept here."
COPY_NOTICE = "This article was published in Global Security Newswire, which is produced independently by this staff."
_SKIPS = (("search", "search"), ("nav", "main navigation"), ("content", "main content"), ("foot", "footer navigation"))


def head(title: str, extra: str = "", style: str = "/gsn/assets/site.css?v=20150114") -> str:
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head>{extra}<title>{escape(title)}</title>\n'
        f'<link rel="stylesheet" href="{style}"><script>var page = {{"built": "2015-01-14"}};</script></head>\n<body>\n'
    )


def masthead(tag: str = "div", css: str = "mast") -> str:
    name = f'<{tag} class="{css}"><a href="/gsn/">Global Security Newswire</a></{tag}>'
    if tag == "td":
        name = f'<table><tr><td class="{css}"><a href="/gsn/">Global Security Newswire</a></td></tr></table>'
    skips = "".join(f'<li><a href="#{anchor}">Jump to {words_}</a></li>' for anchor, words_ in _SKIPS)
    return (
        f"<ul>{skips}</ul>\n{name}\n<p>Daily News on Nuclear, Biological and Chemical Weapons, Terrorism and "
        'Related Issues</p>\n<div>Produced by <img src="/gsn/assets/logo.png?v=3" alt="NationalJournal logo"></div>\n'
        f"{navigation()}"
    )


def navigation() -> str:
    return (
        '<form action="/gsn/search" id="search"><label>Search <input name="q"></label><button>Go</button></form>\n'
        '<ul id="nav"><li><a href="/gsn/">Home</a></li><li><a href="/gsn/archive/">Archive</a></li>'
        '<li><a href="/gsn/issues/">Daily Issues</a></li><li><a href="/gsn/search?q=reactor">Search tips</a></li>'
        '<li><a href="/gsn/print/guide/">How to print</a></li></ul>\n'
    )


def crumbs(section: str) -> str:
    return f'<div><a href="/gsn/">GSN</a> &raquo; <a href="/gsn/archive/">Archive</a> &raquo; {section}</div>\n'


def share(slug: str) -> str:
    return (
        f'<ul><li><a href="/gsn/print/{slug}/">Print</a></li><li><a href="/gsn/email/{slug}/" rel="nofollow">Email'
        '</a></li><li><a href="https://share.invalid/post">Share</a></li></ul>\n'
    )


def photo(skin: Skin, story: Story) -> str:
    if not story.photo:
        return ""
    caption = words_of(skin, story.photo)
    alt = escape(story.photo)
    return (
        f'<div class="{skin.name(7)}"><img src="/gsn/assets/photo{story.number % 5}.png" alt="{alt}">'
        f"<div>{caption}</div></div>\n"
    )


def closing(story: Story) -> str:
    """A notice, a subscribe box or nothing, by turns."""
    if story.number % 3 == 0:
        return f"<div><h3>Note to our Readers</h3><p>{NOTICE}</p></div>\n"
    if story.number % 3 == 1:
        return '<div><a href="/account/subscribe">Subscribe to GSN</a></div>\n'
    return ""


def teasers(random: Random, css: str) -> str:
    """None, one or two, dated later than any story; sometimes the heading stands alone, or nothing does."""
    count = random.randrange(-1, 3)
    if count < 0:
        return ""
    items = []
    for _ in range(count):
        day = date(2014, 9, 1) + timedelta(days=random.randrange(240))
        title = f"What the {random.choice(words.THINGS).title()} Debate Leaves Out"
        items.append(
            f'<div><h4><a href="/analysis/{random.randrange(1, 5)}/">{title}</a></h4><p>{dates.full(day)}</p>'
            f"<p>A look at how {random.choice(words.COUNTRIES)} counts its {random.choice(words.MATTER)}.</p></div>"
        )
    return f'<div class="{css}"><h3>NTI Analysis</h3>{"".join(items)}</div>\n'


def profile(story: Story) -> str:
    if story.number % 4 == 0:
        return ""
    place = story.country.lower().replace(" ", "-")
    return (
        f'<div><h3>Country Profile</h3><img src="/gsn/assets/flag{len(place) % 3}.gif" alt="Flag of {story.country}">'
        f"<h4>{story.country}</h4><p>This article provides an overview of {story.country}’s historical and current "
        f'policies relating to weapons.</p><a href="/country-profiles/{place}/">Learn More</a></div>\n'
    )


def footer() -> str:
    return (
        '<div id="foot"><ul><li><a href="/about/">About</a></li><li><a href="/account/login">Sign in</a></li>'
        '<li><a href="/privacy/">Privacy</a></li></ul><p>Copyright 2015 by the demonstration newsroom. Every sentence '
        "on this site is invented.</p></div>\n</body></html>\n"
    )
