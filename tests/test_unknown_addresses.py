"""A story at an address of no known form, on a page that names the newswire in its title or its logo alone."""

import random

import pytest

from crawler.extract import read_page
from crawler.items import Page
from tests.invented import prose

NAME = "Global Security Newswire"
HEADLINE = "Vault Door Found Open"
ADDRESSES = [
    "http://www.nti.org/db/0,{:04},5678_99,00.html",
    "http://www.nti.org/db/content/story.jsp?articleid={}&sec=gsn",
    "http://nationaljournal.com/pubs/gsn.nsf/stories/D474D8DA{}BC0B?OpenDocument",
    "http://www.nationaljournal.com/cgi-bin/show.pl?{}",
    "http://reader.example/kept/{}",
]
LAYOUTS = [
    "<table width=760><tr><td>{menu}</td><td>{story}</td></tr></table>",
    "<table><tr><td colspan=2>{menu}</td></tr><tr><td><table><tr><td>{story}</td></tr></table></td></tr></table>",
    "<center>{menu}<table><tr><td>{story}</td></tr></table></center>",
    "<div>{menu}</div><div>{story}</div>",
]
PARAGRAPHS = ["<p>{}</p>", "{}<br><br>", "<p><font size=2>{}</font></p>", "<div>{}</div>"]
MENU = "<a href='/'>Home</a><br><a href='/about'>About</a>"


def said():
    first, *others = prose("The vault", 6)
    return [f"WASHINGTON -- {first[:-1]}, the keeper said on Tuesday.", *others]


def page(chance, headline=HEADLINE):
    logo = chance.choice([f"<img src=/logo.gif alt='{NAME}'>", ""])
    title = headline if logo and chance.random() < 0.5 else f"{headline} - {NAME}"
    paragraph = chance.choice(PARAGRAPHS)
    line = chance.choice(["<font size=1>Posted: Sept. 8, 2011</font><br>", "<p>Thursday, Sept. 8, 2011</p>"])
    heading = chance.choice(["<h1>{}</h1>", "<h2>{}</h2>", "<font size=4><b>{}</b></font><br>"]).format(headline)
    story = heading + line + "".join(map(paragraph.format, said()))
    body = logo + chance.choice(LAYOUTS).format(menu=MENU, story=story)
    return f"<html><head><title>{title}</title></head><body>{body}</body></html>"


@pytest.mark.parametrize("seed", range(60))
def test_a_story_is_read_in_whatever_layout_and_at_whatever_address(seed):
    chance = random.Random(seed)
    url = chance.choice(ADDRESSES).format(chance.randrange(1000, 9999))
    (article,) = read_page(Page(url, 200, "text/html; charset=utf-8", page(chance).encode())).articles
    assert (article.headline, article.datePublished) == (HEADLINE, "2011-09-08")
    assert [paragraph.text for paragraph in article.paragraphs] == said()
    assert [problem.reason for problem in article.metadata.problems] == ["no template claims this page"]


@pytest.mark.parametrize("seed", range(40))
def test_the_newswires_line_over_the_date_is_no_headline(seed):
    chance = random.Random(seed)
    strap = chance.choice(["A service of the Keepers of the Vaults", "Brought to you by the Vault Keepers' Fund"])
    day = chance.choice(
        ["<table><tr><td></td><td align=right>{}</td></tr></table>", "<p>{}</p>", "<div>{}</div>", "<hr>{}<br>"]
    ).format("Thursday, Sept. 8, 2011")
    name = chance.choice([f"<b>{NAME}</b><br>{strap}<hr>", f"<div><b>{NAME}</b></div><div>{strap}</div>"])
    heading = chance.choice(["<h1>{}</h1>", "<h2>{}</h2>", "<h3>{}</h3>"]).format(HEADLINE)
    deck = chance.choice(["", "<p>The keepers of the old vault count what is left of its papers.</p>"])
    byline = chance.choice(["<p>by Ann Roe</p>", "<font size=1>by Ann Roe</font><br>"])
    text = "\n\n".join(said())
    body = chance.choice([f"<pre>\n{text}\n</pre>", "".join(f"<p>{line}</p>" for line in said())])
    html = f"<html><head><title>{NAME}</title></head><body>{name}{day}{heading}{deck}{byline}{body}</body></html>"
    url = "http://gsn.nti.org/mail/view.php?msg=650bda36"
    (article,) = read_page(Page(url, 200, "text/html; charset=utf-8", html.encode())).articles
    assert (article.headline, article.datePublished, article.byline) == (HEADLINE, "2011-09-08", "by Ann Roe")
