"""Text in pieces, as the tree holds it, and the links in it: where they are in the words of a block."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from crawler.extract.page.document import Link, fold

# A link: its first piece of text, the one after its last, its address.
Placed = tuple[int, int, str]


def offsets(pieces: list[str], links: Sequence[Placed], base: str) -> tuple[Link, ...]:
    """The links that have words, with their offsets in the folded text: one pass, however many there are."""
    said = [fold(piece) for piece in pieces]
    before: list[tuple[int, bool]] = []
    length, blank = 0, False
    for piece, words in zip(pieces, said, strict=True):
        before.append((length, blank))
        if not words:
            blank = blank or bool(piece)
            continue
        length += len(words) + (length > 0 and (blank or not piece.startswith(words[0])))
        blank = not piece.endswith(words[-1])
    before.append((length, blank))
    found = []
    for start, end, href in links:
        first = next((n for n in range(start, end) if said[n]), None)
        if first is not None:
            at, owed = before[first]
            leads = owed or not pieces[first].startswith(said[first][0])
            found.append(Link(at + (at > 0 and leads), before[end][0], href, base))
    return tuple(found)


def parted(text: str, links: tuple[Link, ...], at: int) -> tuple[tuple[str, tuple[Link, ...]], ...]:
    """A text and its links before and after a place: the newswire's notice may stand in a line with a story's end."""
    words = text[:at].rstrip()
    at += len(text[at:]) - len(text[at:].lstrip())
    after = tuple(replace(link, start=link.start - at, end=link.end - at) for link in links if link.start >= at)
    return (words, tuple(link for link in links if link.end <= len(words))), (text[at:], after)
