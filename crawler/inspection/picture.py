"""The picture of one page: its blocks in reading order, each with what became of it and what was found in it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from operator import attrgetter
from typing import Final

from crawler.captured_page import CapturedPage
from crawler.extract import parse, read
from crawler.extract.page.document import Block, Document, Picture
from crawler.extract.page.rows import with_rows
from crawler.extract.text.dates import find_dates
from crawler.inspection.found import Mark, marks_of
from crawler.items import Article, DateEvidence, Reading

# What the picture calls a stripped block that no rule names.
OTHER: Final = "other"


@dataclass(frozen=True, slots=True)
class Shown:
    """A block of the page. `kind` is `paragraph`, `headline`, or what it was stripped as; `story` and `paragraph` say
    which of the page's stories it belongs to, both from 0."""

    text: str
    kind: str
    heading: int = 0
    story: int | None = None
    paragraph: int | None = None
    marks: tuple[Mark, ...] = ()
    pictures: tuple[Picture, ...] = ()

    @property
    def kept(self) -> bool:
        return self.story is not None


@dataclass(frozen=True, slots=True)
class Inspection:
    """`stories` are what the page's stories say, their dates as the folder's records have them; `recorded` the ids of
    those records, null where the page stands alone. `unplaced`: paragraphs (story, number) that are no block."""

    captured: CapturedPage
    reading: Reading
    title: str | None
    stories: tuple[Article, ...]
    recorded: tuple[str | None, ...]
    blocks: tuple[Shown, ...]
    unplaced: tuple[tuple[int, int], ...]
    last_pictures: tuple[Picture, ...] = ()


def inspect(captured: CapturedPage) -> Inspection:
    """Read the page as `extract` would, and keep what it did with every block."""
    document = parse(captured.page)
    reading = read(document)
    if captured.redirects_to is not None:
        reading = Reading(reading.url, "redirect", capture=reading.capture, redirectsTo=captured.redirects_to)
    stories = [_as_recorded(article, captured) for article in reading.articles]
    articles = tuple(article for article, _ in stories)
    lines = with_rows(document, document.blocks)
    placed, unplaced = _place(lines, articles)
    after = _pictures_by_block(document)
    marks = [marks_of(article) for article in articles]
    stripped = _Stripped(articles)
    blocks = tuple(
        _seated(block, placed[block.index], marks) if block.index in placed else stripped.shown(block)
        for block in lines
    )
    edges = [*(block.index for block in lines), len(document.blocks)]
    pictures = (tuple(picture for n in range(*span) for picture in after.get(n, ())) for span in pairwise(edges))
    blocks = tuple(replace(one, pictures=own) if own else one for one, own in zip(blocks, pictures, strict=True))
    return Inspection(
        captured,
        reading,
        document.title,
        articles,
        tuple(record for _, record in stories),
        blocks,
        unplaced,
        after.get(len(document.blocks), ()),
    )


def _as_recorded(article: Article, captured: CapturedPage) -> tuple[Article, str | None]:
    """A story as the folder's own record has it, whose date the whole archive helped to settle; that record's id."""
    known = next((one for one in captured.articles if article.id in (one.id, *one.otherIds)), None)
    if known is None:
        return article, None
    capture = captured.page.capture
    if known.capture is not None and capture is not None and known.capture.recordId == capture.recordId:
        return known, known.id
    # Another capture was read: its text and places are its own, the date and the targets are the story's.
    return replace(
        article,
        datePublished=known.datePublished,
        datePublishedInfo=known.datePublishedInfo,
        isPartOf=known.isPartOf,
        position=known.position,
        articleSection=article.articleSection or known.articleSection,
        otherUrls=known.otherUrls,
        variants=known.variants,
    ), known.id


# -- which block is what --------------------------------------------------------------------------------

# Story, paragraph; the headline has paragraph -1.
_Seat = tuple[int, int]
_HEADLINE: Final = -1


def _place(blocks: Sequence[Block], articles: Sequence[Article]) -> tuple[dict[int, _Seat], tuple[_Seat, ...]]:
    """The seat of each kept block, and the seats for which there is no block. Both go by text and order."""
    by_text: dict[str, list[int]] = defaultdict(list)
    for block in blocks:
        # What a rule named was stripped, also where it says the same as a paragraph.
        if block.kind is None:
            by_text[block.text].append(block.index)
    placed: dict[int, _Seat] = {}
    unplaced: list[_Seat] = []
    last = -1
    for story, article in enumerate(articles):
        before, first = last, len(blocks)
        for paragraph in article.paragraphs:
            where = by_text.get(paragraph.text, [])
            position = bisect_right(where, last)
            if position == len(where):
                unplaced.append((story, paragraph.index))
                continue
            last = where[position]
            first = min(first, last)
            placed[last] = (story, paragraph.index)
        # A list of contents says the headline too; the story's own stands nearest above its text.
        where = by_text.get(article.headline or "", [])
        position = bisect_left(where, first) - 1
        if position >= 0 and where[position] > before:
            placed[where[position]] = (story, _HEADLINE)
    return placed, tuple(unplaced)


def _seated(block: Block, seat: _Seat, marks: Sequence[dict[int, tuple[Mark, ...]]]) -> Shown:
    story, paragraph = seat
    if paragraph == _HEADLINE:
        return Shown(block.text, "headline", block.heading, story)
    return Shown(block.text, "paragraph", block.heading, story, paragraph, marks[story].get(paragraph, ()))


class _Stripped:
    """How blocks are shown that are in no story's text: their rule or field, the links listed, the dates weighed."""

    def __init__(self, articles: Sequence[Article]) -> None:
        self._fields: dict[str | None, str] = {}
        self._links: dict[tuple[str, str], str] = {}
        self._weighed: dict[str, DateEvidence] = {}
        self._learned: set[str] = set()
        for article in articles:
            fields = ((article.articleSection, "section"), (article.byline, "byline"))
            self._fields |= {**dict(fields), article.datePublishedRaw: "date_line"}
            self._links |= {(link.url, link.text): link.kind for link in article.relatedLinks if link.paragraph is None}
            self._learned |= {removed.text for removed in article.boilerplateRemoved if removed.kind == "learned"}
            # The used last: where two kinds of evidence say the same words, the used one is shown.
            evidence = sorted(article.datePublishedInfo.evidence, key=lambda item: item.used)
            self._weighed |= {item.text: item for item in evidence}

    def shown(self, block: Block) -> Shown:
        # What recurs across the folder is furniture that no rule of a single page names.
        learned = "learned" if block.text in self._learned else self._fields.get(block.text, OTHER)
        kind = learned if block.kind in (None, OTHER) else block.kind
        return Shown(block.text, kind or OTHER, block.heading, marks=(*self._linked(block), *self._dated(block)))

    def _linked(self, block: Block) -> Iterator[Mark]:
        for link in block.links if self._links else ():
            if kind := self._links.get((link.url or "", block.text[link.start : link.end])):
                yield Mark(link.start, link.end, "link", f"{kind}: {link.url}")

    def _dated(self, block: Block) -> Iterator[Mark]:
        if not self._weighed:
            return
        if whole := self._weighed.get(block.text):
            yield _date_mark(0, len(block.text), whole)
            return
        for start, end, _ in find_dates(block.text):
            if item := self._weighed.get(block.text[start:end]):
                yield _date_mark(start, end, item)


def _date_mark(start: int, end: int, item: DateEvidence) -> Mark:
    word = "used" if item.used else "rejected"
    return Mark(start, end, f"date_{word}", f"{item.kind}, {word}: {item.value}")


def _pictures_by_block(document: Document) -> dict[int, tuple[Picture, ...]]:
    """Pictures stand in the order of the page, and so do the blocks that follow them."""
    return {block: tuple(pictures) for block, pictures in groupby(document.pictures, attrgetter("block"))}
