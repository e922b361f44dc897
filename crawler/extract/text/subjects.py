"""The words that say what a text is about: names, and long words that not every news story has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_TELLING: Final = re.compile(r"(?<=\w )[A-Z][\w'’-]{3,}|[a-z]{9,}")
_OF_THE_SITE: Final = frozenset(
    "global security newswire nuclear threat initiative national journal group washington copyright newsletter".split()
)
# These are in stories on anything.
_OF_NEWS: Final = frozenset(
    "reporters officials spokesman spokeswoman statement according including president secretary government"
    " international yesterday wednesday september countries agreement expressed announced".split()
)
# What the newswire's stories are about.
_FIELD: Final = re.compile(
    r"\b(?:anthrax|antidotes?|arsenals?|atomic|bio(?:logical|terror\w*|weapons?)|bombs?|centrifuges?|chemical"
    r"|disarmament|enrich\w*|missiles?|munitions|nerve|non-?proliferation|nuclear|pathogens?|plague|plutonium"
    r"|radio(?:active|logical)|reactors?|ricin|rockets?|sanctions|sarin|smallpox|stockpiles?|toxins?|treaty|treaties"
    r"|uranium|vaccines?|warheads?|weapons?)\b",
    re.IGNORECASE,
)
_FEWEST_OF_FIELD: Final = 2


def is_on_field(text: str) -> bool:
    """Whether a text has several of the words for what the newswire writes about."""
    return len({word.lower() for word in _FIELD.findall(text)}) >= _FEWEST_OF_FIELD


def telling_words(text: str) -> Iterator[str]:
    """Names in a sentence, and its long words: not those that any page of the site has, or stories on anything."""
    words = (word.lower() for word in _TELLING.findall(text))
    return (word for word in words if word not in _OF_THE_SITE and word not in _OF_NEWS)
