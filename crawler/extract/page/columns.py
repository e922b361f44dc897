"""Where a page's prose lies: paragraphs built alike and following each other are a story's, not a sidebar's."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, takewhile
from typing import Final

from crawler.extract.page.document import CELLS, PROSE, Block, Document
from crawler.extract.page.foot import closes_page
from crawler.extract.text.dates import find_dates
from crawler.extract.text.lines import is_sentence, speaker_of
from crawler.extract.text.sentences import is_own, is_told, leads

# Paragraphs of one story have a container in common at most so many steps above each.
_MOST_STEPS: Final = 4
_LONGEST_DATE: Final = 30
# A name, or a long word.
_TERM: Final = re.compile(r"\b(?:[A-Z][\w'’-]{3,}|[a-z]{7,})\b")
_MOST_NESTED: Final = 40
# One of these straight inside another was not closed.
_NEVER_IN_ITSELF: Final = frozenset({"p", "dd", "dt", "li", "td"})
# One long sentence is no more prose than three paragraphs are.
_LONGEST_COUNTED: Final = 400
# How much prose counts for each box between it and the headline.
_FURTHER: Final = 0.6
# So much prose is a story; more of it elsewhere is not more of one.
_ENOUGH: Final = 1500
# So many times as long as the story around it a quotation may be.
_MOST_QUOTED: Final = 3
_AS_HEADING: Final = 0.25
_MOST_POINTS: Final = 12
_QUOTES: Final = frozenset({"blockquote", "ul", "ol"})
# More paragraphs than these close no page, whomever they speak to.
_MOST_CLOSING: Final = 10
# What stands in these, and the headline does not, is seldom its story.
_BESIDE: Final = frozenset({"footer", "aside", "nav"})
_IN_LANDMARK: Final = 0.3
# What begins after one of these is seldom the story where there is prose before it.
# Names, days, tools and a picture may stand between a headline and its story.
_STRAIGHT_BELOW: Final = 8
_ALL_LINKED: Final = 0.9
# In letters.
_SHORTEST_TITLE: Final = 15
_AFTER_TITLE: Final = 3
_SECTIONS: Final = frozenset({"related", "popular", "comments", "copyright", "footer", "analysis", "country_profile"})
_PAST_SECTION: Final = 0.5
_LINKED: Final = 0.5
LANDMARKS: Final = frozenset({"footer", "aside", "nav", "form"})
_FEWEST_IN_CELL: Final = 2
# These stand between two paragraphs of any story.
_NO_BREAKS: Final = frozenset({"ad", "caption"})
# And these, in boxes of their own.
_AMID: Final = frozenset({"ad", "caption", "subscribe", "sign_in"})
# These stand after a story, never between two of its paragraphs.
TAIL_KINDS: Final = frozenset({"notice", "analysis", "country_profile", "comments", "copyright", "footer"})


@dataclass(slots=True)
class Run:
    """Prose built alike inside one container. `parts`: how many stretches headings and labels cut it into."""

    container: int
    blocks: list[Block] = field(default_factory=list)
    length: int = 0
    parts: int = 0
    last_break: int = -2

    @property
    def weight(self) -> float:
        weight = self.length * (len(self.blocks) - self.parts + 1) / len(self.blocks)
        if self.parts == 1 or weight >= _LONGEST_COUNTED:
            return weight
        # No paragraph weighs more alone than together with others.
        return max(weight, min(max(len(block.text) for block in self.blocks), _LONGEST_COUNTED))


def is_paragraph(block: Block) -> bool:
    if block.prose or (12 <= len(block.text) < PROSE and is_sentence(block.text) and block.link_density < 0.5):
        return True
    # "(Reuters, June 28)"
    return block.text.startswith("(") and is_told(block.text)


def find_column(document: Document, headline: Block, runs: Sequence[Run]) -> tuple[int, Run] | None:
    """The container of the story and most of its prose: from there outwards, as long as what is added is built like
    the story's own paragraphs or follows them at once. `runs` are those of the whole page."""
    prose = [b for b in document.blocks[headline.index + 1 :] if b.kind is None and is_paragraph(b)]
    if not prose:
        return None
    if any(run.blocks[0].index <= headline.index for run in runs):
        runs = find_runs(document, document.blocks[headline.index + 1 :])
    run = _nearest(document, runs, headline) or Run(prose[0].container, [prose[0]])
    run = _led(document, runs, headline, run) or run
    # One paragraph in another box may be built alike by chance.
    boxes = [_box_of(document, block) for block in run.blocks]
    first = run.blocks[boxes.index(Counter(boxes).most_common(1)[0][0])]
    return _widest(document, headline, first, prose), run


def _led(document: Document, runs: Sequence[Run], headline: Block, run: Run) -> Run | None:
    """The prose that begins straight below a headline as stories do, where what is longer is other stories' teasers."""
    below = document.blocks[headline.index + 1 : headline.index + 1 + _STRAIGHT_BELOW]
    first = next((block for block in below if block.kind is None and block.prose), None)
    begins = run.blocks[0].index
    if first is None or first.index >= begins or not (is_told(first.text) and leads(first.text)):
        return None
    if 2 * sum(_is_titled(document, block) for block in run.blocks) < len(run.blocks):
        return None
    own = [one for one in runs if one.blocks[0] is first and not any(block is run.blocks[0] for block in one.blocks)]
    return heaviest(own)


def _is_titled(document: Document, block: Block) -> bool:
    """Whether a linked line stands over a paragraph, or the paragraph begins with a link of some words."""
    opens = bool(block.links) and block.links[0].start == 0 and block.links[0].end >= _SHORTEST_TITLE
    return opens or document.blocks[block.index - 1].link_density > _ALL_LINKED


def _box_of(document: Document, block: Block) -> int:
    """What holds a paragraph together with others: the box around its own, or a table's cell."""
    container = block.container
    return container if container < 0 or document.tags[container] in CELLS else document.parents[container]


def _widest(document: Document, headline: Block, first: Block, prose: list[Block]) -> int:
    column = first.container
    end = _tail_begins(document, first)
    outside = [b for b in prose if not document.inside(b.container, column)]
    while (outer := document.parents[column]) >= 0:
        last = document.ends[outer]
        added = [b for b in outside if outer <= b.container <= last]
        if added:
            beside = _is_beside(document, column, outer, prose, added) and not _is_below(document, headline, outer)
            if beside or not _continues(document, outer, column, first, added, end):
                break
            outside = [b for b in outside if not outer <= b.container <= last]
        column = outer
    return column


def _is_beside(document: Document, column: int, outer: int, prose: list[Block], added: list[Block]) -> bool:
    """Whether what a wider box adds is in another cell of a row: cells with several paragraphs are a page's columns,
    but for a story's own, which report as much in each."""
    if document.tags[outer] != "tr":
        return False
    several = sum(document.inside(block.container, column) for block in prose) >= _FEWEST_IN_CELL
    return several and not _has_second_column(document, outer, added)


def _is_below(document: Document, headline: Block, row: int) -> bool:
    """Whether a row stands below the headline, and its cells hold nothing but unlinked lines of which half look
    alike, and as many end as sentences: a story set in columns."""
    if document.inside(headline.container, row):
        return False
    held = [b for b in document.blocks[headline.index + 1 :] if document.inside(b.container, row)]
    lines = [block for block in held if block.kind not in _AMID]
    if any(block.kind is not None or block.link_density >= _LINKED for block in lines):
        return False
    looks = Counter((block.tag, document.dress(block.container)) for block in lines)
    alike, said = looks.most_common(1)[0][1], sum(is_sentence(block.text) for block in lines)
    return 2 * min(alike, said) >= len(lines) and _speak_of_one(document, row, lines)


def _speak_of_one(document: Document, row: int, lines: Sequence[Block]) -> bool:
    """Whether most cells of a row name somebody or something that another does, or the same speaks in them."""
    cells: dict[int, set[str]] = {}
    for block in lines:
        cell = next((c for c in document.around(block.container) if document.parents[c] == row), row)
        speaker = speaker_of(block.text)
        cells.setdefault(cell, set()).update(_TERM.findall(block.text), (f"{speaker}:",) if speaker else ())
    times = Counter(word for words in cells.values() for word in words)
    # Of three columns one may be a list of years.
    sharing = sum(any(times[word] > 1 for word in words) for words in cells.values())
    return sharing >= max(_FEWEST_IN_CELL, 2 * len(cells) / 3)


def _has_second_column(document: Document, row: int, added: list[Block]) -> bool:
    """Whether half of the paragraphs of some other cell report something."""
    cells: dict[int, list[bool]] = {}
    for block in added:
        cell = next((c for c in document.ancestors(block.container) if document.parents[c] == row), row)
        cells.setdefault(cell, []).append(block.link_density < _LINKED and is_told(block.text))
    return any(sum(told) >= max(len(told) / 2, _FEWEST_IN_CELL) for told in cells.values())


def heaviest(runs: Sequence[Run]) -> Run | None:
    """The most prose that is built alike."""
    most, best = None, -1.0
    for run in runs:
        if (weight := run.weight) > best and not _closes_page(run):
            most, best = run, weight
    return most


def _closes_page(run: Run) -> bool:
    """True for legal words, addresses and what a site says of itself, which may be longer than a short story."""
    if len(run.blocks) > _MOST_CLOSING:
        return False
    return all(closes_page(b.text) or (is_own(b.text) and not is_told(b.text)) for b in run.blocks)


def _nearest(document: Document, runs: Sequence[Run], headline: Block) -> Run | None:
    steps = {container: step for step, container in enumerate(document.ancestors(headline.container))}
    below = document.blocks[headline.index + 1 :]
    section = next((b.index for b in below if b.kind in _SECTIONS and b.link_density < _LINKED), len(document.blocks))
    nearest, best = None, -1.0
    for run in runs:
        # No run is worth more than it weighs.
        if (weight := _counted(run)) >= best:
            shared = document.nearest(run.container, steps)
            worth = weight * _FURTHER ** steps.get(shared, len(steps))
            worth *= _PAST_SECTION if run.blocks[0].index > section else 1.0
            if worth > best and not _BESIDE.isdisjoint(_tags_below(document, run.blocks[0].container, shared)):
                worth *= _IN_LANDMARK
            # Of two that are worth the same, the one around the other has more of the story.
            more = worth > best or (worth == best and _holds(run, nearest))
            if more and not _closes_page(run):
                nearest, best = run, worth
    return nearest and _around_quote(document, runs, nearest)


def _around_quote(document: Document, runs: Sequence[Run], run: Run) -> Run:
    """A quotation or a list may be longer than what the story says around it; where all of it is one, nothing is
    around."""
    boxes = islice(document.ancestors(run.blocks[0].container), _MOST_STEPS)
    quote = next((box for box in boxes if document.tags[box] in _QUOTES), None)
    if quote is None:
        return run
    around = [one for one in runs if one.container == document.parents[quote]]
    around = [one for one in around if not document.inside(one.blocks[0].container, quote)]
    most = max(around, key=_counted, default=run)
    return most if most.weight * _MOST_QUOTED >= run.weight else run


def _tags_below(document: Document, container: int, outer: int) -> Iterator[str]:
    for box in islice(document.ancestors(container), _MOST_NESTED):
        if box == outer:
            return
        yield document.tags[box]


def _holds(run: Run, other: Run | None) -> bool:
    if other is None or len(run.blocks) <= len(other.blocks):
        return False
    return any(block is other.blocks[0] for block in run.blocks)


def _counted(run: Run) -> float:
    """What a run weighs where its place decides. Comments may be many times the story; a line set as a heading is a
    deck, where there is more."""
    weight = min(run.weight, _ENOUGH)
    return weight * _AS_HEADING if len(run.blocks) == 1 and run.blocks[0].heading else weight


def find_runs(document: Document, blocks: Sequence[Block]) -> list[Run]:
    """Prose grouped by a container around it and the way from there, in the order of the page."""
    runs: dict[tuple[int, tuple[str, ...]], Run] = {}
    # Paragraphs side by side are in the same runs but for the one of their own boxes.
    shared: dict[tuple[int, str], list[Run]] = {}
    breaks = 0
    for block in blocks:
        if block.kind is None and block.prose and not is_entry(block):
            container, length = block.container, min(len(block.text), _LONGEST_COUNTED)
            beside = (document.parents[container], document.tags[container])
            own = runs.setdefault((container, ()), Run(container))
            if beside not in shared:
                around = islice(_outwards(document, container), 1, None)
                shared[beside] = [runs.setdefault(place, Run(place[0])) for place in around]
            for run in (own, *shared[beside]):
                run.blocks.append(block)
                run.length += length
                run.parts += run.last_break != breaks
                run.last_break = breaks
        elif block.kind not in _NO_BREAKS and not is_sentence(block.text):
            breaks += 1
    return list(runs.values())


def is_entry(block: Block) -> bool:
    """True for a line of a calendar or a list: it begins with its date, year and all, or a linked title goes before."""
    title = block.links[0].end if block.links and block.links[0].start == 0 else 0
    dates = find_dates(block.text[title : title + _LONGEST_DATE])
    return bool(dates) and dates[0][0] <= (_AFTER_TITLE if title else 0)


def _outwards(document: Document, innermost: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The box of a block and those around it, and the way from each down to the block."""
    way: tuple[str, ...] = ()
    for container in islice(document.ancestors(innermost), _MOST_NESTED):
        yield container, way
        tag = document.tags[container]
        if not (way and way[0] == tag and tag in _NEVER_IN_ITSELF):
            if len(way) == _MOST_STEPS:
                return
            way = (tag, *way)


def _tail_begins(document: Document, first: Block) -> int:
    """The index of the first block that only stands after stories, or of the end of the page."""
    tail = (b.index for b in document.blocks[first.index :] if b.kind in TAIL_KINDS)
    return next(tail, len(document.blocks))


def _continues(document: Document, outer: int, column: int, first: Block, added: list[Block], end: int) -> bool:
    """Whether prose that the next container outwards adds is more of the same story."""
    own = way_to(document, first.container, outer)
    after = [b for b in added if b.index > first.index]
    if not after:
        return not LANDMARKS.intersection(*[way_to(document, b.container, outer) for b in added])
    if any(way_to(document, b.container, outer) == own for b in after):
        return True
    before = [b for b in added if b.index < first.index]
    if any(is_told(b.text) and way_to(document, b.container, outer) in (own, ()) for b in before):
        return True
    if before and after[0].index >= end:
        # What follows is the foot of the page; what goes before may be the story's first words.
        return not LANDMARKS.intersection(*[way_to(document, b.container, outer) for b in before])
    if _opens_list(document, column, after[0]):
        return True
    # What reports something may follow what does not.
    told = next((b for b in after[1:] if b.index < end and is_told(b.text)), None)
    return any(b is not None and b.index < end and _is_straight(document, b, outer) for b in (after[0], told))


def _opens_list(document: Document, column: int, point: Block) -> bool:
    """Whether a column ends in a colon, and what stands straight below it is a list up to some point."""
    for block in reversed(document.blocks[max(point.index - _MOST_POINTS, 0) : point.index]):
        if document.inside(block.container, column):
            return block.text.endswith(":")
        if block.links or not document.is_in(block, ("li",)):
            return False
    return False


def _is_straight(document: Document, block: Block, outer: int) -> bool:
    """Whether a block stands in a box almost without others around it."""
    way = way_to(document, block.container, outer)
    return len(way) <= 2 and not LANDMARKS.intersection(way)


def way_to(document: Document, container: int, outer: int) -> tuple[str, ...]:
    """The tags from just inside `outer`, which is around it, down to a container; of those within reach."""
    tags: list[str] = []
    for box in takewhile(lambda one: one > outer, document.around(container)):
        tag = document.tags[box]
        if not (tags and tags[-1] == tag and tag in _NEVER_IN_ITSELF):
            tags.append(tag)
    return tuple(reversed(tags))
