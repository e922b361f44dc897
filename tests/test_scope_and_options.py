"""What a crawl may fetch, and what it may be asked."""

from __future__ import annotations

import pytest

from crawler.errors import UsageError
from crawler.options import read_options
from crawler.scope import Prefix, Scope

GSN = Scope((Prefix.read("nti.example/gsn/"), Prefix.read("127.0.0.1:8000")), frozenset({"127.0.0.1"}))

PAGES = {
    "http://nti.example/gsn/a": None,
    "https://www.nti.example/gsn/": None,
    "http://127.0.0.1:8000/any": None,
    "http://nti.example/other/": "outside the scope",
    "http://nti.example:8080/gsn/": "outside the scope",
    "http://nti.example.evil.example/gsn/": "outside the scope",
    "http://127.0.0.1:9000/": "outside the scope",
    "http://10.0.0.1/gsn/": "private address 10.0.0.1",
    "http://169.254.169.254/latest": "private address 169.254.169.254",
    "http://localhost/": "private address localhost",
    "file:///etc/passwd": "scheme file: is never followed",
    "ftp://nti.example/gsn/": "scheme ftp: is never followed",
    "http://[broken/": "not an address",
}


@pytest.mark.parametrize("url", PAGES)
def test_a_page_is_in_scope_or_refused_with_a_reason(url: str) -> None:
    assert GSN.refusal(url, "page") == PAGES[url]


def test_a_picture_may_lie_on_another_host_but_not_on_a_private_one() -> None:
    urls = ("http://images.example/a.png", "http://10.0.0.1/a.png")
    assert [GSN.refusal(url, "requisite") for url in urls] == [None, "private address 10.0.0.1"]


def test_a_sitemap_may_lie_anywhere_on_a_host_of_the_scope() -> None:
    urls = ("http://nti.example/sitemap.xml", "http://other.example/sitemap.xml")
    assert [GSN.refusal(url, "sitemap") for url in urls] == [None, "outside the scope"]


def test_a_name_that_leads_to_a_private_address_is_refused() -> None:
    assert GSN.refusal_of_peer("nti.example", "10.0.0.1") == "nti.example leads to the private address 10.0.0.1"
    assert GSN.refusal_of_peer("nti.example", "8.8.8.8") is None
    assert GSN.refusal_of_peer("127.0.0.1", "127.0.0.1") is None


def test_the_start_hosts_are_the_scope_when_none_is_given() -> None:
    options = read_options("x", ["http://127.0.0.1:8000/gsn/a"])
    assert [str(prefix) for prefix in options.scope.prefixes] == ["127.0.0.1:8000/"]


def test_the_defaults_are_polite() -> None:
    options = read_options("x", contact="a@archive.example")
    assert (options.delay, options.concurrency, options.ignore_robots) == (1.0, 2, False)
    assert "a@archive.example" in options.user_agent


WRONG = {
    "not an http or https address": {"starts": ["ftp://nti.example/"]},
    "outside the scope": {"starts": ["http://nti.example/a"], "scope": ["other.example"], "contact": "a"},
    "--scope takes HOST": {"starts": ["http://nti.example/a"], "scope": ["http://"], "contact": "a"},
    "needs --contact": {"starts": ["http://nti.example/"]},
    "--delay 0 is for servers on this machine": {"starts": ["http://nti.example/"], "contact": "a", "delay": 0},
    "--delay takes seconds from 0": {"starts": ["http://127.0.0.1/"], "delay": -1},
    "whole numbers from 1": {"starts": ["http://127.0.0.1/"], "concurrency": 0},
    "plain ASCII text on one line": {"starts": ["http://nti.example/"], "contact": "a\r\nX-Header: b"},
}


@pytest.mark.parametrize("words", WRONG)
def test_wrong_options_are_one_usage_error(words: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_options("x", **WRONG[words])  # type: ignore[arg-type]
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)
