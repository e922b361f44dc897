"""Where the captures of a page lie, by the ledger's table of captures."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from crawler.ledger_file import LedgerFile


@dataclass(frozen=True, slots=True)
class Place:
    """A record in a WARC file; `filename` without folder and `.open`."""

    record_id: str
    filename: str
    offset: int


class CapturePlaces:
    """The captures that one ledger knows. Raises StorageError when it cannot be read."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def of_page(self, key: str) -> tuple[Place, ...]:
        """Those of every address with this page key, in the order of their files. An exchange with another archive is
        no capture of the page; what was restored from it is."""
        own = self._ask(
            'SELECT record_id, filename, "offset" FROM captures'
            " WHERE url IN (SELECT url FROM addresses WHERE page_key = ? AND source = 'live')"
            ' ORDER BY filename, "offset"',
            key,
        )
        if not self._ask("SELECT '', name, 0 FROM sqlite_schema WHERE name = ?", "restored"):
            return own
        return own + self._ask(
            'SELECT record_id, filename, "offset" FROM captures'
            ' WHERE record_id IN (SELECT record_id FROM restored WHERE page_key = ?) ORDER BY filename, "offset"',
            key,
        )

    def named(self, record_id: str) -> Place | None:
        found = self._ask('SELECT record_id, filename, "offset" FROM captures WHERE record_id = ?', record_id)
        return found[0] if found else None

    def _ask(self, query: str, value: str) -> tuple[Place, ...]:
        with closing(LedgerFile(self._path, read_only=True)) as ledger:
            return tuple(Place(*row) for row in ledger.rows(query, value))
