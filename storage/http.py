"""An HTTP message as bytes: where its head ends, what its body is with transfer and content coding removed."""

from __future__ import annotations

import email.utils
import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from crawler.errors import HttpMessageError
from storage.content_coding import remove_coding

_STATUS_LINE: Final = re.compile(rb"HTTP/(\d+(?:\.\d+)?)[ \t]+(\d{3})[ \t]?([^\r\n]*)\r?\n")
_HEAD_END: Final = re.compile(rb"\r?\n\r?\n")
# Nothing but extensions may follow the size: a line of words that begins with hex letters is no chunk.
CHUNK_SIZE: Final = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,15})[ \t]*(?:;[^\n]*)?\r?\n")
_NO_BODY: Final = frozenset({204, 304})
WHOLE: Final = 1 << 62


@dataclass(frozen=True, slots=True)
class HttpResponse:
    """A response's head. `headers` in wire order, folded lines joined, colon-less lines left out; names and
    values are bytes as sent. `head_length` counts the bytes up to the body."""

    version: bytes
    status: int
    reason: bytes
    headers: tuple[tuple[bytes, bytes], ...]
    head_length: int

    def header(self, name: bytes) -> bytes | None:
        """The first value under this name; None when there is none."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), None)

    @property
    def content_type(self) -> str | None:
        value = self.header(b"content-type")
        return None if value is None else value.decode("latin-1")


def split_interim(raw: bytes) -> tuple[bytes, bytes]:
    """The interim (1xx) responses and the final response that follows them. 101 is final: it ends HTTP."""
    start = 0
    while (match := _STATUS_LINE.match(raw, start)) and match[2].startswith(b"1") and match[2] != b"101":
        end = _HEAD_END.search(raw, match.end() - 2)
        if end is None:
            return raw, b""
        start = end.end()
    return raw[:start], raw[start:]


def read_response(block: bytes, method: bytes = b"GET") -> HttpResponse:
    """Read the head, tolerantly. Raises HttpMessageError when there is not even a status line."""
    match = _STATUS_LINE.match(block)
    if match is None:
        raise HttpMessageError("no HTTP status line")
    # The blank line may follow the status line at once, so the search begins at that line's own end.
    end = _HEAD_END.search(block, match.end() - (2 if block[match.end() - 2 : match.end()] == b"\r\n" else 1))
    head_length = end.end() if end else len(block)
    lines = block[match.end() : max(end.start(), match.end()) if end else head_length]
    return HttpResponse(match[1], int(match[2]), match[3], _headers(lines), head_length)


def head_of(block: bytes, method: bytes = b"GET") -> bytes:
    """The head alone; all of what is no HTTP message."""
    try:
        return block[: read_response(block, method).head_length]
    except HttpMessageError:
        return block


def _headers(lines: bytes) -> tuple[tuple[bytes, bytes], ...]:
    unfolded: list[bytes] = []
    for line in lines.replace(b"\r\n", b"\n").split(b"\n"):
        if line[:1] in (b" ", b"\t") and unfolded:
            unfolded[-1] += b" " + line.strip()
        else:
            unfolded.append(line)
    pairs = (line.partition(b":") for line in unfolded if b":" in line)
    return tuple((name.strip(), value.strip()) for name, _, value in pairs)


def entity_body(block: bytes, method: bytes = b"GET") -> bytes:
    """The payload as capture rules define it: transfer coding removed, content coding kept."""
    response = read_response(block, method)
    body = block[response.head_length :]
    if has_no_body(response, method):
        return b""
    if is_chunked(response):
        return _dechunk(body)[0]
    return body[: declared_length(response)]


def framing_of(block: bytes, method: bytes = b"GET") -> str | None:
    """A digest of the body as sent when that is more than the payload (chunks, trailers, bytes beyond the declared
    length); None when the two are the same bytes, or the block is no HTTP message."""
    try:
        body = block[read_response(block, method).head_length :]
    except HttpMessageError:
        return None
    return None if body == entity_body(block, method) else hashlib.sha256(body).hexdigest()


def missing(block: bytes, method: bytes = b"GET") -> str | None:
    """Why a response is known to be cut; None when by its own framing it is whole (or cannot be known to be cut)."""
    try:
        response = read_response(block, method)
    except HttpMessageError as error:
        return error.message
    if _HEAD_END.search(block) is None:
        return "the head is cut"
    if has_no_body(response, method):
        return None
    body = block[response.head_length :]
    if is_chunked(response):
        return None if _dechunk(body)[1] else "the chunked body is cut"
    declared = declared_length(response)
    if declared != WHOLE and len(body) < declared:
        return f"{declared - len(body)} bytes of the body are missing"
    return None


def ends_by_close(block: bytes, method: bytes = b"GET") -> bool:
    """True when nothing but the end of the connection ends the body."""
    response = read_response(block, method)
    return not has_no_body(response, method) and not is_chunked(response) and declared_length(response) == WHOLE


def has_no_body(response: HttpResponse, method: bytes) -> bool:
    return method == b"HEAD" or response.status in _NO_BODY or 100 <= response.status < 200


def is_chunked(response: HttpResponse) -> bool:
    """Transfer-Encoding wins over Content-Length when both are there (RFC 9112, 6.3)."""
    return any(key.lower() == b"transfer-encoding" and b"chunked" in value.lower() for key, value in response.headers)


def declared_length(response: HttpResponse) -> int:
    """What Content-Length says; WHOLE when it says nothing that can be used."""
    value = (response.header(b"content-length") or b"").split(b",")[0].strip()
    # Longer than any body is still a length, and one that is not reached; Python reads no more than 4300 digits.
    return int(value) if value.isdigit() and len(value) <= 4300 else WHOLE


def _dechunk(body: bytes) -> tuple[bytes, bool]:
    """The chunks' data, and whether the last chunk and the end of the trailers were there. When the body does
    not begin as chunks at all, it is taken as it is: some servers label what they did not chunk."""
    parts: list[bytes] = []
    position = 0
    while match := CHUNK_SIZE.match(body, position):
        size = int(match[1], 16)
        position = match.end()
        if size == 0:
            return b"".join(parts), trailers_end(body, position)
        parts.append(body[position : position + size])
        position += size
        if body[position : position + 2] == b"\r\n":
            position += 2
        elif body[position : position + 1] == b"\n":
            position += 1
    if not parts:
        return body, False
    return b"".join(parts), False


def trailers_end(body: bytes, position: int) -> bool:
    """True when the trailers that begin here, or none, are followed by their blank line."""
    return (
        body[position : position + 2] == b"\r\n"
        or body[position : position + 1] == b"\n"
        or bool(_HEAD_END.search(body, position))
    )


def decoded_body(response: HttpResponse, payload: bytes, limit: int) -> tuple[bytes, str | None]:
    """The payload with content coding removed, at most `limit` bytes, and a note when it was not as labelled.

    Tolerant: what is not coded as its label says comes back as it is, of a cut stream what decodes.
    """
    note = None
    values = (value for name, value in response.headers if name.lower() == b"content-encoding")
    codings = b",".join(values).decode("latin-1").lower().replace(" ", "").split(",")
    for coding in reversed([coding for coding in codings if coding not in ("", "identity")]):
        payload, note = remove_coding(coding, payload, limit)
        if note is not None:
            break
    if len(payload) > limit:
        return payload[:limit], f"read up to {limit} bytes only"
    return payload, note


def read_http_date(value: str | None) -> datetime | None:
    """An HTTP date (RFC 9110, 5.6.7) as an aware UTC time; None when it is none."""
    try:
        moment = email.utils.parsedate_to_datetime(value or "")
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
