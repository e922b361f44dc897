"""Where a page's dates stand, and which of them may be believed."""

import random

import pytest

from crawler.extract import read_page
from crawler.extract.text.address_days import month_in_address
from crawler.extract.together.resolve import resolve
from crawler.items import Page
from tests.invented import NTI, prose

HEADS = {
    "meta": "<meta property='article:published_time' content='2011-09-08T10:00:00Z'>",
    "json_ld": '<script type="application/ld+json">{"@graph": [{"datePublished": "2011-09-08"}]}</script>',
    "time_element": "<time itemprop='datePublished' datetime='2011-09-08'>Thursday</time>",
}
LURES = {
    "modified": [
        "<meta property='article:modified_time' content='2012-03-02'>",
        "<meta name='last-modified' content='2012-03-02'>",
        '<script type="application/ld+json">[{"dateModified": "2012-03-02"}]</script>',
        "<p>This page was last modified on March 2, 2012</p>",
    ],
    "asset": ["<link rel=stylesheet href='/site.css?v=20120302'>", "<script src='/menu.js?ver=2012-03-02'></script>"],
    "teaser": ["<h3>NTI Analysis</h3><p><a href=/a/>A Map</a></p><p>March 2, 2012</p><p>A map of many things.</p>"],
    "copyright": ["<p>© March 2, 2012. All rights reserved.</p>"],
}


def article(*parts):
    beside = "".join(f"<div>{part}</div>" for part in parts)
    body = "".join(f"<p>{text}</p>" for text in prose("dated", 3))
    html = f"<html><head><title>Vault Opens</title></head><body><h1>Vault Opens</h1><div>{body}</div>{beside}</body>"
    (found,) = read_page(Page(f"{NTI}vault-opens/", 200, "text/html; charset=utf-8", html.encode())).articles
    return found


@pytest.mark.parametrize("seed", range(8))
def test_dates_that_are_not_the_storys_are_recorded_and_never_win(seed):
    chance = random.Random(seed)
    kinds = chance.sample(list(LURES), chance.randrange(1, 5))
    found = article(*(chance.choice(LURES[kind]) for kind in kinds))
    assert {(one.kind, one.value, one.used) for one in found.datePublishedInfo.evidence} == {
        (kind, "2012-03-02", False) for kind in kinds
    }
    assert found.datePublished is None


@pytest.mark.parametrize("kind", HEADS)
def test_a_date_that_is_declared_wins_over_every_lure(kind):
    found = article(HEADS[kind], *(choices[0] for choices in LURES.values()))
    assert (found.datePublished, found.datePublishedInfo.method) == ("2011-09-08", kind)


def test_a_declared_change_is_the_date_of_change_and_a_footers_is_not():
    assert article(LURES["modified"][0]).dateModified == "2012-03-02"
    assert article(LURES["modified"][3]).dateModified is None


def story(chance, above="", below="", beside=""):
    """A story in a column of its own, with what stands above its headline, below its body and beside it."""
    text = "".join(f"<p>{paragraph}</p>" for paragraph in prose("dated", chance.randrange(1, 5)))
    text = chance.choice(["{}", "<div>{}</div>", "<div><div>{}</div></div>"]).format(text)
    column = f"{above}<h1>Vault Opens</h1>{text}{below}"
    column = chance.choice([f"<td>{column}</td><td>{beside}</td>", f"<td>{beside}</td><td>{column}</td>"])
    html = f"<html><head><title>Vault Opens</title></head><body><table><tr>{column}</tr></table></body></html>"
    (found,) = read_page(Page(f"{NTI}vault-opens/", 200, "text/html; charset=utf-8", html.encode())).articles
    return found


DATE_LINES = ["<p><i>{}</i></p>", "<div>{}</div>", "<div>Posted {} at 4:02 p.m.</div>"]
TOOLS = "<p><a href='/print'>Print</a> <a href='/mail'>E-mail</a></p>"


@pytest.mark.parametrize("seed", range(8))
def test_a_date_alone_straight_below_the_body_is_the_storys(seed):
    chance = random.Random(seed)
    line = chance.choice(DATE_LINES).format("Thursday, Sept. 8, 2011")
    found = story(chance, below=chance.choice(["", TOOLS]) + line)
    assert (found.datePublished, found.datePublishedInfo.method) == ("2011-09-08", "date_line")
    assert found.datePublishedRaw is not None


@pytest.mark.parametrize("seed", range(8))
def test_a_date_below_the_body_dates_no_story_that_has_its_own_or_where_something_else_begins(seed):
    chance = random.Random(seed)
    later = chance.choice(DATE_LINES).format("Friday, March 2, 2012")
    comment = f"<h3>2 Comments</h3><p>R. Roe says:</p>{later}<p>Odd.</p>"
    named = f"<p><b>An Earlier Story of the Vault</b></p>{later}"
    assert story(chance, below=chance.choice([comment, named])).datePublished is None
    own = chance.choice(DATE_LINES).format("Thursday, Sept. 8, 2011")
    assert story(chance, above=own, below=later).datePublished == "2011-09-08"


@pytest.mark.parametrize("seed", range(8))
def test_the_dates_of_teasers_above_a_headline_are_not_the_storys(seed):
    chance = random.Random(seed)
    titled = "<a href='/gsn/article/another-{n}/'>Another Story of the Day {n}</a>{br}March {n}, 2012"
    br = chance.choice(["<br>", "</td></tr><tr><td>"])
    rows = [titled.format(n=n, br=br) for n in (2, 5, 6)]
    if chance.random() < 0.5:
        rows = [f"{row}<br>{prose(f'teaser {row}', 1)[0]}" for row in rows]
    boxes = "".join(f"<tr><td>{row}</td></tr>" for row in rows)
    assert story(chance, above=f"<table>{boxes}</table>").datePublished is None


@pytest.mark.parametrize("words", ["from", "From the", "Issue of"])
def test_a_date_that_ends_in_a_full_stop_is_no_paragraph_and_the_day_of_the_visit_does_not_hide_it(words):
    chance = random.Random(3)
    line = f"<p>{words} Thursday, September 8, 2011 issue.</p>"
    far = "<div><b>About GSN</b><ul><li>We print it by day and by night.</li></ul></div>"
    found = story(chance, above="<div>Today is Friday, March 2, 2012</div>", below=line + far)
    assert (found.datePublished, found.datePublishedInfo.method) == ("2011-09-08", "date_line")
    assert not any("2011" in paragraph.text for paragraph in found.paragraphs)


def test_a_link_to_another_view_of_the_page_is_no_related_story():
    links = "<div><a href='/gsn/article/vault-opens/?full=1'>See the Full Site Here</a></div>"
    others = "<div><a href='/gsn/article/another-vault-story/'>Another Vault Story Here</a></div>"
    found = article(links, others)
    assert [link.url.rpartition("/gsn")[2] for link in found.relatedLinks] == ["/article/another-vault-story/"]


@pytest.mark.parametrize("seed", range(4))
def test_the_date_may_stand_two_lines_above_the_headline_where_nothing_leads_away(seed):
    chance = random.Random(seed)
    line = chance.choice(DATE_LINES).format("Thursday, Sept. 8, 2011")
    changed, section = "<div>Page updated March 2, 2012</div>", "<p><b>Biological Weapons</b></p>"
    assert story(chance, above=line + changed + section).datePublished == "2011-09-08"
    menu = "<p><a href='/a'>Archive</a></p>"
    assert story(chance, above=line + menu + changed + section).datePublished is None


@pytest.mark.parametrize("seed", range(8))
def test_a_date_beside_a_sections_name_is_the_storys(seed):
    chance = random.Random(seed)
    pieces = chance.sample(["Thursday, Sept. 8, 2011", chance.choice(["Vaults and Keys", "News", "Ann Roe"])], 2)
    line = f"<p>{chance.choice([' | ', ' • ', ' / ']).join(pieces)}</p>"
    found = story(chance, above=line)
    assert (found.datePublished, found.datePublishedInfo.method) == ("2011-09-08", "date_line")


def test_a_date_at_the_end_of_a_databases_line_about_the_newswires_story_is_the_storys():
    line = "<p>Ann Roe-Quill. Global Security Newswire; Zenda [Zenda] 08 Sep 2011.</p>"
    assert story(random.Random(1), above=line).datePublished == "2011-09-08"


@pytest.mark.parametrize("line", ["Last updated | Sept. 8, 2011", "An Older Story of the Vault | Sept. 8, 2011"])
def test_a_date_beside_other_words_is_not_the_storys(line):
    assert story(random.Random(1), above=f"<p>{line}</p>").datePublished is None


@pytest.mark.parametrize(("box", "byline"), [("{}", "By Ann Roe"), ("<div><div>{}</div></div>", None)])
def test_a_writers_name_straight_above_the_headline_in_its_box_signs_the_story(box, byline):
    assert story(random.Random(1), above=box.format("<p>By Ann Roe</p>")).byline == byline


def test_the_month_of_a_folder_frames_the_day_and_settles_none():
    cited = "The vault was opened on Monday, the Mint said (Ann Roe, Zerabad Times, Sept. 20)."
    body = "".join(f"<p>{text}</p>" for text in [cited, *prose("month", 3)])
    html = f"<html><title>GSN</title><body><h1>Third vault opens to the choir</h1>{body}</body></html>"
    url = "http://gsn.nti.org/2005/09/third-vault-opens-to-the-choir/"
    (found,) = resolve([read_page(Page(url, 200, "text/html; charset=utf-8", html.encode()))])
    info = found.datePublishedInfo
    assert (info.earliest, info.latest, found.datePublished) == ("2005-09-20", "2005-09-21", None)
    (address,) = (one for one in info.evidence if one.kind == "address")
    assert (address.text, address.value, address.used) == ("/2005/09", "2005-09", True)


@pytest.mark.parametrize("path", ["2005/09/", "2015/09/a-b-c/", "2005/13/a-b-c/", "2005/09/08/a-b-c/", "gsn/2005-09/"])
def test_no_other_number_is_a_folders_month(path):
    assert month_in_address(f"http://gsn.nti.org/{path}") is None


def test_a_printed_day_outweighs_the_month_of_a_folder():
    body = "".join(f"<p>{text}</p>" for text in prose("month", 3))
    head = "<html><title>GSN</title><body><h1>Third vault opens to the choir</h1><p>Aug. 31, 2005</p>"
    html = f"{head}{body}</body></html>"
    url = "http://gsn.nti.org/2005/09/third-vault-opens-to-the-choir/"
    (found,) = resolve([read_page(Page(url, 200, "text/html; charset=utf-8", html.encode()))])
    assert found.datePublished == "2005-08-31"


@pytest.mark.parametrize(
    "name", ["publish-date", "DC.date.issued", "dcterms.created", "article:published", "pub_date", "sailthru.date"]
)
def test_a_day_that_the_head_declares_is_read_by_whatever_name_papers_gave_it(name):
    html = f"<html><head><meta name='{name}' content='2011-09-08'></head><body><h1>Vault Opens in Ruritania</h1>"
    body = "".join(f"<p>{text}</p>" for text in prose("meta", 4))
    (found,) = read_page(Page(f"{NTI}vault-opens/", 200, "text/html", f"{html}{body}</body>".encode())).articles
    assert (found.datePublished, found.datePublishedInfo.method) == ("2011-09-08", "meta")
