"""What sites set into stories, and what stories say that only looks so, in markup drawn at random."""

import random

import pytest

from crawler.extract import read_page
from crawler.items import Page
from tests.invented import NTI, prose

HEADLINE = "Ruritania Opens Vault"
STORY = [
    "WASHINGTON -- Keeper Olga Quill counted the keys of the vault on Monday, the Zenda Times reported.",
    *prose("vault", 3),
    "The council asked the keeper for a list of every key (Zenda Times, Oct. 3).",
    "The museum beside the vault was opened by the council in 1984.",
]
SEEDS = pytest.mark.parametrize("seed", range(6))


def read(body):
    html = f"<html><head><title>{HEADLINE}</title></head><body><h2>Global Security Newswire</h2><h1>{HEADLINE}</h1>"
    html = f"{html}{body}<p>&copy; 2012 National Journal Group</p></body></html>"
    page = Page(f"{NTI}ruritania-opens-vault/", 200, "text/html; charset=utf-8", html.encode())
    return read_page(page).articles[0]


def texts(body):
    return [paragraph.text for paragraph in read(body).paragraphs]


def amid(chance, *parts):
    """The story with parts somewhere between its paragraphs, and where they stand."""
    place = chance.randrange(2, len(STORY))
    story = [f"<p>{text}</p>" for text in STORY]
    return "<div>" + "".join([*story[:place], *parts, *story[place:]]) + "</div>", place


@SEEDS
@pytest.mark.parametrize(
    "said",
    [
        'The new text reads: "This site uses cookies. You may disable them in your browser."',
        'The sheet, titled Bells, has the invitation: "Get our free newsletter! Delivered to your inbox each Friday."',
        "The museum is open Tuesday through Sunday, 9 a.m. to 4 p.m.; admission is $6. For groups, call 555-0124.",
        "It is open daily except Monday, 10 a.m. to 6 p.m.; admission is $6. The telephone number is 555-0190.",
        "Today everybody can tell you: nine tons of material, packed in casks to last 47 years.",
    ],
)
def test_what_a_story_tells_of_sites_and_houses_is_its_own(seed, said):
    body, place = amid(random.Random(seed), f"<p>{said}</p>")
    assert texts(body) == [*STORY[:place], said, *STORY[place:]]


@SEEDS
@pytest.mark.parametrize("obtained", ["", ", a copy of which was obtained by GSN,"])
@pytest.mark.parametrize("last", [True, False])
def test_a_letter_in_a_box_is_the_storys_where_a_colon_announces_it(seed, obtained, last):
    chance = random.Random(seed)
    letter = [
        "Dear Mr. Secretary:",
        "We ask you to count the keys again. None of us fear work.",
        "Sincerely,",
        "The keepers",
    ]
    opens = f"The letter{obtained} reads in part:"
    box = chance.choice(
        [
            "<div style='border:1px solid'>{}</div>",
            "<table border=1 width='80%'><tr><td>{}</td></tr></table>",
            "<div class='nav-body'>{}</div>",
            "<center><table><tr><td>{}</td></tr></table></center>",
        ]
    ).format("".join(f"<p>{line}</p>" for line in letter))
    parts = [f"<p>{opens}</p>", box]
    if last:
        body, place = "<div>" + "".join(f"<p>{text}</p>" for text in STORY) + "".join(parts) + "</div>", len(STORY)
    else:
        body, place = amid(chance, *parts)
    assert texts(body) == [*STORY[:place], opens, *letter, *STORY[place:]]


@SEEDS
@pytest.mark.parametrize(
    "box",
    [
        "<center><font size=1>At a Glance: The Numbers<br>72 sites under review<br>First key: 1996</font></center>",
        "<table align=right border=1><tr><td><b>At a Glance: Who Is Who</b></td></tr><tr><td>9 keys of silver</td></tr>"
        "<tr><td>First key made: 1983</td></tr></table>",
        "<hr><b>Never Miss an Issue</b><br><font size=1>40 sites under review</font><br>First key: 1962<br><hr>",
        "<div><div>Glossary</div><div>Key: what opens a vault</div><div>Lock: what keeps it shut</div></div>",
        "<div><div>Key Terms</div><ul><li>Key: what opens a vault<li>Lock: what keeps it shut</ul></div>",
        "<div><h3>Key Takeaways</h3><ul><li>Zenda at odds with its keeper<li>Vault in the spotlight</ul></div>",
    ],
)
def test_facts_under_a_title_of_their_own_are_none_of_the_storys(seed, box):
    body, _ = amid(random.Random(seed), box)
    assert texts(body) == STORY


@SEEDS
@pytest.mark.parametrize(
    "pitch",
    [
        "<p><b>SAVE THE DATE</b></p><p>Zenda Summit</p><p>April 17</p><p><a href='/rsvp/'>Request a seat</a></p>",
        "<div><h3>Reader poll</h3><p>Should they count keys?</p><ul><li>Yes<li>No</ul><a href='/v/'>Vote</a></div>",
        "<p><b>Live Event</b></p><p>Keys in the Next Decade</p><p>Reserve your seat today. Space is limited.</p>"
        "<p><a href='/r/'>RSVP</a></p>",
        "<p><b>MEMBERSHIP</b></p><p>Unlimited access to almanacs.</p><p><a href='/t/'>Request a trial</a></p>",
    ],
)
def test_what_a_title_opens_and_a_button_closes_is_the_sites(seed, pitch):
    body, _ = amid(random.Random(seed), pitch)
    assert texts(body) == STORY


def test_what_reports_something_above_a_button_is_the_storys():
    story = [*STORY, "What Comes Next", "The council met the keeper on Tuesday."]
    body = "".join(f"<p><b>{t}</b></p>" if t == "What Comes Next" else f"<p>{t}</p>" for t in story)
    assert texts(f"<div>{body}<p><a href='/rsvp/'>Request an invitation</a></p></div>") == story


@SEEDS
@pytest.mark.parametrize(
    "post",
    [
        ["Long day at the talks. More soon. #Zenda", "— Olga Vane (@ovane) May 6, 2014"],
        ["New from us: nine charts. Thread. pic.twitter.com/Np24gMV4BH", "— Zenda Times (@ztimes) 23 Nov 2013"],
        ["View this post on Instagram", "A post shared by Olga Vane (@ovane) on 4/2/2013 at 9:23 a.m. PDT"],
    ],
)
def test_posts_of_networks_are_set_in_but_where_a_colon_announces_them(seed, post):
    chance = random.Random(seed)
    box = chance.choice(["<blockquote>{}</blockquote>", "<div>{}</div>", "{}"]).format(
        "".join(f"<p>{line}</p>" for line in post)
    )
    body, _ = amid(chance, box)
    assert texts(body) == STORY


def test_a_post_that_a_story_quotes_is_its_own():
    post = ["We have counted nine of the keys. More soon.", "— Olga Quill (@oquill) May 6, 2014"]
    opens = "The keeper wrote on Monday in a public message:"
    box = f"<blockquote>{''.join(f'<p>{line}</p>' for line in post)}</blockquote>"
    body, place = amid(random.Random(3), f"<p>{opens}</p>", box)
    assert texts(body) == [*STORY[:place], opens, *post, *STORY[place:]]


@SEEDS
def test_a_quotation_set_apart_with_its_speaker_is_set_in_and_a_list_of_sayings_is_a_story(seed):
    chance = random.Random(seed)
    saying = "“The material is safer today than it was a year ago.” — Olga Quill"
    body, _ = amid(chance, f"<blockquote>{saying}</blockquote>")
    assert texts(body) == STORY
    sayings = [f'"The {thing} is my whole life," -- Olga Quill.' for thing in ("key", "vault", "hall", "choir", "list")]
    story = [STORY[0], *sayings, STORY[4]]
    assert texts("<div>" + "".join(f"<p>{text}</p>" for text in story) + "</div>") == story


def test_a_point_of_a_list_may_say_less_than_another():
    points = ["Count every key of the vault by May", "Let the keeper in", "Count every key of the vault"]
    opens = "The council told the keepers to:"
    body, place = amid(random.Random(2), f"<p>{opens}</p>", f"<ul>{''.join(f'<li>{p}</li>' for p in points)}</ul>")
    assert texts(body) == [*STORY[:place], opens, *points, *STORY[place:]]


@SEEDS
def test_what_goes_on_below_a_title_of_another_story_is_no_teaser_of_that(seed):
    told = "The keeper had asked the council for a new lock on Monday."
    body, place = amid(
        random.Random(seed), "<p>MORE: <a href='/gsn/article/zenda-mint/'>Zenda Opens Mint</a></p>", f"<p>{told}</p>"
    )
    assert texts(body) == [*STORY[:place], told, *STORY[place:]]


@pytest.mark.parametrize(
    "line",
    [
        "Paid Post",
        "Presented by Ashland Works",
        "A message from Ashland Works:",
        "Order your copy of Nine Keys and save 20 percent at our store.",
        "Click on the image to enlarge.",
        "A transcript of this video is available here.",
        "Sorry, the video player failed to load. (Error Code: 592)",
        "Autoplay in 5 seconds",
        "18 photos",
        "1,476 words",
        "171 people are reading this right now",
        "#Zenda #Vaults #security",
        "ICYMI: Zenda Opens Mint https://t.co/ykb4h84YGp",
        "Last reviewed November 21, 2015",
        "Last updated 8/23/2010 4:10 a.m. EST",
        "Click the bell to receive push alerts.",
        "View this document on Scribd",
    ],
)
def test_what_players_counters_and_adverts_say_is_none_of_a_story(line):
    body, _ = amid(random.Random(line), f"<p>{line}</p>")
    assert texts(body) == STORY


def test_what_stands_below_a_countrys_profile_under_a_heading_is_not_of_it():
    profile = (
        "<div><div><h4>Country Profile</h4><ul><li>This article provides an overview of Zenda's policies.</li>"
        "<li><a href='http://www.nti.org/country-profiles/zenda/'>Learn More</a></li></ul></div>"
        "<aside><h2>Job Board</h2>"
        "<p>Keeper, House of Keys</p><p><a href='http://www.nti.org/jobs'>Post a job</a></p></aside></div>"
    )
    article = read("<div>" + "".join(f"<p>{text}</p>" for text in STORY) + f"</div>{profile}")
    links = [(link.url, link.kind) for link in article.relatedLinks]
    assert links == [("http://www.nti.org/country-profiles/zenda/", "country_profile")]


@SEEDS
@pytest.mark.parametrize(
    "notice",
    [
        "This publication ended July 31, 2014.",
        "Last issue: July 31, 2014",
        "This service was discontinued on July 31, 2014.",
        "Publication ceased July 31, 2014.",
    ],
)
def test_the_newswires_last_day_dates_no_story_in_whatever_words(seed, notice):
    chance = random.Random(seed)
    heading = chance.choice(["<h3>A Note to Our Readers</h3>", "<b>Notice to Readers</b><br>", ""])
    box = f"<div>{heading}<p>{notice}</p></div>"
    body = "<div>" + "".join(f"<p>{text}</p>" for text in STORY) + "</div>"
    article = read(chance.choice([f"{box}{body}", f"{body}{box}"]))
    assert article.datePublished is None
    assert [paragraph.text for paragraph in article.paragraphs] == STORY
