"""Where on a page the story is: its headline, its body, and what stands between them."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from crawler.extract.bylines import read_byline
from crawler.extract.dates import read_date
from crawler.extract.document import Block, Document
from crawler.extract.furniture import PROSE, is_prose

_WORDS: Final = re.compile(r"\w+")
_SENTENCE_END: Final = re.compile(r"[.!?:;…)\]][\"'”’)\]]*$")
# The story's column holds at least this share of the prose that is left when the furniture is gone.
_COLUMN_SHARE: Final = 0.8


@dataclass(frozen=True, slots=True)
class Story:
    """The blocks of one story. `between` stands from the headline to the first paragraph: date line, byline."""

    headline: Block
    between: tuple[Block, ...]
    body: tuple[Block, ...]


def find_story(document: Document) -> Story | None:
    """The page's one story; None when there is no headline with prose after it. Sets `kind` on what is left out."""
    headline = find_headline(document)
    if headline is None:
        return None
    column = _column(document, headline)
    if column is None:
        return None
    inside = [
        block
        for block in document.blocks
        if block.index > headline.index and block.kind is None and document.inside(block.container, column)
    ]
    return _split(headline, inside)


def find_headline(document: Document) -> Block | None:
    """The block that most looks like the page's own headline: told by `<title>`, heading tags, place and length."""
    best: tuple[float, int] | None = None
    title = _key(document.title or "")
    prose_after = _next_prose(document)
    for block in document.blocks:
        if block.kind is None and 4 <= len(block.text) <= 250 and prose_after[block.index] is not None:
            score = _headline_score(block, title, prose_after[block.index] or 0)
            if score > 0 and (best is None or score > best[0]):
                best = (score, block.index)
    return document.blocks[best[1]] if best is not None else None


def _headline_score(block: Block, title: str, distance: int) -> float:
    key = _key(block.text)
    if not key or read_date(block.text) is not None or read_byline(block.text) is not None:
        return 0.0
    score = {0: 0.0, 1: 4.0, 2: 3.0, 3: 2.0}.get(block.heading, 1.0)
    if title and key in title and len(key) > 8:
        # Longer agreement is better: a section's name may stand in the title as well.
        score += 4.0 + 4.0 * len(key) / len(title)
    score += 1.0 if block.bold and block.heading == 0 else 0.0
    score += 1.0 if distance <= 4 else 0.0
    score -= 3.0 if block.link_density > 0.8 and key not in title else 0.0
    score -= 2.0 if _SENTENCE_END.search(block.text) and len(block.text) > 90 else 0.0
    return score


def _next_prose(document: Document) -> list[int | None]:
    """For each block, how many blocks later prose comes that is no furniture; None when none does."""
    distances: list[int | None] = []
    distance: int | None = None
    for block in reversed(document.blocks):
        distances.append(distance)
        if block.kind is None and is_prose(block):
            distance = 1
        elif distance is not None:
            distance += 1
    return distances[::-1]


def _column(document: Document, headline: Block) -> int | None:
    """The innermost container that holds nearly all prose after the headline."""
    weight: dict[int, int] = defaultdict(int)
    total = 0
    for block in document.blocks[headline.index + 1 :]:
        if block.kind is None and (is_prose(block) or _is_short_paragraph(block)):
            total += len(block.text)
            for container in document.ancestors(block.container):
                weight[container] += len(block.text)
    holders = [container for container, held in weight.items() if held >= _COLUMN_SHARE * total]
    return max(holders) if holders and total else None


def _is_short_paragraph(block: Block) -> bool:
    return 12 <= len(block.text) < PROSE and bool(_SENTENCE_END.search(block.text)) and block.link_density < 0.5


def _split(headline: Block, inside: list[Block]) -> Story | None:
    """Cut what is in the column into what stands before the first paragraph, the body, and what trails."""
    starts = [i for i, block in enumerate(inside) if _begins_body(block)]
    ends = [i for i, block in enumerate(inside) if is_prose(block) or _is_short_paragraph(block)]
    if not starts or not ends:
        return None
    between, body = inside[: starts[0]], inside[starts[0] : ends[-1] + 1]
    for block in between + inside[ends[-1] + 1 :]:
        block.kind = "date_line" if read_date(block.text) else "byline" if read_byline(block.text) else "other"
    kept = []
    for block in body:
        if block.link_density > 0.8 and not _SENTENCE_END.search(block.text):
            block.kind = "related"
        elif _key(block.text) == _key(headline.text):
            block.kind = "headline"
        else:
            kept.append(block)
    return Story(headline, tuple(between), tuple(kept)) if kept else None


def _begins_body(block: Block) -> bool:
    if read_date(block.text) is not None or read_byline(block.text) is not None:
        return False
    return is_prose(block) or _is_short_paragraph(block)


def _key(text: str) -> str:
    """The words alone, lower case: what two forms of one headline share."""
    return " ".join(_WORDS.findall(text.lower()))
