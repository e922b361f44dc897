"""A WARC or ARC file: every record by every rule, into the catalogue for what goes beyond one record."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Final

from crawler.errors import WarcError
from storage.checks import digests, message_rules, record_rules
from storage.checks.catalogue import Catalogue, Known
from storage.checks.entry import Entry, media_type, read_entry
from storage.checks.findings import Finding, Place, Rule, Severity, quoted
from storage.checks.payload import cut_reason, surplus
from storage.checks.structure import rule_of
from storage.member_walk import is_archive, walk_file
from storage.record_walk import Damage, Span
from storage.warc_records import NOT_A_WARC, record_of

DUPLICATE: Final = Rule(
    "record-id-unique",
    Severity.ERROR,
    "WARC 1.1 §5.2",
    "No two records have the same id.",
    "give one of them another id; links to it are ambiguous",
)
EMPTY: Final = Rule(
    "no-record",
    Severity.ERROR,
    "WARC 1.1 §4",
    "A file holds at least one record.",
    "remove the file, or get it again from its source",
)
MIXED: Final = Rule(
    "one-version",
    Severity.WARNING,
    "WARC 1.1 §4",
    "All records of a file are of one version.",
    "nothing is lost; some readers take the version of the first record for all",
)
OPEN_TAIL: Final = Rule(
    "open-tail",
    Severity.INFO,
    "gsn-archive: docs/decisions.md",
    "A file that is still `.open` may end in half a record.",
    "run the crawl again: it keeps the damaged bytes beside the file and fetches what was lost",
)
SURPLUS: Final = Rule(
    "body-surplus",
    Severity.WARNING,
    "RFC 9112 §6.3",
    "Nothing is stored behind the declared end of a body.",
    "nothing; the payload ends at the declared length, what follows was sent after it",
)
RULES: Final = (DUPLICATE, EMPTY, MIXED, OPEN_TAIL, SURPLUS)
RECORD_RULES: Final = (*record_rules.RULES, *message_rules.RULES)
_LINKS: Final = ("warc-concurrent-to", "warc-refers-to", "warc-warcinfo-id", "warc-segment-origin-id")
_ZSTD: Final = "compressed with zstd, which is not read here; give the file as zstd -d makes it"
_ARC_RULES: Final = frozenset({"http-message"})


class FileCheck:
    """The check of one file. `place` is what findings name, `filename` what indexes name; `records` counts.

    `mending` is true for an `.open` file in a folder whose next run will repair its tail.
    """

    def __init__(self, place: str, filename: str, catalogue: Catalogue, *, mending: bool = False) -> None:
        self.place = place
        self.filename = filename.removesuffix(".open")
        self.records = 0
        self._catalogue = catalogue
        self._mending = mending
        self._version: str | None = None
        # Of each other version the first record, and how many there are.
        self._mixed: dict[str, tuple[Place, int]] = {}

    def run(self, file: IO[bytes]) -> Iterator[Finding]:
        """All findings in file order. Raises WarcError when the file is no archive at all."""
        if not is_archive(file):
            raise WarcError(_ZSTD if _is_zstd(file) else NOT_A_WARC, path=self.place)
        lost = False
        for found in walk_file(file):
            if isinstance(found, Damage):
                lost |= found.fault.loses
                yield from self._damage(found)
            else:
                yield from self._record(found)
                self.records += 1
        yield from self._versions()
        if not self.records and not lost:
            yield EMPTY.at(Place(self.place, 0), "the file holds no record")

    def _damage(self, damage: Damage) -> Iterator[Finding]:
        if damage.record_id:
            self._catalogue.add_damaged(damage.record_id, self.place, self.filename, damage.offset)
        rule = OPEN_TAIL if self._mending and damage.tail else rule_of(damage.fault)
        yield rule.at(Place(self.place, damage.offset, damage.record_id), damage.wrong)

    def _record(self, span: Span) -> Iterator[Finding]:
        entry = self._entry(span)
        if entry.is_arc:
            rules = [rule for rule in RECORD_RULES if rule.name in _ARC_RULES and entry.type != "warcinfo"]
        else:
            rules = list(RECORD_RULES)
        for rule in rules:
            if rule.check is not None:
                for wrong in rule.check(entry):
                    yield rule.at(entry.place, wrong)
        self._note_version(entry)
        found, payload = digests.check_digests(entry)
        yield from found
        yield from self._ids(entry)
        yield from _surplus(entry)
        wrong_digest = any(one.rule == digests.PAYLOAD.name for one in found)
        self._catalogue.add(self._known(entry, payload, wrong_digest), _links(entry))

    def _entry(self, span: Span) -> Entry:
        record = record_of(span, self.filename)
        place = Place(self.place, span.offset, record.headers.uri("WARC-Record-ID") or None)
        raw = b"" if record.version.startswith("ARC") else span.raw_head
        return read_entry(record, place, raw, span.after, first=self.records == 0)

    def _note_version(self, entry: Entry) -> None:
        version = entry.record.version
        if self._version is None:
            self._version = version
        elif version != self._version:
            first, count = self._mixed.get(version, (entry.place, 0))
            self._mixed[version] = first, count + 1

    def _versions(self) -> Iterator[Finding]:
        for version, (first, count) in self._mixed.items():
            many = "a record" if count == 1 else f"{count} records, here the first,"
            yield MIXED.at(first, f"{many} of {quoted(version)} in a file of {quoted(self._version or '')}")

    def _ids(self, entry: Entry) -> Iterator[Finding]:
        record_id = entry.place.record_id
        other = self._catalogue.by_id(record_id) if record_id and not entry.is_arc else None
        if other is not None and other.type != "damaged":
            yield DUPLICATE.at(entry.place, f"the id is also that of {other.place} at byte {other.offset}")

    def _known(self, entry: Entry, payload: digests.Payload | None, wrong_digest: bool) -> Known:
        record, response = entry.record, entry.response
        # What others say of the payload is held against what it is, not against a digest known to be wrong.
        stated = entry.has("warc-payload-digest") and not wrong_digest
        cut = None if entry.has("warc-truncated") or entry.type != "response" else cut_reason(entry)
        return Known(
            id=entry.place.record_id,
            place=self.place,
            filename=self.filename,
            offset=record.offset,
            length=record.length,
            type=record.type,
            uri=entry.uri,
            date=entry.one("warc-date"),
            status=response.status if response else None,
            mime=media_type(response.content_type or "") or None if response else None,
            digest=entry.one("warc-payload-digest") if stated else (payload.digest if payload else None),
            payload=payload.size if payload else None,
            profile=message_rules.profile_of(entry) if entry.type == "revisit" else None,
            refers_to=record.headers.uri("WARC-Refers-To"),
            refers_uri=record.headers.uri("WARC-Refers-To-Target-URI"),
            refers_date=record.headers.uri("WARC-Refers-To-Date"),
            cut=cut,
            method=entry.method.decode("latin-1") if entry.method else None,
            content_type=entry.one("content-type") or None,
            stated=stated,
            truncated=entry.has("warc-truncated"),
        )


def _is_zstd(file: IO[bytes]) -> bool:
    file.seek(0)
    return file.read(4) in (b"\x28\xb5\x2f\xfd", b"\x5d\x2a\x4d\x18")


def _links(entry: Entry) -> tuple[tuple[str, str], ...]:
    return tuple((name, value.strip("<> ")) for name in _LINKS for value in entry.fields.get(name, ()))


def _surplus(entry: Entry) -> Iterator[Finding]:
    size = surplus(entry) if entry.type == "response" and not entry.has("warc-truncated") else 0
    if size:
        yield SURPLUS.at(entry.place, f"{size} bytes are stored behind the declared end of the body")
