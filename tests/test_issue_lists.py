"""Which stories an issue page lists as its own, and of which day it says they are: in any markup."""

import random

import pytest

from crawler.extract import read_page
from crawler.items import Page
from tests.invented import NTI, prose

ISSUE = "http://www.nti.org/gsn/daily/3161/"
FOOT = "".join(f"<p>{text}</p>" for text in prose("foot", 5)) + "<p>Copyright 2013 National Desk.</p>"
WRAPS = ["<div>{}</div>", "<td>{}</td>", "<section><div>{}</div></section>", "{}"]
# Boxes that stand beside lists: with prose, with links to other stories, under labels that no rule names.
BOXES = {
    "prose": "<h3>Who Keeps This</h3>" + "".join(f"<p>{text}</p>" for text in prose("keeps", 3)),
    "popular": "<h3>Most Read</h3><ol>{other}</ol>",
    "liked": "<div>What our readers liked</div><ul>{other}</ul>",
    "events": "<h4>Agenda</h4><div><b>May 3, 2013</b> The council meets about its vault and the gate</div>",
}


def stories(names, tag, day=""):
    items = (f"<a href='/gsn/article/{name}-of-the-day/'>{name.title()} of the Day</a>{day}" for name in names)
    if tag == "li":
        return f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"
    return "".join(f"<{tag}>{item}</{tag}><p>{prose(item, 1)[0]}</p>" for item in items)


def read(body, url=ISSUE, title="Global Security Newswire", foot=FOOT):
    html = f"<html><head><title>{title}</title></head><body><h1>Global Security Newswire</h1>{body}{foot}</body>"
    return read_page(Page(url, 200, "text/html; charset=utf-8", html.encode()))


def names_of(reading):
    return [one.headline.removesuffix(" of the Day").lower() for one in reading.listed]


@pytest.mark.parametrize("seed", range(24))
def test_an_issue_is_one_whatever_boxes_stand_beside_its_list(seed):
    chance = random.Random(seed)
    other = "".join(f"<li><a href='/gsn/article/other-story-{n}/'>Other Story {n}</a></li>" for n in range(5))
    boxes = [f"<div>{BOXES[name].format(other=other)}</div>" for name in chance.sample(list(BOXES), 2)]
    tag, heading = chance.choice(["li", "h4", "dt", "p"]), chance.choice(["h2", "h3", "b"])
    sections = [["vault", "gate"], ["plant"]]
    own = "".join(f"<h3>Section {n}</h3>{stories(names, tag)}" for n, names in enumerate(sections))
    line = chance.choice(["{}", "Daily Issue: {}", "GSN Issue for {}", "Global Security Newswire for {}"])
    issue = f"<{heading}>{line.format('Wednesday, Oct. 15, 2008')}</{heading}>{own}"
    parts = [chance.choice(WRAPS[:3]).format(issue), *boxes]
    if chance.random() < 0.5:
        parts.reverse()
    reading = read("".join(parts))
    assert (reading.kind, reading.issueDate, reading.articles) == ("issue", "2008-10-15", ())
    assert names_of(reading) == ["vault", "gate", "plant"]
    assert [one.section for one in reading.listed] == ["Section 0", "Section 0", "Section 1"]


@pytest.mark.parametrize(
    ("body", "url", "title", "date"),
    [
        ("<h2>Daily Issue</h2>{}", ISSUE, "Global Security Newswire: Wednesday, Oct. 15, 2008", "2008-10-15"),
        ("<img src=/d.gif alt='Issue for Wednesday, Oct. 15, 2008'>{}", ISSUE, "GSN", "2008-10-15"),
        ("<h2>Daily Issue</h2>{}", "http://www.nti.org/gsn/issues/2008-10-15.html", "GSN", None),
        ("<h2>Daily Issue</h2>{}", "http://www.nti.org/gsn/issue.php?date=20081015", "GSN", None),
        ("<h2>Daily Issue</h2>{}", "http://www.nti.org/gsn/issues/october-15-2008/", "GSN", None),
        ("<h2>Oct. 15, 2008</h2><h4>Oct. 14, 2008</h4>{}", ISSUE, "GSN for Oct. 15, 2008", "2008-10-15"),
        ("<p>Wednesday, Oct. 15, 2008</p>{}<p>May 20, 2015</p>", ISSUE, "GSN", "2008-10-15"),
    ],
)
def test_an_issues_day_may_stand_in_its_title_a_picture_or_its_address(body, url, title, date):
    reading = read(f"<div>{body.format(stories(['vault', 'gate', 'plant'], 'h4'))}</div>", url, title)
    assert (reading.kind, reading.issueDate, len(reading.listed)) == ("issue", date, 3)


@pytest.mark.parametrize("words", ["Week of Sept. 5, 2011", "Today is Wednesday, Sept. 7, 2011", "Sept. 5-9, 2011"])
def test_a_week_and_the_day_a_page_is_looked_at_are_no_issues_day(words):
    reading = read(f"<div><h2>{words}</h2>{stories(['vault', 'gate', 'plant', 'wall'], 'h4')}</div>")
    assert (reading.kind, reading.issueDate) == ("listing", None)


@pytest.mark.parametrize("tag", ["li", "h4", "p"])
@pytest.mark.parametrize(
    ("title", "days"),
    [
        ("Archive", ["Thursday, Sept. 8, 2011", "Wednesday, Sept. 7, 2011"]),
        ("Archive for September 2011", ["Thursday, Sept. 8", "September 7"]),
    ],
)
def test_in_an_archive_each_days_heading_dates_the_stories_under_it(tag, title, days):
    first, second = stories(["vault", "gate"], tag), stories(["plant"], tag)
    body = f"<div><h2>{title}</h2><h3>{days[0]}</h3>{first}<h3>{days[1]}</h3>{second}</div>"
    reading = read(body, "http://www.nti.org/gsn/archive/")
    assert [one.date for one in reading.listed] == ["2011-09-08", "2011-09-08", "2011-09-07"]
    assert reading.issueDate is None


@pytest.mark.parametrize(
    "form", [" <small>Sept. {}, 2011</small>", "<br>Sept. {}, 2011", "</h4><p>Sept. {}, 2011</p><h4>"]
)
def test_a_date_beside_a_listed_story_is_that_storys(form):
    items = "".join(
        f"<div><h4><a href='/gsn/article/{name}-of-the-day/'>{name.title()} of the Day</a>{form.format(day)}</h4></div>"
        for name, day in [("vault", 8), ("gate", 8), ("plant", 7), ("wall", 6)]
    )
    reading = read(f"<div><h2>Search results</h2>{items}</div>", "http://www.nti.org/search/?q=vault")
    assert (reading.kind, reading.issueDate) == ("listing", None)
    assert [one.date[-2:] for one in reading.listed] == ["08", "08", "07", "06"]


def test_where_read_more_is_the_link_the_title_above_it_is_the_headline():
    items = "".join(
        f"<h4>{name} of the Day</h4><p>{prose(name, 1)[0]} <a href='/gsn/article/{name}-day-story/'>Full Story</a></p>"
        for name in ("Vault", "Gate")
    )
    reading = read(f"<div><h2>Sept. 8, 2011</h2><h3>Terrorism</h3>{items}</div>")
    assert [(one.headline, one.section) for one in reading.listed] == [
        ("Vault of the Day", "Terrorism"),
        ("Gate of the Day", "Terrorism"),
    ]


def test_a_story_at_an_unknown_address_with_a_date_and_related_stories_stays_a_story():
    body = "".join(f"<p>{text}</p>" for text in prose("own", 6))
    related = f"<h3>Related Stories</h3>{stories(['vault', 'gate', 'plant', 'wall'], 'li')}"
    for parts in ((body, related), (related, body)):
        html = f"<h2>Ruritania Opens Vault</h2><p>Sept. 8, 2011</p><div>{parts[0]}</div><div>{parts[1]}</div>"
        reading = read(html, "http://www.nti.org/old/17/", "Ruritania Opens Vault")
        assert (reading.kind, [a.headline for a in reading.articles]) == ("story", ["Ruritania Opens Vault"])


def test_a_page_of_several_whole_stories_has_the_day_of_its_label():
    heads = "".join(
        f"<h3 id=s{n}>Story Number {n}</h3>" + "".join(f"<p>{text}</p>" for text in prose(f"s{n}", 3)) for n in range(2)
    )
    events = "<div><b>May 3, 2009</b> The council meets about its vault and the gate of the old plant</div>"
    contents = "".join(f"<li><a href='#s{n}'>Story Number {n}</a></li>" for n in range(2))
    body = (
        f"<div>{events}</div><p><b>Global Security Newswire for Monday, Nov. 10, 2003</b></p><ul>{contents}</ul>{heads}"
    )
    reading = read(body, "http://www.nti.org/d_newswire/issues/one.html")
    assert (reading.issueDate, [a.datePublished for a in reading.articles]) == ("2003-11-10", ["2003-11-10"] * 2)


def test_a_front_pages_top_stories_are_its_list():
    reading = read(f"<h2>Top Stories</h2>{stories(['vault', 'gate', 'plant', 'wall'], 'li')}", f"{NTI[:-8]}")
    assert (reading.kind, names_of(reading)) == ("listing", ["vault", "gate", "plant", "wall"])


@pytest.mark.parametrize("form", ["<h4>{}</h4>", "<li>{}</li>", "<p><b>{}</b></p>", "<font>{}</font><br><br>"])
@pytest.mark.parametrize("teasers", [0, 1])
def test_an_issue_that_links_none_of_its_stories_lists_their_headlines(form, teasers):
    titles = ["Council Opens the Vault", "Envoy Visits the Plant", "Gate of the Day"]
    items = "".join(
        form.format(title) + "".join(f"<p>{text}</p>" for text in prose(title, teasers)) for title in titles
    )
    reading = read(f"<div><h2>Issue for Wednesday, Oct. 15, 2008</h2><div>{items}</div></div>")
    assert (reading.kind, reading.issueDate, reading.articles) == ("issue", "2008-10-15", ())
    assert [(one.url, one.headline) for one in reading.listed] == [(None, title) for title in titles]


def test_a_list_beside_an_issue_does_not_take_the_issue_for_its_own():
    """Where the list's box comes first, all that follows is links and their teasers too."""
    teaser = "A committee in the capital asked the harbour office for its papers of last year."
    aside = (
        "<div><div><h2>Recent Headlines</h2><ul><li><a href='/gsn/article/old-vault-shut/'>Old Vault Shut</a>"
        "</li></ul></div><div><h2>Get GSN by E-Mail</h2></div></div>"
    )
    issue = "".join(
        f"<p><a href='/gsn/article/vault-{n}-opens/'>Vault {n} Opens</a></p><p>{teaser}</p>" for n in (1, 2, 3)
    )
    html = (
        f"<html><body><h1>Global Security Newswire</h1><div>{aside}<div><h2>Daily Issue</h2>"
        f"<div>Wednesday, April 21, 2010</div>{issue}</div></div></body></html>"
    )
    reading = read_page(Page("http://www.nti.org/gsn/issues/today/", 200, "text/html", html.encode()))
    assert (reading.kind, reading.issueDate) == ("issue", "2010-04-21")
    assert [story.headline for story in reading.listed] == ["Vault 1 Opens", "Vault 2 Opens", "Vault 3 Opens"]


def test_an_issue_lists_stories_at_addresses_of_an_unknown_form():
    names = ["vault keys counted", "gate of mint", "plant clerks leave"]
    items = "".join(f"<p><a href='/wire/text.php?ID=77AA{n}'>{name.title()}</a></p>" for n, name in enumerate(names))
    previous = "<div><b>Previous Issues</b><div><a href='issue.php?id=1484'>Feb. 25, 2010</a></div></div>"
    reading = read(f"<h2>Daily Issue: Monday, March 1, 2010</h2><b>Vaults</b>{items}{previous}")
    assert (reading.kind, reading.issueDate) == ("issue", "2010-03-01")
    assert [one.url.rpartition("/")[2] for one in reading.listed] == [f"text.php?ID=77AA{n}" for n in range(3)]
    assert [one.position for one in reading.listed] == [1, 2, 3]


OLD = "<ul><li><a href='/gsn/article/an-old-story/'>An Old Story</a> Feb. 3, 2003</li></ul>"


@pytest.mark.parametrize(
    "box",
    [
        "<h1>Get the Wire by E-Mail</h1><p>Free e-mail alerts go out each evening.</p>",
        f"<h1>Recent Headlines</h1>{OLD}",
    ],
)
def test_an_issue_below_a_box_with_a_bigger_heading_is_no_part_of_the_box(box):
    own = stories(["vault", "gate", "plant"], "p")
    reading = read(
        f"<div><div><div>{box}</div><div><h2>Daily Issue</h2><div>March 1, 2010</div>{own}</div></div></div>"
    )
    assert (reading.kind, reading.issueDate) == ("issue", "2010-03-01")
    assert names_of(reading) == ["vault", "gate", "plant"]


@pytest.mark.parametrize("seed", range(4))
def test_the_name_made_for_jumping_is_the_anchor_whatever_id_the_headline_has(seed):
    chance = random.Random(seed)
    stories = {f"Vault Story of the {word} Gate": prose(word, 2) for word in ("First", "Second", "Third")}
    contents = "".join(f"<li><a href='#A{n}'>{head}</a></li>" for n, head in enumerate(stories))
    style = chance.choice(["id=promo", "id=promo class=x"])
    named = "".join(
        f"<a name='A{n}'></a><h3 {style}>{head}</h3>" + "".join(f"<p>{text}</p>" for text in texts)
        for n, (head, texts) in enumerate(stories.items())
    )
    body = f"<h1>Global Security Newswire</h1><p>Friday, January 17, 2003</p><ul>{contents}</ul>{named}"
    page = f"<html><head><title>GSN</title></head><body>{body}</body></html>"
    url = "http://www.nti.org/d_newswire/issues/2003_1_17.html"
    reading = read_page(Page(url, 200, "text/html", page.encode()))
    assert [(one.url, one.headline) for one in reading.articles] == [
        (f"{url}#A{n}", head) for n, head in enumerate(stories)
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("<font size=4>{}<br>", "<b>{}</b><br>"),
        ("<div>{}</div>", "<b>{}</b><br>"),
        ("<div>{}</div>", "<div>{}</div>"),
        ("<b>{}</b><br>", "<b>{}</b><br>"),
        ("<b>{}</b><br>", "<font size=4>{}<br>"),
    ],
)
def test_a_section_is_a_line_over_stories_also_where_it_is_not_set_off(first, second):
    lists = [stories(["vault", "gate"], "li"), stories(["plant"], "li")]
    own = f"{first.format('Terrorism')}{lists[0]}{second.format('Nuclear Weapons')}{lists[1]}"
    reading = read(f"<div><b>Issue for Wednesday, Oct. 15, 2008</b><br><br>{own}</div>")
    assert [one.section for one in reading.listed] == ["Terrorism", "Terrorism", "Nuclear Weapons"]


ITEMS = ["<ul><li>{}</li></ul>", "<p>{}</p>", "<div>{}</div>", "<table><tr><td>{}</td></tr></table>", "<dl><dd>{}</dl>"]
TOLD = "The clerks of the harbour office counted the old papers on Monday, and the envoy told the council of it."


@pytest.mark.parametrize("seed", range(24))
def test_titles_with_their_teasers_in_one_piece_are_a_list_however_many_follow_each_other(seed):
    chance = random.Random(seed)
    item, gap = chance.choice(ITEMS), chance.choice([" ", ": ", " - "])
    sections = [["vault", "gate", "plant", "wall"], ["mint", "harbour"], ["ledger"]][: chance.randint(1, 3)]
    own = ""
    for n, names in enumerate(sections):
        own += chance.choice(["<h3>Part {}</h3>", "<p><b>Part {}</b></p>", "<div>Part {}</div>"]).format("ABC"[n])
        for name in names:
            link = f"<a href='/gsn/article/{name}-of-the-day/'>{name.title()} of the Day</a>"
            own += item.format(f"{link}{gap}{TOLD} {prose(name, 1)[0]}")
    day = chance.choice(["<h1>Daily Issue: {}</h1>", "<h2>{}</h2>", "<p>{}</p>"]).format("Wednesday, Oct. 15, 2008")
    reading = read(f"<div>{day}{own}</div>", title=chance.choice(["Daily Issue", "Oct. 15, 2008 | Newswire"]))
    assert (reading.kind, reading.issueDate, reading.articles) == ("issue", "2008-10-15", ())
    assert names_of(reading) == [name for names in sections for name in names]


@pytest.mark.parametrize("seed", range(12))
def test_stories_under_numbers_that_a_machine_gave_are_listed_with_their_own_days(seed):
    chance = random.Random(seed)
    # A digit first, then letters alone: no run of digits tells it from a word.
    ids = [f"{n}" + "".join(chance.choices("abcdef", k=7)) for n in range(1, 6)]
    form = chance.choice(["{}-abcd.html", "{}.asp", "{}-abcd-efab-cdef-abcdefabcdef", "%7B{}%7D"])
    days = [f"Sept. {chance.randint(1, 30)}, 2011" for _ in ids]
    items = "".join(
        f"<div><h3><a href='/wire/{form.format(one)}'>Vault {n} of the Day</a></h3><i>{day}</i><p>{TOLD}</p></div>"
        for n, (one, day) in enumerate(zip(ids, days, strict=True))
    )
    reading = read(f"<div><h2>Search results</h2>{items}</div>", "http://www.nti.org/search/?q=vault")
    assert [one.headline for one in reading.listed] == [f"Vault {n} of the Day" for n in range(5)]
    assert [f"Sept. {int(one.date[-2:])}, 2011" for one in reading.listed] == days


def test_a_list_of_the_latest_headlines_below_an_issues_own_is_none_of_it():
    own = (
        f"<h2>Daily Issue for Jan. 22, 2013</h2><div><b>Today's News</b></div>{stories(['vault', 'gate', 'key'], 'li')}"
    )
    latest = f"<h6>Latest Headlines</h6>{stories(['harbour', 'choir'], 'li')}"
    found = read(f"{own}<p>About this site: a guild keeps it.</p>{latest}")
    assert (found.issueDate, names_of(found)) == ("2013-01-22", ["vault", "gate", "key"])


def test_the_heading_of_an_issue_may_lead_to_itself():
    heading = f"<h1><a href='{ISSUE}'>GSN for Tuesday, August 21, 2007</a></h1>"
    found = read(heading + stories(["vault", "gate", "key"], "h4"))
    assert (found.kind, found.issueDate) == ("issue", "2007-08-21")


@pytest.mark.parametrize("words", ["Today's date: Monday, June 30, 2014", "Current date: Monday, June 30, 2014"])
def test_the_day_of_the_visit_is_no_issues(words):
    found = read(f"<div>{words}</div><h3>Vaults</h3>{stories(['vault', 'gate', 'key'], 'li')}")
    assert found.issueDate is None


def test_a_teaser_may_end_in_the_link_to_all_of_its_story():
    teasers = "".join(
        f"<h4>{section}</h4><p><strong>{name} of the Day</strong>: A count of what is left in the hall of the guild. "
        f"<a href='/gsn/article/{name.lower()}-of-the-day/'>Full Story</a></p>"
        for section, name in (("Vaults", "Vault"), ("Gates", "Gate"), ("Keys", "Key"))
    )
    found = read(f"<div>Issue for May 11, 2010</div>{teasers}")
    assert (found.kind, found.issueDate, names_of(found)) == ("issue", "2010-05-11", ["vault", "gate", "key"])


def test_links_name_issues_by_their_days():
    days = "".join(f"<li><a href='/gsn/issues/{n}/'>Oct. {n}, 2004</a></li>" for n in (14, 15))
    other = (
        "<li><a href='/gsn/issues/18/'>Issue of Monday, Oct. 18, 2004</a></li><li><a href='/x/'>May 2, 2016</a></li>"
    )
    found = read(f"<h2>Archive</h2><ul>{days}{other}</ul>", url="http://www.nti.org/gsn/archive/2004/10/")
    assert found.named == (
        ("http://www.nti.org/gsn/issues/14/", "2004-10-14"),
        ("http://www.nti.org/gsn/issues/15/", "2004-10-15"),
        ("http://www.nti.org/gsn/issues/18/", "2004-10-18"),
    )


@pytest.mark.parametrize("label", ["From our archive", "Popular this month", "Readers also opened"])
@pytest.mark.parametrize("tag", ["h2", "h4", "b"])
def test_a_list_of_others_above_an_issues_own_is_none_of_it(label, tag):
    others = f"<div><{tag}>{label}</{tag}>{stories(['old', 'older', 'oldest'], 'li')}</div>"
    own = f"<h3>Vaults</h3>{stories(['vault', 'gate'], 'h5')}<h3>Keys</h3>{stories(['plant'], 'h5')}"
    reading = read(f"<h2>Edition of Monday, August 17, 2009</h2>{others}{own}")
    assert (reading.kind, reading.issueDate, names_of(reading)) == ("issue", "2009-08-17", ["vault", "gate", "plant"])


@pytest.mark.parametrize(
    "title",
    [
        "Energy Web Site Tracked Readers in Breach of Privacy Policy",
        "Register of Sealed Sources Opens to the Public",
        "Your Old Browser May Give Away Reactor Plans, Agency Says",
    ],
)
@pytest.mark.parametrize("tag", ["h3", "div", "li"])
def test_an_issue_whose_only_story_is_on_a_site_and_its_readers_does_not_list_a_box_above(title, tag):
    other = "".join(f"<li><a href='/gsn/article/other-story-{n}/'>Other Story {n}</a></li>" for n in range(5))
    own = f"<{tag}><a href='/gsn/article/web-site-readers/'>{title}</a></{tag}>"
    box = f"<div><h3>Most Read</h3><ul>{other}</ul></div>"
    reading = read(f"{box}<div><h2>Wednesday, Oct. 15, 2008</h2>{own}</div>")
    assert (reading.issueDate, [one.headline for one in reading.listed]) == ("2008-10-15", [title])


def test_a_heading_over_a_list_beside_whole_stories_takes_none_of_them():
    whole = "".join(
        f"<div><a name='{name}'></a><h3>{name.title()} of the Day</h3>"
        + "".join(f"<p>{text}</p>" for text in prose(name, 4))
        + "</div>"
        for name in ("vault", "gate")
    )
    beside = f"<div id='side'><h3>In other sections</h3>{stories(['old', 'older'], 'li')}</div>"
    reading = read(f"<h1>Daily Issue: Friday, June 26, 2009</h1>{whole}{beside}")
    assert [one.headline for one in reading.articles] == ["Vault of the Day", "Gate of the Day"]


def test_the_clock_of_a_page_is_not_the_day_that_its_title_and_a_line_say():
    events = "<table><tr><td><b>Events</b></td></tr><tr><td>December 2, 2012: A workshop on vaults</td></tr></table>"
    old = "<b>From the Archive</b><br><a href='/d_newswire/issues/2003_8_9.html'>August 9, 2003: Bells Found Empty</a>"
    stories = "".join(
        f"<h3><a name='s{n}'></a>Envoy of {place} Returns</h3>{''.join(f'<p>{text}</p>' for text in prose(place, 3))}"
        for n, place in enumerate(("Zenda", "Ostmark", "Karsund"))
    )
    body = f"<div>Sunday, September 16, 2012</div>{events}{old}<div>Issue for Tuesday, January 5, 2010</div>{stories}"
    html = f"<html><title>NTI - Daily issue January 5, 2010</title><body>{body}</body></html>".encode()
    reading = read_page(
        Page("http://www.nti.org/index.php?task=category&id=249", 200, "text/html; charset=utf-8", html)
    )
    assert [one.datePublished for one in reading.articles] == ["2010-01-05"] * 3


@pytest.mark.parametrize("cell", ["<table><tr><td>{}</td></tr></table>", "<div>{}</div>"])
def test_the_name_of_a_section_may_stand_below_each_headline_of_an_issue(cell):
    sections = ["Vaults", "Bells", "Vaults"]
    stories = "".join(
        f"<h3><a name='s{n}'></a>Envoy of {place} Returns</h3>{cell.format(sections[n])}"
        f"<p>By Ann Roe</p>{''.join(f'<p>{text}</p>' for text in prose(place, 3))}"
        for n, place in enumerate(("Zenda", "Ostmark", "Karsund"))
    )
    contents = "".join(f"<p><b>{one}</b></p>" for one in sorted(set(sections)))
    html = f"<html><title>Daily issue of January 5, 2010</title><body>{contents}{stories}</body></html>".encode()
    reading = read_page(Page("http://www.nti.org/gsn/issue/9/", 200, "text/html; charset=utf-8", html))
    assert [one.articleSection for one in reading.articles] == sections
    assert [one.byline for one in reading.articles] == ["By Ann Roe"] * 3
    assert [[p.text for p in one.paragraphs] for one in reading.articles] == [
        prose(place, 3) for place in ("Zenda", "Ostmark", "Karsund")
    ]
