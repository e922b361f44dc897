"""Lines in which a content-management system says who put a story up, and when: never a paragraph, never a headline."""

import random
import time

import pytest

from crawler.extract import read_page
from crawler.extract.text.bylines import read_byline
from crawler.extract.text.dates import is_date_of_change, read_date
from crawler.extract.text.posted import plain_line
from crawler.items import Capture, Page
from tests.invented import NTI, prose

URL = f"{NTI}vault-of-the-gate-opens/"
TITLE = "Vault of the Gate Opens"
LINES = [
    "<p>{}</p>",
    "<div>{}</div>",
    "<div><span>{}</span></div>",
    "<p><small>{}</small></p>",
    "<footer>{}</footer>",
    "<h6>{}</h6>",
]
CERTAIN = ["Sept. 8, 2011", "September 8th, 2011", "Thu, 2011-09-08 13:55", "Thursday, 08 September 2011 10:12"]
# A date of numbers that can mean one day only.
THIRTEENTH = ["09/13/2011", "13.09.2011 12:46", "9-13-2011", "Tue, 09/13/11 - 11:55"]
MENU = ("About", "Countries", "Treaties", "Analysis", "Global Security Newswire", "Donate")
# {d}: the day, {a}: the writer.
UNSIGNED = [
    "{d} | <a href='#c'>Comments (0)</a>",
    "Submitted by Anonymous (not verified) on {d}",
    "Posted {d}.",
    "Created on {d}",
    "by gsnadmin &mdash; Published {d} last modified Nov. 14, 2012 04:22 PM",
    "<span>by <a href='/author/x'>admin</a> &mdash;</span> <span>published</span> {d},"
    " <span>last modified</span> Nov. 14, 2012",
    "Updated: Nov. 14, 2012 | Published: {d}",
    "This entry was posted on {d} and is filed under <a href='/v/'>Vaults</a>. You can follow any responses to this"
    " entry through the <a href='/f/'>RSS 2.0</a> feed. Both comments and pings are currently closed.",
    "This entry was posted in <a href='/v/'>Vaults</a> on {d}.",
    "{d} | Posted in <a href='/v/'>Vaults</a> | <a href='#c'>No Comments &raquo;</a>",
    "Posted: {d} Filed under: <a href='/v/'>Vaults</a> <a href='#c'>Leave a comment</a>",
    "Posted on {d} by admin",
    "by bellwether &rsaquo; {d}",
]
SIGNED = [
    "Posted by {a} on {d} &bull; <a href='#p'>Permalink</a>",
    "Posted by: <a href='/u/'>{a}</a> {d}",
    "{d} | By {a}",
    "By {a}, GSN, Global Security Newswire - {d}",
    "By {a}, GSN, Global Security Newswire {d}",
    "{d} by <span>{a}</span> <a href='#c'>Leave a Comment</a>",
    "Submitted by {a} on {d}",
    "This entry was posted in <a href='/v/'>Vaults</a> on <a href='#p'>{d}</a> by <b>{a}</b>.",
    "Posted on {d} by {a} in Vaults | <a href='#c'>3 Comments</a>",
    "By {a} | {d} Hits: 812",
    "Posted on {d} by {a} (859 reads)",
]


def story(between="", below="", url=URL, count=3, heading="h1", title=TITLE):
    body = "".join(f"<p>{text}</p>" for text in prose("posted", count))
    column = f"<div><{heading}>{TITLE}</{heading}>{between}<div>{body}</div>{below}</div>"
    html = f"<html><head><title>{title}</title></head><body>{column}</body></html>"
    (found,) = read_page(Page(url, 200, "text/html; charset=utf-8", html.encode())).articles
    return found


def placed(chance, line):
    return story(**{chance.choice(["between", "below"]): chance.choice(LINES[:5]).format(line)})


@pytest.mark.parametrize("form", UNSIGNED)
@pytest.mark.parametrize("seed", range(6))
def test_a_line_of_who_put_a_story_up_dates_it_and_is_no_paragraph(seed, form):
    chance = random.Random(f"{seed}{form}")
    found = placed(chance, form.format(d=chance.choice(CERTAIN)))
    assert (found.datePublished, found.byline) == ("2011-09-08", None)
    assert found.datePublishedRaw is not None
    assert (found.headline, len(found.paragraphs)) == (TITLE, 3)


@pytest.mark.parametrize("seed", range(6))
def test_a_line_of_several_fields_dates_the_story_below_it(seed):
    chance = random.Random(seed)
    fields = ["Record: FB98434", "Source: Global Security Newswire", "Document Number: 12"]
    line = " ".join([*chance.sample(fields, 2), f"Date: {chance.choice(CERTAIN)}"])
    assert story(between=chance.choice(LINES[:5]).format(line)).datePublished == "2011-09-08"


@pytest.mark.parametrize("form", SIGNED)
@pytest.mark.parametrize("seed", range(6))
def test_a_line_of_who_put_a_story_up_signs_it_where_a_writer_is_named(seed, form):
    chance = random.Random(f"{seed}{form}")
    found = placed(chance, form.format(d=chance.choice(CERTAIN), a="Ann Roe"))
    assert found.datePublished == "2011-09-08"
    assert [person.name for person in found.authors] == ["Ann Roe"]
    assert (found.headline, len(found.paragraphs)) == (TITLE, 3)


@pytest.mark.parametrize("seed", range(8))
def test_a_date_of_numbers_is_read_before_and_after_a_name_whatever_parts_its_numbers(seed):
    chance = random.Random(seed)
    day, line = THIRTEENTH[seed % 4], chance.choice(["{d} | By Ann Roe", "By Ann Roe | {d}", "Posted by Ann Roe {d}"])
    found = story(between=chance.choice(LINES).format(line.format(d=day)))
    assert (found.datePublished, [person.name for person in found.authors]) == ("2011-09-13", ["Ann Roe"])


@pytest.mark.parametrize("line", ["9/13/11 11:04am", "First Posted: 09-13-11 05:18 PM | Updated: 09-14-11 12:41 AM"])
def test_a_year_of_two_digits_has_the_hour_behind_it(line):
    assert story(between=f"<p>{line}</p>").datePublished == "2011-09-13"


@pytest.mark.parametrize("line", ["9/13/11", "First Posted: 09-13-11 | Updated: 09-14-11"])
def test_without_an_hour_a_year_of_two_digits_needs_the_address_or_a_weekday(line):
    assert story(between=f"<p>{line}</p>").datePublished is None
    assert len(story(between=f"<p>{line}</p>").paragraphs) == 3
    told = story(between=f"<p>{line}</p>", url="http://gsn.nti.org/gsn/nw_20110913_4632.php")
    assert (told.datePublished, told.datePublishedRaw) == ("2011-09-13", line)
    # Both days are Mondays.
    line = "Submitted by admin on Mon, 08/02/2010 - 15:50."
    monday = story(between=f"<p>{line}</p>", url="http://gsn.nti.org/gsn/nw_20100802_1.php")
    assert (monday.datePublishedRaw, len(monday.paragraphs)) == (line, 3)
    assert read_date("Tuesday, 9/13/11") == "2011-09-13"
    assert read_date("Monday, 9/13/11") is None


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("8:42 a.m. EDT September 8, 2011", "2011-09-08"),
        ("9:39AM BST 8 Sep 2011", "2011-09-08"),
        ("8 Sep 2011 - 12:14 CET", "2011-09-08"),
        ("Sept. 8, 2011, 9:49 AM 286,248 40", "2011-09-08"),
    ],
)
def test_zones_and_counts_beside_the_hour_do_not_hide_the_day(line, day):
    assert read_date(line) == day


@pytest.mark.parametrize("seed", range(8))
def test_a_name_an_agency_an_hour_and_a_day_sign_and_date_a_story(seed):
    chance = random.Random(seed)
    name = chance.choice(["Ann Roe, DAILY GATE", "By Ann Roe, THE VAULT"])
    found = story(between=chance.choice(LINES).format(f"<b>{name}</b> <i>8:42 a.m. EDT September 8, 2011</i>"))
    assert (found.datePublished, found.byline) == ("2011-09-08", name)
    assert [person.name for person in found.authors] == ["Ann Roe"]


@pytest.mark.parametrize(
    "line",
    [
        "Last Updated ( Thursday, 10 March 2011 )",
        "Last Updated on Thursday, 10 March 2011 12:20",
        "last modified Mar 10, 2011",
        "by admin — last modified Nov 14, 2011 04:22 PM",
    ],
)
@pytest.mark.parametrize("place", ["between", "below"])
def test_a_line_of_a_change_dates_nothing_and_is_no_paragraph(line, place):
    assert is_date_of_change(plain_line(line))
    found = story(**{place: f"<table><tr><td>{line}</td></tr></table>"})
    assert (found.datePublished, found.byline, len(found.paragraphs)) == (None, None, 3)


@pytest.mark.parametrize("seed", range(8))
def test_who_looks_after_the_pages_does_not_sign_what_another_line_signs(seed):
    chance = random.Random(seed)
    keeper = chance.choice(
        ["by Gate Web Team &mdash; last modified Nov. 14, 2011", "by Max Doe &mdash; last modified Nov. 14, 2011"]
    )
    lines = [chance.choice(LINES).format(keeper), chance.choice(LINES).format("by Ann Roe")]
    found = story(between="".join(chance.sample(lines, 2)))
    assert ([person.name for person in found.authors], found.datePublished) == (["Ann Roe"], None)


@pytest.mark.parametrize("seed", range(8))
def test_particulars_below_a_story_sign_it_in_whichever_order(seed):
    chance = random.Random(seed)
    rows = ["Category: <a href='/v/'>Vaults</a>", "Hits: 812", "Tags: <a href='/t/'>Gates</a>"]
    rows = [*chance.sample(rows, 2), "Written by Ann Roe"]
    chance.shuffle(rows)
    cells = [f"<dt>{chance.choice(['Details', 'Article Information'])}</dt>", *(f"<dd>{row}</dd>" for row in rows)]
    share = "<div><a href='#'>E-mail this story</a> | <a href='?print'>Print this story</a></div>"
    found = story(below=chance.choice(["", share]) + f"<dl>{''.join(cells)}</dl>")
    assert (found.byline, len(found.paragraphs)) == ("Written by Ann Roe", 3)


@pytest.mark.parametrize("seed", range(6))
def test_a_reader_who_posted_words_below_a_story_does_not_sign_it(seed):
    chance = random.Random(seed)
    line = chance.choice(["Posted by Max Doe on Sept. 9, 2011", "Submitted by Max Doe on Fri, 09/09/2011 - 13:55"])
    words = f"<p>{prose('a reader', 1)[0]}</p>"
    found = story(below=f"<div>{chance.choice(LINES[:4]).format(line)}{words}</div>")
    assert found.byline is None


@pytest.mark.parametrize("seed", range(8))
def test_a_label_says_that_the_name_below_is_the_writers(seed):
    chance = random.Random(seed)
    label = chance.choice(["Author:", "Author", "Written by", "Reporter:"])
    pairs = [("Date:", "Sept. 8, 2011"), (label, "Ann Roe"), ("Category:", "Vaults")]
    build = chance.choice(["<dt>{}</dt><dd>{}</dd>", "<tr><td>{}</td><td>{}</td></tr>"])
    rows = "".join(build.format(*pair) for pair in pairs)
    found = story(between=f"<dl>{rows}</dl>" if "dt" in build else f"<table>{rows}</table>")
    assert (found.byline, found.datePublished) == ("Ann Roe", "2011-09-08")


@pytest.mark.parametrize("words", ["Get Involved", "Contact Us", "Gate Keepers", "Vault Tour"])
def test_an_item_of_a_menu_beside_the_date_is_no_byline(words):
    menu = f"<dl><dd><a href='/{words.lower().replace(' ', '-')}/'>{words}</a></dd></dl>"
    found = story(between=f"<div>{menu}</div><div><p>Friday, Jan. 25, 2013</p></div>")
    assert (found.byline, found.datePublished) == (None, "2013-01-25")
    assert read_byline("WMD Policy | Jan. 25, 2013") is None


@pytest.mark.parametrize("form", [form for form in UNSIGNED if len(form) < 80])
def test_a_posted_line_is_never_the_headline(form):
    line = f"<h2>{form.format(d='Sept. 8, 2011')}</h2>"
    assert story(between=line, heading="div", title="Newswire").headline == TITLE


@pytest.mark.parametrize("seed", range(6))
def test_a_menu_between_headline_and_date_is_no_other_storys_title(seed):
    chance = random.Random(seed)
    links = "".join(f"<a href='/{n.lower().replace(' ', '-')}/'>{n}</a> " for n in MENU)
    menu = chance.choice(["<nav>{}</nav>", "<div>{}</div>"]).format(links)
    date = chance.choice(LINES).format("8 September 2011")
    assert story(between=f"<div><div>{menu}</div><div>{date}</div></div>").datePublished == "2011-09-08"


def test_a_plain_sentence_behind_a_paragraph_is_no_headline():
    title, texts = "Gate Could Open Vault of Repairs After Seven Years", prose("plain", 3)
    caption = (
        "<p><img src='/a.jpg' alt=''>A keeper speaks in Vaultstadt about the gates of the vault (AP Photo/Max Doe).</p>"
    )
    body = f"{caption}<p>{texts[0]}</p><p>Doe spoke to a gate in Vaultstadt.</p><p>{texts[1]}</p><p>{texts[2]}</p>"
    tools = "<td>PDF</td><td>Print</td><td>E-mail</td>"
    rating = "<form>User Rating: <b>/ 0</b></form><form><span>Poor</span><span>Best</span></form>"
    html = (
        f"<html><head><title>Newswire</title></head><body><table><tr><td>{title}</td>{tools}</tr></table>{rating}"
        f"<table><tr><td>Thursday, 08 September 2011 10:12</td></tr></table>"
        f"<table><tr><td>{body}</td></tr></table></body></html>"
    )
    (found,) = read_page(
        Page("http://gsn.nti.org/gsn/nw_20110908_4332.php", 200, "text/html; charset=utf-8", html.encode())
    ).articles
    assert found.headline == title


@pytest.mark.parametrize("seed", range(6))
def test_a_date_under_another_title_is_not_that_of_the_story_before(seed):
    chance = random.Random(seed)
    # What leads to another house is no entry of the list.
    other = f"http://www.gate.example/{chance.choice(['vault', 'x/y'])}/"
    addresses = [
        f"{NTI}gate-number-one-opens/",
        other,
        f"{NTI}gate-number-two-opens/",
        f"{NTI}gate-number-three-opens/",
    ]
    # The first is later than the visit.
    days = ["September 6, 2013", "August 20, 2007", "October 8, 2010", "March 22, 2011"]
    tag = chance.choice(["h3", "h4", "p"])
    items = "".join(
        f"<div><{tag}><a href='{address}'>Gate Number {n} Opens in Vaultstadt</a></{tag}><span>{day}</span>"
        f"<p>A look at the gate of vault {n}.</p></div>"
        for n, (address, day) in enumerate(zip(addresses, days, strict=True))
    )
    html = f"<html><head><title>Gates | NTI</title></head><body><h1>Gates</h1><div>{items}</div></body></html>"
    url = "http://www.nti.org/topic/gates/"
    capture = Capture("x.warc.gz", 0, 1, "urn:uuid:0", "2011-09-25T02:45:20Z", url, None, 200, "text/html")
    reading = read_page(Page(url, 200, "text/html", html.encode(), capture))
    assert "2007-08-20" not in {entry.date for entry in reading.listed if entry.url == addresses[0]}


@pytest.mark.parametrize("seed", range(8))
def test_names_and_places_before_a_day_and_its_hour_are_a_date_line_and_no_paragraph(seed):
    chance = random.Random(seed)
    names = chance.choice(
        ["Ann Roe / Max Doe Vaultstadt", "National Desk By National Desk on", "The Daily Gate of Vault"]
    )
    hour = chance.choice(["8 Sep 2011 - 12:14 CET", "September 8, 2011 at 12:06 PM", "Sept. 8, 2011, 12:06 PM"])
    change = chance.choice(["", ", updated September 9, 2011 at 12:10 PM"])
    parts = [f"<a href='/w/'>{names}</a>", f"<span>{hour}{change}</span>"]
    found = story(between=chance.choice(LINES).format(" ".join(parts)))
    assert (found.datePublished, len(found.paragraphs)) == ("2011-09-08", 3)


def test_words_before_a_day_and_its_hour_date_nothing():
    line = "The council of the gate met in the vault on September 8, 2011 at 12:06 PM"
    assert story(between=f"<p>{line}</p>").datePublished is None


@pytest.mark.parametrize("seed", range(8))
def test_a_writers_name_and_the_day_are_neither_a_caption_nor_a_row_of_links(seed):
    chance = random.Random(seed)
    day = chance.choice(["Sept. 8, 2011, 3:17 PM", "3:17 p.m. EST September 8, 2011"])
    link = chance.choice(["<a href='/a/'>Ann Roe</a>", "<a href='/gsn/article/x-y-z/'>Ann Roe</a>", "Ann Roe"])
    counts = chance.choice([" | <a href='#v'>1,209</a> | <a href='#c'>5</a>", ""]) if "p.m." not in day else ""
    line = chance.choice(LINES[:3]).format(f"{link} | {day}{counts}")
    photo = "<p><img src='/a.jpg' alt='A gate'></p>"
    found = story(between=chance.choice([line, f"<div>{line}{photo}</div>"]))
    assert (found.datePublished, [person.name for person in found.authors]) == ("2011-09-08", ["Ann Roe"])
    assert len(found.paragraphs) == 3


@pytest.mark.parametrize("seed", range(8))
def test_tools_tags_and_a_word_on_the_writer_part_no_line_from_the_story_that_it_signs(seed):
    chance = random.Random(seed)
    places = "".join(
        f"<a href='http://{name}.example/'>{name}</a> " for name in ("tweet", "bookmark", "digg", "delicious")
    )
    tools = chance.choice(
        [
            "<ul><li><a href='/p'>Printer-friendly version</a></li><li><a href='/s'>Send to friend</a></li></ul>",
            f"<div>{places} 12 Gates</div>",
            "<div>Tweet 12 Shares Bookmark Digg del.icio.us Reddit</div>",
        ]
    )
    tags = chance.choice(["", "<div>Tagged as: <a href='/g/'>Gates</a>, <a href='/v/'>Vaults</a></div>"])
    line = SIGNED[chance.choice([0, 4, 5])].format(a="Ann Roe", d="Sept. 8, 2011")
    word = chance.choice(
        ["", "<p>Ann Roe covers gates, vaults and what stands in them for the newswire of Vaultstadt.</p>"]
    )
    found = story(below=f"{tools}{tags}{chance.choice(LINES[:5]).format(line)}{word}")
    assert ([person.name for person in found.authors], found.datePublished) == (["Ann Roe"], "2011-09-08")
    assert len(found.paragraphs) == 3


def test_a_heading_that_is_a_date_closes_a_story_where_nothing_follows_but_the_pages_foot():
    date, foot = "<h4>Sept. 8, 2011</h4>", "<p>Copyright 2010. All rights reserved.</p>"
    assert (
        story(below=f"{date}<div>Tags: <a href='/g/'>Gates</a>, <a href='/v/'>Vaults</a></div>{foot}").datePublished
        == "2011-09-08"
    )
    assert (
        story(below=f"{date}<p><a href='/gsn/article/x-y/'>Gate of the Vault Closes</a></p>{foot}").datePublished
        is None
    )


@pytest.mark.parametrize(
    "line",
    [
        "On Sept. 8, 2011, you can see the gate of the vault open.",
        "On Sept. 8, 2011, both comments of the council were read.",
        "On Sept. 8, 2011, filed in the court of Vaultstadt, the suit named a gate.",
        "On Sept. 8, 2011, the gate was posted in the vault.",
        "The pact of May 4, 2010 was changed on June 5, 2011 by the council.",
    ],
)
def test_a_sentence_with_a_day_in_it_is_no_line_of_who_put_a_story_up(line):
    assert (read_date(line), read_byline(line)) == (None, None)
    assert read_byline("Published by National Journal Group") is None


def test_no_long_line_takes_the_square_of_its_length():
    for piece in ("posted in ", "updated ", "by a on ", "1/2/10 ", "Ann Roe, ", "Comments ", "8:42 a.m. ", "| "):
        started = time.perf_counter()
        for end in (" 2011", " Sept. 8, 2011", " 12:06 PM"):
            line = (piece * 200)[: 299 - len(end)] + end
            assert (read_date(line), plain_line(line) == "") == (None, False)
            read_byline(line)
        assert time.perf_counter() - started < 0.5


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("tools", ["", " | <a href='#t'>TrackBack</a> (0)", " | <a href='#c'>Comments (3)</a>"])
def test_an_hour_without_a_day_stands_in_a_line_that_signs(tools, seed):
    chance = random.Random(f"{seed}{tools}")
    found = placed(chance, f"Posted by Ann Roe at {chance.choice(['10:39 AM', '7:05 p.m.'])}{tools}")
    assert ([person.name for person in found.authors], len(found.paragraphs)) == (["Ann Roe"], 3)


@pytest.mark.parametrize("small", ["small", "span class='day'", "em"])
def test_a_day_at_the_end_of_a_heading_is_the_storys_and_no_word_of_the_headline(small):
    headline = f"<h1>{TITLE} <{small}>Sept. 8, 2011</{small.split()[0]}></h1>"
    html = f"<title>GSN</title>{headline}" + "".join(f"<p>{text}</p>" for text in prose("small", 3))
    (found,) = read_page(Page(URL, 200, "text/html", html.encode())).articles
    assert (found.headline, found.datePublished, len(found.paragraphs)) == (TITLE, "2011-09-08", 3)


def test_a_word_set_small_at_the_end_of_a_heading_is_of_the_headline():
    html = "<title>GSN</title><h1>Vault of the Gate <small>Opens</small></h1>"
    html += "".join(f"<p>{text}</p>" for text in prose("small", 3))
    (found,) = read_page(Page(URL, 200, "text/html", html.encode())).articles
    assert found.headline == TITLE


ACCOUNT = "<tr><td><b>{0}</b><br><span>Joined: 01 Jan 2001<br>Posts: {1}</span></td><td>"


@pytest.mark.parametrize("seed", range(6))
def test_what_a_forum_says_of_its_writers_is_no_paragraph_and_no_headline(seed):
    chance = random.Random(seed)
    names = [chance.choice(["keeper9", "choir_boy", "olga77", "mint"]) for _ in range(3)]
    body = "<br><br>".join(prose("forum", 4))
    posts = f"{ACCOUNT.format('newsbot', 812)}<span>Posted: 8 September 2011 9:12 am</span><hr>{body}</td></tr>"
    for name, text in zip(names, prose("replies", 3), strict=True):
        posts += f"<tr><td><b>{name}</b></td><td>Posted: 9 September 2011 Post subject: Re: reply<hr>{text}</td></tr>"
    html = f"<title>Global Security Newswire: {TITLE}</title><a href='view?t=2'>{TITLE}</a><table>{posts}</table>"
    (found,) = read_page(Page(URL, 200, "text/html", html.encode())).articles
    assert (found.headline, [p.text for p in found.paragraphs]) == (TITLE, prose("forum", 4))


@pytest.mark.parametrize("source", ["via ", "Source: ", "Republished from ", "Originally in the ", ""])
def test_a_day_behind_the_newswires_name_is_the_storys(source):
    found = story(between=f"<p>{source}Global Security Newswire, December 10, 2007</p>")
    assert (found.datePublished, len(found.paragraphs)) == ("2007-12-10", 3)


def test_a_day_below_links_to_parts_of_the_page_is_the_storys():
    tabs = "<ul><li><a href='#a'>Article</a></li><li><a href='#b'>Background</a></li></ul>"
    assert story(between=f"<div>{tabs}<p>6 July 2005</p></div>").datePublished == "2005-07-06"


def test_a_day_over_teasers_that_follow_the_headline_is_the_storys():
    teasers = "".join(f"<h4><a href='/gsn/article/old-{n}-key/'>Old Key {n} Is Found</a></h4>" for n in range(3))
    html = f"<h1>{TITLE}</h1><p>Sept. 8, 2011</p>{teasers}<p>Words of a teaser.</p>"
    html += "".join(f"<div><p>{text}</p></div>" for text in prose("below", 4))
    (found,) = read_page(Page(URL, 200, "text/html", f"<title>{TITLE}</title>{html}".encode())).articles
    assert found.datePublished == "2011-09-08"


@pytest.mark.parametrize("line", ["Created at 1/1/2016 by SYSTEM ACCOUNT", "Last modified on 1/1/2016 by Ann Roe"])
def test_when_a_system_stored_a_page_is_no_paragraph_and_no_day_of_the_story(line):
    found = story(below=f"<div>{line}</div>")
    assert (found.datePublished, len(found.paragraphs)) == (None, 3)


def test_a_line_that_names_an_account_opens_a_readers_words():
    said = "".join(f"<p>by <b>reader{n}</b></p><div>{text}</div>" for n, text in enumerate(prose("said", 3)))
    assert len(story(below=said).paragraphs) == 3
