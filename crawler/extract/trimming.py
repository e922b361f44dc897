"""Which of a column's blocks are the story: furniture under headings of its own stands before or after it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from crawler.extract.bylines import read_byline
from crawler.extract.columns import LANDMARKS, TAIL_KINDS, Run, way_to
from crawler.extract.dates import read_date
from crawler.extract.document import Block, Document
from crawler.extract.lines import LIST_MARK, is_sentence
from crawler.extract.sentences import asks_reader, is_told

# Stories set these apart themselves.
PARTS_OF_STORIES: Final = frozenset({"td", "th", "li", "dd", "dt", "blockquote", "pre"})
# What opens a list has more words than a label: "The bill would:".
_FEWEST_WORDS: Final = 3
_LONGER_THAN_DECKS: Final = 150
# A heading, and a few lines.
_LONGEST_SECTION: Final = 4
# What furniture says below a heading that is known for its own.
_LONGEST_PLEA: Final = 2
# These stand between two paragraphs and end nothing.
_PASSED_OVER: Final = frozenset({"ad", "caption", "date_line", "byline", "share"})
_IN_PARAGRAPH: Final = _PASSED_OVER | {None, "other"}
_MOST_IN_PARAGRAPH: Final = 4
_MOST_RULES: Final = 2
# Furniture that says its piece in sentences of its own.
_SPEAKING: Final = frozenset({"subscribe", "sign_in", "footer", "comments"})


def trim(document: Document, headline: Block, run: Run, body: Sequence[Block]) -> list[Block]:
    """The body without what is built otherwise than the prose of `run` and is parted from it by a heading, a rule
    or furniture; and without sections at its end that hold a form or a link alone."""
    usual = way_to(document, run.blocks[0].container, run.container)
    alike = [
        n for n, block in enumerate(body) if not is_label(block) and _is_like(document, block, run.container, usual)
    ]
    if not alike:
        return list(body)
    apart = len(alike) > 1 and alike[1] > alike[0] + 1 and _is_beside(document, body[alike[0]], body[alike[1]])
    if apart and not is_told(body[alike[0]].text):
        del alike[0]
    while len(alike) > 1 and _asks_reader(document, body[alike[-2]], body[alike[-1]]):
        del alike[-1]
    start, end = alike[0], _last_of(document, run.container, usual, body, _before_rule(document, body, alike))
    end = end_of_list(document, body, end)
    body, end = _resumed(document, run.container, usual, body, end)
    before = start
    while before > 0:
        block = body[before - 1]
        if not _belongs(document, run.container, usual, body[before], block, told=is_told(block.text)):
            break
        before -= 1
    if before < start and not _follows_label(document, headline, body[before], run):
        start = before
    if start > 0 and _leads_on(document, run.container, body[: start + 1]):
        start = 0
    return _without_sections(document, list(body[start : end + 1]))


def _last_of(document: Document, container: int, usual: tuple[str, ...], body: Sequence[Block], end: int) -> int:
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
        if _asks_reader(document, body[end], block):
            return end
        # What goes on in the same way reports it for both.
        alike = (b for b in body[end + step :][:_MOST_IN_PARAGRAPH] if _is_built_as(document, b, block))
        told = is_told(block.text) or any(is_told(b.text) for b in alike)
        if not _belongs(document, container, usual, body[end + step - 1], block, told=told):
            return end
        end += step
    return end


def _resumed(
    document: Document, container: int, usual: tuple[str, ...], body: Sequence[Block], end: int
) -> tuple[Sequence[Block], int]:
    """The body and its end where it goes on behind a few lines that report nothing: without these lines."""
    for n in range(end + 2, min(end + 2 + _MOST_IN_PARAGRAPH, len(body))):
        near, block = body[end], body[n]
        if is_told(block.text) and _stands_beside(document, near, block) and not _is_teaser(document, block):
            shorter = [*body[: end + 1], *body[n:]]
            end = end_of_list(document, shorter, _last_of(document, container, usual, shorter, end + 1))
            return _resumed(document, container, usual, shorter, end)
    return body, end


def _stands_beside(document: Document, near: Block, block: Block) -> bool:
    """Whether a paragraph is in the box of the one before it, or around that, and nothing between them ends a story."""
    between = document.blocks[near.index + 1 : block.index]
    if block.container < 0 or any(b.kind in TAIL_KINDS or is_told(b.text) for b in between):
        return False
    around = document.parents[block.container]
    return near.container == block.container or (around >= 0 and document.inside(near.container, around))


def _before_rule(document: Document, body: Sequence[Block], alike: Sequence[int]) -> int:
    """The last of the paragraphs before a rule that ends their box: a rule inside it may be the story's, and so are
    rules that stand again and again."""
    ends = [
        one
        for one, other in pairwise(alike)
        if document.ruled(body[one].index, body[other].index)
        and document.parents[body[one].container] != document.parents[body[other].container]
    ]
    first, last = body[alike[0]].index, body[alike[-1]].index
    drawn = sum(first < rule <= last for rule in document.rules)
    return ends[0] if ends and drawn <= _MOST_RULES else alike[-1]


def _is_like(document: Document, block: Block, container: int, usual: tuple[str, ...]) -> bool:
    if not document.inside(block.container, container):
        return False
    return way_to(document, block.container, container) == usual


def _asks_reader(document: Document, near: Block, block: Block) -> bool:
    """Whether a paragraph below a heading or furniture speaks to its reader, and reports nothing."""
    between = document.blocks[near.index + 1 : block.index]
    parted = any(b.heading or b.bold or b.kind not in _IN_PARAGRAPH for b in between)
    return parted and asks_reader(block.text) and not is_told(block.text)


def _is_beside(document: Document, block: Block, following: Block) -> bool:
    """Whether a block that is built as paragraphs are is of the furniture between it and the next of them."""
    if _holds_furniture(document, block):
        return True
    if document.parents[block.container] == document.parents[following.container]:
        return False
    return any(b.kind not in _IN_PARAGRAPH for b in document.blocks[block.index + 1 : following.index])


def _holds_furniture(document: Document, block: Block) -> bool:
    """Whether the box that is a paragraph elsewhere is one of several blocks here, some of them furniture."""
    for following in document.blocks[block.index + 1 : block.index + 1 + _MOST_IN_PARAGRAPH]:
        if not document.inside(following.container, block.container):
            return False
        if following.kind not in _IN_PARAGRAPH:
            return True
    return False


def _belongs(
    document: Document, container: int, usual: tuple[str, ...], near: Block, block: Block, *, told: bool
) -> bool:
    """Whether a block built otherwise goes with the paragraph beside it. `told`: whether it reports something."""
    one, other = sorted((near.index, block.index))
    if is_label(block) or document.ruled(one, other):
        return False
    outer = next(c for c in document.ancestors(container) if document.inside(block.container, c))
    way = way_to(document, block.container, outer)
    if way == (*way_to(document, container, outer), *usual) or _is_built_as(document, near, block):
        return not _is_teaser(document, block) and not _is_headed(document, near, block)
    if block.container == container and block.prose and told:
        # Text straight in the story's box, whatever boxes stand after it.
        return True
    if block.index + 1 < near.index and not told and len(block.text) < _LONGER_THAN_DECKS:
        # A deck has the page's tools, the writer or a picture below it.
        return False
    between = {b.kind for b in document.blocks[one + 1 : other]} - _PASSED_OVER
    if LANDMARKS.intersection(way) or not TAIL_KINDS.isdisjoint(between) or (between and not told):
        return False
    if between and (_is_teaser(document, block) or _is_headed(document, near, block)):
        return False
    # What is opened with "continue reading" is in a box of its own.
    deepest = max(len(usual), 1) + (told and not between)
    return len(way) <= deepest or bool(not between and PARTS_OF_STORIES.intersection(way))


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


def _follows_label(document: Document, headline: Block, block: Block, run: Run) -> bool:
    """Whether a heading that is not the story's stands over a block, or words at the top of its own box."""
    for above in reversed(document.blocks[headline.index + 1 : block.index]):
        # The house's name may be the second line of a byline.
        named = above.kind in _PASSED_OVER or above.kind == "masthead"
        signs = named or read_date(above.text) or read_byline(above.text)
        # What ends a box before the block stands over nothing in it.
        box = document.parents[above.container]
        if not signs and (box < 0 or document.inside(block.container, box)):
            over = above.heading or above.bold or box < 0 or not document.inside(run.container, box)
            return is_label(above) and bool(over)
    return False


def _leads_on(document: Document, container: int, before: Sequence[Block]) -> bool:
    """Whether the first of these blocks is the story's lead, and what follows it up to the last goes on: they are
    paragraphs built alike in one box around the container, with headings, quotations and lists of their own between
    them."""
    lead, last = before[0], before[-1]
    outer = next(c for c in document.ancestors(container) if document.inside(lead.container, c))
    way = way_to(document, lead.container, outer)
    if not lead.prose or len(way) > 1:
        return False
    # A heading may ask a question, which ends as sentences do.
    paragraphs = [block for block in before[:-1] if not (block.heading or (is_label(block) and block.bold))]
    ways = {way_to(document, block.container, outer) for block in paragraphs}
    if any(other != way and not PARTS_OF_STORIES.intersection(other) for other in ways):
        return False
    # A rule inside their box is the story's own.
    beside = document.parents[lead.container] == document.parents[last.container]
    return beside or (bool(paragraphs) and not document.ruled(paragraphs[-1].index, last.index))


def end_of_list(document: Document, inside: Sequence[Block], end: int) -> int:
    """Where the list ends that stands straight after the paragraph `end`: points under a colon, or lines with marks.
    Furniture has links in its lists."""
    for n in range(end + 1, len(inside)):
        before, block = inside[n - 1], inside[n]
        if block.link_density > 0.5 or block.heading or block.bold or block.index != before.index + 1:
            break
        point = _is_point(document, block) and (before.text.endswith(":") or _is_point(document, before))
        if point or LIST_MARK.match(block.text):
            end = n
        elif n > end + 1 or not block.text.endswith(":") or len(block.text.split()) < _FEWEST_WORDS:
            break
    return end


def _is_point(document: Document, block: Block) -> bool:
    """Whether a block is a point of a list, or in one: `<li><p>`."""
    around = document.parents[block.container] if block.container >= 0 else -1
    return block.tag in PARTS_OF_STORIES or (around >= 0 and document.tags[around] in PARTS_OF_STORIES)


def is_label(block: Block) -> bool:
    """True for a short line that is no sentence and no part that stories set apart themselves."""
    return len(block.text) < 60 and not is_sentence(block.text) and not PARTS_OF_STORIES.intersection((block.tag,))


def _without_sections(document: Document, body: list[Block]) -> list[Block]:
    """Without the sections at the end that hold a link alone or a form: stories have headings, but none of these."""
    blocks = document.blocks
    while True:
        # What reports something is the story's, whatever stands beside it.
        last = range(len(body) - 1, max(len(body) - _LONGEST_SECTION, 1) - 1, -1)
        last = range(len(body) - 1, next((n for n in last if is_told(body[n].text)), last.stop), -1)
        heads = (n for n in last if is_label(body[n]) and not LIST_MARK.match(body[n].text))
        head = next((n for n in heads if not body[n].links), None)
        if head is not None and _asks(document, body[head], body[-1]):
            del body[head:]
            continue
        after = next((n for n in last if blocks[body[n].index - 1].kind in _SPEAKING), None)
        if after is None or len(body) - after > _LONGEST_PLEA:
            return body
        if not _asks(document, blocks[body[after].index - 1], body[-1]):
            return body
        del body[after:]


def _asks(document: Document, head: Block, last: Block) -> bool:
    """Whether a section wants something of its reader: a link alone at its end, or a form to fill in. What is outside
    the box of its heading is not of it."""
    box = document.parents[head.container] if head.container >= 0 else -1
    if box >= 0 and not document.inside(last.container, box):
        return False
    following = document.blocks[last.index + 1 : last.index + 2]
    around = set(document.ancestors(last.container))
    asked = [*document.blocks[head.index + 1 : last.index], *(b for b in following if b.container in around)]
    if any(b.links and b.link_density > 0.95 and b.kind in ("other", None) for b in asked):
        return True
    end = following[0].container if following else document.ends[box] if box >= 0 else -1
    return "form" in document.tags[head.container + 1 : end + 1]
