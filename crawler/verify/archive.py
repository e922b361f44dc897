"""An archive folder, or files that somebody gives: which checks there are for what, and in which order."""

from __future__ import annotations

import sqlite3
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import IO, Final

from crawler.errors import ArchiveError, StorageError, WarcError
from crawler.exclusions import FILENAME, Exclusions
from crawler.verify.ledger import LedgerCheck
from crawler.verify.records import check_records, check_schema_file
from storage.checks import wacz
from storage.checks.catalogue import Catalogue
from storage.checks.cdxj import IndexCheck, nothing_excluded
from storage.checks.cdxj_blocks import check_blocks
from storage.checks.findings import Finding, Place, Rule, Severity
from storage.checks.links import check_links
from storage.checks.manifest import NAME, check_manifest
from storage.checks.pages import check_pages
from storage.checks.warc import FileCheck
from storage.package import FAULTS, Package

_WARC: Final = (".warc", ".warc.gz", ".arc", ".arc.gz")
_INDEX: Final = (".cdx", ".cdxj", ".cdx.gz", ".cdxj.gz")

_E, _I = Severity.ERROR, Severity.INFO
# fmt: off
READABLE: Final = Rule("readable", _E, "gsn-archive: docs/verify.md", "What is to be checked can be read.",
                       "mend its permissions, or get it again from its source")
NO_ARCHIVE: Final = Rule("is-archive", _E, "gsn-archive: docs/verify.md", "A given file is a WARC, ARC or WACZ.",
                         "give a .warc, .warc.gz, .arc or .wacz, or a folder with -d")
OPEN: Final = Rule("open-file", _I, "gsn-archive: docs/decisions.md", "No file is still being written.",
                   "nothing; when no crawl is running, the next one finishes the file")
DAMAGED: Final = Rule("damaged-file", _I, "gsn-archive: docs/decisions.md", "No damaged bytes were set aside.",
                      "nothing; these bytes were cut off after a crash, and what they held was fetched again")
EXCLUDED: Final = Rule("excluded-capture", _I, "gsn-archive: exclude.txt", "No capture is of an excluded address.",
                       "nothing; the WARC is kept as it is, the address is not handed on")
EXCLUSIONS: Final = Rule("exclusion-list", _E, "gsn-archive: exclude.txt", "Each line of exclude.txt is an address.",
                         "mend the line")
STRANGE: Final = Rule("strange-file", _I, "gsn-archive: docs/verify.md", "archive/ holds WARCs and their manifest.",
                      "nothing; the file was not checked")
# fmt: on
RULES: Final = (READABLE, NO_ARCHIVE, OPEN, DAMAGED, EXCLUDED, EXCLUSIONS, STRANGE)


class Verification:
    """One run of the checks. Findings come as they are found; the counts are right once they are through."""

    def __init__(self) -> None:
        self.files = 0
        self.records = 0
        self.counts: Counter[str] = Counter({severity.value: 0 for severity in Severity})
        self._hopeless = False

    @property
    def exit_code(self) -> int:
        if self._hopeless:
            return 3
        return 1 if self.counts["error"] else 0

    def folder(self, directory: Path) -> Iterator[Finding]:
        """Raises ArchiveError when there is no archive in the folder."""
        if not (directory / "archive").is_dir():
            raise ArchiveError("no archive here; give a folder that has archive/ in it", path=str(directory))
        return self._counted(self._folder(directory))

    def given(self, paths: Iterable[Path]) -> Iterator[Finding]:
        """Files as they are named: WARC and ARC files together with indexes of them, each WACZ for itself."""
        return self._counted(self._given(list(paths)))

    def _counted(self, findings: Iterator[Finding]) -> Iterator[Finding]:
        try:
            for finding in findings:
                self.counts[finding.severity.value] += 1
                yield finding
        except sqlite3.Error as error:
            raise StorageError(f"the temporary file of the checks cannot be used ({error}); free space") from error

    # -- files --------------------------------------------------------------------------------------

    def _given(self, named: list[Path]) -> Iterator[Finding]:
        folders = {path for path in named if path.is_dir()}
        for path in sorted(folders):
            self._hopeless = True
            yield NO_ARCHIVE.at(Place(str(path)), "this is a folder")
        paths = [path for path in named if path not in folders]
        with closing(Catalogue()) as catalogue:
            for path in paths:
                if not path.name.endswith(_INDEX) and not _is_zip(path):
                    yield from self._warc(path, str(path), path.name, catalogue, hopeless=True)
                    if path.suffix == ".open":
                        yield OPEN.at(Place(str(path)), "the file has not got its final name")
            yield from check_links(catalogue, collection=False)
            indexes = [path for path in paths if path.name.endswith(_INDEX)]
            yield from self._indexes(indexes, catalogue, nothing_excluded)
        for path in paths:
            if not path.name.endswith(_INDEX) and _is_zip(path):
                yield from self._package(path)

    def _warc(
        self, path: Path, place: str, name: str, catalogue: Catalogue, *, mending: bool = False, hopeless: bool = False
    ) -> Iterator[Finding]:
        try:
            with path.open("rb") as file:
                yield from self._contents(file, place, name, catalogue, mending=mending, hopeless=hopeless)
        except OSError as error:
            yield self._unreadable(place, error)

    def _contents(
        self, file: IO[bytes], place: str, name: str, catalogue: Catalogue, *,
        mending: bool = False, hopeless: bool = False,
    ) -> Iterator[Finding]:  # fmt: skip
        check = FileCheck(place, name, catalogue, mending=mending)
        self.files += 1
        try:
            yield from check.run(file)
        except WarcError as error:
            self._hopeless |= hopeless
            yield NO_ARCHIVE.at(Place(place), error.message)
        self.records += check.records

    def _unreadable(self, place: str, error: OSError) -> Finding:
        self._hopeless = True
        return READABLE.at(Place(place), f"cannot be read ({error.strerror or error})")

    def _indexes(self, paths: list[Path], catalogue: Catalogue, excluded: Callable[[str], bool]) -> Iterator[Finding]:
        if not paths:
            return
        check = IndexCheck(catalogue, excluded)
        for path in paths:
            self.files += 1
            try:
                with path.open("rb") as file:
                    yield from (check.run_gzipped if path.suffix == ".gz" else check.run)(file, str(path))
            except (OSError, EOFError, *FAULTS) as error:
                yield READABLE.at(Place(str(path)), f"cannot be read ({error})")
        yield from check.missing()

    # -- a package ----------------------------------------------------------------------------------

    def _package(self, path: Path) -> Iterator[Finding]:
        self.files += 1
        try:
            package = Package(path)
        except WarcError as error:
            yield wacz.ZIP.at(Place(str(path)), error.message)
            return
        with closing(package), closing(Catalogue()) as catalogue:
            if not package.entries or (path.suffix != ".wacz" and not _looks_like_wacz(package)):
                self._hopeless = True
                yield NO_ARCHIVE.at(Place(str(path)), "a ZIP file without archive/ and datapackage.json is no WACZ")
                return
            yield from wacz.check_layout(package)
            yield from wacz.check_list(package)
            for info in wacz.warcs(package):
                name = info.filename.rpartition("/")[2]
                yield from self._part(package, info, partial(self._contents, name=name, catalogue=catalogue))
            yield from check_links(catalogue, collection=True)
            yield from self._package_lists(package, catalogue)

    def _package_lists(self, package: Package, catalogue: Catalogue) -> Iterator[Finding]:
        indexes = wacz.indexes(package)
        check = IndexCheck(catalogue)
        for info in indexes:
            yield from self._part(package, info, check.run_gzipped if info.filename.endswith(".gz") else check.run)
        if indexes:
            yield from check.missing()
        for lines, index in wacz.block_lists(package):
            with package.open(index) as content:
                yield from self._part(package, lines, partial(check_blocks, index=content))
        for info in wacz.page_lists(package):
            yield from self._part(package, info, partial(check_pages, catalogue=catalogue))
        for info in package.entries:
            if info.filename.endswith("records/articles.jsonl"):
                yield from self._part(package, info, partial(check_records, catalogue=catalogue))

    def _part(
        self, package: Package, info: zipfile.ZipInfo, check: Callable[[IO[bytes], str], Iterator[Finding]]
    ) -> Iterator[Finding]:
        place = package.place(info.filename)
        try:
            with package.open(info) as file:
                yield from check(file, place)
        except FAULTS as error:
            yield wacz.ENTRY.at(Place(place), f"cannot be read ({error})")

    # -- a folder -----------------------------------------------------------------------------------

    def _folder(self, directory: Path) -> Iterator[Finding]:
        archive = directory / "archive"
        try:
            exclusions = Exclusions.read(directory)
        except StorageError as error:
            yield EXCLUSIONS.at(Place(str(directory / FILENAME)), error.message)
            exclusions = Exclusions()
        with closing(LedgerCheck(directory)) as ledger, closing(Catalogue()) as catalogue:
            for path in sorted(archive.iterdir()):
                try:
                    yield from self._in_archive(path, catalogue)
                except FileNotFoundError:
                    # A running crawl has just finished the file: it is read under its final name.
                    yield from self._in_archive(path.with_name(path.name.removesuffix(".open")), catalogue)
            yield from check_links(catalogue, collection=True)
            yield from self._guarded(archive / NAME, lambda: check_manifest(archive))
            yield from _excluded(catalogue, exclusions)
            indexes = sorted(p for p in _listed(directory / "indexes") if p.name.endswith(_INDEX))
            yield from self._indexes(indexes, catalogue, exclusions.covers)
            for path in (p for p in _listed(directory / "pages") if p.suffix == ".jsonl"):
                yield from self._list(path, partial(check_pages, catalogue=catalogue))
            yield from self._records(directory / "records", catalogue, exclusions)
            yield from ledger.run(catalogue)

    def _in_archive(self, path: Path, catalogue: Catalogue) -> Iterator[Finding]:
        name = path.name.removesuffix(".open")
        if path.name.endswith(".damaged"):
            yield DAMAGED.at(Place(str(path)), f"{path.stat().st_size} damaged bytes are kept here")
        elif name.endswith(_WARC):
            is_open = name != path.name
            if is_open:
                yield OPEN.at(Place(str(path)), "the file is still being written, or a crash left it so")
            if not is_open or path.stat().st_size:
                yield from self._warc(path, str(path), path.name, catalogue, mending=is_open)
        elif path.name != NAME:
            yield STRANGE.at(Place(str(path)), "a file that is no WARC lies in archive/")

    def _records(self, folder: Path, catalogue: Catalogue, exclusions: Exclusions) -> Iterator[Finding]:
        path = folder / "articles.jsonl"
        if path.exists():
            yield from self._list(path, partial(check_records, catalogue=catalogue, excluded=exclusions.covers))
            yield from self._guarded(folder / "schema.json", lambda: check_schema_file(folder / "schema.json"))

    def _list(self, path: Path, check: Callable[[IO[bytes], str], Iterator[Finding]]) -> Iterator[Finding]:
        self.files += 1
        try:
            with path.open("rb") as file:
                yield from check(file, str(path))
        except OSError as error:
            yield self._unreadable(str(path), error)

    def _guarded(self, path: Path, check: Callable[[], Iterator[Finding]]) -> Iterator[Finding]:
        try:
            yield from check()
        except OSError as error:
            yield self._unreadable(str(path), error)


def _excluded(catalogue: Catalogue, exclusions: Exclusions) -> Iterator[Finding]:
    if not exclusions:
        return
    covered = Counter(known.place for known in catalogue.captures() if exclusions.covers(known.uri))
    for place, count in covered.items():
        yield EXCLUDED.at(Place(place), f"{count} captures of excluded addresses are in it")


def _listed(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []


def _is_zip(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(4) in (b"PK\x03\x04", b"PK\x05\x06")
    except OSError:
        return False


def _looks_like_wacz(package: Package) -> bool:
    return any(info.filename.startswith("archive/") or info.filename == wacz.DATAPACKAGE for info in package.entries)
