"""An archive folder as a package for others: its WARCs, index, pages and records, in a WACZ file or a BagIt bag."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from crawler.contents import Contents, gather
from crawler.errors import StorageError, UsageError, WarcError
from crawler.indexing import index_folder
from storage.bag import write_bag
from storage.wacz import write_wacz


@dataclass(frozen=True, slots=True)
class Packed:
    """A package that was made: `description` says what is in it, `notes` what is not and why."""

    path: Path
    description: str
    notes: tuple[str, ...]


def pack_wacz(directory: Path, output: Path | None) -> Packed:
    """Write a WACZ file (default: DIR/<name of DIR>.wacz). Raises ArchiveError; nothing is then harmed or left."""
    target = output or directory / f"{directory.resolve().name}.wacz"
    if target.suffix != ".wacz":
        raise UsageError("a WACZ file's name ends in .wacz", path=str(target))
    with _contents(directory, target) as contents:
        write_wacz(target, contents.parts, contents.about)
    return Packed(target, contents.about.description, contents.notes)


def pack_bag(directory: Path, output: Path | None) -> Packed:
    """Write a BagIt bag (default: DIR/<name of DIR>-bag), a folder that is not there yet."""
    target = output or directory / f"{directory.resolve().name}-bag"
    if target.exists():
        raise UsageError("is there already; a bag needs a new folder, name one with -o", path=str(target))
    with _contents(directory, target) as contents:
        write_bag(target, contents.parts, _bag_info(contents))
    return Packed(target, contents.about.description, contents.notes)


@contextmanager
def _contents(directory: Path, target: Path) -> Iterator[Contents]:
    """What goes in. The parts that are made for the package lie beside it until it is written."""
    indexed = index_folder(directory)
    if indexed.problems:
        first, more = indexed.problems[0], len(indexed.problems) - 1
        also = f" (and {more} more)" if more else ""
        raise WarcError(f"{first}{also}; put a good copy in its place (see gsn-archive verify), then run again")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{target.name}.", dir=target.parent) as scratch:
            yield gather(directory, indexed, Path(scratch))
    except OSError as error:
        raise StorageError(
            f"cannot write ({error.strerror or error}); free space or mend permissions, then run again",
            path=str(target),
        ) from error


def _bag_info(contents: Contents) -> dict[str, str]:
    """The bag's own description. Its date is the archive's, so that the same archive gives the same bag."""
    about = contents.about
    info = {
        "External-Description": about.description,
        "Bagging-Date": about.latest[:10],
        "Bag-Software-Agent": about.software,
        "First-Capture": contents.earliest,
        "Last-Capture": about.latest,
    }
    if contents.origin.operator is not None:
        info["Contact-Name"] = contents.origin.operator
    return info
