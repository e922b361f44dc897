"""Where on a page the story is: its headline, its body, and what stands between them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from operator import itemgetter
from typing import Final

from crawler.extract.bylines import read_byline
from crawler.extract.dates import find_dates, read_date
from crawler.extract.document import PROSE, Block, Document
from crawler.extract.furniture import closes_page
from crawler.extract.lines import is_sentence

_WORDS: Final = re.compile(r"\w+")
_QUOTES: Final = "\"'“”‘’ "
# These stand after a story, never between two of its paragraphs.
_TAIL_KINDS: Final = frozenset({"notice", "analysis", "country_profile", "comments", "copyright", "footer"})
# Longer bodies are no news stories; comparing all their paragraphs with all others would take too long.
_LONGEST_STORY: Final = 400
_SHORTEST_QUOTE: Final = 30
_LONGEST_QUOTE: Final = 400
# Elements that HTML keeps for what is not the story.
_PARTS_OF_STORIES: Final = frozenset({"td", "th", "li", "dd", "dt", "blockquote", "pre", "caption", "figcaption"})
# What a headline scores for the level of its heading, and at most besides: by its title, look, place and length.
_FOR_LEVEL: Final = {0: 0.0, 1: 4.0, 2: 3.0, 3: 2.0}
_MOST_BESIDES: Final = 10.5
_LANDMARKS: Final = frozenset({"footer", "aside", "nav", "form"})


@dataclass(frozen=True, slots=True)
class Story:
    """The blocks of one story. `between` stands from the headline to the first paragraph: date line, byline; `apart`
    are those of the body that are built otherwise than most."""

    headline: Block
    between: tuple[Block, ...]
    body: tuple[Block, ...]
    apart: tuple[Block, ...] = ()


def find_story(document: Document) -> Story | None:
    """The page's one story; None when there is no headline with prose after it. Sets `kind` on what is left out."""
    headline = find_headline(document)
    if headline is None:
        return None
    column = _column(document, headline)
    if column is None:
        return None
    last = document.ends[column]
    following = document.blocks[headline.index + 1 :]
    inside = [block for block in following if block.kind is None and column <= block.container <= last]
    story = _split(document, column, headline, inside)
    return None if story is None else replace(story, between=tuple(_between(document, story)))


def _between(document: Document, story: Story) -> Iterator[Block]:
    """What stands from the headline to the first paragraph, in whichever containers."""
    for block in document.blocks[story.headline.index + 1 : story.body[0].index]:
        if block.kind in (None, "other", "date_line", "byline"):
            block.kind = "date_line" if read_date(block.text) else "byline" if read_byline(block.text) else "other"
            yield block


def find_headline(document: Document) -> Block | None:
    """The block that most looks like the page's own headline: told by `<title>`, heading tags, place and length."""
    # A breadcrumb ends in the headline where the title is only the site's name.
    trails = (block.text for block in document.blocks if block.kind == "breadcrumb" and block.link_density < 0.6)
    title = _key(" ".join((document.title or "", *trails)))
    best, highest = None, 0.0
    for most, less, distance, block in sorted(_candidates(document), key=itemgetter(0), reverse=True):
        if most < highest:
            break
        score = _headline_score(block, title, distance) - less
        better = score > highest or (best is not None and score == highest and block.index < best.index)
        if better and read_date(block.text) is None and read_byline(block.text) is None:
            best, highest = block, score
    return best


def _candidates(document: Document) -> Iterator[tuple[float, float, int, Block]]:
    """Blocks that may be the headline: the most each can score, what it scores less for prose before it, and how many
    blocks later prose comes."""
    prose_before = 0
    for block, distance in zip(document.blocks, _next_prose(document), strict=True):
        if block.kind is None:
            if distance is not None and 4 <= len(block.text) <= 250:
                # A heading with paragraphs before it is more often one inside a story.
                less = 2.5 if prose_before > 1 else 0.0
                yield _FOR_LEVEL.get(block.heading, 1.0) + _MOST_BESIDES - less, less, distance, block
            prose_before += block.prose


def _headline_score(block: Block, title: str, distance: int) -> float:
    key = _key(block.text)
    if not key:
        return 0.0
    score = _FOR_LEVEL.get(block.heading, 1.0)
    if title and key in title and len(key) > 8:
        # Longer agreement is better: a section's name may stand in the title as well.
        score += 4.0 + 4.0 * min(len(key) / 60, 1.0)
    score += 1.0 if block.bold and block.heading == 0 else 0.0
    score += 1.0 if distance <= 8 else 0.0
    score -= 3.0 if block.link_density > 0.5 and key not in title else 0.0
    if is_sentence(block.text) and key not in title:
        score -= 3.0 if block.prose else 1.5
    # A headline is a line of some words, not a label and not a paragraph.
    score += 0.5 if 15 <= len(block.text) <= 150 else 0.0
    return score


def _next_prose(document: Document) -> list[int | None]:
    """For each block, how many blocks later prose comes that is no furniture; None when none does."""
    distances: list[int | None] = []
    distance: int | None = None
    for block in reversed(document.blocks):
        distances.append(distance)
        if block.kind is None and block.prose:
            distance = 1
        elif distance is not None:
            distance += 1
    return distances[::-1]


def _column(document: Document, headline: Block) -> int | None:
    """The container of the story: from the first prose after the headline outwards, as long as what is added
    is built like the story's own paragraphs or follows them at once."""
    prose = [b for b in document.blocks[headline.index + 1 :] if b.kind is None and _is_paragraph(b)]
    if not prose:
        return None
    first = next((b for b in prose if b.prose), prose[0])
    column = first.container
    end = _tail_begins(document, first)
    while (outer := document.parents[column]) >= 0:
        added = [b for b in prose if document.inside(b.container, outer) and not document.inside(b.container, column)]
        if added and not _continues(document, outer, column, first, added, end):
            break
        column = outer
    return column


def _tail_begins(document: Document, first: Block) -> int:
    """The index of the first block that only stands after stories, or of the end of the page."""
    tail = (b.index for b in document.blocks[first.index :] if b.kind in _TAIL_KINDS)
    return next(tail, len(document.blocks))


def _continues(document: Document, outer: int, column: int, first: Block, added: list[Block], end: int) -> bool:
    """Whether prose that the next container outwards adds is more of the same story."""
    own = _way(document, first.container, outer)
    after = [b for b in added if b.index > first.index]
    if not after:
        return not _LANDMARKS.intersection(*[_way(document, b.container, outer) for b in added])
    if any(_way(document, b.container, outer) == own for b in after):
        return True
    following = after[0]
    way = _way(document, following.container, outer)
    return following.index < end and len(way) <= 2 and not _LANDMARKS.intersection(way)


def _way(document: Document, container: int, outer: int) -> tuple[str, ...]:
    """The tags from just inside `outer` down to a container."""
    tags = []
    while container != outer:
        tags.append(document.tags[container])
        container = document.parents[container]
    return tuple(reversed(tags))


def _build(document: Document, block: Block, column: int) -> tuple[str, ...]:
    """How a block is built: what two paragraphs of one story have in common."""
    return *_way(document, block.container, column), str(block.bold)


def _is_paragraph(block: Block) -> bool:
    return block.prose or _is_short_paragraph(block)


def _is_short_paragraph(block: Block) -> bool:
    return 12 <= len(block.text) < PROSE and is_sentence(block.text) and block.link_density < 0.5


def _split(document: Document, column: int, headline: Block, inside: list[Block]) -> Story | None:
    """Cut what is in the column into what stands before the first paragraph, the body, and what trails."""
    _mark_lists_of_links(inside)
    inside = [block for block in inside if block.kind is None]
    start = next((i for i, block in enumerate(inside) if _begins_body(block)), None)
    backwards = range(len(inside) - 1, -1, -1)
    end = next((i for i in backwards if _is_paragraph(inside[i]) and not closes_page(inside[i].text)), None)
    if start is None or end is None:
        return None
    between, body = inside[:start], inside[start : max(end, start) + 1]
    for block in between + inside[start + len(body) :]:
        block.kind = "date_line" if read_date(block.text) else "byline" if read_byline(block.text) else "other"
    builds = [_build(document, block, column) for block in body]
    kept, pulled = [], _pull_quotes(body, builds)
    title = _key(headline.text)
    longest = max(title.split(), key=len, default="")
    for block in body:
        if longest in block.text.lower() and _key(block.text) == title:
            block.kind = "headline"
        elif block.index in pulled:
            block.kind = "other"
        else:
            kept.append(block)
    usual = Counter(builds).most_common(1)[0][0]
    apart = (b for b, build in zip(body, builds, strict=True) if build != usual and b in kept and _may_be_set_in(b))
    return Story(headline, tuple(between), tuple(kept), tuple(apart)) if kept else None


def _may_be_set_in(block: Block) -> bool:
    """False for what stories themselves set apart: tables, lists, quotes, headings between their paragraphs."""
    return block.tag not in _PARTS_OF_STORIES and not block.heading and not block.bold


def _pull_quotes(body: list[Block], builds: list[tuple[str, ...]]) -> frozenset[int]:
    """Sentences set apart to catch the eye: they stand again, in a longer paragraph or as one."""
    if len(body) > _LONGEST_STORY:
        return frozenset()
    built = Counter(builds)
    usual = max(built.values(), default=0)
    bold = sum(block.bold for block in body) > len(body) / 2
    twins: dict[str, list[int]] = {}
    for number, block in enumerate(body):
        if len(block.text) >= _SHORTEST_QUOTE:
            twins.setdefault(block.text.strip(_QUOTES), []).append(number)
    everything = "\n".join(block.text for block in body)
    found: set[int] = set()
    for words, numbers in twins.items():
        # The paragraph is the one built like most others; of two built alike none goes: a story may repeat itself.
        best = max(numbers, key=lambda number: (body[number].bold == bold, built[builds[number]], number))
        found.update(number for number in numbers if builds[number] != builds[best])
        apart = built[builds[best]] < usual or ". " not in words
        if apart and len(words) <= _LONGEST_QUOTE:
            # Built like the others, it is one sentence: two that recur together are a story that says a thing twice.
            longer = everything.count(words.rstrip(".,;")) > len(numbers)
            found.update(numbers if longer else ())
    return frozenset(body[number].index for number in found)


def _mark_lists_of_links(inside: list[Block]) -> None:
    """Linked titles among the paragraphs are furniture, and so is the heading over them."""
    for block in inside:
        whole = block.link_density > 0.95
        if whole or (block.link_density > 0.55 and (not is_sentence(block.text) or find_dates(block.text))):
            block.kind = "related"
    for block, following in zip(reversed(inside[:-1]), reversed(inside[1:]), strict=True):
        title = len(block.text) < PROSE and not is_sentence(block.text)
        if block.kind is None and following.kind == "related" and title and following.index == block.index + 1:
            block.kind = "related"


def _begins_body(block: Block) -> bool:
    if read_date(block.text) is not None or read_byline(block.text) is not None:
        return False
    return _is_paragraph(block)


@lru_cache(maxsize=8192)  # menus say the same on every page
def _key(text: str) -> str:
    """The words alone, lower case: what two forms of one headline share."""
    return " ".join(_WORDS.findall(text.lower()))
