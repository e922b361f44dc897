"""A story found on a page, with what stands beside it that its fields are read from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property

from crawler.extract.days.calendar import parse_day
from crawler.extract.furniture.asides import date_below, dates_other
from crawler.extract.page.document import Block, Document
from crawler.extract.page.rows import with_rows
from crawler.extract.story.dated_entries import own_marks, without_entries
from crawler.extract.story.evidence import (
    address_evidence,
    date_beside_label,
    day_of_way,
    declared_evidence,
    marked_evidence,
    printed_evidence,
)
from crawler.extract.story.fields import body_links
from crawler.extract.story.finding import MAY_HOLD_DATE, Story
from crawler.extract.story.first_printed import first_printed
from crawler.extract.story.signatures import Signature, closing_line, find_signature, leads_away
from crawler.extract.text.bylines import day_of_dateline, read_byline
from crawler.extract.text.dates import read_date
from crawler.extract.text.references import Reference, locate_references
from crawler.items import Capture, DateEvidence, Paragraph, RelatedLink

# Over a headline may stand the date, the writer's name, the newswire's, a section's, and tools of the page.
_ABOVE, _MOST_TOOLS = 4, 8
_LONGEST_CLOCK = 60


@dataclass(frozen=True)
class Found:
    """A story on a page, ready for its fields. `anchor`, `section` and `position` are those of a page that
    prints several stories; `issue_date` is the date printed for all of them, as text and ISO; `end` the index of the
    block after the story, null where the page is the story's own."""

    document: Document
    story: Story
    anchor: str | None = None
    section: str | None = None
    position: int | None = None
    issue_date: tuple[str, str] | None = None
    end: int | None = None

    @cached_property
    def body(self) -> tuple[Block, ...]:
        """The story's blocks, a paragraph each."""
        return with_rows(self.document, self.story.body)

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        return tuple(Paragraph(index, block.text) for index, block in enumerate(self.body))

    @property
    def has_page(self) -> bool:
        """True when the story has the page to itself."""
        return self.anchor is None

    @cached_property
    def printed(self) -> tuple[DateEvidence, ...]:
        """The story's own date as readers see it: as a reprint says it, or beside the headline, or else straight below
        the last paragraph."""
        if self.has_page and (first := first_printed(self.document, self.story)):
            return first
        addressed = next(address_evidence(self.document), None) if self.has_page else None
        if beside := tuple(printed_evidence(self._beside_headline(), addressed.value if addressed else None)):
            return beside
        if way := tuple(day_of_way(self.above)):
            return way
        if self.has_page and (opened := day_of_dateline(self.paragraphs)) is not None:
            return (DateEvidence("date_line", *opened, used=False),)
        below = date_below(self.document, self.story.body) if self.has_page else None
        below = below or closing_line(self.document, self.story.body)
        return tuple(printed_evidence(without_entries(self.document, self.story, (below,)) if below else ()))

    def _beside_headline(self) -> tuple[Block, ...]:
        """Where a story's own date and byline stand: from just above the headline to the first paragraph."""
        document, headline = self.document, self.story.headline
        above = _nearest(self.above)
        # Above a paragraph of another story is that story's date.
        told = max((b.index for b in above if b.prose and b.kind is None and not _is_sign(b)), default=-1)
        # A link with a date beside it is another story; the date alone may lead to its issue, and counts may stand by.
        shown = (b for b in above if b.kind in (None, "date_line") or (b.kind in MAY_HOLD_DATE and read_date(b.text)))
        own = (b for b in shown if b.index > told and (not leads_away(b) or read_date(b.text)))
        lines = [b for b in own if not dates_other(document, headline, b) and b not in self.clock]
        return without_entries(document, self.story, (*self.story.between, *lines))

    @cached_property
    def clock(self) -> list[Block]:
        """Lines over the headline with the day of the capture: what the page showed for today. Below the headline the
        day is the story's."""
        today = _days_around(self.document.page.capture) if self.has_page else ()
        return [b for b in self.above if today and len(b.text) <= _LONGEST_CLOCK and read_date(b.text) in today]

    @cached_property
    def above(self) -> list[Block]:
        """What stands over the headline but for the page's tools; nothing where others' stories may."""
        return _lines_above(self.document, self.story.headline) if self.has_page else []

    @cached_property
    def signature(self) -> Signature | None:
        between = without_entries(self.document, self.story, self.story.between)
        own = without_entries(self.document, self.story, [block for block in self.above if not leads_away(block)])
        # On a page that says days a name alone below the headline is the writer's.
        dated = self.issue_date is not None or any(read_date(block.text) for block in self.above)
        return find_signature(self.document, replace(self.story, between=between), own, under_date=dated)

    @cached_property
    def declared(self) -> tuple[DateEvidence, ...]:
        marked = marked_evidence(own_marks(self.document, self.story)) if self.has_page else ()
        return (*declared_evidence(self.document), *marked) if self.has_page else ()

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        return locate_references(self.paragraphs)

    @cached_property
    def body_links(self) -> tuple[RelatedLink, ...]:
        return tuple(body_links(self.body, self.references))


def _lines_above(document: Document, headline: Block) -> list[Block]:
    """What stands over a headline but for the page's tools, which lead to itself."""
    above = document.blocks[max(headline.index - _ABOVE - _MOST_TOOLS, 0) : headline.index]
    return [block for block in above if not _is_tool(block)][-_ABOVE:]


def _nearest(above: list[Block]) -> list[Block]:
    """Two of them, and two more that are short lines and lead nowhere, with nothing else between."""
    others = [n for n, block in enumerate(above, 1) if block.links or (block.prose and not _is_sign(block))]
    return above[min(max(others, default=0), max(len(above) - 2, 0)) :]


def _is_sign(block: Block) -> bool:
    return bool(block.links) or read_byline(block.text) is not None or date_beside_label(block) is not None


def _is_tool(block: Block) -> bool:
    """Whether a line has nothing but links to the page itself, and what parts them."""
    if block.kind == "share" or not block.links:
        return block.kind == "share"
    own = all(link.href[:1] == "#" for link in block.links)
    return own and sum(link.end - link.start for link in block.links) >= sum(map(str.isalnum, block.text))


def _days_around(capture: Capture | None) -> tuple[str, ...]:
    """The day of a capture with the one before and after: the page's time zone is not known."""
    moment = "" if capture is None else capture.memento.datetime if capture.memento else capture.date
    day = parse_day(moment[:10])
    return () if day is None else tuple((day + timedelta(days)).isoformat() for days in (-1, 0, 1))
