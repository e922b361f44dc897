"""What stands straight before and behind a story's body in other boxes, and is more of it: a page's boxes need not end
where its story does."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Final

from crawler.extract.afterwords import without_afterwords
from crawler.extract.belonging import PARTS_OF_STORIES, is_label
from crawler.extract.bylines import read_byline
from crawler.extract.dates import read_date
from crawler.extract.document import MOSTLY_LINKS, Block, Document
from crawler.extract.edges import ends_body
from crawler.extract.lines import LIST_MARK, is_sentence, speaker_of
from crawler.extract.sentences import is_own, is_told, leads

# These stand between two paragraphs and end nothing.
_PASSED_OVER: Final = frozenset({"ad", "caption", "share"})
_MAY_GO_ON: Final = frozenset({None, "other"})
_QUOTES: Final = "\"'“”‘’ .…"
_TERM: Final = re.compile(r"\b[a-z]{9,}\b")
_NAME: Final = re.compile(r"(?<=[\w,] )[A-Z][\w'’-]{3,}")
_FEWEST_SPEAKERS: Final = 2
_SHORTEST_TITLE: Final = 20
_MOST_PENDING: Final = 4
# Longer bodies are no news stories, and what a page made to harm repeats is not looked for.
_LONGEST_STORY: Final = 400
_MOST_ADDED: Final = 200


def with_adjoining(
    document: Document, headline: Block, body: Sequence[Block], inside: Sequence[Block]
) -> tuple[Block, ...]:
    """The body with the prose straight before it, up to the headline, and straight behind it, up to what is none; and
    with what is left out amid it, of the blocks `inside` its column, that says more of what it says."""
    blocks, first, last = document.blocks, body[0].index, body[-1].index
    if len(body) > _LONGEST_STORY:
        return tuple(body)
    said = _Said(body)
    before = _reported(reversed(blocks[max(headline.index + 1, first - _MOST_ADDED) : first]), said)
    after = _reported(blocks[last + 1 : last + 1 + _MOST_ADDED], said)
    before = _from_lead(list(reversed(before)))
    after = list(without_afterwords(blocks, headline, [*body, *after]))[len(body) :] if after else []
    kept = frozenset(block.index for block in body)
    amid = [b for b in inside if first < b.index < last and b.index not in kept and b.kind == "other"][:_MOST_ADDED]
    amid = [b for b in amid if not (said.has(b) or _is_of_others(b)) and (said.goes_on(b) or _heads(b, kept))]
    for block in (*before, *amid, *after):
        block.kind = None
    return (*before, *sorted((*body, *amid), key=lambda block: block.index), *after)


class _Said:
    """What a body says: its texts, whom it names, its long words, who speaks in it. Most pages never ask."""

    def __init__(self, body: Sequence[Block]) -> None:
        self._body = body

    @cached_property
    def text(self) -> str:
        return "\n".join(block.text for block in self._body)

    @cached_property
    def names(self) -> frozenset[str]:
        return frozenset(_NAME.findall(self.text))

    @cached_property
    def terms(self) -> frozenset[str]:
        return frozenset(_TERM.findall(self.text))

    @cached_property
    def speakers(self) -> frozenset[str]:
        return frozenset(speaker for block in self._body if (speaker := speaker_of(block.text)))

    def goes_on(self, block: Block) -> bool:
        """Whether a block reports something, or speaks in turn, or says more of what the body names."""
        text = block.text
        if is_told(text) or speaker_of(text) in self.speakers:
            return True
        # Who is asked may say "I" and "you".
        asked = len(self.speakers) >= _FEWEST_SPEAKERS
        if not (is_sentence(text) or _is_part(block)) or (is_own(text) and not asked):
            return False
        return not self.names.isdisjoint(_NAME.findall(text)) or len(self.terms.intersection(_TERM.findall(text))) > 1

    def has(self, block: Block) -> bool:
        """Whether a block repeats what the body says, to catch the eye."""
        return block.text.strip(_QUOTES) in self.text


def _reported(blocks: Iterable[Block], said: _Said) -> list[Block]:
    """The blocks that go on what a story reports, as far as nothing else stands between."""
    taken: list[Block] = []
    pending: list[Block] = []
    for block in blocks:
        if block.kind in _PASSED_OVER or not any(map(str.isalnum, block.text)):
            continue
        if block.kind not in _MAY_GO_ON or _is_sign(block) or _is_of_others(block):
            break
        if said.has(block):
            continue
        if said.goes_on(block):
            taken += [*pending, block]
            pending = []
        elif _is_part(block) or sum(not _is_part(one) for one in pending) < _MOST_PENDING:
            pending.append(block)
        else:
            break
    return taken


def _heads(block: Block, kept: frozenset[int]) -> bool:
    """Whether a line set off as headings are stands straight over a paragraph of the story."""
    return bool(block.heading or block.bold) and is_label(block) and block.index + 1 in kept


def _is_part(block: Block) -> bool:
    return block.tag in PARTS_OF_STORIES or LIST_MARK.match(block.text) is not None


def _is_of_others(block: Block) -> bool:
    """Whether a block is a link, or begins with one of some words, as teasers do."""
    opens = bool(block.links) and block.links[0].start == 0 and block.links[0].end >= _SHORTEST_TITLE
    return opens or block.link_density > MOSTLY_LINKS


def _is_sign(block: Block) -> bool:
    return read_date(block.text) is not None or read_byline(block.text) is not None or ends_body(block)


def _from_lead(before: list[Block]) -> list[Block]:
    """From the first that leads, as stories begin."""
    start = next((n for n, b in enumerate(before) if is_told(b.text) and leads(b.text)), None)
    return before[start:] if start is not None else []
