"""What stands amid a story that leads elsewhere: lists of links, teasers, dated titles of other stories."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import islice
from typing import Final

from crawler.extract.furniture.afterwords import presents_writer
from crawler.extract.furniture.exhibits import exhibits
from crawler.extract.page.document import CELLS, MOSTLY_LINKS, PROSE, Block, Document
from crawler.extract.page.linked import is_titled_line
from crawler.extract.text.addresses import is_of_text, may_be_story
from crawler.extract.text.bylines import is_dated_byline, read_bare_name, read_byline
from crawler.extract.text.dates import find_dates, read_date
from crawler.extract.text.lines import CLOSES_LETTER, LIST_MARK, is_sentence, opens_list
from crawler.extract.text.sentences import is_told
from crawler.extract.text.wordings import kind_of
from crawler.urls import page_key

_MOST_LOOKED_AT: Final = 200
_ALL_LINKED: Final = 0.95
_LEADS_ON: Final = re.compile(
    r"(?:read|see|view|click|download|watch|listen|visit|get|sign|subscribe|continue|more|full|return|back|learn|find"
    r"|contact|send|related|next|previous|also|print|follow|join|go)\b",
    re.IGNORECASE,
)
# What may stand between a story's last paragraph and the date below it, and how much of it.
_BESIDE_A_DATE: Final = ("share", "ad", "byline", "masthead", "notice")
_CLOSING_LINES: Final = 4
_POINTS: Final = frozenset({"li", "td", "th"})
# In words; a menu's are shorter.
_SHORTEST_TITLE: Final = 3
_LONGEST_ROW_NAME: Final = 35
_LONGEST_POINTER: Final = 160
_NO_TITLES: Final = frozenset({"other", "share", "navigation", "ad", "subscribe", "sign_in", "consent", "skip_link"})
# A title stands in a heading, in a head of its own, in the box that its sentence stands in too.
_MOST_STEPS: Final = 4
# What may stand between a story's paragraph and a title below it in its box: a label, other titles.
_MOST_BEFORE: Final = 5
# "3. Send this story": an entry of a menu that is chosen by keys, in words.
_NUMBER: Final = re.compile(r"\W?\d{1,2}\W{0,2}")
_LONGEST_ENTRY: Final = 4


def dates_other(document: Document, headline: Block, block: Block) -> bool:
    """Whether a date stands under the linked title of another story, in a box that the headline is not in."""
    title = document.blocks[block.index - 1]
    if title.link_density < 0.6 or title is headline or read_date(block.text) is None:
        return False
    if all(link.href.startswith("#") for link in title.links):
        # It leads to a part of this page.
        return False
    box = document.common(title.container, block.container)
    if box < 0 or document.inside(headline.container, box) or read_bare_name(title.text):
        return False
    wide = (one.url for one in title.links if 2 * (one.end - one.start) > len(title.text))  # no menu's
    return title.heading > 0 or any(map(may_be_story, filter(None, wide)))


def date_below(document: Document, body: Sequence[Block]) -> Block | None:
    """The date that closes a story: alone in a line straight below the last paragraph, or with page tools or its
    writer's card between."""
    for block in document.blocks[body[-1].index + 1 :][:_CLOSING_LINES] if body[-1].container >= 0 else ():
        if block.heading or block.bold:
            return None
        if read_date(block.text) is not None:
            return block
        if block.kind in ("other", "notice") and presents_writer(block):
            continue
        if block.kind not in _BESIDE_A_DATE and (block.kind != "other" or block.prose or _holds_title(block)):
            return None
    return None


def _holds_title(block: Block) -> bool:
    """Whether a link has as many words as a story's title."""
    return any(len(block.text[link.start : link.end].split()) >= _SHORTEST_TITLE for link in block.links)


def mark_lists_of_links(document: Document, inside: list[Block], column: int) -> None:
    """Linked titles among the paragraphs are furniture, and so is the heading over them."""
    own = document.page.url.partition("#")[0]
    lists, shown = _lists_of_story(document, inside), exhibits(document, inside)
    for block in (one for one in inside if one.links and one.index not in shown):
        point = _point(document, block)
        if is_dated_byline(block.text) or (point >= 0 and document.parents[point] in lists):
            continue
        if read_byline(block.text):
            # A writer's name may lead to all that he wrote.
            continue
        if (opens_list(block.text) and _stands_over_points(document, block)) or _goes_on(document, block):
            continue
        whole = (
            block.link_density > 0.95
            or _is_in_brackets(block)
            or _is_row_of_links(block)
            or _is_pointer(block)
            or _is_numbered(block)
        )
        if whole or (block.link_density > 0.55 and (not is_sentence(block.text) or find_dates(block.text))):
            # A page's own tools lead to itself.
            elsewhere = (link.url for link in block.links if (link.url or own).partition("#")[0] != own)
            block.kind = "related" if any(url and may_be_story(url) for url in elsewhere) else "other"
    _mark_teasers(document, inside, column)
    _mark_titled_lines(document, inside)
    for block, following in zip(reversed(inside[:-1]), reversed(inside[1:]), strict=True):
        listed = following.kind == "related" or (following.kind == "other" and following.link_density > 0.55)
        if listed and block.kind is None and following.index == block.index + 1:
            said = is_sentence(block.text) or LIST_MARK.match(block.text) or read_byline(block.text)
            letter = _ends_letter(document, block)
            signs = not block.heading and read_date(block.text) is not None
            # A table's cells head no line below the table.
            in_table = block.tag in CELLS and following.tag not in CELLS
            point = block.tag == "li" and document.parents[block.container] != document.parents[following.container]
            title = len(block.text) < PROSE and not (said or letter or signs or in_table or point)
            block.kind = following.kind if title else None


def _ends_letter(document: Document, block: Block) -> bool:
    """Whether a line closes a letter, or stands below such a line, as the name does that signs it."""
    above = document.blocks[block.index - 1]
    return CLOSES_LETTER.fullmatch(block.text) is not None or CLOSES_LETTER.fullmatch(above.text) is not None


def _is_in_brackets(block: Block) -> bool:
    """Whether a line is a link and the square brackets around it: "[Leak Reported at Depot]"."""
    link = block.links[0]
    return block.text[: link.start] == "[" and block.text[link.end :] == "]"


def _is_numbered(block: Block) -> bool:
    """Whether a line is a number and a few words that are a link, as an entry of a menu to be chosen by keys."""
    link = block.links[0]
    few = len(block.text.split()) <= _LONGEST_ENTRY
    return few and link.end == len(block.text) and _NUMBER.fullmatch(block.text[: link.start]) is not None


def is_built_alike(document: Document, one: Block, other: Block) -> bool:
    """Whether two blocks are of one kind in one box or in rows of one table, as the paragraphs of a story are."""
    if one.tag != other.tag or one.heading != other.heading or one.bold != other.bold:
        return False
    parents = document.parents
    boxes = parents[one.container], parents[other.container]
    beside = one.container == other.container or boxes[0] == boxes[1]
    if one.tag in CELLS and min(boxes) >= 0:
        beside = beside or parents[boxes[0]] == parents[boxes[1]]
    return beside and document.dress(one.container) == document.dress(other.container)


def _goes_on(document: Document, block: Block) -> bool:
    """Whether a sentence that is a link, or mostly, stands between paragraphs that are built alike; beside one of them
    where it sends nobody elsewhere."""
    if block.tag in _POINTS or not is_sentence(block.text) or len(block.links) > 1:
        return False
    if _is_pointer(block) or _is_in_brackets(block):
        return False
    if not 0 < block.index < len(document.blocks) - 1:
        return False
    beside = (document.blocks[block.index - 1], document.blocks[block.index + 1])
    own = (b.prose and b.kind is None and b.link_density < MOSTLY_LINKS for b in beside)
    alike = [own and _stands_alike(document, block, b) for own, b in zip(own, beside, strict=True)]
    led_to = _LEADS_ON.match(block.text) is not None and block.link_density >= _ALL_LINKED
    return all(alike) or (any(alike) and not led_to)


def _stands_alike(document: Document, block: Block, paragraph: Block) -> bool:
    """Whether a linked sentence is built as a paragraph is; a long one may be dressed as links are."""
    if is_built_alike(document, block, paragraph):
        return True
    beside = document.parents[block.container] == document.parents[paragraph.container]
    return beside and block.tag == paragraph.tag and len(block.text) >= PROSE and not (block.heading or block.bold)


def _stands_over_points(document: Document, block: Block) -> bool:
    """Whether points without links follow, as in a story's own list."""
    below = document.blocks[block.index + 1 : block.index + 2]
    return any(not one.links and (one.tag in _POINTS or LIST_MARK.match(one.text)) for one in below)


def _point(document: Document, block: Block) -> int:
    """The point of a list that a block is, or the cell that it is or stands straight in; -1 when it is none."""
    if block.tag in _POINTS:
        return block.container
    box = document.parents[block.container] if block.container >= 0 else -1
    return box if box >= 0 and document.tags[box] in CELLS else -1


def _lists_of_story(document: Document, inside: Sequence[Block]) -> frozenset[int]:
    """Lists with more points in words of their own than linked ones, and rows of several things: a point that is a
    link is one of them."""
    points: Counter[int] = Counter()
    cells: set[int] = set()
    for block in inside:
        if block.tag == "li":
            points[document.parents[block.container]] += 1 if block.link_density < MOSTLY_LINKS else -1
        elif len(block.text) < PROSE and (cell := _point(document, block)) >= 0:
            cells.add(cell)
    rows = Counter(document.parents[cell] for cell in cells)
    data = [row for row, count in rows.items() if count > 1]
    return frozenset((*(box for box, more in points.items() if more > 0), *(data if len(data) > 1 else ())))


def mark_titles_of_others(document: Document, headline: Block, column: int) -> None:
    """Linked titles above the headline or outside the story's column are related stories, whatever their box is
    called."""
    own = page_key(document.page.url)
    for block in document.blocks:
        if block.kind is not None or not (block.link_density > MOSTLY_LINKS or is_titled_line(document, block)):
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
        if block.kind is not None or opens_list(block.text) or not (block.prose or is_sentence(block.text)):
            continue
        box = _box_of_teaser(document, block, column)
        if box is None or (
            last is not None and (document.inside(last.container, box) or _is_more(document, last, block))
        ):
            last = block
        elif last is None:
            first.append((block, box))
        else:
            block.kind = "related"
    for block, box in first:
        if last is not None and not document.inside(last.container, box):
            block.kind = "related"


def _is_more(document: Document, last: Block, block: Block) -> bool:
    """Whether a paragraph reports as the last before the title does, and is built as that is: the title was set in."""
    return is_told(last.text) and is_told(block.text) and is_built_alike(document, last, block)


def _mark_titled_lines(document: Document, inside: Sequence[Block]) -> None:
    """Lines straight below each other, or a bold one, that begin with the linked title of another story are teasers,
    where they are built otherwise than the story's first paragraph."""
    titled = [b for b in inside if b.kind is None and is_titled_line(document, b)]
    first = next((block for block in inside if block.kind is None and block.prose), None)
    places = {block.index for block in titled}
    for block in titled:
        apart = block.bold or block.index - 1 in places or block.index + 1 in places
        if apart and (first is None or not (is_built_alike(document, first, block) or _goes_on(document, block))):
            block.kind = "related"


def _box_of_teaser(document: Document, block: Block, column: int) -> int | None:
    """The box that a paragraph shares with a linked title straight above it, or above its date."""
    above = document.blocks[block.index - 1]
    if read_date(above.text):
        above = document.blocks[above.index - 1]
    # A link to the day's issue, to a transcript, is no title, and no tool of the page is.
    unknown = above.kind == "other" and not is_told(block.text)
    if above.kind != "related" and ((above.kind in _NO_TITLES and not unknown) or above.link_density <= 0.95):
        return None
    around = islice(document.ancestors(above.container), _MOST_STEPS)
    box = next((box for box in around if document.inside(block.container, box)), -1)
    teasers = box == above.container or (
        not _holds_paragraph(document, box, above) and _are_teasers(document, box, above)
    )
    return box if box > column and teasers else None


def _holds_paragraph(document: Document, box: int, title: Block) -> bool:
    """Whether a paragraph that no linked title stands over stands in a box shortly before a title."""
    for block in reversed(document.blocks[max(title.index - _MOST_BEFORE, 1) : title.index]):
        if not document.inside(block.container, box):
            return False
        if block.prose and block.kind is None and document.blocks[block.index - 1].link_density < MOSTLY_LINKS:
            return True
    return False


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
    """A few words and a colon, or words for related stories, and the rest a link: "More from GSN: ..."."""
    link = block.links[-1]
    label = block.text[: link.start].rstrip()
    named = label.endswith(":") or (bool(label) and kind_of(label) == "related")
    few = len(block.links) == 1 and len(label) <= _LONGEST_ROW_NAME and named
    return few and not block.text[link.end :].strip(" .)]»>") and len(block.text) < _LONGEST_POINTER


def _is_row_of_links(block: Block) -> bool:
    """Short links side by side, perhaps after a few words that name them: tags, topics, tools."""
    if len(block.links) < 2 or is_sentence(block.text):
        return False
    beside = len(block.text) - sum(link.end - link.start for link in block.links)
    return beside <= _LONGEST_ROW_NAME + 3 * len(block.links)
