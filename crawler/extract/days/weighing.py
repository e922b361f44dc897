"""Which date a story gets when several things speak of it: ranked, intersected, doubts kept."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from crawler.extract.days import edtf
from crawler.extract.days.calendar import LAST_DAY
from crawler.extract.days.edtf import Span
from crawler.items import DateEvidence, DateInfo

# By rank: an address or a printed date is the publisher's own word, an issue page or a dated copy says it of
# this story, a dated story refers to it; words in the text come last. The site's life is only a frame.
_RANKS = {
    "address": 0,
    "date_line": 1,
    "json_ld": 1,
    "time_element": 1,
    "meta": 1,
    "issue_page": 2,
    "dated_copy": 3,
    "cross_reference": 4,
    "likely_reference": 5,
    "citation": 5,
    "weekday": 5,
    "site_life": 6,
}
# What settles a day well enough for `datePublished`. A cross-reference counts when it names one day.
_SETTLING_RANK = _RANKS["cross_reference"]
_PRINTED = ("date_line", "json_ld", "time_element", "meta")
# A story is listed first by its own issue, and copied after it came out.
_EARLIEST_WINS = ("issue_page", "dated_copy")
_CONFIDENCE = {0: "certain", 1: "certain", 2: "high", 3: "high", 4: "high", 5: "medium", 6: "low"}
_ONE_LOWER = {"certain": "high", "high": "medium", "medium": "low", "low": "low"}
# A printed date after the last issue is a teaser's, or that of a move to a new site. Addresses are more to be
# trusted, and copies may have followed late.
_FIRST_DAY = date(1998, 1, 1)
_LAST_ADDRESS = date(2014, 12, 31)
# More days than this are an interval to state, not a list to read.
_MOST_ALTERNATIVES = 40
# "May 9, 2011 -- Updated 0203 GMT": the hour of a change, with no day of its own.
_CHANGED = re.compile(
    r"\d{4}\W{1,6}(?:last )?(?:updated|modified|revised)\W{1,3}\d{1,2}:?\d\d\b(?!.*\b(?:19|20)\d\d\b)", re.IGNORECASE
)
_UNKNOWN = DateInfo("none", None, None, None, None, None)

_Days = tuple[Span, ...]


def choose(evidence: Sequence[DateEvidence]) -> DateInfo:
    """Weigh the evidence: the strongest decides, the weaker narrows it down or is listed as a doubt."""
    values = [_usable(item) for item in evidence]
    order = _order_of_trust(evidence, values)
    if not order:
        return replace(_UNKNOWN, evidence=tuple(_marked(item, used=False) for item in evidence))
    left, used = _intersect(_without_ties(evidence, values, order), order)
    marked = tuple(_marked(item, used=number in used) for number, item in enumerate(evidence))
    against = {value for number in order if number not in used and (value := _single(values[number]))}
    return _info(left, marked, evidence[order[0]].kind, against)


def _marked(item: DateEvidence, *, used: bool) -> DateEvidence:
    return item if item.used == used else replace(item, used=used)


def settles(info: DateInfo) -> bool:
    """True when something better than the story's own words names the day."""
    return info.precision == "day" and any(
        item.used and item.value == info.edtf and _rank(item) <= _SETTLING_RANK for item in info.evidence
    )


def _usable(item: DateEvidence) -> _Days | None:
    """The days a piece of evidence allows; none when no story can have come out on them."""
    days = edtf.parse(item.value) if item.kind in _RANKS else None
    last = _LAST_ADDRESS if item.kind == "address" else LAST_DAY
    return days if days and edtf.intersection(days, ((_FIRST_DAY, last),)) else None


def _order_of_trust(evidence: Sequence[DateEvidence], values: Sequence[_Days | None]) -> list[int]:
    """Positions of the evidence that can be used, the most trusted first, whatever order it came in."""
    votes = Counter((_rank(item), item.value) for item in evidence if item.kind in _RANKS)
    declared = [item.value for item in evidence if item.kind in _PRINTED[1:] and item.value]

    def trust(number: int) -> tuple[object, ...]:
        item = evidence[number]
        rank = _rank(item)
        vague = _single(values[number]) is None
        # What readers see is the publisher's word; what machines read may be the day of a move to a new site.
        # A day beside the hour of a change may be the change's, where a day before it is declared.
        hidden = int(item.kind in _PRINTED[1:])
        if item.kind == "date_line" and any(value < (item.value or "") for value in declared):
            hidden = 2 if _CHANGED.search(item.text) else 0
        voices = 0 if item.kind in _EARLIEST_WINS else -votes[rank, item.value]
        printed = _PRINTED.index(item.kind) if item.kind in _PRINTED else 0
        return rank, vague, hidden, voices, printed, item.value or "", item.kind, item.text

    return sorted((number for number, value in enumerate(values) if value), key=trust)


def _intersect(values: Sequence[_Days | None], order: Sequence[int]) -> tuple[_Days, set[int]]:
    left = values[order[0]] or ()
    used = {order[0]}
    for number in order[1:]:
        if common := edtf.intersection(left, values[number] or ()):
            left = common
            used.add(number)
    return left, used


def _info(left: _Days, evidence: tuple[DateEvidence, ...], method: str, against: set[str]) -> DateInfo:
    listed = edtf.days(left, _MOST_ALTERNATIVES) if edtf.precision_of(left) != "day" else ()
    precision = edtf.precision_of(left)
    confidence = _confidence(evidence, precision, len(against))
    edtf_text = edtf.text_of(left)
    alternatives = sorted({day.isoformat() for day in listed} | against - {edtf_text or ""})
    return DateInfo(
        precision=precision,
        edtf=edtf_text,
        earliest=left[0][0].isoformat(),
        latest=left[-1][1].isoformat(),
        method=method,
        confidence=confidence,
        evidence=evidence,
        alternatives=tuple(alternatives),
    )


def _confidence(evidence: Sequence[DateEvidence], precision: str, doubts: int) -> str:
    if precision != "day":
        return "low"
    agreeing = {_rank(item) for item in evidence if item.used and _single(edtf.parse(item.value))}
    # A day that nothing names by itself was worked out: never more than medium.
    confidence = _CONFIDENCE[min(agreeing | {_RANKS["citation"]})]
    if confidence == "high" and len(agreeing & {2, 3, 4}) > 1:
        confidence = "certain"
    return _ONE_LOWER[confidence] if doubts else confidence


def _rank(item: DateEvidence) -> int:
    """A reference that only bounds the date is the story's own word, like a citation; so is the month of a folder."""
    rank = _RANKS.get(item.kind, len(_RANKS))
    if item.kind in ("cross_reference", "address") and _single(edtf.parse(item.value)) is None:
        return _RANKS["citation"]
    return rank


def _without_ties(
    evidence: Sequence[DateEvidence], values: Sequence[_Days | None], order: Sequence[int]
) -> list[_Days | None]:
    """References that name different days equally often leave all of these days possible."""
    first = evidence[order[0]]
    if first.kind != "cross_reference" or _single(values[order[0]]) is None:
        return list(values)
    votes = Counter(item.value for item in evidence if item.kind == first.kind and _rank(item) == _rank(first))
    tied = {value for value, count in votes.items() if count == votes[first.value]}
    either = edtf.joined(span for value in tied for span in edtf.parse(value) or ())
    return [either if evidence[n].value in tied else days for n, days in enumerate(values)]


def _single(days: _Days | None) -> str | None:
    if days and len(days) == 1 and days[0][0] == days[0][1]:
        return days[0][0].isoformat()
    return None
