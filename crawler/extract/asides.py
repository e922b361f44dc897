"""What stands amid a story that is not of it: asides, galleries, lists of links, dated titles of other stories."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from crawler.extract.addresses import is_of_text, may_be_story
from crawler.extract.bylines import is_dated_byline, read_bare_name, read_byline
from crawler.extract.columns import Run
from crawler.extract.dates import find_dates, read_date
from crawler.extract.document import MOSTLY_LINKS, PROSE, Block, Document
from crawler.extract.lines import LIST_MARK, is_sentence, opens_list
from crawler.extract.sentences import asks_reader, is_own, is_told
from crawler.urls import page_key

# By their names no part of what they stand in.
_ASIDES: Final = ("aside", "nav")
_FEWEST_SHOWN: Final = 2
# Pages have a handful of boxes, nested in a score of others; the bounds keep a monstrous one from costing its square.
_MOST_BOXES: Final = 100
_WITHIN_REACH: Final = 100
_MOST_LOOKED_AT: Final = 200
# What may stand between a story's last paragraph and the date below it, and how much of it.
_BESIDE_A_DATE: Final = ("share", "ad", "byline")
_CLOSING_LINES: Final = 3
# More of them are no box, but a part of the page.
_MOST_BELOW_TITLE: Final = 12
_LONG: Final = 100
_OF_STORIES: Final = frozenset({None, "ad", "date_line", "byline"})
# A country's population and capital, say.
_FACTS: Final = frozenset({"dt", "dd"})
_POINTS: Final = frozenset({"li", "td", "th"})
_NO_TITLES: Final = frozenset({"caption", "date_line", "byline"})
# In words; a menu's are shorter.
_SHORTEST_TITLE: Final = 3
_LONGEST_ROW_NAME: Final = 35
_LONGEST_POINTER: Final = 160


def mark_asides(document: Document, column: int, run: Run, inside: Sequence[Block]) -> None:
    """Set `kind` on the blocks of a column that stand in boxes made for something else, unless the story does."""
    tags = document.tags[column : document.ends[column] + 1]
    boxes = [column + n for n, tag in enumerate(tags) if tag in _ASIDES] if not set(_ASIDES).isdisjoint(tags) else []
    if "li" in tags and document.pictures:
        boxes += _galleries(document, column, inside)
    forms = [column + n for n, tag in enumerate(tags) if tag == "form"][:_MOST_BOXES] if "form" in tags else []
    titles = _titles(document, column, inside)
    if forms or titles or document.controls:
        held = _held(run, inside)
        boxes += [_widest_without(document, document.parents[form], held) or form for form in forms]
        boxes += _boxes_of_controls(document, column, held)
        boxes += _titled_boxes(document, column, titles[:_MOST_BOXES], held)
    prose = run.blocks[0].container
    for box in boxes[:_MOST_BOXES]:
        if not document.inside(prose, box):
            for block in inside:
                if document.inside(block.container, box):
                    block.kind = "other"


def _held(run: Run, inside: Sequence[Block]) -> list[int]:
    """The containers of what is the story's for certain, sorted: paragraphs built alike, others that are long or report
    something, and what opens a list."""
    held = {block.container for block in run.blocks}
    others = [block for block in inside if not block.links and block.container not in held]
    prose = (block for block in others if block.prose)
    held.update([b.container for b in prose if is_told(b.text) or (len(b.text) >= _LONG and not is_own(b.text))])
    held.update([block.container for block in others if opens_list(block.text)])
    return sorted(held)


def _titles(document: Document, column: int, inside: Sequence[Block]) -> list[Block]:
    """What may be the title of a box in the column, furniture or not."""
    first, last = (inside[0].index, inside[-1].index + 1) if inside else (0, 0)
    return [
        block
        for block in document.blocks[first:last]
        if (block.heading or block.bold or _heads_facts(document, block))
        and len(block.text) < PROSE
        and document.inside(block.container, column)
        and block.kind not in _NO_TITLES
        and not is_sentence(block.text)
    ]


def _heads_facts(document: Document, block: Block) -> bool:
    return block.tag not in _FACTS and any(b.tag == "dt" for b in document.blocks[block.index + 1 : block.index + 2])


def _titled_boxes(document: Document, column: int, titles: Sequence[Block], held: Sequence[int]) -> Iterator[int]:
    """Boxes of their own whose title is all that looks like a story's: below it are no sentences, but links, pictures,
    something to fill in, or furniture that is known."""
    for title in titles:
        before = document.blocks[title.index - 1].container
        box = _widest_without(document, title.container, sorted((*held, before))) or column
        below = [b for b in document.blocks[title.index + 1 :][:_MOST_BELOW_TITLE] if document.inside(b.container, box)]
        known = title.kind is not None
        own = (b for b in below if b.kind is None)
        told = any(is_told(b.text) or (is_sentence(b.text) and not (known or b.links)) for b in own)
        furnished = known or _is_furnished(document, box, below)
        if box > column and below and not told and furnished and not _is_data(document, below):
            yield box


def _is_furnished(document: Document, box: int, below: Sequence[Block]) -> bool:
    """Whether a box holds what stories do not."""
    if all(b.tag in _FACTS for b in below):
        return True
    unknown = [b for b in below if b.kind is None]
    if any(b.kind not in _OF_STORIES for b in below):
        return True
    if any(b.link_density > MOSTLY_LINKS or asks_reader(b.text) for b in unknown):
        return True
    if "form" in document.tags[box : document.ends[box] + 1]:
        return True
    return any(document.inside(picture.container, box) for picture in document.pictures)


def _is_data(document: Document, below: Sequence[Block]) -> bool:
    """Whether a row of a table holds several things: a story's tables do, boxes of a page do not."""
    cells = {b.container for b in below if b.kind is None and b.tag in ("td", "th")}
    return any(count > 1 for count in Counter(document.parents[cell] for cell in cells).values())


def _galleries(document: Document, column: int, inside: Sequence[Block]) -> Iterator[int]:
    """Lists of pictures that each have a heading: no list of a story's has."""
    pictured = {_item(document, picture.container, column) for picture in document.pictures}
    headed = {_item(document, block.container, column) for block in inside if block.heading}
    shown = Counter(document.parents[item] for item in pictured & headed if item >= 0)
    return (box for box, count in shown.items() if count >= _FEWEST_SHOWN)


def _widest_without(document: Document, innermost: int, held: Sequence[int]) -> int | None:
    """The widest box around a container, or the container, that holds none of the story's prose, which is in the
    containers `held`, sorted: what belongs to a form, heading and words, is in it. None where all hold some."""
    widest = None
    for box in islice(document.ancestors(innermost), _WITHIN_REACH):
        if bisect_right(held, document.ends[box]) > bisect_left(held, box):
            break
        widest = box
    return widest


def _boxes_of_controls(document: Document, column: int, held: Sequence[int]) -> Iterator[int]:
    """Boxes in which something is to be pressed or filled in: polls, signing up."""
    last = document.ends[column] if column >= 0 else -1
    controls = dict.fromkeys(box for box in document.controls if column < box <= last)
    for box in islice(controls, _MOST_BOXES):
        widest = _widest_without(document, box, held)
        if widest is not None and widest > column:
            yield widest


def _item(document: Document, container: int, column: int) -> int:
    """The innermost list item of the column around a container; -1 when there is none."""
    while container > column:
        if document.tags[container] == "li":
            return container
        container = document.parents[container]
    return -1


def dates_other(document: Document, headline: Block, block: Block) -> bool:
    """Whether a date stands under the linked title of another story, in a box that the headline is not in."""
    title = document.blocks[block.index - 1]
    if title.link_density < 0.6 or title is headline or read_date(block.text) is None:
        return False
    box = next((c for c in document.ancestors(title.container) if document.inside(block.container, c)), -1)
    if box < 0 or document.inside(headline.container, box) or read_bare_name(title.text):
        return False
    wide = (one.url for one in title.links if 2 * (one.end - one.start) > len(title.text))  # no menu's
    return title.heading > 0 or any(map(may_be_story, filter(None, wide)))


def date_below(document: Document, body: Sequence[Block]) -> Block | None:
    """The date that closes a story: alone in a line straight below the last paragraph, or with page tools between."""
    for block in document.blocks[body[-1].index + 1 :][:_CLOSING_LINES] if body[-1].container >= 0 else ():
        if block.heading or block.bold:
            return None
        if read_date(block.text) is not None:
            return block
        if block.kind not in _BESIDE_A_DATE and (block.kind != "other" or block.prose or _holds_title(block)):
            return None
    return None


def _holds_title(block: Block) -> bool:
    """Whether a link has as many words as a story's title."""
    return any(len(block.text[link.start : link.end].split()) >= _SHORTEST_TITLE for link in block.links)


def mark_lists_of_links(document: Document, inside: list[Block], column: int) -> None:
    """Linked titles among the paragraphs are furniture, and so is the heading over them."""
    own = document.page.url.partition("#")[0]
    lists = _lists_of_story(document, inside)
    for block in (one for one in inside if not is_dated_byline(one.text)):
        if not block.links or (block.tag in _POINTS and document.parents[block.container] in lists):
            continue
        whole = block.link_density > 0.95 or _is_row_of_links(block) or _is_pointer(block)
        if whole or (block.link_density > 0.55 and (not is_sentence(block.text) or find_dates(block.text))):
            # A page's own tools lead to itself.
            elsewhere = (link.url for link in block.links if (link.url or own).partition("#")[0] != own)
            block.kind = "related" if any(url and may_be_story(url) for url in elsewhere) else "other"
    _mark_teasers(document, inside, column)
    for block, following in zip(reversed(inside[:-1]), reversed(inside[1:]), strict=True):
        listed = following.kind == "related" or (following.kind == "other" and following.link_density > 0.55)
        if listed and block.kind is None and following.index == block.index + 1:
            said = is_sentence(block.text) or LIST_MARK.match(block.text) or read_byline(block.text)
            listed = block.tag == "li" and document.parents[block.container] != document.parents[following.container]
            title = len(block.text) < PROSE and not said and not listed
            block.kind = following.kind if title else None


def _lists_of_story(document: Document, inside: Sequence[Block]) -> frozenset[int]:
    """Lists with more points in words of their own than linked ones, and rows of several things: a point that is a
    link is one of them."""
    points: Counter[int] = Counter()
    cells: set[int] = set()
    for block in inside:
        if block.tag == "li":
            points[document.parents[block.container]] += 1 if block.link_density < MOSTLY_LINKS else -1
        elif block.tag in _POINTS and len(block.text) < PROSE:
            cells.add(block.container)
    rows = Counter(document.parents[cell] for cell in cells)
    data = [row for row, count in rows.items() if count > 1]
    return frozenset((*(box for box, more in points.items() if more > 0), *(data if len(data) > 1 else ())))


def mark_titles_of_others(document: Document, headline: Block, column: int) -> None:
    """Linked titles above the headline or outside the story's column are related stories, whatever their box is
    called."""
    own = page_key(document.page.url)
    for block in document.blocks:
        if block.kind is not None or block.link_density <= 0.5:
            continue
        beside = block.index < headline.index or not document.inside(block.container, column)
        if beside and len(block.text[: block.links[0].end].split()) >= _SHORTEST_TITLE:
            url = block.links[0].url
            if url is not None and is_of_text(url) and page_key(url) != own:
                block.kind = "related"


def _mark_teasers(document: Document, inside: list[Block], column: int) -> None:
    """A sentence that shares a box with the linked title above it, where the story has no paragraph, is a teaser's."""
    last: Block | None = None
    first: list[tuple[Block, int]] = []
    for block in inside:
        if block.kind is not None or not block.prose:
            continue
        box = _box_of_teaser(document, block, column)
        if box is None or (last is not None and document.inside(last.container, box)):
            last = block
        elif last is None:
            first.append((block, box))
        else:
            block.kind = "related"
    for block, box in first:
        if last is not None and not document.inside(last.container, box):
            block.kind = "related"


def _box_of_teaser(document: Document, block: Block, column: int) -> int | None:
    """The box that a paragraph shares with a linked title straight above it, or above its date."""
    above = document.blocks[block.index - 1]
    if read_date(above.text):
        above = document.blocks[above.index - 1]
    # A link to the day's issue, to a transcript, is no title.
    if above.kind != "related" and (above.kind == "other" or above.link_density <= 0.95):
        return None
    box = above.container
    if not document.inside(block.container, box) and _are_teasers(document, document.parents[box], above):
        box = document.parents[box]
    return box if box > column and document.inside(block.container, box) else None


def _are_teasers(document: Document, box: int, title: Block) -> bool:
    """Whether a box is a list of linked titles, at most a sentence under each."""
    if box < 0 or len(title.text.split()) < _SHORTEST_TITLE:
        return False
    for block in document.blocks[title.index + 1 : title.index + 1 + _MOST_LOOKED_AT]:
        if not document.inside(block.container, box):
            return True
        above = document.blocks[block.index - 1]
        if block.prose and above.link_density < MOSTLY_LINKS and not read_date(above.text):
            return False
    return True


def _is_pointer(block: Block) -> bool:
    """A few words and a colon, and the rest a link: "More from GSN: ..."."""
    link = block.links[-1]
    label = block.text[: link.start].rstrip()
    few = len(block.links) == 1 and len(label) <= _LONGEST_ROW_NAME and label.endswith(":")
    return few and not block.text[link.end :].strip(" .)]»>") and len(block.text) < _LONGEST_POINTER


def _is_row_of_links(block: Block) -> bool:
    """Short links side by side, perhaps after a few words that name them: tags, topics, tools."""
    if len(block.links) < 2 or is_sentence(block.text):
        return False
    beside = len(block.text) - sum(link.end - link.start for link in block.links)
    return beside <= _LONGEST_ROW_NAME + 3 * len(block.links)
