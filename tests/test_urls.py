"""Addresses: what a reference means, and which addresses are one page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.urls import canonical, clean, has_tracking, is_private, page_key, record_id, resolve

BASE = "http://gsn.example/gsn/article/one/"

REFERENCES = {
    "two": "http://gsn.example/gsn/article/one/two",
    "../two/": "http://gsn.example/gsn/article/two/",
    "/gsn/#top": "http://gsn.example/gsn/",
    "//www.gsn.example/a": "http://www.gsn.example/a",
    "HTTP://GSN.example:80": "http://gsn.example/",
    "https://gsn.example:443/a": "https://gsn.example/a",
    "http://gsn.example:8080/a": "http://gsn.example:8080/a",
    " /a b\n": "http://gsn.example/a%20b",
    "/café?q=é": "http://gsn.example/caf%C3%A9?q=%C3%A9",
    "/100%25?x=%2f": "http://gsn.example/100%25?x=%2f",
    "http://bücher.example/": "http://xn--bcher-kva.example/",
    "http://gsn.example./a": "http://gsn.example/a",
    "http://[::1]:80/a": "http://[::1]/a",
    "file:///etc/passwd": "file:///etc/passwd",
    "ftp://gsn.example/x": "ftp://gsn.example/x",
    "mailto:a@gsn.example": None,
    "javascript:void(0)": None,
    "http://gsn.example:99999/": None,
    "http://[broken/": None,
}


@pytest.mark.parametrize("reference", REFERENCES)
def test_a_reference_means_one_clean_address(reference: str) -> None:
    assert resolve(BASE, reference) == REFERENCES[reference]


@given(st.text(max_size=60))
def test_no_reference_raises_and_a_clean_address_stays_as_it_is(reference: str) -> None:
    address = resolve(BASE, reference)
    if address is not None and address.startswith("http"):
        assert clean(address) == address
        assert address.isascii()
        assert "#" not in address
        assert " " not in address


@pytest.mark.parametrize(
    "form",
    [
        "http://www.nti.example/gsn/article/a/",
        "https://nti.example/gsn/article/a",
        "https://www.nti.example:443/gsn/article/a/?mgs1=xy",
        "http://nti.example:8080/gsn/article/a?utm_source=x&FBCLID=1",
        "https://web.archive.example/web/20100101000000id_/http://www.nti.example/gsn/article/a/",
    ],
)
def test_all_forms_of_an_address_are_one_page(form: str) -> None:
    assert page_key(form) == "example,nti)/gsn/article/a"
    assert record_id(form) == record_id("http://nti.example/gsn/article/a")


@pytest.mark.parametrize(
    "other", ["http://nti.example/gsn/a?id=2", "http://nti.example/gsn/b", "http://nti.example/gsn/A"]
)
def test_other_pages_have_another_identity(other: str) -> None:
    assert page_key(other) != page_key("http://nti.example/gsn/a?id=1")


def test_stories_of_one_page_have_identities_of_their_own() -> None:
    assert len({record_id(BASE), record_id(BASE, "1"), record_id(BASE, "2")}) == 3


def test_the_canonical_address_has_no_tracking_port_or_fragment() -> None:
    assert canonical("http://nti.example:8080/a/?id=1&mgs1=x#top") == "http://nti.example/a/?id=1"


def test_tracking_parameters_are_known_by_name() -> None:
    assert [has_tracking(f"http://nti.example/?{query}") for query in ("mgs1=a", "utm_x=1", "id=1", "")] == [
        True,
        True,
        False,
        False,
    ]


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "a.localhost",
        "127.0.0.1",
        "10.1.2.3",
        "192.168.0.1",
        "169.254.169.254",
        "::1",
        "[fe80::1]",
        "fd00::1",
        "0.0.0.0",
        "2130706433",
        "127.1",
        "0x7f.1",
        "0x7f000001",
        "::ffff:127.0.0.1",
        "printer.local",
        "LOCALHOST.",
    ],
)
def test_private_hosts_are_known_in_every_spelling(host: str) -> None:
    assert is_private(host)


@pytest.mark.parametrize("host", ["gsn.example", "8.8.8.8", "2606:4700::1111", "10.example", "localhost.example"])
def test_public_hosts_are_not_private(host: str) -> None:
    assert not is_private(host)
