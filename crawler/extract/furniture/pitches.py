"""What a site sets into a story and closes with a button: a title, some lines, "Vote", "RSVP", "Request a trial"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from crawler.extract.furniture.belonging import is_label, may_be_told
from crawler.extract.page.document import CELLS, MOSTLY_LINKS, Block, Document
from crawler.extract.text.lines import is_sentence, opens_list, speaker_of
from crawler.extract.text.sentences import is_told

# In words, lines and characters.
_LONGEST_BUTTON: Final = 4
_MOST_LINES: Final = 7
_LONGEST_LINE: Final = 160
# What names a box.
_TITLES: Final = frozenset({"dt", "legend", "summary", "th"})
# Boxes that say what they are.
_LABELLED: Final = frozenset({"analysis", "country_profile"})
_QUOTES: Final = ('"', "“")


def mark_pitches(document: Document, inside: Sequence[Block]) -> None:
    """Set `kind` on the lines from a title set off to a button below it, where none of them reports anything."""
    kept, last = {block.index for block in inside}, -_MOST_LINES
    for block in document.blocks:
        if block.kind is None:
            last = block.index
        elif last in kept and block.index - last < _MOST_LINES and _is_button(block):
            # What its words alone make furniture may stand over a button too.
            above = document.blocks[max(block.index - _MOST_LINES, inside[0].index) : block.index]
            for line in _under_title(above):
                line.kind = line.kind or "other"


def _is_button(block: Block) -> bool:
    few = len(block.text.split()) <= _LONGEST_BUTTON and not block.text.endswith((".", ":", "?"))
    names = block.heading > 0 or block.kind in _LABELLED or block.tag in _TITLES
    return few and not names and (block.link_density > MOSTLY_LINKS or block.kind == "other")


def _under_title(above: Sequence[Block]) -> Sequence[Block]:
    """The title nearest above a button, and what stands below it; nothing where something is told between them."""
    for number in range(len(above) - 1, -1, -1):
        block = above[number]
        if block.kind is None and _is_title(block):
            return above[number:]
        if len(block.text) > _LONGEST_LINE or is_told(block.text) or _is_storys(block):
            break
    return ()


def _is_title(block: Block) -> bool:
    named = block.tag in _TITLES or (block.tag in CELLS and block.bold)
    label = is_label(block) or (named and not is_sentence(block.text))
    set_off = block.heading or block.bold or block.text.isupper() or named
    return label and not block.links and bool(set_off)


def _is_storys(block: Block) -> bool:
    said = block.text.startswith(_QUOTES) or opens_list(block.text) or speaker_of(block.text) is not None
    return said or may_be_told(block)
