"""Lines that `<br>` ends: each a paragraph of its own, or all of them one paragraph wrapped by hand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

LIST_MARK: Final = re.compile(r"(?:--|[-–—•·*]\s|\d{1,2}[.)]\s)")
CLOSES_LETTER: Final = re.compile(
    r"(?:(?:very |most )?(?:sincerely|respectfully|truly|faithfully|cordially)(?: yours)?"
    r"|yours (?:very )?(?:sincerely|truly|faithfully|respectfully)|with (?:best|kind|warm) regards)\W{0,2}",
    re.IGNORECASE,
)
_NEWSWIRE: Final = "GSN"
# The newswire's own mark before the points of a list. A name may sign behind it as well.
_POINT: Final = re.compile(r"--\s?(?:(?:\S+ )+\S+;(?: and| or)?|(?:\S+ ){3,}\S+\.)")
# Text wrapped by hand breaks inside a sentence at a third of its line ends or more.
_WRAPPED: Final = 0.3
# The widths at which mail and terminals wrap, in characters; of lines so wrapped one in a dozen ends a sentence.
_NARROWEST, _WIDEST = 50, 80
_ENDED: Final = 0.25
_FEWEST_WORDS: Final = 3
_SHORTEST_FULL_LINE: Final = 35
_LONGEST_TITLE_LINE: Final = 100
_BY: Final = re.compile(r"(?i:by) [A-Z][\w.'’-]* [A-Z]")
# "from Monday, Sept. 5, 2011 issue."
_FROM_ISSUE: Final = re.compile(r"from (?:the )?[A-Z][a-z]+,? .{4,40}\b(?:issue|edition)\.?")
# "Subject: ..." below "From: ...".
_FIELD: Final = re.compile(r"[A-Z][A-Za-z-]{1,24}: \S")
_CELLS: Final = re.compile(r"\s{2,}|\t")
_FIGURE: Final = re.compile(r"[$+-]?\d[\d.,]{0,12}%?|[-–—]|n/?a", re.IGNORECASE)
_FEWEST_CELLS: Final = 3
_SENTENCE_ENDS: Final = frozenset(".!?:;…)]")
# "Report Faults U.S."
_INITIALS_LAST: Final = re.compile(r"\b[A-Z]\.[A-Z]\.$")
_NEXT_SENTENCE: Final = re.compile(r"[^A-Z]\. ")
# "A: ...", "GSN: ...", "Dunmore: ...", "Q. ..."
_TURN: Final = re.compile(r"(?:([^\W\d_a-z][\w.'’-]{0,20}(?: [^\W\d_a-z][\w.'’-]{0,20}){0,2}):|([QA])\.) (?=\S)")
FEWEST_SPEAKERS: Final = 2
_TITLE: Final = re.compile(r"(?:the |an? )?[A-Z][\w.'’-]*(?: (?:[A-Z][\w.'’-]*|[a-z]{1,4})){0,5} [A-Z][\w.'’-]*")
_CLOSING_QUOTES: Final = "\"'”’"
# A number in brackets, or one straight behind the stop: no year and no sum.
_NOTED: Final = re.compile(r"([^\W\d][.!?][\"'”’]{0,2})(?: ?(?:\[\w{1,3}\])+|\d{1,2})$")


@dataclass(slots=True)
class Line:
    """Text between two breaks. `links` have the numbers of their first piece and of the one after their last;
    `breaks` is how many breaks end the line; `in_emphasis` whether they stand inside <b>, as in a long headline."""

    pieces: list[str]
    links: Sequence[tuple[int, int, str]]
    plain: bool
    anchor: str | None
    in_emphasis: bool
    breaks: int = field(default=1)

    @property
    def start(self) -> str:
        return next((words[:4] for piece in self.pieces if (words := piece.lstrip())), "")

    @property
    def text(self) -> str:
        return "".join(self.pieces)

    @property
    def end(self) -> str:
        return next((words[-8:] for piece in reversed(self.pieces) if (words := piece.rstrip())), "")


def is_point(text: str) -> bool:
    """True for a point of a story's own list: "-- check the seals within 24 hours; and"."""
    return text.startswith("--") and _POINT.fullmatch(text) is not None


def is_sentence(text: str) -> bool:
    """True for words that end as a sentence does, whatever mark of a note stands behind it."""
    return text.rstrip(_CLOSING_QUOTES)[-1:] in _SENTENCE_ENDS or without_note(text) is not text


def without_note(text: str) -> str:
    """A sentence without the marks of its notes: "... the keeper said.[4]", "... said.4"."""
    marked = text[-1:].isdigit() or text[-1:] == "]"
    return text[: found.end(1)] if marked and (found := _NOTED.search(text)) is not None else text


def is_one_sentence(text: str) -> bool:
    """True where no sentence ends before another. The dot of an initial ends none."""
    return _NEXT_SENTENCE.search(text) is None


def speaker_of(text: str) -> str | None:
    """Who speaks in a line of an interview: "GSN" in "GSN: Where is the key?"; None where nobody is named."""
    turn = _TURN.match(text)
    return turn[1] or turn[2] if turn is not None else None


def speakers_in(texts: Iterable[str]) -> frozenset[str]:
    """Who speaks in these lines: in an interview FEWEST_SPEAKERS or more."""
    return frozenset(speaker for text in texts if (speaker := speaker_of(text)))


def asked_by_newswire(texts: Iterable[str]) -> frozenset[str]:
    """Who speaks in these lines of an interview of the newswire's own; nobody where it is none: readers speak in turn
    as well."""
    speakers = speakers_in(texts)
    return speakers if _NEWSWIRE in speakers and len(speakers) >= FEWEST_SPEAKERS else frozenset()


def is_titled(text: str) -> bool:
    """True for two to seven words, the long ones in capitals: "What Comes Next"."""
    return _TITLE.fullmatch(text) is not None


def opens_list(text: str) -> bool:
    """True for some words and a colon, more than a label has: "The law would:"."""
    return text.endswith(":") and len(text.split()) >= _FEWEST_WORDS


def paragraphs_of(lines: Sequence[Line], *, in_heading: bool) -> Iterator[Line]:
    """The lines of one box put together into paragraphs. Two breaks always part; in a heading one rarely does."""
    singles = sum(line.breaks == 1 for line in lines[:-1])
    wrapped = sum(line.breaks == 1 and _runs_on(line, following) for line, following in pairwise(lines))
    by_hand = wrapped >= max(_WRAPPED * singles, 1) or (singles > 0 and _are_filled(lines))
    group = list(lines[:1])
    for line, following in pairwise(lines):
        joins = line.breaks == 1 and (
            ((in_heading or line.in_emphasis) and _are_title(line, following))
            or _runs_on(line, following)
            or (by_hand and line.plain and following.plain and not _begins_anew(line, following))
        )
        if not joins:
            yield _joined(group)
            group = []
        group.append(following)
    if group:
        yield _joined(group)


def _begins_anew(line: Line, following: Line) -> bool:
    """Whether nothing goes on in the next line of a text that was wrapped by hand: a point of a list, a writer's name
    below a title, a field of a letter's head, a row of a table that is typed."""
    if LIST_MARK.match(following.start):
        return True
    above, below = line.text.strip(), following.text.strip()
    if _FROM_ISSUE.fullmatch(below):
        return True
    if following.start.startswith("By ") and _BY.match(below) and not is_sentence(above):
        return True
    if _FIELD.match(above) and _FIELD.match(below):
        return True
    return _is_row(above, below) or _is_row(below, above)


def _is_row(text: str, beside: str) -> bool:
    """Whether blanks part a line into as many cells as the one beside it, and most of its own are numbers."""
    cells = _CELLS.split(text) if "  " in text or "\t" in text else ()
    numbers = sum(_FIGURE.fullmatch(cell) is not None for cell in cells)
    return len(cells) >= _FEWEST_CELLS and 2 * numbers > len(cells) and len(_CELLS.split(beside)) == len(cells)


def _are_filled(lines: Sequence[Line]) -> bool:
    """Whether the breaks are those of a text that was wrapped at a width: with the first word of the next one each line
    would be longer than all of them, and few end where a sentence does."""
    texts = [" ".join("".join(line.pieces).split()) for line in lines]
    widest = max(map(len, texts))
    if not _NARROWEST <= widest <= _WIDEST:
        return False
    pairs = [(text, below) for line, text, below in zip(lines, texts, texts[1:], strict=False) if line.breaks == 1]
    ended = sum(map(is_sentence, (text for text, _ in pairs)))
    full = all(len(text) + len(below.partition(" ")[0]) >= widest for text, below in pairs)
    return full and ended <= len(pairs) * _ENDED and is_sentence(texts[-1])


def _are_title(line: Line, following: Line) -> bool:
    """Two lines of a headline. An unclosed <b> or <h2> makes a whole page bold, not a headline."""
    short = all(sum(map(len, one.pieces)) <= _LONGEST_TITLE_LINE for one in (line, following))
    ended = is_sentence(line.end) and _INITIALS_LAST.search(line.end) is None
    return short and not ended and not LIST_MARK.match(following.start) and not _signs(following)


def _signs(line: Line) -> bool:
    """Whether a line says whose the story is, or which issue's: "by Ann Roe, Global Security Newswire"."""
    text = "".join(line.pieces).strip()
    return _BY.match(text) is not None or _FROM_ISSUE.fullmatch(text) is not None


def _runs_on(line: Line, following: Line) -> bool:
    """True when a sentence goes on in the next line."""
    if line.plain != following.plain or not following.start[:1].islower() or is_sentence(line.end):
        return False
    if _signs(following):
        return False
    return sum(map(len, line.pieces)) >= _SHORTEST_FULL_LINE


def _joined(lines: Sequence[Line]) -> Line:
    if len(lines) == 1:
        return lines[0]
    pieces: list[str] = []
    links: list[tuple[int, int, str]] = []
    for line in lines:
        shift = len(pieces)
        for start, end, href in line.links:
            if start == 0 and links and links[-1][1:] == (shift - 1, href):
                # One link around the break.
                links[-1] = (links[-1][0], end + shift, href)
            else:
                links.append((start + shift, end + shift, href))
        pieces += (*line.pieces, " ")
    anchor = next((line.anchor for line in lines if line.anchor), None)
    return Line(pieces[:-1], links, any(line.plain for line in lines), anchor, in_emphasis=False)
