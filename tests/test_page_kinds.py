"""What a page is before anything is read from it, and what of a page is furniture: in any skin."""

import random

import pytest

from crawler.extract import read_page
from crawler.items import Page
from tests.invented import NTI, prose

MENU = "".join(f"<li><a href='/{name}/'>{name.title()}</a></li>" for name in ("threats", "treaties", "about", "blogs"))
FOOT = "<p>Terms of Use and Privacy Policy apply to everything on this site.</p><p>Copyright 2013 National Desk.</p>"


def html(chance, title, *parts):
    """The parts in boxes of a skin, menus before or after them."""
    box, depth = chance.choice(["div", "section", "td", "center"]), chance.randrange(1, 4)
    inner = "".join(f"<{box}>" * depth + part + f"</{box}>" * depth for part in parts)
    inner = f"<table><tr>{inner}</tr></table>" if box == "td" else inner
    masthead = chance.choice(
        ["<h1><a href=/gsn/>Global Security Newswire</a></h1>", "<b>Global Security Newswire</b><hr>"]
    )
    menus = [masthead, f"<ul>{MENU}</ul>"]
    chance.shuffle(menus)
    return f"<html><head><title>{title}</title></head><body>{''.join(menus)}{inner}{FOOT}</body></html>".encode()


def read(body, url=f"{NTI}ours/"):
    return read_page(Page(url, 200, "text/html; charset=utf-8", body))


BARRIERS = [
    ("error", "Page Not Found", "The address you typed does not exist.", "Try the search box or our front page."),
    (
        "error",
        "We can't find that page",
        "The article you asked for may have moved.",
        "If you followed a link, tell us.",
    ),
    ("error", "Sorry, nothing here", "The story you requested is no longer available on these pages.", ""),
    ("sign_in", "Member Login", "This content is for members only. Please log in below to continue.", "Password"),
    ("consent", "Before you continue", "We and our partners store cookies on your device.", "Accept all Reject all"),
    ("challenge", "Just a moment...", "Checking your browser before you may go on, it takes seconds.", ""),
]


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize(("kind", "title", "told", "more"), BARRIERS)
def test_a_page_that_only_refuses_is_no_story_whatever_stands_beside_it(seed, kind, title, told, more):
    chance = random.Random(seed)
    teasers = (
        f"<h3>NTI Analysis</h3><h4><a href=/analysis/a/>A Map</a></h4><p>June 3, 2015</p><p>{prose('t', 1)[0]}</p>"
    )
    parts = [f"<h2>{title}</h2><p>{told}</p><p>{more}</p>", *([teasers] if chance.random() < 0.6 else [])]
    assert read(html(chance, f"{title} | NTI", *parts)).kind == kind


@pytest.mark.parametrize("seed", range(6))
def test_a_story_beside_a_cookie_bar_and_a_sign_in_box_is_a_story(seed):
    chance = random.Random(seed)
    bars = ["<p>We use cookies to improve your visit.</p><p>OK</p>", "<p>Already a member? Sign in to read more.</p>"]
    story = f"<h1>Ruritania Opens Vault</h1><p>{prose('only', 1)[0]}</p>"
    parts = [*chance.sample(bars, chance.randrange(3)), story]
    (article,) = read(html(chance, "Ruritania Opens Vault", *parts)).articles
    assert [p.text for p in article.paragraphs] == prose("only", 1)


@pytest.mark.parametrize(
    "title", ["Ruritania Moves 404 Keys", "Borduria Offers $410 Million", "A 404-Page Report on Keys"]
)
def test_a_number_of_things_in_a_headline_is_no_answer_of_a_server(title):
    body = html(random.Random(1), "Daily Issue", f"<h2>Sept. 8, 2011</h2><p><a href=/gsn/article/a-b/>{title}</a></p>")
    assert read(body, "http://www.nti.org/gsn/issues/77/").kind == "issue"
    (article,) = read(html(random.Random(1), title, f"<h1>{title}</h1><p>{prose('only', 1)[0]}</p>")).articles
    assert article.headline == title


@pytest.mark.parametrize("title", ["404", "Error 404", "404 - Page", "HTTP 410", "404 Not Found", "404 page"])
def test_the_number_of_an_answer_is_one(title):
    assert read(html(random.Random(1), title, f"<h1>{title}</h1><p>Try our front page.</p>")).kind == "error"


@pytest.mark.parametrize("seed", range(6))
def test_a_list_of_teasers_is_no_story_however_few_it_has(seed):
    chance = random.Random(seed)
    count = chance.randrange(1, 6)
    tag = chance.choice(["h3", "h4", "b", "dt", "p"])
    items = "".join(
        f"<{tag}><a href='/gsn/article/story-{n}/'>Headline {n} of the Day</a></{tag}><p>{prose(f't{n}', 1)[0]}</p>"
        for n in range(count)
    )
    body = html(chance, "GSN Daily Issue", f"<h2>Today's Issue</h2><h3>Thursday, Sept. 8, 2011</h3>{items}")
    reading = read(body, "http://www.nti.org/gsn/issues/77/")
    assert (reading.kind, reading.issueDate, len(reading.listed)) == ("issue", "2011-09-08", count)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize(
    ("path", "told", "kind"),
    [
        ("about/plants", "The plant opened on Tuesday.", "story"),
        ("about/plants", "The plant has a gate.", "other"),
        ("country-profiles/ruritania", "The plant has a gate.", "other"),
        ("old/17", "The plant has a gate.", "story"),
    ],
)
def test_where_a_site_keeps_what_is_no_news_a_page_is_a_story_when_it_tells_some(seed, path, told, kind):
    chance = random.Random(seed)
    text = "".join(f"<p>{paragraph}</p>" for paragraph in [*prose("about", 3), told])
    assert read(html(chance, "A Plant", f"<h2>A Plant</h2>{text}"), f"http://www.nti.org/{path}/").kind == kind


SECTIONS = {
    "analysis": "<{h}>NTI Analysis</{h}><p><a href=/analysis/{n}/>A Map {n}</a></p><p>June {n}, 2015</p><p>{t}</p>",
    "related_story": "<{h}>Related Stories</{h}><p><a href=/gsn/article/old-{n}/>An Older Story {n}</a></p>",
    "country_profile": "<{h}>Country Profile</{h}><p>Ruritania</p><p>This article provides an overview of Ruritania."
    "</p><p><a href=/country/{n}/>Learn More</a></p>",
}


@pytest.mark.parametrize("seed", range(10))
def test_sections_beside_a_story_end_where_the_next_begins(seed):
    chance = random.Random(seed)
    kinds = list(SECTIONS)
    chance.shuffle(kinds)
    tag = chance.choice(["h3", "h4", "b", "div"])
    side = "".join(SECTIONS[k].format(h=tag, n=n + 1, t=prose("tease", 1)[0]) for n, k in enumerate(kinds))
    story = "<h1>Ruritania Opens Vault</h1>" + "".join(f"<p>{text}</p>" for text in prose("main", 4))
    parts = [story, f"<div>{side}</div>"]
    if chance.random() < 0.4:
        parts.reverse()
    (article,) = read(html(chance, "Ruritania Opens Vault | GSN", *parts)).articles
    assert sorted(link.kind for link in article.relatedLinks) == sorted(kinds)
    assert [p.text for p in article.paragraphs] == prose("main", 4)


@pytest.mark.parametrize("breaks", ["<br>", "<br><br>", "</p><p>"])
def test_under_its_heading_a_notice_is_one_in_whatever_words(breaks):
    told = [*prose("noted", 3), "<b>Note to Our Readers</b>", "These pages are kept by friends of the wire now."]
    story = f"<h1>Ruritania Opens Vault</h1><p>{breaks.join(told)}</p>"
    (article,) = read(html(random.Random(3), "Ruritania Opens Vault", story)).articles
    assert [p.text for p in article.paragraphs] == prose("noted", 3)


@pytest.mark.parametrize("seed", range(10))
def test_a_pull_quote_goes_and_the_paragraph_it_repeats_stays(seed):
    chance = random.Random(seed)
    paragraphs = prose("quoted", 6)
    twin = chance.randrange(6)
    box = chance.choice(["aside", "div", "b", "section"])
    blocks = [f"<p>{text}</p>" for text in paragraphs]
    blocks.insert(
        chance.randrange(1, 7),
        f"<{box}><p>{paragraphs[twin]}</p></{box}>" if box != "b" else f"<p><b>{paragraphs[twin]}</b></p>",
    )
    (article,) = read(
        html(chance, "Ruritania Opens Vault", "<h1>Ruritania Opens Vault</h1>" + "".join(blocks))
    ).articles
    assert [p.text for p in article.paragraphs] == paragraphs


@pytest.mark.parametrize(
    ("lines", "byline", "date"),
    [
        ("<p>By Jane Roe | June 30, 2014, 5:07 a.m.</p>", "By Jane Roe", "2014-06-30"),
        ("<p>Sept. 18, 2013, 9:36 a.m. By Jane Roe</p>", "By Jane Roe", "2013-09-18"),
        ("<p>Jane Roe</p><p>May 1, 2013, 10:18 a.m.</p>", "Jane Roe", "2013-05-01"),
        ("<p>May 1, 2013</p><p>Jane Roe</p>", "Jane Roe", "2013-05-01"),
        ("<p>Jane Roe | May 1, 2013, 4:20 p.m.</p>", "Jane Roe", "2013-05-01"),
        ("<p>By Jane Roe, updated June 30, 2014</p>", "By Jane Roe", None),
        ("<p>May 1, 2013</p><p>Updated: May 3, 2013, 9:02 a.m.</p><p>Jane Roe</p>", "Jane Roe", "2013-05-01"),
        ("<p>May 1, 2013</p><p>4 Shares</p><p><a href='/reporters/roe'>Jane Roe</a></p>", "Jane Roe", "2013-05-01"),
        ("<p><a href='/r/7'>Jane Roe</a><time>May 1, 2013, 8:03 a.m.</time></p>", "Jane Roe", "2013-05-01"),
        ("<p><time>May 1, 2013</time><a href='/r/7'>By Jane Roe</a></p>", "By Jane Roe", "2013-05-01"),
        ("<p><a href='/plants/vault'>Jane Roe</a></p><p>4 Shares</p><p>May 1, 2013</p>", None, "2013-05-01"),
        ("<time>May 1, 2013, 4:18 p.m.</time>\n<span>Zelda Roe</span>", "Zelda Roe", "2013-05-01"),
        ("<p>May 1, 2013, noon Nell Noonan</p>", "Nell Noonan", "2013-05-01"),
        ("<p>May 1, 2013 - Estelle Roe</p>", "Estelle Roe", "2013-05-01"),
        ("<p>Chemical Weapons</p><p>May 1, 2013</p>", None, "2013-05-01"),
    ],
)
def test_a_date_beside_a_byline_and_a_name_beside_a_date_are_read(lines, byline, date):
    story = f"<h1>Ruritania Opens Vault</h1>{lines}" + "".join(f"<p>{text}</p>" for text in prose("signed", 3))
    (article,) = read(html(random.Random(1), "Ruritania Opens Vault", story)).articles
    assert (article.byline, article.datePublished) == (byline, date)


@pytest.mark.parametrize(
    "declared",
    [
        "<meta name=author content='Jane  Roe'>",
        '<script type=\'application/ld+json\'>{"author": [{"name": "Jane Roe"}]}</script>',
        '<script type=\'application/ld+json\'>{"@graph": [{"author": "Jane Roe"}]}</script>',
    ],
)
@pytest.mark.parametrize(("name", "byline"), [("Jane Roe", "Jane Roe"), ("Joan Doe", None)])
def test_a_name_alone_is_a_byline_where_the_head_declares_its_bearer_the_writer(declared, name, byline):
    story = f"<h1>Ruritania Opens Vault</h1><p>{name}</p>" + "".join(f"<p>{text}</p>" for text in prose("signed", 3))
    (article,) = read(declared.encode() + html(random.Random(1), "Ruritania Opens Vault", story)).articles
    assert article.byline == byline


STORY_WITH_LINKS = (
    "<html><head><title>{title}</title></head><body><p>Daily News on Nuclear, Biological and Chemical Weapons</p>"
    "<div><b>Vault Inspectors Leave Harbour</b><p>{byline}</p><p>from Thursday, February 20, 2003 issue.</p>"
    "{body}</div>"
    "<ul><li><a href='/gsn/article/old-vault-shut/'>Old Vault Shut for Good</a></li>"
    "<li><a href='/gsn/article/gate-of-mint/'>Gate of Mint Opened</a></li></ul></body></html>"
)


@pytest.mark.parametrize("paragraphs", [2, 3, 9])
def test_a_signed_and_dated_story_with_links_below_it_is_no_issue_whatever_its_address(paragraphs):
    body = "".join(f"<p>{text}</p>" for text in prose("leave", paragraphs))
    html = STORY_WITH_LINKS.format(title="Vault Inspectors Leave Harbour", byline="By Ottilie Brandt", body=body)
    reading = read_page(Page("http://www.nti.org/wire/text.php?ID=77AA", 200, "text/html", html.encode()))
    assert reading.kind == "story"
    assert [len(article.paragraphs) for article in reading.articles] == [paragraphs]


def test_short_lines_among_line_breaks_cut_no_story_into_a_list():
    first, second, *rest = prose("clauses", 6)
    lines = "<br><br>".join([first, second, "-- two keys;", "-- one gate.", *rest])
    html = STORY_WITH_LINKS.format(title="GSN", byline="", body=f"<table><tr><td>{lines}</td></tr></table>")
    reading = read_page(Page("http://www.nti.org/wire/text.php?ID=77AB", 200, "text/html", html.encode()))
    assert reading.kind == "story"


def test_what_others_read_stays_furniture_beside_a_story_whatever_its_address():
    first, second, *rest = (f"<p>{text}</p>" for text in prose("widely", 6))
    teaser = "".join(f"<p>{text}</p>" for text in prose("old", 1))
    link = "<a href='/gsn/article/old-vault/'>Old Vault Shut</a> <span>Monday, March 3, 2003</span>"
    box = f"<div><strong>Most Read</strong><ul><li>{link}{teaser}</li></ul></div>"
    html = STORY_WITH_LINKS.format(title="GSN", byline="By Jane Roe", body="".join((first, second, box, *rest)))
    html = html.replace("<ul><li><a href='/gsn/article/old-vault-shut/'>Old Vault Shut for Good</a></li>", "<ul>")
    html = html.replace("<li><a href='/gsn/article/gate-of-mint/'>Gate of Mint Opened</a></li>", "")
    reading = read_page(Page("http://www.nti.org/wire/text.php?ID=77AC", 200, "text/html", html.encode()))
    assert [p.text for p in reading.articles[0].paragraphs] == prose("widely", 6)


def test_a_short_story_with_its_day_under_its_title_is_one_though_a_box_asks_to_sign_in():
    told = [*prose("short", 2), "Nobody was hurt in the hall."]
    body = "".join(f"<p>{text}</p>" for text in told)
    story = f"<h2>Ruritania Opens Vault</h2><div>By Ann Roe | June 20, 2014, 9:37 p.m.</div>{body}"
    box = "<div><b>Sign In</b><p>Already a subscriber? Sign in below to keep reading with full access.</p></div>"
    assert read(html(random.Random(1), "Ruritania Opens Vault | GSN", story, box)).kind == "story"


def test_a_short_story_on_a_mirror_is_one_though_its_account_box_speaks_of_members():
    places = ("Zenda", "Karsund", "Ostmark", "Vesperia")
    told = [f"Clerks of {place} opened the great vault of the town on Monday, the Mint said." for place in places]
    form = "<form>Not a member yet? Register today, it takes one minute.<div>You are not logged in.</div></form>"
    box = f"<div><h6>My Account</h6>{form}</div>"
    body = "".join(f"<p>{text}</p>" for text in told)
    story = f"<h1>Ruritania Opens Vault</h1><div>April 17, 2014</div>{body}<p>Source: Global Security Newswire</p>"
    page = html(random.Random(1), "Ruritania Opens Vault", box, story)
    assert read(page, url="http://www.clips.example/archive/6453.html").kind == "story"


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Error Occurred While Processing Request", "Error Diagnostic Information<p>ODBC Error Code = 08001"),
        ("Ruritania Opens Vault", "<p>To read the full story, sign in with your National Journal account.</p>"),
    ],
)
def test_what_a_server_says_in_place_of_a_story_is_none(title, said):
    body = f"<html><head><title>{title}</title></head><body><font>{said}</font></body></html>"
    assert read(body.encode(), "http://gsn.nti.org/gsn/nw_20110802_3677.php").articles == ()


def test_a_story_below_a_picture_and_its_button_is_one_though_readers_must_sign_in_to_comment():
    told = ["Zenda Post reported on Monday that the gate is shut.", *prose("below", 2)]
    picture = "<div><h6>A view of the gate, seen in 2009.</h6><a href='#'>Zoom</a></div>"
    body = f"<h1>Ruritania Opens Vault</h1>{picture}{''.join(f'<p>{text}</p>' for text in told)}"
    box = "<h3>You must be logged in to leave a comment.</h3><p>You must be registered to leave a comment.</p>"
    assert read(html(random.Random(2), "Ruritania Opens Vault | GSN", body, box)).kind == "story"
