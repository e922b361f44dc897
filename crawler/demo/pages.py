"""Whole pages of stories: the archive's article page, the older php page, the copy, the issue with all its stories."""

from __future__ import annotations

from datetime import date
from html import escape
from random import Random

from crawler.demo import dates, furniture
from crawler.demo.skins import Skin, body, headline, meta, words_of
from crawler.demo.stories import Story


def article(skin: Skin, story: Story) -> str:
    """An nti-style page: neither date nor byline is printed on it."""
    random = Random(story.number)
    title, photo = headline(skin, story.headline), furniture.photo(skin, story)
    text = body(skin, story.paragraphs, story.path)
    aside = furniture.teasers(random, skin.name(8)) + furniture.profile(story)
    top = photo + title if skin.photo_first else title + photo
    column = f"{top}{furniture.share(story.slug)}{text}{furniture.closing(story)}"
    if skin.aside == "inside":
        column = f"{top}{text}{furniture.closing(story)}{furniture.share(story.slug)}<div>{aside}</div>"
    main = f'<div class="{skin.name(0)}" id="content"><div class="{skin.name(2)}">{column}</div></div>\n'
    side = f'<div class="{skin.name(8)}">{aside}</div>\n' if skin.aside != "inside" else ""
    middle = side + main if skin.aside == "before" else main + side
    return "".join((
        furniture.head(f"{story.headline} | Global Security Newswire", meta(skin)),
        furniture.masthead(skin.masthead, skin.name(5)), furniture.crumbs(story.section), middle, furniture.footer(),
    ))  # fmt: skip


def php(skin: Skin, story: Story) -> str:
    """The 2009-2011 look: a date line under the headline, sometimes a byline."""
    line = f"{dates.weekday(story.day)}, {dates.ap_with_year(story.day)}"
    byline = f"<p><i>{story.byline}</i></p>" if story.byline else ""
    return "".join((
        furniture.head(f"GSN | {story.headline}", meta(skin)),
        furniture.masthead("td", "top"), '<table width="760"><tr><td valign="top" id="content">',
        f"<h2>{words_of(skin, story.headline)}</h2>\n<p><b>{line}</b></p>{byline}\n", furniture.photo(skin, story),
        body(skin, story.paragraphs, story.path), furniture.share(story.slug),
        '</td><td valign="top" width="180">', furniture.profile(story), "</td></tr></table>", furniture.footer(),
    ))  # fmt: skip


def copy(skin: Skin, story: Story) -> str:
    """The nationaljournal-style copy, with its noise."""
    clock = f"{story.number % 12 + 1}:{story.number * 7 % 60:02d} {'ap'[story.number % 2]}.m."
    gap = '\n<div class="ad"><p>This ad will end in seconds</p><a href="#x">Close X</a></div>\n'
    if skin.body == "table":
        gap = "<tr><td><div>This ad will end in seconds</div><div>Close X</div></td></tr>"
    return "".join((
        furniture.head(f"{story.headline} - demonstration copy", meta(skin), "/nj/assets/copy.css?v=8"),
        '<a href="#content">Skip Navigation</a><p>Your browser is out of date. Please upgrade it.</p>\n',
        '<div class="signin"><h3>Sign In</h3><form action="/account/login"><label>Email <input name="e"></label>'
        '<button>Sign In</button></form><p>Forgot your password?</p></div>\n<a href="#nav">Reveal Navigation</a>\n',
        '<ul id="nav"><li><a href="/gsn/">Global Security Newswire</a></li></ul>\n<div id="content">',
        headline(skin, story.headline), f"<div>{story.byline}</div>\n",
        f"<div>{dates.ap_with_year(story.day)}, {clock}</div>\n", body(skin, story.paragraphs, story.path, gap),
        f"<p><em>{furniture.COPY_NOTICE}</em></p></div>\n<div><a href='/about/'>About</a></div></body></html>\n",
    ))  # fmt: skip


def issue(day: date, stories: tuple[Story, ...], skin: Skin) -> str:
    """The 2001-2009 look: a contents list and every story of the day, each at its named anchor."""
    contents = "".join(
        f'<li><a href="#{story.anchor}">{words_of(skin, story.headline)}</a></li>\n' for story in stories
    )
    blocks = []
    for story in stories:
        text = body(skin, story.paragraphs, story.path)
        blocks.append(
            f'<a name="{story.anchor}"></a><h3>{words_of(skin, story.headline)}</h3>\n{text}'
            '<p><a href="#top">Back to top</a></p><hr>\n'
        )
    return "".join((
        furniture.head(f"Issue for {dates.full(day)}", meta(skin)), furniture.masthead("div", "top"),
        f'<a name="top"></a><h2>{dates.weekday(day)}, {dates.full(day)}</h2>\n<ul>{contents}</ul><hr>\n',
        *blocks, furniture.footer(),
    ))  # fmt: skip


def listing(title: str, groups: tuple[tuple[str, tuple[tuple[str, str], ...]], ...], extra: str = "") -> str:
    """A page of links: groups of (heading, ((address, words), …))."""
    parts = [furniture.head(f"{title} | Global Security Newswire", '<meta charset="utf-8">'), furniture.masthead()]
    parts.append(f'<div id="content"><h2>{escape(title)}</h2>\n')
    for heading, links in groups:
        items = "".join(f'<li><a href="{escape(href)}">{escape(words)}</a></li>\n' for href, words in links)
        parts.append(f"<h3>{escape(heading)}</h3>\n<ul>{items}</ul>\n" if heading else f"<ul>{items}</ul>\n")
    return "".join((*parts, extra, "</div>\n", furniture.footer()))


def plain(title: str, *sentences: str) -> str:
    """A page that is no story."""
    text = "".join(f"<p>{sentence}</p>\n" for sentence in sentences)
    page = furniture.head(title, '<meta charset="utf-8">')
    return f"{page}{furniture.masthead()}<div id='content'><h2>{title}</h2>\n{text}</div>{furniture.footer()}"
