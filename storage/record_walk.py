"""The records in a text, be it a plain file or that of a gzip member, going on behind every damage.

The next record is looked for by `WARC/1.` at the head of named fields, or by the line of an ARC record.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import IO, Final

from storage.gzip_text import Text
from storage.labelled import compute, encoding_of, read_digest
from storage.record_head import NO_LENGTH, DamageError, Head, end_of_block, read_head

BLOCK: Final = 1 << 20
# As much of a record's beginning as has to be seen to know it.
BEGINNING: Final = 4096
_LINE_ENDS: Final = 64
# A head as long as this is none that is worth to be looked for in the middle of another one.
_LONG_HEAD: Final = 1 << 13
_RECORD: Final = re.compile(
    rb"WARC/[01]\.\d{1,2}\r?\n[A-Za-z][A-Za-z-]*:|(?<=\n)https?://\S+ [\d.]+ \d{14} \S+ \d+\r?\n"
)
_RECORD_ID: Final = re.compile(rb"^WARC-Record-ID:[ \t]*<?([!-;=?-~]+)", re.IGNORECASE | re.MULTILINE)


class Fault(StrEnum):
    """Where a file is not as it should be. What each means to `verify` is in storage/checks/structure.py."""

    STRUCTURE = "record-structure"
    LENGTH = "content-length"
    MEMBER = "gzip-member"
    BETWEEN = "gzip-between-members"
    ONE_A_MEMBER = "gzip-one-record-a-member"
    EMPTY_MEMBER = "gzip-empty-member"

    @property
    def loses(self) -> bool:
        """Whether bytes are lost by it; the others are an odd form of what is whole."""
        return self not in (Fault.ONE_A_MEMBER, Fault.EMPTY_MEMBER)


@dataclass(frozen=True, slots=True)
class Span:
    """A whole record in a text: bytes from `begin`, block from `head_end` to `end`. `offset` and `length` as the file
    lies on disk; `source` holds the text, of a gzip member when `in_member`."""

    source: IO[bytes]
    begin: int
    head_end: int
    end: int
    head: Head
    offset: int
    length: int
    in_member: bool

    @property
    def raw_head(self) -> bytes:
        self.source.seek(self.begin)
        return self.source.read(self.head_end - self.begin)

    @property
    def after(self) -> bytes:
        self.source.seek(self.end)
        return self.source.read(5)


@dataclass(frozen=True, slots=True)
class Damage:
    """What is wrong at `offset`, and to which record when that could be read; `tail` when nothing whole follows."""

    fault: Fault
    offset: int
    wrong: str
    record_id: str | None = None
    tail: bool = False


def walk_text(source: IO[bytes], member: Text | None = None, start: int = 0) -> Iterator[Span | Damage]:
    """The records of a plain file, or of the text of a gzip member, from byte `start` of the text on."""
    position = start
    while True:
        try:
            found = read_head(source, position)
        except DamageError as damage:
            # No head ends before the byte where reading stopped: searched anew from every line of a long run of them,
            # a megabyte would take an hour.
            behind = find_record(source, max(damage.position + 1, source.tell() - _LONG_HEAD))
            fault = Fault.LENGTH if str(damage) == NO_LENGTH else Fault.STRUCTURE
            at = member.offset if member else damage.position
            wrong = f"{damage}{_going_on(behind, source, damage.position)}"
            yield Damage(fault, at, wrong, id_at(source, damage.position), tail=behind is None)
            if behind is None:
                return
            position = behind
            continue
        if found is None:
            return
        span = _span(source, *found, member)
        if isinstance(span, Span):
            yield span
            position = span.end
            continue
        damage_found, behind = span
        yield damage_found
        if behind is None:
            return
        position = behind


def _span(
    source: IO[bytes], begin: int, head_end: int, head: Head, member: Text | None
) -> Span | tuple[Damage, int | None]:
    """The record, or what is wrong with its length and where the next one begins."""
    offset, length = (member.offset, member.length) if member else (begin, head_end + head.size - begin)
    try:
        end = end_of_block(source, head_end, head_end, head.size)
    except DamageError as damage:
        behind = find_record(source, head_end)
        wrong = str(damage) if behind is None else _wrong_length(source, head_end, head.size, behind)
        fault = Fault.STRUCTURE if behind is None else Fault.LENGTH
        return Damage(fault, offset, wrong, id_in(head), tail=behind is None), behind
    span = Span(source, begin, head_end, end, head, offset, length, member is not None)
    if head.version.startswith("ARC") or _is_separated(span.after):
        return span
    behind = find_record(source, head_end)
    true_end = _before_line_ends(source, head_end, size_of(source) if behind is None else behind)
    if true_end == end or (_only_line_ends(source, end, behind) and not _digest_fits(source, head_end, true_end, head)):
        return span
    if _digest_fits(source, head_end, end, head):
        # The block is whole: it is what lies behind it that is damaged.
        return span
    size = true_end - head_end
    wrong = f"Content-Length is {head.size}, but the block has {size} bytes up to the next record or the end"
    return Damage(Fault.LENGTH, offset, wrong, id_in(head)), behind


def id_in(head: Head) -> str | None:
    return head.headers.uri("WARC-Record-ID")


def id_at(source: IO[bytes], position: int) -> str | None:
    """The record id in a head that cannot be read as a whole."""
    source.seek(position)
    match = _RECORD_ID.search(source.read(BEGINNING).partition(b"\r\n\r\n")[0])
    return match[1].decode() if match else None


def _is_separated(after: bytes) -> bool:
    return after.startswith(b"\r\n\r\n") and after[4:5] not in (b"\r", b"\n")


def _wrong_length(source: IO[bytes], head_end: int, size: int, behind: int) -> str:
    true_size = _before_line_ends(source, head_end, behind) - head_end
    return f"Content-Length is {size}, but after {true_size} bytes of the block the next record begins"


def _before_line_ends(source: IO[bytes], start: int, end: int) -> int:
    """`end` without the two line ends that close a block."""
    source.seek(max(start, end - 4))
    last = source.read(min(4, end - start))
    for _ in range(2):
        if last.endswith(b"\n"):
            last = last[:-2] if last.endswith(b"\r\n") else last[:-1]
    return max(start, end - 4) + len(last)


def _only_line_ends(source: IO[bytes], start: int, end: int | None) -> bool:
    """True when nothing else stands between the block and the next record: too few or too many of them."""
    source.seek(start)
    text = source.read(_LINE_ENDS if end is None else max(0, min(end - start, _LINE_ENDS)))
    return (end is None or start <= end) and not text.strip(b"\r\n")


def _digest_fits(source: IO[bytes], start: int, end: int, head: Head) -> bool:
    """True when the block digest is that of a block with another end than Content-Length gives."""
    stated = read_digest(head.headers.get("WARC-Block-Digest") or "")
    if isinstance(stated, str):
        return False
    _, digests = compute(_pieces(source, start, end), [stated.algorithm])
    return encoding_of(stated.value, digests[stated.algorithm]) is not None


def is_changed(span: Span) -> bool:
    """Whether a block is not the one that its record has the digest of; false when the record has none."""
    stated = read_digest(span.head.headers.get("WARC-Block-Digest") or "")
    fits = isinstance(stated, str) or _digest_fits(span.source, span.head_end, span.end, span.head)
    return not fits


def _pieces(source: IO[bytes], start: int, end: int) -> Iterator[bytes]:
    source.seek(start)
    while start < end and (data := source.read(min(BLOCK, end - start))):
        yield data
        start += len(data)


def size_of(source: IO[bytes]) -> int:
    return source.seek(0, 2)


def _going_on(behind: int | None, source: IO[bytes], position: int) -> str:
    if behind is None:
        return f"; nothing can be read in the {size_of(source) - position} bytes up to the end"
    return f"; {behind - position} bytes are passed over"


def find_record(source: IO[bytes], start: int, most: int | None = None) -> int | None:
    """Where the next record begins, from `start` on, within `most` bytes."""
    position, held = start, b""
    # One byte before, for what has to follow a line end.
    source.seek(max(0, start - 1))
    lead = source.read(start - max(0, start - 1))
    source.seek(start)
    while (data := source.read(BLOCK)) and (most is None or position - start < most):
        text = lead + held + data
        # A beginning at the very end of a piece is looked at again with the next one.
        for match in _RECORD.finditer(text, len(lead)):
            return position - len(held) + match.start() - len(lead)
        held = (held + data)[-BEGINNING:]
        position += len(data)
        lead = text[-len(held) - 1 : -len(held)] if len(text) > len(held) else lead
    return None
