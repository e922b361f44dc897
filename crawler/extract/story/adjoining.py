"""What stands straight before and behind a story's body in other boxes, and is more of it: a page's boxes need not end
where its story does."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import groupby, islice, takewhile
from typing import Final

from crawler.extract.furniture.afterwords import without_afterwords
from crawler.extract.furniture.asides import is_built_alike
from crawler.extract.furniture.belonging import NO_FURNITURE, is_label, is_part, is_plain_line
from crawler.extract.page.document import CELLS, MOSTLY_LINKS, Block, Document
from crawler.extract.page.rows import is_cell_of_data
from crawler.extract.story.edges import ends_body, may_begin, says_subject, stands_as_deck
from crawler.extract.text.bylines import read_byline
from crawler.extract.text.dates import read_date
from crawler.extract.text.lines import FEWEST_SPEAKERS, is_point, is_sentence, is_titled, speaker_of, speakers_in
from crawler.extract.text.posted import is_put_up
from crawler.extract.text.sentences import is_own, is_told, lacks_stop, leads

Dress = tuple[str | None, ...]

# These stand between two paragraphs and end nothing.
_PASSED_OVER: Final = frozenset({"ad", "caption", "share"})
_QUOTES: Final = "\"'“”‘’ .…"
_TERM: Final = re.compile(r"\b[a-z]{9,}\b")
# What two paragraphs of one story are likely to share.
_WORD: Final = re.compile(r"\b(?:[A-Z][\w'’-]{3,}|[a-z]{7,})\b")
_NAME: Final = re.compile(r"(?<=[\w,] )[A-Z][\w'’-]{3,}")
_COUNTED: Final = re.compile(
    r"\b(?:tons?|tonnes?|kilograms?|kg|pounds|curies|liters|megawatts|warheads?|missiles?|rockets?|munitions|doses"
    r"|rounds|[bm]illion)\b",
    re.IGNORECASE,
)
_CAPITAL: Final = re.compile(r"\b[A-Z][\w'’-]{3,}")
# A headline has more.
_FEWEST_WORDS: Final = 3
_FEWEST_IN_CELL: Final = 3
_MOST_PASSED: Final = 8
_SHORTEST_TITLE: Final = 20
_MOST_PENDING: Final = 4
# A paragraph and two boxes around it.
_SHOWN_ALIKE: Final = 3
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
    said = _Said(document, body)
    before = [
        block
        for block in _reported(_above(document, headline, first), said)
        if not (says_subject(block) or stands_as_deck(document, block, body[0]))
    ]
    after = _reported(_below(document, body, said), said)
    before = _from_lead(document, list(reversed(before))) or _lead_apart(document, headline, body[0])
    after = list(without_afterwords(blocks, headline, [*body, *after]))[len(body) :] if after else []
    after += _table_below(document, (*body, *after)[-1], said)
    kept = frozenset(block.index for block in body)
    amid = [b for b in inside if first < b.index < last and b.index not in kept and b.kind == "other"][:_MOST_ADDED]
    # What a gallery says twice is left out of the body, and of itself no more of it.
    times = Counter(b.text for b in amid)
    amid = [b for b in amid if times[b.text] == 1 and not (said.has(b) or _is_of_others(b))]
    amid = [b for b in amid if said.goes_on(b) or _heads(document, b, kept)]
    for block in (*before, *amid, *after):
        block.kind = None
    return (*before, *sorted((*body, *amid), key=lambda block: block.index), *after)


class _Said:
    """What a body says: its texts, whom it names, its long words, who speaks in it. Most pages never ask."""

    def __init__(self, document: Document, body: Sequence[Block]) -> None:
        self._document, self._body = document, body

    @cached_property
    def text(self) -> str:
        return "\n".join(block.text for block in self._body)

    @cached_property
    def names(self) -> frozenset[str]:
        return frozenset(_NAME.findall(self.text))

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset(_WORD.findall(self.text))

    @cached_property
    def terms(self) -> frozenset[str]:
        return frozenset(_TERM.findall(self.text))

    @cached_property
    def speakers(self) -> frozenset[str]:
        return speakers_in(block.text for block in self._body)

    def goes_on(self, block: Block) -> bool:
        """Whether a block reports something, or speaks in turn, or is a list's point, or says more of what the body
        names."""
        text = block.text
        if is_told(text) or speaker_of(text) in self.speakers or is_point(text):
            return True
        # Who is asked may say "I" and "you".
        asked = len(self.speakers) >= FEWEST_SPEAKERS
        if not (is_sentence(text) or is_part(block)) or (is_own(text) and not asked):
            return False
        return not self.names.isdisjoint(_NAME.findall(text)) or len(self.terms.intersection(_TERM.findall(text))) > 1

    def names_in(self, text: str) -> bool:
        """Whether the body has a word that begins with a capital letter in a text of few words."""
        return any(word in self.text for word in _CAPITAL.findall(text))

    def shares(self, block: Block) -> bool:
        """Whether a block has a name or a long word of the body."""
        return not self.words.isdisjoint(_WORD.findall(block.text))

    def is_built(self, block: Block) -> bool:
        """Whether a sentence stands in boxes that look as those around the body's paragraphs do: a body in parts."""
        said = is_sentence(block.text) or lacks_stop(block.text)
        if not said or block.link_density > MOSTLY_LINKS or is_own(block.text):
            return False
        look = self.look(block)
        return any(map(any, (dress[1:] for dress in look[1:]))) and look in self.looks

    @cached_property
    def looks(self) -> set[tuple[Dress, ...]]:
        """How the body's paragraphs and the boxes around each look."""
        return set(map(self.look, self._body))

    def look(self, block: Block) -> tuple[Dress, ...]:
        around = islice(self._document.ancestors(block.container), _SHOWN_ALIKE)
        return tuple(map(self._document.dress, around))

    def has(self, block: Block) -> bool:
        """Whether a block repeats what the body says, to catch the eye."""
        return block.text.strip(_QUOTES) in self.text


def _above(document: Document, headline: Block, first: int) -> Iterator[Block]:
    """The blocks above a body that begins with the block `first`, upwards, up to a rule or the headline."""
    above = reversed(document.blocks[max(headline.index + 1, first - _MOST_ADDED) : first])
    return takewhile(lambda block: not document.ruled(block.index, first), above)


def _below(document: Document, body: Sequence[Block], said: _Said) -> Iterator[Block]:
    """The blocks below a body, up to a rule, or up to the end of its cell where the next says nothing of the body's."""
    last, end = body[-1].index, _end_of_cell(document, body)
    below = document.blocks[last + 1 : last + 1 + _MOST_ADDED]
    beyond = next((b for b in below if b.container > end and any(map(str.isalnum, b.text))), None)
    if beyond is not None and not said.shares(beyond):
        below = below[: beyond.index - last - 1]
    return takewhile(lambda block: not document.ruled(last, block.index), below)


def _table_below(document: Document, last: Block, said: _Said) -> list[Block]:
    """The cells of a table that stands beside the last paragraph, straight below it, in its box: with names of columns
    over rows, most of them with figures, and with something that the story names or what such stories count."""
    below = document.blocks[last.index + 1 : last.index + 1 + _MOST_ADDED]
    first = below[0] if below else last
    # Paragraphs that line breaks part stand in the box itself.
    boxes = (last.container, document.parents[last.container])
    if first.tag != "th" or last.container < 0 or not is_cell_of_data(document, first):
        return []
    table = next((c for c in document.around(first.container) if document.tags[c] == "table"), -1)
    if (
        table < 0
        or document.parents[table] not in boxes
        or document.floats(table)
        or document.ruled(last.index, first.index)
    ):
        return []
    cells = list(takewhile(lambda block: document.inside(block.container, table), below))
    rows = [tuple(row) for _, row in groupby(cells, lambda cell: document.parents[cell.container])][1:]
    figures = sum(any(map(str.isdigit, cell.text)) for row in rows for cell in row[1:2])
    named = any(said.names_in(row[0].text) or any(_COUNTED.search(cell.text) for cell in row[1:]) for row in rows)
    whole = all(cell.kind in NO_FURNITURE and is_cell_of_data(document, cell) for cell in cells)
    return cells if whole and named and 2 * figures > len(rows) else []


def _reported(blocks: Iterable[Block], said: _Said) -> list[Block]:
    """The blocks that go on what a story reports, as far as nothing else stands between."""
    taken: list[Block] = []
    pending: list[Block] = []
    asked = 0
    for block in blocks:
        if block.kind in _PASSED_OVER or not any(map(str.isalnum, block.text)):
            continue
        if block.kind == "subscribe" and asked < _MOST_PENDING:
            # What asks readers to subscribe may stand amid a story.
            asked += 1
            continue
        if asked and not (said.is_built(block) or (is_told(block.text) and said.shares(block))):
            if is_label(block) and (block.heading or block.bold) and len(pending) < _MOST_PENDING:
                pending.append(block)
                continue
            break
        asked = 0
        if block.kind not in NO_FURNITURE or _is_sign(block) or _is_of_others(block):
            break
        if said.has(block):
            continue
        if said.goes_on(block) or said.is_built(block):
            taken += [*pending, block]
            pending = []
            said.looks.add(said.look(block))
        elif is_plain_line(block):
            break
        elif is_part(block) or sum(not is_part(one) for one in pending) < _MOST_PENDING:
            pending.append(block)
        else:
            break
    return taken


def _end_of_cell(document: Document, body: Sequence[Block]) -> int:
    """The last container of the cell, one of several in its row, that much of a body is in: a page's own columns stand
    side by side. That of the page where there is no such cell."""
    parents, tags = document.parents, document.tags
    around = document.around(body[-1].container)
    for cell in (box for box in around if tags[box] in CELLS):
        row = parents[cell]
        beside = row >= 0 and any(parents[box] == row for box in range(document.ends[cell] + 1, document.ends[row] + 1))
        if beside and sum(document.inside(block.container, cell) for block in body) >= _FEWEST_IN_CELL:
            return document.ends[cell]
    return len(tags)


def _heads(document: Document, block: Block, kept: frozenset[int]) -> bool:
    """Whether a line set off as headings are, or worded as a title and a `<p>` as both its neighbours are, stands
    between two paragraphs of the story."""
    before = _nearest(reversed(document.blocks[max(block.index - _MOST_PASSED, 0) : block.index]))
    after = _nearest(document.blocks[block.index + 1 : block.index + 1 + _MOST_PASSED])
    if before is None or after is None or not {before.index, after.index} <= kept:
        return False
    if bool(block.heading or block.bold) and is_label(block):
        return True
    alike = is_built_alike(document, before, block) and is_built_alike(document, block, after)
    return block.tag == "p" and alike and is_titled(block.text)


def _nearest(blocks: Iterable[Block]) -> Block | None:
    """The first that is no furniture."""
    return next((block for block in blocks if block.kind in NO_FURNITURE), None)


def _is_of_others(block: Block) -> bool:
    """Whether a block is a link, or begins with one of some words, as teasers do."""
    opens = bool(block.links) and block.links[0].start == 0 and block.links[0].end >= _SHORTEST_TITLE
    return opens or block.link_density > MOSTLY_LINKS


def _is_sign(block: Block) -> bool:
    text = block.text
    return read_date(text) is not None or read_byline(text) is not None or is_put_up(text) or ends_body(block)


def _from_lead(document: Document, before: list[Block]) -> list[Block]:
    """From the first that leads, as stories begin; what stands under a label of its own does not."""
    start = next((n for n, b in enumerate(before) if is_told(b.text) and leads(b.text)), None)
    if start is None or _is_short_label(document.blocks[before[start].index - 1]):
        return []
    return before[start:]


def _lead_apart(document: Document, headline: Block, first: Block) -> list[Block]:
    """The paragraph straight below the headline, whatever furniture follows, where the body does not begin as stories
    do without it: a deck stands over a paragraph that does."""
    if leads(first.text):
        return []
    below = document.blocks[headline.index + 1 : first.index][:_MOST_PASSED]
    lead = next((b for b in below if b.kind not in _PASSED_OVER and not _is_sign(b)), None)
    if lead is None or lead.kind not in NO_FURNITURE or not lead.prose or not may_begin(lead):
        return []
    if _is_of_others(lead) or lead.links[1:]:
        return []
    box = document.common(lead.container, first.container)
    if box >= 0 and document.tags[box] == "tr":
        # What stands in the next cell is beside the story.
        return []
    # A deck stands over the writer's name; under a line of its own something else begins.
    between = [b for b in document.blocks[lead.index + 1 : first.index] if b.kind not in _PASSED_OVER]
    apart = not between or any(b.kind not in NO_FURNITURE and not _is_sign(b) for b in between)
    told = is_told(lead.text) and leads(lead.text)
    plain = is_sentence(lead.text) and not (is_told(first.text) or is_own(lead.text))
    return [lead] if apart and (told or plain) else []


def _is_short_label(block: Block) -> bool:
    plain = block.kind in NO_FURNITURE and not block.links and not is_sentence(block.text.rstrip(":"))
    return plain and len(block.text.split()) < _FEWEST_WORDS
