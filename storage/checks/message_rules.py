"""What the blocks of records must be: HTTP messages, revisits, DNS answers, warcinfo."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from storage.checks.entry import Entry, media_type
from storage.checks.findings import Rule, Severity, quoted
from storage.checks.syntax import foreign_characters

IDENTICAL: Final = "identical-payload-digest"
NOT_MODIFIED: Final = "server-not-modified"
_PROFILES: Final = {
    f"http://netpreserve.org/warc/{version}/revisit/{kind}": (version, kind)
    for version in ("0.18", "1.0", "1.1")
    for kind in (IDENTICAL, NOT_MODIFIED)
} | {
    # An IIPC proposal of 2012 that Heritrix and pywb followed; WARC 1.1 made it the rule.
    "http://netpreserve.org/warc/1.0/revisit/uri-agnostic-identical-payload-digest": ("1.0", IDENTICAL)
}
_WARCINFO_BLOCK: Final = 1 << 16


def profile_of(entry: Entry) -> str | None:
    """Which of the two profiles of the standard a revisit has."""
    known = _PROFILES.get(entry.one("warc-profile").strip("<> "))
    return known[1] if known else None


def _http_type(entry: Entry) -> Iterator[str]:
    if entry.is_arc or entry.type not in ("response", "request") or not entry.uri.lower().startswith("http"):
        return
    stated = entry.one("content-type")
    if stated and media_type(stated) != "application/http":
        yield f"a {entry.type} record for an HTTP address of type {quoted(stated)}"
    elif "msgtype" in stated.lower() and entry.type not in stated.lower().partition("msgtype")[2]:
        yield f"a {entry.type} record of type {quoted(stated)}"


def _http_message(entry: Entry) -> Iterator[str]:
    if entry.is_http and entry.type == "response" and entry.response is None:
        yield "the block does not begin with an HTTP status line"
    elif entry.is_http and entry.type == "request" and entry.method is None:
        yield "the block does not begin with an HTTP request line"


def _status_line_version(entry: Entry) -> Iterator[str]:
    if entry.response and not entry.response.version.startswith((b"1.", b"0.")):
        yield f"the status line says HTTP/{entry.response.version.decode('latin-1')}, which has no status lines"


def _interim(entry: Entry) -> Iterator[str]:
    if entry.interim and entry.type == "response":
        yield f"{entry.interim} bytes of interim responses stand before the response"


def _profile(entry: Entry) -> Iterator[str]:
    if entry.type == "revisit" and not entry.one("warc-profile"):
        yield "a revisit without WARC-Profile"


def _known_profile(entry: Entry) -> Iterator[str]:
    stated = entry.one("warc-profile").strip("<> ")
    if entry.type != "revisit" or not stated or foreign_characters(stated):
        return
    known = _PROFILES.get(stated)
    if known is None:
        yield f"the profile {quoted(stated)} is none of the standard; its block and digest are not read"
    elif entry.is_1_1 and known[0] != "1.1":
        yield f"a WARC 1.1 record with the profile of {known[0]}"


def _revisit_digest(entry: Entry) -> Iterator[str]:
    if entry.type == "revisit" and profile_of(entry) == IDENTICAL and not entry.one("warc-payload-digest"):
        yield "a revisit for an identical payload without WARC-Payload-Digest"


def _revisit_refers(entry: Entry) -> Iterator[str]:
    if entry.type == "revisit" and profile_of(entry) and not entry.has("warc-refers-to"):
        missing = [name for name in ("warc-refers-to-target-uri", "warc-refers-to-date") if not entry.has(name)]
        if missing:
            yield f"a revisit with neither warc-refers-to nor {' and '.join(missing)}"


def _revisit_pair(entry: Entry) -> Iterator[str]:
    if entry.type != "revisit" or not entry.is_1_1 or not entry.has("warc-refers-to"):
        return
    for name in ("warc-refers-to-target-uri", "warc-refers-to-date"):
        if not entry.has(name):
            yield f"a revisit without {name}"


def _revisit_truncated(entry: Entry) -> Iterator[str]:
    if (
        entry.type == "revisit"
        and profile_of(entry) == IDENTICAL
        and entry.response is not None
        and entry.record.size == entry.body_start
        and not entry.has("warc-truncated")
    ):
        yield "a revisit whose body is left out, without WARC-Truncated: length"


def _revisit_304(entry: Entry) -> Iterator[str]:
    unchanged = entry.type == "revisit" and profile_of(entry) == NOT_MODIFIED
    if unchanged and entry.response is not None and entry.response.status != 304:
        yield f"a revisit for a 304 holds a head with status {entry.response.status}"


def _dns(entry: Entry) -> Iterator[str]:
    if entry.type == "resource" and entry.uri.lower().startswith("dns:"):
        stated = entry.one("content-type")
        if media_type(stated) != "text/dns":
            yield f"a DNS answer of type {quoted(stated)}"


def _warcinfo_block(entry: Entry) -> Iterator[str]:
    if entry.type != "warcinfo" or media_type(entry.one("content-type")) != "application/warc-fields":
        return
    lines = entry.record.part(0, _WARCINFO_BLOCK).splitlines()
    if entry.record.size > _WARCINFO_BLOCK:
        lines = lines[:-1]
    for line in lines:
        if line.strip() and line[:1] not in b" \t" and b":" not in line:
            yield f"{quoted(line.decode('latin-1'))} is no field"
            return


_E, _W = Severity.ERROR, Severity.WARNING
RULES: Final = (
    Rule("http-content-type", _W, "WARC 1.1 §6.3.2", "HTTP messages are application/http;msgtype=response or request.",
         "state the type of the message, not that of the page", _http_type),
    Rule("http-message", _W, "WARC 1.1 §6.3.2", "A block of type application/http is a whole HTTP message.",
         "nothing can be mended; replay tools may show nothing here", _http_message),
    Rule("http-status-line", _W, "IIPC warc-specifications #42", "The status line is one of HTTP/1.x.",
         "write HTTP/1.1 and add WARC-Protocol: h2; many readers do not know the line", _status_line_version),
    Rule("http-interim", _W, "RFC 9110 §15.2", "A response record holds the final response alone.",
         "keep interim responses in a metadata record; readers take the first for the answer", _interim),
    Rule("revisit-profile", _E, "WARC 1.1 §6.7.1", "A revisit has a WARC-Profile.",
         "state the profile; without one the record cannot be read", _profile),
    Rule("revisit-profile-known", _W, "WARC 1.1 §6.7.2", "The profile is one of the standard of the record's version.",
         "use the URI of the version; some readers compare it whole", _known_profile),
    Rule("revisit-digest", _E, "WARC 1.1 §6.7.2", "A revisit for an identical payload has its WARC-Payload-Digest.",
         "state the digest that was compared", _revisit_digest),
    Rule("revisit-refers", _W, "WARC 1.1 §6.7.2",
         "A revisit names its original, by id or by address and date.",
         "name the original; replay has to guess it by digest", _revisit_refers),
    Rule("revisit-refers-fields", _W, "WARC 1.1 §6.7.2",
         "A revisit of WARC 1.1 has WARC-Refers-To-Target-URI and WARC-Refers-To-Date.",
         "state both; indexes find the original by them", _revisit_pair),
    Rule("revisit-truncated", _W, "WARC 1.1 §6.7.2", "A revisit without its body says WARC-Truncated: length.",
         "add WARC-Truncated: length", _revisit_truncated),
    Rule("revisit-304", _E, "WARC 1.1 §6.7.3", "The head in a server-not-modified revisit is a 304.",
         "keep the 304 as received, or use the other profile", _revisit_304),
    Rule("dns-content-type", _W, "WARC 1.1 §6.4.4", "A DNS answer is text/dns.", "state text/dns", _dns),
    Rule("warcinfo-fields", _W, "WARC 1.1 §6.2", "The block of application/warc-fields is lines of name: value.",
         "mend the line", _warcinfo_block),
)  # fmt: skip
