"""Stories on others' pages: whose they are, readers' words below them, markup of their time. Drawn at random."""

import random
import textwrap

import pytest

from crawler.extract import read_page
from crawler.items import Page
from tests.invented import prose
from tests.told import HEADLINE, LAST, SEEDS, STORY, TOLD, in_boxes, texts

URL = "http://clippings.example/2010/05/03/ruritania-opens-vault/"
READERS = ["Ilse", "May 4, 2010", "Re: Ruritania Opens Vault"]
NAME = "Global Security Newswire"


def reading(*parts, url=URL):
    body = f"<html><head><title>{HEADLINE} - Clippings</title></head><body>{''.join(parts)}</body></html>"
    return read_page(Page(url, 200, "text/html; charset=utf-8", body.encode()))


@SEEDS
@pytest.mark.parametrize(
    "line",
    [
        f"From: {NAME}",
        f"Posted on <a href=/x/>May 3, 2010</a> by <a href=/author/>{NAME}</a>",
        f"May 3, 2010 By <a href=/author/>{NAME} Staff</a>",
        f"Reprinted from {NAME} with permission.",
        f"[via {NAME}]",
        f"By Jane Roe, <a href=/gsn/>{NAME}</a>",
        f"<em>From today's {NAME}, in full:</em>",
        f"{NAME} items are carried by permission. Page Generation: 0.5 Seconds",
        f"Zenda Peace Library: {NAME} mirror",
        f"{NAME} Collection",
        f"Topic: <a href=/t/>{NAME}</a>",
        f"Archive / {NAME}",
        "Posted by keeper9 at 6:17 AM Labels: gsn, vaults",
        f"Posted at 7:44 AM in <a href=/c/>{NAME}</a> | <a href=/p/>Permalink</a>",
        f"By Jane Roe <a href=mailto:a@b.example>a@b.example</a> | {NAME} | 05/03/2010",
        f"This entry was posted on Monday, May 3rd, 2010 at 10:10 am and is filed under <a href=/c/>{NAME}</a>. "
        "You can follow any responses to this entry through the <a href=/f/>feed</a>.",
    ],
)
def test_a_line_that_credits_the_newswire_makes_a_page_its_story(line, seed):
    chance = random.Random(seed)
    box = chance.choice(["<p>{}</p>", "<div>{}</div>", "<div><small>{}</small></div>"]).format(line)
    story = in_boxes([TOLD, *STORY, LAST])
    parts = [box, story] if line.startswith("By ") or chance.random() < 0.5 else [story, box]
    found = reading("<h1><a href=/>Clippings</a></h1>", f"<h2>{HEADLINE}</h2>", *parts)
    (article,) = found.articles
    assert (article.headline, [p.text for p in article.paragraphs]) == (HEADLINE, [TOLD, *STORY, LAST])


@pytest.mark.parametrize("line", [f"Friends of {NAME} met in Zenda.", f"More on {NAME} soon", "From: The Zenda Times"])
def test_a_line_that_only_names_it_does_not(line):
    story = in_boxes(prose("only", 4))
    assert reading(f"<h1>{HEADLINE}</h1>", story, f"<p>{line}</p>").articles == ()


@SEEDS
@pytest.mark.parametrize("name", ["c", "comment-", "p"])
def test_what_readers_say_at_anchors_is_no_story_of_an_issue(name, seed):
    chance = random.Random(seed)
    box = chance.choice(["<div id={}{}><b>{}</b><p>{}</p></div>", "<a name={}{}></a><h4>{}</h4><p>{}</p>"])
    numbers = chance.sample(range(1000, 9999), 3)
    links = "".join(f"<a href=#{name}{n}>{head}</a> " for n, head in zip(numbers, READERS, strict=True))
    said = "".join(box.format(name, n, head, LAST) for n, head in zip(numbers, READERS, strict=True))
    story = in_boxes([TOLD, *STORY])
    found = reading(
        f"<p>May 3, 2010</p><h1>{HEADLINE}</h1><p>Source: {NAME}</p>", story, links, "<h3>Comments</h3>", said
    )
    assert [(article.url, article.headline) for article in found.articles] == [(URL, HEADLINE)]


@SEEDS
def test_what_floats_beside_a_text_is_no_part_of_its_paragraph(seed):
    chance = random.Random(seed)
    style = f"{chance.choice(['float:right;width:240px', 'width: 200px; float : left'])}"
    caption = "Clerks of Zerabad count keys in a file photo (AP Photo/Jane Roe)"
    floats = f"<span style='{style}'><img src=/a.jpg alt='{caption}'><br><span>{caption}</span></span>"
    place = chance.randrange(len(STORY))
    lines = [TOLD, *STORY[:place], f"{floats}{STORY[place]}", *STORY[place + 1 :]]
    assert texts(f"<div>{'<br><br>'.join(lines)}</div>") == [TOLD, *STORY]


@SEEDS
def test_a_deck_in_the_cell_of_the_story_is_no_paragraph(seed):
    chance = random.Random(seed)
    deck = chance.choice(["<i>{}</i>", "<span class=sum>{}</span>", "{}"]).format("Plan would move nine keys of Zenda")
    between = chance.choice(["<br>", "<br><br>", "<br><a href=/print/>Print</a> | <a href=/mail/>E-mail</a><br>"])
    body = chance.choice([in_boxes([TOLD, *STORY]), "<br><br>".join([TOLD, *STORY])])
    assert texts(f"<table><tr><td>{deck}{between}{body}</td></tr></table>") == [TOLD, *STORY]


@SEEDS
def test_paragraphs_that_are_only_closed_are_some(seed):
    chance = random.Random(seed)
    closing = chance.choice(["</p>", "</P>", "</p>\n"])
    assert texts(f"<div>{closing.join([TOLD, *STORY, LAST])}{closing}</div>") == [TOLD, *STORY, LAST]


@SEEDS
@pytest.mark.parametrize("subject", ["{}", "[zenda] {}", "Fwd: {}"])
def test_a_story_sent_on_begins_below_the_newswires_name_and_its_day(subject, seed):
    chance = random.Random(seed)
    name = chance.choice([NAME, f"{'-' * 30}<br>{NAME}", f"* {NAME} *"])
    lines = [f"<p>Passing this along.<p>{name}<br>Monday, May 3, 2010<p>{HEADLINE}", in_boxes([TOLD, *STORY])]
    head = (
        f"<h1>{subject.format(HEADLINE)}</h1><div>From: Jane Roe</div><div>Date: Wed, 5 May 2010 10:46:12 -0800</div>"
    )
    (article,) = reading(head, *lines, url="http://lists.example/zenda/msg1.html").articles
    assert (article.headline, article.datePublished) == (HEADLINE, "2010-05-03")
    assert [p.text for p in article.paragraphs] == [TOLD, *STORY]


@pytest.mark.parametrize("width", [60, 72, 80])
def test_lines_wrapped_before_names_are_one_paragraph(width):
    told = "The Zenda Council of Keepers asked the Great Mint of Zerabad on Monday to let Clerk Rassendyll count keys."
    lines = textwrap.wrap(told, width)
    assert texts(in_boxes(["<br>".join(lines), *STORY])) == [told, *STORY]
    short = [
        "Clerks of Zerabad opened the great vault on Monday, said the Mint.",
        "The keeper lost the ninth key of it, he said.",
    ]
    assert texts(in_boxes(["<br>".join(short), *STORY])) == [*short, *STORY]


@pytest.mark.parametrize("address", ["clerks_open_vault_of_{}.html", "9_clerks_open_vault_of_{}.html"])
def test_an_address_in_words_tells_the_headline_from_the_name_of_a_collection_in_a_larger_heading(address):
    title = f"{'9 ' * address.startswith('9')}Clerks Open Vault of Zerabad"
    head = f"<h1>Clippings on Vaults and Keys</h1><p>By the guild</p><h2>{title}</h2><dl><dt>Publication:<dd>{NAME}"
    html = f"<title>Clip File</title>{head}<dt>Date:<dd>May 3, 2010</dl>{in_boxes([TOLD, *STORY, LAST])}"
    url = f"http://www.zenda.example/~clips/{address.format('zerabad')}"
    (article,) = read_page(Page(url, 200, "text/html", html.encode())).articles
    assert (article.headline, article.datePublished) == (title, "2010-05-03")
    assert [p.text for p in article.paragraphs] == [TOLD, *STORY, LAST]


def test_what_names_the_page_opens_no_box_of_other_news_in_it():
    body = f"<p>In the News</p><p>{HEADLINE}</p><p>{NAME} May 3, 2010</p>{in_boxes([TOLD, *STORY])}"
    html = f"<title>The Guild of Zenda - In the News</title>{body}"
    (article,) = read_page(Page("http://www.zenda.example/n/9.html", 200, "text/html", html.encode())).articles
    assert (article.headline, article.datePublished) == (HEADLINE, "2010-05-03")
    assert [p.text for p in article.paragraphs] == [TOLD, *STORY]


NAMED = [
    "The 9 Docks of Zenda - Global Security Newswire",
    "Zenda: Global Security Newswire in Ruritania",
    f"{NAME} at Zenda Point",
]


@pytest.mark.parametrize("line", NAMED)
def test_the_newswires_name_beside_a_sites_over_a_story_makes_a_page_its_story(line):
    story = in_boxes([TOLD, *STORY])
    (article,) = reading(f"<p>{line}</p>", f"<h1>{HEADLINE}</h1>", story).articles
    assert (article.headline, len(article.paragraphs)) == (HEADLINE, 1 + len(STORY))
    linked = f"<p><a href=/>{line}</a></p>"
    assert not reading(linked, f"<h1>{HEADLINE}</h1>", story).articles
    assert reading(linked, f"<h1>{HEADLINE}</h1>", story, url="http://clippings.example/gsn/2010-05-03-vault/").articles


@pytest.mark.parametrize("url", ["http://www.nti.org/press/vault/", "http://nationaljournal.com/daily/vault"])
def test_on_its_publishers_pages_it_does_not(url):
    assert not reading(f"<p>{NAMED[0]}</p>", f"<h1>{HEADLINE}</h1>", in_boxes([TOLD, *STORY]), url=url).articles
