"""By what pages of one design are known: the boxes around their stories."""

from __future__ import annotations

import re
from itertools import islice
from typing import Final
from zlib import crc32

from crawler.extract.page.document import Document

_MOST_BOXES: Final = 12
# Systems write the page's own number and subjects into what they call these.
_OF_PAGE: Final = frozenset({"html", "body"})
_NUMBER: Final = re.compile(r"\d+")


def design_of(document: Document, container: int) -> int | None:
    """The CRC-32 of the names and first classes of the boxes around a paragraph, without numbers; None where no box has
    a class: such a design cannot be told from others."""
    around = islice(document.ancestors(container), 1, _MOST_BOXES) if container >= 0 else ()
    boxes = [(document.tags[box], _class_of(document, box)) for box in around if document.tags[box] not in _OF_PAGE]
    if not any(name for _, name in boxes):
        return None
    return crc32(" ".join(f"{tag}.{name}" for tag, name in boxes).encode("utf-8", "surrogatepass"))


def _class_of(document: Document, box: int) -> str:
    """The first class, for those behind it may be of the page; else the id."""
    element = document.boxes[box]
    names = (element.get("class") or element.get("id") or "").split()
    return _NUMBER.sub("0", names[0]) if names else ""
