"""ReplayWeb.page opens our WACZ in headless Chromium: headline, image and stylesheet are there, also by revisits."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.judges.judging import HOME, Archive, packed, stored, story_of

pytestmark = pytest.mark.judges

PAGE = """<!DOCTYPE html><html><body style="margin: 0"><script src="/replay/ui.js"></script>
<replay-web-page style="display: block; height: 100vh" source="/{package}" replayBase="/replay/" embed="replayonly"
 url="{url}" ts="{timestamp}"></replay-web-page></body></html>
"""


class _Shelf(SimpleHTTPRequestHandler):
    """Gives parts of files when asked for parts, as the servers do from which packages are read."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        span = re.fullmatch(r"bytes=(\d+)-(\d*)|bytes=-(\d+)", self.headers.get("Range", ""))
        path = Path(self.translate_path(self.path))
        if span is None or not path.is_file():
            super().do_GET()
            return
        data = path.read_bytes()
        first = int(span[1]) if span[1] else max(len(data) - int(span[3]), 0)
        part = data[first : int(span[2]) + 1 if span[2] else None]
        self.server.parts += 1  # type: ignore[attr-defined]
        self.send_response(206)
        self.send_header("Content-Range", f"bytes {first}-{first + len(part) - 1}/{len(data)}")
        self.send_header("Content-Length", str(len(part)))
        self.end_headers()
        self.wfile.write(part)

    def end_headers(self) -> None:
        self.send_header("Accept-Ranges", "bytes")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """What matters is what the browser shows."""


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a reader of the archive would serve: the package, and the player beside it."""
    folder = tmp_path_factory.mktemp("shelf")
    shutil.copytree(HOME / "replay", folder / "replay")
    return folder


@pytest.fixture(scope="module")
def server(shelf: Path) -> Iterator[ThreadingHTTPServer]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Shelf, directory=str(shelf)))
    server.parts = 0  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.parametrize(("name", "kind"), [("demo", "response"), ("demo", "revisit"), ("untagged", "revisit")])
def test_replayweb_shows_headline_image_and_style(
    name: str, kind: str, shelf: Path, server: ThreadingHTTPServer, request: pytest.FixtureRequest
) -> None:
    archive: Archive = request.getfixturevalue(name)
    story = story_of(archive)
    shutil.copy(packed(archive), shelf / f"{name}.wacz")
    url, timestamp = stored(archive, kind, story.path)
    page = PAGE.format(package=f"{name}.wacz", url=url, timestamp=timestamp)
    (shelf / f"{name}-{kind}.html").write_text(page, encoding="utf-8")
    address = f"http://127.0.0.1:{server.server_address[1]}/{name}-{kind}.html"
    found = open_in_browser(address, f"{timestamp}mp_/{url}", story.image, HOME / f"replayed-{name}-{kind}.png")
    shown = found["shown"]
    assert (story.headline in shown.get("text", ""), shown.get("width")) == (True, 24), found
    # The style sheet's own words; without it the body is black, 16px, in the browser's serif font.
    assert (shown["colour"], shown["size"], shown["font"]) == ("rgb(34, 34, 34)", "13px", "Arial, sans-serif")
    assert (found["outside"], server.parts > 0) == ([], True)  # type: ignore[attr-defined]


def open_in_browser(address: str, end: str, image: str, screenshot: Path) -> dict:
    python, script = HOME / "python" / "bin" / "python", Path(__file__).with_name("open_in_browser.py")
    result = subprocess.run(
        [python, script, address, end, image, screenshot], capture_output=True, text=True, timeout=240, check=False
    )
    assert result.returncode == 0, result.stderr[-2000:]
    return json.loads(result.stdout)
