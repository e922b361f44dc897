"""A WARC or ARC file from end to end: every record that is whole, and every damage, going on behind it.

After a damage the next record is looked for: by the magic of a gzip member whose text begins a record, or by
`WARC/1.` at the head of named fields in a plain file.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Final

from storage.checks.findings import Rule, Severity
from storage.checks.labelled import compute, encoding_of, read_digest
from storage.gzip_text import Text, texts
from storage.warc_records import NO_LENGTH, DamageError, Head, begins_record, end_of_block, read_head

_BLOCK: Final = 1 << 20
_LINE_ENDS: Final = 64
_MAGIC: Final = b"\x1f\x8b\x08"
_RECORD: Final = re.compile(
    rb"WARC/[01]\.\d{1,2}\r?\n[A-Za-z][A-Za-z-]*:|(?<=\n)https?://\S+ [\d.]+ \d{14} \S+ \d+\r?\n"
)
_RECORD_ID: Final = re.compile(rb"^WARC-Record-ID:[ \t]*<?([!-;=?-~]+)", re.IGNORECASE | re.MULTILINE)
# As much of a record's beginning as the pattern above may need.
_LONGEST_MATCH: Final = 4096

STRUCTURE: Final = Rule(
    "record-structure",
    Severity.ERROR,
    "WARC 1.1 §4",
    "A file is records, one after the other, whole to its end, with nothing between them.",
    "get the file again from its source; the records before and behind the damage are whole",
)
LENGTH: Final = Rule(
    "content-length",
    Severity.ERROR,
    "WARC 1.1 §5.3",
    "Content-Length is there, is a number, and is the number of bytes of the block.",
    "set Content-Length to the size of the block",
)
MEMBER: Final = Rule(
    "gzip-member",
    Severity.ERROR,
    "RFC 1952 §2.3",
    "Every gzip member is whole and its checksum is right.",
    "get the file again from its source, or cut this member off and keep it beside the file",
)
BETWEEN: Final = Rule(
    "gzip-between-members",
    Severity.ERROR,
    "RFC 1952 §2.2",
    "Nothing lies before, between or after the gzip members.",
    "cut these bytes out; indexes made before count other offsets from here on",
)
ONE_A_MEMBER: Final = Rule(
    "gzip-one-record-a-member",
    Severity.WARNING,
    "WARC 1.1 Annex D",
    "Every record is a gzip member of its own.",
    "compress the file anew record by record, so that replay tools can reach each record",
)
EMPTY_MEMBER: Final = Rule(
    "gzip-empty-member",
    Severity.WARNING,
    "WARC 1.1 Annex D",
    "No gzip member is without a record.",
    "nothing is lost; cut the empty member out when the file is written anew",
)
RULES: Final = (STRUCTURE, LENGTH, MEMBER, BETWEEN, ONE_A_MEMBER, EMPTY_MEMBER)


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

    rule: Rule
    offset: int
    wrong: str
    record_id: str | None = None
    tail: bool = False


def is_archive(file: IO[bytes]) -> bool:
    """True when a file begins as a WARC or ARC does, be it gzipped, or has such a record somewhere."""
    file.seek(0)
    beginning = file.read(_LONGEST_MATCH)
    if not beginning:
        return False
    if (
        _begins_member(beginning)
        or _is_empty_member(beginning)
        or (beginning.strip(b"\r\n") and begins_record(beginning))
    ):
        return True
    return find_member(file, 0) is not None or find_record(file, 0) is not None


def scan(file: IO[bytes]) -> Iterator[Span | Damage]:
    """All of a file. A span is good until the next is asked for."""
    file.seek(0)
    if file.read(2) == _MAGIC[:2] or (find_record(file, 0, _BLOCK) is None and find_member(file, 0) is not None):
        yield from _scan_gzip(file)
    else:
        yield from _walk(file)


# -- a text ---------------------------------------------------------------------------------------------


def _walk(source: IO[bytes], member: Text | None = None) -> Iterator[Span | Damage]:
    """The records of a plain file, or of the text of a gzip member."""
    position = 0
    while True:
        try:
            found = read_head(source, position)
        except DamageError as damage:
            behind = find_record(source, damage.position + 1)
            rule = LENGTH if str(damage) == NO_LENGTH else STRUCTURE
            at = member.offset if member else damage.position
            wrong = f"{damage}{_going_on(behind, source, damage.position)}"
            yield Damage(rule, at, wrong, _id_at(source, damage.position), tail=behind is None)
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
        rule = STRUCTURE if behind is None else LENGTH
        return Damage(rule, offset, wrong, _id_in(head), tail=behind is None), behind
    span = Span(source, begin, head_end, end, head, offset, length, member is not None)
    if head.version.startswith("ARC") or _is_separated(span.after):
        return span
    behind = find_record(source, head_end)
    true_end = _before_line_ends(source, head_end, _size(source) if behind is None else behind)
    if true_end == end or (_only_line_ends(source, end, behind) and not _digest_fits(source, head_end, true_end, head)):
        return span
    size = true_end - head_end
    wrong = f"Content-Length is {head.size}, but the block has {size} bytes up to the next record or the end"
    return Damage(LENGTH, offset, wrong, _id_in(head)), behind


def _id_in(head: Head) -> str | None:
    return head.headers.uri("WARC-Record-ID")


def _id_at(source: IO[bytes], position: int) -> str | None:
    """The record id in a head that cannot be read as a whole."""
    source.seek(position)
    match = _RECORD_ID.search(source.read(_LONGEST_MATCH).partition(b"\r\n\r\n")[0])
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


def _pieces(source: IO[bytes], start: int, end: int) -> Iterator[bytes]:
    source.seek(start)
    while start < end and (data := source.read(min(_BLOCK, end - start))):
        yield data
        start += len(data)


def _size(source: IO[bytes]) -> int:
    return source.seek(0, 2)


def _going_on(behind: int | None, source: IO[bytes], position: int) -> str:
    if behind is None:
        return f"; nothing can be read in the {_size(source) - position} bytes up to the end"
    return f"; {behind - position} bytes are passed over"


def find_record(source: IO[bytes], start: int, most: int | None = None) -> int | None:
    """Where the next record begins, from `start` on, within `most` bytes."""
    position, held = start, b""
    # One byte before, for what has to follow a line end.
    source.seek(max(0, start - 1))
    lead = source.read(start - max(0, start - 1))
    source.seek(start)
    while (data := source.read(_BLOCK)) and (most is None or position - start < most):
        text = lead + held + data
        # A beginning at the very end of a piece is looked at again with the next one.
        for match in _RECORD.finditer(text, len(lead)):
            return position - len(held) + match.start() - len(lead)
        held = (held + data)[-_LONGEST_MATCH:]
        position += len(data)
        lead = text[-len(held) - 1 : -len(held)] if len(text) > len(held) else lead
    return None


# -- gzip members ---------------------------------------------------------------------------------------


def _scan_gzip(file: IO[bytes]) -> Iterator[Span | Damage]:
    start: int | None = 0
    while start is not None:
        behind = start
        for text in texts(file, start, begins_record):
            behind = text.offset
            if text.damage is None:
                yield from _whole_member(text)
                continue
            nothing = not _is_member(file, text.offset)
            start = find_member(file, text.offset + 1)
            if nothing:
                yield _between(file, text.offset, start)
            else:
                yield from _damaged_member(text, start)
            break
        else:
            return
        if start is not None and start <= behind:
            return


def _whole_member(text: Text) -> Iterator[Span | Damage]:
    count = 0
    for found in _walk(text.content, text):
        count += isinstance(found, Span)
        yield found
        if count == 2 and isinstance(found, Span):
            yield Damage(ONE_A_MEMBER, text.offset, "one gzip member holds several records")
    if text.members > 1:
        yield Damage(ONE_A_MEMBER, text.offset, f"one record lies in {text.members} gzip members")
    if count == 0 and not text.content.seek(0, 2):
        yield Damage(EMPTY_MEMBER, text.offset, "a gzip member without a record")


def _damaged_member(text: Text, behind: int | None) -> Iterator[Span | Damage]:
    """Of a damaged member only what another record follows is known to be whole."""
    held: Span | None = None
    record_id: str | None = None
    for found in _walk(text.content, text):
        if held is not None:
            yield held
        held = found if isinstance(found, Span) else None
        record_id = found.record_id if isinstance(found, Damage) else _id_in(found.head)
    wrong = text.damage or ""
    if behind is None:
        wrong += ", and no whole one follows"
    yield Damage(MEMBER, text.offset, wrong, record_id, tail=behind is None)


def _between(file: IO[bytes], offset: int, behind: int | None) -> Damage:
    end = _size(file) if behind is None else behind
    zeros = _is_zeros(file, offset, end)
    what = "zero bytes" if zeros else "bytes that are no gzip member"
    where = "after the last gzip member" if behind is None else "between gzip members"
    return Damage(BETWEEN, offset, f"{end - offset} {what} {where}", tail=behind is None)


def _is_zeros(file: IO[bytes], start: int, end: int) -> bool:
    file.seek(start)
    while start < end:
        data = file.read(min(_BLOCK, end - start))
        if not data or data.strip(b"\0"):
            return False
        start += len(data)
    return True


def _is_member(file: IO[bytes], offset: int) -> bool:
    file.seek(offset)
    return file.read(3) == _MAGIC


def find_member(file: IO[bytes], start: int) -> int | None:
    """Where the next gzip member whose text begins a record lies, from `start` on."""
    position = start
    while True:
        file.seek(position)
        data = file.read(_BLOCK)
        at = data.find(_MAGIC)
        while at >= 0:
            candidate = position + at
            file.seek(candidate)
            if _begins_member(file.read(_LONGEST_MATCH)):
                return candidate
            at = data.find(_MAGIC, at + 1)
        if len(data) < _BLOCK:
            return None
        position += len(data) - len(_MAGIC) + 1


def _begins_member(data: bytes) -> bool:
    if not data.startswith(_MAGIC[:2]):
        return False
    try:
        text = zlib.decompressobj(31).decompress(data, _LONGEST_MATCH)
    except zlib.error:
        return False
    return bool(text.strip(b"\r\n")) and begins_record(text)


def _is_empty_member(data: bytes) -> bool:
    decoder = zlib.decompressobj(31)
    try:
        return data.startswith(_MAGIC[:2]) and not decoder.decompress(data, 1) and decoder.eof
    except zlib.error:
        return False
