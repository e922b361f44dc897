"""A story's blocks made into a record: each field from the page alone, failures as problems on the record."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from crawler.extract.addresses import NATIONAL_JOURNAL, PHP, story_form
from crawler.extract.bylines import find_dateline, read_byline
from crawler.extract.citations import find_citations
from crawler.extract.dates import choose, find_dates, from_address, read_date
from crawler.extract.document import Block, Document
from crawler.extract.references import find_references, locate_references
from crawler.extract.story import Story
from crawler.items import (
    Article,
    DateEvidence,
    Image,
    Metadata,
    Paragraph,
    Person,
    Problem,
    RelatedLink,
    Removed,
)
from crawler.urls import canonical, record_id

EXTRACTOR_VERSION: Final = "1"
_SITE_SUFFIX: Final = re.compile(r"\s+[|–—-]\s+(?=[^|]*$)|\s*::\s*")
_PUBLISHERS: Final = {"nationaljournal_copy": "National Journal", "generic": None}
_META_DATES: Final = ("article:published_time", "datepublished", "date", "dc.date", "dc.date.issued", "pubdate")
_PROFILE_FLAG: Final = re.compile(r"^Flag of (.{2,40})$", re.IGNORECASE)
_EVIDENCE_OF_FURNITURE: Final = {
    "analysis": "teaser",
    "notice": "notice",
    "copyright": "copyright",
    "related": "teaser",
}


def template_of(document: Document) -> str:
    """Which design this page is of, by its address and its words."""
    form = story_form(document.page.url)
    if form == PHP:
        return "gsn_2009_php"
    words = {block.kind for block in document.blocks}
    if form == NATIONAL_JOURNAL or any(
        b.kind == "notice" and "published in global security newswire" in b.text.lower() for b in document.blocks
    ):
        return "nationaljournal_copy"
    return "nti_2011_article" if form or words & {"masthead", "notice", "analysis"} else "generic"


def build_article(
    document: Document,
    story: Story,
    *,
    anchor: str | None = None,
    position: int | None = None,
    section: str | None = None,
    template: str | None = None,
) -> Article:
    """One record from one story. `anchor` names it on a page that holds several."""
    page, name = document.page, template or template_of(document)
    paragraphs = tuple(Paragraph(i, block.text) for i, block in enumerate(story.body))
    links = tuple(_links(document, story, paragraphs))
    byline, authors = _byline(story)
    info = choose(tuple(_date_evidence(document, story, single=anchor is None)))
    raw = next((b.text for b in story.between if read_date(b.text)), None)
    problems = _problems(page.truncated, name)
    url = f"{page.url}#{anchor}" if anchor else page.url
    return Article(
        id=record_id(page.url, anchor),
        url=url,
        canonicalUrl=canonical(page.url) + (f"#{anchor}" if anchor else ""),
        otherUrls=(),
        otherIds=(),
        otherCaptures=(),
        variants=(),
        headline=story.headline.text,
        alternativeHeadline=_alternative(document, story) if anchor is None else None,
        articleBody="\n\n".join(paragraph.text for paragraph in paragraphs),
        paragraphs=paragraphs,
        byline=byline,
        authors=authors,
        dateline=find_dateline(paragraphs[0].text),
        datePublished=info.edtf if info.precision == "day" and info.confidence in ("certain", "high") else None,
        datePublishedRaw=raw,
        dateModified=None,
        datePublishedInfo=info,
        articleSection=section,
        about=tuple(_countries(document)) if anchor is None else (),
        isPartOf=None,
        position=position,
        relatedLinks=links,
        crossReferences=find_references(paragraphs, links),
        citations=find_citations(paragraphs),
        images=tuple(_images(document)) if anchor is None else (),
        inLanguage="en",
        publisher=_PUBLISHERS.get(name, "Nuclear Threat Initiative"),
        copyrightNotice=next((b.text for b in document.blocks if b.kind == "copyright"), None),
        boilerplateRemoved=tuple(_removed(document, story)),
        capture=page.capture,
        metadata=Metadata(name, EXTRACTOR_VERSION, problems),
    )


def _problems(truncated: str | None, template: str) -> tuple[Problem, ...]:
    found = [Problem("articleBody", f"the capture is cut ({truncated})")] if truncated else []
    if template == "generic":
        found.append(Problem("page", "unknown design, read by general rules"))
    return tuple(found)


def _byline(story: Story) -> tuple[str | None, tuple[Person, ...]]:
    for block in story.between:
        if read_date(block.text) is None and (found := read_byline(block.text)):
            return found
    return None, ()


def _date_evidence(document: Document, story: Story, *, single: bool) -> Iterator[DateEvidence]:
    if single and (address := from_address(document.page.url)):
        yield address
    before = document.blocks[max(story.headline.index - 2, 0) : story.headline.index]
    for block in (*story.between, *(before if single else ())):
        if value := read_date(block.text):
            block.kind = "date_line"
            yield DateEvidence("date_line", block.text, value, used=False)
    if not single:
        return
    yield from _declared_dates(document)
    for block in document.blocks:
        kind = _EVIDENCE_OF_FURNITURE.get(block.kind or "")
        for start, end, value in find_dates(block.text) if kind else ():
            yield DateEvidence(kind or "", block.text[start:end], value, used=False)


def _declared_dates(document: Document) -> Iterator[DateEvidence]:
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


def _alternative(document: Document, story: Story) -> str | None:
    title = _SITE_SUFFIX.split(document.title or "")[0].strip()
    return (
        title
        if title and title != story.headline.text and title.lower() not in ("global security newswire", "gsn")
        else None
    )


def _links(document: Document, story: Story, paragraphs: tuple[Paragraph, ...]) -> Iterator[RelatedLink]:
    spans = [(r.paragraph, r.start, r.end) for r in locate_references(paragraphs)]
    for number, block in enumerate(story.body):
        for link in block.links:
            if link.url is not None:
                refers = any(p == number and start <= link.start < end for p, start, end in spans)
                kind = "cross_reference" if refers else "in_text"
                yield RelatedLink(link.url, block.text[link.start : link.end], kind, number, link.start, link.end)
    kinds = {"analysis": "analysis", "country_profile": "country_profile", "related": "related_story"}
    for block in document.blocks:
        if block.kind in kinds:
            for link in block.links:
                if link.url is not None:
                    yield RelatedLink(link.url, block.text[link.start : link.end], kinds[block.kind])


def _countries(document: Document) -> Iterable[str]:
    named = [match[1] for p in document.pictures if (match := _PROFILE_FLAG.match(p.alt))]
    named += [
        match[1] for b in document.blocks if b.kind == "country_profile" and (match := _PROFILE_FLAG.match(b.text))
    ]
    return dict.fromkeys(named)


def _images(document: Document) -> Iterator[Image]:
    captions = [block for block in document.blocks if block.kind == "caption"]
    for picture in document.pictures:
        # Logos, flags and spacers have short alt texts; a photo's is its caption.
        if picture.url is not None and len(picture.alt) > 20:
            caption = next(
                (b.text for b in captions if b.text == picture.alt or 0 <= b.index - picture.block <= 2), None
            )
            yield Image(picture.url, picture.alt, caption)


def _removed(document: Document, story: Story) -> Iterator[Removed]:
    kept = {story.headline.index, *(block.index for block in story.body)}
    for block in document.blocks:
        if block.index not in kept:
            yield Removed(_removed_kind(block), block.text)


def _removed_kind(block: Block) -> str:
    return {"browser": "other", "consent": "other", None: "other"}.get(block.kind, block.kind or "other")
