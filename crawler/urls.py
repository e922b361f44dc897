"""One identity per page: scheme, `www.`, port, last slash and tracking parameters do not make another page."""

from __future__ import annotations

import hashlib
import ipaddress
import re
from functools import lru_cache
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

# Parameters that say where a reader came from, never which page is meant. `mgs1` is GSN's own.
TRACKING_PARAMETERS = frozenset({"mgs1", "fbclid", "gclid", "dclid", "msclkid", "mc_cid", "mc_eid", "_ga", "yclid"})
_TRACKING_PREFIXES = ("utm_",)
_REPLAY_PREFIX = re.compile(r"^https?://[^/]+/(?:[^/?#]+/)*?\d{4,14}(?:[a-z]{2}_)?/(?=https?:/)", re.IGNORECASE)
_DEFAULT_PORTS = {"http": 80, "https": 443}
_LINE_ENDS = re.compile(r"[\n\r\t]")
# A path from the root without dot segments needs no joining.
_ABSOLUTE = re.compile(r"https?://[^/]", re.IGNORECASE)
_ROOT_RELATIVE = re.compile(r"/(?!/)[^.#]*(?:\.[^./#][^.#]*)*(?:#.*)?$")
# RFC 3986 unreserved, reserved and the percent sign: what may stand in an address as it is.
_NOT_IN_HOST = re.compile(r"[\[\]/\\?#@:%\s]")
# Browsers and servers take some thousand characters; what is longer is data, and each page's cache would keep it.
_LONGEST = 16_384
_SAFE = "!#$%&'()*+,/:;=?@[]~-._"


def resolve(base: str, reference: str) -> str | None:
    """The absolute address a page means, without fragment; None when it names nothing that could be fetched.

    Besides http(s), `file:` and `ftp:` addresses come through, so that the crawl can refuse them by name.
    """
    if len(base) + len(reference) > _LONGEST:
        return None
    reference = reference.strip()
    if not reference.isprintable():
        reference = _LINE_ENDS.sub("", reference)
    try:
        url = origin(base) + reference if _ROOT_RELATIVE.match(reference) else _joined(base, reference)
    except ValueError:
        return None
    if url[:5].lower() in ("file:", "ftp:/"):
        return quote(url.partition("#")[0], safe=_SAFE)
    return clean(url)


def _joined(base: str, reference: str) -> str:
    # The same menus stand on every page; only a reference that the page's own folder changes is joined anew.
    return _absolute(reference) if _ABSOLUTE.match(reference) else urljoin(base, reference)


@lru_cache(maxsize=4096)
def _absolute(reference: str) -> str:
    return urljoin(reference, reference)


@lru_cache(maxsize=1024)
def origin(url: str) -> str:
    """Scheme, host and port of an address, as in `http://gsn.example:8000`."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


# The same menus and footers stand on every page of a site, so most addresses have been seen before.
@lru_cache(maxsize=32768)
def clean(url: str) -> str | None:
    """An address as RFC 3986 wants it: lower-case scheme and host, no default port, no fragment, no blanks."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    scheme = parts.scheme.lower()
    if scheme not in _DEFAULT_PORTS or not parts.hostname:
        return None
    host = _host(parts.hostname)
    if host is None:
        return None
    netloc = host if port in (None, _DEFAULT_PORTS[scheme]) else f"{host}:{port}"
    return urlunsplit((scheme, netloc, quote(parts.path or "/", safe=_SAFE), quote(parts.query, safe=_SAFE), ""))


def _host(hostname: str) -> str | None:
    if ":" in hostname:
        return f"[{hostname}]"
    if hostname.isascii():
        return hostname.rstrip(".").lower()
    try:
        host = hostname.rstrip(".").encode("idna").decode("ascii").lower()
    except UnicodeError:
        return None
    # The wide forms of brackets become such, which no host has.
    return None if _NOT_IN_HOST.search(host) else host


@lru_cache(maxsize=32768)
def page_key(url: str) -> str:
    """The identity of a page: SURT without scheme, www, port, last slash and tracking parameters.

    >>> page_key("https://www.nti.org/gsn/article/a-story/?mgs1=abc")
    'org,nti)/gsn/article/a-story'
    """
    parts = urlsplit(without_replay_prefix(url))
    host = (parts.hostname or "").removeprefix("www.")
    surt_host = host if _is_address(host) else ",".join(reversed(host.split(".")))
    path = parts.path.rstrip("/") or "/"
    query = _kept_query(parts.query)
    return f"{surt_host}){path}" + (f"?{query}" if query else "")


def record_id(url: str, anchor: str | None = None) -> str:
    """16 hex digits that name the story at this address (and `anchor`, on a page with several stories)."""
    key = page_key(url) + (f"#{anchor}" if anchor else "")
    return hashlib.sha256(key.encode()).hexdigest()[:16]


def canonical(url: str) -> str:
    """The address without tracking parameters, fragment and port."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    netloc = f"[{host}]" if ":" in host else host
    return urlunsplit((parts.scheme, netloc, parts.path, _kept_query(parts.query), ""))


def has_tracking(url: str) -> bool:
    query = urlsplit(url).query
    return _kept_query(query) != query


def without_replay_prefix(url: str) -> str:
    """The original address when `url` is one of another archive's replay addresses, and there is one in it."""
    original = _REPLAY_PREFIX.sub("", url)
    return original if original == url or clean(original) is not None else url


def is_replay(url: str) -> bool:
    """True when `url` is another archive's replay address: such an address is never a story's own."""
    return _REPLAY_PREFIX.match(url) is not None


def is_private(host: str) -> bool:
    """True when a host name or address is written so that it can only be this machine or a local network."""
    name = host.strip("[]").rstrip(".").lower()
    if name == "localhost" or name.endswith((".localhost", ".local", ".internal")):
        return True
    try:
        return not ipaddress.ip_address(name).is_global
    except ValueError:
        # Python refuses 0x7f.1, 2130706433 and 127.1, which resolvers take for 127.0.0.1; no real host is a number.
        return bool(re.fullmatch(r"(0x[0-9a-f]+|\d+)(\.(0x[0-9a-f]+|\d+))*", name))


def _kept_query(query: str) -> str:
    if not query:
        return ""
    kept = [pair for pair in query.split("&") if not _is_tracking(pair.partition("=")[0])]
    return "&".join(kept)


def _is_tracking(name: str) -> bool:
    lowered = name.lower()
    return lowered in TRACKING_PARAMETERS or lowered.startswith(_TRACKING_PREFIXES)


def _is_address(host: str) -> bool:
    if not (host[-1:].isdigit() or ":" in host):
        return False
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
