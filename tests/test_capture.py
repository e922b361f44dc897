"""Every exchange is in the WARC byte for byte: the self-test's own comparison, and whether it would notice."""

from __future__ import annotations

import contextlib
import copy
import gzip
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.commands import selftest as command
from crawler.odd_certificate import make_identity
from crawler.odd_origin import OddOrigin
from crawler.odd_replies import make_replies
from crawler.selftest import Verdict, compare, first_difference
from storage.warc_reader import captures

Crawl = tuple[OddOrigin, OddOrigin, Path, int]
COMMAND = (sys.executable, "-m", "crawler")


def run(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([*COMMAND, *arguments], capture_output=True, timeout=120, check=False)


@pytest.fixture(scope="module")
def crawl(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawl]:
    directory = tmp_path_factory.mktemp("odd")
    with OddOrigin() as plain, OddOrigin(make_identity()) as tls:
        code = run("crawl", "live", plain.url, tls.url, "-d", str(directory), "--delay", "0").returncode
        yield plain, tls, directory, code


@pytest.fixture(scope="module")
def verdicts(crawl: Crawl) -> dict[str, Verdict]:
    plain, tls, directory, _ = crawl
    return {one.reply: one for one in compare((plain, tls), directory)}


def names() -> list[str]:
    # A crawl's own limit is eleven times the self-test's, which alone passes over it.
    replies = [name for name in make_replies() if name != "over-the-limit"]
    return [
        *replies,
        *(f"TLS {name}" for name in replies),
        "robots.txt",
        "(index)",
        "TLS robots.txt",
        "TLS (index)",
        "TLS (certificates)",
    ]


@pytest.mark.parametrize("name", names())
def test_what_is_kept_is_what_the_server_sent(verdicts: dict[str, Verdict], name: str) -> None:
    assert verdicts[name].differences == ()


def test_no_two_replies_have_the_same_payload() -> None:
    replies = [*make_replies().values(), *make_replies(b" (over TLS)").values()]
    bodies = Counter(reply.body for reply in replies if reply.body)
    assert [body for body, count in bodies.items() if count > 1] == []


def test_the_selftest_command_finds_all_equal_and_exits_with_0() -> None:
    result = run("selftest")
    lines = result.stdout.decode().splitlines()
    count = 2 * (len(make_replies()) + 2) + 1
    assert (result.returncode, lines[-1].endswith(f"{count} equal, 0 different"), len(lines)) == (0, True, count + 1)


def test_the_selftest_works_where_a_proxy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:9")
    assert run("selftest").returncode == 0


def test_a_byte_that_was_changed_is_found_with_its_offset(crawl: Crawl, tmp_path: Path) -> None:
    plain, _, directory, _ = crawl
    doctor(directory, tmp_path, b"<p>plain</p>", b"<p>pla1n</p>")
    verdict = next(one for one in compare([plain], tmp_path) if one.reply == "plain")
    offset = plain.reply("/plain").data.index(b"in</p>")
    assert (verdict.reply, verdict.differences[0]) == (
        "plain", f"response differs from byte {offset} on: sent b'in</p>', kept b'1n</p>'"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "reply", "words"),
    [
        (b"GET /gone HTTP/1.1", b"GET /gone HTTP/1.0", "gone", "request differs from byte 17 on"),
        (b"HTTP/1.1 100 Continue", b"HTTP/1.1 100 continue", "continue", "interim answers differs from byte 13 on"),
        (b"WARC-Truncated: disconnect", b"X-ARC-Truncated: disconnect", "cut-head", "WARC-Truncated is None"),
        (b"WARC-IP-Address: 127.0.0.1", b"WARC-IP-Address: 127.0.0.2", "plain", "WARC-IP-Address is 127.0.0.2"),
        (b"WARC-Payload-Digest: sha1:", b"WARC-Payload-Digest: sha2:", "plain", "payload digest is sha2:"),
        (b"WARC-Block-Digest: sha1:", b"WARC-Block-Digest: sha2:", "plain", "block digest of the response record"),
    ],
)
def test_every_other_deviation_is_found(
    crawl: Crawl, tmp_path: Path, old: bytes, new: bytes, reply: str, words: str
) -> None:
    plain, _, directory, _ = crawl
    doctor(directory, tmp_path, old, new)
    found = {one.reply: " ".join(one.differences) for one in compare([plain], tmp_path)}
    assert words in found[reply]


def test_a_reply_that_was_not_kept_is_found(crawl: Crawl, tmp_path: Path) -> None:
    plain, _, directory, _ = crawl
    doctor(directory, tmp_path, b"/header-case\r\n", b"/header-cast\r\n")
    found = {one.reply: one.differences for one in compare([plain], tmp_path)}
    assert "sent 1 times, kept 0 times" in found["header-case"]


def test_another_certificate_is_found(crawl: Crawl) -> None:
    _, tls, directory, _ = crawl
    other = copy.copy(tls)
    other.identity = make_identity()
    (found,) = (one.differences for one in compare([other], directory) if one.reply == "TLS (certificates)")
    assert found[0].startswith("chain differs from byte ")


def doctor(directory: Path, target: Path, old: bytes, new: bytes) -> None:
    """A copy of the archive in which some bytes were changed."""
    (target / "archive").mkdir()
    for file in (directory / "archive").glob("*.warc.gz"):
        text = gzip.decompress(file.read_bytes())
        assert old in text
        (target / "archive" / file.name).write_bytes(gzip.compress(text.replace(old, new), 1))


def test_a_difference_is_told_and_exits_with_1(capsys: pytest.CaptureFixture[str]) -> None:
    code = command.tell((Verdict("odd", 9, 9, 1, ("response differs from byte 3 on",)), Verdict("even", 5, 5, 1, ())))
    lines = capsys.readouterr().out.splitlines()
    assert (code, lines[0].split()[-1], lines[-2:]) == (
        1, "DIFFERENT", ["odd: response differs from byte 3 on", "2 replies, 2 exchanges: 1 equal, 1 different"]
    )  # fmt: skip


def test_a_selftest_that_cannot_write_exits_with_3() -> None:
    result = run("selftest", "-d", "/proc/nowhere")
    assert (result.returncode, result.stderr.count(b"\n"), result.stdout) == (3, 1, b"")


@pytest.mark.parametrize(("one", "other", "offset"), [(b"abc", b"abd", 2), (b"abc", b"ab", 2), (b"", b"a", 0)])
def test_the_first_difference_is_where_the_bytes_part(one: bytes, other: bytes, offset: int) -> None:
    assert first_difference(one, other) == offset


def test_a_crawl_with_failed_addresses_exits_with_1(crawl: Crawl) -> None:
    assert crawl[3] == 1


def test_a_second_crawl_fetches_robots_txt_and_nothing_else(crawl: Crawl) -> None:
    plain, tls, directory, _ = crawl
    before = len(plain.asked), len(tls.asked)
    run("crawl", "live", plain.url, tls.url, "-d", str(directory), "--delay", "0")
    asked = (*plain.asked[before[0] :], *tls.asked[before[1] :])
    assert [one.path for one in asked] == ["/robots.txt", "/robots.txt"]


def test_bytes_that_come_after_the_answer_do_no_harm(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        url = f"http://127.0.0.1:{server.getsockname()[1]}/"
        crawl = subprocess.Popen([*COMMAND, "crawl", "live", url, "-d", str(tmp_path), "--delay", "0.5"], stderr=-1)
        for _ in range(3):
            connection, _ = server.accept()
            with connection:
                connection.recv(65536)
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
                # Long enough for the answer to be in the WARC before the rest comes.
                with contextlib.suppress(OSError):
                    time.sleep(0.2)
                    connection.sendall(b"bytes that no request asked for")
                    connection.recv(1)
        _, words = crawl.communicate(timeout=60)
    log = b"".join(file.read_bytes() for file in (tmp_path / "logs").iterdir())
    assert (crawl.returncode, b"Traceback" in words + log) == (0, False)


def test_an_answer_that_stalls_is_kept_as_far_as_it_came_and_marked(tmp_path: Path) -> None:
    begun = b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nthe b"
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=stall, args=(server, begun), daemon=True).start()
        url = f"http://127.0.0.1:{server.getsockname()[1]}/"
        run("crawl", "live", url, "-d", str(tmp_path), "--delay", "0", "--timeout", "0.5", "--ignore-robots")
    found = [one for file in (tmp_path / "archive").glob("*.warc.gz") for one in captures(file)]
    stalled = {(one.block, one.truncated, one.capture.payloadDigest) for one in found if one.capture.targetUri == url}
    assert stalled == {(begun, "time", None)}


def stall(server: socket.socket, data: bytes) -> None:
    """Answers every connection with the beginning of an answer, and says no more."""
    kept = []
    with contextlib.suppress(OSError):
        while True:
            connection, _ = server.accept()
            connection.recv(65536)
            connection.sendall(data)
            kept.append(connection)


def test_an_unknown_option_is_wrong_use() -> None:
    assert run("crawl", "live", "--nonsense").returncode == 2


def test_a_real_host_needs_a_contact(tmp_path: Path) -> None:
    assert run("crawl", "live", "http://example.org/", "-d", str(tmp_path)).returncode == 2
