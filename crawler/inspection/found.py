"""What was found inside a paragraph: links, references, citations and the dateline, at their offsets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from crawler.extract.text.references import locate_references
from crawler.items import Article, Citation, CrossReference


@dataclass(frozen=True, slots=True)
class Mark:
    """A found field: `start` and `end` are offsets into the block's text; `note` says what it was read as."""

    start: int
    end: int
    kind: str
    note: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text under the same marks."""

    text: str
    marks: tuple[Mark, ...]


def marks_of(article: Article) -> dict[int, tuple[Mark, ...]]:
    """The marks of each paragraph that has any, sorted by place."""
    found: dict[int, list[Mark]] = defaultdict(list)
    for paragraph, mark in (*_links(article), *_citations(article), *_references(article), *_dateline(article)):
        found[paragraph].append(mark)
    return {paragraph: tuple(sorted(marks, key=_order)) for paragraph, marks in found.items()}


def _order(mark: Mark) -> tuple[int, int, str]:
    return mark.start, -mark.end, mark.kind


def _dateline(article: Article) -> Iterator[tuple[int, Mark]]:
    if article.dateline and article.paragraphs and article.paragraphs[0].text.startswith(article.dateline):
        yield 0, Mark(0, len(article.dateline), "dateline", "dateline")


def _links(article: Article) -> Iterator[tuple[int, Mark]]:
    for link in article.relatedLinks:
        if link.paragraph is not None and link.start is not None and link.end is not None:
            target = f" (record {link.targetId})" if link.targetId else ""
            yield link.paragraph, Mark(link.start, link.end, "link", f"{link.kind}: {link.url}{target}")


def _citations(article: Article) -> Iterator[tuple[int, Mark]]:
    paragraph, after = -1, 0
    for citation in article.citations:
        after = after if citation.paragraph == paragraph else 0
        paragraph = citation.paragraph
        start = article.paragraphs[paragraph].text.find(citation.text, after)
        if start >= 0:
            after = start + len(citation.text)
            yield paragraph, Mark(start, after, "citation", f"citation: {describe_citation(citation)}")


def describe_citation(citation: Citation) -> str:
    """Outlets with their authors, then the date as printed."""
    sources = [
        f"{source.name} (by {', '.join(author.name for author in source.authors)})" if source.authors else source.name
        for source in citation.sources
    ]
    return f"{'; '.join(sources)}, {citation.date or 'no date'}"


def _references(article: Article) -> Iterator[tuple[int, Mark]]:
    # The record's references are these places in their order, with dates and targets; they carry no offsets.
    for place, reference in zip(locate_references(article.paragraphs), article.crossReferences, strict=False):
        if place.text == reference.text:
            note = f"cross-reference: {describe_reference(reference)}"
            yield place.paragraph, Mark(place.start, place.end, "reference", note)


def describe_reference(reference: CrossReference) -> str:
    """Date, whether its story was found, and which it is."""
    found = reference.targetId or " or ".join(reference.candidates)
    return f"{reference.date or 'no full date'}, {reference.status}" + (f": record {found}" if found else "")


def pieces(text: str, marks: Sequence[Mark]) -> Iterator[Piece]:
    """The text cut wherever a mark begins or ends, so that marks may lie in and across each other."""
    edges = sorted({0, len(text), *(edge for mark in marks for edge in (mark.start, mark.end) if 0 < edge < len(text))})
    for start, end in pairwise(edges):
        yield Piece(text[start:end], tuple(mark for mark in marks if mark.start <= start and end <= mark.end))
