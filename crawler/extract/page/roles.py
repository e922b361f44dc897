"""What an element does to the text around it, by its name and its look: a box, a link, a break, emphasis."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

from lxml import etree

_BLOCK_TAGS: Final = (
    "address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure "
    "footer form frameset h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section summary table "
    "tbody td tfoot th thead tr ul caption legend menu dir"
    # Of the news industry's text format, which some systems left in their pages.
    " nitf body.head body.content body.end hedline hl1 hl2 block"
)
_SKIPPED_TAGS: Final = "script style noscript template select textarea iframe object svg head title"
# What shows a film or plays a recording; of frames those whose address says so.
PLAYERS: Final = frozenset({"video", "audio", "embed", "object", "iframe"})
_PLAYS: Final = re.compile(
    r"video|audio|player|youtube|youtu\.be|vimeo|brightcove|dailymotion|soundcloud", re.IGNORECASE
)
HEADINGS: Final = {f"h{level}": level for level in range(1, 7)} | {"hl1": 1, "hl2": 2}
# A headline is of three lines at most, and has little else in it.
_MOST_BREAKS: Final = 2
_MOST_INSIDE: Final = 30
_LARGE: Final = re.compile(r"\s*(\+\d|[4-7])")
_LARGE_STYLE: Final = re.compile(
    r"\bbold|font-weight\s?:\s?[6-9]00|font-size\s?:\s?(?:(?:x{1,3}-)?large|1\.[1-9]|[2-9](?:\.\d+)?r?em|1[1-9]\d%|[2-9]\d\d%"
    r"|(?:1[6-9]|[2-9]\d)(?:\.\d+)?px|(?:1[3-9]|[2-9]\d)(?:\.\d+)?pt)",
    re.IGNORECASE,
)
FLOATS: Final = re.compile(r"\bfloat\s?:\s?(?:left|right)\b", re.IGNORECASE)
# An attribute is found faster than an element that has it, and gives it as its parent.
_STYLES: Final[Any] = etree.XPath("//@style")
# What an element does to the text around it.
INLINE: Final = 0
BLOCK: Final = 1
LINK: Final = 2
BREAK: Final = 3
IMAGE: Final = 4
EMPHASIS: Final = 5
STYLED: Final = 6
CONTROL: Final = 7
SKIPPED: Final = 8
HIDDEN: Final = 9  # inside a skipped one
CUSTOM: Final = -1  # a box, or words where a paragraph is around it
_MOST_TAGS: Final = 1000


class _Roles(dict[str, int]):
    def __missing__(self, tag: str) -> int:
        """Elements that a script defines are boxes of a page, other unknown ones are words of a line. Word's own are in
        paragraphs: `<st1:country-region>`."""
        role = CUSTOM if "-" in tag else INLINE
        if len(self) < _MOST_TAGS:
            self[tag] = role
        return role


ROLES: Final = _Roles(
    {
        **dict.fromkeys(_BLOCK_TAGS.split(), BLOCK),
        **dict.fromkeys(_SKIPPED_TAGS.split(), SKIPPED),
        **dict.fromkeys(("b", "strong", "big", "q", "u"), EMPHASIS),
        **dict.fromkeys(("font", "span"), STYLED),
        "a": LINK,
        "br": BREAK,
        "img": IMAGE,
        "amp-img": IMAGE,
        "input": CONTROL,
        "button": CONTROL,
    }
)


def plays(element: Any) -> bool:
    """Whether one of the PLAYERS is no frame of something else, as of an advertisement."""
    return element.tag != "iframe" or _PLAYS.search(element.get("src") or "") is not None


def is_emphasis(element: Any, role: int) -> bool:
    """True for a bold or large line. Old pages set all their text in <font>: only a size above 3 says something."""
    if element.tag == "font":
        return _LARGE.match(element.get("size") or "") is not None and is_short(element)
    return (role == EMPHASIS or is_large(element.get("style"))) and is_short(element)


def is_large(style: str | None) -> bool:
    """Whether a style makes a line bold, or larger than text is."""
    return style is not None and ("font" in style) and _LARGE_STYLE.search(style) is not None


def is_short(element: Any) -> bool:
    """An element that nobody closed holds half the page, and its look says nothing."""
    inside = list(islice(element.iter(), _MOST_INSIDE + 1))
    return len(inside) <= _MOST_INSIDE and sum(one.tag == "br" for one in inside) <= _MOST_BREAKS


def styled_elements(root: Any) -> Iterator[tuple[Any, str]]:
    """Elements with a style of their own, and that, in the order of the page."""
    yield from ((style.getparent(), style) for style in _STYLES(root))
