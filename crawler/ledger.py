"""Every URL ever seen, its state and the reason: what makes a run resumable, and what lets the books balance."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from crawler.errors import StorageError
from crawler.items import Capture
from crawler.urls import has_tracking, page_key

# An address is in exactly one of these. `leased` is pending to everyone but the run that fetches it.
STATES = ("pending", "leased", "captured", "duplicate", "out_of_scope", "robots", "failed")

# Seeds and sitemaps first, stories in the order they were found, what replay needs after them, and
# addresses with tracking parameters last: by then the plain form of the same page is usually known.
PRIORITY = {"seed": 0, "sitemap": 1, "page": 2, "requisite": 3}
TRACKED_PRIORITY = 4

_SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS addresses (
  id INTEGER PRIMARY KEY,
  url TEXT NOT NULL UNIQUE,
  page_key TEXT NOT NULL,
  host TEXT NOT NULL,
  kind TEXT NOT NULL,
  state TEXT NOT NULL,
  reason TEXT,
  hops TEXT NOT NULL,
  via TEXT,
  priority INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  not_before REAL NOT NULL DEFAULT 0,
  status INTEGER,
  record_id TEXT,
  page_kind TEXT
);
CREATE INDEX IF NOT EXISTS addresses_by_turn ON addresses (state, priority, id);
CREATE INDEX IF NOT EXISTS addresses_by_key ON addresses (page_key);
CREATE TABLE IF NOT EXISTS captures (
  record_id TEXT PRIMARY KEY, url TEXT NOT NULL, filename TEXT NOT NULL, "offset" INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS readings (
  record_id TEXT PRIMARY KEY, extractor TEXT NOT NULL, reading BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS files (filename TEXT PRIMARY KEY, durable INTEGER NOT NULL) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Address:
    """One address whose turn it is. `hops` are Heritrix's letters from the seed; `via` the page that named it."""

    id: int
    url: str
    page_key: str
    host: str
    kind: str
    hops: str
    via: str | None
    attempts: int


@dataclass(frozen=True, slots=True)
class Seen:
    """An address that was named somewhere. `refusal` says why it may not be fetched; None when it may."""

    url: str
    kind: str
    hops: str
    via: str | None
    refusal: str | None = None


class Ledger:
    """The SQLite file of one archive folder. Nothing is durable before `commit`, so that the caller can
    make the WARC durable first. Raises StorageError when the file cannot be used."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self.path = path
        mode = "ro" if read_only else "rwc"
        try:
            self._db = sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None)
            self._db.row_factory = sqlite3.Row
            if not read_only:
                self._db.execute("PRAGMA journal_mode=WAL")
                # FULL: a commit that returned survives a power cut; commits are few (one a checkpoint).
                self._db.execute("PRAGMA synchronous=FULL")
                self._db.executescript(_SCHEMA)
                self._db.execute("BEGIN")
        except sqlite3.Error as error:
            raise StorageError(f"the ledger cannot be opened ({error})", path=str(path)) from error
        self._pending = self._count_pending() if not read_only else 0

    # -- durable or not -----------------------------------------------------------------------------

    def commit(self) -> None:
        try:
            self._db.execute("COMMIT")
            self._db.execute("BEGIN")
        except sqlite3.Error as error:
            raise StorageError(f"the ledger cannot be written ({error})", path=str(self.path)) from error

    def close(self) -> None:
        """Forget what was not committed, close the file."""
        self._db.close()

    # -- what this folder is ------------------------------------------------------------------------

    def meta(self, key: str) -> str | None:
        row = self._db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return row["value"] if row else None

    def set_meta(self, key: str, value: str) -> None:
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def durable_bytes(self, filename: str) -> int:
        """Up to which byte of a WARC file the ledger has entered what is there."""
        row = self._db.execute("SELECT durable FROM files WHERE filename = ?", (filename,)).fetchone()
        return row["durable"] if row else 0

    def set_durable_bytes(self, filename: str, durable: int) -> None:
        self._db.execute("INSERT OR REPLACE INTO files VALUES (?, ?)", (filename, durable))

    # -- addresses come in --------------------------------------------------------------------------

    def add(self, seen: Iterable[Seen]) -> None:
        for one in seen:
            self._add_one(one)

    def _add_one(self, seen: Seen) -> None:
        known = self._db.execute("SELECT id, state FROM addresses WHERE url = ?", (seen.url,)).fetchone()
        if known is not None:
            # A picture refused as a page of another host may still be needed by a story, and the other way round.
            if known["state"] == "out_of_scope" and seen.refusal is None:
                self._set_state(known["id"], "pending", None, kind=seen.kind)
            # One form of the address was taken for the page, and turns out to lead to this one.
            elif known["state"] == "duplicate" and seen.hops.endswith("R"):
                self._set_state(known["id"], "pending", None)
            return
        key = page_key(seen.url)
        state, reason = ("out_of_scope", seen.refusal) if seen.refusal else self._state_by_identity(seen, key)
        tracked = has_tracking(seen.url)
        self._db.execute(
            "INSERT INTO addresses (url, page_key, host, kind, state, reason, hops, via, priority)"
            " VALUES (?,?,?,?,?,?,?,?,?)",
            (
                seen.url,
                key,
                urlsplit(seen.url).netloc,
                seen.kind,
                state,
                reason,
                seen.hops,
                seen.via,
                TRACKED_PRIORITY if tracked else PRIORITY[seen.kind],
            ),
        )
        self._pending += state == "pending"

    def _state_by_identity(self, seen: Seen, key: str) -> tuple[str, str | None]:
        twin = self._db.execute(
            "SELECT id, url, state FROM addresses WHERE page_key = ? AND state IN ('pending','leased','captured')"
            " ORDER BY id LIMIT 1",
            (key,),
        ).fetchone()
        # A redirect from one form of an address to another leads to the page itself and has to be followed.
        if twin is None or seen.hops.endswith("R"):
            return "pending", None
        if twin["state"] == "pending" and has_tracking(twin["url"]) and not has_tracking(seen.url):
            self._set_state(twin["id"], "duplicate", f"same page as {seen.url}")
            return "pending", None
        return "duplicate", f"same page as {twin['url']}"

    # -- turns --------------------------------------------------------------------------------------

    def next(self, now: float, busy_hosts: Iterable[str], pages_allowed: bool) -> Address | None:
        """Lease the address whose turn it is, of a host that is not busy; None when there is none right now."""
        busy = list(busy_hosts)
        marks = ",".join("?" * len(busy))
        row = self._db.execute(
            "SELECT id, url, page_key, host, kind, hops, via, attempts FROM addresses INDEXED BY addresses_by_turn"
            f" WHERE state = 'pending' AND not_before <= ? AND host NOT IN ({marks})"
            + ("" if pages_allowed else " AND kind NOT IN ('page', 'seed')")
            + " ORDER BY priority, id LIMIT 1",
            (now, *busy),
        ).fetchone()
        if row is None:
            return None
        self._db.execute("UPDATE addresses SET state = 'leased' WHERE id = ?", (row["id"],))
        self._pending -= 1
        return Address(*row)

    def pending(self, pages_allowed: bool = True) -> int:
        return self._pending if pages_allowed else self._count_pending(" AND kind NOT IN ('page', 'seed')")

    def next_due(self) -> float | None:
        """When the earliest pending address may be fetched (seconds since 1970); None when nothing is pending."""
        row = self._db.execute("SELECT min(not_before) AS due FROM addresses WHERE state = 'pending'").fetchone()
        due: float | None = row["due"]
        return due

    def release(self, address: Address) -> None:
        """Give an address back untouched: the run ends before its turn came."""
        self._set_state(address.id, "pending", None)

    def release_all(self, *, retry_failed: bool) -> None:
        """At the start of a run nothing is leased. Hosts whose robots.txt was out of reach get another chance."""
        self._db.execute("UPDATE addresses SET state = 'pending' WHERE state = 'leased'")
        self._db.execute(
            "UPDATE addresses SET state = 'pending', reason = NULL"
            " WHERE state = 'robots' AND reason LIKE 'robots.txt %'"
        )
        if retry_failed:
            self._db.execute(
                "UPDATE addresses SET state = 'pending', attempts = 0, not_before = 0 WHERE state = 'failed'"
            )
        self._pending = self._count_pending()

    def captured(self, address: Address, capture: Capture, page_kind: str) -> None:
        """The address has an answer in the WARC, of whatever status."""
        self._db.execute(
            "INSERT OR IGNORE INTO captures VALUES (?,?,?,?)",
            (capture.recordId, address.url, capture.filename, capture.offset),
        )
        self._set_state(address.id, "captured", None)
        self._db.execute(
            "UPDATE addresses SET status = ?, record_id = ?, page_kind = ?, attempts = attempts + 1 WHERE id = ?",
            (capture.status, capture.recordId, page_kind, address.id),
        )
        if capture.status >= 400:
            self._try_other_form(address)

    def retry(self, address: Address, reason: str, not_before: float) -> None:
        self._set_state(address.id, "pending", reason)
        self._db.execute(
            "UPDATE addresses SET attempts = attempts + 1, not_before = ? WHERE id = ?",
            (not_before, address.id),
        )

    def failed(self, address: Address, reason: str) -> None:
        self._set_state(address.id, "failed", reason)
        self._db.execute("UPDATE addresses SET attempts = attempts + 1 WHERE id = ?", (address.id,))
        self._try_other_form(address)

    def forbidden(self, address: Address, reason: str) -> None:
        self._set_state(address.id, "robots", reason)

    def refused(self, address: Address, reason: str) -> None:
        self._set_state(address.id, "out_of_scope", reason)

    def _try_other_form(self, address: Address) -> None:
        """A page that did not answer under one form of its address may answer under another that was linked."""
        row = self._db.execute(
            "SELECT id FROM addresses WHERE page_key = ? AND state = 'duplicate' ORDER BY priority, id LIMIT 1",
            (address.page_key,),
        ).fetchone()
        if row is not None:
            self._set_state(row["id"], "pending", None)

    def _set_state(self, row_id: int, state: str, reason: str | None, *, kind: str | None = None) -> None:
        before = self._db.execute("SELECT state FROM addresses WHERE id = ?", (row_id,)).fetchone()["state"]
        self._db.execute(
            "UPDATE addresses SET state = ?, reason = ?, kind = coalesce(?, kind) WHERE id = ?",
            (state, reason, kind, row_id),
        )
        self._pending += (state == "pending") - (before == "pending")

    def _count_pending(self, condition: str = "") -> int:
        query = f"SELECT count(*) AS n FROM addresses WHERE state = 'pending'{condition}"
        count: int = self._db.execute(query).fetchone()["n"]
        return count

    # -- the journal of what pages said -------------------------------------------------------------

    def note_capture(self, capture: Capture) -> None:
        """A capture that is no turn of the frontier's: robots.txt, which every run fetches anew."""
        self._db.execute(
            "INSERT OR IGNORE INTO captures VALUES (?,?,?,?)",
            (capture.recordId, capture.targetUri, capture.filename, capture.offset),
        )

    def note_reading(self, record_id: str, extractor: str, reading: bytes) -> None:
        self._db.execute("INSERT OR REPLACE INTO readings VALUES (?,?,?)", (record_id, extractor, reading))

    def readings(self, extractor: str) -> Iterator[tuple[str, bytes]]:
        for row in self._db.execute("SELECT record_id, reading FROM readings WHERE extractor = ?", (extractor,)):
            yield row["record_id"], row["reading"]

    # -- the books ----------------------------------------------------------------------------------

    def address(self, url: str) -> Address | None:
        row = self._db.execute(
            "SELECT id, url, page_key, host, kind, hops, via, attempts FROM addresses WHERE url = ?", (url,)
        ).fetchone()
        return Address(*row) if row else None

    def is_captured(self, record_id: str) -> bool:
        return self._db.execute("SELECT 1 FROM captures WHERE record_id = ?", (record_id,)).fetchone() is not None

    def counts(self) -> dict[str, int]:
        """How many addresses are in each state; every state is there, and leased counts as pending."""
        counts = dict.fromkeys((state for state in STATES if state != "leased"), 0)
        for row in self._db.execute("SELECT state, count(*) AS n FROM addresses GROUP BY state"):
            counts["pending" if row["state"] == "leased" else row["state"]] += row["n"]
        return counts

    def page_kinds(self) -> dict[str, int]:
        """How many captured addresses were of each kind of page."""
        rows = self._db.execute(
            "SELECT page_kind, count(*) AS n FROM addresses WHERE state = 'captured' GROUP BY page_kind ORDER BY 1"
        )
        return {row["page_kind"]: row["n"] for row in rows}

    def statuses(self) -> dict[str, int]:
        rows = self._db.execute(
            "SELECT status, count(*) AS n FROM addresses WHERE state = 'captured' GROUP BY status ORDER BY 1"
        )
        return {str(row["status"]): row["n"] for row in rows}

    def listed(self, state: str) -> list[tuple[str, str, int]]:
        """URL, reason and attempts of every address in a state."""
        rows = self._db.execute("SELECT url, reason, attempts FROM addresses WHERE state = ? ORDER BY url", (state,))
        return [(row["url"], row["reason"] or "", row["attempts"]) for row in rows]

    def reasons(self, state: str) -> dict[str, int]:
        """How often each reason for a state occurs; addresses inside a reason are left out."""
        rows = self._db.execute(
            "SELECT CASE WHEN reason LIKE 'same page as %' THEN 'same page' ELSE coalesce(reason, '') END AS why,"
            " count(*) AS n FROM addresses WHERE state = ? GROUP BY why ORDER BY n DESC, why",
            (state,),
        )
        return {row["why"]: row["n"] for row in rows}

    def seed_statuses(self) -> list[tuple[str, str, str | None, int | None]]:
        """URL, state, reason and status of every start address."""
        rows = self._db.execute("SELECT url, state, reason, status FROM addresses WHERE kind = 'seed' ORDER BY id")
        return [(row["url"], row["state"], row["reason"], row["status"]) for row in rows]
