"""Blocks of records that are better not held whole: read part by part, and the HTTP response in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Final, Protocol

from storage.http import (
    CHUNK_SIZE,
    WHOLE,
    HttpResponse,
    declared_length,
    has_no_body,
    is_chunked,
    read_response,
    split_interim,
    trailers_end,
)

# An answer longer than this waits on disk, not in memory.
LONG: Final = 1 << 22
# A head of an HTTP message longer than this is no head.
LONGEST_HEAD: Final = 1 << 20
_PIECE: Final = 1 << 20
# A line with a chunk's size, or the trailers, longer than this is none.
_LINE: Final = 1 << 16
_SHORT_LINE: Final = 64


class Block(Protocol):
    """Bytes that lie in a record or a file. `part` gives at most `size` of them from byte `start` on."""

    @property
    def size(self) -> int: ...

    def part(self, start: int, size: int) -> bytes: ...


@dataclass(frozen=True, slots=True)
class FileBlock:
    """`size` bytes of an open file, from byte `begin` on."""

    file: IO[bytes]
    size: int
    begin: int = 0

    def part(self, start: int, size: int) -> bytes:
        self.file.seek(self.begin + start)
        return self.file.read(max(0, min(size, self.size - start)))

    def after(self, start: int) -> FileBlock:
        return FileBlock(self.file, self.size - start, self.begin + start)


def span(block: Block, start: int = 0, size: int = WHOLE) -> Iterator[bytes]:
    """At most `size` bytes from byte `start` on, in pieces."""
    end = min(block.size, start + size)
    while start < end:
        data = block.part(start, min(_PIECE, end - start))
        if not data:
            return
        yield data
        start += len(data)


class Chunks:
    """The data of a chunked body that begins at byte `start` of a block. After `pieces` is through, `whole` says
    whether the last chunk was there, and `end` where the chunks end. A body that is not chunked comes as it is."""

    def __init__(self, block: Block, start: int) -> None:
        self._block = block
        self.end = start
        self.whole = False

    def pieces(self) -> Iterator[bytes]:
        start = self.end
        while match := CHUNK_SIZE.match(self._line()):
            size = int(match[1], 16)
            self.end += match.end()
            if size == 0:
                self.whole = trailers_end(self._block.part(self.end, _LINE), 0)
                return
            yield from span(self._block, self.end, size)
            self.end += size
            ending = self._block.part(self.end, 2)
            self.end += 2 if ending == b"\r\n" else ending.startswith(b"\n")
        if self.end == start:
            yield from span(self._block, start)
            self.end = self._block.size

    def _line(self) -> bytes:
        line = self._block.part(self.end, _SHORT_LINE)
        return line if b"\n" in line else self._block.part(self.end, _LINE)


@dataclass(frozen=True, slots=True)
class Message:
    """An HTTP response in a block: its head, and the byte at which its body begins."""

    block: Block
    head: HttpResponse
    start: int

    def payload(self, method: bytes = b"GET") -> Iterator[bytes]:
        """The payload in pieces: transfer coding removed, content coding kept."""
        if has_no_body(self.head, method):
            return iter(())
        if is_chunked(self.head):
            return Chunks(self.block, self.start).pieces()
        return span(self.block, self.start, declared_length(self.head))

    def cut_reason(self, method: bytes = b"GET") -> str | None:
        """Why it is known to be cut by its own framing; None when it is whole, or cannot be known to be cut."""
        beginning = self.block.part(self.start - self.head.head_length, self.head.head_length)
        if not beginning.endswith((b"\r\n\r\n", b"\n\n", b"\n\r\n")):
            return "the HTTP head is cut"
        if has_no_body(self.head, method):
            return None
        stored = self.block.size - self.start
        if is_chunked(self.head):
            chunks = Chunks(self.block, self.start)
            for _ in chunks.pieces():
                pass
            return None if chunks.whole else "the chunked body has no last chunk"
        declared = declared_length(self.head)
        if declared != WHOLE and stored < declared:
            return f"the HTTP head declares {declared} bytes of body, {stored} are there"
        return None


def read_message(block: Block) -> Message:
    """The final response in a block. Raises HttpMessageError when there is no status line."""
    interim, final = split_interim(block.part(0, LONGEST_HEAD))
    head = read_response(final)
    return Message(block, head, len(interim) + head.head_length)
