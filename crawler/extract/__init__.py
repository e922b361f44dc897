"""What does a page say? Bytes in, readings out: no network, no Scrapy, no disk, no clock."""

from __future__ import annotations

from crawler.extract.addresses import story_form
from crawler.extract.article import EXTRACTOR_VERSION, build_article, template_of
from crawler.extract.document import Document, parse
from crawler.extract.furniture import mark
from crawler.extract.issues import issue_date, listed_stories, several_stories
from crawler.extract.kinds import barrier, has_masthead, story_links
from crawler.extract.links import find_links, find_sitemap_links
from crawler.extract.story import find_story
from crawler.items import Page, Reading

__all__ = ["EXTRACTOR_VERSION", "Document", "find_links", "find_sitemap_links", "parse", "read", "read_page"]

# A page that links so many stories is a list of them, unless its address is a story's.
_LIST_LINKS = 4
# A daily issue says its date, and may be short.
_ISSUE_LINKS = 1


def read_page(page: Page) -> Reading:
    """What one captured page says on its own. Never raises, whatever the bytes."""
    return read(parse(page))


def read(document: Document) -> Reading:
    """The same, of a page that is parsed already."""
    page = document.page
    if document.root is None:
        return Reading(page.url, "not_html", capture=page.capture)
    if page.status >= 400:
        return Reading(page.url, "error", capture=page.capture)
    mark(document)
    kind = barrier(document)
    if kind is not None:
        return Reading(page.url, kind, capture=page.capture)
    if story_form(page.url) is None:
        several = several_stories(document)
        if several:
            date = issue_date(document)
            return Reading(page.url, "issue", several, (), date[1] if date else None, document.title, page.capture)
        linked = story_links(document)
        if linked >= _LIST_LINKS or (linked >= _ISSUE_LINKS and issue_date(document)):
            return _read_list(document)
    return _read_story(document)


def _read_list(document: Document) -> Reading:
    page, date = document.page, issue_date(document)
    kind = "issue" if date else "listing"
    listed = listed_stories(document)
    return Reading(page.url, kind, (), listed, date[1] if date else None, document.title, page.capture)


def _read_story(document: Document) -> Reading:
    """A story when its address is a story's, or GSN's masthead stands over a headline and a body."""
    page = document.page
    known = story_form(page.url) is not None
    story = find_story(document) if known or has_masthead(document) else None
    if story is None:
        return Reading(page.url, "other", capture=page.capture)
    article = build_article(document, story, template=template_of(document))
    return Reading(page.url, "story", (article,), capture=page.capture)
