"""JSON lines: one frozen dataclass a line, fields in their order, the same bytes for the same records."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from crawler.errors import StorageError


def dumps(item: Any) -> str:
    """One line of JSON, without its line end. Lone surrogates, which no UTF-8 file can hold, become U+FFFD."""
    text = json.dumps(asdict(item), ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "replace").decode() if not text.isascii() else text


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
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise StorageError(
            f"cannot write ({error.strerror}); free space or mend permissions, then run again", path=str(path)
        ) from error
