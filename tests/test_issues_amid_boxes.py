"""Issues and lists of days on pages that show other things too: boxes of other days' stories, the day of the visit,
links to the days before and after, days without their year."""

import random

import pytest

from crawler.extract import read_page
from crawler.extract.together.resolve import resolve
from crawler.items import Page
from tests.invented import NTI, capture_of, page, prose

ISSUE = "http://www.nti.org/gsn/issue/3161/"
VISIT = "Saturday, August 4, 2012"
VISITED = "2012-08-04T10:00:00Z"
OWN = {"vault": "Vault of the Harbour Opens", "gate": "Gate Stays Shut for Years", "mint": "Mint Counts the Keys"}
OTHERS = {f"older-{n}": f"Older Story Number {n} Told Again" for n in range(8)}
MENU = (
    "<div><a href='/gsn/archives/'>Archives</a> | <a href='/gsn/rss/'>RSS</a> | <a href='/gsn/about/'>About</a></div>"
)
FOOT = "<div>© 2012 National Desk</div>"
# A box of other days' stories, in what it may stand, and what it may be called.
BOXES = [
    "<div><b>{label}</b><br>{br}</div>",
    "<aside><h4>{label}</h4>{p}</aside>",
    "<div><h3>{label}</h3><ul>{li}</ul></div>",
    "<table><tr><th>{label}</th></tr>{tr}</table>",
]
LABELS = [
    "Latest Headlines", "Editor's Picks", "From the Archive", "Most Read", "Today's Top Stories",
    "Previous Issue: Monday, Oct. 13, 2008", "This Week",
]  # fmt: skip
# How an issue says its day, with the title of its page.
ISSUES = {
    "caption": ("GSN", "<table><caption>Wednesday, October 15, 2008</caption>{tr}</table>"),
    "columns": (
        "GSN",
        "<div><div>Wednesday, Oct. 15, 2008</div><table><tr><th>Story</th><th>Summary</th></tr>{tr}</table></div>",
    ),
    "steps": (
        "GSN",
        "<div><div>« <a href='/gsn/i/3160/'>Tuesday, October 14, 2008</a> Wednesday, October 15, 2008 "
        "<a href='/gsn/i/3162/'>Thursday, October 16, 2008</a> »</div><h3>Vaults</h3><ul>{li}</ul></div>",
    ),
    "sentence": (
        "GSN",
        "<div><p>The following stories appeared in the October 15, 2008 issue of Global Security Newswire.</p>"
        "<b>Vaults</b><br>{br}</div>",
    ),
    "trail": (
        "GSN",
        "<div>Home > Archive > 2008 > October > 15</div><div><h2>Stories From This Issue</h2><ul>{li}</ul></div>",
    ),
    "title": ("GSN Daily Issue - October 15, 2008", "<div><h2>In This Issue</h2><h2>Vaults</h2>{p}</div>"),
    "edition": ("GSN", "<div><div>Edition 2008-10-15</div><table>{tr}</table></div>"),
    "heading": ("GSN", "<div><h1>Wednesday, October 15, 2008</h1><h3>Vaults</h3><ul>{li}</ul></div>"),
    "parts": ("GSN", "<div><div><span>Wednesday</span> <span>Oct. 15, 2008</span></div><h2>Vaults</h2>{p}</div>"),
}


def listed(form, stories):
    """A list of these stories: `form` with its places filled."""
    links = [f"<a href='/gsn/article/{name}-of-zerabad/'>{title}</a>" for name, title in stories.items()]
    return form.format(
        label="{label}",
        br="".join(f"{link}<br>" for link in links),
        p="".join(f"<p>{link}</p>" for link in links),
        li="".join(f"<li>{link}</li>" for link in links),
        tr="".join(f"<tr><td>{link}</td></tr>" for link in links),
    )


def read(body, title="Global Security Newswire", url=ISSUE, visited=VISITED):
    html = f"<html><head><title>{title}</title></head><body>{MENU}{body}{FOOT}</body></html>"
    return read_page(Page(url, 200, "text/html; charset=utf-8", html.encode(), capture_of(url, visited)))


def titles(reading):
    return [one.headline for one in reading.listed]


def days(reading):
    return [one.date for one in reading.listed]


@pytest.mark.parametrize("layout", ISSUES)
@pytest.mark.parametrize("seed", range(6))
def test_boxes_of_other_days_and_the_day_of_the_visit_are_none_of_an_issue(layout, seed):
    chance = random.Random(f"{layout} {seed}")
    title, form = ISSUES[layout]
    stories = dict(list(OWN.items())[: chance.randint(2, 3)])
    own = listed(form, stories)
    boxes = [
        listed(chance.choice(BOXES), dict(chance.sample(list(OTHERS.items()), chance.randint(3, 7)))).format(
            label=label
        )
        for label in chance.sample(LABELS, 2)
    ]
    clock = f"<div>{VISIT}</div>" if chance.random() < 0.5 else ""
    before = chance.choice([0, 1, 2])
    reading = read(clock + "".join([*boxes[:before], own, *boxes[before:]]), title)
    assert (reading.kind, reading.issueDate, titles(reading)) == ("issue", "2008-10-15", list(stories.values()))


@pytest.mark.parametrize("clock", ["", f"<div>{VISIT}</div>"])
@pytest.mark.parametrize("form", ["{weekday}", "{weekday}, Oct. {day}", "{weekday}, October {day}, 2008"])
@pytest.mark.parametrize("tag", ["h2", "h4", "b"])
@pytest.mark.parametrize("url", ["http://www.nti.org/gsn/week/31/", "http://www.nti.org/gsn/week/2008_10_13.html"])
def test_a_week_is_no_issue_and_dates_each_story_by_its_day(clock, form, tag, url):
    own = list(OWN.items())
    days_of_week = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]
    lists = {"Tuesday": dict(own[:2]), "Wednesday": dict(own[2:])}
    body = "".join(
        f"<{tag}>{form.format(weekday=weekday, day=13 + n)}</{tag}>"
        + (listed("<ul>{li}</ul>", lists[weekday]) if weekday in lists else "<p>No stories that day.</p>")
        for n, weekday in enumerate(days_of_week)
    )
    reading = read(f"{clock}<h1>Week of October 13, 2008</h1><div>{body}</div>", "This Week", url)
    assert (reading.kind, reading.issueDate, titles(reading)) == ("listing", None, list(OWN.values()))
    assert days(reading) == ["2008-10-14", "2008-10-14", "2008-10-15"]


@pytest.mark.parametrize(
    "entry",
    [
        "<tr><td>{day} October</td><td>{link}</td></tr>",
        "<tr><td>Oct. {day}</td><td>{link}</td></tr>",
        "<li>Oct. {day} - {link}</li>",
        "<li>{link} ({day} Oct 2008)</li>",
        "<p>{link}, October {day}, 2008</p>",
        "<div>{link} | Oct. {day}</div>",
    ],
)
@pytest.mark.parametrize("days_of_month", [(13, 14, 14), (14, 14, 14)])
@pytest.mark.parametrize("clock", ["", f"<div>{VISIT}</div>"])
def test_the_days_of_a_month_may_stand_before_or_behind_the_titles_and_without_their_year(entry, days_of_month, clock):
    entries = "".join(
        entry.format(day=day, link=f"<a href='/gsn/article/{name}-of-zerabad/'>{title}</a>")
        for day, (name, title) in zip(days_of_month, OWN.items(), strict=True)
    )
    body = f"<table>{entries}</table>" if entry.startswith("<tr") else entries
    reading = read(f"{clock}<h1>October 2008</h1>{body}", "Archive", "http://www.nti.org/gsn/archive/17.html")
    found = [day or reading.issueDate for day in days(reading)]
    assert (titles(reading), found) == (list(OWN.values()), [f"2008-10-{day}" for day in days_of_month])


def test_a_title_in_bold_before_its_teaser_is_the_headline_not_the_sections_name():
    entries = "".join(
        f"<h4>Section {n}</h4><div><strong>{title}</strong> The council met again. "
        f"<a href='/gsn/article/{name}-of-zerabad/'>Full Story</a></div>"
        for n, (name, title) in enumerate(OWN.items())
    )
    reading = read(f"<h2>Issue of 15 October 2008</h2>{entries}")
    assert (titles(reading), [one.section for one in reading.listed]) == (
        list(OWN.values()),
        ["Section 0", "Section 1", "Section 2"],
    )


# Addresses of stories as content systems make them.
ADDRESSES = [
    "/index.php?id=163{n}",
    "/index.php?name=News&sid=707{n}",
    "/?p=617{n}",
    "/news/Pages/LostSource{n}Found.aspx",
    "/News/gsn/vault-of-zerabad-opens-{n}/index_html",
    "/gsn/vault-of-zerabad-opens-{n}/amp/",
    "/stories/analysis-vault-of-zerabad-opens-{n}.html",
]
ENTRIES = [
    "<h4><a href='{url}'>{title}</a></h4><p>{teaser}</p>",
    "<dt><a href='{url}'>{title}</a><dd>{teaser}",
    "<li><a href='{url}'>{title}</a> — {teaser}</li>",
    "<div><b>{title}</b><br>{teaser} <a href='{url}'>Full Story</a></div>",
    "<div><b>{title}</b><br>{teaser} <a href='{url}'>Read on</a></div>",
]
NAMED = [
    ("Issue of Wednesday, October 15, 2008 | The Newswire", "<h2>Contents of this edition</h2>"),
    ("The Newswire", "<h2>Global Security Newswire for 15 October 2008</h2>"),
    ("The Newswire", "<h2>Contents</h2><p>Issue for Wednesday, October 15, 2008</p>"),
    ("The Newswire", "<h1>In this issue</h1><p>Issue for Wednesday, October 15, 2008</p>"),
    ("The Newswire - October 15, 2008", "<h2>Daily Issue</h2>"),
]


@pytest.mark.parametrize("seed", range(70))
def test_an_issue_of_two_stories_lists_them_whatever_their_addresses_and_the_boxes_below(seed):
    chance = random.Random(seed)
    address, entry, (title, head) = ADDRESSES[seed % len(ADDRESSES)], chance.choice(ENTRIES), chance.choice(NAMED)
    label = chance.choice(["Newest stories", "Most viewed", "Also on this site today"])
    steps = "<p><a href='/gsn/i/1/'>« Oct. 14, 2008</a> | <a href='/gsn/i/3/'>Oct. 16, 2008 »</a></p>"
    own = "".join(
        entry.format(url=address.format(n=n), title=name, teaser=prose(f"teaser {n}", 1)[0])
        for n, name in enumerate(list(OWN.values())[:2])
    )
    box = "".join(
        f"<li><a href='{address.format(n=n + 4)}'>{name}</a></li>" for n, name in enumerate(list(OTHERS.values())[:5])
    )
    reading = read(f"<div>{head}{steps}{own}</div><div><h3>{label}</h3><ul>{box}</ul></div>", title)
    assert (reading.kind, reading.issueDate, titles(reading)) == ("issue", "2008-10-15", list(OWN.values())[:2])


@pytest.mark.parametrize("label", ["Latest headlines", "Previous issue", "From the archive"])
@pytest.mark.parametrize("box", ["<table>{}</table>", "<table><tr><td><table>{}</table></td></tr></table>"])
def test_what_names_others_ends_an_issues_list_though_it_is_set_as_its_titles_are(label, box):
    row = "<tr><td><b>{}</b><br>{}</td></tr>"
    own = "".join(
        row.format(title, f"{prose(name, 1)[0]} <a href='/gsn/article/{name}-of-zerabad/'>Full Story</a>")
        for name, title in OWN.items()
    )
    others = row.format(label, listed("{br}", OTHERS))
    reading = read(f"<h3>Today's stories | Wednesday, Oct. 15, 2008</h3>{box.format(own)}{box.format(others)}")
    assert (reading.issueDate, titles(reading)) == ("2008-10-15", list(OWN.values()))


@pytest.mark.parametrize("line", ["Site rebuilt: Nov. 7, 2011", "Page last checked: Nov. 7, 2011"])
@pytest.mark.parametrize("form", ["<ul>{li}</ul>", "{p}"])
def test_a_day_on_which_the_site_was_changed_dates_no_story_of_an_issue(line, form):
    body = f"<div><h2>Daily Issue: Friday, Feb. 15, 2013</h2>{listed(form, OWN)}</div><p>{line}</p>"
    reading = read(body, url="http://www.nti.org/gsn/daily-issue/20130215/", visited="2015-01-01T00:00:00Z")
    assert (reading.issueDate, days(reading)) == ("2013-02-15", [None] * len(OWN))


@pytest.mark.parametrize("ask", ["Not a member yet? Register today, it takes one minute.", "You are not logged in."])
def test_an_issue_with_a_box_to_sign_in_is_an_issue(ask):
    box = f"<div><p><b>Sign In</b></p><form>{ask}<div>Remember me on this computer</div></form></div>"
    reading = read(f"<h2>October 26, 2010</h2><div>{listed('{p}', OWN)}</div>{box}", url=f"{ISSUE}a/")
    assert (reading.kind, titles(reading)) == ("issue", list(OWN.values()))


@pytest.mark.parametrize("tag", ["div", "h2"])
@pytest.mark.parametrize(("url", "date"), [("http://www.nti.org/gsn/front/", None), (ISSUE, "2012-02-08")])
def test_the_day_on_a_front_page_that_was_captured_that_day_dates_nothing(tag, url, date):
    """An issue's address says that the day is the issue's."""
    own = listed("<ul>{li}</ul>", OWN)
    body = f"<div><{tag}>Wednesday, February 8, 2012</{tag}>{own}</div>"
    front = read(body, url=url, visited="2012-02-08T22:00:00Z")
    address = f"{NTI}vault-of-zerabad/"
    (record,) = resolve([page(address, OWN["vault"], prose("vault")), front])
    assert record.datePublished == date


@pytest.mark.parametrize("dash", [" -- ", "—", " – "])
@pytest.mark.parametrize(("day", "date"), [("Jan. 3, 2012", "2012-01-03"), ("May 31, 2012", "2012-05-31")])
def test_the_day_in_a_dateline_is_the_storys(dash, day, date):
    url = f"{NTI}vault-of-zerabad/"
    body = [f"VIENNA, {day}{dash}The council met at the gate of Zerabad.", *prose("dateline", 3)]
    paragraphs = "".join(f"<p>{text}</p>" for text in body)
    html = f"<title>Vault Opens Again</title><h1>Vault Opens Again</h1><div>{paragraphs}</div>"
    (article,) = read_page(Page(url, 200, "text/html", html.encode(), capture_of(url))).articles
    assert (article.datePublished, article.dateline, article.datePublishedRaw) == (date, "VIENNA", day)
    assert [paragraph.text for paragraph in article.paragraphs] == body
