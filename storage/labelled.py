"""Labelled digests, `algorithm:value`, in all the ways that tools have written them."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

ALGORITHMS: Final = ("sha1", "sha256", "md5", "sha512", "sha384", "sha224")
_LABELLED: Final = re.compile(r"([A-Za-z0-9-]+):(\S+)")


@dataclass(frozen=True, slots=True)
class Stated:
    """A digest as a field states it; `algorithm` is one of ALGORITHMS."""

    algorithm: str
    value: str


def read_digest(value: str) -> Stated | str:
    """The digest, or in a word why it is none that can be checked: "no label", "unknown"."""
    match = _LABELLED.fullmatch(value)
    if match is None:
        return "no label"
    algorithm = match[1].lower().replace("-", "")
    return Stated(algorithm, match[2]) if algorithm in ALGORITHMS else "unknown"


def encoding_of(value: str, raw: bytes) -> str | None:
    """How a value writes these bytes; None when it does not."""
    bare = value.rstrip("=")
    return next((name for name, text in _encodings(raw) if bare == text.rstrip("=")), None)


def is_usual(algorithm: str, encoding: str) -> bool:
    return encoding == "Base32" or (encoding == "Base16" and algorithm != "sha1")


def written(algorithm: str, raw: bytes) -> str:
    """A digest as it is usually written."""
    return f"{algorithm}:{base64.b32encode(raw).decode() if algorithm == 'sha1' else raw.hex()}"


def compute(pieces: Iterable[bytes], names: Iterable[str]) -> tuple[int, dict[str, bytes]]:
    """The size of what comes in pieces, and its digests by name."""
    hashes = {name: hashlib.new(name, usedforsecurity=False) for name in names}
    size = 0
    for piece in pieces:
        size += len(piece)
        for one in hashes.values():
            one.update(piece)
    return size, {name: one.digest() for name, one in hashes.items()}


def _encodings(raw: bytes) -> tuple[tuple[str, str], ...]:
    """The usual ways first."""
    b32, b16, b64 = base64.b32encode(raw).decode(), raw.hex(), base64.b64encode(raw).decode()
    return (
        ("Base32", b32),
        ("Base16", b16),
        ("lower-case Base32", b32.lower()),
        ("upper-case Base16", b16.upper()),
        ("Base64", b64),
        ("Base64 for addresses", base64.urlsafe_b64encode(raw).decode()),
        ("the Base32 of its Base16 text", base64.b32encode(b16.encode()).decode()),
        ("the Base64 of its Base16 text", base64.b64encode(b16.encode()).decode()),
        ("the Base16 of its Base32 text", b32.encode().hex()),
    )
