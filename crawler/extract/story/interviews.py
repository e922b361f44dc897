"""Questions and answers in turn: a story prints them in a build of their own, and nothing in them is reported."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from crawler.extract.furniture.afterwords import presents_writer
from crawler.extract.page.document import MOSTLY_LINKS, Block, Document
from crawler.extract.text.lines import is_sentence
from crawler.extract.text.wordings import kind_of

# Of a question and the answer below it.
_FEWEST_TURNS: Final = 2
_SHORTEST_QUESTION: Final = 4
# Furniture between the body and an interview that goes on with it, in blocks.
_MOST_BETWEEN: Final = 40
# An answer may be taken for these by its words, or by where it stands.
_UNCERTAIN: Final = frozenset({None, "other"})


def with_interview(document: Document, body: Sequence[Block]) -> tuple[Block, ...]:
    """The body with all turns of an interview of which it has some, or which goes on straight below it. Sets their
    `kind` to None."""
    kept = {block.index for block in body}
    for turns in _interviews(document, body[0].index):
        first, last = turns[0].index, turns[-1].index
        above = (n for n in range(first - 1, max(first - _MOST_BETWEEN, 0), -1))
        nearest = next((n for n in above if document.blocks[n].kind in _UNCERTAIN), -1)
        if nearest in kept or any(block.index in kept for block in turns):
            kept.update(block.index for block in turns)
            for block in document.blocks[first : last + 1]:
                block.kind = None if block.index in kept else block.kind
    return tuple(document.blocks[index] for index in sorted(kept))


def _interviews(document: Document, start: int) -> Iterator[list[Block]]:
    """Runs of turns whose questions are built alike. Furniture that its words tell may stand between them."""
    turns: list[Block] = []
    questions, answered = 0, True
    look: tuple[str | None, ...] | None = None
    for block in document.blocks[start + 1 :]:
        if block.kind not in _UNCERTAIN:
            continue
        question = _is_question(block)
        dress = document.dress(block.container) if question else None
        goes_on = answered and dress == look if question else bool(turns) and _is_answer(block)
        if not goes_on:
            if questions >= _FEWEST_TURNS:
                yield _answered(turns)
            turns, questions, look = [], 0, dress
        if question or goes_on:
            turns.append(block)
            questions += question
            answered = not question
    if questions >= _FEWEST_TURNS:
        yield _answered(turns)


def _answered(turns: list[Block]) -> list[Block]:
    """Without a question at the end that nobody answers."""
    return turns[:-1] if _is_question(turns[-1]) else turns


def _is_question(block: Block) -> bool:
    apart = bool(block.bold or block.heading or block.tag == "dt")
    long = apart and block.text.endswith("?") and len(block.text.split()) >= _SHORTEST_QUESTION
    return long and not block.links and kind_of(block.text) is None


def _is_answer(block: Block) -> bool:
    plain = not (block.bold or block.heading or block.tag == "dt") and block.link_density < MOSTLY_LINKS
    return plain and is_sentence(block.text) and kind_of(block.text) is None and not presents_writer(block)
