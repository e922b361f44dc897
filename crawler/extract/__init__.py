"""What does a page say? Bytes in, readings out: no network, no Scrapy, no disk, no clock."""

from __future__ import annotations

from dataclasses import replace
from zlib import crc32

from crawler.errors import ExtractionError
from crawler.extract.furniture.design import design_of
from crawler.extract.furniture.kinds import (
    are_teasers,
    barrier,
    cover_list,
    is_signed_story,
    longest_prose,
    story_links,
    tells_own,
    uncover_list,
    untitled_prose,
)
from crawler.extract.furniture.marking import mark
from crawler.extract.furniture.refusals import presents_writer, refuses, tells_something
from crawler.extract.issue.issues import several_stories
from crawler.extract.issue.listed import Listed, read_list
from crawler.extract.issue.named_issues import named_days
from crawler.extract.page.bounds import CUT
from crawler.extract.page.document import Document
from crawler.extract.page.links import find_links, find_sitemap_links
from crawler.extract.page.mastheads import has_masthead
from crawler.extract.page.parsing import parse
from crawler.extract.story.finding import find_story
from crawler.extract.story.found import Found
from crawler.extract.story.headlines import find_headline
from crawler.extract.story.titled_story import is_titled_story
from crawler.extract.templates import ISSUE_TEMPLATE, template_for
from crawler.extract.templates.template import EXTRACTOR_VERSION
from crawler.extract.templates.unknown_design import UnknownDesign, read_unknown
from crawler.extract.text.address_days import from_issue_address
from crawler.extract.text.addresses import (
    is_newswires,
    is_section,
    is_sections_own,
    numbers_issue,
    numbers_story,
    story_form,
)
from crawler.extract.together.inference import is_news
from crawler.items import Article, Page, Problem, Reading

__all__ = ["EXTRACTOR_VERSION", "Document", "find_links", "find_sitemap_links", "parse", "read", "read_page"]

# A page that links so many stories is a list of them, unless its address is a story's.
_LIST_LINKS = 4
# What a list says of itself, and how many paragraphs follow each other in a box beside it.
_MOST_INTRODUCTION = 2
_MOST_IN_A_BOX = 3
# A daily issue says its date, and may be short.
_ISSUE_LINKS = 1
_SHORT = 4


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
    try:
        reading = _read_kept(document)
        cut = document.cut and not reading.articles
        return replace(reading, problems=(*reading.problems, Problem("page", CUT))) if cut else reading
    except ExtractionError as error:
        return Reading(page.url, "unreadable", capture=page.capture, problems=(Problem("page", error.message),))


def _read_kept(document: Document) -> Reading:
    listed = None
    if story_form(document.page.url) is None:
        several = several_stories(document)
        if several:
            return _read_issue(document, several)
        popular = () if is_titled_story(document) else uncover_list(document)
        if not (popular and tells_own(document)):
            listed = read_list(document)
            if _is_list(document, listed):
                return _read_list(document, listed)
        cover_list(popular)
    return _read_story(document, listed)


def _other(document: Document) -> Reading:
    return Reading(document.page.url, "other", capture=document.page.capture, named=tuple(named_days(document)))


def _may_be_news(document: Document, article: Article, *, listing: bool) -> bool:
    """False for what stands where a story is not: a section's page, a list, an error served as a story."""
    if is_sections_own(article.url):
        # It says when the newswire comes out, but names no source.
        return bool(article.byline or article.dateline or article.citations) and not listing
    short = len(article.paragraphs) <= _SHORT
    if story_form(article.url) is None:
        if presents_writer(article):
            return False
        # Forms, galleries and lists of what readers say tell nothing that happened.
        told = bool(article.citations or article.byline) or tells_something(article)
        return told and ((is_news(article) and not (short and listing)) or not (is_section(article.url) or listing))
    return not refuses(article, document.title)


def _is_list(document: Document, listed: Listed) -> bool:
    """A list has next to no prose that is no teaser: none among its stories, and beside it no more than boxes have."""
    if not _has_list(document, listed):
        return False
    first, last = listed.span
    own = document.blocks[first : last + 1]
    return untitled_prose(document, own) <= _MOST_INTRODUCTION and longest_prose(document) <= _MOST_IN_A_BOX


def _has_list(document: Document, listed: Listed) -> bool:
    """True for many links to stories, or some and a date or an issue's number, where no story is known to stand."""
    linked = max(story_links(document), listed.titles)
    dated = (
        numbers_issue(document.page.url)
        or listed.says_day
        or _day_of(document, listed) is not None
        or any(story.date for story in listed.stories)
    )
    many = linked >= _LIST_LINKS or (linked >= _ISSUE_LINKS and dated and not _follows_story(document, listed))
    return many and not (is_signed_story(document) or is_titled_story(document) or _numbers_story(document))


def _numbers_story(document: Document) -> bool:
    """Whether the address is one story's by its number, and there is prose that may be that story."""
    return numbers_story(document.page.url) and untitled_prose(document, document.blocks) > 0


def _follows_story(document: Document, listed: Listed) -> bool:
    """Whether what a list holds is called related, and more than a list's introduction stands over it."""
    first, last = listed.span
    related = bool(listed.stories) and document.blocks[last].kind == "related"
    return related and untitled_prose(document, document.blocks[first:last]) > _MOST_INTRODUCTION


def _day_of(document: Document, listed: Listed) -> str | None:
    """The day of an issue, as printed or in the address."""
    if listed.date is not None:
        return listed.date[1]
    addressed = from_issue_address(document.page.url)
    return addressed.value if addressed is not None and not any(story.date for story in listed.stories) else None


def _read_issue(document: Document, several: tuple[Found, ...]) -> Reading:
    page, date = document.page, several[0].issue_date
    articles = tuple(ISSUE_TEMPLATE.read(found) for found in several)
    return Reading(page.url, "issue", articles, (), date[1] if date else None, document.title, page.capture)


def _read_list(document: Document, listed: Listed) -> Reading:
    page, date = document.page, listed.date
    kind, named = "issue" if _day_of(document, listed) else "listing", tuple(named_days(document))
    day = date[1] if date else None
    return Reading(page.url, kind, (), listed.stories, day, document.title, page.capture, named=named)


def _read_story(document: Document, listed: Listed | None) -> Reading:
    """A story when its address is a story's, or GSN's masthead or address stands over a headline and a body."""
    page = document.page
    template, story = template_for(document) or UnknownDesign(), None
    if story_form(page.url) is not None or is_newswires(page.url) or has_masthead(document):
        story = find_story(document)
        headline = find_headline(document) if story is None else None
        if headline is not None:
            story, template = read_unknown(document, headline), UnknownDesign()
    teasers = story is not None and story_form(page.url) is None and are_teasers(document, story.headline, story.body)
    if story is None or teasers:
        return _read_list(document, listed) if story is not None and listed is not None else _other(document)
    article = template.read(Found(document, story))
    list_too = listed is not None and _has_list(document, listed)
    if not _may_be_news(document, article, listing=list_too):
        return _read_list(document, listed) if listed is not None and list_too else _other(document)
    apart = tuple(crc32(block.text.encode("utf-8", "surrogatepass")) for block in story.apart)
    design = design_of(document, story.body[0].container) if story.body else None
    return Reading(page.url, "story", (article,), capture=page.capture, apart=apart, design=design)
