"""Who signs a story, among the lines from its headline to its first paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from crawler.extract.bylines import read_bare_name, read_byline
from crawler.extract.dates import is_date_of_change, read_date
from crawler.extract.document import Block, Document, fold, pieces_of
from crawler.extract.json_ld import declared_objects
from crawler.items import Person

Signature = tuple[str, tuple[Person, ...]]

# Where sites keep the pages of those who write for them.
_WRITERS: Final = re.compile(
    r"/(?:authors?|by|bylines?|reporters?|writers?|columnists?|contributors?|correspondents?|staff|people|bios?)[/.?]",
    re.IGNORECASE,
)
_LONGEST_LINE: Final = 200
_MOSTLY_LINKED: Final = 0.6
_META_AUTHORS: Final = frozenset({"author", "article:author", "dc.creator", "byl", "byline", "parsely-author"})


def find_signature(document: Document, lines: Sequence[Block], above: Sequence[Block] = ()) -> Signature | None:
    """The byline as shown and its people; a name alone counts where something beside it says that it is a writer's.
    `above`: the lines over the headline, which sign the story only where its date stands among them, or where one is
    straight over the headline in the same box."""
    if any(map(_is_dated, above)):
        signed = _find_below(document, lines, dated_above=True)
        return signed or next((found for line in reversed(above) if (found := read_byline(line.text))), None)
    return _find_below(document, lines, dated_above=False) or (_straight_above(document, above[-1]) if above else None)


def _straight_above(document: Document, line: Block) -> Signature | None:
    headline, before = document.blocks[line.index + 1], document.blocks[line.index - 1]
    beside = line.container >= 0 and document.parents[line.container] == document.parents[headline.container]
    # Below another title it signs that story.
    titled = line.index > 0 and (before.heading > 0 or before.link_density > _MOSTLY_LINKED)
    return read_byline(line.text) if beside and not titled and line.kind in (None, "byline", "other") else None


def _find_below(document: Document, lines: Sequence[Block], *, dated_above: bool) -> Signature | None:
    dated = [_is_dated(line) for line in lines]
    undated = [number for number in range(len(lines)) if not dated[number]]
    for number in undated:
        if signed := read_byline(lines[number].text):
            return signed
    for number in undated:
        if signed := _beside_date(lines[number]):
            return signed
    names = {number: signed for number in undated if (signed := read_bare_name(lines[number].text))}
    for number, signed in names.items():
        under_headline = number == 0 and dated_above
        if under_headline or any(dated[max(number - 1, 0) : number + 2]) or _leads_to_writer(lines[number]):
            return signed
    declared = frozenset(_declared(document)) if names else frozenset()
    return next((signed for signed in names.values() if signed[0] in declared), None)


def _beside_date(line: Block) -> Signature | None:
    """The linked name in a line that has a date beside it, with or without a blank between."""
    pieces = pieces_of(line) if line.links and len(line.text) <= _LONGEST_LINE else ()
    if not any(read_date(piece) for piece in pieces):
        return None
    return next((signed for piece in pieces if (signed := read_byline(piece) or read_bare_name(piece))), None)


def _is_dated(line: Block) -> bool:
    return read_date(line.text) is not None or is_date_of_change(line.text)


def _leads_to_writer(line: Block) -> bool:
    return any(_is_writers(link.url) for link in line.links) and line.link_density > 0.5


def _is_writers(url: str | None) -> bool:
    return url is not None and _WRITERS.search(url.partition("?")[0] + "/") is not None


def _declared(document: Document) -> Iterator[str]:
    """The names that the page's head gives as the writer's; they only confirm what readers see."""
    for meta in document.root.iter("meta"):
        if (meta.get("name") or meta.get("property") or "").lower() in _META_AUTHORS:
            yield fold(meta.get("content") or "")
    for one in declared_objects(document.root):
        authors = one.get("author")
        for author in authors if isinstance(authors, list) else [authors]:
            name = author.get("name") if isinstance(author, dict) else author
            if isinstance(name, str):
                yield fold(name)
