"""The words by which furniture is known, taken alone."""

import pytest

from crawler.extract.text.wordings import kind_of


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Privacy Policy", "footer"),
        ("PRIVACY POLICY", "footer"),
        ("PR\u0130VACY POL\u0130CY", "footer"),
        ("\u017fign in", "sign_in"),
        ("Copyright \u00a9 2013 Somebody", "copyright"),
        ("(c) 2013 Somebody", "copyright"),
        ("(x) 2013 Somebody", None),
        ("Daily News on Nuclear, Biological and Chemical Weapons, Terrorism and Related Issues.", "masthead"),
        ("Daily reports on nuclear plants were kept by the clerks.", None),
        ("Tweet this story", "share"),
        ("Tweet this treaty", None),
    ],
)
def test_furniture_is_known_by_its_words_whatever_their_case(text, kind):
    assert kind_of(text) == kind


def test_of_two_kinds_that_fit_the_first_is_said():
    assert kind_of("Search all rights reserved") == "search"


def test_a_long_text_is_a_notice_but_no_label():
    assert kind_of("GSN ceased publication. " + "More words. " * 28) == "notice"
    assert kind_of("Search " + "more " * 80) is None
