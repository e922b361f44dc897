"""What closes a page after its story, what a menu says of countries, and pages that only suggest stories."""

import random
import re

import pytest

from crawler.extract import read_page
from crawler.items import Page
from tests.invented import NTI, PHP, prose

HEADLINE = "Ruritania Opens Vault"
STORY = prose("vault", 4)
BODY = "".join(f"<p>{text}</p>" for text in STORY)
MAST = "<h2>Global Security Newswire</h2>"
UNKNOWN = "http://www.nti.org/wire/text.php?ID=7A"
NAMES = [
    "Vault Keys Counted Twice in Zerabad",
    "Mint Talks Stall Again at the Gate",
    "Clerks Leave the Hall of Ledgers",
]


def read(body, url=f"{NTI}ruritania-opens-vault/", title=HEADLINE):
    page = f"<html><head><title>{title}</title></head><body>{MAST}{body}</body></html>"
    return read_page(Page(url, 200, "text/html; charset=utf-8", page.encode()))


def article_of(body, **more):
    (article,) = read(body, **more).articles
    assert [paragraph.text for paragraph in article.paragraphs] == STORY
    return article


def teasers(date="March 1, 2010"):
    items = (
        f"<li><a href='/gsn/article/{name.lower().replace(' ', '-')}/'>{name}</a> <span>{date}</span><p>{text}</p></li>"
        for name, text in zip(NAMES, prose("teasers", 3, 14), strict=True)
    )
    return f"<ul>{''.join(items)}</ul>"


@pytest.mark.parametrize(
    "after",
    [
        "<h4>Subjects of this page:</h4><ul><li><a href='/t/1'>Vaults</a></li><li><a href='/t/2'>Keys</a></li></ul>",
        "<p>See more pictures:</p>",
        "<p>Please follow <a href='/m'>the Mint</a> on <a href='/t'>Twitter</a> and <a href='/f'>Facebook</a>.</p>",
        "<p>Follow Rudolf Elph on <a href='/t'>Twitter</a>.</p>",
        "<div><p>You must <a href='/l'>log in</a> to post a comment.</p></div>",
    ],
)
def test_what_asks_or_announces_something_at_the_end_is_no_paragraph(after):
    article_of(f"<h1>{HEADLINE}</h1>{BODY}{after}")


@pytest.mark.parametrize(
    "sentence",
    [
        "Like many clerks of the vault, Elph put his ledger on Facebook.",
        "Following the council, clerks described the vault on Twitter on Monday.",
        "Members must sign in at the gate of the vault, the council said.",
    ],
)
def test_a_sentence_of_the_story_that_has_such_words_is_kept(sentence):
    (article,) = read(f"<h1>{HEADLINE}</h1>{BODY}<p>{sentence}</p>").articles
    assert [paragraph.text for paragraph in article.paragraphs] == [*STORY, sentence]


@pytest.mark.parametrize("seed", range(6))
def test_the_countries_of_a_menu_are_no_profile_of_the_story(seed):
    chance = random.Random(seed)
    words = ["Home", "Vaults", "Country Profiles", "Mints", "Contact Us"]
    chance.shuffle(words)
    tag = chance.choice(["li", "td", "div"])
    menu = "".join(f"<{tag}><a href='/{word.replace(' ', '').lower()}'>{word}</a></{tag}>" for word in words)
    profile = "<div><h3>Country Profile</h3><p><a href='/country-profiles/ruritania/'>Learn More</a></p></div>"
    story = f"<h1>{HEADLINE}</h1><div>{BODY}</div>"
    assert article_of(f"<div>{menu}</div>{story}").relatedLinks == ()
    both = article_of(f"<div>{menu}</div>{story}{profile}").relatedLinks
    assert [(link.kind, link.url) for link in both] == [
        ("country_profile", "http://www.nti.org/country-profiles/ruritania/")
    ]


@pytest.mark.parametrize("heading", ["h1", "h3", "b"])
@pytest.mark.parametrize("said", ["Page Not Found", "Error 404"])
def test_an_error_that_suggests_stories_is_an_error(said, heading):
    suggested = f"<div><{heading}>Perhaps you want one of these</{heading}>{teasers()}</div>"
    page = read(f"<h2>{said}</h2><p>We are moving our pages. Come back soon.</p>{suggested}", title=said)
    assert (page.kind, page.articles) == ("error", ())


@pytest.mark.parametrize("title", [HEADLINE, f"Print: {HEADLINE}", "Global Security Newswire"])
@pytest.mark.parametrize(
    ("heading", "lines", "kind"),
    [
        (
            "Gone astray",
            [
                "We could not find the article of the vault. Look through the list of all the keys.",
                "Sorry, this story is not available any more, and nobody in the hall knows why.",
            ],
            "error",
        ),
        (
            "No keys here",
            [
                "The page you asked for has moved or never was. Ask the keepers of the hall for it.",
                "Nothing here under that address, so sing along with the choir of the hall.",
            ],
            "error",
        ),
        (
            "Please sign in to go on",
            [
                "Not registered? Keys open the almanac, the charts and the hall.",
                "Forgotten keys are mailed within nine minutes to the door.",
            ],
            "sign_in",
        ),
    ],
)
def test_a_page_that_says_twice_that_nothing_is_there_is_no_story_whatever_its_title(title, heading, lines, kind):
    about = ["This site was built with keys from nine cities.", "Keys may be quoted with credit to the hall of Zenda."]
    body = f"<h1>{heading}</h1>" + "".join(f"<p>{line}</p>" for line in [*lines, *about])
    assert read(body, title=title).kind == kind
    told = "".join(
        f"<p>{text}</p>" for text in ["The keeper opened the vault on Monday, the mayor said.", *prose("v", 3)]
    )
    assert read(f"<h1>{HEADLINE}</h1>{told}<h3>{heading}</h3>", title=title).kind == "story"


def test_a_story_of_something_not_found_with_teasers_beside_it_is_a_story():
    told = "Ledger Not Found in Vault"
    page = read(f"<h1>{told}</h1><div>March 9, 2010</div>{BODY}<div><h3>In Brief</h3>{teasers()}</div>", title=told)
    assert [paragraph.text for paragraph in page.articles[0].paragraphs] == STORY


@pytest.mark.parametrize("tag", ["strong", "h3", "div"])
def test_dated_titles_with_their_first_sentences_amid_a_story_are_no_part_of_it(tag):
    box = f"<div><div><{tag}>Also in Zerabad</{tag}>{teasers()}</div></div>"
    article_of(f"<h1>{HEADLINE}</h1><div>{'<br><br>'.join(STORY[:2])}{box}{'<br><br>'.join(STORY[2:])}</div>")


def test_a_dated_story_with_related_ones_below_it_is_no_issue():
    links = "".join(
        f"<li><a href='/gsn/article/{name.split()[0].lower()}-of-day/'>{name}</a></li>" for name in NAMES[:2]
    )
    body = f"<div>March 9, 2010</div><h1>{HEADLINE}</h1>{BODY}<div><h3>Related Stories</h3><ul>{links}</ul></div>"
    article = article_of(body, url=UNKNOWN)
    assert (article.datePublished, len(article.relatedLinks)) == ("2010-03-09", 2)


def test_a_linked_box_leads_to_related_stories_at_addresses_of_an_unknown_form():
    box = f"<div><h4>Background</h4><ul><li><a href='{UNKNOWN}10BBD480'>{NAMES[0]}</a></li></ul></div>"
    article = article_of(f"<h1>{HEADLINE}</h1><div>{BODY}</div>{box}", url=PHP)
    assert [(link.kind, link.url) for link in article.relatedLinks] == [("related_story", f"{UNKNOWN}10BBD480")]


def test_a_row_of_the_pages_own_tools_in_unknown_words_takes_no_byline_with_it():
    tools = "<ul><li><a href='#'>Republish</a></li><li><a href='#'>Keep</a></li></ul>"
    signed = f"<h1>{HEADLINE}</h1><div>March 9, 2010</div><div>By Rudolf Elph, Global Security Newswire</div>"
    article = article_of(f"{signed}{tools}<blockquote>{BODY}</blockquote>", url=PHP)
    assert [author.name for author in article.authors] == ["Rudolf Elph"]
    assert article.relatedLinks == ()


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("<div>March 9, 2013, 7:02 a.m.</div>", "<div>Antonia Mauban and Rudolf Elph</div>"),
        ("<div>March 9, 2013</div><table><tr><td>By Antonia Mauban and Rudolf Elph</td></tr></table>", ""),
    ],
)
def test_names_sign_a_story_whose_headline_stands_between_them_and_the_date(above, below):
    article = article_of(f"{above}<h1>{HEADLINE}</h1>{below}<div>{BODY}</div>")
    assert [author.name for author in article.authors] == ["Antonia Mauban", "Rudolf Elph"]


def test_names_above_a_headline_without_a_date_sign_another_story():
    assert article_of(f"<div>By Antonia Mauban</div><h1>{HEADLINE}</h1><div>{BODY}</div>").authors == ()


def test_a_sentence_between_two_links_to_one_story_is_a_teasers():
    name, sentence = NAMES[0], prose("next", 1)[0]
    link = "<p><a href='/gsn/article/keys/'>{}</a></p>"
    article_of(
        f"<h1>{HEADLINE}</h1>{BODY}<p><b>Up Next</b></p>{link.format(name)}<p>{sentence}</p>{link.format('All')}"
    )


@pytest.mark.parametrize(
    "heading", ["<dl><dt>NTI Analysis</dt></dl>", "<h3>NTI Analysis</h3>", "<p><b>NTI Analysis</b></p>"]
)
def test_an_analysis_heading_over_nothing_takes_no_stories_of_the_next_box(heading):
    boxes = f"<div><section>{heading}</section><section><h3>News in Brief</h3>{teasers()}</section></div>"
    article = article_of(f"<div><h1>{HEADLINE}</h1>{BODY}</div>{boxes}")
    assert {link.kind for link in article.relatedLinks} <= {"related_story"}


@pytest.mark.parametrize(
    "tools", [["Share", "Save", "Republish"], ["Digg", "A A A", "Keep", "Send on", "Print", "Fax"]]
)
def test_the_pages_tools_between_date_and_headline_hide_neither_date_nor_writer(tools):
    row = "".join(f"<li><a href='#'>{tool}</a></li>" for tool in tools)
    above = f"<p>May 1, 2013, 9:08 p.m.</p><p>By Jane Roe and John Doe</p><ul>{row}</ul>"
    article = article_of(f"<div>{above}<h1>{HEADLINE}</h1>{BODY}</div>")
    assert (article.datePublished, article.byline) == ("2013-05-01", "By Jane Roe and John Doe")


@pytest.mark.parametrize("tail", ["<p>0 Comments</p>", "<p>Copyright 2012 by the Mint.</p>", "<p>Privacy Policy</p>"])
def test_what_follows_the_foot_does_not_replace_a_story_of_one_paragraph(tail):
    lead, *after = prose("lone", 3)
    foot = f"<dl>{''.join(f'<dd>{text}</dd>' for text in after)}</dl>"
    reading = read(f"<div><h1>{HEADLINE}</h1><div><p>{lead}</p></div>{tail}{foot}</div>")
    assert [paragraph.text for paragraph in reading.articles[0].paragraphs] == [lead]


def test_what_the_newswire_says_of_itself_does_not_replace_a_story_of_one_paragraph():
    lead = prose("lone", 1)[0]
    own = (
        f"GSN is edited by the keepers of the Mint, who are paid by several foundations: {lead}",
        f"The Nuclear Threat Initiative (NTI) is an old house with a board of its own, and {lead}",
    )
    about = "".join(f"<p>{text}</p>" for text in own)
    reading = read(f"<div><h1>{HEADLINE}</h1><div><p>{lead}</p></div><div>{about}</div></div>")
    assert [paragraph.text for paragraph in reading.articles[0].paragraphs] == [lead]


@pytest.mark.parametrize(
    "points",
    [
        ("<p>The law would:</p><ul><li>", "open the vault", "</li><li>", "end the count", "</li></ul>"),
        ("<p>The law would:</p>", "<p>-- open the vault</p>", "<p>-- end the count</p>"),
        ("The law would:<br>", "-- open the vault", "<br>", "-- end the count", "<br>"),
        ("<p>The law would:</p><table><tr><td>", "Zerabad", "</td><td>", "400 keys", "</td></tr></table>"),
    ],
)
def test_a_list_of_points_may_end_a_story(points):
    told = [*STORY, *(re.sub("<.+?>", "", part) for part in points if re.sub("<.+?>", "", part))]
    paragraphs = read(f"<h1>{HEADLINE}</h1><div>{BODY}{''.join(points)}</div>").articles[0].paragraphs
    assert [paragraph.text for paragraph in paragraphs] == told


@pytest.mark.parametrize("after", ["<p>Tags:</p><ul><li>Vaults</li></ul>", "<p>See also these pages:</p><p>Vaults</p>"])
def test_labels_that_end_in_a_colon_open_no_list_of_the_storys(after):
    article_of(f"<h1>{HEADLINE}</h1><div>{BODY}{after}</div>")
