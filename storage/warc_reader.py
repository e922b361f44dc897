"""Captured answers out of WARC, ARC and WACZ files of any tool, with the place of each."""

from __future__ import annotations

import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from crawler.errors import WarcError
from crawler.items import Capture, Memento
from storage.exchange import Exchange
from storage.http import split_interim
from storage.warc_writer import describe_response, now

_MAGIC: Final = (b"WARC/", b"filed", b"\x1f\x8b")


@dataclass(frozen=True, slots=True)
class Found:
    """A response record: `block` is the HTTP response as stored, `truncated` its WARC-Truncated reason."""

    capture: Capture
    block: bytes
    truncated: str | None


def captures(path: Path, start: int = 0) -> Iterator[Found]:
    """Every response record from byte `start` on, in file order.

    Raises WarcError with file and offset at the first damage, after all that is whole was given.
    """
    try:
        if zipfile.is_zipfile(path):
            yield from _captures_in_wacz(path)
            return
        with path.open("rb") as file:
            file.seek(start)
            yield from _captures_in(file, path.name, str(path), start)
    except OSError as error:
        raise WarcError(f"cannot be read ({error.strerror or error})", path=str(path)) from error
    except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError) as error:
        raise WarcError(f"damaged WACZ ({error})", path=str(path)) from error


def _captures_in_wacz(path: Path) -> Iterator[Found]:
    with zipfile.ZipFile(path) as package:
        names = [n for n in package.namelist() if n.startswith("archive/") and n.endswith((".warc", ".warc.gz"))]
        if not names:
            raise WarcError("a ZIP file without archive/*.warc.gz is no WACZ", path=str(path))
        for name in sorted(names):
            with package.open(name) as member, tempfile.TemporaryFile() as copy:
                while data := member.read(1 << 20):
                    copy.write(data)
                copy.seek(0)
                yield from _captures_in(copy, name.rpartition("/")[2], f"{path}!{name}", 0)


def _captures_in(file: IO[bytes], filename: str, place: str, start: int) -> Iterator[Found]:
    magic = file.read(5)
    if not magic and start:
        return
    if not magic.startswith(_MAGIC):
        raise WarcError("not a WARC file; give a .warc, .warc.gz, .arc or .wacz", path=place, offset=start)
    file.seek(start)
    iterator = ArchiveIterator(file, no_record_parse=True, arc2warc=True)
    position = start  # where the next record begins; everything before it was whole
    try:
        for record in iterator:
            block = record.raw_stream.read()
            offset, length = iterator.get_record_offset(), iterator.get_record_length()
            _check_whole(record, block, iterator)
            if record.rec_type == "response":
                yield _found(record, block, filename.removesuffix(".open"), offset, length)
            position = iterator.offset
        if magic.startswith(b"\x1f\x8b"):
            file.seek(position)
            _check_tail(file.read())
    except (ArchiveLoadFailed, zlib.error, EOFError, ValueError, OSError, AttributeError, KeyError) as error:
        text = " ".join(str(error).split()) or type(error).__name__
        raise WarcError(f"damaged from here on ({text[:200]})", path=place, offset=position) from error


def _check_whole(record: Any, block: bytes, iterator: Any) -> None:
    """warcio gives what is left of a cut record without a word. Raises EOFError when bytes are missing."""
    if record.length is not None and len(block) < record.length:
        raise EOFError(f"{record.length - len(block)} bytes of a record are missing")
    decoder = iterator.reader.decompressor
    # A member that goes on is one of several records; warcio reports that itself at the next step.
    if decoder is not None and not decoder.eof and iterator.next_line is None:
        raise EOFError("the gzip member is cut or damaged")


def _check_tail(tail: bytes) -> None:
    """A member cut within its first bytes gives no text, and warcio takes it for the end. Raises EOFError then."""
    while tail:
        decoder = zlib.decompressobj(31)
        decoder.decompress(tail)
        if not decoder.eof:
            raise EOFError("the gzip member is cut or damaged")
        tail = decoder.unused_data


def _found(record: Any, block: bytes, filename: str, offset: int, length: int) -> Found:
    headers = record.rec_headers
    truncated = headers.get_header("WARC-Truncated")
    _, final = split_interim(block)
    uri = (headers.get_header("WARC-Target-URI") or "").strip("<>")
    status, mime, digest = describe_response(final, Exchange(uri, now(), b"", final, truncated=truncated))
    source_uri = headers.get_header("WARC-Source-URI")
    date = headers.get_header("WARC-Date") or ""
    capture = Capture(
        filename=filename,
        offset=offset,
        length=length,
        recordId=(headers.get_header("WARC-Record-ID") or "").strip("<>"),
        date=date,
        targetUri=uri,
        payloadDigest=headers.get_header("WARC-Payload-Digest") or digest,
        status=status,
        mime=mime,
        source="wayback" if source_uri else "live",
        memento=Memento(source_uri.split("/")[2], source_uri, date) if source_uri else None,
    )
    return Found(capture, final, truncated)
