"""The list of contents of a page that prints several stories whole: where it leads, and to which headlines."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final
from urllib.parse import unquote

from crawler.extract.page.document import Block, Document, fold
from crawler.extract.text.dates import read_date
from crawler.extract.text.lines import is_sentence
from crawler.extract.text.sentences import is_told
from crawler.extract.text.shingles import words_of
from crawler.urls import page_key, resolve

# A story is named in the list, read on from its teaser, and referred to in other stories; a page made to harm has more.
_MOST_LABELS: Final = 8
# In words: what leads back, on or to a note is shorter.
_SHORTEST_TITLE: Final = 3
_SHORTEST_HEAD: Final = 2
_LONGEST_TITLE: Final = 200
_READERS_ANCHOR: Final = re.compile(r"(?:comments?|reply|replies|respond|msg|message)[-_]?\d", re.IGNORECASE)
# A picture elsewhere on the page may have a headline for its words.
_MAY_BE_HEADS: Final = (None, "caption")
_FEWEST_TOLD: Final = 2
_NUMBER: Final = re.compile(r"\b[0-9A-F]{8}\b|\d+")
# Lines between an anchor and its headline.
_MOST_ABOVE: Final = 2
# And the page's tools.
_MOST_TOOLS: Final = 8


def is_readers(block: Block) -> bool:
    """Whether an anchor is that of a reader's comment or of an answer in a forum: by its name, or by what stands there,
    a day, a name of one word or the subject of an answer."""
    words = len(block.text.split())
    return (
        _READERS_ANCHOR.match(block.anchor or "") is not None
        or block.text[:4].lower() == "re: "
        or words < _SHORTEST_HEAD
        or read_date(block.text) is not None
    )


def named_heads(document: Document, fewest: int) -> list[Block]:
    """The headlines, so many at least, to which the page's own links lead: by the words that stand there or, where the
    list words some otherwise, built like those; a list in one story leaves that one out, which has an anchor of the
    same form. The list itself is none, though a way back may lead to it by its name."""
    labels = _labels(document)
    _move_anchors(document, labels)
    led = [
        b for b in document.blocks if b.anchor and b.kind in _MAY_BE_HEADS and _at(b) in labels and not is_readers(b)
    ]
    named = {b.index for b in led if any(_same(b.text, label) for label in labels[_at(b)])}
    shapes = {_shape(b) for b in led if b.index in named}
    heads = [b for b in led if b.index in named or (_shape(b) in shapes and _is_title(b, labels[_at(b)]))]
    forms = {_form(b) for b in led if b.index in named and _form(b) != b.anchor}
    heads += [
        b for b in document.blocks if b.anchor and _at(b) not in labels and _form(b) in forms and _is_head(b, shapes)
    ]
    heads.sort(key=lambda block: block.index)
    found = _without_contents(document, heads) if len(named) >= fewest else []
    for head in found:
        head.kind = None
    return found


def _move_anchors(document: Document, labels: Mapping[str, list[str]]) -> None:
    """An anchor over a line that names the story's section, or the writer, or is a deck, is the headline's below it;
    one straight under the headline is that headline's."""
    for block in document.blocks:
        named = labels.get(_at(block), ()) if block.anchor else ()
        if not named or any(_same(block.text, label) for label in named):
            continue
        above = document.blocks[block.index - 1] if block.index else block
        free = not above.anchor and not above.links and above.kind in _MAY_BE_HEADS
        if free and any(_same(above.text, label) for label in named):
            above.anchor, block.anchor = block.anchor, None
        if _is_paragraph(block):
            continue
        after = document.blocks[block.index + 1 : block.index + 1 + _MOST_TOOLS]
        for below in islice((one for one in after if one.kind != "share"), _MOST_ABOVE):
            if below.anchor or _is_paragraph(below):
                break
            if below.kind in _MAY_BE_HEADS and any(_same(below.text, label) for label in named):
                below.anchor, block.anchor = block.anchor, None
                break


def _is_paragraph(block: Block) -> bool:
    """False for a deck, which ends no sentence."""
    return block.prose and is_sentence(block.text)


def _at(block: Block) -> str:
    return unquote(block.anchor or "")


def _shape(block: Block) -> tuple[str, int, bool]:
    return block.tag, block.heading, block.bold


def _form(block: Block) -> str:
    """An anchor without its number: where a row of stories has them, "s1" is of one form with "s2", and the newswire's
    "8A9E3194" with "854FDD81"."""
    return _NUMBER.sub("#", block.anchor or "")


def _is_head(block: Block, shapes: Container[tuple[str, int, bool]]) -> bool:
    own = block.kind in _MAY_BE_HEADS and _shape(block) in shapes and not is_readers(block)
    return own and _is_title(block, [block.text])


def _is_title(block: Block, labels: Iterable[str]) -> bool:
    titled = any(len(words_of(label)) >= _SHORTEST_TITLE for label in labels)
    return titled and not block.links and len(block.text) <= _LONGEST_TITLE and not is_sentence(block.text)


def _labels(document: Document) -> dict[str, list[str]]:
    """By anchor, the words of the first links that lead to this place of the page."""
    labels: dict[str, list[str]] = defaultdict(list)
    for link in document.root.iter("a"):
        address, _, anchor = link.get("href", "").strip().partition("#")
        if anchor and _is_here(document, address) and len(known := labels[unquote(anchor)]) < _MOST_LABELS:
            known.append(fold("".join(_beginning(link))))
    return labels


def _beginning(link: Any) -> Iterator[str]:
    """The text of a link, as far as a title may go: an unclosed one may hold the page."""
    left = 2 * _LONGEST_TITLE
    for text in link.itertext():
        yield text[:left]
        left -= len(text)
        if left <= 0:
            return


def _is_here(document: Document, address: str) -> bool:
    """Whether an address without its fragment is the page's own; the site may have had another host's name then."""
    found = resolve(document.base, address) if address else None
    return not address or (found is not None and _path(found) == _path(document.page.url))


def _path(url: str) -> str:
    return page_key(url).partition(")")[2]


def _same(text: str, label: str) -> bool:
    said, meant = words_of(text), words_of(label)
    shorter = min(len(said), len(meant))
    return shorter > 0 and said[:shorter] == meant[:shorter]


def _without_contents(document: Document, heads: Sequence[Block]) -> list[Block]:
    """Without each block below which, before the next of them begins, half of the others or more are named by links,
    and no story is told above those or below. Where several have such links, a story has a box of the others."""
    names = {_at(head): head.text for head in heads}
    lists: dict[int, Sequence[Block]] = {}
    for head, end in zip(heads, [*(one.index for one in heads[1:]), None], strict=True):
        below = document.blocks[head.index + 1 : end]
        led = [set(_leads(document, block, names)) for block in below]
        if 2 * len(set().union(*led) - {_at(head)}) >= max(len(names) - 1, 3):
            beyond = len(below) - _first(led[::-1])
            lists[head.index] = max(below[: _first(led)], below[beyond:], key=_told)
    fewest = _FEWEST_TOLD if len(lists) == 1 else 1
    # No list of contents stands behind the stories.
    for head in heads[:-1]:
        if _told(lists.get(head.index, ())) >= fewest:
            del lists[head.index]
    return [head for head in heads if head is heads[-1] or head.index not in lists]


def _first(led: Sequence[set[str]]) -> int:
    return next((place for place, anchors in enumerate(led) if anchors), len(led))


def _told(blocks: Sequence[Block]) -> int:
    """How many paragraphs tell something: a story's, an introduction to a list, a teaser."""
    return sum(block.prose and is_told(block.text) for block in blocks)


def _leads(document: Document, block: Block, names: Mapping[str, str]) -> Iterator[str]:
    """The anchors of this page to which a block's links lead by the words that stand there."""
    for link in block.links:
        address, _, anchor = link.href.strip().partition("#")
        name = names.get(unquote(anchor), "")
        if _same(name, block.text[link.start : link.end]) and _is_here(document, address):
            yield unquote(anchor)
