"""Lines that sign and date a story in one, wherever they stand, and boxes of tools that do neither."""

import random

import pytest

from crawler.extract import read_page
from crawler.items import Page
from tests.invented import NTI, prose

URL = f"{NTI}vault-of-the-gate-opens/"
LINES = ["<p>{}</p>", "<div>{}</div>", "<div><p>{}</p></div>", "<p><b>{}</b></p>"]
DATES = ["Sept. 8, 2011", "September 8, 2011 1:19 PM", "Thursday, September 8, 2011 | 4:40 p.m."]
TOOLS = [
    " | <a href='#p'>Permalink</a> | <a href='#c'>Comments (0)</a> | <a href='#t'>TrackBacks (2)</a>",
    " &middot; <a href='#c'>Comments</a>",
    " / <a href='#p'>Permalink</a>",
    "",
]
LEADS = [" on ", " | ", " -- ", " &nbsp; ", " | Posted: ", " Posted on ", " -- Issue of "]
BOX = [
    "<div><h4>{}</h4><ul><li><a href='#'>Print</a></li><li><a href='#'>E-mail</a></li></ul></div>",
    "<div><b>{}</b><br><a href='#'>Print</a><br><a href='#'>E-mail</a></div>",
    "<div><strong>{}</strong><a href='#'>Print</a><br><a href='#'>E-mail</a><br><a href='#'>Share</a></div>",
]


def story(above="", between="", below="", count=3, title="Vault of the Gate Opens"):
    body = "".join(f"<p>{text}</p>" for text in prose("signed", count))
    column = f"{above}<h1>Vault of the Gate Opens</h1>{between}<div>{body}</div>{below}"
    html = f"<html><head><title>{title}</title></head><body><div>{column}</div></body></html>"
    (found,) = read_page(Page(URL, 200, "text/html; charset=utf-8", html.encode())).articles
    return found


@pytest.mark.parametrize(
    ("line", "names", "day"),
    [
        ("Olga QuillPublished 18 December 2012Updated 28 January 2013", ["Olga Quill"], "2012-12-18"),
        ("Text: Olga Quill and Rudolf RoePublished 18 December 2012", ["Olga Quill", "Rudolf Roe"], "2012-12-18"),
        ("Monday, September 12, 2011Source: Global Security Newswire Staff", [], "2011-09-12"),
        ("Friday, April 21, 2006Source: Olga Quill (GSN)", ["Olga Quill"], "2006-04-21"),
        ("By Olga QuillSeptember 8, 2011", ["Olga Quill"], "2011-09-08"),
        ("Global Security Newswire Wednesday, Jan. 27, 2010 By Olga Quill", ["Olga Quill"], "2010-01-27"),
    ],
)
def test_names_and_days_that_run_together_sign_and_date_a_story(line, names, day):
    found = story(between=f"<div>{line}</div>")
    assert [paragraph.text for paragraph in found.paragraphs] == prose("signed", 3)
    assert ([person.name for person in found.authors], found.datePublished) == (names, day)


def signed(chance, name, lead=None):
    lead = lead or chance.choice(LEADS)
    return chance.choice(LINES).format(f"{name}{lead}{chance.choice(DATES)}{chance.choice(TOOLS)}")


@pytest.mark.parametrize("place", ["above", "between", "below"])
@pytest.mark.parametrize("seed", range(16))
def test_a_line_of_name_date_and_tools_signs_and_dates_the_story(seed, place):
    chance = random.Random(seed)
    name = chance.choice(
        ["By Ann Roe", "By Ann Roe and Max Doe", "By GSN Staff", "By Ann Roe | Global Security Newswire"]
    )
    found = story(**{place: signed(chance, name)})
    assert (found.byline, found.datePublished) == (name, "2011-09-08")
    assert [person.name for person in found.authors] == [one for one in ("Ann Roe", "Max Doe") if one in name]
    assert found.headline == "Vault of the Gate Opens"
    assert len(found.paragraphs) == 3


@pytest.mark.parametrize("seed", range(8))
def test_a_date_with_tools_dates_a_story_that_nobody_signs(seed):
    chance = random.Random(seed)
    line = chance.choice(LINES).format(f"on {chance.choice(DATES)}{chance.choice(TOOLS[:3])}")
    found = story(**{chance.choice(["above", "between"]): line})
    assert (found.byline, found.datePublished) == (None, "2011-09-08")


@pytest.mark.parametrize("seed", range(12))
def test_a_few_words_before_a_date_are_a_label_whatever_parts_them(seed):
    chance = random.Random(seed)
    words = chance.choice(["biological weapons", "TERRORISM", "Missile Defense"])
    parted = chance.choice([" &nbsp; ", "&nbsp;&nbsp;", " -- ", " | ", " – ", " "])
    line = chance.choice(LINES).format(f"{words}{parted}{chance.choice(DATES)}")
    found = story(**{chance.choice(["above", "between"]): line})
    assert (found.datePublished, found.datePublishedInfo.method) == ("2011-09-08", "date_line")


@pytest.mark.parametrize("words", ["Next issue on", "Calendar", "The council met in the vault on", "Retrieved"])
def test_words_that_lead_to_a_date_are_no_label(words):
    assert story(above=f"<p>{words} Sept. 8, 2011</p>").datePublished is None


@pytest.mark.parametrize("seed", range(9))
@pytest.mark.parametrize("heading", ["Page Tools", "Article Options", "ARTICLE TOOLS", "Our Kit"])
def test_a_box_of_tools_is_no_byline_and_no_dateline(heading, seed):
    chance = random.Random(seed)
    box = chance.choice(BOX).format(heading)
    date = chance.choice(LINES).format("Sept. 8, 2011")
    found = story(between=chance.choice([date + box, box + date, box]))
    assert (found.byline, found.dateline) == (None, None)


@pytest.mark.parametrize("seed", range(8))
def test_a_name_beside_the_date_above_the_headline_signs_the_story_unless_it_tells_of_it(seed):
    chance = random.Random(seed)
    lines = [chance.choice(LINES).format("Ann Roe"), chance.choice(LINES).format("Sept. 8, 2011")]
    assert story(above="".join(chance.sample(lines, 2))).byline == "Ann Roe"
    lines[0] = chance.choice(LINES).format("Gate Opens")
    assert story(above="".join(chance.sample(lines, 2))).byline is None


@pytest.mark.parametrize("seed", range(8))
def test_a_name_above_the_headline_signs_it_with_a_section_or_the_pages_tools_between(seed):
    chance = random.Random(seed)
    name, section = chance.choice(LINES).format("By Ann Roe"), chance.choice(LINES).format("Vaults")
    tools = "<div><a href='#'>Print</a> | <a href='#'>Share</a></div>"
    assert story(above=name + chance.choice([section, tools, section + tools, ""])).byline == "By Ann Roe"


@pytest.mark.parametrize("seed", range(8))
def test_a_name_under_another_title_does_not_sign_the_story(seed):
    chance = random.Random(seed)
    other = chance.choice(
        ["<h3>Another Story of the Day</h3>", "<p><a href='/x/another-story-of-day'>Another Story</a></p>"]
    )
    assert story(above=other + chance.choice(LINES[:2]).format("By Ann Roe")).byline is None


@pytest.mark.parametrize("seed", range(8))
def test_a_name_below_the_body_signs_a_story_that_has_no_other(seed):
    chance = random.Random(seed)
    below = chance.choice(LINES).format(chance.choice(["By Ann Roe", "By Ann Roe, Staff Writer"]))
    found = story(below=below)
    assert [person.name for person in found.authors] == ["Ann Roe"]
    assert len(found.paragraphs) == 3
    assert story(between="<p>By Max Doe</p>", below=below).byline == "By Max Doe"
    comment = f"<h3>2 Comments</h3>{below}<p>Odd.</p>"
    assert story(below=comment).byline is None


PHP = "http://gsn.nti.org/gsn/nw_20110411_4632.php"


def dated(line, url=PHP):
    body = "".join(f"<p>{text}</p>" for text in prose("signed", 3))
    html = f"<html><head><title>GSN</title></head><body><h1>Vault of the Gate Opens</h1>{line}{body}</body></html>"
    (found,) = read_page(Page(url, 200, "text/html; charset=utf-8", html.encode())).articles
    return found


@pytest.mark.parametrize("seed", range(8))
def test_the_address_tells_which_day_a_date_of_numbers_means(seed):
    chance = random.Random(seed)
    lead = chance.choice(["", "Posted ", "By Ann Roe | Posted ", "By Ann Roe "])
    line = chance.choice(LINES).format(f"{lead}04/11/2011 9:30 PM")
    assert dated(line).datePublishedRaw is not None
    assert dated(line.replace("04/11", "05/12")).datePublished == "2011-04-11"
    assert dated(line, URL).datePublished is None


@pytest.mark.parametrize("seed", range(8))
def test_rows_of_tools_and_of_shares_do_not_part_a_date_from_the_headline_below(seed):
    chance = random.Random(seed)
    row = chance.choice(["<p>{}</p>", "<div>{}</div>"]).format(
        chance.choice([" | ", " &middot; "]).join(
            f"<a href='#'>{word}</a>" for word in ("ShareThis", "Buzz up!", "Fans")
        )
    )
    section = chance.choice(LINES[:2]).format("Vaults")
    found = story(above=f"{chance.choice(LINES).format('SEPTEMBER 8, 2011')}{row}{section}")
    assert (found.datePublished, found.headline) == ("2011-09-08", "Vault of the Gate Opens")


@pytest.mark.parametrize("seed", range(8))
def test_a_bare_name_under_an_issues_headline_signs_it_and_is_no_paragraph(seed):
    chance = random.Random(seed)
    line = chance.choice(["<p>{}</p>", "<div>{}</div>", "<table><tr><td>{}</td></tr></table>"])
    names = ["Ann Roe", "Max Q. Doe and Ann Roe", None]
    heads = "".join(
        f"<h3><a name=s{n}></a>Story Number {n} of the Vault</h3>{line.format(name) if name else ''}"
        + "".join(f"<p>{text}</p>" for text in prose(f"s{n}", 3))
        for n, name in enumerate(names)
    )
    contents = "".join(f"<li><a href='#s{n}'>Story Number {n} of the Vault</a></li>" for n in range(3))
    html = (
        f"<html><body><h1>Global Security Newswire</h1><p>Friday, January 17, 2003</p><ul>{contents}</ul>{heads}</body>"
    )
    url = "http://www.nti.org/d_newswire/issues/2003_1_17.html"
    reading = read_page(Page(url, 200, "text/html", html.encode()))
    assert [one.byline for one in reading.articles] == names
    assert [len(one.paragraphs) for one in reading.articles] == [3, 3, 3]


def test_a_place_under_an_issues_headline_that_the_story_tells_of_signs_nothing():
    texts = [f"North Korea opened its vault, said {text}" for text in prose("place", 3)]
    heads = "".join(
        f"<h3><a name=s{n}></a>Story Number {n}</h3><p>North Korea</p>" + "".join(f"<p>{t}</p>" for t in texts)
        for n in (1, 2)
    )
    html = f"<html><body><h1>Global Security Newswire</h1><p>Friday, January 17, 2003</p>{heads}</body></html>"
    reading = read_page(Page("http://www.nti.org/d_newswire/issues/2003_1_17.html", 200, "text/html", html.encode()))
    assert [one.byline for one in reading.articles] == [None, None]


@pytest.mark.parametrize("seed", range(8))
def test_a_date_or_a_name_left_out_of_the_last_paragraphs_still_dates_or_signs(seed):
    chance = random.Random(seed)
    note = f"<p>{prose('a note of the house', 1)[0]}</p>"
    date, name = chance.choice(LINES[:3]).format(chance.choice(DATES)), chance.choice(LINES[:3]).format("By Ann Roe")
    found = story(below=date + note)
    assert (found.datePublished, found.byline) == ("2011-09-08", None)
    found = story(below=name + note)
    assert (found.datePublished, found.byline) == (None, "By Ann Roe")
    assert not any("Ann Roe" in paragraph.text for paragraph in found.paragraphs)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize(
    "line",
    [
        "Posted by <a href='/profile'>Ann Roe</a> at <a href='#p'>7:36 a.m.</a>",
        "Posted by <a href='/profile'>Ann Roe</a> on Sept. 8, 2011 at 6:12 AM in <a href='/c'>Vault Keys</a> |"
        " <a href='#p'>Permalink</a> | <a href='#c'>Comments (0)</a>",
    ],
)
def test_who_posted_a_story_may_stand_below_it_between_links(line, seed):
    chance = random.Random(seed)
    found = story(below=chance.choice(LINES).format(line) + "<h3>Comments</h3><p>The comments are closed.</p>")
    assert [one.name for one in found.authors] == ["Ann Roe"]


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("home", ["/", "http://www.eveningpost.example/", "http://eveningpost.example"])
def test_the_name_of_the_site_before_the_day_is_no_writer(home, seed):
    form = random.Random(seed).choice(["<ul><li>{}</li><li>{}</li></ul>", "<div><p>{}</p><p>{}</p></div>"])
    between = form.format("Ann Roe", f"<a href='{home}'>Evening Post</a>, Thursday, Sept. 8, 2011 11.11 GMT")
    found = story(between=between)
    assert ([one.name for one in found.authors], found.datePublished) == (["Ann Roe"], "2011-09-08")


def test_the_newswires_staff_and_a_day_in_one_line_offer_no_service():
    found = story(between="<div>Global Security Newswire Staff | Posted: September 8, 2011</div>")
    assert (found.byline, found.datePublished) == ("Global Security Newswire Staff", "2011-09-08")
