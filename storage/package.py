"""A WACZ as a ZIP file: its entries, and each of them as a file that can be read back and forth."""

from __future__ import annotations

import io
import shutil
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Final

from crawler.errors import WarcError

# What Python's zipfile raises on damaged or foreign packages, beside OSError; for a method of compression that it
# does not know a kind of RuntimeError.
ZIP_FAULTS: Final = (
    *(zipfile.BadZipFile, zlib.error, struct.error),
    *(RuntimeError, EOFError, ValueError),
)
FAULTS: Final = (*ZIP_FAULTS, OSError)
_PIECE: Final = 1 << 20
_LOCAL_HEADER: Final = 30


class Package:
    """An open WACZ. Raises WarcError when it cannot be opened as a ZIP file; a method that reads one entry raises
    one of FAULTS."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._file = path.open("rb")
        except OSError as error:
            raise WarcError(f"cannot be read ({error.strerror or error})", path=str(path)) from error
        try:
            self._zip = zipfile.ZipFile(self._file)
        except FAULTS as error:
            self._file.close()
            raise WarcError(f"the ZIP file cannot be opened ({error})", path=str(path)) from error
        self.entries = tuple(info for info in self._zip.infolist() if not info.is_dir())
        self._by_name = {info.filename: info for info in self.entries}

    def close(self) -> None:
        self._zip.close()
        self._file.close()

    def place(self, name: str) -> str:
        return f"{self.path}!{name}"

    def named(self, name: str) -> zipfile.ZipInfo | None:
        return self._by_name.get(name)

    def pieces(self, info: zipfile.ZipInfo) -> Iterator[bytes]:
        with self._zip.open(info) as file:
            while data := file.read(_PIECE):
                yield data

    def read(self, info: zipfile.ZipInfo, most: int) -> bytes:
        """The first `most` bytes."""
        with self._zip.open(info) as file:
            return file.read(most)

    def open(self, info: zipfile.ZipInfo) -> IO[bytes]:
        """The entry as a file: a stored one where it lies, a deflated one as a temporary copy."""
        if info.compress_type == zipfile.ZIP_STORED and not info.flag_bits & 1:
            return io.BufferedReader(_Window(self.path.open("rb"), self._start(info), info.compress_size))
        copy = tempfile.TemporaryFile()  # noqa: SIM115 (closed by whoever asked for it)
        with self._zip.open(info) as file:
            shutil.copyfileobj(file, copy)
        copy.seek(0)
        return copy

    def _start(self, info: zipfile.ZipInfo) -> int:
        self._file.seek(info.header_offset)
        header = self._file.read(_LOCAL_HEADER)
        name, extra = struct.unpack("<26xHH", header)
        return info.header_offset + _LOCAL_HEADER + int(name) + int(extra)


class _Window(io.RawIOBase):
    """A part of a file as a file."""

    def __init__(self, file: IO[bytes], start: int, size: int) -> None:
        super().__init__()
        self._file, self._start, self._size, self._position = file, start, size, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._position, io.SEEK_END: self._size}[whence]
        self._position = max(0, base + offset)
        return self._position

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]
        room = max(0, min(len(buffer), self._size - self._position))
        self._file.seek(self._start + self._position)
        data = self._file.read(room)
        buffer[: len(data)] = data
        self._position += len(data)
        return len(data)

    def close(self) -> None:
        self._file.close()
        super().close()
