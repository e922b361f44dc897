"""What the gzip members of a file hold, joined where a tool split one record over several members."""

from __future__ import annotations

import io
import tempfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO, Final

_BLOCK: Final = 1 << 18
# A member's text above this waits on disk, not in memory.
_SPOOL: Final = 1 << 23


@dataclass(frozen=True, slots=True)
class Text:
    """The text of one or several members at `offset`. `damage` says why it ends early; `content` is what decoded.

    `members` counts the members whose text was joined.
    """

    offset: int
    length: int
    content: IO[bytes]
    damage: str | None = None
    members: int = 1


def texts(file: IO[bytes], start: int, begins_record: Callable[[bytes], bool]) -> Iterator[Text]:
    """The members from `start` on. A member whose text does not begin a record goes on with the one before it.

    Ends after the first damaged member. A text is closed when the next one is asked for.
    """
    waiting: Text | None = None
    for text in _members(file, start):
        if waiting is not None and text.damage is None and not begins_record(_beginning(text.content)):
            waiting = _joined(waiting, text)
            continue
        if waiting is not None:
            yield waiting
            waiting.content.close()
        waiting = text
    if waiting is not None:
        yield waiting
        waiting.content.close()


def _beginning(content: IO[bytes]) -> bytes:
    content.seek(0)
    return content.read(4096)


def _joined(first: Text, second: Text) -> Text:
    # What was joined before is added to, not copied: a file cut into blocks of 64 KiB has thousands of such members.
    joined = first.members > 1
    content = first.content if joined else tempfile.SpooledTemporaryFile(_SPOOL)  # noqa: SIM115 (closed by the asker)
    content.seek(0, io.SEEK_END)
    for part in (second.content,) if joined else (first.content, second.content):
        part.seek(0)
        while data := part.read(_BLOCK):
            content.write(data)
        part.close()
    return Text(first.offset, first.length + second.length, content, members=first.members + 1)


def _members(file: IO[bytes], start: int) -> Iterator[Text]:
    file.seek(start)
    offset, data = start, b""
    while data := data or file.read(_BLOCK):
        decoder = zlib.decompressobj(31)
        parts = _Parts()
        length = 0
        damage: str | None = None
        while not decoder.eof:
            if not data:
                damage = "the gzip member is cut"
                break
            try:
                parts.add(decoder.decompress(data, _BLOCK))
            except zlib.error as error:
                damage = f"damaged gzip member: {str(error).rpartition(': ')[2]}"
                break
            # At the end of a member zlib may repeat in the tail what it gives as unused.
            tail = b"" if decoder.eof else decoder.unconsumed_tail
            length += len(data) - len(tail)
            data = tail or (b"" if decoder.eof else file.read(_BLOCK))
        data = decoder.unused_data
        length -= len(data)
        yield Text(offset, length, parts.content(), damage)
        if damage is not None:
            return
        offset += length


class _Parts:
    """Bytes as they come, on disk when they become many."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self._size = 0
        self._file: IO[bytes] | None = None

    def add(self, data: bytes) -> None:
        self._size += len(data)
        if self._file is None and self._size > _SPOOL:
            self._file = tempfile.TemporaryFile()  # noqa: SIM115 (closed by whoever reads the text)
            self._file.writelines(self._parts)
            self._parts = []
        if self._file is not None:
            self._file.write(data)
        else:
            self._parts.append(data)

    def content(self) -> IO[bytes]:
        return self._file if self._file is not None else io.BytesIO(b"".join(self._parts))
