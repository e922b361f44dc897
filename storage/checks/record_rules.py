"""What every WARC record must be, whatever its type: version, fields, ids, dates, addresses.

To add a rule: write a function that takes an entry and gives a sentence for each fault, and a row in RULES. The test
of the table asks for a record that breaks it and for a line in docs/verify.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from storage.checks.entry import Entry, media_type
from storage.checks.findings import Rule, Severity, quoted
from storage.checks.syntax import address_fault, date_fault, foreign_characters, is_bracketed_uri, uri_faults

_TYPES: Final = frozenset("warcinfo response resource request metadata revisit conversion continuation".split())
_WITH_URI: Final = frozenset("response resource request revisit conversion continuation".split())
_ID_FIELDS: Final = ("warc-record-id", "warc-concurrent-to", "warc-refers-to", "warc-warcinfo-id",
                     "warc-segment-origin-id")  # fmt: skip
_REPEATABLE: Final = frozenset({"warc-concurrent-to", "warc-protocol"})
_TOKEN: Final = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_MEDIA_TYPE: Final = re.compile(r"[^\s/;]+/[^\s/;]+([ \t]*;.*)?")
_TRUNCATIONS: Final = frozenset({"length", "time", "disconnect", "unspecified"})
# Field, the record types that may have it, clause.
_EVENT: Final = frozenset("response resource request metadata revisit".split())
_PAYLOAD: Final = frozenset("response resource request revisit conversion continuation".split())
_PLACES: Final = (
    ("warc-concurrent-to", _EVENT, "§5.7"),
    ("warc-ip-address", _EVENT, "§5.10"),
    ("warc-refers-to", frozenset({"metadata", "revisit", "conversion"}), "§5.11"),
    ("warc-refers-to-target-uri", frozenset({"metadata", "revisit", "conversion"}), "§5.12"),
    ("warc-refers-to-date", frozenset({"metadata", "revisit", "conversion"}), "§5.13"),
    ("warc-target-uri", _TYPES - {"warcinfo"}, "§5.14"),
    ("warc-warcinfo-id", _TYPES - {"warcinfo"}, "§5.16"),
    ("warc-filename", frozenset({"warcinfo"}), "§5.17"),
    ("warc-profile", frozenset({"revisit"}), "§5.18"),
    ("warc-segment-origin-id", frozenset({"continuation"}), "§5.21"),
    ("warc-segment-total-length", frozenset({"continuation"}), "§5.22"),
)


def _version(entry: Entry) -> Iterator[str]:
    if entry.record.version not in ("WARC/1.0", "WARC/1.1"):
        yield f"version {quoted(entry.record.version)}; read by the rules of WARC 1.0"


def _line_ends(entry: Entry) -> Iterator[str]:
    bare = entry.head.count(b"\n") - entry.head.count(b"\r\n")
    if bare:
        yield f"{bare} lines of the head end in a bare LF"


def _separator(entry: Entry) -> Iterator[str]:
    if not entry.after.startswith(b"\r\n\r\n"):
        yield f"{quoted(entry.after[:4].decode('latin-1'))} follows the block"
    elif entry.after[4:5] in (b"\r", b"\n"):
        yield "more than two line ends follow the block"


def _field_lines(entry: Entry) -> Iterator[str]:
    for line in entry.head.split(b"\n")[1:]:
        text = line.rstrip(b"\r")
        if text and text[:1] not in b" \t":
            name, colon, _ = text.partition(b":")
            if not colon:
                yield f"a line without a colon: {quoted(text.decode('latin-1'))}"
            elif not _TOKEN.fullmatch(name):
                yield f"{quoted(name.decode('latin-1'))} is no field name"


def _folded(entry: Entry) -> Iterator[str]:
    if entry.is_1_1 and any(line[:1] in b" \t" for line in entry.head.split(b"\n")[1:] if line.strip()):
        yield "a field goes on in the next line"


def _text(entry: Entry) -> Iterator[str]:
    try:
        entry.head.decode()
    except UnicodeDecodeError as error:
        yield f"byte {error.start} of the head is no UTF-8"


def _record_id(entry: Entry) -> Iterator[str]:
    if not entry.has("warc-record-id"):
        yield "no WARC-Record-ID"


def _date(entry: Entry) -> Iterator[str]:
    if not entry.has("warc-date"):
        yield "no WARC-Date"


def _type(entry: Entry) -> Iterator[str]:
    if not entry.one("warc-type"):
        yield "no WARC-Type"


def _known_type(entry: Entry) -> Iterator[str]:
    if entry.type and entry.type not in _TYPES:
        yield f"WARC-Type {quoted(entry.one('warc-type'))} is an extension"


def _target_uri(entry: Entry) -> Iterator[str]:
    if entry.type in _WITH_URI and not entry.has("warc-target-uri"):
        yield f"a {entry.type} record without WARC-Target-URI"


def _date_form(entry: Entry) -> Iterator[str]:
    for name in ("warc-date", "warc-refers-to-date"):
        if entry.has(name):
            # WARC-Refers-To-Date came with 1.1 and is used in 1.0 with the precision of its original.
            fault = date_fault(entry.one(name), seconds_only=not entry.is_1_1 and name == "warc-date")
            if fault:
                yield f"{name}: {fault}"


def _bracketed(entry: Entry) -> Iterator[str]:
    for name in _ID_FIELDS:
        for value in entry.fields.get(name, ()):
            if not is_bracketed_uri(value):
                yield f"{name}: {quoted(value)} is no URI in angle brackets"


def _is_bracketed(entry: Entry) -> bool:
    return entry.one("warc-target-uri").startswith("<")


def _brackets_1_1(entry: Entry) -> Iterator[str]:
    if entry.is_1_1 and _is_bracketed(entry):
        yield f"WARC-Target-URI stands in angle brackets: {quoted(entry.one('warc-target-uri'))}"


def _brackets_1_0(entry: Entry) -> Iterator[str]:
    if not entry.is_1_1 and _is_bracketed(entry):
        yield f"WARC-Target-URI stands in angle brackets: {quoted(entry.one('warc-target-uri'))}"


def _uris(entry: Entry) -> Iterator[tuple[str, str]]:
    for name in ("warc-target-uri", "warc-refers-to-target-uri", "warc-profile", "warc-source-uri"):
        if entry.has(name):
            yield name, entry.one(name).strip("<>")


def _uri_form(entry: Entry) -> Iterator[str]:
    for name, value in _uris(entry):
        for fault in uri_faults(value):
            yield f"{name}: {fault}"


def _uri_characters(entry: Entry) -> Iterator[str]:
    for name, value in _uris(entry):
        if found := foreign_characters(value):
            yield f"{name}: {quoted(found)} has to be escaped in {quoted(value)}"


def _fragment(entry: Entry) -> Iterator[str]:
    if "#" in entry.uri:
        yield f"WARC-Target-URI has a fragment: {quoted(entry.uri)}"


def _repeated(entry: Entry) -> Iterator[str]:
    for name, values in entry.fields.items():
        if len(values) > 1 and name not in _REPEATABLE and name.startswith(("warc-", "content-")):
            yield f"{name} stands there {len(values)} times"


def _places(entry: Entry) -> Iterator[str]:
    if entry.type not in _TYPES:
        return
    for name, types, clause in _PLACES:
        if entry.has(name) and entry.type not in types:
            yield f"{name} in a {entry.type} record ({clause})"


def _payload_fields(entry: Entry) -> Iterator[str]:
    for name in ("warc-payload-digest", "warc-identified-payload-type"):
        if entry.has(name) and entry.type in _TYPES - _PAYLOAD:
            yield f"{name} in a {entry.type} record, which has no payload"


def _content_type(entry: Entry) -> Iterator[str]:
    if entry.record.size and entry.type != "continuation" and not entry.has("content-type"):
        yield f"{entry.record.size} bytes of block without Content-Type"


def _content_type_form(entry: Entry) -> Iterator[str]:
    for name in ("content-type", "warc-identified-payload-type"):
        if entry.has(name) and not _MEDIA_TYPE.fullmatch(entry.one(name)):
            yield f"{name}: {quoted(entry.one(name))} is no media type"


def _ip_address(entry: Entry) -> Iterator[str]:
    if entry.has("warc-ip-address") and (fault := address_fault(entry.one("warc-ip-address"))):
        yield fault


def _truncated(entry: Entry) -> Iterator[str]:
    if entry.has("warc-truncated") and entry.one("warc-truncated") not in _TRUNCATIONS:
        yield f"WARC-Truncated {quoted(entry.one('warc-truncated'))} is no reason of the standard"


def _warcinfo_first(entry: Entry) -> Iterator[str]:
    if entry.first and entry.type != "warcinfo":
        yield f"the file begins with a {entry.type or 'nameless'} record"


def _filename(entry: Entry) -> Iterator[str]:
    stated = entry.one("warc-filename").strip('"')
    if entry.type == "warcinfo" and entry.first and stated and stated.rpartition("/")[2] != entry.record.filename:
        yield f"WARC-Filename is {quoted(stated)}, the file is {quoted(entry.record.filename)}"


def _warcinfo_type(entry: Entry) -> Iterator[str]:
    stated = media_type(entry.one("content-type"))
    if entry.type == "warcinfo" and stated not in ("application/warc-fields", ""):
        yield f"a warcinfo record of type {quoted(stated)}"


def _segments(entry: Entry) -> Iterator[str]:
    number = entry.one("warc-segment-number")
    if entry.type == "continuation":
        if not entry.has("warc-segment-origin-id"):
            yield "a continuation without WARC-Segment-Origin-ID"
        if not number.isdigit() or int(number[:18]) < 2:
            yield f"a continuation whose WARC-Segment-Number is {quoted(number)}"
    elif number and number != "1":
        yield f"a first segment whose WARC-Segment-Number is {quoted(number)}"


_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO
RULES: Final = (
    Rule("version", _W, "WARC 1.1 §4", "A record begins with WARC/1.0 or WARC/1.1.",
         "check that the tools you replay with read this version", _version),
    Rule("line-ends", _E, "WARC 1.1 §4", "Lines of a record's head end in CRLF.",
         "write the heads anew with CRLF", _line_ends),
    Rule("record-separator", _E, "WARC 1.1 §4", "Two CRLF follow each block.",
         "write CRLF CRLF after each block", _separator),
    Rule("field-lines", _E, "WARC 1.1 §4", "Each line of a head is a name, a colon and a value.",
         "take the line out or mend it", _field_lines),
    Rule("folded-field", _W, "WARC 1.1 §4", "No field of WARC 1.1 goes on in the next line.",
         "write the field in one line; many readers drop what follows", _folded),
    Rule("head-utf8", _W, "WARC 1.1 §4", "The head is UTF-8.", "escape or re-encode the value", _text),
    Rule("record-id", _E, "WARC 1.1 §5.2", "Each record has a WARC-Record-ID.", "give the record an id", _record_id),
    Rule("date", _E, "WARC 1.1 §5.4", "Each record has a WARC-Date.", "give the record a date", _date),
    Rule("date-form", _E, "WARC 1.1 §5.4",
         "Dates are UTC, YYYY-MM-DDThh:mm:ssZ; WARC 1.1 also allows other precisions, up to nine digits of a second.",
         "write the date in this form", _date_form),
    Rule("type", _E, "WARC 1.1 §5.5", "Each record has a WARC-Type.", "give the record a type", _type),
    Rule("type-known", _I, "WARC 1.1 §5.5", "The type is one of the eight of the standard.",
         "nothing; readers pass over it", _known_type),
    Rule("id-form", _E, "WARC 1.1 §5.2", "Ids are URIs without blanks in angle brackets.",
         "write <urn:uuid:…>", _bracketed),
    Rule("target-uri", _E, "WARC 1.1 §5.14", "All but warcinfo and metadata records have a WARC-Target-URI.",
         "give the record its address", _target_uri),
    Rule("target-uri-brackets", _E, "WARC 1.1 §5.14", "In WARC 1.1 the target URI stands without angle brackets.",
         "take the brackets off; replay tools look for the bare address", _brackets_1_1),
    Rule("target-uri-brackets-1.0", _W, "WARC 1.0 §4", "In WARC 1.0, too, tools expect the target URI bare.",
         "take the brackets off; the grammar of 1.0 allowed them by mistake", _brackets_1_0),
    Rule("uri-form", _E, "RFC 3986 §3", "URIs have a scheme and no white space.",
         "escape the address as RFC 3986 says", _uri_form),
    Rule("uri-characters", _W, "RFC 3986 §2", "URIs hold only the characters of RFC 3986.",
         "escape them when the file is written anew", _uri_characters),
    Rule("uri-fragment", _W, "WARC 1.1 §5.14", "The target URI has no fragment: none is ever sent.",
         "leave the fragment out; replay tools look for the address without it", _fragment),
    Rule("repeated-field", _E, "WARC 1.1 §5.1",
         "No field of the standard is repeated but WARC-Concurrent-To (and WARC-Protocol, an extension).",
         "keep one of them", _repeated),
    Rule("field-place", _E, "WARC 1.1 §5", "Fields stand only in records of the types that may have them.",
         "take the field out", _places),
    Rule("payload-field-place", _W, "WARC 1.1 §5.9", "Payload fields stand only in records that have a payload.",
         "take the field out", _payload_fields),
    Rule("content-type", _W, "WARC 1.1 §5.6", "A block that is not empty has a Content-Type, but in a continuation.",
         "state the media type of the block", _content_type),
    Rule("content-type-form", _W, "WARC 1.1 §5.6", "Content-Type is a media type.",
         "write type/subtype", _content_type_form),
    Rule("ip-address", _E, "WARC 1.1 §5.10", "WARC-IP-Address is an IPv4 or IPv6 address.",
         "write the address, not a name", _ip_address),
    Rule("truncated-reason", _W, "WARC 1.1 §5.15", "WARC-Truncated is length, time, disconnect or unspecified.",
         "write one of the four", _truncated),
    Rule("warcinfo-first", _W, "WARC 1.1 §5.5", "A file begins with a warcinfo record.",
         "nothing is lost; who made the file is not known from it", _warcinfo_first),
    Rule("warcinfo-filename", _W, "WARC 1.1 §5.17", "WARC-Filename is the name of the file.",
         "give the file its name back", _filename),
    Rule("warcinfo-content-type", _W, "WARC 1.1 §6.2", "A warcinfo record is application/warc-fields.",
         "state the recommended type", _warcinfo_type),
    Rule("segments", _E, "WARC 1.1 §7", "Segments are numbered from 1, and each continuation names its first segment.",
         "number the segments and name their origin", _segments),
)  # fmt: skip
