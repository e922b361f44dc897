"""What goes into a package of an archive folder, and what is said of it: from the WARCs alone, no clock, no machine."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from surt import surt

from crawler import __version__
from crawler.exclusions import Exclusions
from crawler.handing_on import HandedOn, clean_records, hand_on
from crawler.indexing import Indexed
from storage.cdxj import Entry, read_line
from storage.durable import make_folder, replacing
from storage.index_pieces import Piece, moment
from storage.pages import page_time
from storage.sorting import merge_lines, sort_lines
from storage.wacz import Description, Part, check_whole
from storage.warc_cut import WHOLE, Cut, cut_out
from storage.warc_files import MANIFEST, read_manifest
from storage.warc_records import read_records
from storage.warc_writer import SETTINGS_URI

TITLE: Final = "Global Security Newswire"
SOFTWARE: Final = f"gsn-archive/{__version__}"
_ANEW: Final = (
    "its records were made anew: those in records/ still hold what exclude.txt covers, until a crawl is run again"
)
# Players that look up such a revisit show the bare 304 that it holds (pywb 2.10, ReplayWeb.page 2.5); left out of a
# package's index, the capture that it confirms is what they find.
NOT_MODIFIED: Final = b'"mime": "warc/revisit", "status": "304"'


@dataclass(frozen=True, slots=True)
class Origin:
    """What the WARCs say of the crawl: its start addresses, and who ran it."""

    starts: tuple[str, ...] = ()
    operator: str | None = None


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything a package takes. `earliest` is the first WARC-Date; `notes` say what is not in it and why."""

    parts: tuple[Part, ...]
    about: Description
    origin: Origin
    earliest: str
    notes: tuple[str, ...]


def gather(directory: Path, indexed: Indexed, scratch: Path) -> Contents:
    """Make the parts that are no WARCs in `scratch`, and pages/pages.jsonl in the folder. Raises ArchiveError."""
    exclusions = Exclusions.read(directory)
    cuts = _cuts(indexed.pieces, exclusions)
    with (scratch / "index.cdx").open("wb") as index:
        lines = _index_lines(indexed.pieces, cuts, exclusions, scratch)
        index.writelines(line for line in lines if NOT_MODIFIED not in line)
    source = clean_records(directory, [piece.warc for piece in indexed.pieces], exclusions, scratch)
    with (scratch / "articles.jsonl").open("wb") as records, (scratch / "pages.jsonl").open("wb") as pages:
        handed = hand_on(source / "articles.jsonl", cuts, records, pages)
    make_folder(directory / "pages")
    with replacing(directory / "pages" / "pages.jsonl") as file, (scratch / "pages.jsonl").open("rb") as pages:
        shutil.copyfileobj(pages, file)
    fixity = read_manifest(directory / "archive")
    origin = _origin([piece.warc for piece in indexed.pieces])
    return Contents(
        parts=(*_warc_parts(indexed.pieces, cuts, fixity), *_other_parts(source, scratch)),
        about=Description(
            title=TITLE,
            description=_describe(origin, len(cuts), handed),
            latest=max((cuts[p.warc.name].latest or p.about.latest for p in indexed.pieces), key=moment),
            software=SOFTWARE,
            main_page=_main_page(scratch / "index.cdx", origin.starts),
        ),
        origin=origin,
        earliest=min((p.about.earliest for p in indexed.pieces if p.about.earliest), key=moment, default=""),
        notes=(*([_ANEW] if source.parent == scratch else []), *_notes(indexed, cuts, handed, fixity)),
    )


# -- the parts ------------------------------------------------------------------------------------------


def _cuts(pieces: Sequence[Piece], exclusions: Exclusions) -> dict[str, Cut]:
    if not exclusions:
        return {piece.warc.name: WHOLE for piece in pieces}
    return {piece.warc.name: cut_out(piece.warc, exclusions.covers) for piece in pieces}


def _index_lines(
    pieces: Sequence[Piece], cuts: Mapping[str, Cut], exclusions: Exclusions, scratch: Path
) -> Iterator[bytes]:
    """The index of the WARCs as they are in the package: where members are left out, the others lie earlier."""
    sources = []
    for piece in pieces:
        cut = cuts[piece.warc.name]
        sources.append(sort_lines(_moved_lines(piece, cut, exclusions), scratch) if cut.starts else piece.lines())
    return merge_lines(sources, scratch)


def _moved_lines(piece: Piece, cut: Cut, exclusions: Exclusions) -> Iterator[bytes]:
    for line in piece.lines():
        entry = read_line(line)
        if not cut.holds(entry.offset) and not exclusions.covers(entry.url or ""):
            yield replace(entry, offset=cut.moved(entry.offset)).line


def _warc_parts(pieces: Sequence[Piece], cuts: Mapping[str, Cut], fixity: Mapping[str, str]) -> Iterator[Part]:
    for piece in pieces:
        name = piece.warc.name
        part = Part(f"archive/{name}", piece.warc, cuts[name], fixity.get(name))
        if part.cut.starts:
            # What goes out is no longer what the manifest knows, so what it is taken from is checked now.
            check_whole(part)
        yield part


def _other_parts(source: Path, scratch: Path) -> Iterator[Part]:
    yield Part("indexes/index.cdx", scratch / "index.cdx")
    yield Part("pages/pages.jsonl", scratch / "pages.jsonl")
    yield Part("records/articles.jsonl", scratch / "articles.jsonl")
    schema = source / "schema.json"
    if schema.exists():
        yield Part("records/schema.json", schema)


# -- what is said of it ---------------------------------------------------------------------------------


def _origin(warcs: Sequence[Path]) -> Origin:
    """From the first WARC that says where its crawl began: our own files do, in their first records."""
    operator: str | None = None
    for warc in warcs:
        for record in read_records(warc):
            if record.type == "warcinfo":
                fields = (line.partition(":") for line in record.block.decode("utf-8", "replace").splitlines())
                operator = operator or next((value.strip() for name, _, value in fields if name == "operator"), None)
            elif record.headers.uri("WARC-Target-URI") == SETTINGS_URI:
                if starts := _starts(record.block):
                    return Origin(starts, operator)
            else:
                break
    return Origin((), operator)


def _starts(settings: bytes) -> tuple[str, ...]:
    try:
        found = json.loads(settings)["starts"]
    except (ValueError, KeyError, TypeError):
        return ()
    return tuple(url for url in found if isinstance(url, str))


def _main_page(index: Path, starts: Sequence[str]) -> tuple[str, str] | None:
    """Address and time of the latest good capture of the first start address that has one."""
    keys = {str(surt(url)).encode(): number for number, url in enumerate(starts)}
    best: tuple[int, str, Entry] | None = None
    with index.open("rb") as lines:
        for line in lines:
            number = keys.get(line.partition(b" ")[0])
            if number is None or not ((entry := read_line(line)).status or "").startswith("2"):
                continue
            if best is None or number < best[0] or (number == best[0] and entry.timestamp >= best[1]):
                best = number, entry.timestamp, entry
    return None if best is None else (best[2].url or "", page_time(best[1]))


def _describe(origin: Origin, files: int, handed: HandedOn) -> str:
    source = f", captured from {' '.join(origin.starts)}" if origin.starts else ""
    return f"{TITLE}{source}: {handed.stories} stories, {files} WARC files"


def _notes(indexed: Indexed, cuts: Mapping[str, Cut], handed: HandedOn, fixity: Mapping[str, str]) -> Iterator[str]:
    for name in indexed.still_open:
        yield f"{name} is not in it: it is still being written, or was left so; run the crawl again to finish it"
    # A file has its line in the manifest before it loses its `.open`.
    for name in sorted(set(fixity) - set(cuts) - {name.removesuffix(".open") for name in indexed.still_open}):
        yield f"{name} is not in it: {MANIFEST} knows it, but it is not in archive/"
    for name, cut in cuts.items():
        if cut.starts:
            yield f"{name} is in it without {cut.captures} captures of excluded addresses; archive/ still has them"
        if cut.orphans:
            yield f"{name}: {cut.orphans} revisits refer to captures that were left out, and cannot be replayed"
    if handed.elsewhere:
        yield f"{handed.elsewhere} records are not in it: their captures are in no finished WARC of this folder"
    if not handed.stories:
        yield "there are no stories in it; records/articles.jsonl is written when a crawl ends"
