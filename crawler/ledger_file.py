"""The SQLite file under the ledger: its tables, when it is durable, and its failures as errors with a place."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from crawler.errors import StorageError

# Counts up when a table changes, so that an older file is never read as if it were a newer one.
SCHEMA_VERSION: Final = 3

_SCHEMA: Final = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE addresses (
  id INTEGER PRIMARY KEY,
  url TEXT NOT NULL UNIQUE,
  page_key TEXT NOT NULL,
  host TEXT NOT NULL,
  kind TEXT NOT NULL,
  source TEXT NOT NULL,
  state TEXT NOT NULL,
  reason TEXT,
  hops TEXT NOT NULL,
  via TEXT,
  priority INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  not_before REAL NOT NULL DEFAULT 0,
  status INTEGER,
  record_id TEXT,
  page_kind TEXT,
  captured_at TEXT,
  original TEXT,
  etag TEXT,
  last_modified TEXT
);
CREATE INDEX addresses_by_turn ON addresses (source, state, host, priority, id);
CREATE INDEX addresses_by_key ON addresses (page_key);
-- A retry that waits is the exception: the clock is asked of these alone.
CREATE INDEX addresses_waiting ON addresses (not_before) WHERE state = 'pending' AND not_before > 0;
CREATE TABLE captures (
  record_id TEXT PRIMARY KEY,
  url TEXT NOT NULL,
  filename TEXT NOT NULL,
  "offset" INTEGER NOT NULL,
  length INTEGER NOT NULL,
  date TEXT NOT NULL,
  status INTEGER NOT NULL,
  digest TEXT,
  refers_to TEXT,
  framing TEXT
) WITHOUT ROWID;
CREATE INDEX captures_by_url ON captures (url);
-- What a revisit may refer to: a whole answer that is no error and no revisit itself.
CREATE INDEX captures_by_digest ON captures (digest, status) WHERE refers_to IS NULL AND digest IS NOT NULL;
CREATE TABLE readings (record_id TEXT PRIMARY KEY, extractor TEXT NOT NULL, reading BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE files (filename TEXT PRIMARY KEY, durable INTEGER NOT NULL) WITHOUT ROWID;
"""


class LedgerFile:
    """One open ledger. Nothing is durable before `commit`, so that the caller can make the WARC durable first.

    Every method raises StorageError when SQLite cannot do what it was asked for. After the first such failure all
    others are refused: SQLite may have rolled the transaction back, and what came after it would be durable alone.
    """

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self.path = path
        self._failure: StorageError | None = None
        mode = "ro" if read_only else "rwc"
        try:
            self._db = sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None)
            self._db.row_factory = sqlite3.Row
            if not read_only:
                self._db.execute("PRAGMA journal_mode=WAL")
                # FULL: a commit that returned survives a power cut; commits are few (one a checkpoint).
                self._db.execute("PRAGMA synchronous=FULL")
                self._make_tables()
            self._check_version()
            if not read_only:
                self._db.execute("BEGIN")
        except sqlite3.Error as error:
            raise StorageError(
                f"the ledger cannot be opened ({error}); free space or mend permissions, then run the command again; a"
                " damaged one can be moved away: the next crawl makes it anew from the WARC files",
                path=str(path),
            ) from error

    def _make_tables(self) -> None:
        if self._db.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0] == 0:
            self._db.executescript(f"BEGIN; {_SCHEMA} PRAGMA user_version = {SCHEMA_VERSION}; COMMIT;")

    def _check_version(self) -> None:
        version = self._db.execute("PRAGMA user_version").fetchone()[0]
        if version != SCHEMA_VERSION:
            raise StorageError(
                f"the ledger is of form {version}, this program reads form {SCHEMA_VERSION}; go on with the version"
                " that made it, or move the ledger away and the next crawl makes it anew from the WARC files",
                path=str(self.path),
            )

    def run(self, sql: str, *values: object) -> sqlite3.Cursor:
        self._check()
        try:
            return self._db.execute(sql, values)
        except sqlite3.Error as error:
            raise self._failed(error) from error

    def row(self, sql: str, *values: object) -> Any:
        """The first row, or None."""
        return next(self.rows(sql, *values), None)

    def rows(self, sql: str, *values: object) -> Iterator[Any]:
        self._check()
        try:
            yield from self._db.execute(sql, values)
        except sqlite3.Error as error:
            raise self._failed(error) from error

    def commit(self) -> None:
        self.run("COMMIT")
        self.run("BEGIN")

    def close(self) -> None:
        """Forget what was not committed, close the file."""
        self._db.close()

    def _check(self) -> None:
        if self._failure is not None:
            raise self._failure

    def _failed(self, error: sqlite3.Error) -> StorageError:
        self._failure = StorageError(
            f"the ledger cannot be used ({error}); free space or mend permissions, then run the command again",
            path=str(self.path),
        )
        return self._failure
