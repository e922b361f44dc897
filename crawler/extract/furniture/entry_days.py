"""Dates that stand on a page of many stories without being its own: one entry's, or the day it was looked at."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from datetime import date, timedelta
from typing import Final
from urllib.parse import urlsplit

from crawler.extract.days.calendar import parse_day
from crawler.extract.page.document import Block, Document, Link
from crawler.extract.text.addresses import may_be_story, story_form
from crawler.extract.text.dates import find_dates, read_date

# In words, where the address is no story's: a menu has shorter ones.
_SHORTEST_TITLE: Final = 4
_MOSTLY_LINKED: Final = 0.5
# Between a title and its date there may be a teaser and a byline.
_MOST_BETWEEN: Final = 3
_MOST_IN_A_RUN: Final = 30
# So many lines under its heading a box has at most.
MOST_ABOVE: Final = 12
_FEWEST_IN_A_MENU: Final = 3
# Words of what has several stories: the newswire, or one day of it.
OF_ISSUE: Final = re.compile(r"\b(?:issues?|editions?|newswire|gsn|daily|today)\b", re.IGNORECASE)
# What a box of coming days is called.
CALENDAR: Final = re.compile(
    r"\b(?:calendars?|events?|upcoming|coming|diary|schedules?|agenda|deadlines?|dates|meetings?|conferences?|ahead)\b",
    re.IGNORECASE,
)
_SAYS_ISSUE: Final = re.compile(r"\b(?:issue|edition)\b", re.IGNORECASE)
# The clocks of a server and of whoever captured its page may be a day apart.
_NEAR: Final = timedelta(days=1)


class EntryDays:
    """The dates of a page, by the indices of the blocks that say one, held against its linked titles."""

    def __init__(self, document: Document, dated: Sequence[int]) -> None:
        self._document = document
        self._blocks = document.blocks
        self._dated = sorted(dated)
        self._titles = [b.index for b in document.blocks if _has_title(document, b)]
        self._known = [index for index in self._titles if _is_known(document.blocks[index])]
        self._labels = Counter(self._build(b) for b in document.blocks if b.heading)
        self._menus = list(_menus(document.blocks, frozenset(self._titles)))

    def scope(self, block: Block) -> tuple[int, int]:
        """First and last container of the innermost box of the line that has a title below the line; of the whole page
        when none has."""
        box = self._box_below(block)
        return (box, self._document.ends[box]) if box >= 0 else (-1, len(self._document.parents))

    def title_above(self, block: Block) -> int:
        """The index of the linked title nearest above a line; -1 where none is."""
        above = bisect_left(self._titles, block.index) - 1
        return self._titles[above] if above >= 0 else -1

    def _box_below(self, block: Block) -> int:
        after = bisect_right(self._titles, block.index)
        return self._common(block, self._titles[after]) if after < len(self._titles) else -1

    def _box_above(self, block: Block) -> int:
        above = bisect_left(self._titles, block.index) - 1
        return self._common(block, self._titles[above]) if above >= 0 else -1

    def _is_entrys(self, block: Block) -> bool:
        """Whether the date is that of the title straight above it, as a teaser has one below its title."""
        number = bisect_left(self._titles, block.index) - 1
        if number < 0 or block.index - self._titles[number] > _MOST_BETWEEN:
            return False
        title = self._titles[number]
        box, below = self._common(block, title), self._box_below(block)
        if box < below or box < 0:
            return False
        beside = self._beside(block, self._blocks[title])
        if self._is_alone(number, box):
            return beside or not block.heading
        return beside and not block.heading and (box > below or self._in_run(number, box))

    def _is_alone(self, number: int, box: int) -> bool:
        """Whether the box has no other title."""
        near = (one for one in (number - 1, number + 1) if 0 <= one < len(self._titles))
        return not any(self._inside(self._titles[one], box) for one in near) and len(self._titles) > 1

    def _in_run(self, number: int, box: int) -> bool:
        """Whether the titles before or after have dates below them too, and the first of them none above it."""
        if not any(map(self._is_dated, (number - 1, number + 1))):
            return False
        first = number
        while first > max(number - _MOST_IN_A_RUN, 0) and self._inside(self._titles[first - 1], box):
            first -= 1
        above = bisect_left(self._dated, self._titles[first]) - 1
        return above < 0 or not self._inside(self._dated[above], box)

    def _is_dated(self, number: int) -> bool:
        """Whether a date stands below a title, before the next."""
        if not 0 <= number < len(self._titles):
            return False
        title, following = self._titles[number], self._titles[number + 1 : number + 2]
        below = bisect_right(self._dated, title)
        if below == len(self._dated) or self._dated[below] - title > _MOST_BETWEEN:
            return False
        return not following or self._dated[below] < following[0]

    def _beside(self, block: Block, title: Block) -> bool:
        """Whether a date stands in the title's box, in one beside it, or around it."""
        parents = self._document.parents
        box, other = block.container, title.container
        return box == other or parents[box] in (parents[other], other) or box == parents[other]

    def _inside(self, index: int, box: int) -> bool:
        return self._document.inside(self._blocks[index].container, box)

    def _common(self, block: Block, index: int) -> int:
        """The innermost container around both blocks."""
        return self._document.common(block.container, self._blocks[index].container)

    def _is_words(self, block: Block) -> bool:
        """Whether a name and a date stand straight over a paragraph, as over a reader's comment."""
        if block.heading or block.bold or read_date(block.text) or OF_ISSUE.search(block.text):
            return False
        after = self._blocks[block.index + 1 : block.index + 2]
        return any(one.prose and not one.links and one.container != block.container for one in after)

    def _is_events(self, block: Block) -> bool:
        """Whether a date stands between a box's heading and what happens that day, in a box without stories."""
        if not 0 < block.index < len(self._blocks) - 1:
            return False
        label, event = self._blocks[block.index - 1], self._blocks[block.index + 1]
        if not (label.heading or label.bold) or label.kind == "masthead" or OF_ISSUE.search(label.text):
            return False
        box = min(self._common(block, label.index), self._common(block, event.index))
        told = not (event.heading or event.bold or event.links) and len(event.text.split()) >= _SHORTEST_TITLE
        return told and box > max(self._box_below(block), self._box_above(block))

    def _is_coming(self, block: Block) -> bool:
        """Whether what is called a calendar begins between the last title above and a date."""
        title = self.title_above(block)
        above = self._blocks[max(title + 1, block.index - MOST_ABOVE) : block.index] if title >= 0 else ()
        return any(_heads_calendar(one) for one in above)

    def whose(self, block: Block, value: str) -> str:
        """Whether a date is the page's own, one entry's, or none of both."""
        if self._is_words(block) or self._is_events(block) or self._is_clock(block, value) or self._is_coming(block):
            return "other"
        if self._is_entrys(block) or self._is_over_teaser(block):
            return "entry"
        return "other" if self._is_in_series(block) else "page"

    def _is_over_teaser(self, block: Block) -> bool:
        """Whether a date stands over a title in a box beside the stories, under the box's heading."""
        box = self._box_below(block)
        if box < 0 or not self._known or self._has_known(block, box):
            return False
        for outer in self._document.around(box):
            if self._has_known(block, outer):
                break
            box = outer
        above = self._blocks[max(block.index - MOST_ABOVE, 0) : block.index]
        label = next((one for one in reversed(above) if one.heading or one.bold), None)
        if label is None or label.heading == 1 or label.kind == "masthead" or OF_ISSUE.search(label.text):
            return False
        return self._inside(label.index, box)

    def _has_known(self, block: Block, box: int) -> bool:
        """Whether a story at a known address stands in a box around the line."""
        after = bisect_left(self._known, block.index)
        return any(self._inside(one, box) for one in self._known[max(after - 1, 0) : after + 1])

    def _is_in_series(self, block: Block) -> bool:
        """Whether another date is built alike and no story stands between: as below readers' words or in a calendar."""
        number = bisect_left(self._dated, block.index)
        near = (self._blocks[one] for one in self._dated[max(number - 1, 0) : number + 2])
        return not block.heading and any(self._is_alike(block, one) for one in near)

    def _is_alike(self, block: Block, other: Block) -> bool:
        # A date alone is no second issue's.
        issue, another = (_SAYS_ISSUE.search(one.text) is not None for one in (block, other))
        built = issue == another and (block.tag, block.bold) == (other.tag, other.bold)
        alike = built and block.text != other.text and not other.heading
        first, last = sorted((block.index, other.index))
        apart = bisect_left(self._titles, first) != bisect_left(self._titles, last)
        return (
            alike
            and not apart
            and not self._is_entrys(other)
            and not self._is_clock(other, read_date(other.text) or "")
        )

    def _is_clock(self, block: Block, value: str) -> bool:
        """Whether a date is later than the visit, or that of the visit itself: it is not known to be another day's than
        the capture's, and the menu or the list's own title stands below it, which stand above an issue's day; or
        another day stands beside it."""
        if _is_after_visit(self._document, value):
            return True
        after = bisect_right(self._titles, block.index)
        if block.heading or after == len(self._titles) or _SAYS_ISSUE.search(block.text):
            return False
        menu, first = bisect_right(self._menus, block.index), self._titles[after]
        above_menu = menu < len(self._menus) and self._menus[menu] < first
        if not _may_be_visits(self._document, value):
            return False
        known = self._document.page.capture is not None
        return above_menu or (known and (self._is_titled(block.index, first) or self._is_beside_another(block)))

    def _is_beside_another(self, block: Block) -> bool:
        """Whether another day than the visit's stands before or after a date, and no story between."""
        number, title = bisect_left(self._dated, block.index), bisect_left(self._titles, block.index)
        near = (*self._dated[max(number - 1, 0) : number], *self._dated[number + 1 : number + 2])
        days = ((one, read_date(self._blocks[one].text)) for one in near if bisect_left(self._titles, one) == title)
        return any(day is not None and not _may_be_visits(self._document, day) for _, day in days)

    def _is_titled(self, index: int, first: int) -> bool:
        """Whether a heading that is no section's stands over the first story below a line: the only one built so."""
        labels = (one for one in self._blocks[max(index + 1, first - _MOST_BETWEEN) : first] if one.heading)
        return any(self._labels[self._build(one)] == 1 and not _SAYS_ISSUE.search(one.text) for one in labels)

    def _build(self, block: Block) -> tuple[str, int]:
        return block.tag, self._document.parents[block.container] if block.container >= 0 else -1


def _heads_calendar(block: Block) -> bool:
    return len(block.text.split()) < _SHORTEST_TITLE and CALENDAR.search(block.text) is not None


def is_day_of_visit(document: Document, value: str) -> bool:
    """Whether an ISO date is that of the page's capture, which is known, or a day beside it."""
    return document.page.capture is not None and _may_be_visits(document, value)


def _may_be_visits(document: Document, value: str) -> bool:
    captured, day = _captured(document), parse_day(value)
    return captured is None or (day is not None and abs(day - captured) <= _NEAR)


def _is_after_visit(document: Document, value: str) -> bool:
    captured, day = _captured(document), parse_day(value)
    return captured is not None and day is not None and day > captured + _NEAR


def _captured(document: Document) -> date | None:
    capture = document.page.capture
    return parse_day(capture.date[: len("2011-09-08")]) if capture is not None else None


def _menus(blocks: Sequence[Block], titles: Container[int]) -> Iterator[int]:
    """Where so many links follow each other that lead to other pages and are no titles: in one line or in several."""
    row = 0
    for block in blocks:
        linked = block.link_density > _MOSTLY_LINKED and block.index not in titles
        row = row + sum(not link.href.startswith("#") for link in block.links) if linked else 0
        if row >= _FEWEST_IN_A_MENU:
            yield block.index


def _has_title(document: Document, block: Block) -> bool:
    return block.link_density > _MOSTLY_LINKED and any(_is_title(document, block, link) for link in block.links)


def _is_title(document: Document, block: Block, link: Link) -> bool:
    """Whether a link leads to another text: at a story's address, or by a title of words."""
    title, url = block.text[link.start : link.end], link.url or ""
    if not url or link.href.startswith("#") or find_dates(title):
        return False
    if story_form(url):
        return True
    if block.kind == "masthead" or OF_ISSUE.search(title):
        return False
    long = len(title.split()) >= _SHORTEST_TITLE - may_be_story(url)
    return long and _path(url) not in ("", "/", _path(document.page.url))


def _is_known(block: Block) -> bool:
    return any(story_form(link.url or "") for link in block.links)


def _path(url: str) -> str:
    try:
        return urlsplit(url).path
    except ValueError:
        return ""
