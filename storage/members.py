"""The gzip members of a WARC file: where each begins and ends, and where the file stops being whole."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_BLOCK: Final = 1 << 16
_HEAD: Final = 4096
_TYPE: Final = re.compile(rb"^WARC-Type:[ \t]*(\w+)", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Member:
    """A whole gzip member: `offset` and `length` in the file, `head` the first bytes of its text."""

    offset: int
    length: int
    head: bytes


def members(path: Path, start: int = 0) -> Iterator[Member]:
    """Every whole member from `start` on. Ends before the first that is cut or damaged, without an error."""
    with path.open("rb") as file:
        file.seek(start)
        offset, pending = start, b""
        while True:
            decoder = zlib.decompressobj(31)
            head, taken = b"", 0
            while not decoder.eof:
                data = pending or file.read(_BLOCK)
                pending = b""
                if not data:
                    return
                try:
                    text = decoder.decompress(data)
                except zlib.error:
                    return
                taken += len(data)
                # A member may begin at the end of one read: its head then comes in two pieces.
                head += text[: _HEAD - len(head)]
            pending = decoder.unused_data
            taken -= len(pending)
            yield Member(offset, taken, head)
            offset += taken


def whole_events(path: Path) -> int:
    """Where the last whole exchange ends. An exchange ends with its metadata record; warcinfo and resource
    records stand alone. What comes after that byte is half an exchange, and is fetched again."""
    end = 0
    for member in members(path):
        kind = _TYPE.search(member.head)
        if kind is not None and kind[1].lower() in (b"metadata", b"warcinfo", b"resource") and not _is_interim(member):
            end = member.offset + member.length
    return end


def _is_interim(member: Member) -> bool:
    return b"Content-Type: application/http" in member.head.partition(b"\r\n\r\n")[0]
