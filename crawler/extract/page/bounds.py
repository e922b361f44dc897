"""How much of a page is read: all of any real page; of one that is made to harm, its beginning."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

# What a record or reading says of such a page.
CUT: Final = "more tags, attributes or boxes than pages have; only its beginning was read"
# Measured: pages have a tag, opening or closing, for every 25 to 45 characters; `<p>a<p>a…` has one for every four
# and would take 150 times its size.
_TAGS_OF_ANY_PAGE: Final = 2000
_BYTES_A_TAG: Final = 20
# Measured: an attribute of pages takes 15 to 30 characters; `<p a b c>` has one for every two, and libxml2 keeps
# a hundred bytes for each.
_ATTRIBUTES_OF_ANY_PAGE: Final = 2000
_BYTES_AN_ATTRIBUTE: Final = 10
# libxml2 2.14 compares each attribute of a tag with all before it: 20,000 take half a second, 40,000 two.
_MOST_IN_A_TAG: Final = 5000
# In a smaller page attributes can do no harm worth the look at each tag.
_SMALL: Final = 100_000
# A tag ends at the first `>` that is in no quotes; only after `=` do quotes open a value.
_TAG: Final = re.compile(r"""<[a-zA-Z](?:[^>=]++|=\s*+(?:"[^"]*+"|'[^']*+')?+)*+""")
_RAW: Final = re.compile(r"<(?:script|style)\b", re.IGNORECASE)
_CLOSING: Final = re.compile(r"</(?:script|style)\b", re.IGNORECASE)
_ATTRIBUTE: Final = re.compile(r"""[^\s=/>]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>]++)?+)?+""")


def part_read(text: str) -> str:
    """The page, or as much of its beginning as has no more tags and attributes than a page of this size needs."""
    tags = _TAGS_OF_ANY_PAGE + len(text) // _BYTES_A_TAG
    if text.count("<") > tags:
        text = "<".join(text.split("<", tags)[:-1])
    return text if len(text) <= _SMALL else text[: _end_of_attributes(text)]


def _end_of_attributes(text: str) -> int:
    left = _ATTRIBUTES_OF_ANY_PAGE + len(text) // _BYTES_AN_ATTRIBUTE
    for tag in _tags(text):
        # The tag's name is found as the first.
        number = sum(1 for _ in _ATTRIBUTE.finditer(text, tag.start() + 1, tag.end())) - 1
        left -= number
        if left < 0 or number > _MOST_IN_A_TAG:
            return tag.start()
    return len(text)


def _tags(text: str) -> Iterator[re.Match[str]]:
    """The tags that open elements; what looks like one inside a script or a sheet is none."""
    tag = _TAG.search(text)
    while tag is not None:
        yield tag
        raw = _RAW.match(text, tag.start())
        closing = _CLOSING.search(text, tag.end()) if raw is not None else tag
        tag = _TAG.search(text, closing.end()) if closing is not None else None
