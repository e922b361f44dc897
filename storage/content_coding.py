"""Content codings taken off a payload, tolerantly and within a limit: gzip, deflate; br and zstd when installed."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from importlib import import_module
from typing import Final, Protocol

_GZIP_MAGIC: Final = b"\x1f\x8b"
# zlib's numbers for the wrapping of a deflate stream.
_GZIP: Final = 31
_ZLIB: Final = 15
_RAW: Final = -15
# What one damaged byte costs at most: a piece that fails is tried again byte by byte.
_PIECE: Final = 4096


def remove_coding(coding: str, payload: bytes, limit: int) -> tuple[bytes, str | None]:
    """The payload without this coding, at most `limit` bytes, and a note when it was not as its label says.

    What is not coded as labelled comes back as it is; of a cut or damaged stream, what decodes.
    """
    if not payload:
        return b"", None
    if coding in ("gzip", "x-gzip"):
        if not payload.startswith(_GZIP_MAGIC):
            return payload, "labelled gzip, but it is not"
        return _gunzip(payload, limit)
    if coding == "deflate":
        return _deflated(payload, limit)
    if coding in _OPTIONAL:
        return _OPTIONAL[coding](payload, limit)
    return payload, f"content coding {coding} is not read"


def _gunzip(payload: bytes, limit: int) -> tuple[bytes, str | None]:
    parts: list[bytes] = []
    size = 0
    while payload.startswith(_GZIP_MAGIC):
        data, note, payload = _inflate(payload, _GZIP, limit - size)
        parts.append(data)
        size += len(data)
        if note is not None:
            return b"".join(parts), _too_much(limit) if size >= limit else note
    return b"".join(parts), None


def _deflated(payload: bytes, limit: int) -> tuple[bytes, str | None]:
    """RFC 9110 means zlib's format by "deflate"; many servers send the bare stream."""
    first = _inflate(payload, _ZLIB, limit)
    if first[0] or first[1] is None:
        return first[0], first[1]
    data, note, _ = _inflate(payload, _RAW, limit)
    # A bare stream has no mark of its own: text that is not one fails within its first bytes.
    if data or note is None:
        return data, note
    return payload, "labelled deflate, but it is not"


def _inflate(payload: bytes, window: int, room: int) -> tuple[bytes, str | None, bytes]:
    """One stream: what decodes (at most `room` bytes), a note when that is not all, the bytes after it."""
    decoder = zlib.decompressobj(window)
    try:
        data = decoder.decompress(payload, room + 1)
    except zlib.error as error:
        # zlib keeps what it had decoded to itself when it fails; a second pass gets it out.
        return _salvage(payload, window, room), f"damaged compressed body ({error})", b""
    if len(data) > room:
        return data[:room], _too_much(room), b""
    if not decoder.eof:
        return data, "the compressed body is cut", b""
    return data, None, decoder.unused_data


def _salvage(payload: bytes, window: int, room: int) -> bytes:
    decoder = zlib.decompressobj(window)
    parts: list[bytes] = []
    left = room
    start, step = 0, _PIECE
    while left > 0 and start < len(payload) and not decoder.eof:
        before = decoder.copy()
        try:
            part = decoder.decompress(payload[start : start + step], left)
        except zlib.error:
            if step == 1:
                break
            decoder, step = before, 1
            continue
        parts.append(part)
        left -= len(part)
        start += step
    return b"".join(parts)


def _too_much(limit: int) -> str:
    return f"read up to {limit} bytes only"


# -- codings that need a library ------------------------------------------------------------------------


class _Decompressor(Protocol):
    def feed(self, data: bytes, room: int) -> bytes: ...

    @property
    def finished(self) -> bool: ...


class _Brotli:
    def __init__(self) -> None:
        self._decoder = import_module("brotli").Decompressor()

    def feed(self, data: bytes, room: int) -> bytes:
        part: bytes = self._decoder.process(data, output_buffer_limit=room)
        return part

    @property
    def finished(self) -> bool:
        return bool(self._decoder.is_finished())


class _Zstandard:
    def __init__(self) -> None:
        try:
            module = import_module("compression.zstd")
        except ImportError:
            module = import_module("backports.zstd")
        self._decoder = module.ZstdDecompressor()

    def feed(self, data: bytes, room: int) -> bytes:
        part: bytes = self._decoder.decompress(data, room)
        return part

    @property
    def finished(self) -> bool:
        return bool(self._decoder.eof)


def _with_library(name: str, make: Callable[[], _Decompressor]) -> Callable[[bytes, int], tuple[bytes, str | None]]:
    def decode(payload: bytes, limit: int) -> tuple[bytes, str | None]:
        try:
            decoder = make()
        except ImportError:
            return payload, f"content coding {name} is not read: its library is not installed"
        return _drain(name, decoder, payload, limit)

    return decode


def _drain(name: str, decoder: _Decompressor, payload: bytes, limit: int) -> tuple[bytes, str | None]:
    parts: list[bytes] = []
    size = 0
    data = payload
    while not decoder.finished and size <= limit:
        try:
            part = decoder.feed(data, max(limit + 1 - size, 1))
        except Exception as error:  # noqa: BLE001 (each library has an error class of its own)
            text = str(error).splitlines()[0] if str(error) else type(error).__name__
            return (
                (b"".join(parts), f"damaged {name} body ({text})")
                if parts
                else (payload, f"labelled {name}, but it is not")
            )
        if not part and not decoder.finished:
            return b"".join(parts), "the compressed body is cut"
        parts.append(part)
        size += len(part)
        data = b""
    whole = b"".join(parts)
    return (whole[:limit], _too_much(limit)) if size > limit else (whole, None)


_OPTIONAL: Final = {"br": _with_library("br", _Brotli), "zstd": _with_library("zstd", _Zstandard)}
