"""An answer as the crawl and the extractor see it, read from the bytes of a response record."""

from __future__ import annotations

import logging
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

from crawler.errors import HttpMessageError
from crawler.items import Capture, Memento, Page, Reading
from crawler.urls import clean, is_replay, page_key, resolve, without_replay_prefix
from crawler.wayback.replay_address import ReplayAddress, iso_date, moment_of, read_replay_address
from storage.exchange import Original
from storage.http import HttpResponse, decoded_body, entity_body, framing_of, read_http_date, read_response

logger = logging.getLogger(__name__)

# A page is read up to here; its capture is kept whole. Bounds what a decompression bomb can take.
MAX_PAGE_BYTES: Final = 32 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Answer:
    """A page as captured, with the headers that steer a crawl, as sent. `memento_datetime` is the time of capture by
    the archive that gave the page; `repeats` the response whose payload this is, when the capture is a revisit record;
    `framing` what `storage.http.framing_of` says of it."""

    page: Page
    capture: Capture
    location: str | None = None
    retry_after: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    memento_datetime: str | None = None
    repeats: Original | None = None
    framing: str | None = None

    @property
    def is_unchanged(self) -> bool:
        """True when it only says that the page is as an earlier capture of it has it."""
        if self.repeats is None:
            return False
        return self.page.status == 304 or page_key(self.repeats.target_uri) == page_key(self.page.url)


def read_answer(
    final: bytes,
    capture: Capture,
    truncated: str | None,
    method: bytes = b"GET",
    *,
    repeats: Original | None = None,
    limit: int = MAX_PAGE_BYTES,
) -> Answer:
    """The page in a response block, its body with transfer and content coding removed, at most `limit` bytes."""
    try:
        message = read_response(final, method)
    except HttpMessageError:
        return Answer(Page(capture.targetUri, 0, None, b"", capture, truncated), capture)
    body = _body(message, final, method, capture, limit)
    page = Page(capture.targetUri, message.status, message.content_type, body, capture, truncated)
    names = (b"location", b"retry-after", b"etag", b"last-modified", b"memento-datetime")
    location, retry_after, etag, modified, archived = (_text(message.header(name)) for name in names)
    return Answer(page, capture, location, retry_after, etag, modified, archived, repeats, framing_of(final, method))


def with_payload(answer: Answer, original: bytes) -> Answer:
    """A revisit's answer, its body taken from the block of the response that it repeats."""
    body = _body(read_response(original), original, b"GET", answer.capture)
    return replace(answer, page=replace(answer.page, body=body, truncated=None))


def _body(message: HttpResponse, final: bytes, method: bytes, capture: Capture, limit: int = MAX_PAGE_BYTES) -> bytes:
    body, note = decoded_body(message, entity_body(final, method), limit)
    # Who asks for a beginning knows that there is more.
    if note is not None and limit == MAX_PAGE_BYTES:
        logger.info("%s: %s", capture.targetUri, note)
    return body


def _text(value: bytes | None) -> str | None:
    return None if value is None else value.decode("latin-1").strip()


def as_of_original(answer: Answer) -> Answer | None:
    """An answer that another tool captured at an archive's replay address, as one of the page that was archived there,
    at the original's address; None when nothing names its time, or the address no page. Any other answer as it is."""
    url = answer.page.url
    if not is_replay(url):
        return answer
    address = read_replay_address(url)
    original = address.original if address else without_replay_prefix(url)
    moment = read_http_date(answer.memento_datetime) or _moment_in(address)
    if moment is None or is_replay(original) or clean(original) is None:
        return None
    capture = replace(answer.capture, source="wayback", memento=Memento(urlsplit(url).netloc, url, iso_date(moment)))
    return replace(answer, capture=capture, page=replace(answer.page, url=original, capture=capture))


def _moment_in(address: ReplayAddress | None) -> datetime | None:
    with suppress(ValueError):
        return moment_of(address.timestamp) if address else None
    return None


def redirect_reading(answer: Answer) -> Reading | None:
    """The reading of an answer that only says where the page is now; None for any other answer."""
    if not (300 <= answer.page.status < 400 and answer.location):
        return None
    target = resolve(answer.page.url, answer.location)
    return Reading(answer.page.url, "redirect", capture=answer.capture, redirectsTo=target)


def unchanged_reading(answer: Answer) -> Reading | None:
    """The reading of a revisit that only says that its page is as it was; None for any other answer."""
    return Reading(answer.page.url, "revisit", capture=answer.capture) if answer.is_unchanged else None
