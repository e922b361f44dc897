"""Every URL ever seen, its state and the reason: what makes a run resumable, and what lets the books balance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from crawler.address import Address, Result, Seen
from crawler.books import ANSWERED, Books
from crawler.journal import Journal
from crawler.ledger_file import LedgerFile
from crawler.scope import EXCLUDED
from crawler.urls import has_tracking, page_key

# Seeds and sitemaps first, stories in the order they were found, what replay needs after them, and
# addresses with tracking parameters last: by then the plain form of the same page is usually known.
PRIORITY = {"seed": 0, "listing": 0, "sitemap": 1, "page": 2, "requisite": 3}
TRACKED_PRIORITY = 4
LIVE = "live"
_NO_PAGES = " AND kind NOT IN ('page', 'seed')"
_ADDRESS = "id, url, page_key, host, kind, hops, via, attempts, original, etag, last_modified"


class Ledger:
    """The frontier of one archive folder, with the journal of its captures and its books.

    A folder may have several sources; each has addresses and turns of its own, the journal and the books are of all.
    Raises StorageError when the file cannot be used.
    """

    def __init__(self, path: Path, *, read_only: bool = False, source: str = LIVE) -> None:
        self.file = self._file = LedgerFile(path, read_only=read_only)
        self.journal = Journal(self._file)
        self.books = Books(self._file)
        self._source = source
        # Pending addresses of each host; kept here, for the question is asked at every turn.
        self._waiting: Counter[str] = Counter()
        if not read_only:
            self._count_waiting()

    def commit(self) -> None:
        self._file.commit()

    def close(self) -> None:
        """Forget what was not committed, close the file."""
        self._file.close()

    def meta(self, key: str) -> str | None:
        row = self._file.row("SELECT value FROM meta WHERE key = ?", key)
        return row["value"] if row else None

    def set_meta(self, key: str, value: str) -> None:
        self._file.run("INSERT OR REPLACE INTO meta VALUES (?, ?)", key, value)

    # -- addresses come in --------------------------------------------------------------------------

    def add(self, seen: Iterable[Seen]) -> None:
        for one in seen:
            self._add_one(one)

    def _add_one(self, seen: Seen) -> None:
        known = self._file.row("SELECT id, state FROM addresses WHERE url = ?", seen.url)
        if known is not None:
            # A picture refused as a page of another host may still be needed by a story, and the other way round.
            if known["state"] == "out_of_scope" and seen.refusal is None:
                self._set_state(known["id"], "pending", None, kind=seen.kind)
            # One form of the address was taken for the page, and turns out to lead to this one.
            elif known["state"] == "duplicate" and seen.hops.endswith("R"):
                self._set_state(known["id"], "pending", None)
            return
        key = page_key(seen.url)
        state, reason = _refused(seen.refusal) if seen.refusal else self._state_by_identity(seen, key)
        host = urlsplit(seen.url).netloc
        priority = TRACKED_PRIORITY if has_tracking(seen.url) else PRIORITY[seen.kind]
        self._file.run(
            "INSERT INTO addresses (url, page_key, host, kind, source, state, reason, hops, via, priority)"
            " VALUES (?,?,?,?,?,?,?,?,?,?)",
            *(seen.url, key, host, seen.kind, self._source, state, reason, seen.hops, seen.via, priority),
        )
        self._waiting[host] += state == "pending"

    def _state_by_identity(self, seen: Seen, key: str) -> tuple[str, str | None]:
        twin = self._file.row(
            "SELECT id, url, state FROM addresses WHERE page_key = ? AND source = ?"
            f" AND state IN {('pending', 'leased', *ANSWERED)} ORDER BY id LIMIT 1",
            *(key, self._source),
        )
        # A redirect from one form of an address to another leads to the page itself and has to be followed.
        if twin is None or seen.alone or seen.hops.endswith("R"):
            return "pending", None
        if twin["state"] == "pending" and has_tracking(twin["url"]) and not has_tracking(seen.url):
            self._set_state(twin["id"], "duplicate", f"same page as {seen.url}")
            return "pending", None
        return "duplicate", f"same page as {twin['url']}"

    # -- turns --------------------------------------------------------------------------------------

    def next(self, now: float, busy_hosts: Iterable[str], pages_allowed: bool) -> Address | None:
        """Lease the address whose turn it is, of a host that is not busy; None when there is none right now.

        Costs the same however many addresses wait: each host's first is looked up in the index.
        """
        busy = set(busy_hosts)
        firsts = (self._first(host, now, pages_allowed) for host, n in self._waiting.items() if n and host not in busy)
        best = min((row for row in firsts if row is not None), key=_turn, default=None)
        if best is None:
            return None
        self._set_state(best["id"], "leased", None)
        return _address(best)

    def _first(self, host: str, now: float, pages_allowed: bool) -> Any:
        return self._file.row(
            f"SELECT {_ADDRESS}, priority FROM addresses INDEXED BY addresses_by_turn"
            " WHERE source = ? AND state = 'pending' AND host = ? AND not_before <= ?"
            f"{'' if pages_allowed else _NO_PAGES} ORDER BY priority, id LIMIT 1",
            *(self._source, host, now),
        )

    def pending(self, pages_allowed: bool = True) -> int:
        if pages_allowed:
            return self._waiting.total()
        waiting = f"SELECT count(*) AS n FROM addresses WHERE source = ? AND state = 'pending'{_NO_PAGES}"
        return int(self._file.row(waiting, self._source)["n"])

    def next_due(self, now: float) -> float | None:
        """When the first address that waits for its next try may be fetched (seconds since 1970); None: none waits."""
        due: float | None = self._file.row(
            "SELECT min(not_before) AS due FROM addresses INDEXED BY addresses_waiting"
            " WHERE state = 'pending' AND not_before > 0 AND not_before > ? AND source = ?",
            *(now, self._source),
        )["due"]
        return due

    def release(self, address: Address) -> None:
        """Give an address back untouched: the run ends before its turn came."""
        self._set_state(address.id, "pending", None)

    # -- the beginning of a run ---------------------------------------------------------------------

    def release_all(self, *, retry_failed: bool) -> None:
        """At the start of a run nothing is leased. Hosts whose robots.txt was out of reach get another chance."""
        self._file.run("UPDATE addresses SET state = 'pending' WHERE state = 'leased'")
        self._file.run(
            "UPDATE addresses SET state = 'pending', reason = NULL"
            " WHERE state = 'robots' AND reason LIKE 'robots.txt %'"
        )
        if retry_failed:
            self._file.run(
                "UPDATE addresses SET state = 'pending', attempts = 0, not_before = 0"
                " WHERE state = 'failed' AND source = ?",
                self._source,
            )
        self._count_waiting()

    def ask_failed_again(self, kind: str, starts: Iterable[str], *, final: str) -> None:
        """Failed addresses of one kind that these starts led to, or that are starts, get another turn and all tries;
        not those whose reason has the words `final`."""
        sought = "SELECT id, url, via, state, reason FROM addresses WHERE kind = ? AND source = ? ORDER BY id"
        led_to = set(starts)
        for row in list(self._file.rows(sought, kind, self._source)):
            if row["url"] in led_to or row["via"] in led_to:
                led_to.add(row["url"])
                if row["state"] == "failed" and final not in (row["reason"] or ""):
                    self._set_state(row["id"], "pending", None)
                    self._file.run("UPDATE addresses SET attempts = 0, not_before = 0 WHERE id = ?", row["id"])

    def ask_again(self, before: str | None, *, dead_too: bool) -> None:
        """Every address with a page gets another turn, and what robots.txt forbade another chance; dead links (4xx)
        and failed addresses only with `dead_too`.

        `before` is a WARC-Date: what was captured later than that is left alone.
        """
        again = "state = 'pending', reason = NULL, attempts = 0, not_before = 0"
        self._file.run(
            f"UPDATE addresses SET {again} WHERE state IN {ANSWERED} AND (? IS NULL OR captured_at < ?)"
            " AND (? OR status < 400) AND source = ?",
            *(before, before, dead_too, self._source),
        )
        self._file.run(
            f"UPDATE addresses SET {again} WHERE (state = 'robots' OR (? AND state = 'failed')) AND source = ?",
            *(dead_too, self._source),
        )
        self._count_waiting()

    def exclude(self, covers: Callable[[str], bool]) -> None:
        """Addresses that wait and are excluded now wait no more; those that are excluded no longer wait again."""
        sought = "SELECT id, url, state FROM addresses WHERE state IN ('pending', 'excluded') AND source = ?"
        rows = self._file.rows(sought, self._source)
        changed = [row for row in rows if covers(row["url"]) != (row["state"] == "excluded")]
        for row in changed:
            state, reason = ("pending", None) if row["state"] == "excluded" else _refused(EXCLUDED)
            self._set_state(row["id"], state, reason)

    def forget_beyond(self, filename: str, size: int) -> None:
        """What the ledger knows of a WARC file beyond its first `size` bytes is no longer there: those addresses get
        another turn."""
        if self.journal.durable_bytes(filename) <= size:
            return
        lost = 'SELECT record_id FROM captures WHERE filename = ? AND "offset" >= ?'
        for table in ("addresses", "readings", "captures"):
            change = "UPDATE addresses SET state = 'pending', reason = NULL, original = NULL"
            change = change if table == "addresses" else f"DELETE FROM {table}"
            self._file.run(f"{change} WHERE record_id IN ({lost})", filename, size)
        self.journal.set_durable_bytes(filename, size)
        self._count_waiting()

    # -- results ------------------------------------------------------------------------------------

    def captured(self, address: Address, result: Result) -> None:
        """The address has an answer in the WARC, of whatever status.

        A 304 changes nothing of what the next conditional request asks about; every other answer replaces it, and
        only a whole page with a body can be asked about.
        """
        capture = result.capture
        self.journal.note_capture(capture, result.refers_to, result.framing)
        self._set_state(address.id, "revisit" if result.refers_to else "captured", None)
        self._file.run(
            "UPDATE addresses SET status = ?, record_id = ?, page_kind = ?, captured_at = ?,"
            " attempts = attempts + 1, not_before = 0 WHERE id = ?",
            *(capture.status, capture.recordId, result.page_kind, capture.date, address.id),
        )
        if capture.status != 304:
            self._file.run(
                "UPDATE addresses SET original = ?, etag = ?, last_modified = ? WHERE id = ?",
                *(result.original, result.etag, result.last_modified, address.id),
            )
        if capture.status >= 400:
            self._try_other_form(address)

    def is_pending(self, address: Address) -> bool:
        row = self._file.row("SELECT state FROM addresses WHERE id = ?", address.id)
        return row is not None and row["state"] == "pending"

    def page_kind(self, address: Address) -> str | None:
        """What kind of page the latest answer of an address was."""
        row = self._file.row("SELECT page_kind FROM addresses WHERE id = ?", address.id)
        return row["page_kind"] if row else None

    def retry(self, address: Address, reason: str, not_before: float) -> None:
        self._set_state(address.id, "pending", reason)
        self._file.run(
            "UPDATE addresses SET attempts = attempts + 1, not_before = ? WHERE id = ?", not_before, address.id
        )

    def failed(self, address: Address, reason: str) -> None:
        self._set_state(address.id, "failed", reason)
        self._file.run("UPDATE addresses SET attempts = attempts + 1 WHERE id = ?", address.id)
        self._try_other_form(address)

    def forbidden(self, address: Address, reason: str) -> None:
        self._set_state(address.id, "robots", reason)

    def refused(self, address: Address, reason: str) -> None:
        self._set_state(address.id, *_refused(reason))

    def address(self, url: str) -> Address | None:
        row = self._file.row(f"SELECT {_ADDRESS} FROM addresses WHERE url = ?", url)
        return _address(row) if row else None

    def _try_other_form(self, address: Address) -> None:
        """A page that did not answer under one form of its address may answer under another that was linked."""
        row = self._file.row(
            "SELECT id FROM addresses WHERE page_key = ? AND source = ? AND state = 'duplicate'"
            " ORDER BY priority, id LIMIT 1",
            *(address.page_key, self._source),
        )
        if row is not None:
            self._set_state(row["id"], "pending", None)

    def _set_state(self, row_id: int, state: str, reason: str | None, *, kind: str | None = None) -> None:
        before = self._file.row("SELECT state, host FROM addresses WHERE id = ?", row_id)
        self._file.run(
            "UPDATE addresses SET state = ?, reason = ?, kind = coalesce(?, kind) WHERE id = ?",
            *(state, reason, kind, row_id),
        )
        self._waiting[before["host"]] += (state == "pending") - (before["state"] == "pending")

    def _count_waiting(self) -> None:
        waiting = "SELECT host, count(*) AS n FROM addresses WHERE source = ? AND state = 'pending' GROUP BY host"
        rows = self._file.rows(waiting, self._source)
        self._waiting = Counter({row["host"]: row["n"] for row in rows})


def _turn(row: Any) -> tuple[int, int]:
    return row["priority"], row["id"]


def _address(row: Any) -> Address:
    return Address(*tuple(row)[:11])


def _refused(reason: str) -> tuple[str, str]:
    return ("excluded" if reason == EXCLUDED else "out_of_scope"), reason
