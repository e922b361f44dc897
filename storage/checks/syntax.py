"""The forms that field values have: URIs, dates, addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from ipaddress import ip_address
from typing import Final

from storage.checks.findings import quoted

_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
# RFC 3986: unreserved, reserved, and the percent sign of an escape.
_FOREIGN: Final = re.compile(r"[^A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]")
_BAD_ESCAPE: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")
_BLANK: Final = re.compile(r"\s")
_SECONDS: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
# WARC 1.1 allows every precision of W3CDTF, from the year to nine digits of a second.
_ANY_PRECISION: Final = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?Z)?)?)?")
_FORMS: Final = ("%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%d", "%Y-%m", "%Y")


def uri_faults(value: str) -> Iterator[str]:
    """What makes a URI (without brackets) none by RFC 3986."""
    if _BLANK.search(value):
        yield f"white space in {quoted(value)}"
    elif not _SCHEME.match(value):
        yield f"no scheme in {quoted(value)}"


def foreign_characters(value: str) -> str | None:
    """The characters that RFC 3986 wants escaped, or a percent sign that begins no escape."""
    found = sorted({c for c in _FOREIGN.findall(value) if not c.isspace()})
    if found:
        return "".join(found[:10])
    return "%" if _BAD_ESCAPE.search(value) else None


def is_bracketed_uri(value: str) -> bool:
    return value.startswith("<") and value.endswith(">") and not any(uri_faults(value[1:-1]))


def date_fault(value: str, *, seconds_only: bool) -> str | None:
    """Why a value is no WARC-Date. WARC 1.0 has whole seconds only."""
    if not (_SECONDS if seconds_only else _ANY_PRECISION).fullmatch(value):
        if seconds_only and _ANY_PRECISION.fullmatch(value):
            return f"{value} is not of the form YYYY-MM-DDThh:mm:ssZ, the only one of WARC 1.0"
        return f"{quoted(value)} is no UTC date of the form YYYY-MM-DDThh:mm:ssZ"
    plain = value.rstrip("Z").partition(".")[0]
    form = next(form for form in _FORMS if len(plain) == len(datetime(2000, 1, 1).strftime(form)))
    try:
        datetime.strptime(plain, form)
    except ValueError:
        # Second 60 is a leap second, which W3CDTF has and Python has not.
        return (
            None
            if plain.endswith(":60") and not date_fault(value.replace(":60", ":59"), seconds_only=False)
            else (f"{value} is no day or time there is")
        )
    return None


def address_fault(value: str) -> str | None:
    """Why a value is no IP address as WARC writes it."""
    try:
        ip_address(value)
    except ValueError:
        return f"{quoted(value)} is no IPv4 or IPv6 address"
    return None


def seconds_of(date: str) -> str:
    """A WARC-Date or CDX timestamp as 14 digits."""
    return re.sub(r"\D", "", date.partition(".")[0])[:14]
