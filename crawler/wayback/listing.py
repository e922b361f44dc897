"""What another archive says it holds, kept in the ledger: a stopped run goes on in the middle of a listing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final
from urllib.parse import quote

from crawler.books import ANSWERED
from crawler.ledger_file import LedgerFile
from crawler.urls import page_key
from crawler.wayback.choice import Candidate, candidates
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
CREATE INDEX IF NOT EXISTS listed_by_place ON listed ("offset") WHERE "offset" IS NOT NULL;
CREATE TABLE IF NOT EXISTS listings (
  url TEXT PRIMARY KEY, lines INTEGER NOT NULL, new INTEGER NOT NULL, junk INTEGER NOT NULL, first_junk TEXT
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS unchosen (page_key TEXT PRIMARY KEY, reason TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS restored (
  record_id TEXT PRIMARY KEY, evidence_id TEXT NOT NULL, replay_url TEXT NOT NULL,
  url TEXT NOT NULL, date TEXT NOT NULL, listed TEXT, found TEXT NOT NULL, verdict TEXT NOT NULL, page_key TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS restored_by_url ON restored (url, date);
CREATE INDEX IF NOT EXISTS restored_by_key ON restored (page_key);
CREATE TEMP TABLE IF NOT EXISTS chosen (id INTEGER PRIMARY KEY);
"""
SOURCE: Final = "wayback"
# What counts as having a page: error, sign-in, consent and challenge pages do not.
PAGES: Final = ("story", "issue", "listing", "other")
SAME_CAPTURE: Final = "same capture as another"
# What ends the search for a capture of a page; whatever else came gives the next best one its turn.
FOUND: Final = (*PAGES, "redirect", "not_html", SAME_CAPTURE)
_RESTORED: Final = "record_id, evidence_id, replay_url, url, date, listed, found, verdict"
_LINE: Final = 'id, urlkey, timestamp, original, mime, status, digest, length, filename, "offset"'
# As `candidates` wants the lines of a page. Only the lines of one page are sorted at once, on disk when they are many.
_BY_PAYLOAD: Final = "digest, mime = 'warc/revisit' OR status IS NULL, timestamp DESC, original DESC"


@dataclass(frozen=True, slots=True)
class Tally:
    """What one answer of a listing held: `lines` in all, `new` ones and `junk` among them, and the first junk line for
    the report."""

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
    """The ledger's tables about other archives; they become durable with the rest of it."""

    def __init__(self, file: LedgerFile) -> None:
        self._file = file
        for table in SCHEMA.split(";\n"):
            self._file.run(table)

    # -- lines come in ------------------------------------------------------------------------------

    def add(self, line: Line, replay_url: str | None = None) -> bool:
        """True when the line was not known."""
        values = (
            None, page_key(line.original), line.urlkey, line.timestamp, line.original, line.mime, line.status,
            line.digest or "", line.length, line.filename, line.offset, replay_url,
        )  # fmt: skip
        marks = ",".join("?" * len(values))
        return self._file.run(f"INSERT OR IGNORE INTO listed VALUES ({marks})", *values).rowcount > 0

    def note(self, url: str, tally: Tally) -> None:
        """An answer was read whole."""
        values = (url, tally.lines, tally.new, tally.junk, tally.first_junk)
        self._file.run("INSERT OR REPLACE INTO listings VALUES (?,?,?,?,?)", *values)

    def count_no_lines(self, url: str) -> None:
        """The lines of this answer come again in others, and are counted there."""
        self._file.run("UPDATE listings SET lines = 0, junk = 0, first_junk = NULL WHERE url = ?", url)

    # -- what is listed -----------------------------------------------------------------------------

    def pages(self) -> Iterator[tuple[str, Iterator[Candidate]]]:
        """Every page with its captures, ordered by page key; one capture in memory at a time."""
        rows = self._file.rows(f"SELECT page_key, {_LINE} FROM listed ORDER BY page_key, {_BY_PAYLOAD}")
        for key, group in groupby(rows, key=lambda row: row["page_key"]):
            yield key, candidates(map(_line, group))

    def page(self, key: str) -> Iterator[Candidate]:
        """The captures of one page."""
        return candidates(
            map(_line, self._file.rows(f"SELECT {_LINE} FROM listed WHERE page_key = ? ORDER BY {_BY_PAYLOAD}", key))
        )

    def choose_anew(self) -> None:
        self._file.run("DELETE FROM temp.chosen")
        self._file.run("DELETE FROM unchosen")

    def choose(self, line: Line) -> None:
        self._file.run("INSERT OR IGNORE INTO temp.chosen VALUES (?)", line.number)

    def choose_none(self, key: str) -> None:
        self._file.run("DELETE FROM temp.chosen WHERE id IN (SELECT id FROM listed WHERE page_key = ?)", key)

    def chosen(self) -> Iterator[Line]:
        """What was chosen, by page, time and address."""
        order = "page_key, timestamp, original, digest"
        return map(_line, self._file.rows(f"SELECT {_LINE} FROM listed JOIN temp.chosen USING (id) ORDER BY {order}"))

    def lines_at(self, timestamp: str, original: str) -> tuple[Line, ...]:
        """The listed lines of a capture: more than one when different payloads came in one second."""
        rows = self._file.rows(
            f"SELECT {_LINE} FROM listed WHERE page_key = ? AND timestamp = ? AND original = ? ORDER BY id",
            *(page_key(original), timestamp, original),
        )
        return tuple(_line(row) for row in rows)

    def line_at(self, file_url: str, offset: int, length: int) -> Line | None:
        """The listed line of a WARC record, by its place; `file_url` ends in the file's name."""
        rows = self._file.rows(f'SELECT {_LINE} FROM listed WHERE "offset" = ? AND length = ?', offset, length)
        lines = (_line(row) for row in rows)
        return next(
            (line for line in lines if line.filename and file_url.endswith(quote(line.filename, ":%?=&/"))), None
        )

    def replay_url(self, line: Line) -> str | None:
        """Where a TimeMap says that a capture is replayed; None for listings that say nothing of it."""
        row = self._file.row(
            "SELECT replay_url FROM listed WHERE page_key = ? AND timestamp = ? AND original = ?",
            *(page_key(line.original), line.timestamp, line.original),
        )
        return row["replay_url"] if row else None

    # -- what is not fetched, and why ---------------------------------------------------------------

    def leave_out(self, key: str, reason: str) -> None:
        self._file.run("INSERT OR REPLACE INTO unchosen VALUES (?,?)", key, reason)

    # -- what was restored --------------------------------------------------------------------------

    def note_restored(self, one: Restoration) -> None:
        values = (
            one.record_id, one.evidence_id, one.replay_url, one.url, one.date, one.listed, one.found, one.verdict,
            page_key(one.url),
        )  # fmt: skip
        self._file.run("INSERT OR REPLACE INTO restored VALUES (?,?,?,?,?,?,?,?,?)", *values)

    def restored(self, url: str, date: str, found: str) -> Restoration | None:
        """The same capture, restored before: same address, same time, same payload."""
        row = self._file.row(
            f"SELECT {_RESTORED} FROM restored WHERE url = ? AND date = ? AND found = ? LIMIT 1", url, date, found
        )
        return Restoration(*row) if row else None

    def mismatches(self, verdict: str) -> tuple[Restoration, ...]:
        rows = self._file.rows(f"SELECT {_RESTORED} FROM restored WHERE verdict = ? ORDER BY url, date", verdict)
        return tuple(Restoration(*row) for row in rows)

    # -- the books ----------------------------------------------------------------------------------

    def holds(self, key: str, *, redirect: bool) -> bool:
        """True when the folder has a page of this identity, from whatever source: for filling gaps. Where no more than
        a `redirect` is to be had, a redirect is enough."""
        row = self._file.row(
            f"SELECT 1 FROM addresses WHERE page_key = ? AND state IN {ANSWERED} AND (status = 200"
            f" AND page_kind IN {PAGES} OR ? AND page_kind = 'redirect') LIMIT 1",
            *(key, redirect),
        )
        return row is not None

    def is_found(self, url: str) -> bool:
        """True when the capture at a replay address is awaited, or was brought home and is no error page."""
        row = self._file.row(
            "SELECT 1 FROM addresses WHERE url = ? AND (state IN ('pending', 'leased')"
            f" OR state IN {ANSWERED} AND page_kind IN {FOUND})",
            url,
        )
        return row is not None

    def requisites_of(self, key: str) -> tuple[str, ...]:
        """The replay addresses that were asked for, or will be, for a picture or stylesheet."""
        rows = self._file.rows("SELECT url FROM addresses WHERE page_key = ? AND source = ?", key, SOURCE)
        return tuple(row["url"] for row in rows)

    def is_complete(self) -> bool:
        """True when no answer of a listing is awaited."""
        row = self._file.row(
            "SELECT 1 FROM addresses WHERE kind = 'listing' AND state IN ('pending', 'leased') AND source = ?", SOURCE
        )
        return row is None

    def first_answers(self) -> tuple[tuple[str, str, str | None, int | None, str | None], ...]:
        """URL, state, reason, status and kind of the first request of each listing."""
        rows = self._file.rows(
            "SELECT url, state, reason, status, page_kind FROM addresses WHERE kind = 'listing' AND hops = ''"
            " AND source = ? ORDER BY id",
            SOURCE,
        )
        return tuple(tuple(row) for row in rows)


def summary(file: LedgerFile) -> dict[str, Any] | None:
    """Counts for `status`: answers, lines, junk, pages, what was left out and why, how digests agree. None for a folder
    that no other archive gave anything to. Reads only."""
    if file.row("SELECT 1 FROM sqlite_schema WHERE name = 'listed'") is None:
        return None
    tally = file.row("SELECT count(*) AS answers, sum(lines) AS lines, sum(junk) AS junk FROM listings")
    pages = file.row("SELECT count(DISTINCT page_key) AS pages, count(*) AS captures FROM listed")
    reasons = file.rows("SELECT reason, count(*) AS n FROM unchosen GROUP BY reason ORDER BY n DESC, reason")
    verdicts = file.rows("SELECT verdict, count(*) AS n FROM restored GROUP BY verdict ORDER BY verdict")
    differing = file.rows("SELECT url, date, listed, found FROM restored WHERE verdict = 'differs' ORDER BY url, date")
    return {
        "answers": tally["answers"],
        "lines": tally["lines"] or 0,
        "junk": tally["junk"] or 0,
        "captures": pages["captures"],
        "pages": pages["pages"],
        "leftOut": {row["reason"]: row["n"] for row in reasons},
        "digests": {row["verdict"]: row["n"] for row in verdicts},
        "differing": [dict(row) for row in differing],
    }


def _line(row: Any) -> Line:
    return Line(
        row["urlkey"], row["timestamp"], row["original"], row["mime"], row["status"], row["digest"] or None,
        row["length"], row["filename"], row["offset"], row["id"],
    )  # fmt: skip
