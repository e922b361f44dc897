"""The records of a WARC or ARC file of any tool, each with its place; of a damaged file, all that is whole."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from crawler.errors import WarcError
from storage.member_walk import is_archive, walk_file
from storage.record_head import Headers, identified
from storage.record_walk import Span, is_changed

NOT_A_WARC: Final = "not a WARC file; give a .warc, .warc.gz, .arc or .wacz"

# Is told each damage, with file and offset; reading goes on behind it, unless this raises what it is told.
Tell = Callable[[WarcError], None]


def stop(damage: WarcError) -> None:
    """For those who want all or nothing: reading ends at the first damage."""
    raise damage


@dataclass(frozen=True, slots=True)
class Record:
    """A whole record. `offset` and `length` are bytes of the file as it lies on disk: of the gzip member(s) that hold
    the record, be it alone or not; in a plain file without the blank lines after it.

    The block may be read until the next record is asked for. ARC records come with WARC's field names.
    """

    filename: str
    offset: int
    length: int
    version: str
    type: str
    headers: Headers
    size: int
    _source: IO[bytes]
    _start: int

    @property
    def block(self) -> bytes:
        self._source.seek(self._start)
        return self._source.read(self.size)

    def pieces(self, size: int = 1 << 20) -> Iterator[bytes]:
        """The block in pieces, for blocks that are better not held whole."""
        for start in range(0, self.size, size):
            yield self.part(start, size)

    def part(self, start: int, size: int) -> bytes:
        """At most `size` bytes of the block from its byte `start` on; fewer where it ends."""
        self._source.seek(self._start + start)
        return self._source.read(max(0, min(size, self.size - start)))


def read_records(path: Path, start: int = 0, tell: Tell = stop) -> Generator[Record, None, None]:
    """Every whole record from byte `start` on, and every damage to `tell`, in file order. Raises WarcError for what is
    no WARC at all or cannot be read."""
    try:
        with path.open("rb") as file:
            yield from records_in(file, path.name, str(path), start, tell)
    except OSError as error:
        raise WarcError(f"cannot be read ({error.strerror or error})", path=str(path)) from error


def records_in(
    file: IO[bytes], filename: str, place: str, start: int = 0, tell: Tell = stop
) -> Generator[Record, None, None]:
    """The records of an open file. `filename` is what they carry (without `.open`), `place` what an error names.

    Who goes on behind damage is also told of changed blocks in plain files, where no checksum guards them.
    """
    name = filename.removesuffix(".open")
    file.seek(start)
    if not file.read(1):
        if start == 0:
            raise WarcError(NOT_A_WARC, path=place, offset=0)
        return
    for found in walk_file(file, start):
        if isinstance(found, Span):
            if tell is not stop and not found.in_member and is_changed(found):
                tell(WarcError("the block of this record is not what its digest says", path=place, offset=found.offset))
            yield record_of(found, name)
        elif found.fault.loses:
            if found.offset == 0 and not is_archive(file):
                raise WarcError(NOT_A_WARC, path=place, offset=0)
            tell(WarcError(f"damaged ({found.wrong})", path=place, offset=found.offset))


def record_of(span: Span, filename: str) -> Record:
    head = span.head
    made = identified(head, filename, span.offset + (span.begin if span.in_member else 0))
    return Record(
        filename, span.offset, span.length, head.version, head.type, made, head.size, span.source, span.head_end
    )
