"""Which lines of a page are its own title: what `<title>` and the rank of the headings say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from crawler.extract.page.document import Document
from crawler.extract.text.addresses import title_words
from crawler.extract.text.dates import find_dates, read_date

# What parts the names in a title: the story's, its section's, the site's.
_BETWEEN: Final = re.compile(r" (?:[|»«–—-]|::) |(?<=newswire): ", re.IGNORECASE)
_BARS: Final = re.compile(r"\s(?:[|»«]|::)\s|::|(?<=newswire):\s", re.IGNORECASE)
_DASHES: Final = re.compile(r"\s[–—-]\s")
# In words: sections and sites are named in fewer.
_FEWEST_WORDS: Final = 4
# What sites say of themselves there.
_SITES: Final = re.compile(
    r"^(?:gsn|nti|news|home|articles?)$|\b(?:newswire|(?:daily|latest|breaking) news|news (?:on|about|service)"
    r"|nuclear threat initiative|national ?journal)\b",
    re.IGNORECASE,
)
_MOST_OF_ADDRESS: Final = 0.75
_FEWEST_OF_ADDRESS: Final = 2
_LONGEST: Final = 200
_WORDS: Final = re.compile(r"\w+")
# What a mailing list puts before every subject; its archive is at an address or a host of the same name.
_LIST_NAME: Final = re.compile(r"\[(\w[\w-]{1,40})\] (?=\S)")


def parts_of_title(document: Document) -> tuple[str, ...]:
    """The parts of the page's title that are long enough for a headline."""
    return tuple(part for part in _BETWEEN.split(document.title or "") if len(part.split()) >= _FEWEST_WORDS)


def is_part_of_title(document: Document, text: str) -> bool:
    """Whether words are one of the names that the page's title consists of."""
    title = (document.title or "").lower()
    return text.lower() in title and text.lower() in _BETWEEN.split(title)


def title_of_story(document: Document) -> str | None:
    """What the page's title says of its story: the part with most words of the address, or the first that does not say
    what the site is. None when there is neither."""
    slug = title_words(document.page.url)
    parts = list(_own_parts(document.title or ""))
    said = next((part for part in parts if len(slug) >= _FEWEST_OF_ADDRESS and _has_most(part, slug)), None)
    return said or next(iter(parts), None)


def says_address(document: Document, text: str) -> bool:
    """Whether a line has most words of the page's address, and that has several."""
    slug = title_words(document.page.url)
    return len(slug) >= _FEWEST_WORDS and _has_most(text, slug)


def names_page(document: Document, text: str) -> bool:
    """Whether the page's title has these words, and no longer name that they begin."""
    title = document.title or ""
    start = title.lower().find(text.lower())
    return start >= 0 and not title[start + len(text) :].lstrip()[:1].isalnum()


def _own_parts(title: str) -> Iterator[str]:
    """The parts of a title without the site's. A dash may be the headline's own: it parts names where no bar does, or
    where one of its sides says what the site is."""
    barred = [part for part in map(str.strip, _BARS.split(title)) if part]
    for part in barred:
        sides = _DASHES.split(part)
        if len(sides) > 1 and (_SITES.search(sides[0]) or _SITES.search(sides[-1]) or len(barred) == 1):
            yield from (side for side in sides if not _SITES.search(side))
        elif not _SITES.search(part):
            yield part


def without_run_in(document: Document, text: str) -> str:
    """A headline without what a line of tools says before it in the same box, with no blank between, and without the
    name of the list that it was sent to."""
    if (sent := _LIST_NAME.match(text)) is not None and _is_lists(document.page.url, sent[1]):
        text = text[sent.end() :]
    own = next((part for part in parts_of_title(document) if text.endswith(part)), text)
    return own if text[: -len(own)][-1:].isalnum() else text


def _is_lists(url: str, name: str) -> bool:
    lowered, name = url.lower(), name.lower()
    host = lowered.partition("://")[2].partition("/")[0]
    return any(f"/{name}{end}" in lowered for end in "/@") or name in host.split(".")


def _has_most(text: str, slug: frozenset[str]) -> bool:
    lowered = text.lower().replace(".", "")
    # Far quicker to see than which words it has.
    if sum(map(lowered.__contains__, slug)) < _MOST_OF_ADDRESS * len(slug):
        return False
    words = _WORDS.findall(lowered)
    return len(slug.intersection(words)) >= _MOST_OF_ADDRESS * len(slug)


def named_by_title(document: Document) -> frozenset[int]:
    """The blocks whose words or date the page's `<title>` repeats, or whose words its address has, and its one heading
    of the first rank: its headline, which no section may swallow."""
    title, slug = document.title or "", title_words(document.page.url)
    slug = slug if len(slug) >= _FEWEST_WORDS else frozenset()
    lowered, dates = title.lower(), {value for _, _, value in find_dates(title)}
    unnamed = [b for b in document.blocks if b.kind is None]
    first = [b.index for b in unnamed if b.heading == 1 and b.link_density < 0.5]
    return frozenset(first if len(first) == 1 else ()) | frozenset(
        b.index
        for b in unnamed
        if (12 < len(b.text) <= len(lowered) and b.text.lower() in lowered)
        or (dates and read_date(b.text) in dates)
        or (slug and len(b.text) <= _LONGEST and not b.links and _has_most(b.text, slug))
    )
