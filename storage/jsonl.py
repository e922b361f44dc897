"""JSON lines: one frozen dataclass a line, fields in their order, the same bytes for the same records."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from crawler.errors import StorageError
from storage.whole_file import write_whole

_LONE_SURROGATE: Final = re.compile("[\ud800-\udfff]")


def dumps(item: Any) -> str:
    """One line of JSON, without its line end. Lone surrogates, which no UTF-8 file can hold, become U+FFFD."""
    # An encoder that asks for the fields is at least twice as fast as dataclasses.asdict, which copies every value.
    return encodable(_encode(item))


def encodable(text: str) -> str:
    """The text with U+FFFD for lone surrogates, which JSON's escapes can bring in and UTF-8 cannot hold."""
    return text if text.isascii() else _LONE_SURROGATE.sub("\ufffd", text)


def _as_fields(item: object) -> dict[str, object]:
    kind: type[object] = type(item)
    if not is_dataclass(kind):
        raise TypeError(f"{kind.__name__} is no record")
    return {name: getattr(item, name) for name in _names(kind)}


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


_encode: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_as_fields).encode


def write_lines(path: Path, lines: Iterable[str]) -> None:
    """Write a file whole or not at all. Raises StorageError; the file is then as it was before."""
    write_whole(path, (f"{line}\n" for line in lines))


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """The objects in a file, one a line. Raises StorageError that names the line that is none."""
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, 1):
                yield parse_line(line, path, number)
    except OSError as error:
        raise StorageError(f"cannot be read ({error.strerror})", path=str(path)) from error


def parse_line(line: bytes, path: Path, number: int) -> dict[str, Any]:
    """The object in one line. Raises StorageError that names the line."""
    try:
        item = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise StorageError(f"line {number} is no JSON ({error})", path=str(path)) from error
    if not isinstance(item, dict):
        raise StorageError(f"line {number} is no JSON object", path=str(path))
    return item
