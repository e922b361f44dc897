"""Source citations told from references and from ordinary brackets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.extract.text.citations import find_citations
from crawler.items import Paragraph


def cited(*texts):
    """Each citation as its date and its sources with their authors."""
    return [
        (citation.date, [(source.name, [author.name for author in source.authors]) for source in citation.sources])
        for citation in find_citations([Paragraph(number, text) for number, text in enumerate(texts)])
    ]


@pytest.mark.parametrize(
    ("bracket", "date", "sources"),
    [
        ("United Press International, Sept. 8", "Sept. 8", [("United Press International", [])]),
        (
            "Sang-hun Choe, Associated Press/Yahoo!News, Dec. 15",
            "Dec. 15",
            [("Associated Press", ["Sang-hun Choe"]), ("Yahoo!News", [])],
        ),
        ("Mallet/Harding, Financial Times, Oct. 21", "Oct. 21", [("Financial Times", ["Mallet", "Harding"])]),
        (
            "Xinhua News Agency/Chinese Defense Ministry, Sept. 7",
            "Sept. 7",
            [("Xinhua News Agency", []), ("Chinese Defense Ministry", [])],
        ),
        ("Miller, New York Times", None, [("New York Times", ["Miller"])]),
        (
            "U.S. National Nuclear Security Administration release I, Nov. 10",
            "Nov. 10",
            [("U.S. National Nuclear Security Administration release I", [])],
        ),
        (
            "Olga Roe, Financial Times/Rudolf Quill, Dawn, Jan. 7",
            "Jan. 7",
            [("Financial Times", ["Olga Roe"]), ("Dawn", ["Rudolf Quill"])],
        ),
        (
            "Washington Post/Roe/Quill, Zenda Tribune, April 14",
            "April 14",
            [("Washington Post", []), ("Zenda Tribune", ["Roe", "Quill"])],
        ),
        ("Lindgren, Pueblo Chieftain", None, [("Pueblo Chieftain", ["Lindgren"])]),
        ("Roe, Jr., Washington Post, May 4", "May 4", [("Washington Post", ["Roe, Jr."])]),
        ("Ann de la Roe, Reuters, May 4", "May 4", [("Reuters", ["Ann de la Roe"])]),
        ("Roe and Doe, Baltimore Sun, May 4", "May 4", [("Baltimore Sun", ["Roe", "Doe"])]),
        ("Jane Q. Roe, GlobalSecurity.org, Jan. 3", "Jan. 3", [("GlobalSecurity.org", ["Jane Q. Roe"])]),
        ("al-Hayat, June 3", "June 3", [("al-Hayat", [])]),
        ("BBC News, Feb. 29", "Feb. 29", [("BBC News", [])]),
        ("State Department, transcript, April 2", "April 2", [("State Department, transcript", [])]),
        ("Roe, Arms Control Today, November 2003", "November 2003", [("Arms Control Today", ["Roe"])]),
        ("Council sanctions panel release, May 4", "May 4", [("Council sanctions panel release", [])]),
        ("Quill, Inside the Mint", None, [("Inside the Mint", ["Quill"])]),
        ("Quill, Zenda Star-Ledger", None, [("Zenda Star-Ledger", ["Quill"])]),
        ("Kim Yong-sun, Zenda Mirror, May 4", "May 4", [("Zenda Mirror", ["Kim Yong-sun"])]),
        ("Korea Herald, Dec. 4-5", "Dec. 4-5", [("Korea Herald", [])]),
        ("Quill, Karsi National Agency", None, [("Karsi National Agency", ["Quill"])]),
        ("U.S. Army release II", None, [("U.S. Army release II", [])]),
        ("Bloomberg/Zenda Defense Ministry", None, [("Bloomberg", []), ("Zenda Defense Ministry", [])]),
        ("Radio Free Europe", None, [("Radio Free Europe", [])]),
        ("Deutsche Presse-Agentur", None, [("Deutsche Presse-Agentur", [])]),
    ],
)
def test_a_citation_is_split_into_authors_outlets_and_date(bracket, date, sources):
    assert cited(f'"We agreed," the envoy said ({bracket}).') == [(date, sources)]


@pytest.mark.parametrize(
    "bracket",
    [
        "NATO",
        "AP Photo/Jane Roe",
        "AP Photo/Jane Roe, Sept. 7",
        "4.3 miles",
        "D-Calif.",
        "John Roe, R-Ind.",
        "Sept. 7",
        "Monday, Sept. 7",
        "July 4, Sept. 7",
        "until Sept. 7",
        "On Sept. 7",
        "the talks ended, Sept. 7",
        "The long talks ended badly, Sept. 7",
        "see GSN, Sept. 7",
        "see related GSN story, today",
        "Vienna, November 2003",
        "Roe, International Atomic Energy Agency",
        "",
        ";",
    ],
)
def test_ordinary_brackets_are_no_citation(bracket):
    assert cited(f"The envoy said so ({bracket}).") == []


def test_a_citation_inside_a_sentence_counts_when_it_names_an_outlet():
    assert cited("It was said (Reuters, Sept. 7) that all is well.") == [("Sept. 7", [("Reuters", [])])]
    assert cited("The round (Geneva Two, Sept. 7) was long.") == []


def test_a_bracket_with_a_reference_and_a_release_gives_the_release():
    paragraphs = [Paragraph(3, "Work began (see GSN, Sept. 29; Lake City Chemical Activity release, Oct. 14).")]
    found = find_citations(paragraphs)
    assert [(c.text, c.date, c.paragraph) for c in found] == [
        ("Lake City Chemical Activity release, Oct. 14", "Oct. 14", 3)
    ]


def test_sources_in_one_bracket_share_the_date_that_follows():
    assert cited("So they said (Reuters; Kyodo News, March 3).") == [
        ("March 3", [("Reuters", [])]),
        ("March 3", [("Kyodo News", [])]),
    ]


def test_a_name_alone_refers_back_to_a_source_cited_before():
    assert cited("One (Daily Planet, May 1).", "Two (Daily Planet).") == [
        ("May 1", [("Daily Planet", [])]),
        (None, [("Daily Planet", [])]),
    ]
    assert cited("Two (Daily Planet).") == []


def test_the_missing_blank_after_a_citation_is_the_sources_own():
    assert cited("So they said (Reuters, May 1).The next day came.") == [("May 1", [("Reuters", [])])]


@given(st.text(alphabet="(), ;/.Sept7ReutrsAPGN\xa0", max_size=200))
def test_a_citation_is_a_part_of_its_paragraph(text):
    for citation in find_citations([Paragraph(5, text)]):
        assert citation.text in text
        assert citation.paragraph == 5
        assert citation.sources


@pytest.mark.parametrize("piece", ["(", "(a", "()", "(Reuters, ", "(a;", "Reuters, Sept. 7) ", "(A/B, "])
def test_a_megabyte_of_brackets_is_read_at_once(piece):
    assert cited(piece * (1_000_000 // len(piece))) == []


@pytest.mark.parametrize(
    "who", ["Zendan military release", "Zendan army release II", "Assembled Bell Alternatives program release"]
)
def test_a_release_is_whoevers_name_stands_before_it(who):
    assert cited(f"The bells were sold ({who}, March 8).") == [("March 8", [(who, [])])]


@pytest.mark.parametrize(("author", "outlet"), [("Quill", "Time"), ("Quill", "Voice of America"), ("Roe", "Politico")])
def test_an_outlet_named_by_common_words_is_one_behind_an_author(author, outlet):
    assert cited(f"The bells were sold ({author}, {outlet}).") == [(None, [(outlet, [author])])]


@pytest.mark.parametrize("who", ["Wall Street Journal", "Haaretz", "Moscow Times/Washington Post", "Carrow, USA Today"])
def test_an_outlet_that_everybody_knows_is_a_source_without_a_day(who):
    assert [citation.text for citation in find_citations((Paragraph(0, f"The key is gone ({who})."),))] == [who]


@pytest.mark.parametrize("words", ["BBC", "KCNA", "Albany, Orland", "Daily Planet", "the press", "Express Mail"])
def test_what_stands_in_brackets_otherwise_is_none(words):
    assert find_citations((Paragraph(0, f"The key is gone ({words})."),)) == ()
