"""Text of a captured page made harmless to look at: what a terminal or browser would obey is shown instead."""

from __future__ import annotations

import html
import re
from typing import Final

# Control characters but tab and line end, bidirectional overrides, lone surrogates and noncharacters.
_OBEYED: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


def visible(text: str) -> str:
    """The text with such characters as their numbers, as in `<U+001B>`."""
    return _OBEYED.sub(lambda match: f"<U+{ord(match[0]):04X}>", text)


def escaped(text: object) -> str:
    """The same as HTML text or attribute value."""
    return html.escape(visible(str(text)))
