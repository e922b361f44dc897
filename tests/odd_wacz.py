"""Makes a WACZ of the good WARC file, and lets one thing in it be wrong. The index is cdxj-indexer's."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from cdxj_indexer.main import CDXJIndexer

from tests.odd_warcs import DATE, FILENAME, URI, good, packed

WARC = f"archive/{FILENAME}"
INDEX = "indexes/index.cdx"
PAGES = "pages/pages.jsonl"
HEADER = {"format": "json-pages-1.0", "id": "pages", "title": "All"}


def sha256(data: bytes) -> str:
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def index_of(data: bytes) -> bytes:
    """The CDXJ of a WARC file as cdxj-indexer writes it."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / FILENAME
        path.write_bytes(data)
        output = Path(folder) / "index"
        CDXJIndexer(str(output), [str(path)], sort=True).process_all()
        return output.read_bytes()


def _lines(*items: dict[str, Any]) -> bytes:
    return b"".join(json.dumps(item).encode() + b"\n" for item in items)


@dataclass
class Parts:
    """The files of a package; `listed` changes datapackage.json before it is written, `sealed` the digest."""

    files: dict[str, bytes] = field(default_factory=dict)
    deflated: set[str] = field(default_factory=set)
    twice: set[str] = field(default_factory=set)
    listed: Callable[[dict[str, Any]], None] = lambda data: None
    sealed: Callable[[dict[str, Any]], None] = lambda data: None

    def render(self) -> bytes:
        resources = [
            {
                "name": n.rpartition("/")[2],
                "path": n,
                "hash": f"sha256:{hashlib.sha256(d).hexdigest()}",
                "bytes": len(d),
            }
            for n, d in self.files.items()
        ]
        data: dict[str, Any] = {"profile": "data-package", "wacz_version": "1.1.1", "resources": resources}
        self.listed(data)
        text = data.get("as it stands") or json.dumps(data).encode()
        digest = {"path": "datapackage.json", "hash": sha256(text)}
        self.sealed(digest)
        output = io.BytesIO()
        with zipfile.ZipFile(output, "w") as package:
            for name, content in self.files.items():
                method = zipfile.ZIP_DEFLATED if name in self.deflated else zipfile.ZIP_STORED
                package.writestr(name, content, method)
            if "leave out" not in data:
                package.writestr("datapackage.json", text)
            if digest:
                package.writestr("datapackage-digest.json", json.dumps(digest))
            for name in self.twice:
                package.writestr(name, self.files[name])
        return output.getvalue()


def good_parts() -> Parts:
    warc = packed(good())
    page = {"url": URI, "ts": DATE[:19] + "Z", "title": "Invented"}
    return Parts({WARC: warc, INDEX: index_of(warc), PAGES: _lines(HEADER, page)})


def page_list(*items: dict[str, Any]) -> bytes:
    return _lines(*items)
