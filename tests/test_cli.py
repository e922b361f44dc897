"""The commands as a user meets them: exit codes, one clear line, never a traceback."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from crawler.demo.server import serve

COMMAND = (sys.executable, "-m", "crawler")


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *map(str, arguments)], capture_output=True, text=True, encoding="utf-8", timeout=120, check=False
    )


def one_line(result: subprocess.CompletedProcess[str]) -> bool:
    return result.stderr.count("\n") == 1 and "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("crawl", "live", "--nonsense"), 2),
        (("nonsense",), 2),
        (("crawl", "live", "http://example.org/", "-d", "{dir}"), 2),
        (("crawl", "live", "http://example.org/", "-d", "{dir}", "--contact", "a@b.example", "--delay", "0"), 2),
        (("crawl", "live", "http://127.0.0.1:9/", "-d", "{dir}", "--scope", "nti.org/gsn/"), 2),
        (("crawl", "live", "ftp://127.0.0.1/", "-d", "{dir}"), 2),
        (("crawl", "live", "http://127.0.0.1:9/", "-d", "/proc/nowhere"), 3),
        (("extract", "{dir}/none.warc.gz"), 3),
        (("extract", __file__), 3),
        (("status", "-d", "{dir}"), 3),
    ],
)
def test_wrong_use_and_bad_input_give_one_line_and_the_right_code(
    arguments: tuple[str, ...], code: int, tmp_path: Path
) -> None:
    result = run(*(argument.format(dir=tmp_path) for argument in arguments))
    assert (result.returncode, one_line(result)) == (code, True)


@pytest.mark.parametrize(("command", "code"), [("extract", 3), ("verify", 3), ("inspect", 2)])
def test_a_folder_given_as_a_file_is_told_with_what_to_give(command: str, code: int, tmp_path: Path) -> None:
    result = run(command, tmp_path)
    said = f"{tmp_path}: this is a folder; give " in result.stderr + result.stdout
    assert (result.returncode, said) == (code, True)


def test_an_unreachable_start_address_exits_with_3(tmp_path: Path) -> None:
    result = run("crawl", "live", "http://127.0.0.1:9/", "-d", tmp_path, "--delay", "0")
    assert (result.returncode, "127.0.0.1:9" in result.stderr, "Traceback" in result.stderr) == (3, True, False)


def test_a_folder_with_another_crawl_is_left_alone(tmp_path: Path) -> None:
    with serve(weeks=3) as server:
        run("crawl", "live", server.url, "-d", tmp_path, "--delay", "0", "--max-pages", "3")
        before = sorted(tmp_path.rglob("*.warc.gz"))
        result = run("crawl", "live", "http://127.0.0.1:9/", "-d", tmp_path, "--delay", "0")
    assert (result.returncode, one_line(result), sorted(tmp_path.rglob("*.warc.gz"))) == (2, True, before)


def test_a_folder_in_use_is_refused(tmp_path: Path) -> None:
    with serve(weeks=3) as server:
        arguments = [*COMMAND, "crawl", "live", server.url, "-d", str(tmp_path), "--delay", "0.5"]
        first = subprocess.Popen(arguments, stderr=subprocess.DEVNULL)
        wait_for(lambda: len(server.hits) > 1)
        second = run("crawl", "live", server.url, "-d", tmp_path, "--delay", "0.5")
        first.send_signal(signal.SIGTERM)
        first.wait(30)
    assert (second.returncode, one_line(second)) == (2, True)


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_a_stopped_crawl_keeps_everything_and_the_next_run_finishes_the_rest(sent: int, tmp_path: Path) -> None:
    with serve(weeks=3) as server:
        arguments = ["crawl", "live", server.url, "-d", str(tmp_path), "--delay", "0.01"]
        first = subprocess.Popen([*COMMAND, *arguments], stderr=subprocess.PIPE, text=True)
        wait_for(lambda: len(server.hits) > 40)
        first.send_signal(sent)
        _, words = first.communicate(timeout=30)
        open_files = list((tmp_path / "archive").glob("*.open"))
        second = run(*arguments[:-1], "0")
        counts = json.loads(run("status", "-d", tmp_path, "--json").stdout)["addresses"]
        pages = [hit for hit in server.hits if hit != "/robots.txt"]
    assert (first.returncode, "run the same command again" in words, open_files) == (3, True, [])
    assert (second.returncode, counts["pending"], len(pages) == len(set(pages))) == (0, 0, True)


def test_a_killed_crawl_loses_nothing_and_fetches_nothing_twice(tmp_path: Path) -> None:
    with serve(weeks=3) as server:
        arguments = ["crawl", "live", server.url, "-d", str(tmp_path), "--delay", "0.005"]
        for count in (20, 45, 80):
            process = subprocess.Popen([*COMMAND, *arguments], stderr=subprocess.DEVNULL)
            wait_for(lambda count=count: len(server.hits) > count)
            process.kill()
            process.wait()
        last = run(*arguments[:-1], "0")
        records = (tmp_path / "records" / "articles.jsonl").read_text(encoding="utf-8").count("\n")
        undisturbed = tmp_path / "undisturbed"
        run("crawl", "live", server.url, "-d", undisturbed, "--delay", "0")
        expected = (undisturbed / "records" / "articles.jsonl").read_text(encoding="utf-8").count("\n")
    assert (last.returncode, records) == (0, expected)


def test_scrapy_itself_runs_the_same_crawl(tmp_path: Path) -> None:
    with serve(weeks=3) as server:
        result = subprocess.run(
            [sys.executable, "-m", "scrapy", "crawl", "site", "-a", f"url={server.url}", "-a", f"dir={tmp_path}",
             "-a", "delay=0", "-a", "max_pages=10"],
            capture_output=True, timeout=120, check=False, cwd=Path(__file__).parent.parent,
        )  # fmt: skip
    assert (result.returncode, len(list((tmp_path / "archive").glob("*.warc.gz")))) == (0, 1)


def test_scrapy_lists_the_spiders() -> None:
    result = subprocess.run(
        [sys.executable, "-m", "scrapy", "list"], capture_output=True, text=True, check=False,
        cwd=Path(__file__).parent.parent, timeout=60,
    )  # fmt: skip
    assert result.stdout.split() == ["site", "wayback"]


def test_max_pages_ends_a_crawl_cleanly_and_the_next_run_goes_on(tmp_path: Path) -> None:
    with serve(weeks=3) as server:
        arguments = ("crawl", "live", server.url, "-d", tmp_path, "--delay", "0", "--max-pages", "5")
        codes = [run(*arguments).returncode for _ in range(2)]
        pages = [hit for hit in server.hits if hit != "/robots.txt"]
    assert (codes, len(pages) == len(set(pages))) == ([0, 0], True)


def wait_for(condition, seconds: float = 30.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            pytest.fail("waited in vain")
        time.sleep(0.01)


def test_help_names_every_command() -> None:
    text = run("--help").stdout
    assert [name for name in ("demo", "crawl", "extract", "status") if name not in text] == []


def test_output_to_a_closed_pipe_is_no_traceback(tmp_path: Path) -> None:
    page = Path(__file__).parent / "pages"
    reader, writer = os.pipe()
    os.close(reader)
    process = subprocess.run(
        [*COMMAND, "extract", *map(str, sorted(page.rglob("*.html"))[:3] or [tmp_path])],
        stdout=writer, stderr=subprocess.PIPE, check=False, timeout=60,
    )  # fmt: skip
    os.close(writer)
    assert b"Traceback" not in process.stderr
