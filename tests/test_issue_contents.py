"""Pages that print an issue's stories whole: told apart by their list of contents, in any markup."""

import random

import pytest

from crawler.extract import read_page
from crawler.items import Page
from tests.invented import prose

URL = "http://www.nti.org/d_newswire/issues/2003_1_17.html"
TITLES = ["Vault of the Harbour Opens", "Envoy Returns to the Old Plant", "Gate Stays Shut, Clerk Says", "Mint Counts"]
SECTIONS = ["Terrorism", "Terrorism", "Missiles", "Other News"]
# The page's own address as a list of contents writes it.
ADDRESSES = [
    "#",
    f"{URL}#",
    "/d_newswire/issues/2003_1_17.html#",
    "2003_1_17.html#",
    "https://nti.org/d_newswire/issues/2003_1_17.html#",
    "http://gsn.nti.org/d_newswire/issues/2003_1_17.html#",
]
HEADS = [
    "<a name='{a}'></a><h3>{t}</h3>",
    "<h3 id='{a}'>{t}</h3>",
    "<p><a name='{a}'></a><b>{t}</b></p>",
    "<div id='{a}'>{t}</div>",
    "<a id='{a}' name='{a}'></a><span>{t}</span><br>",
    "<a name='{a}'></a><font size=4><b>{t}</b></font><br>",
]
KICKERS = [
    "<a name='{a}'></a><font size=1>{s}</font><br><h3>{t}</h3>",
    "<div id='{a}'><i>{s}</i></div><h3>{t}</h3>",
    "<p><a name='{a}'></a>{s}</p><p><b>{t}</b></p>",
    "<a name='{a}'></a><b>{s}</b><br><font size=4><b>{t}</b></font><br>",
]
LISTS = ["<ul>{}</ul>", "<table>{}</table>", "<dl>{}</dl>", "<div>{}</div>"]
ENTRIES = {"<ul>{}</ul>": "<li>{}", "<table>{}</table>": "<tr><td>{}</td></tr>", "<dl>{}</dl>": "<dd>{}</dd>"}
OVER = ["", "<h3>Table of Contents</h3>", "<b>Contents</b>", "<p>In This Issue</p>", "<h2>Contents</h2>"]
BACK = ["", "<p><a href='#top'>Back to top</a></p>", "<p><a href='#toc'>Contents</a></p>"]
BACK += ["<p><a href='#toc'>Table of Contents</a></p>", f"<a href='{URL}#toc'>[In this issue]</a><br>"]


NAMES = [["A1B2", "B2C3", "C3D4", "D4E5"], ["1", "2", "3", "4"], ["the vault", "b'c", "story3", "s-4"]]


def contents(chance, names, address, labels):
    """The list of contents: titles alone, or each with the story's lead and a second link."""
    form, teasers = chance.choice(LISTS), chance.random() < 0.5
    parts = []
    for n, title in enumerate(labels):
        href = f"{address}{names[n].replace(' ', '%20')}"
        more = f'<br>{prose(TITLES[n], 1)[0]} <a href="{href}">{chance.choice(["Full Story", "More"])}</a>'
        if n == 0 or SECTIONS[n] != SECTIONS[n - 1]:
            parts.append(ENTRIES.get(form, "<p>{}</p>").format(f"<b>{SECTIONS[n]}</b>"))
        link = f'<a href="{href}">{title}</a>' + (more if teasers else "")
        parts.append(ENTRIES.get(form, "<p>{}</p>").format(link))
    return f"<a name=toc></a>{chance.choice(OVER)}{form.format(''.join(parts))}"


def whole(chance, names, *, tell=lambda n: "", heads=HEADS):
    head, back, wrap = chance.choice(heads), chance.choice(BACK), chance.choice(["{}", "<div>{}</div>"])
    parts = []
    for n, title in enumerate(TITLES):
        if n == 0 or SECTIONS[n] != SECTIONS[n - 1]:
            parts.append(f"<h2>{SECTIONS[n]}</h2>")
        body = "".join(f"<p>{text}</p>" for text in prose(title, 3))
        name = names[n].replace("'", "&#39;")
        parts.append(wrap.format(head.format(a=name, t=title, s=SECTIONS[n]) + body + tell(n) + back))
    return "".join(parts)


def read(chance, listed, stories):
    side = f"<table><tr><td width=200>{listed}</td><td>{stories}</td></tr></table>"
    body = chance.choice([f"{listed}<hr>{stories}", side])
    head = "<a name=top></a><h1>Global Security Newswire</h1><h2>January 17, 2003</h2>"
    html = f"<html><title>GSN</title><body>{head}{body}"
    return read_page(Page(URL, 200, "text/html; charset=utf-8", html.encode()))


def assert_told_apart(reading, names):
    assert [one.headline for one in reading.articles] == TITLES
    assert [one.url for one in reading.articles] == [f"{URL}#{name}" for name in names]
    assert [[p.text for p in one.paragraphs] for one in reading.articles] == [prose(title, 3) for title in TITLES]
    assert [one.articleSection for one in reading.articles] == SECTIONS


@pytest.mark.parametrize("seed", range(60))
def test_stories_named_in_a_list_of_contents_are_told_apart_however_it_leads_to_them(seed):
    chance = random.Random(seed)
    names = chance.choice(NAMES)
    listed = contents(chance, names, chance.choice(ADDRESSES), TITLES)
    assert_told_apart(read(chance, listed, whole(chance, names)), names)


@pytest.mark.parametrize("seed", range(24))
def test_a_list_may_word_a_headline_otherwise_or_in_capitals(seed):
    chance = random.Random(seed)
    names, labels = chance.choice(NAMES), list(TITLES)
    labels[chance.randrange(4)] = "Harbour: What the Clerks Counted"
    labels = chance.choice([labels, [title.upper() for title in labels]])
    listed = contents(chance, names, chance.choice(ADDRESSES), labels)
    assert_told_apart(read(chance, listed, whole(chance, names)), names)


NESTED = [
    "<div id='{a}'><div id='pane'><h3 id='title'>{t}</h3></div></div>",
    "<table id='{a}'><tr><td id='pane'><b>{t}</b></td></tr></table>",
    "<div id='{a}'><div id='pane'><p id='head'>{t}</p></div></div>",
]


@pytest.mark.parametrize("seed", range(12))
def test_an_anchor_that_links_lead_to_is_not_lost_to_the_ids_of_boxes_inside(seed):
    chance = random.Random(seed)
    names = chance.choice(NAMES)
    listed = contents(chance, names, chance.choice(ADDRESSES), TITLES)
    assert_told_apart(read(chance, listed, whole(chance, names, heads=NESTED)), names)


@pytest.mark.parametrize("seed", range(12))
def test_a_list_of_related_stories_under_each_is_that_storys(seed):
    chance = random.Random(seed)
    names, label = chance.choice(NAMES), chance.choice(["Related Stories", "Previous coverage"])

    def tell(n):
        entry = f"<li><a href='/d_newswire/issues/2002_9_{n + 1}.html#{n}'>Old Vault {n} of Zerabad Opens</a></li>"
        return f"<h5>{label}</h5><ul>{entry}</ul>"

    reading = read(chance, contents(chance, names, "#", TITLES), whole(chance, names, tell=tell))
    found = [[(one.kind, one.text) for one in article.relatedLinks] for article in reading.articles]
    assert found == [[("related_story", f"Old Vault {n} of Zerabad Opens")] for n in range(4)]


@pytest.mark.parametrize("seed", range(12))
def test_a_smaller_heading_of_a_box_beside_them_is_no_storys(seed):
    chance = random.Random(seed)
    side = "<div id='side'><h4>E-mail edition</h4><p>Get the newswire each morning. Subscribe to GSN</p></div>"
    boxes = "".join(
        f"<div id='{n}B2C3D4'><div>{SECTIONS[n]}</div><h2>{title}</h2><p>{'<p>'.join(prose(title, 3))}</div>"
        for n, title in enumerate(TITLES)
    )
    reading = read(chance, side, boxes)
    assert [one.headline for one in reading.articles] == TITLES


@pytest.mark.parametrize("seed", range(12))
def test_stories_that_refer_to_the_others_of_the_day_are_no_lists_of_contents(seed):
    chance = random.Random(seed)
    names = chance.choice(NAMES)
    listed = contents(chance, names, "#", TITLES)

    def tell(n):
        links = ", ".join(f'<a href="#{names[m]}">related story, today</a>' for m in range(4) if m != n)
        return f"<p>The clerks of the harbour office count what is left of the old papers there (see {links}).</p>"

    reading = read(chance, listed, whole(chance, names, tell=tell))
    assert [one.headline for one in reading.articles] == TITLES


@pytest.mark.parametrize("seed", range(12))
def test_sections_to_which_the_list_leads_are_sections(seed):
    chance = random.Random(seed)
    names = chance.choice(NAMES)
    listed = contents(chance, names, chance.choice(ADDRESSES), TITLES)
    stories = whole(chance, names)
    for n, section in enumerate(dict.fromkeys(SECTIONS)):
        listed = listed.replace(f"<b>{section}</b>", f"<b><a href='#sec{n}'>{section}</a></b>")
        stories = stories.replace(f"<h2>{section}</h2>", f"<a name=sec{n}></a><h2>{section}</h2>")
    assert_told_apart(read(chance, listed, stories), names)


@pytest.mark.parametrize("seed", range(40))
def test_an_anchor_over_the_storys_section_is_its_headlines(seed):
    chance = random.Random(seed)
    names = chance.choice(NAMES)
    listed = contents(chance, names, chance.choice(ADDRESSES), TITLES)
    assert_told_apart(read(chance, listed, whole(chance, names, heads=KICKERS)), names)


@pytest.mark.parametrize("seed", range(24))
def test_a_headline_that_is_also_a_pictures_words_is_one(seed):
    chance = random.Random(seed)
    names = chance.choice(NAMES)
    listed = contents(chance, names, chance.choice(ADDRESSES), TITLES)
    slide = f"<div><b>In Focus</b><div><img src=/s.jpg alt='{chance.choice(TITLES[:3])}'></div></div>"
    stories = whole(chance, names)
    page = [slide + listed, stories] if chance.random() < 0.5 else [listed, f"<div>{stories}</div>{slide}"]
    assert_told_apart(read(chance, *page), names)


def test_links_to_places_on_other_pages_tell_no_stories_apart():
    other = "http://www.nti.org/d_newswire/issues/2003_1_16.html#"
    links = "".join(f"<li><a href='{other}A{n}'>{title}</a></li>" for n, title in enumerate(TITLES))
    heads = "".join(f"<h4 id=A{n}>{title}</h4><p>{prose(title, 1)[0]}</p>" for n, title in enumerate(TITLES))
    html = f"<html><title>GSN</title><body><h1>Global Security Newswire</h1>{heads}<ul>{links}</ul>"
    url = "http://www.nti.org/d_newswire/notes.html"
    reading = read_page(Page(url, 200, "text/html; charset=utf-8", html.encode()))
    assert not any("#" in one.url for one in reading.articles)


PLACES = ["<td><a name={a}></a>{t}</td>", "<div><a name={a}>{t}</a></div>", "<span><a name={a}></a>{t}</span><br>"]
ISSUES = [
    ("http://gsn.nti.org/newswire/issue.cfm?ID=24995", "<h2>Newswire of Friday, January 17, 2003</h2>"),
    ("http://gsn.nti.org/newswire/issue31889.htm", "<h2>Today's Newswire</h2>"),
    ("http://gsn.nti.org/newswire/one.htm", "<h2>Issue for Friday, January 17, 2003</h2>"),
]
REPORTS = [f"{title} was told of on Friday by the keepers of Zerabad, the Mint said." for title in TITLES]


def issue(url, over, parts):
    html = f"<html><title>GSN</title><body>{over}{''.join(parts)}<p>&copy; 2003 National Journal</p></body></html>"
    return read_page(Page(url, 200, "text/html; charset=utf-8", html.encode()))


@pytest.mark.parametrize(("url", "over"), ISSUES)
@pytest.mark.parametrize("place", PLACES)
def test_titles_that_nothing_but_an_anchor_sets_off(url, over, place):
    parts = [
        f"{place.format(a=f'n{n}', t=title)}<p>{REPORTS[n]}</p><p>{prose(title, 1)[0]}</p><p><a href=#top>Top</a></p>"
        for n, title in enumerate(TITLES)
    ]
    articles = issue(url, over, parts).articles
    assert [one.headline for one in articles] == TITLES
    assert [[p.text for p in one.paragraphs] for one in articles] == [
        [REPORTS[n], prose(t, 1)[0]] for n, t in enumerate(TITLES)
    ]


@pytest.mark.parametrize("contents", ["", "<ul><li><a href=#n1>{t}</a></li></ul>", "<p><a href=#n1>» {t}</a></p>"])
def test_an_issue_of_one_story(contents):
    (url, over), title = ISSUES[1], TITLES[0]
    told = [REPORTS[0], *prose(title, 3)]
    parts = [contents.format(t=title), f"<h3><a name=n1></a>{title}</h3>", *(f"<p>{text}</p>" for text in told)]
    (article,) = issue(url, over, parts).articles
    assert (article.url, article.headline) == (f"{url}#n1", title)
    assert [p.text for p in article.paragraphs] == told


def test_a_writers_name_below_each_story_is_its_byline():
    names = ["Ann Roe", "Max Doe", "Eva Poe", "Ida Noe"]
    parts = [
        f"<h3 id=n{n}>{title}</h3><p>{REPORTS[n]}</p><p>{prose(title, 1)[0]}</p><p>By {names[n]}</p>"
        for n, title in enumerate(TITLES)
    ]
    articles = issue(*ISSUES[0], parts).articles
    assert [one.byline for one in articles] == [f"By {name}" for name in names]
    assert all(len(one.paragraphs) == 2 for one in articles)


def test_a_list_in_a_story_of_an_issue_goes_with_the_words_over_it():
    links = "".join(
        f"<li><a href=/gsn/article/vault-{n}-of-zerabad/>Vault number {n} opens</a></li>" for n in (1, 2, 3)
    )
    inset = f"<div><b>Elsewhere in this issue</b><ul>{links}</ul></div>"
    parts = [f"<h3 id=n{n}>{title}</h3><p>{REPORTS[n]}</p>{inset}<p>{REPORTS[n]}</p>" for n, title in enumerate(TITLES)]
    articles = issue(*ISSUES[0], parts).articles
    assert [[p.text for p in one.paragraphs] for one in articles] == [[report] * 2 for report in REPORTS]


def test_a_day_below_the_first_headline_is_that_storys_own():
    days = ["<p>Posted: January 16, 2003</p>", "", "<p>Posted: January 14, 2003</p>", ""]
    parts = [
        f"<h3 id=n{n}>{title}</h3>{days[n]}<p>{REPORTS[n]}</p><p>{prose(title, 1)[0]}</p>"
        for n, title in enumerate(TITLES)
    ]
    reading = issue(*ISSUES[1], parts)
    assert reading.issueDate is None
    assert [one.datePublished for one in reading.articles] == ["2003-01-16", None, "2003-01-14", None]


def test_a_story_with_a_number_for_its_name_below_a_days_folder_is_no_issue():
    url = "http://www.nti.org/d_newswire/issues/2005/08/30/01881292-3f08.html"
    told = [REPORTS[0], prose("one", 1)[0]]
    links = "".join(
        f"<p><a href=/gsn/article/vault-{n}-of-zerabad/>Vault number {n} of Zerabad opens</a></p>" for n in range(6)
    )
    parts = [f"<div>from Aug. 30, 2005 issue.</div><h3>{TITLES[0]}</h3>", *(f"<p>{text}</p>" for text in told)]
    reading = issue(url, "<p>GSN: Global Security Newswire</p>", [*parts, f"<h2>Other Stories This Week</h2>{links}"])
    assert reading.kind == "story"
    assert [p.text for p in reading.articles[0].paragraphs] == told


def test_a_notice_longer_than_the_last_story_of_an_issue_is_none_of_it():
    notice = "The newswire is published every working day for readers of the nuclear threat initiative. " * 5
    parts = [f"<h3 id=n{n}>{title}</h3><p>{REPORTS[n]}</p>" for n, title in enumerate(TITLES)]
    articles = issue(*ISSUES[0], [*parts, f"<div><small>{notice}</small></div>"]).articles
    assert [[p.text for p in one.paragraphs] for one in articles] == [[report] for report in REPORTS]


def test_the_day_may_stand_below_the_first_title_and_again_below_each():
    parts = [f"<h1><a name=n{n}></a>{t}</h1><div>2003-01-17</div><p>{REPORTS[n]}</p>" for n, t in enumerate(TITLES)]
    url = "http://gsn.nti.org/newswire/issue.cfm?date=2003-01-17"
    articles = issue(url, "<h2>Global Security Newswire</h2>", parts).articles
    assert [one.headline for one in articles] == TITLES
    assert {one.datePublished for one in articles} == {"2003-01-17"}


def test_the_tools_of_a_page_may_stand_between_an_anchor_and_its_headline():
    tools = "".join(f"<li><a href=#>{tool}</a></li>" for tool in ("Tweet", "Like", "Share"))
    links = "".join(f"<p><a href=#n{n}>{title}</a></p>" for n, title in enumerate(TITLES))
    parts = [f"<div id=n{n}><ul>{tools}</ul><h1>{t}</h1></div><p>{REPORTS[n]}</p>" for n, t in enumerate(TITLES)]
    articles = issue(*ISSUES[1], [links, *parts]).articles
    assert [(one.url.partition("#")[2], one.headline) for one in articles] == [
        (f"n{n}", title) for n, title in enumerate(TITLES)
    ]


@pytest.mark.parametrize("level", [2, 3, 4])
def test_without_anchors_the_stories_of_an_issue_are_found_by_their_headlines(level):
    listed = "".join(f"{title} <a href='mailto:x'>E-mail</a><br>" for title in TITLES[:3])
    stories = "".join(
        f"<h{level}>{title}</h{level}>{''.join(f'<p>{text}</p>' for text in prose(title, 3))}" for title in TITLES[:3]
    )
    html = f"<title>Issue for January 17, 2003</title><table><tr><td>{listed}</td></tr></table>{stories}"
    reading = read_page(Page(URL, 200, "text/html", html.encode()))
    assert [article.headline for article in reading.articles] == TITLES[:3]
    assert [[p.text for p in one.paragraphs] for one in reading.articles] == [prose(t, 3) for t in TITLES[:3]]
    assert reading.articles[0].url == f"{URL}#:~:text=Vault%20of%20the%20Harbour%20Opens"
    assert len({article.id for article in reading.articles}) == 3


def test_headings_that_no_list_names_part_no_issue():
    stories = "".join(
        f"<h3>{title}</h3>{''.join(f'<p>{text}</p>' for text in prose(title, 3))}" for title in TITLES[:3]
    )
    html = f"<title>Issue for January 17, 2003</title><h1>Mint Counts All Its Keys</h1>{stories}"
    assert len(read_page(Page(URL, 200, "text/html", html.encode())).articles) < 2
