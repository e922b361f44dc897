"""Pages with more furniture than story: what stands beside, before and after it, in words no rule has."""

import pytest

from crawler.extract import read_page
from crawler.items import Page
from tests.invented import NTI, prose

HEADLINE = "Ruritania Opens Vault"
STORY = prose("vault", 4)
BODY = "".join(f"<p>{text}</p>" for text in STORY)
MAST = "<div><h2>Global Security Newswire</h2></div>"
GALA = "<p>Our spring gala fills the great ballroom of Zerabad for one long evening of music.</p>"


def read(body, url=f"{NTI}ruritania-opens-vault/", title=f"{HEADLINE} | GSN", head=""):
    page = f"<html><head><title>{title}</title>{head}</head><body>{MAST}{body}</body></html>"
    return read_page(Page(url, 200, "text/html; charset=utf-8", page.encode()))


def paragraphs(body, **more):
    (article,) = read(body, **more).articles
    assert article.headline == HEADLINE
    return [paragraph.text for paragraph in article.paragraphs]


def links(body):
    (article,) = read(body).articles
    return [(link.kind, link.text) for link in article.relatedLinks]


@pytest.mark.parametrize("title", [f"{HEADLINE} | GSN", "GSN"])
@pytest.mark.parametrize(
    "side", [f"<h4>Our Evenings</h4>{GALA}", f"<small>{GALA}</small>", f"<b>On Stage</b><br>{GALA}<h3>Soon</h3>{GALA}"]
)
def test_the_most_prose_is_the_story_whatever_comes_first(side, title):
    story = f"<div><h3>{HEADLINE}</h3>{{}}<div><div>{BODY}</div></div></div>"
    assert paragraphs(f"<div>{side}</div>{story.format('')}", title=title) == STORY
    assert paragraphs(story.format(f"<div>{side}</div>"), title=title) == STORY


@pytest.mark.parametrize(
    ("hidden", "head"),
    [
        ("<div style='display:none'>{}</div>", ""),
        ("<p style='color:red;visibility: hidden'>{}</p>", ""),
        ("<div hidden>{}</div>", ""),
        ("<div class='a unseen'>{}</div>", "<style>.b, .unseen { DISPLAY: none }</style>"),
        ("<div id=x>{}</div>", "<style>/* .y{} */ #x{display:none}</style>"),
    ],
)
def test_what_the_page_hides_is_no_text(hidden, head):
    text = "The printers of Zerabad thank you for your visit to these pages."
    assert paragraphs(f"<h1>{HEADLINE}</h1><div>{BODY}{hidden.format(text)}</div>", head=head) == STORY


@pytest.mark.parametrize(
    "head",
    [
        "<style>@media print { .last { display: none } }</style>",
        "<style media=print>.last{display:none}</style>",
        "<style>.last{display:none} .last{display:block}</style>",
        "<style>body .last p{display:none}</style>",
    ],
)
def test_a_class_hides_nothing_by_its_name_nor_on_paper(head):
    body = f"<h1>{HEADLINE}</h1><div>{BODY}<p class='last'>{prose('last', 1)[0]}</p></div>"
    assert paragraphs(body, head=head) == [*STORY, *prose("last", 1)]


def test_a_page_that_hides_itself_until_a_script_runs_is_read():
    assert paragraphs(f"<div style='display:none'><h1>{HEADLINE}</h1>{BODY}</div>") == STORY


def test_a_blank_line_of_preformatted_text_parts_paragraphs():
    text = "\n \n".join(STORY[:2]) + "\n\n<b>" + "</b>\n\n".join(STORY[2:])
    assert paragraphs(f"<h1>{HEADLINE}</h1><pre>{text}</pre>") == STORY


@pytest.mark.parametrize(
    "label", ["Story Continues Below", "Continued below advertisement", "&#9660; Article continues below &#9660;"]
)
def test_a_gap_for_an_advertisement_is_no_paragraph(label):
    cut = BODY.replace("</p><p>", f"</p><center>{label}</center><p>", 1)
    assert paragraphs(f"<h1>{HEADLINE}</h1><div>{cut}</div>") == STORY


@pytest.mark.parametrize(
    "after",
    [
        f"<hr><div>{GALA}</div>",
        f"<div><h4>At the Theatre</h4>{GALA}</div>",
        f"<div><h4>About Us</h4>{GALA}</div>",
        f"<h4>At the Theatre</h4>{GALA}<a href='/seats'>Take a seat</a>",
        f"<h4>At the Theatre</h4>{GALA}<form action='/seats'><input name=seat></form>",
        f"<h4>Read on</h4><div><a href='http://other.example/9'>Belarus to Review a Session</a>{GALA}</div>",
    ],
)
def test_what_follows_under_a_heading_or_a_rule_of_its_own_is_no_story(after):
    assert paragraphs(f"<div><h1>{HEADLINE}</h1>{BODY}{after}</div>") == STORY
    assert paragraphs(f"<div><h1>{HEADLINE}</h1><div>{BODY}</div>{after}</div>") == STORY


def test_the_entries_of_a_calendar_are_no_story_however_many():
    entries = [
        f"<div>May {n}, 2015 A lecture on the long and quiet history of Zerabad harbour</div>" for n in range(1, 9)
    ]
    side = f"<div><h4>Soon</h4>{''.join(entries)}</div>"
    assert paragraphs(f"{side}<div><div>{HEADLINE}</div>{BODY}</div>", title="GSN") == STORY


def test_a_story_keeps_its_own_headings_lists_and_quotes():
    last = prose("last", 3)
    body = (
        f"{BODY}<h4>What Comes Next</h4><p>{last[0]}</p><ul><li>{last[1]}</li></ul><blockquote>{last[2]}</blockquote>"
    )
    kept = [text for text in paragraphs(f"<div><h1>{HEADLINE}</h1>{body}</div>") if text != "What Comes Next"]
    assert kept == [*STORY, *last]


@pytest.mark.parametrize(
    "line", ["Updated: Sept. 13, 2013, 9:25 a.m.", "Last updated Sept. 13, 2013", "Global Security Newswire Staff"]
)
def test_a_line_of_change_or_of_the_staff_begins_no_body(line):
    assert paragraphs(f"<h1>{HEADLINE}</h1><div>{line}</div><div>Global Security Newswire Staff</div>{BODY}") == STORY


def test_unclosed_paragraphs_are_one_run_however_deep_they_nest():
    body = f"<h1>{HEADLINE}</h1><dl>" + "".join(f"<dd>{text}" for text in [*STORY, *prose("more", 9)]) + "</dl>"
    assert paragraphs(body) == [*STORY, *prose("more", 9)]


def test_only_what_may_be_a_story_is_a_related_one():
    tags = "<div>Topics <a href='/topics/a'>Treaties</a> | <a href='/topics/b'>Congress</a></div>"
    share = f"<p><a href='http://share.example/x?u={NTI}ruritania-opens-vault/'>Pass it on to a friend</a></p>"
    own = f"<h1><a href='{NTI}ruritania-opens-vault/'>{HEADLINE}</a></h1>"
    older = "<p><a href='/gsn/article/an-older-story-of-ours/'>An Older Story</a></p>"
    related = "<div><h3>Related Stories</h3><ul><li><a href='/x/7'>A Story Elsewhere</a></li></ul></div>"
    read_more = "<h3>Most Read</h3><ul><li><a href='/gsn/article/old-news/'>Old News</a></li></ul>"
    found = links(f"<div>{own}{BODY}{tags}{share}{older}</div>{related}<div>{read_more}</div>")
    assert found == [("related_story", "An Older Story"), ("related_story", "A Story Elsewhere")]


@pytest.mark.parametrize(
    "told",
    [
        ("Oops!", "The pigeons of Zerabad took this one, and none of them will bring it back."),
        ("Our roof leaks", "Everyone is on the stairs with a bucket; do look in again in a while."),
    ],
)
def test_a_few_words_of_nothing_at_the_address_of_other_words_are_no_story(told):
    reading = read(f"<h1>{told[0]}</h1><p>{told[1]}</p>", title=f"{told[0]} | NTI")
    assert (reading.kind, reading.articles) == ("other", ())


@pytest.mark.parametrize("heading", ["Most Read", "What our readers liked"])
def test_a_list_beside_an_issues_own_is_not_the_issues(heading):
    beside = f"<td><h3>{heading}</h3><ol><li><a href='/gsn/article/old-popular-story/'>Old</a></li></ol></td>"
    own = "".join(f"<li><a href='/gsn/article/story-of-day-{n}/'>Story {n} of the Day</a></li>" for n in range(3))
    issue = f"<td><h2>Friday, October 17, 2008</h2><h3>Chemical Weapons</h3><ul>{own}</ul></td>"
    for cells in (beside + issue, issue + beside):
        reading = read(f"<table><tr>{cells}</tr></table>", "http://www.nti.org/gsn/daily/3161/", "GSN Issue")
        assert reading.issueDate == "2008-10-17"
        assert [one.headline for one in reading.listed] == [f"Story {n} of the Day" for n in range(3)]


@pytest.mark.parametrize("label", ["NTI Analysis", "Related Stories", "Most Popular"])
@pytest.mark.parametrize(
    "over", ["<b>VAULTS</b><br><p>{day}</p>", "<p>{day}</p>", "<p>VAULTS</p><p>{day}</p>", "{day}<br>"]
)
@pytest.mark.parametrize("head", ["<span>{}</span><br><br>", "<p><b>{}</b></p>", "<h2>{}</h2>", "<div>{}</div>"])
def test_a_box_that_is_empty_takes_nothing_of_the_story_below_it(label, over, head):
    top = over.format(day="Tuesday, Sept. 6, 2011") + head.format(HEADLINE)
    side = f"<td width=160><div class=side><h3>{label}</h3></div></td>"
    url = "http://gsn.nti.org/gsn/nw_20110906_1577.php"
    assert paragraphs(f"<table><tr>{side}<td>{top}{BODY}</td></tr></table>", url=url) == STORY
