"""A box of dated entries beside a story: none of its dates is the story's, in whatever form it is."""

import random

import pytest

from crawler.extract import read_page
from crawler.items import Page
from tests.invented import prose

URL = "http://www.nti.org/gsn/article/vault-door-found-open/"
DAYS = ["Aug. 23, 2013", "Oct. 24, 2013", "November 4, 2013", "March 2, 2014"]
EVENTS = [
    "Vault talks open",
    "Conference on Vaults opens, Geneva",
    "Board of Keepers meets in Vienna",
    "Deadline for the keys of the northern vaults",
    "Hearing on the cost of doors, 2 p.m.",
]
FORMS = [
    ("<table>{}</table>", "<tr><td>{day}</td><td>{event}</td></tr>"),
    ("<table>{}</table>", "<tr><td><b>{day}</b><br>{event}</td></tr>"),
    ("<dl>{}</dl>", "<dt>{day}</dt><dd>{event}</dd>"),
    ("<ul>{}</ul>", "<li><span>{day}</span><br>{event}</li>"),
    ("<ul>{}</ul>", "<li>{day}: {event}</li>"),
    ("<ul>{}</ul>", "<li>{day}<br><a href='/days/{event}'>{event}</a></li>"),
    ("<table>{}</table>", "<tr><td>{day}</td><td>9 a.m.</td><td>{event}</td></tr>"),
    ("{}", "<p>{day}</p><p>{event}</p>"),
    ("{}", "<div><div>{day}</div><div>{event}</div></div>"),
    ("{}", "<p>{event}<br>{day}</p>"),
    ("{}", "<p><b>{day}</b> - {event}</p>"),
    ("{}", "{day}<br>{event}<br>"),
]
TITLES = ["<h3>Calendar</h3>", "<p><b>Coming Up</b></p>", "<div>Diary of the Vaults</div>", ""]
HEADLINE = "Vault Door Found Open"


def calendar(chance, count=None):
    """A box of entries; one of a single entry has a title."""
    count = count or chance.randrange(1, 5)
    around, entry = chance.choice(FORMS[:-3] if count == 1 else FORMS)
    title = chance.choice(TITLES[:2] if count == 1 else TITLES)
    rows = "".join(
        entry.format(day=day, event=event)
        for day, event in list(zip(DAYS, chance.sample(EVENTS, 4), strict=True))[:count]
    )
    return f"<div>{title}{around.format(rows)}</div>"


def read(*parts):
    html = (
        f"<html><head><title>{HEADLINE} - Global Security Newswire</title></head><body>{''.join(parts)}</body></html>"
    )
    (article,) = read_page(Page(URL, 200, "text/html; charset=utf-8", html.encode())).articles
    return article


def story(line="", box="", last=""):
    text = "".join(f"<p>{paragraph}</p>" for paragraph in prose("The vault", 6))
    return f"<div><h1>{HEADLINE}</h1>{line}{box}{text}{last}</div>"


@pytest.mark.parametrize("seed", range(80))
def test_a_date_among_the_entries_of_a_box_is_not_the_storys(seed):
    chance = random.Random(seed)
    box = calendar(chance)
    above = chance.choice(["<p>Search</p>", "", "<div><a href='/'>Home</a> | <a href='/a'>Maps</a></div>"])
    page = chance.choice([(above, box, story()), (above, story(box=box)), (above, story(), box), (story(last=box),)])
    article = read(*page)
    assert (article.datePublished, article.datePublishedRaw) == (None, None)
    assert article.byline is None


@pytest.mark.parametrize("seed", range(40))
def test_the_storys_own_date_stands_beside_a_box_of_entries(seed):
    chance = random.Random(seed)
    box = calendar(chance)
    line = chance.choice(
        [
            "<p>Thursday, Sept. 8, 2011</p>",
            "<div>By Ann Roe</div><div>Sept. 8, 2011</div>",
            "<p>Sept. 8, 2011, 9 a.m.</p>",
        ]
    )
    page = chance.choice([(box, story(line)), (story(line, box=box),), (story(line), box), (story(line, last=box),)])
    assert read(*page).datePublished == "2011-09-08"


@pytest.mark.parametrize("seed", range(12))
def test_the_date_over_a_headline_is_the_storys_beside_the_newswires_name(seed):
    chance = random.Random(seed)
    name = chance.choice(["<b>Global Security Newswire</b>", "<h4>Global Security Newswire</h4>"])
    strap = chance.choice(["", "<p>Daily News on Nuclear, Biological and Chemical Weapons</p>"])
    line = chance.choice(["<p>{}</p>", "<div>{}</div>", "<table><tr><td>{}</td></tr></table>"])
    head = f"<div>{name}{line.format('Thursday, Sept. 8, 2011')}{strap}</div>"
    assert read(head, story()).datePublished == "2011-09-08"


@pytest.mark.parametrize("seed", range(12))
def test_a_day_that_a_paragraph_tells_of_makes_no_entry_of_the_date_below_the_story(seed):
    chance = random.Random(seed)
    day = chance.choice(["Oct. 1, 2004", "March 2, 1999"])
    texts = [f"{text[:90]} on {day} when the door stood open, {text[90:]}" for text in prose("The vault", 6)]
    line = chance.choice(["<p>{}</p>", "<div>{}</div>"])
    body = "".join(map(line.format, texts))
    assert read(f"<div><h1>{HEADLINE}</h1>{body}{line.format('Sept. 8, 2011')}</div>").datePublished == "2011-09-08"


TEASERS = [
    "<li><a href='{url}'>{title}</a> {mark}</li>",
    "<div><h4><a href='{url}'>{title}</a></h4><p>{mark}</p></div>",
    "<div><p>{mark}</p><p><a href='{url}'>{title}</a></p></div>",
    "<div><a href='{url}'>{title}</a><br>{mark}</div>",
]
MARKS = [
    "<time itemprop='datePublished' datetime='2013-08-2{}'>Aug. 2{}, 2013</time>",
    "<span itemprop='datePublished' content='2013-08-2{}'>Aug. 2{}, 2013</span>",
    "<time pubdate datetime='2013-08-2{}'>Aug. 2{}, 2013</time>",
]


def teasers(chance):
    teaser, mark = chance.choice(TEASERS), chance.choice(MARKS)
    titles = ["Keeper Names Three Locks", "Mint Delays Audit of Its Wall", "Yard Is to Close in May"]
    rows = [
        teaser.format(url=f"/gsn/article/other-story-of-the-gate-{n}/", title=title, mark=mark.format(n, n))
        for n, title in enumerate(titles[: chance.randrange(1, 4)])
    ]
    return f"<div>{chance.choice(['<h3>More Stories</h3>', '<b>Latest</b>', ''])}{''.join(rows)}</div>"


@pytest.mark.parametrize("seed", range(40))
def test_what_marks_the_day_of_a_teaser_marks_no_day_of_the_story(seed):
    chance = random.Random(seed)
    box = teasers(chance)
    own = "<time itemprop='datePublished' datetime='2011-09-08'>Thursday</time>"
    line = chance.choice(["", f"<p>{own}</p>", f"<p>By Ann Roe</p>{own}"])
    page = chance.choice([(box, story(line)), (story(line), box), (story(line, last=box),)])
    article = read(*page)
    assert article.datePublished == ("2011-09-08" if line else None)
    assert article.datePublishedRaw is None


@pytest.mark.parametrize(
    "declared",
    [
        '{"@type": "Event", "name": "Vault talks", "startDate": "2013-08-23", "datePublished": "2013-08-01"}',
        '[{"@type": "NewsArticle", "headline": "Mint Delays Audit", "datePublished": "2013-08-01",'
        ' "url": "http://www.nti.org/gsn/article/mint-delays-audit/"}]',
    ],
)
def test_what_the_head_declares_of_others_dates_no_story(declared):
    assert read(f"<script type='application/ld+json'>{declared}</script>", story()).datePublished is None


@pytest.mark.parametrize("url", [URL, "http://www.nationaljournal.com/s/12/vault-door-found-open"])
def test_what_the_head_declares_of_the_story_dates_it(url):
    declared = f'{{"@type": "NewsArticle", "headline": "{HEADLINE}", "datePublished": "2011-09-08", "url": "{url}"}}'
    assert read(f"<script type='application/ld+json'>{declared}</script>", story()).datePublished == "2011-09-08"


@pytest.mark.parametrize("seed", range(8))
def test_a_name_below_the_headline_signs_the_story_beside_a_box_of_entries(seed):
    chance = random.Random(seed)
    line = chance.choice(["<p>Ann Roe</p>", "<div>Ann Roe</div>", "<p><i>Ann Roe</i></p>"])
    article = read("<div><h3>Calendar</h3><p>Aug. 23, 2013</p><p>Vault talks open in Vienna</p></div>", story(line))
    assert (article.byline, article.datePublished) == ("Ann Roe", None)


@pytest.mark.parametrize("title", ["Session Ends With Modest Steps", "Canberra Defends Vault Watch Strategy"])
def test_the_title_of_another_story_and_its_day_in_one_line_date_nothing(title):
    link = f"<a href='http://www.nti.org/gsn/article/{title.lower().replace(' ', '-')}/'>{title}</a>"
    beside = f"<div><h3>Vault Topics</h3><ul><li>{link} <span>July 8, 2004</span></li></ul></div>"
    body = "".join(f"<p>{text}</p>" for text in prose("vault", 5))
    html = f"<h1>Vault Door Found Open</h1><h6>Published: March 7, 2007</h6><div><div>{beside}</div>{body}</div>"
    page = f"<html><title>Vault Door Found Open</title><body>{html}</body></html>"
    (found,) = read_page(Page(URL, 200, "text/html; charset=utf-8", page.encode())).articles
    assert found.datePublished == "2007-03-07"


@pytest.mark.parametrize("label", ["Last modified:", "Updated", "Page last updated on", "Date modified:"])
def test_the_day_below_the_word_for_a_change_in_a_box_of_its_own_dates_nothing(label):
    body = "".join(f"<p>{text}</p>" for text in prose("vault", 5))
    for day in ("Thu, 06/23/2011 - 07:40", "June 23, 2011"):
        html = f"<h1>Vault Door Found Open</h1><div>{body}</div><div><div>{label}</div><div>{day}</div></div>"
        page = f"<html><title>Vault Door Found Open</title><body>{html}</body></html>"
        (found,) = read_page(Page(URL, 200, "text/html; charset=utf-8", page.encode())).articles
        assert found.datePublished is None


@pytest.mark.parametrize("last", ["Issue of Friday, April 3, 2009", "April 3, 2009", "Stories of April 3, 2009"])
def test_the_way_to_a_page_may_end_in_its_day(last):
    way = f"<div><a href='/'>Home</a> &gt; <a href='/gsn/'>Global Security Newswire</a> &gt; {last}</div>"
    body = "".join(f"<p>{text}</p>" for text in prose("vault", 5))
    page = f"<html><title>Vault</title><body>{way}<h1>Vault Door Found Open</h1><div>{body}</div></body></html>"
    (found,) = read_page(Page(URL, 200, "text/html; charset=utf-8", page.encode())).articles
    assert found.datePublished == "2009-04-03"
