"""The lists of stories on a page, told from one another: an issue's own list, and the boxes beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from crawler.extract.furniture.kinds import LISTED_KINDS
from crawler.extract.issue.issue_days import is_day
from crawler.extract.page.columns import LANDMARKS
from crawler.extract.page.document import Block, Document, Link, fold
from crawler.extract.page.foot import closes_page
from crawler.extract.page.linked import introduces, is_read_on
from crawler.extract.text.addresses import is_on_issue, is_section, may_be_story, story_form
from crawler.extract.text.bylines import read_byline
from crawler.extract.text.dates import find_dates, read_date
from crawler.extract.text.lines import is_sentence

_LONGEST_LABEL: Final = 80
_OF_ISSUE: Final = re.compile(r"\b(?:issue|edition)\b", re.IGNORECASE)
_OF_DAY: Final = re.compile(rf"^today\b|\b(?:of|for) today\b|{_OF_ISSUE.pattern}", re.IGNORECASE)
# Over the stories of another day.
_OF_OTHER_DAY: Final = re.compile(
    r"\b(?:previous|last|prior|earlier|next|yesterday['’]s|past) (?:issues?|editions?|days?)\b|^yesterday\b"
    r"|^(?:from|in) (?:the|our) archives?$|^(?:earlier )?this (?:week|month)$|^last (?:week|month)$",
    re.IGNORECASE,
)
# A list's name and that of its first section.
_MOST_OVER: Final = 2
# In words: a menu has shorter ones.
_SHORTEST_TITLE: Final = 3
# In letters.
_LONGEST_TITLE: Final = 160
_SETS_OFF: Final = frozenset({"b", "strong", "big", "em", "i"})
# What a teaser adds to a title, and how much less a box beside the page's main part may count.
_FOR_TEASER: Final = 1.0
_FOR_LABEL: Final = 1.0
_BESIDE: Final = 0.3


@dataclass(frozen=True, slots=True)
class Entry:
    """A story's link in a list: its address, its title, and the block it stands in. `is_title` is
    false for a link amid a text, `known` true for an address in a form that stories have."""

    url: str
    headline: str
    block: Block
    link: Link
    is_title: bool
    known: bool = True


@dataclass(slots=True)
class StoryList:
    """Entries that follow one another, with the labels over them. `shapes`: how the labels are built."""

    entries: list[Entry] = field(default_factory=list)
    labels: list[Block] = field(default_factory=list)
    shapes: set[tuple[object, ...]] = field(default_factory=set)
    teasers: int = 0
    beside: bool = False

    @property
    def weight(self) -> float:
        """What speaks for the page's own list: many stories, with teasers, in sections."""
        sections = len({label.text for label in self.labels})
        weight = len(self.entries) + _FOR_TEASER * self.teasers + _FOR_LABEL * sections
        return weight * (_BESIDE if self.beside else 1.0)


def linking_blocks(document: Document) -> list[Block]:
    """The blocks outside the furniture that link a story."""
    return [
        b for b in document.blocks
        if b.kind in LISTED_KINDS and b.links and any(_is_listed(document, b, link) for link in b.links)
    ]  # fmt: skip


def _is_listed(document: Document, block: Block, link: Link) -> bool:
    """Whether a link leads to a story: at a known address, or at one that may be a story's, by a title of words."""
    url = _address(document, link)
    if story_form(url):
        return True
    title = block.text[link.start : link.end]
    titled = len(title.split()) >= _SHORTEST_TITLE and not find_dates(title)
    # A list may say its days before its titles.
    titled = titled and (link.start == 0 or is_day(words_before(block, link)))
    # A teaser may end in a link to all of its story, under a title that leads nowhere.
    titled = titled or (block.prose and link.start > 0 and is_read_on(title))
    return titled and may_be_story(url) and not is_section(url) and url != document.page.url


def words_before(block: Block, link: Link) -> str:
    """What stands before a link, without what parts it from the link: "Sept. 26, 2012: ..."."""
    return block.text[: link.start].rstrip(" :-–—|")


def _address(document: Document, link: Link) -> str:
    """Where a story stands: at a place of its own where another page prints a day's stories whole."""
    url = link.url or ""
    address = url.partition("#")[0]
    elsewhere = story_form(address) is None and address != document.page.url.partition("#")[0]
    return url if elsewhere and is_on_issue(url) else address


def own_list(document: Document, day: int | None) -> StoryList | None:
    """The list that is the page's own: below the day's line, when there is one, in the innermost box around it that
    has any story; of several the one straight below the line, or else the weightiest."""
    linking = linking_blocks(document)
    first, last = _reach(document, day, linking)
    lists = story_lists(document, first, last)
    labelled = [one for one in lists if _is_of_day(one)]
    # "Today's Stories" may be those of the visit.
    named = [one for one in labelled if any(_OF_ISSUE.search(label.text) for label in one.labels)]
    if day is not None and not labelled and lists and _is_straight_below(day, lists[0]):
        return lists[0]
    return max(named or labelled or lists, key=lambda one: one.weight, default=None)


def _is_straight_below(day: int, one: StoryList) -> bool:
    """Whether no label stands between the line of a day and the first story of a list."""
    first = one.entries[0].block.index
    return not one.beside and not any(day < label.index < first for label in one.labels)


def _is_of_day(one: StoryList) -> bool:
    """Whether a label over a list says that it is of one issue, "In This Issue", and none below it that it is of
    another."""
    first = one.entries[0].block.index
    for label in reversed([label for label in one.labels if label.index < first][-_MOST_OVER:]):
        if _OF_OTHER_DAY.search(label.text):
            return False
        named = _OF_ISSUE.search(label.text) or (label.kind is None and _OF_DAY.search(label.text))
        if named and label.kind in LISTED_KINDS and not find_dates(label.text):
            return True
    return False


def all_lists(document: Document) -> StoryList | None:
    """All that a page lists, as one; a story in several lists stands in the weightiest."""
    lists = story_lists(document, 0, len(document.blocks))
    best: dict[str, StoryList] = {}
    for one in sorted(lists, key=lambda one: -one.weight):
        for entry in one.entries:
            best.setdefault(entry.url, one)
    entries = [entry for one in lists for entry in one.entries if best[entry.url] is one]
    return StoryList(entries, [label for one in lists for label in one.labels]) if entries else None


def _reach(document: Document, day: int | None, linking: Sequence[Block]) -> tuple[int, int]:
    """From the day's line to the last story link of the innermost box around it that has one."""
    below = [b for b in linking if day is not None and b.index >= day]
    if day is None or not below:
        return 0, len(document.blocks)
    for container in document.around(document.blocks[day].container):
        own = [b for b in below if document.inside(b.container, container)]
        if own:
            return day, own[-1].index + 1
    return day, len(document.blocks)


def story_lists(document: Document, first: int, last: int) -> list[StoryList]:
    """All lists between two blocks. A list ends where other prose, another landmark or a box of its own begins, and
    goes on where a label built like its own follows."""
    walk = _Walk(document)
    for block in document.blocks[first:last]:
        walk.take(block)
    return [one for one in walk.lists if one.entries]


class _Walk:
    """One reading of the blocks in order."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self.lists: list[StoryList] = [StoryList()]
        self._seen: set[str] = set()
        self._open = True
        self._landmark: int | None = None

    @property
    def _list(self) -> StoryList:
        return self.lists[-1]

    def take(self, block: Block) -> None:
        entries = list(self._entries(block))
        if entries:
            self._add(block, entries)
        elif block.kind in LISTED_KINDS and _is_label(block):
            self._label(block)
        elif block.prose and block.kind in LISTED_KINDS:
            self._prose(block)
        elif block.kind in ("popular", "sign_in", "subscribe", "comments", "search"):
            self._open = self._open and not self._list.entries

    def _add(self, block: Block, entries: list[Entry]) -> None:
        landmark = self._landmark_of(block)
        others = not self._open and self._stands_under_others()
        if landmark != self._landmark or others or not (self._open or self._like_last(block)) or self._again(entries):
            self._begin()
        entries = [entry for entry in entries if entry.url not in self._seen]
        self._seen.update(entry.url for entry in entries)
        self._open, self._landmark = True, landmark
        self._list.beside = landmark is not None or any(map(_names_others, self._list.labels[-1:]))
        self._list.shapes.update(self._shape(one) for one in self._list.labels[-1:] if one.index == block.index - 1)
        self._list.entries.extend(entries)

    def _stands_under_others(self) -> bool:
        """Whether the last label stands below the list's stories and names others."""
        entries, label = self._list.entries, next(iter(self._list.labels[-1:]), None)
        return bool(entries) and label is not None and label.index > entries[-1].block.index and _names_others(label)

    def _again(self, entries: list[Entry]) -> bool:
        """Whether a story of the list stands again straight under a label that is built otherwise than the list's."""
        if not self._list.entries or not self._list.labels or entries[0].url not in self._seen:
            return False
        label = self._list.labels[-1]
        return label.index > self._list.entries[-1].block.index and self._shape(label) not in self._list.shapes

    def _begin(self) -> None:
        """Another list; the labels that stand over its first entry come along. It may list what others do."""
        last, self._seen = self._list, set()
        if last.entries:
            start = last.entries[-1].block.index
            over = [label for label in last.labels if label.index > start]
            last.labels = [label for label in last.labels if label.index <= start]
            self.lists.append(StoryList(labels=over))

    def _label(self, block: Block) -> None:
        """A label built like those of an open list belongs to it; one that opens a box of its own, or says that other
        stories follow, or is the first after these, ends it."""
        shape = self._shape(block)
        listed = bool(self._list.entries)
        others, of_others = listed and _names_others(block), listed and self._is_of_others()
        # What names others ends a list that does not, however it is built.
        ends = others and not of_others
        if not ends and listed and shape not in self._list.shapes:
            ends = others or of_others or self._opens_box(block)
        if ends:
            self._open = False
        elif shape in self._list.shapes:
            self._open = True
        self._list.labels.append(block)

    def _is_of_others(self) -> bool:
        """Whether the open list stands under one label, and that names others."""
        first = self._list.entries[0].block.index
        return any(one.index < first and _names_others(one) for one in self._list.labels[-1:])

    def _prose(self, block: Block) -> None:
        before = self._document.blocks[max(block.index - 2, 0) : block.index]
        if any(introduces(one) for one in before) or (self._list.entries and self._in_entry(block)):
            self._list.teasers += 1
        elif self._list.entries and not closes_page(block.text):
            self._open = False

    def _entries(self, block: Block) -> Iterator[Entry]:
        for link in block.links if block.kind in LISTED_KINDS else ():
            url = _address(self._document, link)
            headline = block.text[link.start : link.end].strip()
            if url and url != self._read_on() and headline and _is_listed(self._document, block, link):
                reads_on = is_read_on(headline)
                if reads_on:
                    headline = _title_in(block, link) or _set_off(self._document, block)
                    headline = headline or (self._pop_title() if self._titled(block) else "")
                is_title = reads_on or link.start == 0 or block.link_density > 0.5
                yield Entry(url, headline, block, link, is_title, story_form(url) is not None)

    def _pop_title(self) -> str:
        """The label over a link to all of a story is its title, and those built like it are others'."""
        title = self._list.labels.pop()
        self._list.shapes.add(self._shape(title))
        return title.text

    def _read_on(self) -> str | None:
        """The address of the last entry, to which its teaser may lead as well, up to the next label."""
        last = self._list.entries[-1] if self._list.entries else None
        labelled = last is not None and any(label.index > last.block.index for label in self._list.labels[-1:])
        return last.url if last is not None and not labelled else None

    def _titled(self, block: Block) -> bool:
        """Whether the label before "Read more" is the story's title, not linked itself."""
        labels = self._list.labels
        return bool(labels) and 0 < block.index - labels[-1].index <= 2 + block.prose

    def _landmark_of(self, block: Block) -> int | None:
        for container in self._document.around(block.container):
            if self._document.tags[container] in LANDMARKS:
                return container
        return None

    def _like_last(self, block: Block) -> bool:
        """Whether a link stands in the same list element or row as the last one."""
        if not self._list.entries:
            return True
        parents = self._document.parents
        return parents[self._list.entries[-1].block.container] == parents[block.container]

    def _in_entry(self, block: Block) -> bool:
        """Whether prose stands in the innermost box of the last entry."""
        return block.container == self._list.entries[-1].block.container

    def _shape(self, block: Block) -> tuple[object, ...]:
        parent = self._document.parents[block.container]
        return block.tag, block.heading, block.bold, self._document.tags[parent] if parent >= 0 else None

    def _opens_box(self, block: Block) -> bool:
        """Whether a box that holds none of the list's entries begins with this label."""
        last, blocks = self._list.entries[-1].block, self._document.blocks
        around = None
        for container in self._document.around(block.container):
            if self._document.inside(last.container, container):
                break
            if block.index and self._document.inside(blocks[block.index - 1].container, container):
                break
            around = container
        following = blocks[block.index + 1 : block.index + 2]
        return around is not None and any(self._document.inside(b.container, around) for b in following)


def _names_others(label: Block) -> bool:
    """Whether a label is over stories of any day: "Latest Headlines". "Today's Stories" are the page's own."""
    if _OF_OTHER_DAY.search(label.text):
        return True
    return label.kind == "related" and _OF_DAY.search(label.text) is None


def _title_in(block: Block, link: Link) -> str:
    """The words up to a colon in a teaser that ends in a link to all of it: "Vault Opens: A count. Full Story"."""
    title, colon, _ = block.text[: link.start].partition(": ")
    return title if colon and len(title) <= _LONGEST_TITLE and len(title.split()) >= _SHORTEST_TITLE else ""


def _set_off(document: Document, block: Block) -> str:
    """The words in bold with which a teaser begins in a box of its own; empty where it begins otherwise."""
    box = document.boxes[block.container] if block.container >= 0 else None
    first = next(iter(box), None) if box is not None and not (box.text or "").strip() else None
    words = fold("".join(first.itertext())) if first is not None and first.tag in _SETS_OFF else ""
    titled = len(words.split()) >= _SHORTEST_TITLE and len(words) <= _LONGEST_TITLE
    return words if titled and words != block.text and block.text.startswith(words) else ""


def _is_label(block: Block) -> bool:
    short = len(block.text) <= _LONGEST_LABEL and not block.links and not is_sentence(block.text)
    return short and read_date(block.text) is None and read_byline(block.text) is None
