"""Round brackets in a text and the parts between semicolons: GSN's references and citations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from crawler.extract.days.calendar import MONTH

# "(Reuters, June 28)": what closes a paragraph that a reporter took from others.
SOURCE_AT_END: Final = re.compile(rf"\([^()]{{2,120}}, {MONTH}\.? \d{{1,2}}(?:, \d{{4}})?\)\W*$")
# No bracket inside a bracket: a run of opening ones is passed over in one step each.
_BRACKET = re.compile(r"\(([^()]{1,400})\)")
_PART = re.compile(r"[^;]+")
# A closing bracket ends a block when the sentence ends with it, or when another bracket follows.
_BLOCK_END = re.compile(r"[\s\xa0]{0,4}[\"'”’]{0,2}(?:[\s\xa0]{0,4}$|[.!?:(\[])")


@dataclass(frozen=True, slots=True)
class BracketPart:
    """`start`, `end` are offsets into the text; `number` counts the brackets of the text."""

    text: str
    start: int
    end: int
    number: int
    closes_block: bool


@lru_cache(maxsize=512)  # references and citations are read from the same brackets
def bracket_parts(text: str) -> tuple[BracketPart, ...]:
    return tuple(_parts(text)) if "(" in text else ()


def _parts(text: str) -> Iterator[BracketPart]:
    for number, bracket in enumerate(_BRACKET.finditer(text)):
        closes = _BLOCK_END.match(text, bracket.end()) is not None
        for part in _PART.finditer(bracket[1]):
            words = part[0].strip()
            if words:
                start = bracket.start(1) + part.start() + part[0].index(words)
                yield BracketPart(words, start, start + len(words), number, closes)
