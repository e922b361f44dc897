"""What a check finds: where, how bad, by which clause, and what to do about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from storage.checks.entry import Entry


class Severity(StrEnum):
    """error: the standard's "shall" is broken, or bytes are lost or changed. warning: a "should", or what replay tools
    trip over. info: worth knowing, nothing to do."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Place:
    """`file` as the user would open it (`package.wacz!archive/a.warc.gz` inside a package); `offset` in bytes as the
    file lies on disk; `record_id` without angle brackets."""

    file: str
    offset: int | None = None
    record_id: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """`wrong` is one sentence about this place; clause and advice are those of its rule."""

    severity: Severity
    rule: str
    place: Place
    clause: str
    wrong: str
    advice: str

    def as_json(self) -> dict[str, Any]:
        return {
            "severity": str(self.severity),
            "rule": self.rule,
            "file": self.place.file,
            "offset": self.place.offset,
            "recordId": self.place.record_id,
            "clause": self.clause,
            "message": self.wrong,
            "advice": self.advice,
        }

    def __str__(self) -> str:
        where = self.place.file if self.place.offset is None else f"{self.place.file} at byte {self.place.offset}"
        who = f" <{self.place.record_id}>" if self.place.record_id else ""
        line = f"{self.severity}: {where}{who}: {self.wrong}; {self.advice} [{self.clause}] ({self.rule})"
        return one_line(line)


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the table. `demands` says what holds in a good file, `advice` what to do when it does not.

    A rule that sees one record alone has a `check` that gives a sentence for each fault. The others are named by the
    code that knows of more than one record. `in_collection` is the severity in an archive folder or a WACZ, which
    claim to be complete, where that differs.
    """

    name: str
    severity: Severity
    clause: str
    demands: str
    advice: str
    check: Callable[[Entry], Iterable[str]] | None = None
    in_collection: Severity | None = None

    def at(self, place: Place, wrong: str, *, collection: bool = False) -> Finding:
        severity = self.in_collection if collection and self.in_collection else self.severity
        return Finding(severity, self.name, place, self.clause, wrong, self.advice)


class Gathered:
    """Findings that come by the thousand when one thing is wrong: of each rule and file the first, with a count."""

    def __init__(self) -> None:
        self._first: dict[tuple[str, str], Finding] = {}
        self._count: Counter[tuple[str, str]] = Counter()

    def add(self, findings: Iterable[Finding]) -> None:
        for finding in findings:
            key = finding.rule, finding.place.file
            self._first.setdefault(key, finding)
            self._count[key] += 1

    def told(self) -> Iterator[Finding]:
        """In the order in which they first came."""
        for key, finding in self._first.items():
            more = self._count[key] - 1
            yield replace(finding, wrong=f"{finding.wrong}, the first of {more + 1} like it") if more else finding


def one_line(text: str) -> str:
    """What came out of a damaged file, fit for a terminal: no control characters, no line ends."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def quoted(value: str, longest: int = 200) -> str:
    """A value as it is told in a sentence, cut when it is long."""
    return repr(value if len(value) <= longest else value[:longest] + "…")
