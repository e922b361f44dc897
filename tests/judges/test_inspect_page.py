"""Headless Chromium opens what inspect makes of a hostile page: nothing runs, and no request leaves."""

from __future__ import annotations

import json
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.hostile import hostile_page
from tests.judges.judging import HOME, ours

pytestmark = pytest.mark.judges


class _Bait(BaseHTTPRequestHandler):
    """Notes whoever comes."""

    def do_GET(self) -> None:
        self.server.visits.append(self.path)  # type: ignore[attr-defined]
        self.send_response(204)
        self.end_headers()

    def do_POST(self) -> None:
        self.do_GET()

    def log_message(self, format: str, *args: object) -> None:
        """What matters is that somebody came."""


@pytest.fixture
def bait() -> Iterator[ThreadingHTTPServer]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Bait)
    server.visits = []  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def hostile(bait: ThreadingHTTPServer, tmp_path: Path) -> Path:
    path = tmp_path / "hostile.html"
    url = b"<!-- url: http://www.nti.org/gsn/article/orland/ -->\n"
    path.write_bytes(url + hostile_page(f"http://127.0.0.1:{bait.server_address[1]}"))
    return path


def watched(page: Path, picture: str) -> dict:
    python, script = HOME / "python" / "bin" / "python", Path(__file__).with_name("watch_page.py")
    result = subprocess.run(
        [python, script, page.as_uri(), HOME / picture], capture_output=True, text=True, timeout=240, check=False
    )
    assert result.returncode == 0, result.stderr[-2000:]
    return json.loads(result.stdout)


def test_the_captured_page_itself_would_run_and_load(hostile: Path, bait: ThreadingHTTPServer) -> None:
    seen = watched(hostile, "hostile.png")
    assert (seen["asked"] != [], bait.visits != []) == (True, True)  # type: ignore[attr-defined]


def test_inspected_it_runs_nothing_and_asks_for_nothing(
    hostile: Path, bait: ThreadingHTTPServer, tmp_path: Path
) -> None:
    made = tmp_path / "inspected.html"
    result = ours("inspect", hostile, "-o", made)
    assert result.returncode == 0, result.stderr
    seen = watched(made, "inspected.png")
    assert (seen["asked"], bait.visits) == ([], [])  # type: ignore[attr-defined]
    # The console is where Chromium says what the policy forbade: there was nothing to forbid.
    assert (seen["console"], seen["dialogs"], seen["pages"], seen["at"]) == ([], [], 1, made.as_uri())
    assert (seen["scripts"], seen["frames"], seen["links"]) == (0, 0, 0)
    assert seen["title"] == "Orland Opens Its Depot (inspected)"


def test_the_policy_lets_the_pages_own_style_through(hostile: Path, tmp_path: Path) -> None:
    made = tmp_path / "inspected.html"
    ours("inspect", hostile, "-o", made)
    seen = watched(made, "inspected.png")
    # A headline's label is blue in the light style; without the style sheet it is black.
    assert seen["colour"] == "rgb(11, 93, 138)"
    assert "<script>document.title='RAN'</script> to see it" in seen["text"]


def test_the_policy_stops_what_an_escape_might_let_slip(
    hostile: Path, bait: ThreadingHTTPServer, tmp_path: Path
) -> None:
    made = tmp_path / "inspected.html"
    ours("inspect", hostile, "-o", made)
    captured = hostile.read_text(encoding="utf-8", errors="replace").partition("<body")[2]
    body = captured.replace('http-equiv="refresh"', "")
    made.write_text(made.read_text(encoding="utf-8").replace("<main>", f"<main><div {body}</div>"), encoding="utf-8")
    seen = watched(made, "slipped.png")
    assert (bait.visits, seen["title"]) == ([], "Orland Opens Its Depot (inspected)")  # type: ignore[attr-defined]
