"""What stands in a story's own column, after and between its paragraphs, in markup drawn at random."""

import random

import pytest

from crawler.extract import read_page
from crawler.items import Page
from tests.invented import NTI, prose

HEADLINE = "Ruritania Opens Vault"
WRITER = "Ottilie Brandt"
PLEA = "Our evenings by the harbour depend on guests like you."
BOXES = ["div", "section", "p", "li", "blockquote", "table"]
SKINS = ["p", "div", "dd"]


def box(chance, inner):
    tag = chance.choice(BOXES)
    if tag == "table":
        return f"<table><tr><td>{inner}</td></tr></table>"
    return f"<{tag} class=k{chance.randrange(99)}>{inner}</{tag}>"


def heading(chance, text):
    tag = chance.choice(["h3", "h4", "b", "strong"])
    end = "<br>" if tag in ("b", "strong") else ""
    return f"<{tag}>{text}</{tag}>{end}"


def page(chance, after="", *, story=None, inside=None, before="", title=f"{HEADLINE} | GSN"):
    """A story in a skin. `inside` is put between its paragraphs; `before` between its headline and its body."""
    skin = chance.choice(SKINS)
    paragraphs = [f"<{skin}>{text}</{skin}>" for text in (story or prose("vault", 5))]
    if inside is not None:
        paragraphs.insert(chance.randrange(2, len(paragraphs)), inside)
    column = f"<h1>{HEADLINE}</h1>{before}<div>{''.join(paragraphs)}</div>"
    column = f"<div>{column}{after}</div>" if chance.random() < 0.5 else f"<div>{column}</div><div>{after}</div>"
    html = f"<html><head><title>{title}</title></head><body><h2>Global Security Newswire</h2>{column}</body></html>"
    return read_page(Page(f"{NTI}ruritania-opens-vault/", 200, "text/html; charset=utf-8", html.encode()))


def paragraphs(reading):
    (article,) = reading.articles
    assert article.headline == HEADLINE
    return [paragraph.text for paragraph in article.paragraphs]


SIGNATURES = [
    "Posted by quill7 on June 20, 2014 at 4:26 PM",
    "harbour_cat wrote on 06/24/2014, 11:10 a.m.",
    "Anna Lund says: (June 12, 2014, 9:31)",
    "Anna Lund &bull; 3 days ago",
    "Old Salt, 12 June 2014 10:22",
]


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("said", ["Discussion", "Reader Responses", "12 Comments", "Have at it"])
def test_a_thread_of_comments_is_no_story_whatever_its_heading(seed, said):
    chance = random.Random(seed)
    thread = "".join(
        box(chance, f"<p>{chance.choice(SIGNATURES)}</p><p>{prose(f'reader{n}', 1, 12)[0]}</p><a href='#r'>Reply</a>")
        for n in range(chance.randrange(1, 4))
    )
    assert paragraphs(page(chance, heading(chance, said) + thread)) == prose("vault", 5)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize(
    "card",
    [
        f"{WRITER} covers the harbour for Global Security Newswire.",
        f"{WRITER} is a staff writer who joined the newsroom in 2007.",
        f"{WRITER} can be reached by e-mail.",
    ],
)
def test_who_wrote_the_story_is_none_of_its_paragraphs(seed, card):
    chance = random.Random(seed)
    named = heading(chance, "About the Author") if chance.random() < 0.5 else ""
    byline = f"<p>By {WRITER}</p>" if chance.random() < 0.5 else ""
    assert paragraphs(page(chance, box(chance, named + f"<p>{card}</p>"), before=byline)) == prose("vault", 5)


@pytest.mark.parametrize(
    "last",
    [
        "Anna Lund is the minister who has held the key since the war ended.",
        "The Harbour Compass panel is scheduled to report in early 2013 (Zenda Newswire, March 11).",
        "Anna Lund is scheduled to speak of the vault in the spring (Zenda Newswire, March 11).",
        "Nine keepers contributed to this report on the vault, the mayor said.",
        "The guild contributed nine keys to the hall.",
        "Reports from Zerabad suggest that the vault is open.",
        "With reports from Zerabad mounting, the council met in the hall.",
        "Research by Anna Lund shows that nine keys are missing.",
        "Help from Zerabad was welcome.",
        "Anna Lund helped prepare the report on the vault.",
    ],
)
def test_a_sentence_about_persons_at_the_end_stays(last):
    story = [*prose("vault", 4), last]
    assert paragraphs(page(random.Random(1), story=story)) == story


@pytest.mark.parametrize("tool", ["Recommend", "Like", "Permalink"])
def test_a_paragraph_with_a_row_of_tools_below_it_is_the_story(tool):
    row = f"<ul><li><a href='/r'>{tool}</a></li><li><a href='/t'>Tweet this</a></li></ul>"
    assert paragraphs(page(random.Random(1), row)) == prose("vault", 5)


def test_a_line_that_dates_an_event_inside_a_story_opens_no_comments():
    story = [*prose("vault", 3), "Vault opened: July 4, 2006", *prose("later", 3)]
    assert paragraphs(page(random.Random(1), story=story)) == story


@pytest.mark.parametrize("seed", range(6))
def test_a_plea_that_ends_in_a_form_or_a_link_is_no_paragraph(seed):
    chance = random.Random(seed)
    asks = chance.choice(["<a href='/give'>Give today</a>", "<form action='/give'><input name=sum></form>"])
    head = heading(chance, chance.choice(["Support Us", "E-mail Alerts", "Our Mission", "Donate"]))
    assert paragraphs(page(chance, f"{head}<p>{PLEA}</p>{asks}")) == prose("vault", 5)


@pytest.mark.parametrize("seed", range(8))
def test_teasers_in_the_column_are_none_of_its_paragraphs(seed):
    chance = random.Random(seed)
    tag = chance.choice(["div", "section", "li"])
    teasers = "".join(
        f"<{tag}><a href='http://other.example/{n}'>A Title of Others {n}</a><p>{prose(f't{n}', 1, 14)[0]}</p></{tag}>"
        for n in range(chance.randrange(1, 4))
    )
    head = heading(chance, chance.choice(["Keep reading", "From our partners", "At the Theatre"]))
    assert paragraphs(page(chance, f"<div>{head}{teasers}</div>")) == prose("vault", 5)


@pytest.mark.parametrize("seed", range(6))
def test_a_sentence_set_apart_from_a_story_with_a_long_table_is_not_said_twice(seed):
    chance = random.Random(seed)
    story = [f"<b>{text}</b>" for text in prose("vault", 5)]
    rows = "".join(f"<tr><td>Zerabad {n}</td><td>{n}</td><td>open</td></tr>" for n in range(6))
    quote = chance.choice(["<blockquote>{}</blockquote>", "<div><i>{}</i></div>"]).format(prose("vault", 5)[3])
    reading = page(chance, story=story, inside=f"{quote}<table>{rows}</table>")
    assert [text for text in paragraphs(reading) if len(text) > 60] == prose("vault", 5)


@pytest.mark.parametrize("seed", range(8))
def test_the_line_over_the_day_is_the_headline_where_a_box_has_the_only_heading(seed):
    chance = random.Random(seed)
    side = f"<td><h3>At the Theatre</h3><p>{PLEA} Take a seat and stay for the evening.</p></td>"
    signs = ["<div>By Ottilie Brandt</div>", "<div>Tuesday, April 13, 2010</div>"]
    chance.shuffle(signs)
    body = "".join(f"<dd>{text}" for text in prose("vault", 5))
    story = f"<td><div class=t>{HEADLINE}</div>{''.join(signs)}<div><div><dl>{body}</dl></div></div></td>"
    html = f"<title>NTI</title><table><tr>{side}{story}</tr></table>"
    reading = read_page(Page("http://gsn.nti.org/gsn/nw_20100413_1.php", 200, "text/html", html.encode()))
    assert paragraphs(reading) == prose("vault", 5)


def issue(*stories):
    """An issue page of whole stories, each under a heading with an anchor."""
    parts = "".join(f"<h3 id=s{n}>{headline}</h3>{body}" for n, (headline, body) in enumerate(stories))
    html = f"<title>GSN</title><h2>Global Security Newswire</h2><p>Monday, June 13, 2005</p><div>{parts}</div>"
    url = "http://www.nti.org/d_newswire/issues/2005_6_13.html"
    return read_page(Page(url, 200, "text/html", html.encode()))


def test_a_story_of_an_issue_page_says_no_sentence_twice_and_has_its_own_pictures():
    texts = {name: prose(name, 4) for name in ("one", "two")}
    bodies = [
        f"<img src=/{name}.jpg alt='The harbour of {name} by night (AP Photo/Lund)'>"
        f"<p>The harbour of {name} by night (AP Photo/Lund)</p><p>{'</p><p>'.join(text[:2])}</p>"
        f"<blockquote>{text[2]}</blockquote><p>{'</p><p>'.join(text[2:])}</p>"
        for name, text in texts.items()
    ]
    reading = issue(("Ruritania Opens Vault", bodies[0]), ("Zenda Shuts Gate", bodies[1]))
    assert [[p.text for p in article.paragraphs] for article in reading.articles] == list(texts.values())
    captions = [[image.caption for image in article.images] for article in reading.articles]
    assert captions == [[f"The harbour of {name} by night (AP Photo/Lund)"] for name in texts]


@pytest.mark.parametrize("date", ["<p>Monday, June 13, 2005</p>", "<p>GSN Issue for Monday, June 13, 2005</p>"])
def test_a_list_with_anchors_at_its_sections_prints_no_stories(date):
    sections = "".join(
        f"<h3 id=s{n}>Section {n}</h3><div><a href='/gsn/article/a-story-of-day-{n}/'>Story {n}</a>"
        f"<p>{prose(f't{n}', 1)[0]}</p></div>"
        for n in range(3)
    )
    title = "<title>Global Security Newswire: Monday, June 13, 2005</title>"
    foot = "<div><a href='/terms'>Terms of Use</a>" + "".join(f"<p>{text}</p>" for text in prose("foot", 4))
    html = f"{title}{date}{sections}{foot}<p>Copyright 2012 by the Desk.</p></div>"
    reading = read_page(Page("http://www.nti.org/gsn/daily/3182/", 200, "text/html", html.encode()))
    assert (reading.kind, reading.issueDate, len(reading.listed)) == ("issue", "2005-06-13", 3)


@pytest.mark.parametrize(
    "row", ["<a href='/t'>Terms of Use</a>", "<a href=/a>Us</a> | <a href=/b>Them</a> | <a href=/c>It</a>"]
)
def test_the_foot_is_told_by_its_links_and_its_copyright_line(row):
    foot = f"<div><p>{row}</p><p>{PLEA}</p><p>{prose('foot', 1)[0]}</p><p>Copyright 2012 by the Desk.</p></div>"
    (article,) = page(random.Random(3), foot).articles
    removed = {one.text: one.kind for one in article.boilerplateRemoved}
    assert (removed[PLEA], removed[prose("foot", 1)[0]]) == ("footer", "footer")


def test_a_copyright_line_under_a_story_makes_no_foot_of_it():
    story = prose("vault", 3)
    text = "".join(f"<p>{one}</p>" for one in story)
    html = (
        f"<title>{HEADLINE}</title><h1>{HEADLINE}</h1><p><a href=/x>Close X</a></p>{text}<p>Copyright 2012 by GSN.</p>"
    )
    reading = read_page(Page(f"{NTI}ruritania-opens-vault/", 200, "text/html", html.encode()))
    assert paragraphs(reading) == story


@pytest.mark.parametrize("linked", ["see GSN, July 8, 2004", "July 8, 2004"])
def test_a_first_paragraph_with_a_linked_date_is_the_story(linked):
    first = "Experts of both towns ended their talks on the vault, a paper said (see GSN, July 8, 2004)."
    marked = first.replace(linked, f"<a href='{NTI}an-older-story/'>{linked}</a>")
    reading = page(random.Random(2), story=[marked, *prose("vault", 4)])
    assert paragraphs(reading) == [first, *prose("vault", 4)]


@pytest.mark.parametrize("tag", ["p", "div", "dl"])
def test_a_story_half_in_an_unclosed_box_begins_below_the_boxes_beside_it(tag):
    story, last = prose("vault", 3), prose("later", 6)
    side = f"<div><h4>Listen</h4><p>{PLEA}</p><form>Find it</form></div>"
    first = f"<{tag}>{'<br><br>'.join(story)}<ul><li>-- A gate of Zerabad;</li></ul></{tag}>"
    cell = f"<h3>{HEADLINE}</h3>{side}{first}{'<br><br>'.join(last)}"
    html = f"<title>{HEADLINE}</title><table><tr><td>{cell}</td></tr></table>"
    reading = read_page(Page(f"{NTI}ruritania-opens-vault/", 200, "text/html", html.encode()))
    assert paragraphs(reading) == [*story, "-- A gate of Zerabad;", *last]


@pytest.mark.parametrize("seed", range(4))
def test_a_line_of_a_box_that_is_built_as_paragraphs_are_by_chance_is_none(seed):
    chance = random.Random(seed)
    gallery = (
        "<a href='/1'><img src=/1.jpg></a><small>A view of the old harbour of Zerabad in the snow of 1956.</small>"
    )
    plea = f"<h3>Give now</h3><p>{PLEA}</p><a href='/give'>Give</a>"
    beside = f"<div><div><div><b>Pictures</b><br>{gallery}</div></div>{plea}</div>"
    body = "<br><br>".join(prose("vault", 5))
    depth = "<div>" * 3, "</div>" * 3
    column = f"<p><b>{HEADLINE}</b></p>{beside}{depth[0]}{body}{depth[1]}"
    html = f"<title>{chance.choice([HEADLINE, 'GSN'])}</title><div><div>{column}</div></div>"
    reading = read_page(Page(f"{NTI}ruritania-opens-vault/", 200, "text/html", html.encode()))
    assert paragraphs(reading) == prose("vault", 5)


TOOL_ROW = "<a href=/a>A</a> <a href=/b>Print</a> <a href=/c>ShareThis</a>"
TRAIL = "<a href=/>Home</a> &gt; <a href=/gsn/>Newswire</a> &gt; <a href=/gsn/day/>Daily</a>"


@pytest.mark.parametrize("row", [TOOL_ROW, TRAIL])
def test_a_story_between_a_row_of_tools_and_a_copyright_line_is_no_foot(row):
    text = "".join(f"<p>{one}</p>" for one in prose("vault", 4))
    column = f"<h1>{HEADLINE}</h1><div>{row}</div>{text}<p>Copyright 2012 by the Desk.</p>"
    html = f"<title>{HEADLINE}</title><div>{column}</div>"
    reading = read_page(Page(f"{NTI}ruritania-opens-vault/", 200, "text/html", html.encode()))
    assert paragraphs(reading) == prose("vault", 4)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize(
    "line",
    [
        "Anna Lund contributed to this report.",
        "Anna Lund of Global Security Newswire contributed reporting from Zenda.",
        "Researcher Anna Lund assisted with this story.",
        "Additional reporting by Anna Lund and J. T. Orland",
        "Editing by Anna Lund and the night desk.",
        "Contributing: Anna Lund in Zenda contributed to this article.",
        "Research for this article: Anna Lund, librarian.",
        "Written with help from Anna Lund on the night desk.",
        "Anna Lund assisted in Zerabad; editing by J. T. Orland.",
        "Anna Lund and J. T. Orland helped prepare this story.",
        "Anna Lund added reporting from Zenda for this item.",
        "With files from Anna Lund in Zenda.",
        "Additional material was gathered by Anna Lund.",
        "Also reporting: Anna Lund, from the harbour.",
    ],
)
def test_who_helped_with_the_story_is_none_of_its_paragraphs(seed, line):
    chance = random.Random(seed)
    below = box(chance, f"<i>{line}</i>") if chance.random() < 0.5 else f"<p><em>{line}</em></p>"
    reading = page(chance, below)
    assert paragraphs(reading) == prose("vault", 5)
    assert any(one.text == line for one in reading.articles[0].boilerplateRemoved)


@pytest.mark.parametrize("point", ["<li>{}</li>", "<li><p>{}</p></li>", "<dd>-- {}</dd>"])
def test_a_point_that_says_how_long_ago_it_was_opens_no_comments(point):
    points = ["45 locks changed 15 months ago; and", "new keys for the keepers of the harbour."]
    inner = "".join(point.format(text) for text in points)
    tag = "dl" if "<dd>" in point else "ul"
    story = [*prose("vault", 3), "Other findings of the guild:"]
    after = prose("later", 2)
    html = f"<{tag}>{inner}</{tag}>" + "".join(f"<p>{text}</p>" for text in after)
    body = "".join(f"<p>{text}</p>" for text in story) + html
    text = f"<html><title>{HEADLINE}</title><body><h2>Global Security Newswire</h2><h1>{HEADLINE}</h1>{body}</body>"
    reading = read_page(Page(f"{NTI}ruritania-opens-vault/", 200, "text/html; charset=utf-8", text.encode()))
    mark = "-- " if tag == "dl" else ""
    assert paragraphs(reading) == [*story, *(mark + one for one in points), *after]


@pytest.mark.parametrize("lines", [1, 3])
def test_lines_below_a_typed_rule_that_report_nothing_are_none_of_the_story(lines):
    notes = "".join(f"<p>Note {n} may be quoted with a word of where it is from.</p>" for n in range(lines))
    assert paragraphs(page(random.Random(1), f"<p>--------------------</p>{notes}")) == prose("vault", 5)


@pytest.mark.parametrize("seed", range(6))
def test_a_typed_rule_inside_a_story_ends_nothing(seed):
    rule = "--------------------"
    assert [one for one in paragraphs(page(random.Random(seed), inside=f"<p>{rule}</p>")) if one != rule] == prose(
        "vault", 5
    )
    story = [*prose("vault", 4), rule, "The keeper opened the vault on Monday, the mayor said."]
    assert [one for one in paragraphs(page(random.Random(seed), story=story)) if one != rule] == [*story[:4], story[5]]


@pytest.mark.parametrize("verb", ["reports on vaults", "edits the weekend pages", "writes about keys", "covers vaults"])
def test_what_somebody_does_day_after_day_is_a_writers_card(verb):
    card = f"Anna Lund {verb} and holds a degree in singing."
    assert paragraphs(page(random.Random(1), f"<p>{card}</p>")) == prose("vault", 5)


@pytest.mark.parametrize(
    "card",
    [
        "Anna Lund is a staff writer. Reach the newsroom at keys(at)zenda.example.",
        "Anna Lund came to Zenda after nine years at a news agency. Find the keys on Twitter: @annalund.",
        "Anna Lund lives in Zenda and is a reporter of nine locks.",
        "Meet Anna Lund, who covers vaults and those who lose their keys.",
        "Meet Anna Lund, our correspondent in Zenda.",
    ],
)
@pytest.mark.parametrize("built", ["<p>{}</p>", "<div>{}</div>", "<p><i>{}</i></p>"])
def test_a_card_says_what_its_writer_did_and_where_he_is_reached(card, built):
    assert paragraphs(page(random.Random(1), built.format(card))) == prose("vault", 5)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize(
    "card", ["Anna Lund is a staff writer who joined in 2007.", "Meet Anna Lund, who covers vaults."]
)
def test_a_day_below_the_writers_card_is_the_storys(seed, card):
    chance = random.Random(seed)
    day = chance.choice(["From Friday, May 4, 2007 issue.", "May 4, 2007", "Published: May 4, 2007"])
    built = chance.choice(["<p>{}</p>", "<div>{}</div>", "<p><i>{}</i></p>"])
    reading = page(chance, built.format(card) + built.format(day))
    assert (paragraphs(reading), reading.articles[0].datePublished) == (prose("vault", 5), "2007-05-04")


@pytest.mark.parametrize("head", ["<h2>[edit] Sources</h2>", "<h3>References</h3>", "<p><b>External links</b></p>"])
@pytest.mark.parametrize("listed", ["<ul><li>{}</li></ul>", "<p>{}</p>"])
def test_a_list_of_sources_at_the_end_is_none_of_the_story(head, listed):
    line = "Harbour papers. &ldquo;Letters from the vault&rdquo; - the guild, undated"
    assert paragraphs(page(random.Random(1), head + listed.format(line))) == prose("vault", 5)


def test_a_section_that_is_called_sources_and_tells_something_is_the_storys():
    told = "The keeper counted nine of them on Monday, the mayor said."
    parts = [*(f"<p>{text}</p>" for text in prose("vault", 4)), "<h3>Sources</h3>", f"<p>{told}</p>"]
    column = f"<h1>{HEADLINE}</h1>{''.join(parts)}"
    html = f"<html><title>{HEADLINE}</title><body><h2>Global Security Newswire</h2>{column}</body></html>"
    reading = read_page(Page(f"{NTI}ruritania-opens-vault/", 200, "text/html", html.encode()))
    assert paragraphs(reading) == [*prose("vault", 4), "Sources", told]


@pytest.mark.parametrize("name", ["Anna Lund", "Björn Aldstra", "René de la Cour", "Éva Szabó"])
def test_a_writers_card_is_one_in_any_letters(name):
    card = f"{name} joined the staff in 2008 after 11 years at a daily in Strelsau."
    assert paragraphs(page(random.Random(1), f"<div class=x>{card}</div>")) == prose("vault", 5)


@pytest.mark.parametrize("head", ["About the Newsdesk", "About our newsroom", "About the Correspondent"])
def test_what_a_desk_says_of_itself_under_its_heading_is_none_of_the_story(head):
    card = f"<div><h2>{head}</h2><div><p>Covers vaults and keys from a hall in Zenda.</p></div></div>"
    assert paragraphs(page(random.Random(1), card)) == prose("vault", 5)


@pytest.mark.parametrize("mark", ["{}. ", "{} ", "[{}] ", "{}) "])
def test_a_menu_of_numbers_to_press_is_none_of_the_story(mark):
    words = ["Home", "Vaults", "Bio", "Keys"]
    menu = "<br>".join(f"{mark.format(n)}<a accesskey={n} href=/m/{n}>{word}</a>" for n, word in enumerate(words))
    assert paragraphs(page(random.Random(1), f"<div>{menu}</div>")) == prose("vault", 5)
