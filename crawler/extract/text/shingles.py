"""How like two texts are: runs of four words, and a sixteen-number sketch of them that finds likely pairs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from zlib import crc32

# Python salts its own string hashes; these are the same on every machine and in every run.
_MASK = (1 << 61) - 1
_BASE = 0x1A2B3C4D5E6F7081 % _MASK
_BASE_2 = _BASE * _BASE & _MASK
_BASE_3 = _BASE_2 * _BASE & _MASK
_MIX = 0x9E3779B97F4A7C15
_BINS = 16
_WORD = re.compile(r"\w+")
_APOSTROPHES = str.maketrans("", "", "'’‘`")
_RUN = 4


def words_of(text: str) -> list[str]:
    """Lower-case words; quotes, dashes and blanks make no difference."""
    return _WORD.findall(text.lower().translate(_APOSTROPHES))


def shingles_of(words: Sequence[str]) -> frozenset[int]:
    """Hashes of every run of four words; nothing for shorter texts."""
    numbers = [crc32(word.encode("utf-8", "surrogatepass")) for word in words]
    runs = zip(numbers, numbers[1:], numbers[2:], numbers[_RUN - 1 :], strict=False)
    return frozenset((a * _BASE_3 + b * _BASE_2 + c * _BASE + d) * _MIX & _MASK for a, b, c, d in runs)


def sketch_of(shingles: frozenset[int]) -> tuple[int, ...]:
    """The smallest hash of each of sixteen bins: like texts share as many as they share runs."""
    smallest: dict[int, int] = {}
    for value in shingles:
        number = value >> 40 & _BINS - 1
        if value < smallest.get(number, _MASK):
            smallest[number] = value
    return tuple(smallest.get(number, -1) for number in range(_BINS))


def jaccard(one: frozenset[int] | frozenset[str], other: frozenset[int] | frozenset[str]) -> float:
    """Shared members by all members; 0 when both are empty."""
    everything = len(one | other)
    return len(one & other) / everything if everything else 0.0


def containment(one: frozenset[int], other: frozenset[int]) -> float:
    """How much of the smaller set the larger one holds."""
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller else 0.0
