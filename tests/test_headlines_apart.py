"""The headline told from section names, the newswire's own name, boxes that sign readers up, and calendars."""

import pytest

from crawler.extract import read_page
from crawler.items import Page
from tests.told import STORY, TOLD, in_boxes

HEADLINE = "Third vault of Zerabad opens to the choir"
TRAIL = "<p><a href=/>Home</a> » <a href=/gsn/>Global Security Newswire</a> » Nuclear Weapons</p>"


def read(body, title="GSN", url="http://gsn.nti.org/gsn/nw_20101111_4632.php"):
    """Headline and paragraphs."""
    html = f"<html><title>{title}</title><body>{body}</body></html>"
    (article,) = read_page(Page(url, 200, "text/html; charset=utf-8", html.encode())).articles
    return article.headline, [paragraph.text for paragraph in article.paragraphs]


def headline(head, title="Clerk seeks nine keys in June"):
    found, told = read(f"{head}<div>{in_boxes([TOLD, *STORY])}</div>", title)
    assert told == [TOLD, *STORY]
    return found


@pytest.mark.parametrize("frame", ["<div style='font-size:22px'><b>{}</b></div>", "<p><b>{}</b></p>", "<h4>{}</h4>"])
def test_a_section_that_the_way_to_the_page_names_is_no_headline(frame):
    assert headline(f"{TRAIL}<div>Nuclear Weapons</div>{frame.format(HEADLINE)}<p>Nov. 11, 2010</p>") == HEADLINE


def test_the_way_to_a_page_may_end_in_the_headline():
    trail = TRAIL.replace("Nuclear Weapons", HEADLINE)
    assert headline(f"{trail}<h2>Nuclear Weapons</h2><p>{HEADLINE}</p>") == HEADLINE


@pytest.mark.parametrize("name", ["GSN: Global Security Newswire", "GSN - Global Security Newswire"])
def test_the_name_of_the_newswire_is_none(name):
    assert headline(f"<h1>{name}</h1><p><b>{HEADLINE}</b></p><p>Nov. 11, 2010</p>", title="GSN") == HEADLINE


@pytest.mark.parametrize("box", ["Free E-Mail Edition", "Latest NTI Analysis", "From NTI Analysis", "More Headlines"])
def test_the_heading_of_a_box_in_the_story_is_none(box):
    html = f"<h2>{HEADLINE}</h2><div><p>{TOLD}</p></div><div><h2>{box}</h2><p>Join 12,500 readers, free.</p></div>"
    assert read(f"{html}<div>{in_boxes(STORY)}</div>")[0] == HEADLINE


def test_what_stands_between_two_days_of_a_calendar_is_none():
    events = "<li>March 6, 2012<p>Physicist of Zerabad speaks in Oslo on halting work at the vault</p>"
    calendar = f"<div><h3>Calendar</h3><ul>{events}{events.replace('March 6', 'Nov. 14')}</ul></div>"
    assert (
        headline(f"{calendar}<h3>{HEADLINE}</h3><p>By Ann Roe, Global Security Newswire</p>", title="GSN") == HEADLINE
    )


@pytest.mark.parametrize("source", ["according to Reuters", "according to United Press International", "the Mint said"])
def test_a_first_paragraph_with_a_source_is_the_storys_whatever_its_box(source):
    lead = f"Keepers of the vault would open it once more before the gates are shut, {source}."
    html = f"<h2>{HEADLINE}</h2><section><b>{lead}</b></section><div>{in_boxes([TOLD, *STORY])}</div>"
    assert read(html)[1] == [lead, TOLD, *STORY]


def test_the_words_of_an_address_of_any_form_tell_the_headline_from_a_deck():
    deck = "Homeland Security sees merit in the ninth gate"
    html = f"<div><b>{HEADLINE}</b></div><h4>{deck}</h4><p>By Ann Roe</p><div>{in_boxes([TOLD, *STORY])}</div>"
    url = "http://gsn.nti.org/index.php?view=article&id=54012:third-vault-of-zerabad-opens-to-the-choir&catid=30"
    assert read(html, "Global Security Newswire", url) == (HEADLINE, [TOLD, *STORY])


@pytest.mark.parametrize("frame", ["<div>{}</div>", "<p><i>{}</i></p>", "<h6>{}</h6>"])
def test_a_line_below_the_headline_with_the_day_below_it_is_its_deck(frame):
    deck = frame.format("The seven-year dispute over the ninth key enters a critical phase")
    assert headline(f"<div><b>{HEADLINE}</b></div>{deck}<p>Nov. 11, 2010</p>", title="GSN") == HEADLINE


@pytest.mark.parametrize("frame", ["<p>{}</p>", "<div>{}</div>"])
@pytest.mark.parametrize("rank", [1, 2, 3])
def test_a_line_in_small_letters_below_a_short_headline_is_a_deck_though_a_name_stands_below(frame, rank):
    deck = frame.format("A bold plan for the vault draws the ire of choirs")
    assert headline(f"<h{rank}>Missing Keys</h{rank}>{deck}<p>By Ann Roe</p>", title="GSN") == "Missing Keys"


@pytest.mark.parametrize("mark", [" / ", " &gt; ", " &raquo; "])
def test_the_way_to_a_page_is_one_whatever_its_parts_are_called(mark):
    way = f"<p><a href=/>Keys</a>{mark}<a href=/c/>Choirs</a>{mark}{HEADLINE}</p>"
    picture = f"<p><img src=/h.gif alt='{HEADLINE}' width=420 height=40></p>"
    assert headline(f"{way}<p><b>Guild News</b></p>{picture}", title="GSN") == HEADLINE


def test_a_sections_name_with_which_the_title_begins_is_no_headline():
    head = f"<p><a href=/gsn/missile-defense/>Missile Defense</a></p><h2><a href=/x/9>{HEADLINE}</a></h2>"
    assert headline(head, title="Missile Defense Agency Seeks Nine Keys") == HEADLINE


@pytest.mark.parametrize("section", ["Missile Defense", "International Response", "Recent Stories: Nuclear"])
@pytest.mark.parametrize("frame", ["<table><tr><td><b>{}</b></td></tr></table>", "<table><tr><th>{}</th></tr></table>"])
@pytest.mark.parametrize("words", ["Key Bank Approved", HEADLINE])
def test_a_sections_name_over_a_headline_is_none(section, frame, words):
    assert headline(f"<div><b>{section}</b></div>{frame.format(words)}", title="GSN") == words


@pytest.mark.parametrize("end", ["", "..."])
@pytest.mark.parametrize("frame", ["<div>{}</div>", "<p>{}</p>"])
def test_a_title_may_be_cut(frame, end):
    head = f"<div><b>Keys and Choirs</b></div>{frame.format(HEADLINE)}<p>A long deck about the choir of the vault</p>"
    assert headline(head, title=f"{HEADLINE[:29].rstrip()}{end} - GSN") == HEADLINE


@pytest.mark.parametrize("rank", [1, 2, 3])
def test_a_special_report_is_no_film_where_the_title_names_the_site_alone(rank):
    words = "Special Report: Keepers Count Their Keys"
    assert headline(f"<div><b>Guild News</b></div><h{rank}>{words}</h{rank}>", title="GSN") == words


@pytest.mark.parametrize("frame", ["<h3>{}</h3>", "<b>{}</b>", "<p><b>{}</b></p>"])
def test_a_headline_below_teasers_of_a_section_is_none_of_these(frame):
    teaser = (
        "<h5><a href='/analysis/articles/keys-{0}/'>The Long Way to Key {0}</a></h5><p>July {0}, 2015</p><p>{1}</p>"
    )
    teasers = "".join(teaser.format(n, f"This brief asks what key {n} of the vault is good for.") for n in (3, 4))
    head = f"<h5>NTI Analysis</h5>{teasers}{frame.format(HEADLINE)}<p>Thursday, Nov. 11, 2010</p>"
    assert headline(head, "News") == HEADLINE


def test_the_name_of_a_site_is_no_headline_though_the_title_has_it():
    head = f"<h2><a href='/'>NationalJournal.com</a></h2><font size=5>{HEADLINE}</font><p>Nov. 11, 2010, 1:38 p.m.</p>"
    assert headline(head, "1,799 Keys Found in Zenda :: NationalJournal.com") == HEADLINE


def test_a_headline_over_the_day_is_one_also_where_a_story_in_parts_is_built_in_two_ways():
    first = (
        f"<div>{HEADLINE}</div><p>Global Security Newswire Staff Nov. 11, 2010</p><p>{TOLD}</p>{in_boxes(STORY[:2])}"
    )
    rest = f"<div>Advertisement</div><table><tr><td><b>Next Steps</b>{in_boxes([*STORY[2:], TOLD])}</td></tr></table>"
    assert read(first + rest, "NationalJournal.com")[0] == HEADLINE


@pytest.mark.parametrize("name", ["abolition", "Choir-L"])
def test_the_name_of_the_mailing_list_that_a_page_is_of_is_no_part_of_it(name):
    body = f"<h1>[{name}] {HEADLINE}</h1><h4>Global Security Newswire</h4>{in_boxes([TOLD, *STORY])}"
    address = f"http://lists.example.org/archive/{name.lower()}/2011-November/000917.html"
    assert read(body, f"[{name}] {HEADLINE}", address)[0] == HEADLINE
    hosted = f"http://lists.{name.lower()}.example.org/archive/000917.html"
    assert read(body, f"[{name}] {HEADLINE}", hosted)[0] == HEADLINE
    # At another address it may be the headline's own.
    other = "http://lists.example.org/archive/zenda/000917.html"
    assert read(body, f"[{name}] {HEADLINE}", other)[0] == f"[{name}] {HEADLINE}"


def test_where_a_story_is_from_is_none():
    source = "<b>Source: Global Security Newswire</b><br><br>"
    body = f"<h2><a href=./vault.php>{HEADLINE}</a></h2><div>{source}{'<br><br>'.join([TOLD, *STORY])}</div>"
    assert read(body, "Choir board", "http://board.example.org/vault.php?t=7") == (HEADLINE, [TOLD, *STORY])


TAGLINE = "News of weapons of mass destruction and those who guard against them"


@pytest.mark.parametrize("frame", ["<div>{}</div><div>{}</div>", "<h3><a href=/gsn/>{}</a></h3><p>{}</p>"])
@pytest.mark.parametrize(
    "maker", ["", "<div>Written for NTI by <img src=/logo.gif alt=''></div>", "<p>Produced by</p>"]
)
def test_what_the_newswire_says_of_itself_below_its_name_is_none(frame, maker):
    masthead = f"<div>{frame.format('Global Security Newswire', TAGLINE)}{maker}</div>"
    title = f"<table><tr><td><b>{HEADLINE}</b></td></tr></table>"
    assert headline(f"{masthead}<p>July 27, 2010</p><p>By Jane Roe</p>{title}") == HEADLINE


def test_page_tools_may_stand_between_a_headline_and_its_deck_and_signature():
    tools = "<p><a href='#p'>Print</a> | <a href='#t'>Tweet</a> | <a href='#s'>Text size</a></p>"
    deck = "<div style='font-size:17px'>Not all agree with the keeper.</div>"
    assert headline(f"<h3>{HEADLINE}</h3>{tools}{deck}<p>Global Security Newswire Staff</p>") == HEADLINE


def test_a_greater_heading_than_that_of_an_empty_box_is_none_of_its_titles():
    head = f"<aside><h4>NTI Analysis</h4></aside><div><h2>{HEADLINE}</h2><p>July 4, 2011</p><p>By Jane Roe</p></div>"
    assert headline(head) == HEADLINE


@pytest.mark.parametrize("label", ["HEADLINE", "TITLE", "Subject"])
def test_the_word_for_a_headline_stands_before_it_and_is_no_part_of_it(label):
    fields = "<div>Document 3 of 69</div><div>SECTION: VAULTS</div><div>LENGTH: 201 words</div>"
    assert headline(f"{fields}<div>{label}: {HEADLINE}</div><div>BODY:</div>", "Database") == HEADLINE


@pytest.mark.parametrize(
    "line", ["from Global Security Newswire by keeper9", "Global Security Newswire, Zenda", "Section: Export Controls"]
)
def test_a_line_that_says_whose_a_story_is_is_none(line):
    assert headline(f"<p><b>{HEADLINE}</b></p><div>{line}</div><p>Nov. 11, 2010</p>", "Reader") == HEADLINE


@pytest.mark.parametrize("frame", ["<div>{}</div>", "<p><b>{}</b></p>", "<h2>{}</h2>"])
def test_the_pages_own_title_in_a_list_of_links_is_not_its_headline(frame):
    url = "http://gsn.nti.org/gsn/nw_20101111_4632.php"
    others = "".join(f"<div><a href='/gsn/nw_2010111{n}_1.php'>Keys Lost in Ostmark {n}</a></div>" for n in range(3))
    coverage = f"<h3>More coverage</h3>{others}<div><a href='{url}'>{HEADLINE}</a></div><div>Evening Post</div>"
    head = f"{frame.format(HEADLINE)}<div>By Ann Roe - Nov. 11, 2010</div><div>{coverage}</div>"
    html = f"<html><title>{HEADLINE}</title><body>{head}<div>{in_boxes([TOLD, *STORY])}</div></body></html>"
    (article,) = read_page(Page(url, 200, "text/html; charset=utf-8", html.encode())).articles
    assert (article.headline, article.byline) == (HEADLINE, "By Ann Roe")
