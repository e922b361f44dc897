"""Which of a column's blocks are the story: furniture under headings of its own stands before or after it."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from itertools import islice, pairwise
from typing import Final

from crawler.extract.furniture.asides import is_built_alike
from crawler.extract.furniture.belonging import (
    IN_PARAGRAPH,
    MOST_IN_PARAGRAPH,
    MUCH,
    PARTS_OF_STORIES,
    PASSED_OVER,
    announcement,
    asks,
    before_parts,
    begins,
    belongs,
    end_of_list,
    is_apart,
    is_label,
    is_much,
    is_plain_line,
    last_of,
    looks_alike,
    may_be_told,
    resumed,
)
from crawler.extract.page.columns import Run, way_to
from crawler.extract.page.document import MOSTLY_LINKS, Block, Document
from crawler.extract.page.linked import introduces
from crawler.extract.story.edges import is_plain_deck, is_remark, is_told_deck
from crawler.extract.text.bylines import read_byline
from crawler.extract.text.dates import read_date
from crawler.extract.text.lines import FEWEST_SPEAKERS, LIST_MARK, asked_by_newswire, speaker_of, speakers_in
from crawler.extract.text.sentences import is_told, leads

# A heading, and a few lines.
_LONGEST_SECTION: Final = 4
# What furniture says below a heading that is known for its own.
_LONGEST_PLEA: Final = 2
_MOST_RULES: Final = 2
# Boxes of a story before and behind a rule.
_FEWEST_PARTS: Final = 3
_MOST_BEFORE: Final = 20
# Boxes around those of a story's parts.
_MOST_AROUND: Final = 6
# So many sentences below a headline are no decks and no notes.
_FEWEST_ABOVE: Final = 4
_SUMMARY: Final = re.compile(r"(?:summary|abstract|synopsis|overview|in brief)\W*", re.IGNORECASE)
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
    while len(alike) > 1 and _ends_before(document, body[alike[-2]], body[alike[-1]]):
        del alike[-1]
    alike = _with_parts(document, run, body, alike)
    start, end = alike[0], last_of(document, run.container, usual, body, _before_rule(document, body, alike))
    end = end_of_list(document, body, end)
    body, end = resumed(document, run.container, usual, body, end)
    end = _last_turn(body, start, end)
    before = _first_of(document, run.container, usual, body, start)
    shorter, before = begins(document, body, before)
    dropped = len(body) - len(shorter)
    body, start, end = shorter, start - dropped, end - dropped
    before = before_parts(document, body, _first_of(document, run.container, usual, body, before))
    if before < start and not _follows_label(document, headline, body[before], run):
        start = before
    if start > 0 and _leads_on(document, run.container, body[: start + 1]):
        start = 0
    opening = _opening(document, headline, body[: start + 1], run)
    while not opening and start < end and _begins_later(document, body[start : end + 1]):
        start += 1
    return _without_sections(document, [*opening, *body[start : end + 1]])


def _with_parts(document: Document, run: Run, body: Sequence[Block], alike: list[int]) -> list[int]:
    """With what stands in boxes beside that of the prose as the prose does in its own, where some of it reports
    something, and neither a rule nor a line that is built otherwise stands between: a body in parts."""
    first, start, end = run.blocks[0], alike[0], alike[-1]
    for outer in islice(document.around(run.container), 1, _MOST_AROUND):
        way = way_to(document, first.container, outer)
        like = {n for n, block in enumerate(body) if _is_like(document, block, outer, way)}
        told = [n for n in sorted(like) if (n < start or n > end) and is_told(body[n].text)]
        for n in reversed([n for n in told if n < start]):
            if _is_parted(document, body, like, n, start):
                break
            start = n
        for n in (n for n in told if n > end):
            if _is_parted(document, body, like, end, n):
                break
            end = n
    return sorted({start, *alike, end})


def _is_parted(document: Document, body: Sequence[Block], like: Container[int], one: int, other: int) -> bool:
    """Whether a rule, or a line that is built otherwise, stands between two paragraphs, named by their places."""
    between = (body[n] for n in range(one + 1, other) if n not in like)
    ruled = document.ruled(body[one].index, body[other].index)
    return ruled or any(is_label(block) or is_plain_line(block) for block in between)


def _last_turn(body: Sequence[Block], start: int, end: int) -> int:
    """Where an interview ends: with the last that somebody says who spoke before, however it is built."""
    spoken = speakers_in(block.text for block in body[start : end + 1])
    if len(spoken) < FEWEST_SPEAKERS:
        # What introduces it may be built otherwise.
        spoken = asked_by_newswire(block.text for block in body[end + 1 :])
    for n in range(end + 1, len(body)):
        if speaker_of(body[n].text) in spoken:
            end = n
        elif n > end + 1:
            break
    return end


def _opening(document: Document, headline: Block, before: Sequence[Block], run: Run) -> list[Block]:
    """What a story begins with before furniture in its midst, whatever boxes the rest is in: a paragraph straight below
    the headline that reports as leads do, and what follows it that reports something or is built as it is. The last of
    the blocks given begins the rest."""
    first = next((n for n, lead in enumerate(before[:-1]) if _opens(document, headline, lead, run, beside=n > 0)), None)
    if first is None:
        return []
    lead, *before = before[first:]
    opening = [lead]
    for block in before[:-1]:
        if is_told(block.text) or is_built_alike(document, lead, block):
            opening.append(block)
        elif is_plain_line(block):
            # Under a line that is neither furniture nor set off something else begins.
            return []
    return opening


def _opens(document: Document, headline: Block, lead: Block, run: Run, *, beside: bool) -> bool:
    """Whether a paragraph reports as leads do and nothing stands over it but the headline; `beside`: below what may be
    none of the story's it stands straight in the box of the rest."""
    if not (is_told(lead.text) and leads(lead.text)) or lead.link_density >= MOSTLY_LINKS:
        return False
    if beside and (lead.container < 0 or document.parents[lead.container] != run.container):
        return False
    above = document.blocks[lead.index - 1]
    # Below the headline a day alone is the story's.
    dated = above.index > headline.index and not above.links and read_date(above.text) is not None
    introduced = introduces(above) and not (dated or above.kind == "share")
    return not (introduced or _follows_label(document, headline, lead, run))


def _ends_before(document: Document, near: Block, last: Block) -> bool:
    """Whether the last that is built as the paragraphs are is none of them: it speaks to its reader below furniture, or
    reports nothing in another box behind it."""
    if asks(document, near, last):
        return True
    told = is_told(last.text) or may_be_told(last) or looks_alike(document, near, last)
    return is_apart(document, near, last) and not told


def _begins_later(document: Document, body: Sequence[Block]) -> bool:
    """Whether the first paragraph is none. Of two the first is no deck, unless it is a heading."""
    first, below = body[0], body[1:]
    return is_remark(document, first, below) or (
        (len(below) > 1 or first.heading > 0) and _is_deck(document, first, below)
    )


def _is_deck(document: Document, deck: Block, below: Sequence[Block]) -> bool:
    return is_told_deck(document, deck, below) or is_plain_deck(deck, below[0]) or _is_summary(document, deck, below[0])


def _is_summary(document: Document, deck: Block, below: Block) -> bool:
    """Whether a paragraph stands alone in a box under the word for it."""
    label, box = document.blocks[deck.index - 1], document.parents[deck.container]
    named = _SUMMARY.fullmatch(label.text) is not None and document.inside(label.container, box)
    return named and label.index < deck.index and not document.inside(below.container, box)


def _first_of(document: Document, container: int, usual: tuple[str, ...], body: Sequence[Block], start: int) -> int:
    """How far the story's paragraphs go back from the first that is built as most."""
    while start > 0:
        block = body[start - 1]
        if belongs(document, container, usual, body[start], block, told=is_told(block.text)):
            start -= 1
            continue
        announced = announcement(document, body, start - 1)
        if announced is not None:
            start = announced
            continue
        above = body[max(start - _FEWEST_ABOVE, 0) : start][::-1]
        if len(above) < _FEWEST_ABOVE or not is_much(document, body[start], above):
            break
        start -= _FEWEST_ABOVE
    return start


def _before_rule(document: Document, body: Sequence[Block], alike: Sequence[int]) -> int:
    """The last of the paragraphs before a rule that ends their box: a rule inside it may be the story's, and so are
    rules that stand again and again."""
    kept = frozenset(block.index for block in body)
    ends = [
        one
        for one, other in pairwise(alike)
        if document.ruled(body[one].index, body[other].index)
        and document.parents[body[one].container] != document.parents[body[other].container]
        and not _is_around_quote(document, body[one], body[other], kept)
        and not _is_next_part(document, body[max(one - _MOST_BEFORE, 0) : one + 1], body[other])
    ]
    first, last = body[alike[0]].index, body[alike[-1]].index
    drawn = sum(first < rule <= last for rule in document.rules)
    # Around a quotation it ends nothing.
    after = [body[n].text for n in alike if ends and n > ends[0] and not body[n].links]
    if sum(map(is_told, after)) >= MUCH:
        return alike[-1]
    return ends[0] if ends and drawn <= _MOST_RULES else alike[-1]


def _is_next_part(document: Document, before: Sequence[Block], other: Block) -> bool:
    """Whether a paragraph that reports something stands in a box of its own built as several are that hold what is
    before it: the parts of one story, with a rule between them."""
    last = before[-1]
    common = document.common(last.container, other.container)
    if common < 0 or not is_told(other.text) or last.tag != other.tag:
        return False
    boxes = [document.straight_in(common, block.container) for block in (*before, other)]
    alike = {box for box in boxes if box >= 0 and document.dress(box) == document.dress(boxes[-1])}
    return boxes[-1] >= 0 and boxes[-2] in alike and len(alike) >= _FEWEST_PARTS


def _is_around_quote(document: Document, one: Block, other: Block, body: frozenset[int]) -> bool:
    """Whether all that stands between two paragraphs was taken out of the body: it repeats what a paragraph says."""
    between = document.blocks[one.index + 1 : other.index]
    return bool(between) and all(block.kind is None and block.index not in body for block in between)


def _is_like(document: Document, block: Block, container: int, usual: tuple[str, ...]) -> bool:
    if not document.inside(block.container, container):
        return False
    return way_to(document, block.container, container) == usual


def _is_beside(document: Document, block: Block, following: Block) -> bool:
    """Whether a block that is built as paragraphs are is of the furniture between it and the next of them."""
    if _holds_furniture(document, block):
        return True
    if document.parents[block.container] == document.parents[following.container]:
        return False
    return any(b.kind not in IN_PARAGRAPH for b in document.blocks[block.index + 1 : following.index])


def _holds_furniture(document: Document, block: Block) -> bool:
    """Whether the box that is a paragraph elsewhere is one of several blocks here, some of them furniture."""
    for following in document.blocks[block.index + 1 : block.index + 1 + MOST_IN_PARAGRAPH]:
        if not document.inside(following.container, block.container):
            return False
        if following.kind not in IN_PARAGRAPH:
            return True
    return False


def _follows_label(document: Document, headline: Block, block: Block, run: Run) -> bool:
    """Whether a heading that is not the story's stands over a block, or words at the top of its own box."""
    for above in reversed(document.blocks[headline.index + 1 : block.index]):
        # The house's name may be the second line of a byline.
        named = above.kind in PASSED_OVER or above.kind == "masthead"
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


def _without_sections(document: Document, body: list[Block]) -> list[Block]:
    """Without the sections at the end that hold a link alone or a form: stories have headings, but none of these."""
    blocks = document.blocks
    while True:
        # What reports something is the story's, whatever stands beside it.
        last = range(len(body) - 1, max(len(body) - _LONGEST_SECTION, 1) - 1, -1)
        last = range(len(body) - 1, next((n for n in last if is_told(body[n].text)), last.stop), -1)
        heads = (n for n in last if is_label(body[n]) and not LIST_MARK.match(body[n].text))
        head = next((n for n in heads if not body[n].links), None)
        if head is not None and _wants(document, body[head], body[-1]):
            del body[head:]
            continue
        after = next((n for n in last if blocks[body[n].index - 1].kind in _SPEAKING), None)
        if after is None or len(body) - after > _LONGEST_PLEA or is_built_alike(document, body[after - 1], body[after]):
            return body
        if not _wants(document, blocks[body[after].index - 1], body[-1]):
            return body
        del body[after:]


def _wants(document: Document, head: Block, last: Block) -> bool:
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
