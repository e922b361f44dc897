"""The edges of a story's body: where its paragraphs begin and end among lines that say who wrote it, and when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from crawler.extract.page.columns import is_paragraph, way_to
from crawler.extract.page.document import PROSE, Block, Document, pieces_of
from crawler.extract.page.foot import closes_page
from crawler.extract.page.mastheads import is_of_newswire
from crawler.extract.story.evidence import date_beside_label
from crawler.extract.text.bylines import read_bare_name, read_byline
from crawler.extract.text.dates import date_beside, is_date_of_change, read_date, slashed_days, without_tools
from crawler.extract.text.lines import CLOSES_LETTER, is_one_sentence, is_sentence
from crawler.extract.text.posted import ends_in_hour, is_put_up
from crawler.extract.text.sentences import is_attributed, is_told, leads

# A writer's name and the time, run together.
_ENDS_IN_CLOCK: Final = re.compile(r"\d{1,2}:\d\d ?[ap]\.?m\.?( E[SD]?T)?$", re.IGNORECASE)
# So many lines after a story's beginning, or before its end, its date may stand.
_EARLY: Final = 2
_LATE: Final = 3
# A deck, the writer's name, the day, the day of a change.
_LONGEST_HEAD: Final = 5
_MOST_IN_DECK: Final = 2
_LONGEST_DECK: Final = 200
_LONGEST_TOLD_DECK: Final = 350
# Between a deck and its story: a name, a day, tools.
_MOST_SIGNS: Final = 6
_LONGEST_REMARK: Final = 150
_ITALICS: Final = frozenset({"i", "em"})
_FEWEST_WORDS: Final = 4
_MOST_COMPARED: Final = 8
# "How a breach became a test", "What the envoys want, and why": what a text is about, and nothing that happened.
_TITLES: Final = re.compile(r"(?:How|Why) [a-z]|What (?!.*\b(?:is|was|are|were|has|have|had|became|began)\b)[A-Za-z]")
# A deck without any of these tells what is, as headlines do: "Doubts mount as the senate ponders a vote."
_TENSED: Final = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|will|would|could|can|may|might|must|should|said|[a-z]{2,}ed)\b"
)
# What libraries and databases call what they say of a text.
_FIELD: Final = re.compile(
    r"(?:(?:sub)?titles?|headline|authors?|creators?|byline|(?:original )?source|publisher|publication(?: date| name)?"
    r"|date(?: published| issued| of publication| added| archived)?|(?:first )?published|subjects?|keywords|rights"
    r"|language|format|type|identifier|section|collection|issue(?: date)?|(?:added to|in) archive|archived)\s?:?",
    re.IGNORECASE,
)
_ACCOUNT: Final = re.compile(r"[a-z][\w.-]{2,30}(?<!\.)")
_BY: Final = re.compile(r"by:? [A-Z]", re.IGNORECASE)
_POINTS: Final = frozenset({"li", "dd", "dt", "blockquote"})
_LONGEST_SIGNATURE: Final = 150
PARTS_OF_STORIES: Final = frozenset({"td", "th", "li", "dd", "dt", "blockquote", "pre", "caption", "figcaption"})


def start_of_body(inside: Sequence[Block]) -> int | None:
    """The first paragraph: below the writer's name and the day where these stand under a deck."""
    start = next((i for i, block in enumerate(inside) if may_begin(block)), None)
    if start is None:
        return None
    head = inside[start : start + _LONGEST_HEAD]
    below = dict(enumerate(inside[start + 1 : start + 1 + _LONGEST_HEAD]))
    signs = (n for n in range(len(head) - 1, 0, -1) if _signs(head[n]) and _is_deck(head[: n + 1], below.get(n)))
    signed = next(signs, 0)
    after = range(start + signed, len(inside)) if signed else ()
    start = next((i for i in after if may_begin(inside[i])), start)
    return start + any(is_plain_deck(inside[start], first) for first in inside[start + 1 : start + 2])


def is_plain_deck(deck: Block, first: Block) -> bool:
    """Whether a line without a full stop stands over a paragraph that has one: a deck, however it is built."""
    if deck.links or _is_part(deck, first) or len(deck.text) > _LONGEST_DECK or is_sentence(deck.text):
        return False
    if leads(deck.text) and not _TITLES.match(deck.text):
        return False
    return first.prose and is_sentence(first.text) and not first.text[0].islower() and _words(deck) >= _FEWEST_WORDS


def _is_part(deck: Block, first: Block) -> bool:
    """Whether a line is a cell, a point or a quotation of its own, and no line in the box in which the story stands."""
    return deck.tag in PARTS_OF_STORIES and deck.container != first.container and first.tag in PARTS_OF_STORIES


def is_told_deck(document: Document, deck: Block, below: Sequence[Block]) -> bool:
    """Whether a sentence over the story's paragraphs is a deck: it is built otherwise than these, and names neither
    source nor day where the first does, as leads do. Over a paragraph that does not lead it is the lead."""
    first = below[0]
    paragraph = next((block for block in below[: _MOST_SIGNS + 1] if block.prose), first)
    if not deck.links and stands_as_deck(document, deck, paragraph):
        return True
    if deck.links or _is_part(deck, first) or len(deck.text) > _LONGEST_TOLD_DECK or not first.prose:
        return False
    if says_subject(deck):
        return True
    if any(_look_and_stand_alike(document, deck, one) for one in below[:_MOST_COMPARED]):
        return False
    if leads(deck.text) or _opens_with_initial(document, deck):
        return False
    if not leads(first.text):
        return is_one_sentence(deck.text) and not _TENSED.search(deck.text) and _TENSED.search(first.text) is not None
    if deck.heading and not first.heading:
        return True
    return is_one_sentence(deck.text)


def stands_as_deck(document: Document, deck: Block, first: Block) -> bool:
    """Whether the box of a line is called a deck, in the word of WAI-ARIA's module for publishing; or a writer's name
    or the day stands between a heading and the first paragraph, or straight below a sentence in another build."""
    if deck.container >= 0 and document.boxes[deck.container].get("role") == "doc-subtitle":
        return True
    signs = document.blocks[deck.index + 1 : min(first.index, deck.index + 1 + _MOST_SIGNS)]
    if not deck.heading:
        if _look_and_stand_alike(document, deck, first) or not is_one_sentence(deck.text):
            return False
        # The day of a chronology stands over what happened on it.
        signs = [block for block in signs[:1] if block.tag != "dt"]
    # What names its source is a lead, wherever the day stands.
    led = leads(deck.text)
    return any(read_byline(block.text) or (not led and read_date(block.text)) for block in signs)


def is_remark(document: Document, line: Block, below: Sequence[Block]) -> bool:
    """Whether a line in italics stands over paragraphs that are in none, and reports nothing where these do: what
    somebody says who posts a story, as "From the mail this morning:"."""
    first = below[0]
    if line.links or len(line.text) > _LONGEST_REMARK or is_told(line.text) or leads(line.text) or not first.prose:
        return False
    told = any(is_told(block.text) for block in below[:_MOST_COMPARED])
    return told and _in_italics(document, line) and not _in_italics(document, first)


def _in_italics(document: Document, block: Block) -> bool:
    """Whether all that the box of a block holds is in one pair of italics."""
    box = document.boxes[block.container] if block.container >= 0 else None
    if box is None or len(box) != 1 or (box.text or "").strip():
        return False
    return box[0].tag in _ITALICS and not (box[0].tail or "").strip()


def says_subject(deck: Block) -> bool:
    """Whether a line says what a text is about, as a deck does: "How a breach became a test"."""
    titled = _TITLES.match(deck.text) is not None and len(deck.text) <= _LONGEST_DECK
    return titled and is_one_sentence(deck.text) and "?" not in deck.text


def _opens_with_initial(document: Document, block: Block) -> bool:
    """Whether the first letter of a block has an element to itself: so the first paragraph of a story is set."""
    element = document.boxes[block.container] if block.container >= 0 else None
    if element is None or not len(element) or (element.text or "").strip():
        return False
    initial = element[0]
    text = (initial.text or "").strip()
    return len(initial) == 0 and text.isalpha() and len(text) == 1 and bool((initial.tail or "").strip())


def _look_and_stand_alike(document: Document, one: Block, other: Block) -> bool:
    """Whether two blocks look the same and stand at the ends of the same way."""
    box = document.common(one.container, other.container)
    if box < 0 or one.bold != other.bold or document.dress(one.container) != document.dress(other.container):
        return False
    return way_to(document, one.container, box) == way_to(document, other.container, box)


def _words(block: Block) -> int:
    return len(block.text.split())


def ends_body(block: Block) -> bool:
    """True for what closes a page, and for a date line or a byline below the story."""
    return closes_page(block.text) or _is_date_line(block) or read_byline(block.text) is not None


def without_signs(body: list[Block]) -> list[Block]:
    """Without the story's date where it stands under a deck or above notes, and its byline above notes. A chronology
    has many."""
    body = [b for n, b in enumerate(body) if not (n > _EARLY and is_date_of_change(b.text))]
    dates = [n for n, block in enumerate(body) if _is_date_line(block) or _is_dated_end(body, n)]
    beside = len(dates) == 1 and len(body) > 1 and not _EARLY < dates[0] < len(body) - _LATE
    without = [block for n, block in enumerate(body) if n != dates[0]] if beside else body
    first = max(len(without) - _LATE, 1)
    kept = [b for n, b in enumerate(without) if n < first or read_byline(b.text) is None]
    # A name alone closes what its bearer wrote, or opens what a reader did.
    letter = len(kept) > 1 and CLOSES_LETTER.fullmatch(kept[-2].text) is not None
    return kept[:-1] if len(kept) > 1 and _is_name(kept[-1]) and not letter else kept


def _is_name(block: Block) -> bool:
    """Whether a line is somebody's name or account and nothing else; in a list or a table that may be a story's."""
    if _ACCOUNT.fullmatch(block.text) and (block.bold or not block.text.isalpha()):
        return True
    return block.tag not in PARTS_OF_STORIES and read_bare_name(block.text) is not None


def _is_dated_end(body: Sequence[Block], n: int) -> bool:
    """Whether the last line is a date in a cell that it shares with the paragraph above."""
    return 0 < n == len(body) - 1 and body[n].container == body[n - 1].container and read_date(body[n].text) is not None


def _is_deck(head: Sequence[Block], below: Block | None) -> bool:
    """Whether these are signatures and a line or two that report nothing, or one above a writer's name."""
    deck = [block.text for block in head if not _signs(block)]
    if len(deck) == 1 and len(head) > 1 and deck[0] == head[0].text:
        # What is built as the line below it, and as no paragraph, is no paragraph.
        apart = below is not None and head[0].tag == head[1].tag != below.tag
        if len(deck[0]) <= _LONGEST_DECK and (_BY.match(head[1].text) or (apart and not is_attributed(deck[0]))):
            return True
    return len(deck) <= _MOST_IN_DECK and not any(len(text) > _LONGEST_SIGNATURE or is_told(text) for text in deck)


def _signs(block: Block) -> bool:
    """Whether a short line says who wrote the story, or when, perhaps among the page's tools."""
    text = block.text
    if len(text) >= 2 * PROSE or (block.tag in _POINTS and not (_BY.match(text) and read_byline(text))):
        return False
    if is_of_newswire(text) or read_byline(text) is not None or read_date(text) is not None:
        return True
    # A sentence with a day is the story's; "a.m." ends none.
    return date_beside(text) is not None and (_BY.match(text) is not None or not is_sentence(text.removesuffix(".m.")))


def _is_date_line(block: Block) -> bool:
    """True for a date alone. In a list it is a term or a point of the story's."""
    dated = read_date(block.text) is not None or is_date_of_change(block.text)
    return dated and (block.tag not in PARTS_OF_STORIES or without_tools(block.text) != block.text)


def may_begin(block: Block) -> bool:
    """Whether a block may be a story's first paragraph: no line of a day, a name, an hour."""
    text = block.text
    if read_date(text) is not None or is_date_of_change(text) or read_byline(text) is not None:
        return False
    if len(text) < PROSE and _FIELD.fullmatch(text) is not None:
        return False
    if (is_put_up(text) or not is_sentence(text)) and (slashed_days(text) or ends_in_hour(text)):
        return False
    if len(text) < PROSE and _ENDS_IN_CLOCK.search(text):
        return False
    return is_paragraph(block) and not _is_name_and_date(block) and date_beside_label(block) is None


def _is_name_and_date(block: Block) -> bool:
    """True for a linked name with a date beside it, which may end in a full stop. A date alone is a reference's."""
    pieces = pieces_of(block) if block.links and len(block.text) <= _LONGEST_SIGNATURE else ()
    return any(map(read_date, pieces)) and any(read_byline(piece) or read_bare_name(piece) for piece in pieces)
