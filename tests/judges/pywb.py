"""pywb on loopback: collections made with wb-manager, served by wayback."""

from __future__ import annotations

import contextlib
import http.client
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.judges.judging import HOME, judge


@dataclass(frozen=True, slots=True)
class Wayback:
    """A pywb that serves the collections of a folder."""

    port: int

    def url(self, collection: str) -> str:
        return f"http://127.0.0.1:{self.port}/{collection}/"

    def get(self, collection: str, timestamp: str, modifier: str, url: str) -> tuple[int, dict[str, str], bytes]:
        """The body as pywb sends it, content coding and all."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        with contextlib.closing(connection):
            connection.request("GET", f"/{collection}/{timestamp}{modifier}/{url}", headers={"Accept-Encoding": "gzip"})
            response = connection.getresponse()
            headers = {name.lower(): value for name, value in response.getheaders()}
            return response.status, headers, response.read()


def add(folder: Path, collection: str, *arguments: str | Path) -> None:
    for words in (("init", collection), ("add", collection, *arguments)):
        result = judge("wb-manager", *words, cwd=folder)
        assert result.returncode == 0, result.stderr


@contextlib.contextmanager
def serve_pywb(folder: Path) -> Iterator[Wayback]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    log = folder / "wayback.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [HOME / "python" / "bin" / "wayback", "-b", "127.0.0.1", "-p", str(port)],
            cwd=folder, stdout=output, stderr=subprocess.STDOUT,
        )  # fmt: skip
        try:
            _wait_for(port, process, log)
            yield Wayback(port)
        finally:
            process.terminate()
            process.wait(30)


def _wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end and process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.1)
    pytest.fail(f"pywb does not answer: {log.read_text(errors='replace')[-500:]}")
