"""Where the captures of a page lie, by the ledger's table of captures."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from crawler.errors import StorageError


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
        """Those of every address with this page key, in the order of their files."""
        return self._ask(
            'SELECT record_id, filename, "offset" FROM captures'
            ' WHERE url IN (SELECT url FROM addresses WHERE page_key = ?) ORDER BY filename, "offset"',
            key,
        )

    def named(self, record_id: str) -> Place | None:
        return next(
            iter(self._ask('SELECT record_id, filename, "offset" FROM captures WHERE record_id = ?', record_id)), None
        )

    def _ask(self, query: str, value: str) -> tuple[Place, ...]:
        with self._open() as db:
            return tuple(Place(*row) for row in db.execute(query, (value,)))

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(f"{self._path.absolute().as_uri()}?mode=ro", uri=True)) as db:
                yield db
        except sqlite3.Error as error:
            raise StorageError(f"the ledger cannot be read ({error})", path=str(self._path)) from error
