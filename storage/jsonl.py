"""JSON lines: one frozen dataclass a line, fields in their order, the same bytes for the same records."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from crawler.errors import StorageError
from storage.durable import sync_folder

_LONE_SURROGATE: Final = re.compile("[\ud800-\udfff]")


def dumps(item: Any) -> str:
    """One line of JSON, without its line end. Lone surrogates, which no UTF-8 file can hold, become U+FFFD."""
    # An encoder that asks for the fields is at least twice as fast as dataclasses.asdict, which copies every value.
    text = _encode(item)
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
    """Write a file whole or not at all: beside it first, made durable, then put in its place.

    Raises StorageError; the file is then as it was before.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with temporary.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(f"{line}\n" for line in lines)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        raise StorageError(
            f"cannot write ({error.strerror}); free space or mend permissions, then run again", path=str(path)
        ) from error
    finally:
        # Gone already when all went well; left behind when a line could not even be made.
        with suppress(OSError):
            temporary.unlink()


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """The objects in a file, one a line. Raises StorageError that names the line that is none."""
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, 1):
                yield _parsed(line, path, number)
    except OSError as error:
        raise StorageError(f"cannot be read ({error.strerror})", path=str(path)) from error


def _parsed(line: bytes, path: Path, number: int) -> dict[str, Any]:
    try:
        item = json.loads(line)
    except ValueError as error:
        raise StorageError(f"line {number} is no JSON ({error})", path=str(path)) from error
    if not isinstance(item, dict):
        raise StorageError(f"line {number} is no JSON object", path=str(path))
    return item
