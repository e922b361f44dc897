"""The secondary index (`index.idx`) of a CDXJ that was gzipped in blocks: where each block lies, how it begins."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from typing import IO, Any, Final

from storage.checks.findings import Finding, Place, Rule, Severity, quoted
from storage.labelled import compute, encoding_of, read_digest

_LONGEST: Final = 1 << 20
_LARGEST: Final = 1 << 26
_AGAIN: Final = "make the index anew: its offsets lead readers into the middle of a block"

# fmt: off
BLOCK: Final = Rule("cdxj-block", Severity.ERROR, "WACZ 1.1.1, indexes",
                    "A line of index.idx leads to a gzip block of the index, which begins as the line does.", _AGAIN)
# fmt: on
RULES: Final = (BLOCK,)


def check_blocks(lines: IO[bytes], place: str, index: IO[bytes]) -> Iterator[Finding]:
    """Every line of an `.idx` against the gzipped index it is for. Offsets in findings are those of the lines."""
    offset = 0
    while line := lines.readline(_LONGEST):
        where = Place(place, offset)
        offset += len(line)
        if line.strip() and not line.startswith(b"!meta"):
            wrong = _line(line, index)
            if wrong is not None:
                yield BLOCK.at(where, wrong)


def _line(line: bytes, index: IO[bytes]) -> str | None:
    beginning, brace, rest = line.partition(b"{")
    try:
        data = json.loads(brace + rest)
        start, length = int(data["offset"]), int(data["length"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return f"{quoted(line[:80].decode('latin-1'))} leads nowhere"
    if start < 0 or not 0 < length <= _LARGEST:
        return f"a block of {length} bytes at {start}"
    index.seek(min(start, 1 << 62))
    block = index.read(length)
    try:
        decoder = zlib.decompressobj(31)
        text = decoder.decompress(block, _LONGEST)
    except zlib.error:
        return f"no gzip block begins at {start}"
    # cdxj-indexer writes an empty last block when the lines fill the ones before.
    if text and not text.startswith(beginning.strip()):
        return f"the block at {start} does not begin with {quoted(beginning.strip().decode('latin-1'))}"
    return _digest(data, block)


def _digest(data: dict[str, Any], block: bytes) -> str | None:
    stated = read_digest(str(data.get("digest", "")))
    if isinstance(stated, str):
        return None
    digests = compute([block], [stated.algorithm])[1]
    if encoding_of(stated.value, digests[stated.algorithm]) is None:
        return f"the digest of the block is not {stated.algorithm}:{stated.value}"
    return None
