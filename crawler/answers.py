"""An answer as the crawl and the extractor see it, read from the bytes of a response record."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Final

from crawler.errors import HttpMessageError
from crawler.items import Capture, Page, Reading
from crawler.urls import resolve
from storage.http import decoded_body, entity_body, read_response

logger = logging.getLogger(__name__)

# A page is read up to here; its capture is kept whole. Bounds what a decompression bomb can take.
MAX_PAGE_BYTES: Final = 32 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Answer:
    """A page as captured, with the two headers that steer a crawl, as sent."""

    page: Page
    capture: Capture
    location: str | None = None
    retry_after: str | None = None


def read_answer(final: bytes, capture: Capture, truncated: str | None, method: bytes = b"GET") -> Answer:
    """The page in a response block, its body with transfer and content coding removed, at most MAX_PAGE_BYTES."""
    try:
        message = read_response(final, method)
    except HttpMessageError:
        return Answer(Page(capture.targetUri, 0, None, b"", capture, truncated), capture)
    body, note = decoded_body(message, entity_body(final, method), MAX_PAGE_BYTES)
    if note is not None:
        logger.info("%s: %s", capture.targetUri, note)
    page = Page(capture.targetUri, message.status, message.content_type, body, capture, truncated)
    return Answer(page, capture, _text(message.header(b"location")), _text(message.header(b"retry-after")))


def _text(value: bytes | None) -> str | None:
    return None if value is None else value.decode("latin-1").strip()


def redirect_reading(answer: Answer) -> Reading | None:
    """The reading of an answer that only says where the page is now; None for any other answer."""
    if not (300 <= answer.page.status < 400 and answer.location):
        return None
    target = resolve(answer.page.url, answer.location)
    return Reading(answer.page.url, "redirect", capture=answer.capture, redirectsTo=target)
