"""pages.jsonl as WACZ has it: a line of its own, then a line for each story with its title and full text."""

from __future__ import annotations

from typing import Any, Final

from storage.cdxj import timestamp_of
from storage.jsonl import dumps

HEAD: Final = dumps({"format": "json-pages-1.0", "id": "pages", "title": "Stories", "hasText": True})


def page_line(article: dict[str, Any]) -> str:
    """The page of a record that has a capture, without line end. `url` and `ts` are the capture's own, so that
    replay finds it in the index; `size` is what the capture takes in its WARC, bytes."""
    capture = article["capture"]
    page = {
        "id": article["id"],
        "url": capture["targetUri"],
        "ts": page_time(timestamp_of(capture["date"])),
        "title": article["headline"] or article["alternativeHeadline"] or article["url"],
        "text": article["articleBody"],
        "size": capture["length"],
    }
    return dumps(page)


def page_time(timestamp: str) -> str:
    """14 digits as RFC 3339 writes them."""
    year, month, day, hour, minute, second = (timestamp[a:b] for a, b in _CUTS)
    return f"{year}-{month}-{day}T{hour}:{minute}:{second}Z"


_CUTS: Final = ((0, 4), (4, 6), (6, 8), (8, 10), (10, 12), (12, 14))
