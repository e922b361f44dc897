"""The books: every URL ever seen is in exactly one state, with its reason, and the states add up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from crawler.ledger_file import LedgerFile

# An address is in exactly one of these. `captured`: its latest answer is a response record; `revisit`: it was the
# same as an earlier one; `leased` is pending to everyone but the run that fetches it.
STATES: Final = (
    "pending",
    "leased",
    "captured",
    "revisit",
    "duplicate",
    "out_of_scope",
    "robots",
    "excluded",
    "failed",
)
# The latest answer is in the WARC.
ANSWERED: Final = ("captured", "revisit")
WITH_REASONS: Final = ("duplicate", "out_of_scope", "robots", "excluded", "failed")
_IN_ANSWERED: Final = f"state IN {ANSWERED}"


@dataclass(frozen=True, slots=True)
class Entry:
    """One address as the books show it. `status` is the HTTP status of its latest answer."""

    url: str
    state: str
    reason: str | None
    tries: int
    status: int | None
    kind: str
    page_kind: str | None
    hops: str
    via: str | None


class Books:
    """What a ledger says when it is asked, changing nothing."""

    def __init__(self, file: LedgerFile) -> None:
        self._file = file

    def counts(self) -> dict[str, int]:
        """How many addresses are in each state; every state is there, and leased counts as pending."""
        counts = dict.fromkeys((state for state in STATES if state != "leased"), 0)
        for row in self._file.rows("SELECT state, count(*) AS n FROM addresses GROUP BY state"):
            counts["pending" if row["state"] == "leased" else row["state"]] += row["n"]
        return counts

    def entries(self) -> Iterator[Entry]:
        """Every address ever seen, in the order of their URLs."""
        for row in self._file.rows(
            "SELECT url, CASE state WHEN 'leased' THEN 'pending' ELSE state END, reason, attempts, status, kind,"
            " page_kind, hops, via FROM addresses ORDER BY url"
        ):
            yield Entry(*row)

    def page_kinds(self) -> dict[str, int]:
        """How many answered addresses were of each kind of page."""
        rows = self._file.rows(
            f"SELECT page_kind, count(*) AS n FROM addresses WHERE {_IN_ANSWERED} GROUP BY page_kind ORDER BY 1"
        )
        return {row["page_kind"]: row["n"] for row in rows}

    def statuses(self) -> dict[str, int]:
        rows = self._file.rows(
            f"SELECT status, count(*) AS n FROM addresses WHERE {_IN_ANSWERED} GROUP BY status ORDER BY 1"
        )
        return {str(row["status"]): row["n"] for row in rows}

    def records(self) -> dict[str, int]:
        """How many response and revisit records the ledger knows, robots.txt and repeated tries included."""
        row = self._file.row(
            "SELECT count(*) - count(refers_to) AS responses, count(refers_to) AS revisits FROM captures"
        )
        return {"response": row["responses"], "revisit": row["revisits"]}

    def listed(self, state: str) -> list[tuple[str, str, int]]:
        """URL, reason and attempts of every address in a state."""
        rows = self._file.rows("SELECT url, reason, attempts FROM addresses WHERE state = ? ORDER BY url", state)
        return [(row["url"], row["reason"] or "", row["attempts"]) for row in rows]

    def reasons(self, state: str) -> dict[str, int]:
        """How often each reason for a state occurs; addresses inside a reason are left out."""
        rows = self._file.rows(
            "SELECT CASE WHEN reason LIKE 'same page as %' THEN 'same page' ELSE coalesce(reason, '') END AS why,"
            " count(*) AS n FROM addresses WHERE state = ? GROUP BY why ORDER BY n DESC, why",
            state,
        )
        return {row["why"]: row["n"] for row in rows}

    def seed_statuses(self) -> list[tuple[str, str, str | None, int | None]]:
        """URL, state, reason and status of every start address."""
        rows = self._file.rows("SELECT url, state, reason, status FROM addresses WHERE kind = 'seed' ORDER BY id")
        return [(row["url"], row["state"], row["reason"], row["status"]) for row in rows]
