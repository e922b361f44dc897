"""Lines of page tools: print, send and share, in whatever order and number."""

from __future__ import annotations

import re
from typing import Final

_NETWORKS: Final = frozenset(
    "facebook twitter linkedin reddit digg delicious stumbleupon pinterest tumblr whatsapp telegram".split()
)
# A line of page tools has at least one of the first words and none that is in neither list.
_TOOLS: Final = _NETWORKS.union(
    (
        "share sharethis addthis icio tweet email mail print printer instapaper rss pdf permalink bookmark permissions "
        "reprints font text recommend spread tell yahoo newsvine mixx "
        "retweet retweets retweeted favorite favorites favourite reblog repost reposts upvote upvotes pin"
    ).split()
)
_TOOL_WORDS: Final = frozenset(
    (
        "del forward like likes shares send save this page article story on via by to a an friend friends size larger "
        "smaller largest reset add plus buzz post more friendly version copy link follow us google the word your "
        "about colleague people discuss type as it them comment e i in of and others normal "
        "reply replies copied views"
    ).split()
)
_LONGEST_ROW_OF_NETWORKS: Final = 60
_FEWEST_NETWORKS: Final = 2
_WORDS: Final = re.compile(r"[^\W\d_]+")


def is_tool_line(text: str) -> bool:
    """True for a line that has a tool's name, and no word that such lines have not."""
    said = False
    for found in _WORDS.finditer(text):
        word = found[0].lower()
        if word in _TOOLS:
            said = True
        elif word not in _TOOL_WORDS:
            return _is_row_of_networks(text)
    return said


def _is_row_of_networks(text: str) -> bool:
    """Whether a few words are the names of networks, but for one written as no name is: "Facebook Twitter me2day"."""
    words = text.split() if len(text) <= _LONGEST_ROW_OF_NETWORKS else []
    unknown = [word for word in words if word.lower() not in _NETWORKS]
    return len(words) > _FEWEST_NETWORKS and len(unknown) == 1 and unknown[0][0].islower()


def is_button(text: str) -> bool:
    """True for what stands beside named tools without a name of its own: "+", "A", "reset"."""
    return _TOOL_WORDS.issuperset(map(str.lower, _WORDS.findall(text)))
