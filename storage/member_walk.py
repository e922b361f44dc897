"""A WARC or ARC file from end to end: every record that is whole, and every damage, going on behind it.

In a gzipped file the next member is looked for by its magic, and taken when its text begins a record.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from typing import IO, Final

from storage.gzip_text import Text, texts
from storage.record_head import begins_record
from storage.record_walk import BEGINNING, BLOCK, Damage, Fault, Span, find_record, id_at, id_in, size_of, walk_text

_STEP: Final = 16
_MAGIC: Final = b"\x1f\x8b\x08"


def is_archive(file: IO[bytes]) -> bool:
    """True when a file begins as a WARC or ARC does, be it gzipped, or has such a record somewhere."""
    file.seek(0)
    beginning = file.read(BEGINNING)
    if not beginning:
        return False
    if (
        _begins_member(beginning)
        or _is_empty_member(beginning)
        or (beginning.strip(b"\r\n") and begins_record(beginning))
    ):
        return True
    return find_member(file, 0) is not None or find_record(file, 0) is not None


def walk_file(file: IO[bytes], start: int = 0) -> Iterator[Span | Damage]:
    """All of a file from byte `start` on. A span is good until the next is asked for."""
    file.seek(start)
    if file.read(2) == _MAGIC[:2] or (find_record(file, start, BLOCK) is None and find_member(file, start) is not None):
        yield from _walk_members(file, start)
    else:
        yield from walk_text(file, start=start)


def _walk_members(file: IO[bytes], first: int) -> Iterator[Span | Damage]:
    start: int | None = first
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
                yield from _damaged_member(text, start, _first_id(file, text.offset))
            break
        else:
            return
        if start is not None and start <= behind:
            return


def _whole_member(text: Text) -> Iterator[Span | Damage]:
    count = 0
    for found in walk_text(text.content, text):
        count += isinstance(found, Span)
        yield found
        if count == 2 and isinstance(found, Span):
            yield Damage(Fault.ONE_A_MEMBER, text.offset, "one gzip member holds several records")
    if text.members > 1:
        yield Damage(Fault.ONE_A_MEMBER, text.offset, f"one record lies in {text.members} gzip members")
    if count == 0 and not text.content.seek(0, 2):
        yield Damage(Fault.EMPTY_MEMBER, text.offset, "a gzip member without a record")


def _damaged_member(text: Text, behind: int | None, record_id: str | None) -> Iterator[Span | Damage]:
    """Of a damaged member only what another record follows is known to be whole."""
    held: Span | None = None
    for found in walk_text(text.content, text):
        if held is not None:
            yield held
        held = found if isinstance(found, Span) else None
        record_id = (found.record_id if isinstance(found, Damage) else id_in(found.head)) or record_id
    wrong = text.damage or ""
    if behind is None:
        wrong += ", and no whole one follows"
    yield Damage(Fault.MEMBER, text.offset, wrong, record_id, tail=behind is None)


def _first_id(file: IO[bytes], offset: int) -> str | None:
    """The id of the first record in a member, as far as its beginning decodes: zlib keeps to itself what it had
    decoded when it fails, so it is fed in small steps."""
    decoder = zlib.decompressobj(31)
    text = b""
    file.seek(offset)
    try:
        while len(text) < BEGINNING and not decoder.eof and (data := file.read(_STEP)):
            text += decoder.decompress(data, BEGINNING)
    except zlib.error:
        pass
    return id_at(io.BytesIO(text), 0)


def _between(file: IO[bytes], offset: int, behind: int | None) -> Damage:
    end = size_of(file) if behind is None else behind
    zeros = _is_zeros(file, offset, end)
    what = "zero bytes" if zeros else "bytes that are no gzip member"
    where = "after the last gzip member" if behind is None else "between gzip members"
    return Damage(Fault.BETWEEN, offset, f"{end - offset} {what} {where}", tail=behind is None)


def _is_zeros(file: IO[bytes], start: int, end: int) -> bool:
    file.seek(start)
    while start < end:
        data = file.read(min(BLOCK, end - start))
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
        data = file.read(BLOCK)
        at = data.find(_MAGIC)
        while at >= 0:
            candidate = position + at
            file.seek(candidate)
            if _begins_member(file.read(BEGINNING)):
                return candidate
            at = data.find(_MAGIC, at + 1)
        if len(data) < BLOCK:
            return None
        position += len(data) - len(_MAGIC) + 1


def _begins_member(data: bytes) -> bool:
    if not data.startswith(_MAGIC[:2]):
        return False
    try:
        text = zlib.decompressobj(31).decompress(data, BEGINNING)
    except zlib.error:
        return False
    return bool(text.strip(b"\r\n")) and begins_record(text)


def _is_empty_member(data: bytes) -> bool:
    decoder = zlib.decompressobj(31)
    try:
        return data.startswith(_MAGIC[:2]) and not decoder.decompress(data, 1) and decoder.eof
    except zlib.error:
        return False
