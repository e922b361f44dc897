"""Bylines and datelines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.extract.text.bylines import find_dateline, read_byline
from crawler.items import Paragraph


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("By Jane Q. Roe, Global Security Newswire", ["Jane Q. Roe"]),
        ("By Jane Roe", ["Jane Roe"]),
        ("by Jane Roe, National Journal staff writer", ["Jane Roe"]),
        ("Staff and wire reports", []),
        ("GSN staff and news agencies", []),
        ("Jane Roe, GSN Correspondent", ["Jane Roe"]),
        ("By Global Security Newswire Staff, Global Security Newswire", []),
        ("by Jane Roe", ["Jane Roe"]),
        ("BY JANE ROE", ["JANE ROE"]),
        ("By: Jane Roe", ["Jane Roe"]),
        ("By A. Roe and B. Doe", ["A. Roe", "B. Doe"]),
        ("By Jane Roe, John Doe and Max Moe, National Journal", ["Jane Roe", "John Doe", "Max Moe"]),
        ("Jane Roe, Global Security Newswire", ["Jane Roe"]),
        ("Jane Roe / Global Security Newswire", ["Jane Roe"]),
        ("By Jane Roe\nGlobal Security Newswire", ["Jane Roe"]),
        ("By John van der Doe, Special to Global Security Newswire", ["John van der Doe"]),
        ("By José Peña O'Neill, Jr., Global Security Newswire", ["José Peña O'Neill, Jr."]),
        ("By April Roe", ["April Roe"]),
        ("By Jane Roe, staff writer", ["Jane Roe"]),
        ("Global Security Newswire Staff", []),
        ("By Global Security Newswire Staff", []),
        ("National Journal Staff", []),
        ("By Staff", []),
        ("Staff Reports", []),
    ],
)
def test_a_byline_names_its_people_and_staff_nobody(text, names):
    byline, people = read_byline(text)
    assert [person.name for person in people] == names
    assert byline == " ".join(text.split())


def test_an_address_to_write_to_is_not_part_of_the_byline():
    byline, people = read_byline("By Jane Roe (jroe@desk.example)")
    assert (byline, [person.name for person in people]) == ("By Jane Roe", ["Jane Roe"])


def test_a_date_in_the_same_line_is_not_part_of_the_byline():
    staff = "Global Security Newswire Staff, Global Security Newswire"
    assert read_byline(f"Thursday, Oct. 7, 2010 | {staff}") == (staff, ())
    assert read_byline("By Jane Roe | Sept. 11, 2013, 7:02 a.m.")[0] == "By Jane Roe"


@pytest.mark.parametrize(
    "text",
    [
        "By Monday, the council had agreed",
        "By Monday Night",
        "By the end of the year, Ruritania will have signed",
        "By Land and Sea",
        "By The Numbers",
        "Jane Roe",
        "Ruritania, Freedonia",
        "Global Security Newswire",
        "Jane Roe told Global Security Newswire",
        "The newswire is written by Jane Roe",
        "",
        "By " + "Jane " * 100,
    ],
)
def test_a_sentence_or_a_heading_is_no_byline(text):
    assert read_byline(text) is None


def told(*texts):
    return [Paragraph(number, text) for number, text in enumerate(texts)]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("WASHINGTON -- The council met.", "WASHINGTON"),
        ("WASHINGTON — The council met.", "WASHINGTON"),
        ("WASHINGTON--The council met.", "WASHINGTON"),
        ('WASHINGTON -- "We agreed," he said.', "WASHINGTON"),
        ("WASHINGTON -- U.S. envoys met.", "WASHINGTON"),
        ("UNITED NATIONS, N.Y. -- The council met.", "UNITED NATIONS, N.Y."),
        ("OAK RIDGE, Tenn. – The plant closed.", "OAK RIDGE, Tenn."),
        ("ST. PETERSBURG, Russia -- The council met.", "ST. PETERSBURG, Russia"),
        ("PORT-AU-PRINCE, Haiti -- The council met.", "PORT-AU-PRINCE, Haiti"),
        ("McLEAN, Va. -- The council met.", "McLEAN, Va."),
        ("VIENNA (Reuters) -- The council met.", "VIENNA"),
    ],
)
def test_a_dateline_is_a_place_in_capitals_before_a_dash(text, place):
    assert find_dateline(told(text)) == place
    assert find_dateline(told("By contrast, nobody came.", text)) == place
    assert find_dateline(told("One.", "Two.", "Three.", text)) is None


@pytest.mark.parametrize(
    "text",
    [
        "The council met in WASHINGTON -- again.",
        "NATO -- the alliance -- met.",
        "NATO -- The alliance met.",
        "U.S. -- The council met.",
        "The U.S. -- The council met.",
        "Washington -- The council met.",
        "WASHINGTON agreed -- The council met.",
        "",
    ],
)
def test_other_openings_are_no_dateline(text):
    assert find_dateline(told(text)) is None


@pytest.mark.parametrize(
    "line", ["WASHINGTON", "NEW YORK", "ANNISTON, Ala.", "UNITED NATIONS --", "McLEAN, Va.", "THE HAGUE"]
)
def test_a_place_on_a_line_of_its_own_is_a_dateline(line):
    place = line.removesuffix(" --")
    assert find_dateline(told("The council met."), above=line) == place
    assert find_dateline(told(line, "The council met.")) == place


@pytest.mark.parametrize(
    "line", ["TERRORISM", "NUCLEAR WEAPONS", "EXCLUSIVE", "TOP STORY", "GSN", "Washington", "A B", "THE NEWS"]
)
def test_a_label_on_a_line_of_its_own_is_no_dateline(line):
    assert find_dateline(told("The council met."), above=line) is None


@given(st.text(max_size=250))
def test_reading_names_never_raises(text):
    find_dateline(told(text), above=text)
    found = read_byline(text)
    assert found is None or all(person.name in found[0] for person in found[1])


@pytest.mark.parametrize("piece", ["By ", "Aa ", "A", "A. ", "By Jane Roe, ", "AA "])
def test_a_megabyte_is_read_at_once(piece):
    text = piece * (1_000_000 // len(piece))
    assert read_byline(text) is None
    assert find_dateline(told(text), above=text) is None


@pytest.mark.parametrize(
    ("line", "byline", "names"),
    [
        ("By Ann Roe, The Associated Press", "By Ann Roe, The Associated Press", ["Ann Roe"]),
        ("By Ann Roe and Max Doe, Reuters", "By Ann Roe and Max Doe, Reuters", ["Ann Roe", "Max Doe"]),
        ("By Ann Roe@annroe Jul 3, 2013, 4:22am EDT", "By Ann Roe", ["Ann Roe"]),
        ("By Ann Roe - 11 hours ago", "By Ann Roe", ["Ann Roe"]),
        ("By Ann Roe | 1 hr 4 mins ago", "By Ann Roe", ["Ann Roe"]),
        ("By Ann Roe 10/ 5/11 09:19 PM ET", "By Ann Roe", ["Ann Roe"]),
    ],
)
def test_what_stands_behind_a_writers_name_is_no_part_of_it(line, byline, names):
    found = read_byline(line)
    assert found is not None
    assert (found[0], [person.name for person in found[1]]) == (byline, names)


@pytest.mark.parametrize(
    "line", ["By Land, Sea and Air", "Session Ends With Modest Steps July 8, 2004", "By Friday, Iran"]
)
def test_a_title_is_no_byline(line):
    assert read_byline(line) is None
