"""The index of an archive folder: a sorted piece for each finished WARC, kept, and all of them merged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from crawler.errors import ArchiveError
from crawler.exclusions import Exclusions
from storage.cdxj import read_line
from storage.durable import make_folder, replacing
from storage.index_pieces import Piece, forget_gone, piece_of
from storage.sorting import merge_lines

INDEX: Final = Path("indexes") / "index.cdx"
PIECES: Final = Path("state") / "index"


@dataclass(frozen=True, slots=True)
class Indexed:
    """What an index was made from. `excluded` counts the lines that exclude.txt kept out, `still_open` names the
    files that are not finished and therefore not in it."""

    path: Path
    pieces: tuple[Piece, ...]
    entries: int
    excluded: int
    still_open: tuple[str, ...]

    @property
    def read(self) -> int:
        """How many files had to be read; of the others the piece was there."""
        return sum(piece.fresh for piece in self.pieces)

    @property
    def problems(self) -> tuple[str, ...]:
        """What could not be read, where and why; all else is in the index."""
        return tuple(problem for piece in self.pieces for problem in piece.about.problems)


def index_folder(directory: Path) -> Indexed:
    """Write indexes/index.cdx. Reads finished files only and takes no lock, so a running crawl goes on undisturbed.

    Raises ArchiveError when there is nothing to index, StorageError when something cannot be read or written.
    """
    warcs, still_open = _warc_files(directory)
    exclusions = Exclusions.read(directory)
    folder = directory / PIECES
    for needed in (folder, (directory / INDEX).parent):
        make_folder(needed)
    pieces = tuple(piece_of(warc, folder) for warc in warcs)
    counted = _Counted(exclusions)
    with replacing(directory / INDEX) as file:
        file.writelines(counted.kept(merge_lines([piece.lines() for piece in pieces], folder)))
    forget_gone(folder, directory / "archive")
    return Indexed(directory / INDEX, pieces, counted.entries, counted.excluded, still_open)


def _warc_files(directory: Path) -> tuple[list[Path], tuple[str, ...]]:
    """The finished WARC files, sorted by name, and the names of those that are still being written."""
    try:
        names = sorted(path.name for path in (directory / "archive").iterdir())
    except OSError as error:
        raise ArchiveError(
            f"no archive here ({error.strerror}); make one with gsn-archive crawl live … -d DIR", path=str(directory)
        ) from error
    finished = [directory / "archive" / name for name in names if name.endswith(".warc.gz")]
    still_open = tuple(name for name in names if name.endswith(".warc.gz.open"))
    if not finished:
        raise ArchiveError(
            "no finished WARC file in archive/; wait for the crawl to end, or run it again to finish what it left",
            path=str(directory),
        )
    return finished, still_open


class _Counted:
    """Lines on their way into the index: those of excluded addresses stay out, and both kinds are counted."""

    def __init__(self, exclusions: Exclusions) -> None:
        self._exclusions = exclusions
        self.entries = 0
        self.excluded = 0

    def kept(self, lines: Iterable[bytes]) -> Iterator[bytes]:
        for line in lines:
            if self._exclusions and self._exclusions.covers(read_line(line).url or ""):
                self.excluded += 1
                continue
            self.entries += 1
            yield line
