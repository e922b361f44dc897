"""Source citations that close a block: "(Xinhua News Agency, Sept. 7)", "(Miller, New York Times)"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from crawler.extract.days.calendar import MONTH
from crawler.extract.text.brackets import BracketPart, bracket_parts
from crawler.extract.text.references import is_reference
from crawler.extract.text.sources import names_outlet, read_sources, reads_as_source
from crawler.items import Citation, CitedSource, Paragraph

_DAY = r"\d{1,2}(?!\d)"
_DATE_TAIL = re.compile(
    rf",?\s(?P<date>{MONTH}\b\.?\s{_DAY}(?:\s?(?:-|–|/|and|,)\s?(?:{MONTH}\b\.?\s)?{_DAY})?(?:,\s\d{{4}})?)\.?$"
)
_MONTH_TAIL = re.compile(rf",\s(?P<date>{MONTH}\b\.?(?:/{MONTH}\b\.?)?(?:\s\d{{4}})?)$")


def find_citations(paragraphs: Sequence[Paragraph]) -> tuple[Citation, ...]:
    """Every citation in order. A citation without a date counts when its outlet is known."""
    found: list[Citation] = []
    known: set[str] = set()
    for paragraph in paragraphs:
        for _, parts in groupby(bracket_parts(paragraph.text), key=lambda part: part.number):
            for citation in _read_bracket(tuple(parts), paragraph.index, known):
                known.update(source.name for source in citation.sources)
                found.append(citation)
    return tuple(found)


def _read_bracket(parts: Sequence[BracketPart], paragraph: int, known: set[str]) -> Iterator[Citation]:
    """The parts of one bracket; one without a date shares the date of the next that has one."""
    shared: str | None = None
    read: list[Citation] = []
    for part in reversed(parts):
        if is_reference(part.text):
            continue
        citation = _read_part(part, paragraph, known, shared)
        if citation is not None:
            shared = citation.date
            read.append(citation)
    yield from reversed(read)


def _read_part(part: BracketPart, paragraph: int, known: set[str], shared: str | None) -> Citation | None:
    words = " ".join(part.text.split())
    who, date = _split_date(words)
    if date is None and shared is not None and reads_as_source(who, known, dated=True, closes=True):
        date = shared
    elif not reads_as_source(who, known, dated=date is not None, closes=part.closes_block):
        return None
    sources: tuple[CitedSource, ...] = read_sources(who)
    return Citation(part.text, sources, date, paragraph) if sources else None


def _split_date(words: str) -> tuple[str, str | None]:
    """A month alone is a magazine's date, or else merely the time of something."""
    if (match := _DATE_TAIL.search(words)) is not None:
        return words[: match.start()].strip(" ,"), match["date"]
    match = _MONTH_TAIL.search(words)
    if match is not None and names_outlet(words[: match.start()]):
        return words[: match.start()].strip(" ,"), match["date"]
    return words, None
