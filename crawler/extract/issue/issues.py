"""Issue pages that print several stories whole."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import replace
from itertools import islice, pairwise
from typing import Final
from urllib.parse import quote

from crawler.extract.furniture.afterwords import without_afterwords
from crawler.extract.furniture.asides import mark_lists_of_links
from crawler.extract.furniture.boxes import mark_boxes
from crawler.extract.furniture.kinds import LISTED_KINDS
from crawler.extract.furniture.pull_quotes import pull_quotes, with_speakers
from crawler.extract.issue.issue_contents import is_readers, named_heads
from crawler.extract.issue.issue_days import issue_date
from crawler.extract.page.columns import Run, find_runs, heaviest
from crawler.extract.page.document import PROSE, Block, Document
from crawler.extract.page.rows import is_cell_of_data
from crawler.extract.story.adjoining import with_adjoining
from crawler.extract.story.edges import PARTS_OF_STORIES, ends_body, is_plain_deck, is_told_deck
from crawler.extract.story.finding import Story, builds_of
from crawler.extract.story.found import Found
from crawler.extract.story.trimming import trim
from crawler.extract.text.addresses import is_of_issue
from crawler.extract.text.bylines import read_bare_name, read_byline
from crawler.extract.text.dates import find_dates, read_date
from crawler.extract.text.lines import is_sentence
from crawler.extract.text.sentences import is_told

_SEVERAL: Final = 2
_ISSUE: Final = re.compile(
    r"\b(?:issues?|editions?)\b|\bnewswire (?:of|for)\b|\btoday['’]?s (?:newswire|headlines|news|stories)\b",
    re.IGNORECASE,
)
# An id that a system gave to a story of an issue.
_NUMBERS_STORY: Final = re.compile(r"(?:s|st|story|nw|n|art|article|item|id|a)?[-_]?\d{1,8}", re.IGNORECASE)
# In words; and in letters.
_SHORTEST_TITLE: Final = 2
_LONGEST_TITLE: Final = 200
# In lines; and how many stories an issue has at most.
_LONGEST_CONTENTS: Final = 300
_MOST_STORIES: Final = 100
# Of a headline that is told by its words alone.
_FEWEST_WORDS: Final = 3
_NUMBERED: Final = re.compile(r"(\d{1,2})[.)] (?=\S)")
_LONGEST_SECTION: Final = 5
_LONGEST_NAME: Final = 80
# So many lines of the page may stand below its last story.
_MOST_AT_END: Final = 8
# So many paragraphs say of whom a story tells.
_TELLING: Final = 4


def several_heads(document: Document) -> list[Block]:
    """The headlines of a page that prints several stories: each at an anchor, and named in a list of contents. A page
    that calls itself an issue may have one."""
    named = _is_issue(document)
    heads = named_heads(document, 1 if named else _SEVERAL) or _anchored_heads(document, named=named)
    return heads or (_listed_heads(document) if named else [])


def _is_issue(document: Document) -> bool:
    """Whether a page calls itself an issue: in its title, its address or a heading."""
    heads = (b.text for b in document.blocks if (b.heading or b.bold) and len(b.text) <= _LONGEST_NAME)
    return is_of_issue(document.page.url) or any(_ISSUE.search(text) for text in (document.title or "", *heads))


def _anchored_heads(document: Document, *, named: bool) -> list[Block]:
    """Without a list of contents: headings of one level, or bold lines where there are none, each with an anchor of its
    own, under an issue's date; on a page that is `named` an issue also without a date, and lines that nothing else
    sets off."""
    dated = _date_block(document)
    if dated is None and not named:
        return []
    _move_anchors(document)
    anchored = [
        b
        for b in document.blocks[dated.index + 1 if dated and not named else 0 :]
        if b.anchor and b.kind is None and b.link_density < 0.5 and not find_dates(b.text) and not is_readers(b)
    ]
    heads = [b for b in anchored if b.heading or b.bold]
    # A box beside the stories may have a smaller heading.
    level = max((b.heading for b in heads if _has_story(document, b)), default=0)
    heads = [b for b in heads if b.heading == level]
    sections = {b.index for b in heads if _names_section(document, b)}
    if len(sections) * 2 > len(heads):
        return []
    heads = [b for b in heads if b.index not in sections]
    if named and len(heads) < _SEVERAL:
        heads = _plain_heads(document, anchored)
    if len(heads) == 1:
        own = named and is_of_issue(document.page.url) and _has_story(document, heads[0])
        return heads if own and _is_named(document, heads[0]) else []
    # Under an id that stands again and again none of them can be found.
    return heads if len({b.anchor for b in heads}) == len(heads) else []


def _listed_heads(document: Document) -> list[Block]:
    """Without anchors: headings of one level, each named in a line of a list above the first of them. A text fragment
    leads to each then (https://wicg.github.io/scroll-to-text-fragment/): `#:~:text=Envoy%20Returns`."""
    titles = [b for b in document.blocks if b.heading and b.kind is None and not b.links and _has_story(document, b)]
    titles = [b for b in titles if len(b.text.split()) >= _FEWEST_WORDS and not b.anchor]
    level = Counter(b.heading for b in titles).most_common(1)
    heads = [b for b in titles if b.heading == level[0][0]]
    first = heads[0].index if heads else 0
    above = [b.text for b in document.blocks[max(first - _LONGEST_CONTENTS, 0) : first]]
    several = _SEVERAL <= len(heads) <= _MOST_STORIES
    listed = several and all(any(line.startswith(head.text) for line in above) for head in heads)
    if not listed or len({head.text for head in heads}) < len(heads):
        return []
    for head in heads:
        # A hyphen parts the terms of a fragment.
        head.anchor = ":~:text=" + quote(head.text, safe="").replace("-", "%2D")
    return heads


def _names_section(document: Document, head: Block) -> bool:
    """Whether a linked title stands under a heading, as under the name of a list's section."""
    below = document.blocks[head.index + 1 : head.index + 2]
    return any(b.link_density > 0.5 and b.kind in LISTED_KINDS and not read_byline(b.text) for b in below)


def _is_named(document: Document, head: Block) -> bool:
    """Whether a headline's anchor is a name, made to be jumped to, or numbers a story: an id may be there for a
    stylesheet."""
    if _NUMBERS_STORY.fullmatch(head.anchor or ""):
        return True
    return any(link.get("name") == head.anchor for link in document.root.iter("a"))


def _move_anchors(document: Document) -> None:
    """The anchors of boxes that each begin with the name of a section are those of the headings straight below."""
    pairs = [
        (label, head)
        for label, head in pairwise(document.blocks)
        if label.anchor and not (label.heading or label.bold or label.prose) and head.heading and not head.anchor
    ]
    for label, head in pairs if len(pairs) >= _SEVERAL else ():
        head.anchor, label.anchor = label.anchor, None


def _plain_heads(document: Document, anchored: Sequence[Block]) -> list[Block]:
    """Titles built alike, each with a story of its own straight below."""
    lines = (b for b in anchored if len(b.text) <= _LONGEST_TITLE and not is_sentence(b.text))
    titles = [b for b in lines if len(b.text.split()) >= _SHORTEST_TITLE]
    builds = Counter((b.tag, b.bold) for b in titles)
    build = max(builds, key=lambda one: builds[one], default=None)
    return [b for b in titles if (b.tag, b.bold) == build and _has_story(document, b)]


def _has_story(document: Document, head: Block) -> bool:
    """Whether paragraphs follow straight below a headline; the first may be short, with a box behind it."""
    below = document.blocks[head.index + 1 : head.index + 1 + _TELLING]
    own = (block for block in below if block.kind is None)
    return any((block.prose and is_sentence(block.text)) or (not block.links and is_told(block.text)) for block in own)


def _date_block(document: Document) -> Block | None:
    date = issue_date(document)
    return next((b for b in document.blocks if date is not None and date[0] in b.text and b.kind is None), None)


def several_stories(document: Document) -> tuple[Found, ...]:
    """The stories of a page that prints several, in order; empty when it prints fewer than two."""
    heads = several_heads(document)
    if not heads:
        return ()
    _take_numbers_off(heads)
    below = (b for b in document.blocks[heads[-1].index + 1 :] if b.prose and b.kind is None)
    date, column = _day_of(document, heads[0]), _common(document, [*heads, *islice(below, 1)])
    beyond = (b.index for b in document.blocks[heads[-1].index :] if not document.inside(b.container, column))
    ends = [*(head.index for head in heads[1:]), next(beyond, len(document.blocks))]
    section = _section_before(document, heads[0])
    own_days, names = _days_above(document, heads), _names_below(document, heads)
    if date is not None and any(date[0] in line.text for line in own_days.get(heads[0].index, ())):
        # It is the first story's.
        date = None
    titled = {head.index for head in heads}
    own = [b for b in document.blocks[heads[0].index : ends[-1]] if b.kind is None and b.index not in titled]
    mark_boxes(document, column, heads, [b for b in own if document.inside(b.container, column)])
    stories: list[Found] = []
    for head, end in zip(heads, ends, strict=True):
        between = document.blocks[head.index + 1 : end]
        inner = [b for b in between if b.kind is None and document.inside(b.container, column)]
        mark_lists_of_links(document, inner, column)
        # "* * *" parts stories, and names no section.
        inner = [b for b in inner if b.kind is None and any(map(str.isalnum, b.text))]
        following = _pop_section(inner) if head is not heads[-1] else None
        if len(inner) > 1 and inner[0].text in names:
            section = inner.pop(0).text
        signs = _signs(document, head, inner)
        body = _body(document, column, head, inner[signs:], is_last=head is heads[-1])
        if body:
            day = own_days.get(head.index, ())
            story, position = Story(head, (*day, *inner[:signs]), body), len(stories) + 1
            stories.append(Found(document, story, head.anchor, section, position, date, end))
        # The list of contents may lead to the sections as well.
        section = following or (section if between else head.text)
    return _without_ends(stories) if len(stories) >= min(len(heads), _SEVERAL) else ()


def _without_ends(stories: Sequence[Found]) -> tuple[Found, ...]:
    """The stories without the lines that end most of them and report nothing: "[Return to list]", "Mail this item".
    What stands below such a line at the page's end is the page's."""
    told = list(stories)
    while ends := _common_ends(told):
        told = [_before(found, ends, last=found is told[-1]) for found in told]
    return tuple(told)


def _common_ends(stories: Sequence[Found]) -> frozenset[str]:
    last = (found.story.body[-1].text for found in stories if len(found.story.body) > 1)
    texts = Counter(text for text in last if len(text) < PROSE)
    # Below the last story the page goes on.
    texts.update({block.text for block in stories[-1].story.body[-_MOST_AT_END:-1]} & texts.keys())
    return frozenset(
        text for text, count in texts.items() if count >= _SEVERAL and 2 * count >= len(stories) and not is_told(text)
    )


def _before(found: Found, ends: Container[str], *, last: bool) -> Found:
    body = found.story.body
    first = max(len(body) - (_MOST_AT_END if last else 1), 1)
    place = next((n for n in range(first, len(body)) if body[n].text in ends), len(body))
    return replace(found, story=replace(found.story, body=body[:place])) if place < len(body) else found


def _names_below(document: Document, heads: Sequence[Block]) -> frozenset[str]:
    """The names of sections that stand below headlines: each of them below several, or in the contents as well."""
    below = [document.blocks[head.index + 1] for head in heads if head.index + 1 < len(document.blocks)]
    labels = Counter(b.text for b in below if b.kind is None and _is_label(b) and not (_is_sign(b) or b.heading))
    contents = document.blocks[max(heads[0].index - _LONGEST_CONTENTS, 0) : heads[0].index]
    said = {b.text for b in contents if not b.links}
    return frozenset(text for text, count in labels.items() if count >= _SEVERAL or text in said)


def _days_above(document: Document, heads: Sequence[Block]) -> dict[int, tuple[Block, ...]]:
    """The lines straight above headlines that are days, by the headline's index, where each has one and they differ:
    a page of several days."""
    above = {head.index: document.blocks[head.index - 1] for head in heads if head.index}
    days = {read_date(line.text) for line in above.values()}
    several = len(above) == len(heads) and None not in days and len(days) > 1
    return {index: (line,) for index, line in above.items()} if several else {}


def _take_numbers_off(heads: Sequence[Block]) -> None:
    """Headlines that are numbered one after the other have no numbers of their own."""
    numbers = [number for head in heads if (number := _NUMBERED.match(head.text)) is not None]
    if len(numbers) == len(heads) and [int(number[1]) for number in numbers] == list(range(1, len(heads) + 1)):
        for head, number in zip(heads, numbers, strict=True):
            head.text = head.text[number.end() :]


def _day_of(document: Document, first: Block) -> tuple[str, str] | None:
    """The day of all stories: what is said only below the first headline is that story's own."""
    date = issue_date(document)
    if date is None:
        return None
    places = [block.index for block in document.blocks if date[0] in block.text]
    return None if places and places[0] > first.index else date


def _pop_section(inner: list[Block]) -> str | None:
    """Take the name of the next story's section off the end: it may stand as a heading and again over the headline. So
    may the next story's deck, which names nothing."""
    while len(inner) > 1 and _is_deck_above(inner[-1]):
        inner.pop()
    if not inner or not _is_label(inner[-1]):
        return None
    label = inner.pop()
    while (
        inner
        and _is_label(inner[-1])
        and (inner[-1].heading or inner[-1].bold or inner[-1].text.lower() == label.text.lower())
    ):
        label = inner.pop()
    return label.text


def _is_deck_above(block: Block) -> bool:
    """Whether a line that ends no sentence has more words than a section's name."""
    plain = not block.links and block.tag not in PARTS_OF_STORIES
    return plain and not is_sentence(block.text) and len(block.text.split()) > _LONGEST_SECTION


def _signs(document: Document, head: Block, inner: list[Block]) -> int:
    """How many lines under a headline say who wrote the story, and when, with a deck over them or below."""
    signs = deck = next((i for i, b in enumerate(inner) if not _is_sign(b)), 0)
    if deck + 1 < len(inner) and (
        _opens_deck(document, inner[deck:]) or _is_deck_in_cell(head, *inner[deck : deck + 2])
    ):
        signs = deck + 1 + next((i for i, b in enumerate(inner[deck + 1 :]) if not _is_sign(b)), 0)
    return signs + (signs == deck == 0 and _is_name(head, inner))


def _is_deck_in_cell(head: Block, deck: Block, first: Block) -> bool:
    """Whether a line without a full stop stands straight below a headline in its own cell, and a paragraph in another
    box."""
    own = deck.container == head.container != first.container and deck.index == head.index + 1
    return own and not deck.links and not is_sentence(deck.text) and first.prose


def _opens_deck(document: Document, below: Sequence[Block]) -> bool:
    """Whether the first of these is a deck. A heading straight under the headline is no heading of the story's."""
    deck = below[0]
    if (deck.heading or deck.bold) and not is_sentence(deck.text) and not deck.links:
        return True
    told = [block for block in below[1:] if not _is_sign(block)]
    return bool(told) and (is_plain_deck(deck, told[0]) or is_told_deck(document, deck, told))


def _is_sign(block: Block) -> bool:
    return read_date(block.text) is not None or read_byline(block.text) is not None


def _is_name(head: Block, inner: list[Block]) -> bool:
    """Whether a writer's name alone stands under the headline: of somebody of whom the story does not tell."""
    name = inner[0].text if len(inner) > 1 and inner[1].prose and not inner[0].links else ""
    told = (head, *inner[1 : 1 + _TELLING])
    return read_bare_name(name) is not None and not any(name in block.text for block in told)


def _common(document: Document, blocks: list[Block]) -> int:
    """The innermost container that holds all these blocks."""
    first = document.ancestors(blocks[0].container)
    return next(c for c in first if all(document.inside(block.container, c) for block in blocks))


def _is_label(block: Block) -> bool:
    """A section's name: a short line that is no sentence."""
    return len(block.text) < 60 and not is_sentence(block.text) and not block.links


def _body(document: Document, column: int, head: Block, inner: list[Block], *, is_last: bool) -> tuple[Block, ...]:
    """One story's paragraphs. After the last story comes whatever else the page has."""
    kept = [b for b in inner if b.link_density < 0.8 and (read_date(b.text) is None or is_cell_of_data(document, b))]
    while kept and ends_body(kept[-1]):
        kept.pop()
    run = heaviest(_runs_of(document, kept)) if is_last else None
    if run is not None:
        kept = trim(document, head, run, kept)
        while kept and ends_body(kept[-1]):
            kept.pop()
    kept = without_afterwords(document.blocks, head, kept)
    pulled = with_speakers(document, kept, pull_quotes(document, kept, builds_of(document, kept, column)))
    kept = [block for block in kept if block.index not in pulled]
    return with_adjoining(document, head, kept, inner) if run is not None and kept else tuple(kept)


def _runs_of(document: Document, kept: list[Block]) -> list[Run]:
    """The prose built alike with the first paragraph that reports something, or else all of it."""
    runs = find_runs(document, kept)
    first = next((block for block in kept if block.prose), None)
    own = [run for run in runs if first is not None and is_told(first.text) and run.blocks[0] is first]
    return own or runs


def _section_before(document: Document, head: Block) -> str | None:
    before = document.blocks[head.index - 1] if head.index else None
    return before.text if before is not None and before.kind is None and _is_label(before) else None
