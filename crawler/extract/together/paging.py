"""Stories that their site shows on several pages: one record, read on from page to page."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from crawler.extract.text.shingles import words_of
from crawler.extract.together.captures import PageStory, id_of, identity, sorted_captures
from crawler.items import Article, Paragraph, Problem, RelatedLink

# What in an address counts the pages of one text: `?page=2`, `/page/2/`.
_NUMBER: Final = re.compile(
    r"(?P<before>[?&])(?:page|pg|p|page_?num(?:ber)?|page_?no)=(?P<query>\d{1,2})(?:&|$)|/page/(?P<path>\d{1,2})/?$",
    re.IGNORECASE,
)
# Of a page that shows the whole story again; a page that goes on shares next to nothing with the one before.
_MOST_SHARED: Final = 0.3


def join_pages(stories: Sequence[PageStory]) -> tuple[PageStory, ...]:
    """The stories, each with the text of its further pages: those at its address but for a page's number, under its
    headline. A further page without the first stays a record of its own."""
    numbered = [(story, found) for story in stories if (found := _number_in(story.article.url)) is not None]
    if not numbered:
        return tuple(stories)
    firsts = {story.key: story for story in stories}
    further: dict[str, list[tuple[int, PageStory]]] = defaultdict(list)
    for story, (first, number) in numbered:
        if first in firsts and first != story.key:
            further[first].append((number, story))
    joined = {key: _joined(firsts[key], further[key]) for key in further}
    gone = {story.key for _, used in joined.values() for story in used}
    return tuple(joined[story.key][0] if story.key in joined else story for story in stories if story.key not in gone)


def _number_in(url: str) -> tuple[str, int] | None:
    """The identity of the first page, and the number, of an address with a page's number."""
    path, _, query = url.partition("?")
    if "page" not in path and not query:
        return None
    found = _NUMBER.search(url)
    if found is None:
        return None
    rest = url[found.end() :] if found["query"] else ""
    kept = url[: found.start()] + (found["before"] + rest if rest else "")
    return identity(kept), int(found["query"] or found["path"])


def _joined(first: PageStory, pages: Iterable[tuple[int, PageStory]]) -> tuple[PageStory, list[PageStory]]:
    """The story with the pages that go on, and these."""
    story, used = first, []
    for _, page in sorted(pages, key=lambda one: (one[0], one[1].key)):
        if _goes_on(story.article, page.article):
            story = _with_page(story, page)
            used.append(page)
    return story, used


def _goes_on(article: Article, page: Article) -> bool:
    if words_of(article.headline or "") != words_of(page.headline or ""):
        return False
    known = {paragraph.text for paragraph in article.paragraphs}
    return sum(p.text in known for p in page.paragraphs) <= _MOST_SHARED * len(page.paragraphs)


def _with_page(story: PageStory, page: PageStory) -> PageStory:
    one, other = story.article, page.article
    shift = len(one.paragraphs)
    paragraphs = one.paragraphs + tuple(Paragraph(shift + p.index, p.text) for p in other.paragraphs)
    addresses = {*one.otherUrls, other.url, *other.otherUrls}
    captures = {*one.otherCaptures, *other.otherCaptures, other.capture}
    keys = (*story.keys, *(key for key in page.keys if key not in story.keys))
    doubt = Problem("paragraphs", f"from number {shift} on they are of another page of the story: {other.url}")
    problems = (*one.metadata.problems, doubt, *(p for p in other.metadata.problems if p not in one.metadata.problems))
    article = replace(
        one,
        otherUrls=tuple(sorted(addresses)),
        otherIds=tuple(sorted({id_of(url) for url in addresses} - {one.id})),
        otherCaptures=sorted_captures(capture for capture in captures if capture is not None),
        articleBody="\n\n".join(paragraph.text for paragraph in paragraphs),
        paragraphs=paragraphs,
        byline=one.byline or other.byline,
        authors=one.authors if one.byline else other.authors,
        about=one.about or other.about,
        relatedLinks=_links(one, other, shift, frozenset(keys)),
        crossReferences=one.crossReferences + other.crossReferences,
        citations=one.citations + tuple(replace(c, paragraph=shift + c.paragraph) for c in other.citations),
        images=one.images + tuple(image for image in other.images if image not in one.images),
        boilerplateRemoved=one.boilerplateRemoved
        + tuple(removed for removed in other.boilerplateRemoved if removed not in one.boilerplateRemoved),
        metadata=replace(one.metadata, problems=problems),
    )
    return PageStory(article, keys)


def _links(one: Article, other: Article, shift: int, own: frozenset[str]) -> tuple[RelatedLink, ...]:
    """Those of both bodies in order, then those beside them, but for those from page to page."""
    body = [link for link in one.relatedLinks if link.paragraph is not None]
    body += [replace(n, paragraph=shift + n.paragraph) for n in other.relatedLinks if n.paragraph is not None]
    beside = (link for page in (one, other) for link in page.relatedLinks if link.paragraph is None)
    return (*body, *dict.fromkeys(link for link in beside if identity(link.url) not in own))
