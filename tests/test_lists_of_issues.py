"""An issue's own list told from the boxes of other days beside it, and the addresses that its stories may have."""

import random

import pytest

from crawler.extract import read_page
from crawler.items import Page
from tests.invented import prose
from tests.told import SEEDS, in_boxes

DAY = "Wednesday, Dec. 3, 2008"
TITLES = ["Vault of the Harbour Opens", "Envoy Returns to the Old Plant", "Gate Stays Shut, Clerk Says"]
OTHERS = [f"Older Story {word} of Zerabad Again" for word in ("One", "Two", "Three", "Four", "Five")]
ENTRIES = ["<li>{}</li>", "<div>{}</div>", "<p>{}</p>", "<h4>{}</h4>", "<tr><td>{}</td></tr>"]
FORMS = [
    "/gsn/article/{slug}/",
    "/gsn/node/75{n}1",
    "http://www.nti.org/d_newswire/issues/archive/{slug}.htm",
    "/d_newswire/issues/2003/7/4/7{n}p.html",
]


def listed(titles, form, entry):
    links = (
        f"<a href='{form.format(slug=title.lower().replace(',', '').replace(' ', '-'), n=n)}'>{title}</a>"
        for n, title in enumerate(titles)
    )
    return "".join(entry.format(link) for link in links)


def read(body, url="http://www.securitydesk.example/gsn/issue/1849"):
    html = f"<html><head><title>GSN issue | The Desk</title></head><body>{body}</body></html>"
    return read_page(Page(url, 200, "text/html; charset=utf-8", html.encode()))


@SEEDS
@pytest.mark.parametrize("label", ["Popular with readers", "Readers' choice", "Others have read", "What we liked"])
@pytest.mark.parametrize("count", [1, 2, 3])
def test_a_longer_list_of_other_days_is_not_the_issues(count, label, seed):
    chance = random.Random(seed)
    entry, form = chance.choice(ENTRIES), chance.choice(FORMS)
    own = f"<div><div>Stories in this daily issue</div>{listed(TITLES[:count], form, entry)}</div>"
    box = f"<div><h2>{label}</h2><ul>{listed(OTHERS, FORMS[0], ENTRIES[0])}</ul></div>"
    found = read(f"<h1>Global Security Newswire, {DAY}</h1>{own}{box}")
    assert (found.kind, found.issueDate) == ("issue", "2008-12-03")
    assert [one.headline for one in found.listed] == TITLES[:count]


@SEEDS
@pytest.mark.parametrize("form", FORMS[2:])
def test_a_story_may_stand_in_a_folder_that_is_called_archive_or_be_a_number_with_a_letter(form, seed):
    entry = random.Random(seed).choice(ENTRIES)
    address = "http://www.nti.org/d_newswire/issues/contents_2008_12_3.html"
    found = read(f"<h2>Issue for {DAY}</h2><b>Missiles</b>{listed(TITLES[:1], form, entry)}", address)
    assert (found.kind, [one.headline for one in found.listed]) == ("issue", TITLES[:1])


@pytest.mark.parametrize(
    "address", ["/archive/", "/archives/2008/", "/archive/2008/12/", "/archive.php", "/archive/index.html"]
)
def test_the_pages_of_an_archive_itself_are_no_stories(address):
    own = listed(TITLES, FORMS[0], ENTRIES[0])
    found = read(
        f"<h1>Global Security Newswire, {DAY}</h1>{own}<li><a href='{address}'>All of the Old Stories</a></li>"
    )
    assert [one.headline for one in found.listed] == TITLES


@SEEDS
def test_a_form_between_the_stories_of_an_issue_is_of_none(seed):
    chance = random.Random(seed)
    box = (
        "<div><{0}>The Morning File</{0}><p>One message a day, no more. Tick the box below.</p><input type=text></div>"
    )
    bodies = [prose(title, 3) for title in TITLES]
    parts = []
    for number, (title, body) in enumerate(zip(TITLES, bodies, strict=True)):
        told = [f"<p>{text}</p>" for text in body]
        told.insert(chance.randrange(1, 3), box.format(chance.choice(["strong", "h4", "b"])))
        parts.append(f"<a name='s{number}'></a><h2>{title}</h2>{''.join(told)}")
    address = "http://www.nti.org/d_newswire/issues/2008_12_3.html"
    found = read(f"<h1>Issue for {DAY}</h1>{''.join(parts)}", address)
    assert [[p.text for p in one.paragraphs] for one in found.articles] == bodies


@pytest.mark.parametrize("line", ["Section: Export Controls", "Section: Missiles"])
def test_a_label_with_a_section_and_one_with_the_day_are_read_as_such(line):
    html = f"<p>Global Security Newswire</p><div>{line}<br>Release: 8 April 2005</div><p><b>{TITLES[0]}</b></p>"
    page = read(f"{html}{in_boxes(prose('released', 4))}", "http://www.nti.org/d_newswire/issues/archive/vault.htm")
    (article,) = page.articles
    assert (article.headline, article.datePublished) == (TITLES[0], "2005-04-08")


BOXES = [
    "<div><h4>Fast Facts</h4><ul><li>NTI was founded in 2001.</li><li>GSN reaches readers.</li></ul></div>",
    "<table align=left border=1><tr><td><b>NTI RESOURCES</b><br>Visit the NTI databases to learn of vaults.<br>"
    "<a href=/db/>Go</a></td></tr></table>",
    "<div style='float:right;border:1px solid'><b>By the Numbers</b><br>Nine of silver<br>One of gold</div>",
    "<div>Sponsored links<ul><li><a href=http://ads.example/1>Meters</a> In stock.</li><li>Book now.</li></ul></div>",
]


@SEEDS
@pytest.mark.parametrize("box", BOXES)
def test_a_box_amid_a_story_of_an_issue_is_none_of_its_paragraphs(box, seed):
    chance = random.Random(seed)
    bodies = [
        [f"The clerk counted the keys of Zenda {n} on Monday, he said.", *prose(t, 3)] for n, t in enumerate(TITLES)
    ]
    parts = []
    for number, (title, body) in enumerate(zip(TITLES, bodies, strict=True)):
        told = [f"<p>{text}</p>" for text in body]
        told.insert(chance.randrange(1, 4), box)
        parts.append(f"<div><a name='s{number}'></a><h2>{title}</h2>{''.join(told)}</div>")
    found = read(f"<h1>Issue for {DAY}</h1>{''.join(parts)}", "http://www.nti.org/d_newswire/issues/2008_12_3.html")
    assert [[p.text for p in one.paragraphs] for one in found.articles] == bodies


def test_teasers_under_titles_that_lead_nowhere_list_what_they_end_in():
    titles = ["Work Resumes at the Vault", "Council Takes Up the Accord", "Clerks Return to the Old Hall"]
    entry = "<p><b>{0}</b><br>{1} <a href='../stories/de11e12{2}-39dd-62e5-4936-322154b41bfd.html'>Full Story</a></p>"
    words = "The clerks of the vault met in Zenda yesterday to settle how its keys are to be counted again."
    own = "".join(entry.format(title, words, n) for n, title in enumerate(titles))
    found = read(
        f"<p>{DAY}</p>{own}<p>The next issue appears on Thursday.</p>", "http://www.nti.org/d_newswire/list/d8.html"
    )
    assert (found.kind, [one.headline for one in found.listed]) == ("issue", titles)


@pytest.mark.parametrize("entry", ENTRIES)
@pytest.mark.parametrize("count", [1, 2, 3])
@pytest.mark.parametrize("url", ["http://www.nti.org/gsn/issue/4398/", "http://gsn.nti.org/gsn/issue.php?id=4321"])
def test_an_issues_address_with_a_number_makes_a_list_of_few_stories_without_a_day(url, count, entry):
    pager = "<p><a href='/gsn/issue/4397/'>Previous issue</a> | <a href='/gsn/issue/4399/'>Next issue</a></p>"
    found = read(f"<h2>Daily Issue</h2>{pager}<h3>Terrorism</h3>{listed(TITLES[:count], FORMS[0], entry)}", url)
    assert (found.kind, found.issueDate) == ("listing", None)
    assert [(one.headline, one.section) for one in found.listed] == [(title, "Terrorism") for title in TITLES[:count]]
