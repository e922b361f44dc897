"""A WACZ and its parts: what has to be there, what is listed, and that it is what the list says."""

from __future__ import annotations

import json
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from storage.checks.findings import Finding, Place, Rule, Severity, quoted
from storage.labelled import compute, encoding_of, read_digest
from storage.package import FAULTS, Package

DATAPACKAGE: Final = "datapackage.json"
DIGEST_FILE: Final = "datapackage-digest.json"
PAGES: Final = "pages/pages.jsonl"
_JSON: Final = 1 << 26
_WARC: Final = re.compile(r"archive/[^/]+\.w?arc(\.gz)?")
_INDEX: Final = re.compile(r"indexes/[^/]+\.(cdxj?(\.gz)?|idx)")
_PAGE_LIST: Final = re.compile(r"pages/[^/]+\.jsonl")
_INDEX_NAMES: Final = frozenset({"indexes/index.cdx", "indexes/index.cdx.gz", "indexes/index.idx"})
_AGAIN: Final = "make the package anew: gsn-archive pack"

_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO
# fmt: off
ZIP: Final = Rule("zip", _E, "WACZ 1.1.1, Zip Format", "The package is a whole ZIP file.",
                  "get the package again from its source")
ENTRY: Final = Rule("zip-entry", _E, "WACZ 1.1.1, Zip Format", "Every entry can be read and has its checksum.",
                    "get the package again from its source")
NAMES: Final = Rule("zip-names", _E, "WACZ 1.1.1, Zip Format", "No name is there twice or leads out of the package.",
                    _AGAIN)
EXTENSION: Final = Rule("wacz-extension", _W, "WACZ 1.1.1, Zip Format File Extension", "The file is named *.wacz.",
                        "rename it")
PARTS: Final = Rule("wacz-parts", _E, "WACZ 1.1.1, Directories and Files",
                    "There is a WARC in archive/, an index in indexes/, pages/pages.jsonl and datapackage.json.",
                    _AGAIN)
STORED: Final = Rule("wacz-stored", _E, "WACZ 1.1.1, Zip Compression", "What is gzipped is not deflated again.",
                     "make the package anew with these files stored; readers fetch records by their offsets")
PLAIN_STORED: Final = Rule("wacz-warc-stored", _W, "WACZ 1.1.1, Zip Compression", "WARCs are stored.",
                           "store them; readers fetch records by their offsets")
FOREIGN: Final = Rule("wacz-foreign-file", _E, "WACZ 1.1.1, Other files and directories",
                      "archive/ holds WARCs alone, indexes/ CDXJ, pages/ page lists.",
                      "move the file to a folder of its own")
INDEX_NAME: Final = Rule("wacz-index-name", _W, "WACZ 1.1.1, indexes", "The index is index.cdx or index.cdx.gz.",
                         "rename it; pywb and py-wacz look for these names")
LIST: Final = Rule("datapackage", _E, "WACZ 1.1.1, datapackage.json",
                   "datapackage.json is a JSON object with profile, wacz_version and resources.", _AGAIN)
RESOURCE: Final = Rule("datapackage-resource", _E, "WACZ 1.1.1, datapackage.json",
                       "A resource has a name, a path that is there, a hash and bytes.", _AGAIN)
HASH: Final = Rule("datapackage-hash", _E, "WACZ 1.1.1, datapackage.json", "Hash and bytes are those of the file.",
                   "get the package again from its source, or make it anew")
UNLISTED: Final = Rule("datapackage-unlisted", _E, "WACZ 1.1.1, Other files and directories",
                       "Every file is listed in datapackage.json.", _AGAIN)
TIMES: Final = Rule("datapackage-times", _W, "WACZ 1.1.1, datapackage.json", "created and modified are RFC 3339 times.",
                    "write YYYY-MM-DDThh:mm:ssZ")
NO_DIGEST: Final = Rule("datapackage-digest-missing", _W, "WACZ 1.1.1, datapackage-digest.json",
                        "datapackage-digest.json is there.", _AGAIN)
DIGEST: Final = Rule("datapackage-digest", _E, "WACZ 1.1.1, datapackage-digest.json",
                     "datapackage-digest.json holds the path and the hash of datapackage.json.",
                     "get the package again from its source, or make it anew")
# fmt: on
RULES: Final = (
    ZIP,
    ENTRY,
    NAMES,
    EXTENSION,
    PARTS,
    STORED,
    PLAIN_STORED,
    FOREIGN,
    INDEX_NAME,
    LIST,
    RESOURCE,
    HASH,
    UNLISTED,
    TIMES,
    NO_DIGEST,
    DIGEST,
)  # fmt: skip
_TIME: Final = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)")


def warcs(package: Package) -> list[zipfile.ZipInfo]:
    return sorted((one for one in package.entries if _WARC.fullmatch(one.filename)), key=lambda one: one.filename)


def indexes(package: Package) -> list[zipfile.ZipInfo]:
    """The CDXJ files; an `.idx` beside a gzipped one only leads into it."""
    return [one for one in package.entries if _INDEX.fullmatch(one.filename) and not one.filename.endswith(".idx")]


def block_lists(package: Package) -> list[tuple[zipfile.ZipInfo, zipfile.ZipInfo]]:
    """Each `.idx` with the gzipped index of the same name."""
    pairs = ((one, package.named(f"{one.filename.removesuffix('.idx')}.cdx.gz")) for one in package.entries)
    return [(one, index) for one, index in pairs if index is not None and one.filename.endswith(".idx")]


def page_lists(package: Package) -> list[zipfile.ZipInfo]:
    return [one for one in package.entries if _PAGE_LIST.fullmatch(one.filename)]


def check_layout(package: Package) -> Iterator[Finding]:
    """Which files there are, under which names, in which way."""
    whole = Place(str(package.path))
    if package.path.suffix != ".wacz":
        yield EXTENSION.at(whole, f"the package is named {quoted(package.path.name)}")
    for what, there in (
        ("WARC in archive/", warcs(package)),
        ("CDXJ in indexes/", indexes(package)),
        (PAGES, package.named(PAGES)),
        (DATAPACKAGE, package.named(DATAPACKAGE)),
    ):
        if not there:
            yield PARTS.at(whole, f"no {what}")
    names = Counter(info.filename for info in package.entries)
    for name, count in names.items():
        if count > 1 or name.startswith("/") or ".." in name.split("/"):
            yield NAMES.at(whole, f"{quoted(name)} is there {count} times" if count > 1 else f"the name {quoted(name)}")
    for info in package.entries:
        yield from _one_file(package, info)


def _one_file(package: Package, info: zipfile.ZipInfo) -> Iterator[Finding]:
    name, place = info.filename, Place(package.place(info.filename))
    deflated = info.compress_type != zipfile.ZIP_STORED
    if deflated and name.startswith(("archive/", "indexes/")) and name.endswith(".gz"):
        yield STORED.at(place, "a gzipped file is deflated again")
    elif deflated and _WARC.fullmatch(name):
        yield PLAIN_STORED.at(place, "a WARC is deflated")
    folder = name.partition("/")[0] + "/"
    known = {"archive/": _WARC, "indexes/": _INDEX, "pages/": _PAGE_LIST}.get(folder)
    if known is not None and not known.fullmatch(name):
        yield FOREIGN.at(place, f"{quoted(name)} does not belong there")
    elif folder == "indexes/" and name not in _INDEX_NAMES:
        yield INDEX_NAME.at(place, f"an index named {quoted(name)}")


def check_list(package: Package) -> Iterator[Finding]:
    """datapackage.json against the files, and datapackage-digest.json against datapackage.json. Reads every byte."""
    info = package.named(DATAPACKAGE)
    place = Place(package.place(DATAPACKAGE))
    data = None
    if info is not None:
        try:
            data = _object(package.read(info, _JSON))
        except FAULTS as error:
            yield LIST.at(place, f"cannot be read ({error})")
    if isinstance(data, str):
        yield LIST.at(place, data)
    listed: dict[str, dict[str, Any]] = {}
    if isinstance(data, dict):
        yield from _properties(data, place)
        yield from _resources(data, place, listed)
        for path in listed:
            if package.named(path) is None:
                yield RESOURCE.at(place, f"{quoted(path)} is listed and not there")
    for one in package.entries:
        yield from _content(package, one, listed, checked=isinstance(data, dict))
    yield from _digest(package)


def _object(data: bytes) -> dict[str, Any] | str:
    try:
        value = json.loads(data)
    except (ValueError, RecursionError) as error:
        return f"no JSON ({str(error)[:100]})"
    return value if isinstance(value, dict) else "no JSON object"


def _properties(data: dict[str, Any], place: Place) -> Iterator[Finding]:
    draft = data.get("profile") == "wacz"
    if data.get("profile") not in ("data-package", "wacz"):
        yield LIST.at(place, f"profile is {quoted(str(data.get('profile')))}, not data-package")
    if not draft and not isinstance(data.get("wacz_version"), str):
        yield LIST.at(place, "no wacz_version")
    for name in ("created", "modified", "mainPageDate"):
        value = data.get(name)
        if value is not None and not (isinstance(value, str) and _TIME.fullmatch(value)):
            yield TIMES.at(place, f"{name} is {quoted(str(value))}")


def _resources(data: dict[str, Any], place: Place, listed: dict[str, dict[str, Any]]) -> Iterator[Finding]:
    resources = data.get("resources")
    if not isinstance(resources, list):
        yield LIST.at(place, "no list of resources")
        return
    for number, one in enumerate(resources):
        path = one.get("path") if isinstance(one, dict) else None
        if not isinstance(one, dict) or not isinstance(path, str):
            yield RESOURCE.at(place, f"resource {number} has no path")
            continue
        if path in listed:
            yield RESOURCE.at(place, f"{quoted(path)} is listed twice")
        missing = [name for name in ("name", "hash", "bytes") if name not in one]
        if missing:
            yield RESOURCE.at(place, f"{quoted(path)} has no {', '.join(missing)}")
        listed[path] = one


def _content(
    package: Package, info: zipfile.ZipInfo, listed: dict[str, dict[str, Any]], *, checked: bool
) -> Iterator[Finding]:
    """Read an entry whole, which compares its checksum too, and hold it against its line in the list."""
    place = Place(package.place(info.filename))
    one = listed.get(info.filename, {})
    stated = read_digest(str(one.get("hash", "")))
    try:
        size, digests = compute(package.pieces(info), [] if isinstance(stated, str) else [stated.algorithm])
    except FAULTS as error:
        yield ENTRY.at(place, f"cannot be read whole ({error})")
        return
    if info.filename in (DATAPACKAGE, DIGEST_FILE):
        return
    if checked and info.filename not in listed:
        yield UNLISTED.at(place, f"{quoted(info.filename)} is not listed in {DATAPACKAGE}")
    if "bytes" in one and one["bytes"] != size:
        yield HASH.at(place, f"listed with {quoted(str(one['bytes']))} bytes, it has {size}")
    if "hash" in one:
        yield from _hash(str(one["hash"]), digests, place)


def _hash(value: str, digests: dict[str, bytes], place: Place) -> Iterator[Finding]:
    stated = read_digest(value)
    if isinstance(stated, str):
        yield RESOURCE.at(place, f"{quoted(value)} is no hash of the form sha256:…")
    elif encoding_of(stated.value, digests[stated.algorithm]) is None:
        yield HASH.at(place, f"listed with {value}, computed is {stated.algorithm}:{digests[stated.algorithm].hex()}")


def _digest(package: Package) -> Iterator[Finding]:
    info, list_info = package.named(DIGEST_FILE), package.named(DATAPACKAGE)
    if info is None:
        yield NO_DIGEST.at(Place(str(package.path)), f"no {DIGEST_FILE}")
        return
    place = Place(package.place(DIGEST_FILE))
    try:
        data = _object(package.read(info, _JSON))
        whole = package.read(list_info, _JSON) if list_info else b""
    except FAULTS as error:
        yield DIGEST.at(place, f"cannot be read ({error})")
        return
    if isinstance(data, str):
        yield DIGEST.at(place, data)
        return
    stated = read_digest(str(data.get("hash", "")))
    if data.get("path") != DATAPACKAGE:
        yield DIGEST.at(place, f"path is {quoted(str(data.get('path')))}, not {DATAPACKAGE}")
    if isinstance(stated, str):
        yield DIGEST.at(place, f"hash is {quoted(str(data.get('hash')))}")
    elif encoding_of(stated.value, compute([whole], [stated.algorithm])[1][stated.algorithm]) is None:
        yield DIGEST.at(place, f"the hash is {stated.algorithm}:{stated.value}, that of {DATAPACKAGE} is another")
