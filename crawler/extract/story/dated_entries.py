"""Dates in boxes beside a story that are an entry's: a calendar's, a list's. None of them is the story's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, Final

from crawler.extract.furniture.asides import dates_other
from crawler.extract.furniture.entry_days import CALENDAR, MOST_ABOVE, OF_ISSUE
from crawler.extract.page.document import MOSTLY_LINKS, Block, Document, Link
from crawler.extract.story.evidence import marked_elements
from crawler.extract.story.finding import Story
from crawler.extract.text.addresses import may_be_story, story_form
from crawler.extract.text.bylines import read_bare_name, read_byline
from crawler.extract.text.dates import find_dates, read_date
from crawler.urls import page_key

# So many lines of an entry stand between its date and the next one's.
_MOST_IN_ENTRY: Final = 3
# In words: what happens on a day takes more than a section's name.
_FEWEST_WORDS: Final = 4
_FEWEST_IN_SERIES: Final = 2
# A menu's links have fewer.
_FEWEST_IN_TITLE: Final = 4
_ALL_LINKED: Final = 0.9
_MOST_BOXES: Final = 20
_LONGEST: Final = 200
# In letters: a bracket, a bullet, "on".
_EDGE: Final = 4
# A label of its own before the day: "Last modified:".
_SAYS_CHANGE: Final = re.compile(
    r"(?:(?:page|date|story|article) )?(?:last )?(?:updated?|modified|modification|revised|reviewed|changed?|edited)"
    r"(?: (?:on|at|date|by|time))?\s?:?",
    re.IGNORECASE,
)
# What somebody is whose name and date stand over it.
_WORKS: Final = re.compile(
    r"\b(?:staff|writers?|reporters?|correspondents?|editors?|analysts?|special to|journal|press|news)\b", re.IGNORECASE
)


def without_entries(document: Document, story: Story, lines: Sequence[Block]) -> tuple[Block, ...]:
    """Lines about a story without the dates of entries."""
    # Entries may have been read as paragraphs: the longest is the story's.
    own = max(story.body, key=lambda one: len(one.text), default=story.headline)
    return tuple(line for line in lines if not _is_entrys(document, (story.headline, own), line))


def _is_entrys(document: Document, held: tuple[Block, Block], block: Block) -> bool:
    """Whether others built alike stand before or after a date with words between, or its box has a heading over it and
    below it what happens that day, or it stands beside another text's title, or below the word for a change. `held`:
    headline and a paragraph of the story."""
    if block.index and _SAYS_CHANGE.fullmatch(document.blocks[block.index - 1].text):
        return True
    if not _days(block):
        return False
    titles = (link for link in block.links if read_date(block.text) is None and _is_title(document, block, link))
    if any(story_form(link.url or "") or not read_bare_name(block.text[link.start : link.end]) for link in titles):
        return True
    return (
        _is_in_series(document, held, block)
        or _is_events(document, held, block)
        or _is_beside_title(document, held, block)
    )


def own_marks(document: Document, story: Story) -> Iterator[Any]:
    """The elements of the page that are marked as the day of publication, without those of entries and teasers."""
    yield from (element for element in marked_elements(document) if _marks_story(document, story, element))


def _marks_story(document: Document, story: Story, element: Any) -> bool:
    """Whether no entry and no teaser stands where an element is, or straight above."""
    places = document.places
    around = (places[one] for one in element.iterancestors() if one in places)
    container = places.get(element, next(around, -1))
    inside = (b for b in document.blocks if container >= 0 and document.inside(b.container, container))
    block = next((b for b in inside if find_dates(b.text)), None)
    if block is None or document.inside(story.headline.container, container):
        return True
    titled = any(_is_title(document, block, link) for link in block.links)
    return (
        not titled
        and not dates_other(document, story.headline, block)
        and bool(without_entries(document, story, [block]))
    )


def _is_title(document: Document, block: Block, link: Link) -> bool:
    """Whether a link leads to another text by its title."""
    words = len(block.text[link.start : link.end].split())
    url = link.url if words >= _FEWEST_IN_TITLE and not link.href.startswith("#") else None
    return url is not None and may_be_story(url) and page_key(url) != page_key(document.page.url)


def _is_beside_title(document: Document, held: tuple[Block, Block], block: Block) -> bool:
    """Whether a date stands over or below the linked title of another text, in a box without the headline."""
    if read_date(block.text) is None:
        return False
    beside = document.blocks[max(block.index - 1, 0) : block.index + 2]
    return any(one is not block and _is_other(document, held, block, one) for one in beside)


def _is_other(document: Document, held: tuple[Block, Block], block: Block, title: Block) -> bool:
    if title is held[0] or title.link_density <= _ALL_LINKED or OF_ISSUE.search(title.text):
        return False
    link = next((one for one in title.links if _is_title(document, title, one)), None)
    if link is None or (read_bare_name(title.text) and story_form(link.url or "") is None):
        return False
    box = document.common(block.container, title.container)
    return box >= 0 and not _holds(document, box, held)


def _is_in_series(document: Document, held: tuple[Block, Block], block: Block) -> bool:
    """Whether another date follows or goes before, with words of its own, and nothing that heads another box."""
    headline, _ = held
    for near in (_below(document, headline, block), _above(document, headline, block)):
        words = _says_more(block)
        for other in near:
            if _days(other):
                if words and _are_alike(document, block, other) and _are_apart(document, held, block, other):
                    return True
                words = words or _says_more(other)
            elif other.heading:
                break
            else:
                words = words or _tells(other, _FEWEST_IN_SERIES)
    return False


def _below(document: Document, headline: Block, block: Block) -> Iterator[Block]:
    last = block.index + 2 + _MOST_IN_ENTRY
    yield from document.blocks[block.index + 1 : min(last, headline.index) if block.index < headline.index else last]


def _above(document: Document, headline: Block, block: Block) -> Iterator[Block]:
    first = max(block.index - 1 - _MOST_IN_ENTRY, 0)
    first = max(first, headline.index + 1) if block.index > headline.index else first
    yield from reversed(document.blocks[first : block.index])


def _days(block: Block) -> tuple[str, ...]:
    """The days of a line that is no longer than an entry, and begins or ends with one."""
    dates = find_dates(block.text) if len(block.text) <= _LONGEST else ()
    at_edge = dates and (dates[0][0] <= _EDGE or len(block.text) - dates[-1][1] <= _EDGE or read_date(block.text))
    return tuple(value for _, _, value in dates) if at_edge else ()


def _says_more(block: Block) -> bool:
    """Whether a line has more words than its date, and is no byline with one."""
    return read_date(block.text) is None and read_byline(block.text) is None


def _tells(block: Block, fewest: int = _FEWEST_WORDS) -> bool:
    few = len(block.text.split()) < fewest and block.link_density <= MOSTLY_LINKS
    return not few and read_byline(block.text) is None


def _are_alike(document: Document, block: Block, other: Block) -> bool:
    """Whether two lines are of different days and stand at the ends of ways built alike, in one box of their own."""
    if _days(block) == _days(other) or (block.tag, block.bold) != (other.tag, other.bold):
        return False
    return _way(document, block, other) == _way(document, other, block)


def _are_apart(document: Document, held: tuple[Block, Block], block: Block, other: Block) -> bool:
    """Whether two dates stand over the headline, in a box without the story, or below a heading of their own."""
    headline, _ = held
    if block.index < headline.index:
        return True
    box = document.common(block.container, other.container)
    if box >= 0 and not _holds(document, box, held):
        return True
    above = reversed(document.blocks[max(block.index - MOST_ABOVE, headline.index) : block.index])
    label = next((one for one in above if one.heading or one.bold), headline)
    return _heads_events(label, headline) and len(label.text.split()) < _FEWEST_WORDS


def _holds(document: Document, box: int, held: tuple[Block, Block]) -> bool:
    return any(document.inside(one.container, box) for one in held)


def _way(document: Document, block: Block, other: Block) -> tuple[str, ...]:
    """The tags from the innermost box around both lines down to one of them."""
    boxes = islice(document.ancestors(block.container), _MOST_BOXES)
    return tuple(document.tags[box] for box in boxes if not document.inside(other.container, box))


def _is_events(document: Document, held: tuple[Block, Block], block: Block) -> bool:
    """Whether a date stands between the heading of a box without the headline and what happens that day, perhaps with
    the hour between; or in one line with it, where the heading says what the box is."""
    label = document.blocks[block.index - 1]
    if not block.index or not _heads_events(label, held[0]):
        return False
    named = CALENDAR.search(label.text) is not None
    event = _event(document, block, _FEWEST_IN_SERIES if named else _FEWEST_WORDS)
    if read_date(block.text) is None:
        event = block if named and _says_more(block) else None
    if event is None or event is held[0] or _is_work(label, event):
        return False
    box = document.common(block.container, label.container)
    return box >= 0 and document.inside(event.container, box) and not _holds(document, box, held)


def _event(document: Document, block: Block, fewest: int) -> Block | None:
    below = document.blocks[block.index + 1 : block.index + 3]
    after_hour = below[1:] if below and below[0].text[:1].isdigit() and not _tells(below[0]) else below
    return next((one for one in after_hour[:1] if _tells(one, fewest) and not (one.heading or one.bold)), None)


def _is_work(label: Block, event: Block) -> bool:
    """Whether two lines are the newswire's, or a name and what that person is."""
    works = read_bare_name(label.text) is not None and _WORKS.search(event.text) is not None
    return works or OF_ISSUE.search(event.text) is not None


def _heads_events(label: Block, headline: Block) -> bool:
    named = len(label.text.split()) < _FEWEST_WORDS and CALENDAR.search(label.text) is not None
    if label is headline or label.kind == "masthead" or not (label.heading or label.bold or named):
        return False
    return read_byline(label.text) is None and not OF_ISSUE.search(label.text)
