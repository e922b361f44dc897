"""Whether a block goes with the paragraphs of a story beside it, and how far the story goes on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice, takewhile
from typing import Final

from crawler.extract.page.columns import LANDMARKS, TAIL_KINDS, is_entry, way_to
from crawler.extract.page.document import CELLS, Block, Document
from crawler.extract.text.lines import LIST_MARK, is_sentence, opens_list, speaker_of
from crawler.extract.text.sentences import asks_reader, is_own, is_told, lacks_stop, leads

# Stories set these apart themselves.
PARTS_OF_STORIES: Final = frozenset({"td", "th", "li", "dd", "dt", "blockquote", "pre"})
_LONGER_THAN_DECKS: Final = 150
NO_FURNITURE: Final = frozenset({None, "other"})
# These stand between two paragraphs and end nothing.
PASSED_OVER: Final = frozenset({"ad", "caption", "date_line", "byline", "share"})
IN_PARAGRAPH: Final = PASSED_OVER | NO_FURNITURE
MOST_IN_PARAGRAPH: Final = 4
# So many paragraphs that report something are no blurbs.
MUCH: Final = 3
_MOST_LOOKED_AT: Final = 5
_MOST_LISTED: Final = 20
_MOST_RESUMED: Final = 20
_MOST_BEFORE: Final = 3
# In letters, of a quotation that is more than one set off to catch the eye.
_QUOTATION: Final = 80
_LONG: Final = 100
_LONGEST_LABEL: Final = 60
_MOST_AROUND_LEAD: Final = 2
_A_BUTTON: Final = 0.9
# So many sentences in one box are no blurbs.
_FEWEST_ON: Final = 6
_LINKED: Final = 0.5
# "The preface says in part:", "They urged officials to:"
_SAYS: Final = re.compile(
    r"\b(?:says?|reads?|states?|urges?|asks?|calls?|adds?|writes?|warns?|follows?|following|includ\w+|that|to)\b"
    r"(?: [\w'’-]+){0,3}:$"
)
CLAUSE_ENDS: Final = (";", "; and", "; or")


def is_label(block: Block) -> bool:
    """True for a short line that is no sentence and no part that stories set apart themselves."""
    if len(block.text) >= _LONGEST_LABEL or is_sentence(block.text) or block.tag in PARTS_OF_STORIES:
        return False
    return bool(block.heading or block.bold or block.links) or not lacks_stop(block.text)


def is_plain_line(block: Block) -> bool:
    """Whether a block is a short line that is no sentence, no furniture, no part, and that nothing sets off."""
    if block.kind not in NO_FURNITURE or block.heading or block.bold or is_part(block):
        return False
    return 0 < len(block.text) < _LONGEST_LABEL and not is_sentence(block.text)


def is_part(block: Block) -> bool:
    """Whether stories set a block apart themselves: in a cell, a list, a quotation, or behind a list's mark."""
    return block.tag in PARTS_OF_STORIES or LIST_MARK.match(block.text) is not None


def asks(document: Document, near: Block, block: Block) -> bool:
    """Whether a paragraph below a heading or furniture speaks to its reader, and reports nothing."""
    between = document.blocks[near.index + 1 : block.index]
    # Where the paragraphs themselves are bold, bold parts nothing.
    parted = (near.bold and not block.bold) or near.heading
    parted = parted or any(is_label(b) or b.bold or b.kind not in IN_PARAGRAPH for b in between)
    # In an interview somebody asks, and somebody is asked.
    spoken = speaker_of(block.text) is not None or near.text.endswith("?")
    return bool(parted) and not spoken and asks_reader(block.text) and not is_told(block.text)


def belongs(
    document: Document, container: int, usual: tuple[str, ...], near: Block, block: Block, *, told: bool
) -> bool:
    """Whether a block built otherwise goes with the paragraph beside it. `told`: whether it reports something."""
    one, other = sorted((near.index, block.index))
    if is_label(block) or document.ruled(one, other):
        return False
    outer = next(c for c in document.ancestors(container) if document.inside(block.container, c))
    way = way_to(document, block.container, outer)
    if way == (*way_to(document, container, outer), *usual) or _is_built_as(document, near, block):
        return not (_is_teaser(document, block) or _is_headed(document, near, block)) and (
            told or not is_apart(document, near, block) or looks_alike(document, near, block)
        )
    if not told and is_own(block.text):
        # What a site says of itself in another dress.
        return False
    if block.container == container and block.prose and told:
        # Text straight in the story's box, whatever boxes stand after it.
        return True
    if block.index + 1 < near.index and not told and len(block.text) < _LONGER_THAN_DECKS:
        # A deck has the page's tools, the writer or a picture below it.
        return False
    between = {b.kind for b in document.blocks[one + 1 : other]} - PASSED_OVER
    if LANDMARKS.intersection(way) or not TAIL_KINDS.isdisjoint(between) or (between and not told):
        return False
    if between and (_is_teaser(document, block) or _is_headed(document, near, block)):
        return False
    # What is opened with "continue reading" is in a box of its own, and so may a lead be, in the page's own box for it.
    deepest = max(len(usual), 1) + (told and not between)
    deepest += _MOST_AROUND_LEAD if told and one + 1 == other == near.index and leads(block.text) else 0
    if block.tag in CELLS and not told and (block.index < near.index or not _is_in_row(document, block)):
        # No story opens with a table.
        return False
    return len(way) <= deepest or bool(not between and PARTS_OF_STORIES.intersection(way))


def is_apart(document: Document, near: Block, block: Block) -> bool:
    """Whether furniture stands between two paragraphs that are in different boxes."""
    one, other = sorted((near.index, block.index))
    between = {b.kind for b in document.blocks[one + 1 : other]} - IN_PARAGRAPH
    return bool(between) and document.parents[near.container] != document.parents[block.container]


def _is_in_row(document: Document, block: Block) -> bool:
    """Whether a cell is one of several that say something, as in a story's table, or holds several paragraphs."""
    parents, beside = document.parents, document.blocks[max(block.index - 1, 0) : block.index + 2]
    row = parents[block.container]
    cells = (b for b in beside if b is not block and b.tag in CELLS)
    return any(b.container == block.container or parents[b.container] == row for b in cells)


def _goes_between(document: Document, near: Block, block: Block, following: Block) -> bool:
    """Whether what stands between two paragraphs of a story is the story's as well, though it reports nothing: a
    heading, something long, a quotation that is long or announced, a sentence built as the paragraph before it."""
    if may_be_told(block) or _heads(block, following) or opens_list(block.text) or LIST_MARK.match(block.text):
        return True
    if "blockquote" in (block.tag, document.tags[document.parents[block.container]]):
        announced = document.blocks[block.index - 1].text.endswith(":")
        # Who is quoted speaks of himself and to others.
        if announced or (not block.links and len(block.text) >= _QUOTATION and is_sentence(block.text)):
            return True
    return _is_built_as(document, near, block) and is_sentence(block.text) and not is_own(block.text)


def may_be_told(block: Block) -> bool:
    """Whether a block is as long as a paragraph, and nothing that a site says of itself."""
    return len(block.text) >= _LONG and block.link_density < 0.5 and not is_own(block.text)


def begins(document: Document, body: Sequence[Block], start: int) -> tuple[Sequence[Block], int]:
    """The body and its start where it begins before a few lines that report nothing: without these."""
    for n in range(start - 2, max(start - 2 - MOST_IN_PARAGRAPH, -1), -1):
        if is_told(body[n].text) and _goes_on(document, body[n], body[start:]):
            between = [one for one in body[n + 1 : start] if _goes_between(document, body[n], one, body[start])]
            return [*body[: n + 1], *between, *body[start:]], n
    return body, start


def before_parts(document: Document, body: Sequence[Block], start: int) -> int:
    """Where a story begins whose parts are in boxes of their own under headings: with the paragraphs beside the first
    of these boxes, and what stories set apart between them."""
    if start == 0 or not body[start - 1].heading or not _heads(body[start - 1], body[start]):
        return start
    parents = document.parents
    part = parents[body[start].container]
    if part < 0 or parents[body[start - 1].container] != part:
        return start
    first = start
    for n in range(start - 2, -1, -1):
        block = body[n]
        beside = block.tag == body[start].tag and parents[block.container] == parents[part]
        if beside and is_sentence(block.text):
            first = n
        elif not (block.tag in PARTS_OF_STORIES or (is_label(block) and (block.heading or block.bold))):
            break
    return first


def _is_built_as(document: Document, near: Block, block: Block) -> bool:
    """Whether two paragraphs are of one kind in one box."""
    return (
        near.prose and near.tag == block.tag and document.parents[near.container] == document.parents[block.container]
    )


def _is_teaser(document: Document, block: Block) -> bool:
    """Whether a linked title stands over a block in the same box."""
    title = document.blocks[block.index - 1]
    return title.link_density > 0.95 and title.container in document.ancestors(block.container)


def _is_headed(document: Document, near: Block, block: Block) -> bool:
    """Whether a heading that is furniture stands over a block in a box that the paragraph beside it is not in."""
    for head in document.blocks[near.index + 1 : block.index]:
        box = document.parents[head.container] if head.kind is not None and (head.heading or head.bold) else -1
        if box >= 0 and document.inside(block.container, box) and not document.inside(near.container, box):
            return True
    return False


def last_of(document: Document, container: int, usual: tuple[str, ...], body: Sequence[Block], end: int) -> int:
    """How far the story goes on after its paragraphs in one box: also under a heading that closes the box, for nothing
    else would stand under it, or between two paragraphs of another box."""
    while end + 1 < len(body):
        head, below = body[end + 1], body[min(end + 2, len(body) - 1)]
        titled = is_label(head) and (head.heading or head.bold)
        closes = document.inside(head.container, container) or _is_built_as(document, body[end], below)
        step = 2 if titled and closes else 1
        if end + step >= len(body):
            return end
        block = body[end + step]
        if _is_alike(document, container, usual, body[end], block) and _opens_clauses(document, body, end + step):
            end = end_of_list(document, body, end + step)
            continue
        if asks(document, body[end], block):
            return end
        # What goes on in the same way reports it for both.
        alike = (b for b in body[end + step : end + step + MOST_IN_PARAGRAPH] if _is_built_as(document, b, block))
        told = is_told(block.text) or any(is_told(b.text) for b in alike)
        apart = step > 1 and is_apart(document, body[end], block) and not looks_alike(document, body[end], block)
        if (apart and not told) or not belongs(document, container, usual, body[end + step - 1], block, told=told):
            return end
        end += step
    return end


def _is_alike(document: Document, container: int, usual: tuple[str, ...], near: Block, block: Block) -> bool:
    """Whether a block is built as the story's paragraphs are, or as the one before it."""
    if document.inside(block.container, container) and way_to(document, block.container, container) == usual:
        return True
    return _is_built_as(document, near, block)


def _opens_clauses(document: Document, body: Sequence[Block], n: int) -> bool:
    """Whether a list completes what stands over it: "Iran would", and points that end in semicolons. No furniture is
    told so."""
    below = body[n + 1 : n + 2]
    return not body[n].heading and any(_is_clause(document, one) for one in below)


def _opens_list(document: Document, body: Sequence[Block], n: int) -> bool:
    return opens_list(body[n].text) or _opens_clauses(document, body, n)


def _is_clause(document: Document, block: Block) -> bool:
    return block.text.endswith(CLAUSE_ENDS) and not block.links and document.is_in(block, PARTS_OF_STORIES)


def resumed(
    document: Document, container: int, usual: tuple[str, ...], body: Sequence[Block], end: int
) -> tuple[Sequence[Block], int]:
    """The body and its end where it goes on behind a rule, or behind a few lines that report nothing: without these."""

    def alike(n: int) -> bool:
        return any(looks_alike(document, one, body[n]) for one in body[max(end - _MOST_BEFORE, 0) : end + 1])

    for _ in range(_MOST_RESUMED):
        ahead = range(end + 1, min(end + 2 + MOST_IN_PARAGRAPH, len(body)))
        full = (n for n in ahead if n + _FEWEST_ON <= len(body))
        much = next((n for n in full if is_much(document, body[end], body[n : n + _FEWEST_ON])), None)
        tells = (n for n in ahead if is_told(body[n].text) or _opens_list(document, body, n) or alike(n) or n == much)
        n = next((n for n in tells if n == much or alike(n) or _goes_on(document, body[end], body[n:])), None)
        if n is None:
            break
        between = [one for one in body[end + 1 : n] if _goes_between(document, body[end], one, body[n])]
        body = [*body[: end + 1], *between, *body[n:]]
        end = end_of_list(document, body, last_of(document, container, usual, body, end + 1 + len(between)))
    return body, end


def is_much(document: Document, near: Block, rest: Sequence[Block]) -> bool:
    """Whether sentences in one box around the story's, or in it, are the story's whatever they say, for there are many:
    none of them is a link's, a title's or the site's own. `rest` begins with the one beside the story's."""
    if min(near.container, rest[0].container) < 0:
        return False
    outer, box = document.parents[near.container], document.parents[rest[0].container]
    if document.inside(box, outer):
        way = way_to(document, rest[0].container, outer)
    elif document.inside(outer, box):
        way = way_to(document, near.container, box)
    else:
        return False
    one, other = sorted((near.index, rest[0].index))
    ends = any(b.kind in TAIL_KINDS or b.heading for b in document.blocks[one + 1 : other])
    if ends or LANDMARKS.intersection(way):
        return False
    alike = all(
        b.prose
        and b.tag == near.tag
        and document.parents[b.container] == box
        and is_sentence(b.text)
        and b.link_density < _LINKED
        and not is_entry(b)
        for b in rest
    )
    return alike and 2 * sum(is_own(b.text) for b in rest) < len(rest)


def _heads(head: Block, block: Block) -> bool:
    return is_label(head) and bool(head.heading or head.bold) and head.index + 1 == block.index


def looks_alike(document: Document, near: Block, block: Block) -> bool:
    """Whether two paragraphs are known to a style sheet by the same names, all the way down to them, or by names of
    their own in boxes of the same kinds: whatever stands between them ends no story."""
    if not is_sentence(block.text) or block.tag in PARTS_OF_STORIES or near.tag != block.tag:
        return False
    box = document.common(near.container, block.container)
    looks = _look(document, near, box), _look(document, block, box)
    if box < 0 or not _same_kinds(*looks):
        return False
    named = any(any(dress[1:]) for dress in looks[0])
    return named and (looks[0] == looks[1] or (looks[0][:1] == looks[1][:1] and any(looks[0][0][1:])))


def _look(document: Document, block: Block, box: int) -> list[tuple[str | None, ...]]:
    inside = takewhile(lambda container: container != box, document.around(block.container))
    return [document.dress(container) for container in inside]


def _goes_on(document: Document, near: Block, rest: Sequence[Block]) -> bool:
    """Whether a paragraph is in the box of the one before it, or around that, and nothing between them ends a story.
    What a rule sets apart, or a box of its own, has to report more."""
    block = rest[0]
    between = document.blocks[near.index + 1 : block.index]
    if min(block.container, near.container) < 0 or _is_teaser(document, block):
        return False
    # A button may be called "Comments", and a caption may tell something.
    ends = (b for b in between if b.kind and b.kind not in PASSED_OVER)
    if any((b.kind in TAIL_KINDS and b.link_density < _A_BUTTON) or is_told(b.text) for b in ends):
        return False
    around = document.parents[block.container]
    beside = near.container == block.container or document.inside(near.container, around)
    # A story may be cut into boxes that look alike.
    beside = beside or _are_twins(document, around, document.parents[near.container])
    # Rules between which nothing stands but an advertisement are its own.
    advertised = bool(between) and all(b.kind == "ad" for b in between)
    if beside and (advertised or not document.ruled(near.index, block.index)):
        return True
    if advertised and is_told(block.text) and _stand_alike(document, near, block):
        return True
    inside = document.inside(around, document.parents[near.container])
    # A list among them tells nothing of its own.
    looked = islice((b for b in rest[:_MOST_LISTED] if b.tag not in PARTS_OF_STORIES), _MOST_LOOKED_AT)
    alike = [b for b in looked if document.parents[b.container] == around and is_told(b.text)]
    if beside or inside:
        return len(alike) >= MUCH
    return sum(not b.links for b in alike) >= MUCH and _stand_alike(document, near, block)


def _stand_alike(document: Document, near: Block, block: Block) -> bool:
    """Whether boxes of the same kinds are around two paragraphs, up to one that holds both: rows of a page's design."""
    box = document.common(near.container, block.container)
    return box >= 0 and _same_kinds(_look(document, near, box), _look(document, block, box))


def _same_kinds(one: list[tuple[str | None, ...]], other: list[tuple[str | None, ...]]) -> bool:
    return [dress[:1] for dress in one] == [dress[:1] for dress in other]


def _are_twins(document: Document, one: int, other: int) -> bool:
    if min(one, other) < 0 or document.parents[one] != document.parents[other]:
        return False
    return document.dress(one) == document.dress(other) and any(document.dress(one)[1:])


def end_of_list(document: Document, inside: Sequence[Block], end: int) -> int:
    """Where the list ends that stands straight after the paragraph `end`: points under a colon, or lines with marks.
    Furniture has links in its lists."""
    for n in range(end + 1, len(inside)):
        before, block = inside[n - 1], inside[n]
        between = document.blocks[before.index + 1 : block.index]
        ended = any(b.kind is None or b.kind in TAIL_KINDS for b in between)
        titled = block.bold and not _titles_point(document, before, block)
        if block.link_density > 0.5 or block.heading or titled or ended:
            break
        opened = before.text.endswith(":") or document.is_in(before, PARTS_OF_STORIES)
        point = (document.is_in(block, PARTS_OF_STORIES) and opened) or _is_clause(document, block)
        if point or LIST_MARK.match(block.text) or announcement(document, inside, n) is not None:
            end = n
        elif n > end + 1 or not opens_list(block.text):
            break
    return end


def announcement(document: Document, inside: Sequence[Block], n: int) -> int | None:
    """The place of the line that announces a block in a box of its own: "The letter says in part:"; None for others."""
    block, first = inside[n], next((m for m in range(n, max(n - _MOST_LISTED, 0), -1) if announces(inside[m - 1])), 0)
    if not first or block.link_density > 0.5:
        return None
    box = document.common(inside[first - 1].container, block.container)
    own = document.straight_in(box, block.container)
    beside = own >= 0 and all(document.inside(one.container, own) for one in inside[first:n])
    return first - 1 if beside else None


def announces(block: Block) -> bool:
    """Whether a paragraph says that something follows, and speaks to nobody."""
    plain = not (block.heading or block.bold or block.links)
    said = is_told(f"{block.text[:-1]}.") or _SAYS.search(block.text) is not None
    return plain and opens_list(block.text) and said and not asks_reader(block.text)


def _titles_point(document: Document, before: Block, block: Block) -> bool:
    """Whether bold words begin the next point of a list, and a sentence goes on in it."""
    beside = document.parents[before.container] == document.parents[block.container]
    below = document.blocks[block.index + 1 : block.index + 2]
    goes_on = any(one.container == block.container and is_sentence(one.text) and not one.links for one in below)
    return block.tag == "li" and beside and goes_on
