"""The addresses a page names: links to follow, embeds that replay needs, and what sitemaps list."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import Any, Final

from lxml import etree

from crawler.extract.page.decode import decode
from crawler.extract.page.document import Document
from crawler.items import FoundLink
from crawler.urls import resolve

# No address is longer: what is, is data.
_CSS_URL: Final = re.compile(
    r"""url\(\s*+["']?+([^"')]{1,4096}+)["']?+\s*+\)|@import\s++["']([^"']{1,4096}+)["']""", re.IGNORECASE
)
_REFRESH: Final = re.compile(r"""\s*+[\d.]*+\s*+[;,]\s*+url\s*+=\s*+["']?+([^"']++)""", re.IGNORECASE)
_FOLLOWED: Final = frozenset({"canonical", "next", "prev", "alternate", "shortlink"})
_EMBEDDED: Final = frozenset({"stylesheet", "icon", "apple-touch-icon"})
# https://www.sitemaps.org/protocol.html: a sitemap has at most 50 MB uncompressed and 50,000 addresses.
_SITEMAP_BYTES: Final = 50 * 1024 * 1024
_SITEMAP_URLS: Final = 50_000


def find_links(document: Document) -> tuple[FoundLink, ...]:
    """Every address once, in the order of the page; hop `L` to follow, `E` embedded."""
    named = _in_css(document) if document.root is None else _in_html(document.root)
    found: dict[tuple[str, str], FoundLink] = {}
    for hop, reference in named:
        url = resolve(document.base, reference)
        if url is not None:
            found.setdefault((hop, url), FoundLink(url, hop))
    return tuple(found.values())


def _in_css(document: Document) -> Iterator[tuple[str, str]]:
    if (document.page.contentType or "").lower().startswith("text/css"):
        for match in _CSS_URL.finditer(decode(document.page.body, document.page.contentType)):
            yield "E", match[1] or match[2]


def _in_html(root: Any) -> Iterator[tuple[str, str]]:
    for element in root.iter("a", "area", "link", "img", "meta", "style", "input", "source"):
        yield from _in_element(element)
    for styled in root.xpath("//*[@style[contains(., 'url(')]]/@style"):
        yield from (("E", match[1]) for match in _CSS_URL.finditer(styled) if match[1])
    for background in root.xpath("//@background"):
        yield "E", background


def _in_element(element: Any) -> Iterator[tuple[str, str]]:
    tag, get = element.tag, element.get
    if tag in ("a", "area"):
        if get("href"):
            yield "L", get("href")
    elif tag == "link":
        yield from _in_link_element(get("rel") or "", get("href"), get("type") or "text/html")
    elif tag in ("img", "source", "input"):
        if get("src") and (tag != "input" or (get("type") or "").lower() == "image"):
            yield "E", get("src")
        for candidate in (get("srcset") or "").split(","):
            if candidate.split():
                yield "E", candidate.split()[0]
    elif tag == "style":
        yield from (("E", match[1] or match[2]) for match in _CSS_URL.finditer(element.text or ""))
    elif (get("http-equiv") or "").lower() == "refresh" and (match := _REFRESH.match(get("content") or "")):
        yield "L", match[1].strip()


def _in_link_element(rel: str, href: str | None, kind: str) -> Iterator[tuple[str, str]]:
    names = set(rel.lower().split())
    if href and names & _EMBEDDED:
        yield "E", href
    elif href and names & _FOLLOWED and kind.lower() == "text/html":
        yield "L", href


def find_sitemap_links(body: bytes) -> tuple[FoundLink, ...]:
    """What a sitemap lists: hop `M` for other sitemaps, `L` for pages. Of damaged XML what can be read."""
    if body[:2] == b"\x1f\x8b":
        body = _unzip(body)
    body = body[:_SITEMAP_BYTES]
    if b"<" not in body[:1024]:
        lines = body.decode("utf-8", "replace").split()
        return tuple(FoundLink(line, "L") for line in lines[:_SITEMAP_URLS] if line.startswith(("http://", "https://")))
    # Entities of a document's own are not resolved: a sitemap needs none, an attacker does.
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError):
        return ()
    return tuple(_listed(root)) if root is not None else ()


def _listed(root: Any) -> Iterator[FoundLink]:
    for count, loc in enumerate(root.iter("{*}loc")):
        if count >= _SITEMAP_URLS:
            return
        parent = loc.getparent()
        url = resolve("", "".join(loc.itertext()).strip())
        if url is not None and parent is not None:
            yield FoundLink(url, "M" if etree.QName(parent).localname == "sitemap" else "L")


def _unzip(body: bytes) -> bytes:
    try:
        return zlib.decompressobj(31).decompress(body, _SITEMAP_BYTES)
    except zlib.error:
        return b""
