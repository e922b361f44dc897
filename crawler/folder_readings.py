"""What the captured pages of a folder say: as the ledger's journal has it, or read anew by a newer extractor."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from crawler.errors import WarcError
from crawler.extract import EXTRACTOR_VERSION
from crawler.items import Reading
from crawler.ledger import Ledger
from crawler.recovery import warc_files
from crawler.reread import read_files
from storage.readings import load_reading


def folder_readings(directory: Path, ledger: Ledger, covers: Callable[[str], bool]) -> Iterator[Reading]:
    """Those of addresses that an exclusion `covers` are left out. Raises WarcError when a file has to be read anew and
    is damaged."""
    is_ours = ledger.meta("extractor") in (None, EXTRACTOR_VERSION)
    readings = map(load_reading, ledger.journal.readings(EXTRACTOR_VERSION)) if is_ours else _read_anew(directory)
    yield from (reading for reading in readings if not covers(reading.url))


def _read_anew(directory: Path) -> Iterator[Reading]:
    for result in read_files(warc_files(directory)):
        if result.problems:
            raise WarcError(result.problems[0])
        yield from result.readings


def note_extractor(ledger: Ledger) -> None:
    """The records of this folder are from now on those of this extractor."""
    ledger.set_meta("extractor", EXTRACTOR_VERSION)
