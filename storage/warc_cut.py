"""A WARC file without the exchanges of some addresses: which members are left out, and where the others then lie."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Final

from crawler.errors import StorageError
from storage.index_pieces import moment
from storage.warc_records import Record, read_records

_BLOCK: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Cut:
    """`starts` and `lengths` of the members left out, in file order; `sums` adds the lengths up, from 0 on.

    `captures` counts the responses and revisits among them, `orphans` the revisits that stay though what they
    refer to is left out; `latest` is the last WARC-Date of what stays.
    """

    starts: tuple[int, ...] = ()
    lengths: tuple[int, ...] = ()
    sums: tuple[int, ...] = (0,)
    captures: int = 0
    orphans: int = 0
    latest: str = ""

    def holds(self, offset: int) -> bool:
        """Whether the member at this offset is left out."""
        found = bisect_left(self.starts, offset)
        return found < len(self.starts) and self.starts[found] == offset

    def moved(self, offset: int) -> int:
        """Where the member at this offset lies once the others are gone."""
        return offset - self.sums[bisect_right(self.starts, offset)]

    def spans(self, size: int) -> Iterator[tuple[int, int]]:
        """Start and length of what stays of a file of `size` bytes."""
        position = 0
        for start, length in zip(self.starts, self.lengths, strict=True):
            if start > position:
                yield position, start - position
            position = start + length
        if size > position:
            yield position, size - position


WHOLE: Final = Cut()


def cut_out(warc: Path, covers: Callable[[str], bool]) -> Cut:
    """What must be left out of a WARC so that it holds no record of a covered address. Raises WarcError.

    A member that holds several records goes as a whole.
    """
    removed: dict[int, int] = {}
    latest, captures, orphans = "", 0, 0
    for record in read_records(warc):
        answer = record.type in ("response", "revisit")
        if _is_about(record, ("WARC-Target-URI", "WARC-Source-URI"), covers):
            removed[record.offset] = record.length
            captures += answer
            continue
        latest = max(latest, record.headers.get("WARC-Date") or "", key=moment)
        orphans += _is_about(record, ("WARC-Refers-To-Target-URI",), covers)
    sums = tuple(accumulate(removed.values(), initial=0))
    return Cut(tuple(removed), tuple(removed.values()), sums, captures, orphans, latest)


def _is_about(record: Record, fields: Iterable[str], covers: Callable[[str], bool]) -> bool:
    return any(covers(uri) for field in fields if (uri := record.headers.uri(field)))


def read_spans(path: Path, spans: Iterable[tuple[int, int]]) -> Iterator[bytes]:
    """The bytes of some stretches of a file, in pieces. Raises StorageError, also when the file became shorter."""
    try:
        with path.open("rb") as file:
            for start, length in spans:
                file.seek(start)
                while length:
                    data = file.read(min(length, _BLOCK))
                    if not data:
                        raise StorageError("became shorter while it was read; run again", path=str(path))
                    yield data
                    length -= len(data)
    except OSError as error:
        raise StorageError(f"cannot be read ({error.strerror or error})", path=str(path)) from error
