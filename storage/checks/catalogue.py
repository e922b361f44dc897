"""What was seen of each record, in a temporary SQLite file: a hundred thousand records cost no memory."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import astuple, dataclass, fields
from typing import Final, NamedTuple

_SCHEMA: Final = """
PRAGMA journal_mode=OFF;
PRAGMA synchronous=OFF;
CREATE TABLE records (
  n INTEGER PRIMARY KEY, id TEXT, place TEXT, filename TEXT, "offset" INTEGER, length INTEGER, type TEXT, uri TEXT,
  date TEXT, status INTEGER, mime TEXT, digest TEXT, payload INTEGER, profile TEXT, refers_to TEXT, refers_uri TEXT,
  refers_date TEXT, cut TEXT, method TEXT, content_type TEXT,
  stated INTEGER, truncated INTEGER, seen INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX by_id ON records (id);
CREATE INDEX by_place ON records (filename, "offset");
CREATE INDEX by_uri ON records (uri, date);
CREATE TABLE links (n INTEGER, kind TEXT, target TEXT);
CREATE INDEX by_target ON links (target);
CREATE INDEX by_source ON links (n, kind);
"""
_MOST: Final = (1 << 63) - 1


@dataclass(frozen=True, slots=True)
class Known:
    """A record as the other checks need it. `filename` is that in an index, `place` that of a finding; `payload` is
    the size of the payload when it is known; `digest` the payload digest, `stated` by the record or else computed;
    `truncated` when the record says that it is cut, `cut` why it is known to be cut when it does not."""

    id: str | None
    place: str
    filename: str
    offset: int
    length: int
    type: str
    uri: str
    date: str
    status: int | None = None
    mime: str | None = None
    digest: str | None = None
    payload: int | None = None
    profile: str | None = None
    refers_to: str | None = None
    refers_uri: str | None = None
    refers_date: str | None = None
    cut: str | None = None
    method: str | None = None
    content_type: str | None = None
    stated: bool = False
    truncated: bool = False


_COLUMNS: Final = ", ".join(f'"{field.name}"' for field in fields(Known))
_OF_R: Final = ", ".join(f'r."{field.name}"' for field in fields(Known))


class Link(NamedTuple):
    """A record that names another one: `kind` is the field's name."""

    source: Known
    kind: str
    target: str


class Catalogue:
    """The records of all files that are checked together. Close it; its file then is gone."""

    def __init__(self) -> None:
        # An empty name is a private file on disk, gone when it is closed.
        self._db = sqlite3.connect("", isolation_level=None)
        self._db.executescript(_SCHEMA)
        self._db.execute("BEGIN")

    def close(self) -> None:
        self._db.close()

    # -- filling ------------------------------------------------------------------------------------

    def add(self, known: Known, links: tuple[tuple[str, str], ...] = ()) -> None:
        marks = ",".join("?" * len(fields(Known)))
        cursor = self._db.execute(f"INSERT INTO records ({_COLUMNS}) VALUES ({marks})", astuple(known))
        number = cursor.lastrowid
        self._db.executemany("INSERT INTO links VALUES (?,?,?)", ((number, kind, target) for kind, target in links))

    def add_damaged(self, record_id: str, place: str, filename: str, offset: int) -> None:
        """A record that cannot be read, but was there: what names it names nothing that is missing."""
        self.add(Known(record_id, place, filename, offset, 0, "damaged", "", ""))

    def mark(self, known: Known) -> None:
        """An index or a ledger leads to this record."""
        self._db.execute(
            'UPDATE records SET seen = 1 WHERE filename = ? AND "offset" = ? AND id IS ?',
            (known.filename, known.offset, known.id),
        )

    def clear_marks(self) -> None:
        self._db.execute("UPDATE records SET seen = 0 WHERE seen")

    # -- asking -------------------------------------------------------------------------------------

    def by_id(self, record_id: str) -> Known | None:
        return next(self._all("id = ?", record_id), None)

    def at(self, filename: str, offset: int) -> list[Known]:
        """The records that begin there: several when one gzip member holds them."""
        if not 0 <= offset <= _MOST:
            return []
        return list(self._all('filename = ? AND "offset" = ?', filename, offset))

    def captures_of(self, uri: str, seconds: str) -> list[Known]:
        """The captures of an address in one second, `YYYY-MM-DDThh:mm:ss`."""
        return list(
            self._all(
                "uri = ? AND date >= ? AND date < ? AND type IN ('response','revisit','resource')",
                uri, seconds, seconds + "~",
            )
        )  # fmt: skip

    def has_capture(self, uri: str) -> bool:
        return next(self._all("uri = ? AND type IN ('response','revisit','resource')", uri), None) is not None

    def captures(self) -> Iterator[Known]:
        return self._all("type IN ('response','revisit','resource')")

    def revisits(self) -> Iterator[Known]:
        return self._all("type = 'revisit'")

    def unmarked(self, condition: str) -> Iterator[Known]:
        """Records of which no mark was made; `condition` is SQL over the columns of Known."""
        return self._all(f"NOT seen AND type <> 'damaged' AND ({condition})")

    def cut(self) -> Iterator[Known]:
        """Records that end before their own framing says, but for answers to HEAD, which have no body."""
        return self._all(
            "cut IS NOT NULL AND NOT EXISTS (SELECT 1 FROM links l JOIN records q ON q.id = l.target"
            "  WHERE l.n = records.n AND l.kind = 'warc-concurrent-to' AND q.method = 'HEAD')"
            " AND NOT EXISTS (SELECT 1 FROM links l JOIN records q ON q.n = l.n"
            "  WHERE l.target = records.id AND l.kind = 'warc-concurrent-to' AND q.method = 'HEAD')"
        )

    def dangling(self) -> Iterator[Link]:
        """Links that lead to no record."""
        for row in self._db.execute(
            f"SELECT {_OF_R}, l.kind, l.target FROM links l JOIN records r ON r.n = l.n"
            " WHERE NOT EXISTS (SELECT 1 FROM records t WHERE t.id = l.target) ORDER BY l.n"
        ):
            yield Link(Known(*row[:-2]), row[-2], row[-1])

    def apart(self) -> Iterator[tuple[Known, Known]]:
        """Records of one event whose dates or addresses differ."""
        count = len(fields(Known))
        of_t = _OF_R.replace("r.", "t.")
        for row in self._db.execute(
            f"SELECT {_OF_R}, {of_t} FROM links l JOIN records r ON r.n = l.n JOIN records t ON t.id = l.target"
            " WHERE l.kind = 'warc-concurrent-to' AND t.type <> 'damaged' AND t.date <> r.date ORDER BY l.n"
        ):
            yield Known(*row[:count]), Known(*row[count:])

    def _all(self, condition: str, *values: object) -> Iterator[Known]:
        for row in self._db.execute(f"SELECT {_COLUMNS} FROM records WHERE {condition} ORDER BY n", values):
            yield Known(*row)
