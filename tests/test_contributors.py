"""A page about somebody who writes for the newswire, with teasers of what they wrote, is no story."""

import random

import pytest

from crawler.extract import read_page
from crawler.items import Page
from tests.invented import prose

NAMES = ["Ann Roe", "Lars Zeman", "Maria del Campo", "J. T. Orland", "Pavel O'Hara"]
ADDRESSES = [
    "http://www.nti.org/reporters/{}/",
    "http://gsn.nti.org/gsn/authors/{}.html",
    "http://www.globalsecuritynewswire.org/staff/{}",
    "http://www.nationaljournal.com/reporters/bio/{}",
    "http://gsn.nti.org/{}/",
    "http://www.nti.org/about/people/{}/",
]
BIOS = [
    "{0} is a correspondent for Global Security Newswire. {0} has covered vaults since 1998 and lives in Orland.",
    "{0}, who joined the newswire in 2004, reports on the keepers of vaults. She was a fellow of the Mint before.",
    "{0} covers vaults and doors for Global Security Newswire. He won the Keeper Prize for his reports of 2006.",
]
TEASERS = [
    "<p><a href='{url}'>{title}</a><br>{day}<br>{words}</p>",
    "<div><h3><a href='{url}'>{title}</a></h3><p>{day}</p><p>{words}</p></div>",
    "<li><a href='{url}'>{title}</a> <span>{day}</span><p>{words}</p></li>",
    "<tr><td><a href='{url}'>{title}</a></td></tr><tr><td>{day} | {words}</td></tr>",
]
TITLES = ["Vault Door Found Open", "Keeper Names Three Locks", "Mint Delays Audit of Its Wall", "Yard to Close in May"]
DAYS = ["March 17, 2014", "Feb. 29, 2008", "April 3, 2006", "Oct. 24, 2011"]
LINKS = [
    "http://www.nti.org/gsn/article/story-of-the-gate-{}/",
    "https://www.nationaljournal.com/defense/2014/03/1{}/a-gate-left-open",
    "http://gsn.nti.org/gsn/nw_20100{}11_4632.php",
    "http://www.nti.org/gsn/0,1234,52{}2_172626,00.html",
]


def teasers(chance):
    form, link = chance.choice(TEASERS), chance.choice([*LINKS, None])
    rows = [
        form.format(
            url=(link or chance.choice(LINKS)).format(number + 1),
            title=title,
            day=day,
            words=f"WASHINGTON -- {prose(title, 1)[0][:-40]}, the keeper said on Mo...",
        )
        for number, (title, day) in enumerate(zip(TITLES, DAYS, strict=True))
    ]
    count = chance.randrange(1, 5)
    around = {"<li": "<ul>{}</ul>", "<tr": "<table>{}</table>"}.get(form[:3], "{}")
    return around.format("".join(rows[:count]))


def page(chance, name, heading=None):
    head = chance.choice(
        ["<div><img src=/l.gif alt='Global Security Newswire'></div>", "<div><b>Global Security Newswire</b></div>"]
    )
    bio = "".join(f"<p>{part}</p>" for part in chance.sample(BIOS, chance.randrange(1, 3)))
    heading = heading or chance.choice(
        ["<h2>Recent Articles</h2>", "<h4>Latest from {0}</h4>", "<p><b>Stories</b></p>", ""]
    )
    photo = chance.choice(["", "<img src=/p.jpg alt='{0}'>"])
    body = f"<h1>{name}</h1>{photo}{bio}{heading}".format(name) + teasers(chance)
    title = chance.choice([f"{name} - Contributor", f"{name} - Global Security Newswire", name])
    return f"<html><head><title>{title}</title></head><body>{head}<div>{body}</div></body></html>".replace("{0}", name)


@pytest.mark.parametrize("seed", range(120))
def test_a_contributors_page_is_no_story(seed):
    chance = random.Random(seed)
    name = chance.choice(NAMES)
    url = chance.choice(ADDRESSES).format(name.lower().replace(" ", "-").replace("'", "").replace(".", ""))
    reading = read_page(Page(url, 200, "text/html; charset=utf-8", page(chance, name).encode()))
    assert (reading.kind, [article.headline for article in reading.articles]) != ("story", [name])
    assert reading.articles == ()


@pytest.mark.parametrize("seed", range(60))
def test_nor_is_what_stands_under_a_heading_that_names_the_contributor(seed):
    chance = random.Random(seed)
    html = page(chance, "Ann Roe", chance.choice(["<h4>Latest from Ann Roe</h4>", "<h2>More by Ann Roe</h2>"]))
    url = chance.choice(ADDRESSES[:-1]).format("ann-roe")
    assert read_page(Page(url, 200, "text/html; charset=utf-8", html.encode())).articles == ()


@pytest.mark.parametrize("seed", range(40))
def test_a_front_page_of_teasers_at_whatever_addresses_is_no_story(seed):
    chance = random.Random(seed)
    form = chance.choice(["/vault/{}.htm", "/d_newswire/issues/recent_story.asp?id={}", "/v?n={}", "/a/b/c{}"])
    row = chance.choice(["<p><a href='{}'>{}</a><br>{}<br>{}</p>", "<div><a href='{}'>{}</a><br><i>{}</i><br>{}</div>"])
    others = [*LINKS[:2], form]
    rows = [
        row.format(
            (form if n == 1 else chance.choice(others)).format(n), title, day, f"{prose(title, 1)[0][:-1]} on Monday..."
        )
        for n, (title, day) in enumerate(zip(TITLES, DAYS, strict=True))
    ]
    heading = chance.choice(["<h2>Today's Top Stories</h2>", "<h1>The Vaults Today, in Brief</h1>"])
    tweet = chance.choice(
        ["", "<h3>On Twitter</h3><p>A longer line of words that the newswire wrote http://ow.ly/28</p>"]
    )
    name = "<img src=/logo.gif alt='Global Security Newswire'>"
    title = chance.choice(["<title>Global Security Newswire</title>", "<title>The Vaults Today, in Brief</title>"])
    html = f"<html><head>{title}</head><body>{name}{tweet}<div>{heading}{''.join(rows)}</div></body></html>"
    reading = read_page(Page("http://www.nti.org/vaults/index.html", 200, "text/html; charset=utf-8", html.encode()))
    assert reading.articles == ()


@pytest.mark.parametrize("seed", range(24))
def test_a_story_of_one_paragraph_under_its_date_stays_one(seed):
    chance = random.Random(seed)
    day = chance.choice(
        ["<p>Sept. 8, 2011</p>", "<p>By <a href='/reporters/ann-roe/'>Ann Roe</a></p><p>Sept. 8, 2011</p>"]
    )
    title = chance.choice(["<h1>{}</h1>", "<h1><a href='/1999/07/vault'>{}</a></h1>"]).format(TITLES[0])
    told = f"WASHINGTON -- {prose('The vault', 1)[0][:-1]}, the keeper said on Monday (Mint Post, Sept. 7)."
    html = f"<html><body><b>Global Security Newswire</b><div>{title}{day}<p>{told}</p></div></body></html>"
    reading = read_page(Page("http://gsn.nti.org/1999/07/vault", 200, "text/html; charset=utf-8", html.encode()))
    assert [[p.text for p in article.paragraphs] for article in reading.articles] == [[told]]
