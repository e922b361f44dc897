"""manifest-sha256.txt against the files beside it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from storage.checks.findings import Finding, Place, Rule, Severity, quoted

NAME: Final = "manifest-sha256.txt"
_LINE: Final = re.compile(r"([0-9a-f]{64}) [ *](.+)")

_E, _W = Severity.ERROR, Severity.WARNING
# fmt: off
LINE: Final = Rule("manifest-line", _E, "RFC 8493 §2.1.3", "A line is a SHA-256 in hexadecimal, two blanks and a name.",
                   "write the line anew: sha256sum FILE")
GONE: Final = Rule("manifest-file", _E, "RFC 8493 §3", "Every file of the manifest is there.",
                   "get the file back from a copy")
FIXITY: Final = Rule("manifest-fixity", _E, "RFC 8493 §3", "Every file has the SHA-256 of the manifest.",
                     "get the file back from a copy: its bytes have changed since it was finished")
UNLISTED: Final = Rule("manifest-unlisted", _E, "gsn-archive: docs/decisions.md", "Every finished file is listed.",
                       "when the file is known to be good, add it: sha256sum FILE >> manifest-sha256.txt")
TWICE: Final = Rule("manifest-twice", _W, "RFC 8493 §2.1.3", "No file is listed twice.", "keep one of the lines")
# fmt: on
RULES: Final = (LINE, GONE, FIXITY, UNLISTED, TWICE)


def check_manifest(folder: Path) -> Iterator[Finding]:
    """Every line of a folder's manifest, and every finished WARC file that is in none."""
    path = folder / NAME
    listed: dict[str, str] = {}
    if path.exists():
        yield from _read(path, listed)
    for name, digest in listed.items():
        yield from _compare(path, folder / name, digest)
    for file in sorted(folder.iterdir()):
        if file.name.endswith((".warc.gz", ".warc")) and file.name not in listed:
            yield UNLISTED.at(Place(str(file)), f"the file is not in {NAME}")


def _read(path: Path, listed: dict[str, str]) -> Iterator[Finding]:
    for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
        match = _LINE.fullmatch(line)
        place = Place(str(path))
        if match is None or "/" in match[2] or match[2] in (".", ".."):
            yield LINE.at(place, f"line {number}: {quoted(line)} is no line of a manifest")
        elif match[2] in listed:
            yield TWICE.at(place, f"line {number}: {quoted(match[2])} is listed before")
        else:
            listed[match[2]] = match[1]


def _compare(path: Path, file: Path, digest: str) -> Iterator[Finding]:
    # A file gets its line before it gets its final name: a crash in between is mended by the next run.
    if not file.is_file() and file.with_name(f"{file.name}.open").is_file():
        return
    if not file.is_file():
        yield GONE.at(Place(str(path)), f"{quoted(file.name)} is listed and not there")
        return
    with file.open("rb") as content:
        computed = hashlib.file_digest(content, "sha256").hexdigest()
    if computed != digest:
        yield FIXITY.at(Place(str(file)), f"the manifest has {digest}, computed is {computed}")
