"""What a page's head declares in JSON-LD: https://www.w3.org/TR/json-ld11/#embedding-json-ld-in-html-documents."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any


def declared_objects(root: Any) -> Iterator[dict[str, Any]]:
    """The outermost objects of every JSON-LD script below a root element, or of its graph; none of what is no JSON."""
    for script in root.iter("script"):
        if script.get("type") == "application/ld+json":
            yield from _objects(script.text or "")


def _objects(source: str) -> Iterator[dict[str, Any]]:
    try:
        data: Any = json.loads(source)
    except (ValueError, RecursionError):
        return
    data = data.get("@graph", data) if isinstance(data, dict) else data
    yield from (one for one in (data if isinstance(data, list) else [data]) if isinstance(one, dict))
