"""Lists that date their stories: days before titles, boxes beside them, places on issue pages, any address."""

import pytest

from crawler.extract import read_page
from crawler.items import Page
from tests.told import in_boxes

TITLES = [
    "Vault of the Harbour Opens",
    "Envoy Returns to the Old Plant",
    "Gate Stays Shut for Years",
    "Mint Counts the Keys",
]
DAYS = ["2009-06-15", "2009-06-16", "2009-06-16", "2009-06-17"]
WORDS = {"2009-06-15": "Monday, June 15, 2009", "2009-06-16": "June 16th, 2009", "2009-06-17": "June 17, 2009"}
FORMS = [
    "/gsn/article/vault-{n}-of-zerabad/",
    "/modules.php?name=News&file=article&sid=2219{n}",
    "/nw/newsdoc.nsf/web/ED9DADBAA099C5AD546D27AFBCD3466{n}?OpenDocument",
    "/index.php?option=com_content&view=article&id=3769{n}:vault-of-the-harbour&catid=36",
    "/newswire/issue.cfm?ID=4898{n}#story1",
    "/gsn/issue/3056{n}/#a{n}",
]
ENTRIES = [
    "<li>{day}: <a href='{href}'>{title}</a></li>",
    "<div>{day} - <a href='{href}'>{title}</a></div>",
    "<p>{day}</p><h3><a href='{href}'>{title}</a></h3><p></p>",
    "<dt>{day}<dd><a href='{href}'>{title}</a>",
    "{day} - <a href='{href}'>{title}</a><br>",
]


def read(body, url="http://gsn.nti.org/gsn/archive/2009/06/"):
    html = f"<html><title>GSN</title><body>{body}</body></html>"
    return read_page(Page(url, 200, "text/html; charset=utf-8", html.encode()))


def entries(entry, form):
    return "".join(
        entry.format(day=WORDS[day], href=form.format(n=n), title=title)
        for n, (title, day) in enumerate(zip(TITLES, DAYS, strict=True))
    )


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("entry", ENTRIES)
def test_each_story_has_the_day_beside_it(entry, form):
    reading = read(f"<h2>Archive: June 2009</h2><div>{entries(entry, form)}</div><p>Best viewed at 800x600.</p>")
    assert reading.kind in ("listing", "issue")
    assert [(one.headline, one.date) for one in reading.listed] == list(zip(TITLES, DAYS, strict=True))
    assert [one.url for one in reading.listed] == [f"http://gsn.nti.org{form.format(n=n)}" for n in range(len(TITLES))]


@pytest.mark.parametrize("entry", ENTRIES)
def test_a_box_above_the_list_that_names_some_of_its_stories_takes_no_days_away(entry):
    form = FORMS[0]
    box = "".join(f"<li><a href='{form.format(n=n)}'>{TITLES[n]}</a></li>" for n in (2, 0))
    box = f"<div class=rail><h4>Recent Headlines</h4><ul>{box}</ul></div>"
    reading = read(f"{box}<h2>Archive: June 2009</h2><div>{entries(entry, form)}</div>")
    days = {one.headline: one.date for one in reading.listed}
    assert days == dict(zip(TITLES, DAYS, strict=True))


def test_a_list_with_a_word_on_browsers_is_no_challenge():
    words = "Please enable JavaScript in your browser settings to see all features of this site."
    assert read(f"<h2>Archive</h2>{entries(ENTRIES[2], FORMS[0])}<p>{words}</p>").kind == "listing"


def test_what_others_read_is_no_list_beside_a_short_story():
    told = ["The fifth vault was opened on Monday to the keepers of Zerabad, the Mint said.",
            "Neither side has explained how the keys were counted (Zerabad Times, June 15).",
            "The choir sang until the gates of the harbour were shut again."]  # fmt: skip
    popular = "".join(
        f"<li><a href='{FORMS[2].format(n=n)}'>{title}</a> {WORDS[day]}</li>"
        for n, (title, day) in enumerate(zip(TITLES, DAYS, strict=True))
    )
    body = f"<b>Most Read</b><ul>{popular}</ul><h1>Fifth Vault of Zerabad Opens</h1>{in_boxes(told)}"
    reading = read(body, "http://gsn.nti.org/nw/newsdoc.nsf/web/AA9DADBAA099C5AD546D27AFBCD34669?OpenDocument")
    assert reading.kind == "story"
    assert [paragraph.text for paragraph in reading.articles[0].paragraphs] == told


def test_what_is_to_come_dates_neither_the_issue_nor_its_last_story():
    titles = "".join(f"<div><a href='{FORMS[0].format(n=n)}'>{title}</a></div>" for n, title in enumerate(TITLES))
    events = "<div>Events at NTI</div><ul><li>May 17, 2012<p>Chemist speaks in Zerabad on the ninth key</ul>"
    reading = read(f"<p><b>Issue of June 16, 2009</b></p>{titles}{events}", "http://www.nti.org/gsn/issues/2009/06/16/")
    assert (reading.kind, reading.issueDate) == ("issue", "2009-06-16")
    assert {one.date for one in reading.listed} == {None}
