"""What the walk over a file finds wrong with its structure, as rules."""

from __future__ import annotations

from typing import Final

from storage.checks.findings import Rule, Severity
from storage.record_walk import Fault

RULES: Final = (
    Rule(
        Fault.STRUCTURE.value,
        Severity.ERROR,
        "WARC 1.1 §4",
        "A file is records, one after the other, whole to its end, with nothing between them.",
        "get the file again from its source; the records before and behind the damage are whole",
    ),
    Rule(
        Fault.LENGTH.value,
        Severity.ERROR,
        "WARC 1.1 §5.3",
        "Content-Length is there, is a number, and is the number of bytes of the block.",
        "set Content-Length to the size of the block",
    ),
    Rule(
        Fault.MEMBER.value,
        Severity.ERROR,
        "RFC 1952 §2.3",
        "Every gzip member is whole and its checksum is right.",
        "get the file again from its source, or cut this member off and keep it beside the file",
    ),
    Rule(
        Fault.BETWEEN.value,
        Severity.ERROR,
        "RFC 1952 §2.2",
        "Nothing lies before, between or after the gzip members.",
        "cut these bytes out; indexes made before count other offsets from here on",
    ),
    Rule(
        Fault.ONE_A_MEMBER.value,
        Severity.WARNING,
        "WARC 1.1 Annex D",
        "Every record is a gzip member of its own.",
        "compress the file anew record by record, so that replay tools can reach each record",
    ),
    Rule(
        Fault.EMPTY_MEMBER.value,
        Severity.WARNING,
        "WARC 1.1 Annex D",
        "No gzip member is without a record.",
        "nothing is lost; cut the empty member out when the file is written anew",
    ),
)
_BY_NAME: Final = {rule.name: rule for rule in RULES}


def rule_of(fault: Fault) -> Rule:
    return _BY_NAME[fault.value]
