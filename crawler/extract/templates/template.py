"""A page design: a mark by which a page claims it, and a method for each field of the record."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import Any, ClassVar, Final

from crawler.extract.page.bounds import CUT
from crawler.extract.page.document import Document
from crawler.extract.page.titles import names_page, title_of_story, without_run_in
from crawler.extract.story.evidence import (
    address_evidence,
    asset_evidence,
    furniture_evidence,
)
from crawler.extract.story.fields import countries_of, images_of, removed_from
from crawler.extract.story.found import Found
from crawler.extract.story.headlines import TITLE
from crawler.extract.story.page_links import page_links
from crawler.extract.text.bylines import find_dateline
from crawler.extract.text.citations import find_citations
from crawler.extract.text.dates import choose, read_date
from crawler.extract.text.references import find_references
from crawler.items import (
    Article,
    Citation,
    CrossReference,
    DateEvidence,
    DateInfo,
    Image,
    Metadata,
    Person,
    Problem,
    RelatedLink,
    Removed,
)
from crawler.urls import canonical, record_id

EXTRACTOR_VERSION: Final = "2"
_NO_DATE: Final = DateInfo("none", None, None, None, None, None)
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
        if found.story.headline.tag == TITLE:
            yield Problem("headline", "the page shows none: these are the words of its <title>")
        if found.document.page.truncated:
            yield Problem("articleBody", f"the capture is cut ({found.document.page.truncated})")
        if found.document.cut:
            yield Problem("articleBody", CUT)

    # -- the fields, each named as in the record ----------------------------------------------------

    def headline(self, found: Found) -> str | None:
        return without_run_in(found.document, found.story.headline.text)

    def alternativeHeadline(self, found: Found) -> str | None:
        shown = found.story.headline.text
        if not found.has_page or names_page(found.document, shown):
            return None
        title = title_of_story(found.document)
        return title if title and title.lower() != shown.lower() else None

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
        return (*found.body_links, *page_links(found.document, found.story, found.end))

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
        return found.document.copyright

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
            yield from (DateEvidence("modified", b.text, read_date(b.text), used=False) for b in found.clock)
            yield from furniture_evidence(found.document)
