"""Boxes amid a story that are made for something else: asides, galleries, forms, polls, lists under a title."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, islice, pairwise
from typing import Final

from crawler.extract.furniture.box_names import named_boxes
from crawler.extract.furniture.set_in import boxes_set_in
from crawler.extract.page.columns import Run, find_runs, heaviest
from crawler.extract.page.document import CELLS, MOSTLY_LINKS, PROSE, Block, Document
from crawler.extract.text.lines import is_sentence, opens_list, speaker_of
from crawler.extract.text.sentences import asks_reader, is_own, is_told

# By their names no part of what they stand in.
_ASIDES: Final = frozenset({"aside", "nav"})
_FEWEST_SHOWN: Final = 2
# Pages have a handful of boxes, nested in a score of others; the bounds keep a monstrous one from costing its square.
_MOST_BOXES: Final = 100
# More of them are no box, but a part of the page.
_MOST_BELOW_TITLE: Final = 12
_LONG: Final = 100
_FEWEST_FACTS: Final = 2
_LONGEST_FACT: Final = 160
_FEWEST_POINTS: Final = 2
_LISTS: Final = frozenset({"ul", "ol"})
_OF_STORIES: Final = frozenset({None, "ad", "date_line", "byline"})
# A country's population and capital, say.
_FACTS: Final = frozenset({"dt", "dd"})
# A story's own list of years and what happened has it in its terms.
_DIGIT: Final = re.compile(r"\d")
_QUOTES: Final = ('"', "“")
# What such boxes are called, however they are set.
_FACT_TITLE: Final = re.compile(
    r"(?:(?:the \w+ )?at a glance|(?:by|in) (?:the )?numbers|fact ?(?:box|file|sheet)|facts and figures"
    r"|(?:fast|quick|key|basic) (?:facts|figures|dates|points|numbers|developments|moments)"
    r"|who(?: is|'s) who|(?:the |key )?takeaways|what (?:you need )?to know|vital statistics"
    r"|(?:from )?(?:our |the )?glossary|(?:some )?definitions|key (?:terms|players)|terms to know)\b.{0,40}",
    re.IGNORECASE,
)
_TITLE_TAGS: Final = frozenset({"summary", "legend"})
_NO_TITLES: Final = frozenset({"caption", "date_line", "byline"})


def mark_asides(document: Document, column: int, run: Run, inside: Sequence[Block]) -> None:
    """Set `kind` on the blocks of a column that stand in boxes made for something else, unless the story does."""
    tags = document.tags[column : document.ends[column] + 1]
    # The column itself may be one.
    boxes = [column + n for n, tag in enumerate(tags) if n and tag in _ASIDES] if _ASIDES.intersection(tags) else []
    if "figure" in tags and "blockquote" in tags:
        # A quotation that is shown as pictures are catches the eye; a story's own are in no figure.
        figures = [column + n for n, tag in enumerate(tags) if tag == "figure"][:_MOST_BOXES]
        boxes += [box for box in figures if "blockquote" in document.tags[box : document.ends[box] + 1]]
    if "li" in tags and document.pictures:
        boxes += _galleries(document, column, inside)
    forms = [column + n for n, tag in enumerate(tags) if tag == "form"][:_MOST_BOXES] if "form" in tags else []
    titles = _titles(document, column, inside)
    if forms or titles or document.controls:
        held = _held(run, inside)
        # One form may be around a whole page.
        boxes += [box for form in forms if (box := _widest_without(document, form, held)) is not None]
        boxes += _boxes_of_controls(document, column, held)
        boxes += _titled_boxes(document, column, titles[:_MOST_BOXES], held)
    prose = run.blocks[0].container
    # Where the story itself is in such a box, others beside it that look the same are more of it.
    own = {document.dress(box): box for box in boxes if document.inside(prose, box)}
    boxes = [box for box in boxes if document.inside(box, own.get(document.dress(box), box))]
    named = list(islice(named_boxes(document, column, inside), _MOST_BOXES))
    if not any(b.prose and not any(document.inside(b.container, box) for box in named) for b in inside):
        # What all paragraphs are called says nothing.
        named = []
    other = [box for box in boxes[:_MOST_BOXES] if not document.inside(prose, box)]
    set_in = list(boxes_set_in(document, column, titles[:_MOST_BOXES], inside))
    _mark_fenced(document, inside)
    facts = _boxes_of_facts(document, column, titles[:_MOST_BOXES])
    apart = [*other, *_drawn_apart(document, column, run, inside), *facts, *set_in, *named]
    for box in (box for box in apart if not _is_announced(document, box, inside)):
        for block in inside:
            if document.inside(block.container, box):
                block.kind = "other"
    if named or set_in:
        _mark_card(document, inside[-1], [*named, *set_in])


def mark_boxes(document: Document, column: int, heads: Sequence[Block], inside: Sequence[Block]) -> None:
    """The same on a page of several stories: boxes to fill in, under a title of their own, or drawn apart. None holds a
    headline."""
    run = heaviest(find_runs(document, list(inside)))
    if run is None:
        return
    held = sorted((*_held(run, inside), *(head.container for head in heads)))
    boxes = [*_boxes_of_controls(document, column, held), *_drawn_apart(document, column, run, inside)]
    titles = _titles(document, column, inside)[:_MOST_BOXES]
    boxes += [*_titled_boxes(document, column, titles, held), *boxes_set_in(document, column, titles, inside)]
    for box in boxes[:_MOST_BOXES]:
        for block in inside:
            if document.inside(block.container, box):
                block.kind = "other"


def _mark_fenced(document: Document, inside: Sequence[Block]) -> None:
    """What stands between two rules amid a story under a title of its own, and reports nothing."""
    kept = {block.index for block in inside}
    for first, end in pairwise(document.rules[:_MOST_BOXES]):
        fenced = document.blocks[first:end]
        if not 0 < len(fenced) <= _MOST_BELOW_TITLE or not (first - 1 in kept and end in kept):
            continue
        title, *below = fenced
        titled = (title.heading or title.bold or title.kind is not None) and not is_sentence(title.text)
        if titled and not any(is_told(block.text) or len(block.text) >= PROSE for block in below if block.kind is None):
            for block in fenced:
                block.kind = block.kind or "other"


def _mark_card(document: Document, last: Block, named: Sequence[int]) -> None:
    """What a card behind the story reports is no more of it."""
    if is_told(last.text) and any(document.inside(last.container, box) for box in named):
        last.kind = "notice"


def _is_announced(document: Document, box: int, inside: Sequence[Block]) -> bool:
    """Whether a paragraph straight above a box says that something follows: "The letter reads:"; of a story's own."""
    first = next((n for n, block in enumerate(inside) if document.inside(block.container, box)), 0)
    above = inside[first - 1] if first else None
    if above is None or not opens_list(above.text) or above.links[1:] or above.heading or above.bold:
        return False
    return not asks_reader(above.text)


def _drawn_apart(document: Document, column: int, run: Run, inside: Sequence[Block]) -> Iterator[int]:
    """Boxes of the column that are drawn at its side or with a border around them, and report nothing."""
    last = document.ends[column] if column >= 0 else -1
    drawn = [box for box in document.drawn_apart if column < box <= last] if inside else []
    held = sorted({b.container for b in inside if is_told(b.text)}) if drawn else []
    prose = sorted(block.container for block in run.blocks) if drawn else []
    for box in drawn:
        # The column itself may be drawn so.
        own = bisect_right(prose, document.ends[box]) - bisect_left(prose, box)
        if 2 * own < len(prose) and bisect_right(held, document.ends[box]) == bisect_left(held, box):
            yield box


def _held(run: Run, inside: Sequence[Block]) -> list[int]:
    """The containers of what is the story's for certain, sorted: paragraphs built alike, others that are long or report
    something, and what opens a list."""
    held = {block.container for block in run.blocks}
    others = [block for block in inside if not block.links and block.container not in held]
    long = (block for block in others if len(block.text) >= _LONG and not is_own(block.text))
    held.update([block.container for block in (*long, *(block for block in others if is_told(block.text)))])
    held.update([block.container for block in others if opens_list(block.text)])
    return sorted(held)


def _titles(document: Document, column: int, inside: Sequence[Block]) -> list[Block]:
    """What may be the title of a box in the column, furniture or not."""
    first, last = (inside[0].index, inside[-1].index + 1) if inside else (0, 0)
    return [
        block
        for block in document.blocks[first:last]
        if (
            (block.heading or block.bold or block.tag in _TITLE_TAGS)
            or _heads_facts(document, block)
            or _FACT_TITLE.fullmatch(block.text)
        )
        and len(block.text) < PROSE
        and document.inside(block.container, column)
        and block.kind not in _NO_TITLES
        and (asks_reader(block.text) or not is_sentence(block.text))
    ]


def _heads_facts(document: Document, block: Block) -> bool:
    return block.tag not in _FACTS and any(b.tag == "dt" for b in document.blocks[block.index + 1 : block.index + 2])


def _titled_boxes(document: Document, column: int, titles: Sequence[Block], held: Sequence[int]) -> Iterator[int]:
    """Boxes of their own whose title is all that looks like a story's: below it are no sentences, but links, pictures,
    something to fill in, or furniture that is known."""
    for title in titles:
        before = document.blocks[title.index - 1].container
        box = _widest_without(document, title.container, sorted((*held, before))) or column
        if box <= column:
            continue
        after = document.blocks[title.index + 1 : title.index + 1 + _MOST_BELOW_TITLE]
        below = [block for block in after if document.inside(block.container, box)]
        known = title.kind is not None
        own = [b for b in below if b.kind is None]
        told = any(is_told(b.text) or (is_sentence(b.text) and not (known or b.links or _invites(b))) for b in own)
        furnished = known or _is_furnished(document, box, below) or _says_facts(document, title, below)
        if below and not told and furnished and not (_is_data(document, below) or _is_point(document, box, own)):
            yield box


def _boxes_of_facts(document: Document, column: int, titles: Sequence[Block]) -> Iterator[int]:
    """Boxes drawn apart, or that define terms, under such a title, whatever their few lines tell: "Fact Box"."""
    drawn = document.drawn_apart
    for title in titles:
        named = not title.links and _FACT_TITLE.fullmatch(title.text) is not None
        around = document.around(title.container) if named else ()
        box = next((one for one in around if one in drawn or document.floats(one)), -1)
        if named and box < 0 and (first := document.blocks[title.index + 1 : title.index + 2]) and first[0].tag == "dt":
            box = document.common(title.container, first[0].container)
        if box <= column or document.inside(document.blocks[title.index - 1].container, box):
            continue
        after = document.blocks[title.index + 1 : title.index + 2 + _MOST_BELOW_TITLE]
        below = [block for block in after if document.inside(block.container, box)]
        if 0 < len(below) <= _MOST_BELOW_TITLE and all(len(block.text) <= _LONGEST_FACT for block in below):
            yield box


def _is_point(document: Document, box: int, own: Sequence[Block]) -> bool:
    """Whether a box is a list's point that begins with bold words and goes on in sentences, as points of stories do, or
    a list of such points that are long."""
    points = [b for b in own if b.tag == "li" and is_sentence(b.text) and (len(b.text) >= _LONG or not b.links)]
    if document.tags[box] == "li":
        return bool(points)
    return document.tags[box] in _LISTS and sum(len(b.text) >= _LONG for b in points) >= _FEWEST_POINTS


def _says_facts(document: Document, title: Block, below: Sequence[Block]) -> bool:
    """Whether a title stands over a few short lines that end no sentence, in a box that has nothing else: "By the
    Numbers". A story's own list stands among its paragraphs."""
    cells = any(document.is_in(b, CELLS) for b in (title, *below)) and not _FACT_TITLE.fullmatch(title.text)
    if not _FEWEST_FACTS <= len(below) <= _MOST_BELOW_TITLE or cells:
        return False
    own = all(b.kind is None and not b.links for b in below)
    return own and all(len(b.text) < _LONG and not is_sentence(b.text) for b in below)


def _invites(block: Block) -> bool:
    """Whether a sentence speaks to its reader or of the site, and quotes nobody."""
    return (
        (asks_reader(block.text) or is_own(block.text))
        and not block.text.startswith(_QUOTES)
        and speaker_of(block.text) is None
    )


def _is_furnished(document: Document, box: int, below: Sequence[Block]) -> bool:
    """Whether a box holds what stories do not."""
    if all(b.tag in _FACTS for b in below) and not any(b.tag == "dt" and _DIGIT.search(b.text) for b in below):
        return True
    unknown = [b for b in below if b.kind is None]
    if any(b.kind not in _OF_STORIES for b in below):
        return True
    if any(b.link_density > MOSTLY_LINKS or asks_reader(b.text) or is_own(b.text) for b in unknown):
        return True
    if "form" in document.tags[box : document.ends[box] + 1]:
        return True
    shown = chain(document.pictures, document.players)
    return any(document.inside(picture.container, box) for picture in shown)


def _is_data(document: Document, below: Sequence[Block]) -> bool:
    """Whether a row of a table holds several things: a story's tables do, boxes of a page do not."""
    cells = {b.container for b in below if b.kind is None and b.tag in CELLS}
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
    for box in document.around(innermost):
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
