"""A BagIt bag (RFC 8493) of a package's parts, through the `bagit` library, an optional extra."""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from types import ModuleType

from crawler.errors import ArchiveError, StorageError
from storage.durable import sync_folder
from storage.wacz import Part, check_fixity
from storage.warc_cut import WHOLE


def write_bag(output: Path, parts: Iterable[Part], info: Mapping[str, str]) -> None:
    """Make the bag beside `output`, a folder that is not there yet, and put it in place when it is whole.

    Files go in as hard links where they can, for they never change; else as copies. Raises ArchiveError when the
    library is missing, StorageError when the bag cannot be written; nothing is then left of it.
    """
    library = _library()
    temporary = output.with_name(f".{output.name}.{os.getpid()}.new")
    placed = tuple(parts)
    try:
        temporary.mkdir(parents=True)
        for part in placed:
            _place(part, temporary / part.path)
        with _silent():
            bag = library.make_bag(str(temporary), dict(info), checksums=["sha256"])
        for part in placed:
            if part.cut == WHOLE:
                check_fixity(part, bag.entries[f"data/{part.path}"]["sha256"])
        _sync(temporary)
        temporary.rename(output)
        sync_folder(output.parent)
    except (OSError, library.BagError) as error:
        raise StorageError(f"the bag cannot be written ({error})", path=str(output)) from error
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _library() -> ModuleType:
    try:
        return import_module("bagit")
    except ImportError as error:
        raise ArchiveError("a bag needs the bagit library: pip install 'gsn-archive[bag]', then run again") from error


def _place(part: Part, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if part.cut == WHOLE and part.path.startswith("archive/"):
        try:
            os.link(part.source, path)
        except OSError:
            # Another file system, or one without links.
            pass
        else:
            return
    with path.open("wb") as file:
        file.writelines(part.pieces())


@contextmanager
def _silent() -> Iterator[None]:
    """The library logs its errors with tracebacks before it raises them; one line of ours is enough."""
    logger = logging.getLogger("bagit")
    before = logger.disabled
    logger.disabled = True
    try:
        yield
    finally:
        logger.disabled = before


def _sync(folder: Path) -> None:
    for place, _, names in os.walk(folder):
        for name in names:
            with (Path(place) / name).open("rb") as file:
                os.fsync(file.fileno())
        sync_folder(Path(place))
