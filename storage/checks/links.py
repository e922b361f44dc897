"""What records say of each other: events, revisits and their originals, segments."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from storage.checks.catalogue import Catalogue, Known
from storage.checks.findings import Finding, Place, Rule, Severity
from storage.checks.message_rules import IDENTICAL
from storage.series import RESTORED, series_of

_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO
# fmt: off
CONCURRENT: Final = Rule(
    "concurrent-to-target", _W, "WARC 1.1 §5.7", "WARC-Concurrent-To leads to a record.",
    "add the file that holds the other record, if there is one", in_collection=_E,
)
WARCINFO: Final = Rule(
    "warcinfo-id-target", _W, "WARC 1.1 §5.16", "WARC-Warcinfo-ID leads to a warcinfo record.",
    "add the file that holds the warcinfo record, if there is one", in_collection=_E,
)
REFERS: Final = Rule(
    "refers-to-target", _W, "WARC 1.1 §5.11", "WARC-Refers-To leads to a record.",
    "add the file that holds the original; without it a revisit cannot be replayed", in_collection=_E,
)
SEGMENT: Final = Rule(
    "segment-origin", _W, "WARC 1.1 §7", "WARC-Segment-Origin-ID leads to a first segment.",
    "add the file that holds the first segment", in_collection=_E,
)
EVENT_DATE: Final = Rule(
    "event-date", _W, "WARC 1.1 §5.4", "All records of a capture event have the same WARC-Date.",
    "nothing; the time of the event is the earliest", in_collection=_E,
)
CUT: Final = Rule(
    "cut-response", _W, "WARC 1.1 §5.15, RFC 9112 §6.3", "A response that is cut says so in WARC-Truncated.",
    "capture the address again; when that cannot be done, WARC-Truncated should say why it is cut",
)
OUTSIDE: Final = Rule(
    "revisit-original", _W, "WARC 1.1 §6.7.2", "The original of a revisit is there.",
    "add the file that holds it; without it the revisit cannot be replayed", in_collection=_E,
)
CHAIN: Final = Rule(
    "revisit-of-revisit", _E, "WARC 1.1 §6.7.2", "A revisit does not refer to another revisit.",
    "refer to the record that holds the payload",
)
URI: Final = Rule(
    "revisit-target-uri", _E, "WARC 1.1 §5.12", "WARC-Refers-To-Target-URI is the original's WARC-Target-URI.",
    "copy the original's value",
)
DATE: Final = Rule(
    "revisit-date", _E, "WARC 1.1 §5.13", "WARC-Refers-To-Date is the original's WARC-Date, digit for digit.",
    "copy the original's value",
)
DIGEST: Final = Rule(
    "revisit-payload", _E, "WARC 1.1 §6.7.2", "A revisit has the payload digest of its original.",
    "refer to the record whose payload this is",
)
POOR: Final = Rule(
    "revisit-of-nothing", _W, "gsn-archive: docs/decisions.md", "The original of a revisit is no error and not empty.",
    "nothing is lost; such revisits save no space and hide that the page was gone",
)
ORDER: Final = Rule(
    "revisit-order", _W, "WARC 1.1 §6.7.1", "The original was captured before the revisit.",
    "check the clock of the machine that captured",
)
# fmt: on
RULES: Final = (
    CONCURRENT,
    WARCINFO,
    REFERS,
    SEGMENT,
    EVENT_DATE,
    CUT,
    OUTSIDE,
    CHAIN,
    URI,
    DATE,
    DIGEST,
    POOR,
    ORDER,
)  # fmt: skip
_BY_KIND: Final = {
    "warc-concurrent-to": CONCURRENT,
    "warc-refers-to": REFERS,
    "warc-warcinfo-id": WARCINFO,
    "warc-segment-origin-id": SEGMENT,
}
_STAY: Final = ("warc-concurrent-to", "warc-warcinfo-id")


def check_links(catalogue: Catalogue, *, collection: bool) -> Iterator[Finding]:
    """What is wrong between records, after all files are in the catalogue. A `collection` claims to be complete."""
    yield from _dangling(catalogue, collection)
    for one, other in catalogue.apart():
        yield EVENT_DATE.at(
            _place(one), f"the date is {one.date}, that of <{other.id}> in the same event {other.date}",
            collection=collection,
        )  # fmt: skip
    for one in catalogue.cut():
        yield CUT.at(_place(one), f"{one.cut}, and there is no WARC-Truncated")
    for one in catalogue.revisits():
        yield from _revisit(one, catalogue, collection)


def _place(known: Known) -> Place:
    return Place(known.place, known.offset, known.id)


def _dangling(catalogue: Catalogue, collection: bool) -> Iterator[Finding]:
    stayed: dict[tuple[str, str], tuple[Known, int]] = {}
    for link in catalogue.dangling():
        # A record that another archive wrote is kept as it is, and its event and warcinfo stayed there.
        if series_of(link.source.filename) == RESTORED and link.kind in _STAY:
            first, count = stayed.get((link.kind, link.source.place), (link.source, 0))
            stayed[link.kind, link.source.place] = first, count + 1
        # A revisit's original is looked for below, by address and date too.
        elif link.source.type != "revisit" or link.kind != "warc-refers-to":
            wrong = f"{link.kind} <{link.target}> leads to no record"
            yield _BY_KIND[link.kind].at(_place(link.source), wrong, collection=collection)
    for (kind, _), (first, count) in stayed.items():
        wrong = f"{kind} leads to no record of this archive in {count} records that another one wrote, here first"
        yield _BY_KIND[kind].at(_place(first), wrong)


def _revisit(one: Known, catalogue: Catalogue, collection: bool) -> Iterator[Finding]:
    if one.profile is None:
        return
    original, wrong = _original(one, catalogue)
    if original is None:
        if wrong:
            yield OUTSIDE.at(_place(one), wrong, collection=collection)
        return
    if original.type == "revisit":
        yield CHAIN.at(_place(one), f"the original <{original.id}> is itself a revisit")
        return
    if original.type != "damaged":
        yield from _against(one, original)


def _original(one: Known, catalogue: Catalogue) -> tuple[Known | None, str | None]:
    """The record that a revisit refers to, or in which way there is none."""
    if one.refers_to:
        return catalogue.by_id(one.refers_to), f"the original <{one.refers_to}> is in none of the files"
    if one.refers_uri and one.refers_date:
        seconds = one.refers_date.rstrip("Z").partition(".")[0]
        found = [known for known in catalogue.captures_of(one.refers_uri, seconds) if known.id != one.id]
        found.sort(key=lambda known: (known.date != one.refers_date, known.type == "revisit"))
        what = f"the original, {one.refers_uri} of {one.refers_date}, is in none of the files"
        return (found[0] if found else None), what
    return None, None


def _against(one: Known, original: Known) -> Iterator[Finding]:
    place = _place(one)
    if one.refers_uri is not None and one.refers_uri != original.uri:
        yield URI.at(place, f"WARC-Refers-To-Target-URI is {one.refers_uri}, the original's address {original.uri}")
    if one.refers_date is not None and one.refers_date != original.date:
        yield DATE.at(place, f"WARC-Refers-To-Date is {one.refers_date}, the original's date {original.date}")
    if one.digest and original.digest and not _same_digest(one.digest, original.digest):
        identical = one.profile == IDENTICAL
        what = "identical payload" if identical else "unchanged page"
        yield DIGEST.at(place, f"a revisit for an {what} has {one.digest}, its original {original.digest}")
    if original.payload == 0 or (original.status is not None and original.status >= 400):
        how = "has no payload" if original.payload == 0 else f"is an error page with status {original.status}"
        yield POOR.at(place, f"the original <{original.id}> {how}")
    if original.date > one.date:
        yield ORDER.at(place, f"the original is of {original.date}, the revisit of {one.date}")


def _same_digest(one: str, other: str) -> bool:
    """Digests of different algorithms cannot be compared here."""
    label, _, value = one.lower().partition(":")
    other_label, _, other_value = other.lower().partition(":")
    return label.replace("-", "") != other_label.replace("-", "") or value == other_value
