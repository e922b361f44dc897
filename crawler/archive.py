"""One archive folder, open for a crawl: its lock, its WARCs, its ledger, and the order in which they become durable.

The WARC is the journal. A checkpoint makes the WARC durable first and the ledger after it, so after any
crash the ledger never knows of bytes that are not there; what the WARC holds beyond the last checkpoint is
entered by the next run through the same intake that a running crawl uses.
"""

from __future__ import annotations

import fcntl
import json
import logging
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import IO, Final

from crawler import __version__
from crawler.answers import read_answer
from crawler.errors import ArchiveError, StorageError, UsageError
from crawler.extract import EXTRACTOR_VERSION
from crawler.intake import Intake
from crawler.items import Capture, Reading
from crawler.ledger import Ledger, Seen
from crawler.options import CrawlOptions
from crawler.reread import read_warc
from crawler.scope import Scope
from storage.exchange import Exchange
from storage.readings import load_reading
from storage.warc_reader import captures
from storage.warc_writer import Repair, WarcWriter, finish_file, repair_tail

logger = logging.getLogger(__name__)

SERIES: Final = "GSN"
# A checkpoint costs two fsyncs: once a second, or after so many captures on a fast host.
CHECKPOINT_SECONDS: Final = 1.0
CHECKPOINT_CAPTURES: Final = 200
FOLDERS: Final = ("archive", "state", "records", "logs")


class Archive:
    """An open archive folder. Everything that a run writes goes through here; close it with `finish`."""

    def __init__(self, options: CrawlOptions, ledger: Ledger, lock: IO[str]) -> None:
        self.options = options
        self.ledger = ledger
        self.failure: StorageError | None = None
        self.interrupted = False
        self.captured_bytes = 0
        self.on_stop: Callable[[], None] = lambda: None
        self._lock = lock
        self._repairs: list[Repair] = []
        self._writer: WarcWriter | None = None
        self._unsaved = 0
        self._last_checkpoint = time.monotonic()

    # -- opening ------------------------------------------------------------------------------------

    @classmethod
    def open(cls, options: CrawlOptions) -> Archive:
        """Make or continue the folder. Raises UsageError when it holds something else or is in use."""
        directory = options.directory
        lock = _claim(directory)
        try:
            ledger = Ledger(directory / "state" / "ledger.sqlite")
            archive = cls(options, ledger, lock)
            archive._check_same_crawl()
            archive._recover()
        except BaseException:
            lock.close()
            raise
        return archive

    @property
    def scope(self) -> Scope:
        return self.options.scope

    @property
    def stopped(self) -> bool:
        return self.failure is not None or self.interrupted

    def _check_same_crawl(self) -> None:
        mine = {
            "source": "live",
            "starts": list(self.options.starts),
            "scope": [str(p) for p in self.scope.prefixes],
        }
        known = self.ledger.meta("crawl")
        if known is None:
            self.ledger.set_meta("crawl", json.dumps(mine))
        elif json.loads(known) != mine:
            old = json.loads(known)
            raise UsageError(
                f"this folder holds another crawl (source {old['source']}, start {' '.join(old['starts'])}, scope"
                f" {' '.join(old['scope'])}); continue that one, or give another folder with -d",
                path=str(self.options.directory),
            )

    def _recover(self) -> None:
        """Enter what an earlier run left: mend cut files, take in captures that the ledger does not know."""
        self.ledger.release_all(retry_failed=self.options.retry_failed)
        self.ledger.add(Seen(url, "seed", "", None) for url in self.options.starts)
        intake = Intake(self.ledger, self.scope, requisites=self.options.requisites, base_wait=self.options.delay)
        for found in self._warc_files():
            path = self._mend(found) if found.suffix == ".open" else found
            if path is not None and path.stat().st_size > self.ledger.durable_bytes(path.name):
                self._take_in(path, intake)
        self.ledger.commit()

    def _warc_files(self) -> list[Path]:
        folder = self.options.directory / "archive"
        return sorted(p for p in folder.iterdir() if p.name.removesuffix(".open").endswith(".warc.gz"))

    def _mend(self, path: Path) -> Path | None:
        repair = repair_tail(path)
        if repair is not None:
            logger.warning("%s: %s damaged bytes cut off and kept beside it", path, repair.damaged_bytes)
            self._repairs.append(repair)
        return finish_file(path)

    def _take_in(self, path: Path, intake: Intake) -> None:
        start = self.ledger.durable_bytes(path.name)
        for found in captures(path, start):
            if self.ledger.is_captured(found.capture.recordId):
                continue
            address = self.ledger.address(found.capture.targetUri)
            if address is None:
                self.ledger.note_capture(found.capture)
            else:
                intake.take(address, read_answer(found.block, found.capture, found.truncated), time.time())
        self.ledger.set_durable_bytes(path.name, path.stat().st_size)

    # -- writing ------------------------------------------------------------------------------------

    def keep(self, exchange: Exchange) -> Capture:
        """Write one exchange to the WARC, before anyone else sees it. Raises StorageError; then nothing was kept."""
        capture = self._open_writer().write_exchange(exchange)
        self.captured_bytes += capture.length
        self._unsaved += 1
        return capture

    def keep_failure(self, exchange: Exchange) -> None:
        """Write that a fetch brought no answer: absence is evidence too."""
        self._open_writer().write_failure(exchange)
        self._unsaved += 1

    def _open_writer(self) -> WarcWriter:
        if self._writer is None:
            self._writer = WarcWriter(self.options.directory / "archive", SERIES, self._warcinfo())
            settings = {
                **asdict(self.options),
                "directory": None,
                "scope": [str(p) for p in self.scope.prefixes],
            }
            body = json.dumps(settings, indent=1, default=str).encode()
            self._writer.write_resource("urn:gsn-archive:settings", "application/json", body)
        return self._writer

    def _warcinfo(self) -> dict[str, str]:
        options = self.options
        info = {
            "software": f"gsn-archive/{__version__}",
            "format": "WARC File Format 1.1",
            "conformsTo": "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
            "robots": "ignore" if options.ignore_robots else "classic",
            "http-header-user-agent": options.user_agent,
            "description": "Global Security Newswire, captured from " + " ".join(options.starts),
            "isPartOf": "gsn-archive",
        }
        if options.contact:
            info["operator"] = options.contact
        for repair in self._repairs:
            info["description"] += f"; {repair}"
        return info

    def checkpoint(self, *, force: bool = False) -> None:
        """Make durable what is new: the WARC, then the ledger. Cheap when it is not yet time."""
        due = time.monotonic() - self._last_checkpoint >= CHECKPOINT_SECONDS
        if self._writer is not None and (force or due or self._unsaved >= CHECKPOINT_CAPTURES):
            self._writer.sync()
            self.ledger.set_durable_bytes(self._writer.filename, self._writer.offset)
            self.ledger.commit()
            self._unsaved = 0
            self._last_checkpoint = time.monotonic()

    def stop(self, failure: StorageError) -> None:
        """The archive cannot be written: the run ends here, and what was written stays."""
        if self.failure is None:
            self.failure = failure
            logger.error("%s", failure)
            self.on_stop()

    # -- the records --------------------------------------------------------------------------------

    def readings(self) -> Iterator[Reading]:
        """What every captured page says: from the journal, or from the WARCs when another extractor wrote it."""
        if self.ledger.meta("extractor") in (None, EXTRACTOR_VERSION):
            for _, data in self.ledger.readings(EXTRACTOR_VERSION):
                yield load_reading(data)
        else:
            for path in self._warc_files():
                yield from read_warc(path)

    def note_extractor(self) -> None:
        """The records of this folder are from now on those of this extractor."""
        self.ledger.set_meta("extractor", EXTRACTOR_VERSION)

    def warc_names(self) -> tuple[str, ...]:
        return tuple(path.name for path in self._warc_files())

    # -- closing ------------------------------------------------------------------------------------

    def finish(self) -> None:
        """Close the WARC under its final name, make the ledger durable, let go of the folder."""
        try:
            if self._writer is not None:
                filename = self._writer.filename
                self._writer.close()
                self.ledger.set_durable_bytes(filename, (self.options.directory / "archive" / filename).stat().st_size)
            self.ledger.commit()
        except ArchiveError as error:
            if self.failure is None:
                raise
            logger.error("%s", error)
        finally:
            self.ledger.close()
            self._lock.close()


def _claim(directory: Path) -> IO[str]:
    """Make the folder and take its lock; one process at a time writes here."""
    try:
        for name in FOLDERS:
            (directory / name).mkdir(parents=True, exist_ok=True)
        if not (directory / "state" / "ledger.sqlite").exists() and any((directory / "archive").iterdir()):
            raise UsageError("there are files in archive/ but no ledger: not a folder of ours", path=str(directory))
        lock = (directory / "state" / "lock").open("w")
    except OSError as error:
        raise StorageError(
            f"cannot write here ({error.strerror}); give another folder with -d", path=str(directory)
        ) from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        lock.close()
        raise UsageError(
            "another process is working in this folder; wait for it to end", path=str(directory)
        ) from error
    lock.write(f"{os.getpid()}\n")
    lock.flush()
    return lock
