"""The folder's exclusion list: addresses that must not be fetched, read out or handed on (takedowns)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from crawler.errors import StorageError, UsageError
from crawler.urls import clean, page_key
from storage.jsonl import write_lines

FILENAME: Final = "exclude.txt"
# `mailto:desk@…` is no host with a port.
_OTHER_SCHEME: Final = re.compile(r"(?!https?://)[a-z][a-z+-]*:(?!\d)", re.IGNORECASE)
_HEAD: Final = (
    "# One address or prefix a line. A line excludes that page and everything beneath it; with * at its end",
    "# every address that begins so. Scheme, www., port, last slash and tracking parameters do not matter.",
)


@dataclass(frozen=True, slots=True)
class Exclusions:
    """The lines of one exclude.txt as page keys; `prefixes` are those that ended in `*`."""

    keys: frozenset[str] = frozenset()
    prefixes: tuple[str, ...] = ()

    @classmethod
    def read(cls, directory: Path) -> Exclusions:
        """The list of an archive folder; an empty one when it has none. Raises StorageError with the line that is
        no address, for a list that is not understood protects nobody."""
        lines = list(enumerate(_lines(directory / FILENAME), 1))
        named = [(number, line) for number, raw in lines if (line := raw.strip()) and not line.startswith("#")]
        keys: set[str] = set()
        prefixes: list[str] = []
        for number, line in named:
            key = _key(line.removesuffix("*"))
            if key is None:
                raise StorageError(f"line {number} is no address: {line!r}", path=str(directory / FILENAME))
            if line.endswith("/*"):
                prefixes.append(f"{key.rstrip('/')}/")
            elif line.endswith("*"):
                prefixes.append(key)
            else:
                keys.add(key)
        return cls(frozenset(keys), tuple(prefixes))

    @classmethod
    def of_file(cls, path: Path) -> Exclusions:
        """The list that governs a file in the `archive/` of a folder; an empty one for any other file."""
        folder = path.absolute().parent
        return cls.read(folder.parent) if folder.name == "archive" else cls()

    def __bool__(self) -> bool:
        return bool(self.keys or self.prefixes)

    def covers(self, url: str) -> bool:
        """Whether this address is excluded."""
        if not self:
            return False
        try:
            key = page_key(url)
        except ValueError:
            return False
        return any(step in self.keys for step in _steps(key)) or key.startswith(self.prefixes)


def add_line(directory: Path, text: str) -> bool:
    """Add an address or prefix to the folder's list; False when the very line was there. Raises UsageError."""
    line = text.strip()
    if _key(line.removesuffix("*")) is None:
        raise UsageError("not an http or https address; give one like http://www.nti.org/gsn/article/…/", url=text)
    if not directory.is_dir():
        raise UsageError("no archive here", path=str(directory))
    present = _lines(directory / FILENAME)
    if line in (one.strip() for one in present):
        return False
    write_lines(directory / FILENAME, [*(present or _HEAD), line])
    return True


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError) as error:
        raise StorageError(f"the exclusion list cannot be read ({error})", path=str(path)) from error


def _key(text: str) -> str | None:
    if _OTHER_SCHEME.match(text):
        return None
    address = clean(text if "://" in text else f"http://{text}")
    host = urlsplit(address).netloc if address else ""
    # A word alone is no host that anybody meant: a slip must not look like protection.
    return page_key(address) if address and (set(host) & set(".:") or host == "localhost") else None


def _steps(key: str) -> list[str]:
    """The key itself and every address it stands beneath: `org,nti)/a/b?q` → …`/a/b`, …`/a`, `org,nti)/`."""
    path = key.partition("?")[0]
    host, _, rest = path.partition(")")
    names = rest.strip("/").split("/")
    return [key, *(f"{host})/{'/'.join(names[:n])}" for n in range(len(names), -1, -1))]
