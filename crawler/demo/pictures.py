"""Tiny real pictures and style sheets, made from numbers: what a page needs to be replayed."""

from __future__ import annotations

import struct
import zlib


def png(red: int, green: int, blue: int, width: int = 24, height: int = 16) -> bytes:
    """A truecolour PNG that shades one colour from left to right."""
    row = bytearray(b"\0")
    for x in range(width):
        row += bytes(channel * (width + x) // (2 * width) for channel in (red, green, blue))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(bytes(row) * height, 9)
    chunks = _chunk(b"IHDR", header) + _chunk(b"IDAT", pixels) + _chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunks


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def gif(red: int, green: int, blue: int) -> bytes:
    """One pixel, two colours in the table, the first of them shown."""
    screen = struct.pack("<HHBBB", 1, 1, 0x80, 0, 0)
    table = bytes((red, green, blue, 0, 0, 0))
    image = b"\x2c" + struct.pack("<HHHHB", 0, 0, 1, 1, 0) + b"\x02\x02\x44\x01\x00"
    return b"GIF89a" + screen + table + image + b"\x3b"


def style_sheet(colour: str, pictures: tuple[str, ...]) -> bytes:
    rules = [f"body {{ font: 13px/1.5 Arial, sans-serif; color: {colour}; margin: 0 }}"]
    for number, address in enumerate(pictures):
        quote = ("", "'", '"')[number % 3]
        rules.append(f".r{number} {{ background: #fff url({quote}{address}{quote}) repeat-x }}")
    return ("\n".join(rules) + "\n").encode("ascii")
