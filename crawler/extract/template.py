"""A page design: a mark by which a page claims it, and a method for each field of the record."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, ClassVar, Final

from crawler.extract.asides import date_below, dates_other
from crawler.extract.bylines import find_dateline, read_byline
from crawler.extract.citations import find_citations
from crawler.extract.dated_entries import own_marks, without_entries
from crawler.extract.dates import choose, read_date
from crawler.extract.document import Block, Document
from crawler.extract.evidence import (
    address_evidence,
    asset_evidence,
    date_beside_label,
    declared_evidence,
    furniture_evidence,
    marked_evidence,
    printed_evidence,
)
from crawler.extract.fields import body_links, countries_of, images_of, page_links, removed_from
from crawler.extract.references import Reference, find_references, locate_references
from crawler.extract.signatures import Signature, closing_line, find_signature, leads_away
from crawler.extract.story import MAY_HOLD_DATE, Story
from crawler.extract.titles import without_run_in
from crawler.items import (
    Article,
    Citation,
    CrossReference,
    DateEvidence,
    DateInfo,
    Image,
    Metadata,
    Paragraph,
    Person,
    Problem,
    RelatedLink,
    Removed,
)
from crawler.urls import canonical, record_id

EXTRACTOR_VERSION: Final = "2"
_SITE_SUFFIX: Final = re.compile(r"\s+[|–—-]\s+(?=[^|]*$)|\s*::\s*")
_NO_DATE: Final = DateInfo("none", None, None, None, None, None)
# Over a headline may stand the date, the writer's name, the newswire's, a section's, and tools of the page.
_ABOVE, _MOST_TOOLS = 4, 8
# What a field is when its method failed: unknown, with a problem on the record, never made up.
_FIELDS: Final[dict[str, Any]] = {
    "headline": None,
    "alternativeHeadline": None,
    "byline": None,
    "authors": (),
    "dateline": None,
    "datePublishedInfo": _NO_DATE,
    "datePublishedRaw": None,
    "dateModified": None,
    "articleSection": None,
    "about": (),
    "relatedLinks": (),
    "crossReferences": (),
    "citations": (),
    "images": (),
    "publisher": None,
    "copyrightNotice": None,
    "boilerplateRemoved": (),
}


@dataclass(frozen=True)
class Found:
    """A story on a page, ready for its fields. `anchor`, `section` and `position` are those of a page that
    prints several stories; `issue_date` is the date printed for all of them, as text and ISO; `end` the index of the
    block after the story, null where the page is the story's own."""

    document: Document
    story: Story
    paragraphs: tuple[Paragraph, ...]
    anchor: str | None = None
    section: str | None = None
    position: int | None = None
    issue_date: tuple[str, str] | None = None
    end: int | None = None

    @property
    def has_page(self) -> bool:
        """True when the story has the page to itself."""
        return self.anchor is None

    @cached_property
    def printed(self) -> tuple[DateEvidence, ...]:
        """The story's own date as readers see it: beside the headline, or else straight below the last paragraph."""
        addressed = next(address_evidence(self.document), None) if self.has_page else None
        if beside := tuple(printed_evidence(self._beside_headline(), addressed.value if addressed else None)):
            return beside
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
        lines = [b for b in own if not dates_other(document, headline, b)]
        return without_entries(document, self.story, (*self.story.between, *lines))

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
        return tuple(body_links(self.story, self.references))


class Template(ABC):
    """The general reading of a field; a design overrides what it does otherwise. `since` and `until` (ISO dates)
    are a check on the result, never a reason to choose a design."""

    name: ClassVar[str] = "generic"
    since: ClassVar[str] = "2001-01-01"
    until: ClassVar[str] = "2014-07-31"

    @abstractmethod
    def matches(self, document: Document) -> bool:
        """Whether the page bears this design's mark: words, structure, address; never a class name."""

    def read(self, found: Found) -> Article:
        """The record of one story. A field that fails is a problem on the record."""
        values: dict[str, Any] = {}
        problems = list(self.doubts(found))
        for field, empty in _FIELDS.items():
            try:
                values[field] = getattr(self, field)(found)
            except Exception as error:  # noqa: BLE001 (whatever a strange page did to one field, the others stand)
                values[field] = empty
                problems.append(Problem(field, f"{type(error).__name__}: {error}"))
        info: DateInfo = values["datePublishedInfo"]
        date = info.edtf if info.precision == "day" and info.confidence in ("certain", "high") else None
        if date is not None and not self.since <= date <= self.until:
            problems.append(Problem("datePublished", f"outside the years of this design, {self.since} to {self.until}"))
        page, fragment = found.document.page, f"#{found.anchor}" if found.anchor else ""
        return Article(
            id=record_id(page.url, found.anchor),
            url=page.url + fragment,
            canonicalUrl=canonical(page.url) + fragment,
            otherUrls=(),
            otherIds=(),
            otherCaptures=(),
            variants=(),
            articleBody="\n\n".join(paragraph.text for paragraph in found.paragraphs),
            paragraphs=found.paragraphs,
            datePublished=date,
            isPartOf=None,
            position=found.position,
            inLanguage="en",
            capture=page.capture,
            metadata=Metadata(self.name, EXTRACTOR_VERSION, tuple(problems)),
            **values,
        )

    def doubts(self, found: Found) -> Iterator[Problem]:
        """What is doubtful about the record as a whole."""
        if found.document.page.truncated:
            yield Problem("articleBody", f"the capture is cut ({found.document.page.truncated})")
        if found.document.cut:
            yield Problem("articleBody", "more tags or attributes than a page needs; only its beginning was read")

    # -- the fields, each named as in the record ----------------------------------------------------

    def headline(self, found: Found) -> str | None:
        return without_run_in(found.document, found.story.headline.text)

    def alternativeHeadline(self, found: Found) -> str | None:
        title = _SITE_SUFFIX.split(found.document.title or "")[0].strip()
        known = (found.story.headline.text.lower(), "global security newswire", "gsn", "")
        return title if found.has_page and title.lower() not in known else None

    def byline(self, found: Found) -> str | None:
        signed = found.signature
        return signed[0] if signed else None

    def authors(self, found: Found) -> tuple[Person, ...]:
        signed = found.signature
        return signed[1] if signed else ()

    def dateline(self, found: Found) -> str | None:
        # A heading of what is left out between is no place.
        first = found.story.body[0].index if found.story.body else -1
        above = [block for block in found.story.between[-1:] if block.index + 1 == first]
        return find_dateline(found.paragraphs, above[0].text if above else "")

    def datePublishedInfo(self, found: Found) -> DateInfo:
        return choose(tuple(self.date_evidence(found)))

    def datePublishedRaw(self, found: Found) -> str | None:
        if found.issue_date is not None:
            return found.issue_date[0]
        return next((one.text for one in found.printed), None)

    def dateModified(self, found: Found) -> str | None:
        """Only what the page's head declares; a line of the footer is the site's."""
        return max((one.value for one in found.declared if one.kind == "modified" and one.value), default=None)

    def articleSection(self, found: Found) -> str | None:
        return found.section

    def about(self, found: Found) -> tuple[str, ...]:
        return tuple(countries_of(found.document)) if found.has_page else ()

    def relatedLinks(self, found: Found) -> tuple[RelatedLink, ...]:
        return found.body_links + (tuple(page_links(found.document)) if found.has_page else ())

    def crossReferences(self, found: Found) -> tuple[CrossReference, ...]:
        return find_references(found.references, found.body_links)

    def citations(self, found: Found) -> tuple[Citation, ...]:
        return find_citations(found.paragraphs)

    def images(self, found: Found) -> tuple[Image, ...]:
        first = 0 if found.end is None else found.story.headline.index
        return tuple(images_of(found.document, first, found.end))

    def publisher(self, found: Found) -> str | None:
        return None

    def copyrightNotice(self, found: Found) -> str | None:
        return next((block.text for block in found.document.blocks if block.kind == "copyright"), None)

    def boilerplateRemoved(self, found: Found) -> tuple[Removed, ...]:
        return tuple(removed_from(found.document, found.story)) if found.has_page else ()

    # -- what several fields are made of ------------------------------------------------------------

    def date_evidence(self, found: Found) -> Iterator[DateEvidence]:
        if found.issue_date is not None:
            yield DateEvidence("date_line", *found.issue_date, used=False)
        if found.has_page:
            yield from address_evidence(found.document)
        yield from found.printed
        if found.has_page:
            yield from found.declared
            yield from asset_evidence(found.document)
            yield from furniture_evidence(found.document)


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


def found_on(document: Document, story: Story) -> Found:
    return Found(document, story, paragraphs_of(story))


def paragraphs_of(story: Story) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(index, block.text) for index, block in enumerate(story.body))
