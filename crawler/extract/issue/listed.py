"""What an issue or listing page lists as its own: its day, and the stories in order."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Final

from crawler.extract.furniture.kinds import longest_prose
from crawler.extract.issue.issue_days import DayLine, choose_day, day_lines, years_of
from crawler.extract.issue.listed_days import days_of
from crawler.extract.issue.lists import Entry, StoryList, all_lists, linking_blocks, own_list
from crawler.extract.page.document import Block, Document
from crawler.extract.text.address_days import from_issue_address
from crawler.extract.text.addresses import is_newswires, numbers_issue
from crawler.extract.text.bylines import read_byline
from crawler.extract.text.dates import find_dates
from crawler.extract.text.lines import is_sentence
from crawler.items import ListedStory

_INDEX: Final = attrgetter("index")
# A page that lists headlines without links calls itself an issue.
_ISSUE: Final = re.compile(
    r"\bissues?\b|\b(?:today|day)['’]?s\b.{0,30}\b(?:headlines|news|stories)\b|contents", re.IGNORECASE
)
# A section is named in few words and without a number.
_MOST_WORDS: Final = 5
_DIGIT: Final = re.compile(r"\d")
_FEWEST_WORDS: Final = 4
# So many addresses of one form make it a form of stories.
_FEWEST_OF_A_FORM: Final = 3
_LONGEST_TITLE: Final = 200
_MOST_IN_A_TEASER: Final = 2


@dataclass(frozen=True, slots=True)
class Listed:
    """What a page lists as its own, in order, and its day when it has one. A page of no day has only lists, all of them
    its own. `titles`: how many links, or lines of their own, are titles or stand for one; `span`: first and last block
    of the weightiest list, with the line that says the day; `says_day`: whether the page says one day, whose ever."""

    date: tuple[str, str] | None
    stories: tuple[ListedStory, ...]
    titles: int
    span: tuple[int, int]
    says_day: bool = False


def read_list(document: Document) -> Listed:
    """The stories with the section heading above them and their own day, where the page says one for some alone."""
    lines = day_lines(document)
    last = max((block.index for block in linking_blocks(document)), default=len(document.blocks))
    date = choose_day(document, [line for line in lines if line.index < last])
    own_lines = [line for line in lines if date is not None and line.own and line.value == date[1]]
    # A day that is said again and again stands beside the stories, not over them.
    line = own_lines[0] if len(own_lines) in (1, 2) else None
    own = own_list(document, line.index if line else None)
    of_day = numbers_issue(document.page.url) or from_issue_address(document.page.url) is not None
    alone = own is None or date or lines or of_day
    found = own if alone else all_lists(document) or own
    fewest = 1 if (date or of_day) and _calls_itself_issue(document) else _FEWEST_OF_A_FORM
    titles = _count_titles(found, fewest) if found is not None else 0
    if own is None or found is None or not (any(entry.known for entry in found.entries) or titles):
        return _without_links(document, date, line)
    days = days_of(found, lines, date[1] if date and line else None, years_of(document))
    if date is None and len(days) == len(found.entries) and len(set(days.values())) == 1:
        date = next(((one.text, one.value) for one in lines if one.value in days.values()), None)
        days = days if date is None else {}
    first, last = own.entries[0].block.index, own.entries[-1].block.index
    span = (min(line.index, first) if line else first, last)
    says_day = len({line.value for line in lines}) == 1
    return Listed(date, _stories(found, days), titles, span, says_day)


def _calls_itself_issue(document: Document) -> bool:
    heads = [b.text for b in document.blocks if b.heading or b.bold]
    named = any(_ISSUE.search(text) for text in (document.title or "", document.page.url, *heads))
    return named or numbers_issue(document.page.url)


def _count_titles(found: StoryList, fewest: int) -> int:
    """How many links are titles, at known addresses, in the newswire's own folders or at so many of one form."""
    forms = Counter(_form(entry.url) for entry in found.entries if not entry.known)
    titled = (entry for entry in found.entries if entry.is_title)
    return sum(entry.known or is_newswires(entry.url) or forms[_form(entry.url)] >= fewest for entry in titled)


def _form(url: str) -> str:
    """An address up to what tells one text from another: a parameter's value, or the last part."""
    path, _, query = url.partition("#")[0].partition("?")
    return path if "=" in query else path.rstrip("/").rpartition("/")[0]


def _stories(found: StoryList, days: dict[str, str]) -> tuple[ListedStory, ...]:
    sections = _section_labels(found)
    return tuple(
        ListedStory(entry.url, entry.headline, _over(entry, sections), number, days.get(entry.url))
        for number, entry in enumerate(found.entries, start=1)
    )


def _section_labels(found: StoryList) -> list[Block]:
    """Headings and bold lines, and a few words straight above a story: not all of a page's sections are set off."""
    entries = {entry.block.index for entry in found.entries}
    return [label for label in found.labels if label.heading or label.bold or _names_section(label, entries)]


def _names_section(label: Block, entries: Container[int]) -> bool:
    few = len(label.text.split()) <= _MOST_WORDS and not _DIGIT.search(label.text)
    return few and label.index + 1 in entries


def _over(entry: Entry, labels: Sequence[Block]) -> str | None:
    over = bisect_left(labels, entry.block.index, key=_INDEX)
    return labels[over - 1].text if over else None


def _without_links(document: Document, date: tuple[str, str] | None, line: DayLine | None) -> Listed:
    """The headlines of an issue that leads to none of its stories: lines of words built alike under its day."""
    named = _calls_itself_issue(document)
    start = line.index if line else -1
    lines = [block for block in document.blocks[start + 1 :] if _may_be_title(block)] if date and named else []
    build, count = next(iter(Counter(_build(block) for block in lines).most_common(1)), (None, 0))
    if count < 2 or longest_prose(document) > _MOST_IN_A_TEASER:
        return Listed(date, (), 0, (0, len(document.blocks)))
    titles = [block for block in lines if _build(block) == build]
    stories = (ListedStory(None, block.text, None, number) for number, block in enumerate(titles, start=1))
    return Listed(date, tuple(stories), count, (titles[0].index, titles[-1].index))


def _may_be_title(block: Block) -> bool:
    if block.kind is not None or block.links or len(block.text) > _LONGEST_TITLE or is_sentence(block.text):
        return False
    words = len(block.text.split())
    return words >= _FEWEST_WORDS and not find_dates(block.text) and read_byline(block.text) is None


def _build(block: Block) -> tuple[str, int, bool]:
    return block.tag, block.heading, block.bold
