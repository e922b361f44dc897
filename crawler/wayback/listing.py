"""What another archive says it holds, kept in the ledger: a stopped run goes on in the middle of a listing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

from crawler.urls import page_key
from crawler.wayback.lines import Line

SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS listed (
  id INTEGER PRIMARY KEY,
  page_key TEXT NOT NULL,
  urlkey TEXT NOT NULL,
  timestamp TEXT NOT NULL,
  original TEXT NOT NULL,
  mime TEXT NOT NULL,
  status INTEGER,
  digest TEXT NOT NULL,
  length INTEGER,
  filename TEXT,
  "offset" INTEGER,
  replay_url TEXT
);
CREATE UNIQUE INDEX IF NOT EXISTS listed_once ON listed (page_key, timestamp, original, digest);
CREATE INDEX IF NOT EXISTS listed_by_replay ON listed (replay_url) WHERE replay_url IS NOT NULL;
CREATE TABLE IF NOT EXISTS listings (
  url TEXT PRIMARY KEY, lines INTEGER NOT NULL, new INTEGER NOT NULL, junk INTEGER NOT NULL, first_junk TEXT
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS unchosen (page_key TEXT PRIMARY KEY, reason TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS restored (
  record_id TEXT PRIMARY KEY, evidence_id TEXT NOT NULL, replay_url TEXT NOT NULL,
  url TEXT NOT NULL, date TEXT NOT NULL, listed TEXT, found TEXT NOT NULL, verdict TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS restored_by_url ON restored (url, date);
"""
_LINE: Final = 'urlkey, timestamp, original, mime, status, digest, length, filename, "offset"'


@dataclass(frozen=True, slots=True)
class Tally:
    """What one answer of a listing held: `lines` in all, `new` ones, `junk`, and the first junk line for the report."""

    lines: int
    new: int
    junk: int
    first_junk: str | None = None


@dataclass(frozen=True, slots=True)
class Restoration:
    """A restored record and the evidence it was made from. `date` is the original's, as in the WARC; `verdict` says
    how the payload's digest agrees with the listed one."""

    record_id: str
    evidence_id: str
    replay_url: str
    url: str
    date: str
    listed: str | None
    found: str
    verdict: str


class Listing:
    """The ledger's tables about another archive. Uses the ledger's connection: both become durable together."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    # -- lines come in ------------------------------------------------------------------------------

    def add(self, line: Line, replay_url: str | None = None) -> bool:
        """True when the line was not known."""
        values = (
            page_key(line.original), line.urlkey, line.timestamp, line.original, line.mime, line.status,
            line.digest or "", line.length, line.filename, line.offset, replay_url,
        )  # fmt: skip
        marks = ",".join("?" * len(values))
        columns = f"page_key, {_LINE}, replay_url"
        return self._db.execute(f"INSERT OR IGNORE INTO listed ({columns}) VALUES ({marks})", values).rowcount > 0

    def note(self, url: str, tally: Tally) -> None:
        """An answer was read whole."""
        values = (url, tally.lines, tally.new, tally.junk, tally.first_junk)
        self._db.execute("INSERT OR REPLACE INTO listings VALUES (?,?,?,?,?)", values)

    # -- what is listed -----------------------------------------------------------------------------

    def pages(self) -> Iterator[tuple[str, tuple[Line, ...]]]:
        """Every page with its lines, ordered by page key; one page in memory at a time."""
        rows = self._db.execute(f"SELECT page_key, {_LINE} FROM listed ORDER BY page_key, timestamp, original, digest")
        for key, group in groupby(rows, key=lambda row: row["page_key"]):
            yield key, tuple(_line(row) for row in group)

    def lines_of(self, key: str) -> tuple[Line, ...]:
        rows = self._db.execute(
            f"SELECT {_LINE} FROM listed WHERE page_key = ? ORDER BY timestamp, original, digest", (key,)
        )
        return tuple(_line(row) for row in rows)

    def line(self, timestamp: str, original: str) -> Line | None:
        """The listed line of a capture; with several of one second, the one that was listed first."""
        row = self._db.execute(
            f"SELECT {_LINE} FROM listed WHERE page_key = ? AND timestamp = ? AND original = ? ORDER BY id LIMIT 1",
            (page_key(original), timestamp, original),
        ).fetchone()
        return _line(row) if row else None

    def nearest(self, original: str, timestamp: str) -> Line | None:
        """The capture of a page closest in time that did not end as an error; None when none is listed."""
        usable = [line for line in self.lines_of(page_key(original)) if line.status in (None, 200)]
        return min(usable, key=lambda line: abs(int(line.timestamp) - int(timestamp)), default=None)

    def replay_url(self, line: Line) -> str | None:
        """Where a TimeMap says that a capture is replayed; None for listings that say nothing of it."""
        row = self._db.execute(
            "SELECT replay_url FROM listed WHERE page_key = ? AND timestamp = ? AND original = ?",
            (page_key(line.original), line.timestamp, line.original),
        ).fetchone()
        return row["replay_url"] if row else None

    # -- what is not fetched, and why ---------------------------------------------------------------

    def leave_out(self, reasons: Iterable[tuple[str, str]]) -> None:
        self._db.execute("DELETE FROM unchosen")
        self._db.executemany("INSERT OR REPLACE INTO unchosen VALUES (?,?)", reasons)

    # -- what was restored --------------------------------------------------------------------------

    def note_restored(self, one: Restoration) -> None:
        values = (
            one.record_id, one.evidence_id, one.replay_url, one.url, one.date, one.listed, one.found, one.verdict,
        )  # fmt: skip
        self._db.execute("INSERT OR REPLACE INTO restored VALUES (?,?,?,?,?,?,?,?)", values)

    def restored(self, url: str, date: str, found: str) -> Restoration | None:
        """The same capture, restored before: same address, same time, same payload."""
        row = self._db.execute(
            "SELECT * FROM restored WHERE url = ? AND date = ? AND found = ? LIMIT 1", (url, date, found)
        ).fetchone()
        return Restoration(*row) if row else None

    def mismatches(self, verdict: str) -> tuple[Restoration, ...]:
        rows = self._db.execute("SELECT * FROM restored WHERE verdict = ? ORDER BY url, date", (verdict,))
        return tuple(Restoration(*row) for row in rows)

    # -- the books ----------------------------------------------------------------------------------

    def summary(self) -> dict[str, Any]:
        """Counts for `status`: answers, lines, junk, pages, what was left out and why, how digests agree."""
        tally = self._one("SELECT count(*) AS answers, sum(lines) AS lines, sum(junk) AS junk FROM listings")
        pages = self._one("SELECT count(DISTINCT page_key) AS pages, count(*) AS captures FROM listed")
        reasons = self._db.execute("SELECT reason, count(*) AS n FROM unchosen GROUP BY reason ORDER BY n DESC, reason")
        verdicts = self._db.execute("SELECT verdict, count(*) AS n FROM restored GROUP BY verdict ORDER BY verdict")
        return {
            "answers": tally["answers"],
            "lines": tally["lines"] or 0,
            "junk": tally["junk"] or 0,
            "captures": pages["captures"],
            "pages": pages["pages"],
            "leftOut": {row["reason"]: row["n"] for row in reasons},
            "digests": {row["verdict"]: row["n"] for row in verdicts},
        }

    def _one(self, query: str) -> sqlite3.Row:
        row: sqlite3.Row = self._db.execute(query).fetchone()
        return row


def has_listing(connection: sqlite3.Connection) -> bool:
    return connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'listed'").fetchone() is not None


def _line(row: sqlite3.Row) -> Line:
    return Line(
        row["urlkey"], row["timestamp"], row["original"], row["mime"], row["status"], row["digest"] or None,
        row["length"], row["filename"], row["offset"],
    )  # fmt: skip
