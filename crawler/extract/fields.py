"""What single things on a page say: links, images, dates, countries. The templates' fields are made of these."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from crawler.extract.bylines import read_byline
from crawler.extract.dates import date_beside, find_dates, from_address, read_date
from crawler.extract.document import Block, Document
from crawler.extract.references import Reference
from crawler.extract.story import Story
from crawler.items import DateEvidence, Image, RelatedLink, Removed

_META_DATES: Final = ("article:published_time", "datepublished", "date", "dc.date", "dc.date.issued", "pubdate")
_PROFILE_FLAG: Final = re.compile(r"^Flag of (.{2,40})$", re.IGNORECASE)
_EVIDENCE_OF_FURNITURE: Final = {
    "analysis": "teaser",
    "notice": "notice",
    "copyright": "copyright",
    "related": "teaser",
}
# Kinds that the record has no name for.
_NOT_SAID: Final = frozenset({"browser", "consent"})
_LINK_KINDS: Final = {"analysis": "analysis", "country_profile": "country_profile", "related": "related_story"}
# Logos, flags and spacers have shorter alt texts; a photo's is its caption.
_SHORTEST_CAPTION: Final = 20


def address_evidence(document: Document) -> Iterator[DateEvidence]:
    if address := from_address(document.page.url):
        yield address


def printed_evidence(blocks: Iterable[Block]) -> Iterator[DateEvidence]:
    """Blocks that are a date and nothing else, or a byline with a date."""
    for block in blocks:
        if value := read_date(block.text):
            block.kind = "date_line"
        elif (beside := date_beside(block.text)) and read_byline(block.text):
            value = beside[1]
        if value:
            yield DateEvidence("date_line", block.text, value, used=False)


def furniture_evidence(document: Document) -> Iterator[DateEvidence]:
    """Dates of teasers, notices and copyright lines: recorded, never used."""
    for block in document.blocks:
        kind = _EVIDENCE_OF_FURNITURE.get(block.kind or "")
        for start, end, value in find_dates(block.text) if kind else ():
            yield DateEvidence(kind or "", block.text[start:end], value, used=False)


def declared_evidence(document: Document) -> Iterator[DateEvidence]:
    """Dates that the page's head declares, in meta elements and JSON-LD."""
    for meta in document.root.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        if name in _META_DATES and (value := read_date((meta.get("content") or "").strip())):
            yield DateEvidence("meta", meta.get("content"), value, used=False)
    for script in document.root.iter("script"):
        text = _published_in(script.text or "") if script.get("type") == "application/ld+json" else None
        if text and (value := read_date(text)):
            yield DateEvidence("json_ld", text, value, used=False)


def _published_in(source: str) -> str | None:
    """`datePublished` of the outermost object of a JSON-LD script; None when there is none or it is no JSON."""
    try:
        data: Any = json.loads(source)
    except (ValueError, RecursionError):
        return None
    for one in data if isinstance(data, list) else [data]:
        if isinstance(one, dict) and isinstance(one.get("datePublished"), str):
            return str(one["datePublished"])
    return None


def body_links(story: Story, references: Sequence[Reference]) -> Iterator[RelatedLink]:
    """Links of the body with their offsets."""
    spans = [(r.paragraph, r.start, r.end) for r in references]
    for number, block in enumerate(story.body):
        for link in block.links:
            if link.url is not None:
                refers = any(p == number and start <= link.start < end for p, start, end in spans)
                kind = "cross_reference" if refers else "in_text"
                yield RelatedLink(link.url, block.text[link.start : link.end], kind, number, link.start, link.end)


def page_links(document: Document) -> Iterator[RelatedLink]:
    """Links of the page's teasers and lists."""
    for block in document.blocks:
        kind = _LINK_KINDS.get(block.kind or "") if block.links else None
        for link in block.links if kind else ():
            if link.url is not None:
                yield RelatedLink(link.url, block.text[link.start : link.end], kind or "")


def countries_of(document: Document) -> Iterable[str]:
    named = [match[1] for p in document.pictures if (match := _PROFILE_FLAG.match(p.alt))]
    named += [
        match[1] for b in document.blocks if b.kind == "country_profile" and (match := _PROFILE_FLAG.match(b.text))
    ]
    return dict.fromkeys(named)


def images_of(document: Document) -> Iterator[Image]:
    captions = [block for block in document.blocks if block.kind == "caption"]
    for picture in document.pictures:
        if picture.url is not None and len(picture.alt) > _SHORTEST_CAPTION:
            caption = next(
                (b.text for b in captions if b.text == picture.alt or 0 <= b.index - picture.block <= 2), None
            )
            yield Image(picture.url, picture.alt, caption)


def removed_from(document: Document, story: Story) -> Iterator[Removed]:
    kept = {story.headline.index, *(block.index for block in story.body)}
    for block in document.blocks:
        if block.index not in kept:
            kind = block.kind
            yield Removed("other" if kind is None or kind in _NOT_SAID else kind, block.text)
