"""From bytes to text: BOM, HTTP charset, meta, strict UTF-8, windows-1252, in this order and never a guess."""

from __future__ import annotations

import codecs
import re
from functools import lru_cache

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_HTTP_CHARSET = re.compile(r"""charset\s*=\s*["']?\s*([^\s;"',]+)""", re.IGNORECASE)
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_META_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*+=\s*+["']?+\s*+([\w:.+-]+)""", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"""^\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w:.+-]+)["']""", re.IGNORECASE)
_CSS_CHARSET = re.compile(rb'^@charset "([\w:.+-]+)";')
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
# The first two bytes of a character above ASCII.
_UTF8_LEAD = re.compile(rb"[\xc2-\xf4][\x80-\xbf]")
# Browsers look at the first 1024 bytes; long comments and scripts push the meta of hand-made pages further down.
_PRESCAN = 8192

# The WHATWG standard reads these labels as windows-1252, and pages of the 2000s rely on it.
_MEANS_WINDOWS_1252 = frozenset(
    (
        "ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 iso88591 "
        "iso_8859-1 iso_8859-1:1987 l1 latin1 latin-1 us-ascii windows-1252 x-cp1252"
    ).split()
)
_MEANS_UTF8 = frozenset({"utf-8", "utf8", "unicode-1-1-utf-8", "x-unicode20utf8"})
_NOT_TEXT = frozenset(("base64 bz2 hex punycode quopri raw_unicode_escape rot13 unicode_escape uu zlib idna").split())
_C1 = {code: character for code in range(0x80, 0xA0) if (character := bytes([code]).decode("cp1252", errors="ignore"))}


def decode(body: bytes, content_type: str | None) -> str:
    """The page's text, without NUL bytes. Never raises."""
    for mark, name in _BOMS:
        if body.startswith(mark):
            return _without_nul(body[len(mark) :].decode(name, errors="replace"))
    declared = declared_charset(body, content_type)
    # Bytes that are UTF-8 by chance do not occur in Latin-1 text of any length: such a label is a mistake.
    if declared is None or declared in _MEANS_UTF8 or declared in _MEANS_WINDOWS_1252:
        return _without_nul(_utf8_or_windows(body))
    return _without_nul(body.decode(declared, errors="replace"))


def declared_charset(body: bytes, content_type: str | None) -> str | None:
    """The charset that the HTTP header or the page itself names, if it is one that is known."""
    return _http_label(content_type) or _meta_label(body)


def _without_nul(text: str) -> str:
    return text.replace("\x00", "") if "\x00" in text else text


@lru_cache(maxsize=64)  # a site sends the same few headers
def _http_label(content_type: str | None) -> str | None:
    found = _HTTP_CHARSET.search(content_type) if content_type else None
    return _known(found[1]) if found else None


def _meta_label(body: bytes) -> str | None:
    head = body[:_PRESCAN]
    found = _XML_ENCODING.match(head) or _CSS_CHARSET.match(head)
    if found is None and b"charset" in head.lower():
        found = _META_CHARSET.search(_COMMENT.sub(b"", head))
    label = _known(found[1].decode("ascii", errors="ignore")) if found else None
    # A meta that was read as ASCII cannot stand in a UTF-16 page.
    return "utf-8" if label is not None and label.startswith(("utf-16", "utf-32")) else label


def _known(label: str) -> str | None:
    name = label.strip().lower()
    if name in _MEANS_UTF8 or name in _MEANS_WINDOWS_1252:
        return name
    try:
        known = codecs.lookup(name).name
        "".encode(known)
    except (LookupError, ValueError, UnicodeError):
        return None
    return None if known.replace("-", "_") in _NOT_TEXT else known


def _utf8_or_windows(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError:
        pass
    try:
        # final=False: a page cut in the middle of a character is still UTF-8.
        return codecs.getincrementaldecoder("utf-8")().decode(body)
    except UnicodeDecodeError:
        return _mixed(body)


def _windows_1252(body: bytes) -> str:
    try:
        return body.decode("cp1252")
    except UnicodeDecodeError:
        # Five bytes mean nothing there; the WHATWG standard keeps them as control characters.
        return body.decode("latin-1").translate(_C1)


def _mixed(body: bytes) -> str:
    """windows-1252, unless nearly everything above ASCII is UTF-8: then only the odd bytes are windows-1252."""
    if _UTF8_LEAD.search(body) is None:
        return _windows_1252(body)
    whole, odd = 0, 0
    for run in _HIGH_RUN.findall(body):
        try:
            whole += len(run.decode("utf-8"))
        except UnicodeDecodeError:
            odd += 1
    if whole <= 3 * odd:
        return _windows_1252(body)
    return _HIGH_RUN.sub(_as_utf8, body).decode("utf-8")


def _as_utf8(run: re.Match[bytes]) -> bytes:
    try:
        run[0].decode("utf-8")
    except UnicodeDecodeError:
        return _windows_1252(run[0]).encode("utf-8")
    return run[0]
