"""WACZ 1.1.1: a ZIP file of WARCs, their index, their pages and what else belongs to them, written in one pass.

Nothing is deflated: WARCs must not be, and the bytes of the rest then do not depend on the zlib that is at hand.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from crawler.errors import StorageError
from storage.durable import replacing
from storage.warc_cut import WHOLE, Cut, read_spans

VERSION: Final = "1.1.1"
# ZIP cannot say less; every member has it, so that the same parts give the same bytes.
_TIME: Final = (1980, 1, 1, 0, 0, 0)
_UNIX: Final = 3
_READABLE: Final = 0o100644 << 16


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a package: its path there, the file it comes from, and what of that is left out. `sha256` is what
    the fixity manifest says of the whole file."""

    path: str
    source: Path
    cut: Cut = WHOLE
    sha256: str | None = None

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        return tuple(self.cut.spans(self.source.stat().st_size))

    def pieces(self) -> Iterator[bytes]:
        """The bytes that go into the package. Raises StorageError."""
        return read_spans(self.source, self.spans)


@dataclass(frozen=True, slots=True)
class Resource:
    """A file in the package as its datapackage.json lists it. `sha256` in hex."""

    path: str
    sha256: str
    size: int

    def listed(self) -> dict[str, object]:
        name = self.path.rpartition("/")[2].lower()
        listed: dict[str, object] = {"name": name, "path": self.path}
        if name.endswith((".json", ".jsonl")):
            # Else frictionless, py-wacz's judge, takes records for a table whose columns never change their type,
            # and a JSON Schema for a schema of such a table.
            listed["type"] = "file"
        return {**listed, "hash": f"sha256:{self.sha256}", "bytes": self.size}


@dataclass(frozen=True, slots=True)
class Description:
    """What datapackage.json says of the whole. `latest` is a WARC-Date; the main page's date is one too."""

    title: str
    description: str
    latest: str
    software: str
    main_page: tuple[str, str] | None = None

    def listed(self) -> dict[str, object]:
        about: dict[str, object] = {
            "title": self.title,
            "description": self.description,
            "created": self.latest,
            "modified": self.latest,
            "software": self.software,
        }
        if self.main_page is not None:
            about["mainPageUrl"], about["mainPageDate"] = self.main_page
        return about


def write_wacz(output: Path, parts: Iterable[Part], about: Description) -> tuple[Resource, ...]:
    """Write the package beside `output` and put it in place when it is whole; returns what is in it.

    Raises StorageError; what stood at `output` is then as it was.
    """
    with replacing(output) as file, zipfile.ZipFile(file, "w") as package:
        resources = tuple(_add_part(package, part) for part in parts)
        listed = {"profile": "data-package", "wacz_version": VERSION, **about.listed()}
        listed["resources"] = [resource.listed() for resource in resources]
        manifest = _add_json(package, "datapackage.json", listed)
        _add_json(package, "datapackage-digest.json", {"path": manifest.path, "hash": f"sha256:{manifest.sha256}"})
    return resources


def _add_part(package: zipfile.ZipFile, part: Part) -> Resource:
    resource = _add(package, part.path, part.pieces(), sum(length for _, length in part.spans))
    if part.cut == WHOLE:
        check_fixity(part, resource.sha256)
    return resource


def check_whole(part: Part) -> None:
    """Read the whole file that a part is taken from and hold it against the manifest. Raises StorageError."""
    digester = hashlib.sha256()
    for piece in read_spans(part.source, WHOLE.spans(part.source.stat().st_size)):
        digester.update(piece)
    check_fixity(part, digester.hexdigest())


def check_fixity(part: Part, sha256: str) -> None:
    """Raises StorageError when the whole file, of this digest, is not the one that the manifest knows."""
    if part.sha256 not in (None, sha256):
        raise StorageError(
            "is not the file that manifest-sha256.txt knows; put a good copy in its place, then run again",
            path=str(part.source),
        )


def _add(package: zipfile.ZipFile, path: str, pieces: Iterable[bytes], size: int) -> Resource:
    info = zipfile.ZipInfo(path, _TIME)
    info.create_system = _UNIX
    info.external_attr = _READABLE
    # Known beforehand, it decides whether the member needs ZIP64.
    info.file_size = size
    digester = hashlib.sha256()
    with package.open(info, "w") as member:
        for piece in pieces:
            digester.update(piece)
            member.write(piece)
    return Resource(path, digester.hexdigest(), size)


def _add_json(package: zipfile.ZipFile, path: str, content: object) -> Resource:
    data = json.dumps(content, indent=2, ensure_ascii=False).encode()
    return _add(package, path, [data], len(data))
