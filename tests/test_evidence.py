"""What is kept beside the exchanges: the DNS answer, the certificates, the cipher suite, failures, settings."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from crawler.evidence import dns_answer, iana_cipher
from storage.warc_reader import records
from tests.origin import Origin, page


def crawl(url: str, directory: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "crawler", "crawl", "live", url, "-d", str(directory), "--delay", "0", *options]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


def kept(directory: Path, kind: str) -> list[tuple[str | None, bytes, str | None]]:
    """Target URI, block and media type of every record of a type."""
    files = sorted((directory / "archive").glob("*.warc.gz"))
    found = (one for file in files for one in records(file) if one.type == kind)
    return [(one.headers.uri("WARC-Target-URI"), one.block, one.headers.get("Content-Type")) for one in found]


@pytest.mark.parametrize(
    ("openssl", "iana"),
    [
        ("TLS_AES_256_GCM_SHA384", "TLS_AES_256_GCM_SHA384"),
        ("ECDHE-RSA-AES128-GCM-SHA256", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"),
        ("ECDHE-ECDSA-CHACHA20-POLY1305", "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256"),
        ("DHE-RSA-AES256-SHA256", "TLS_DHE_RSA_WITH_AES_256_CBC_SHA256"),
        ("ECDHE-RSA-AES256-SHA", "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA"),
        ("AES128-SHA", "TLS_RSA_WITH_AES_128_CBC_SHA"),
        ("AES256-CCM8", "TLS_RSA_WITH_AES_256_CCM_8"),
        ("DES-CBC3-SHA", "TLS_RSA_WITH_3DES_EDE_CBC_SHA"),
        ("SOME-NEW-THING", None),
        (None, None),
    ],
)
def test_cipher_suites_have_iana_names_or_none(openssl: str | None, iana: str | None) -> None:
    assert iana_cipher(openssl) == iana


def test_the_resolver_is_asked_once_a_run_for_each_host(tmp_path: Path) -> None:
    with Origin({"/": page("Front", '<a href="/b">b</a>'), "/b": page("B", "b")}) as origin:
        crawl(f"http://localhost:{origin.port}/", tmp_path)
        crawl(f"http://localhost:{origin.port}/", tmp_path)
    answers = [(block, kind) for uri, block, kind in kept(tmp_path, "resource") if uri == "dns:localhost"]
    assert [kind for _, kind in answers] == ["text/dns", "text/dns"]
    assert b"localhost. IN A 127.0.0.1\n" in answers[0][0]


def test_an_address_and_a_name_without_an_answer_are_told_in_a_comment() -> None:
    assert dns_answer("127.0.0.1").decode().splitlines()[1].startswith("; 127.0.0.1 is an address")
    assert dns_answer("no-such-host.invalid").decode().splitlines()[1].startswith("; no-such-host.invalid: ")


def test_a_refused_connection_is_on_record_with_its_reason(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    done = crawl(f"http://127.0.0.1:{port}/", tmp_path)
    reasons = [block for uri, block, _ in kept(tmp_path, "metadata") if uri == f"http://127.0.0.1:{port}/robots.txt"]
    assert done.returncode == 3
    assert reasons
    assert all(b"fetchError: " in block and b"refused" in block for block in reasons)


def test_the_settings_of_the_run_are_beside_its_captures(tmp_path: Path) -> None:
    with Origin({"/": page("Front", "front")}) as origin:
        crawl(origin.url, tmp_path, "--contact", "Jane Roe, jane@library.example")
    (settings,) = [block for uri, block, _ in kept(tmp_path, "resource") if uri == "urn:gsn-archive:settings"]
    told = json.loads(settings)
    assert (told["contact"], told["scope"], told["directory"]) == (
        "Jane Roe, jane@library.example", [f"127.0.0.1:{origin.port}/"], None,
    )  # fmt: skip
