"""Which links are related stories, analyses, country profiles: told by what stands over them and where they lead."""

import random

import pytest

from crawler.extract import read_page
from crawler.items import Page
from tests.invented import NTI
from tests.told import HEADLINE, STORY, in_boxes

TITLES = ["Keys of Zenda Are Found", "Gate of Zerabad Stays Shut", "Choir of Orland Sings Again"]
WAYS = [
    "<{h}>{label}</{h}><ul>{items}</ul>",
    "<div><{h}>{label}</{h}>{items}</div>",
    "<table><tr><td><{h}>{label}</{h}>{items}</td></tr></table>",
]
ITEMS = [
    "<li><a href='{url}'>{title}</a></li>",
    "<li>&#8226; <a href='{url}'>{title}</a></li>",
    "<li><a href='{url}'>{title}</a> <span>{words}</span></li>",
    "<div><a href='{url}'>{title}</a><br><span>{words}</span></div>",
    "<div><h4><a href='{url}'>{title}</a></h4><p>{words}</p></div>",
]
# More names of lists that hold whatever there was.
LABELS = [
    *("From the archive", "In other sections", "What's Hot", "Must Read", "In Nuclear Weapons", "Prior article"),
    *("From the Front Page", "In the same section", "Others have read", "Fresh", "Around the wire", "Now Reading"),
    *("Opinion", "Announcements", "Also on National Journal", "Popular with readers", "Readers' favorites"),
]


def links(*parts, url=f"{NTI}ruritania-opens-vault/"):
    html = f"<html><head><title>{HEADLINE}</title></head><body><h2>Global Security Newswire</h2>{''.join(parts)}</body>"
    (article,) = read_page(Page(url, 200, "text/html; charset=utf-8", html.encode())).articles
    assert [paragraph.text for paragraph in article.paragraphs if paragraph.text not in STORY] == []
    return [(link.kind, link.text) for link in article.relatedLinks]


def listed(seed, label):
    chance = random.Random(seed)
    item = chance.choice(ITEMS)
    items = "".join(
        item.format(url=f"/gsn/article/story-of-{n}-keys/", title=title, words=f"A look at key {n} of nine keys.")
        for n, title in enumerate(TITLES)
    )
    return chance.choice(WAYS).format(h=chance.choice(["h3", "b", "strong"]), label=label, items=items)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize(
    "label",
    [
        *("Related Stories", "More on this subject", "You may also like", "Previous coverage", "On the Same Subject"),
        *("Earlier GSN Coverage:", "Possibly related posts:", "In the Same Vein", "Background", "Dossier"),
        *("Others in This Series", "More in the Series"),
    ],
)
def test_what_a_page_calls_related_is_related(seed, label):
    story = f"<div><h1>{HEADLINE}</h1>{in_boxes(STORY)}</div>"
    assert links(story, listed(seed, label)) == [("related_story", title) for title in TITLES]


@pytest.mark.parametrize("titles", [["Ledger Trouble"], [TITLES[0], "Key Lost"], ["Special Report: Nine Keys Sung"]])
@pytest.mark.parametrize("item", [*ITEMS[:2], "<li><a href='{url}'>{title}</a> Jan. 9, 2009</li>"])
def test_titles_of_two_words_and_special_reports_are_related_under_the_words_for_it(titles, item):
    story = f"<div><h1>{HEADLINE}</h1>{in_boxes(STORY)}</div>"
    items = "".join(item.format(url=f"/archive/{n}.html", title=title) for n, title in enumerate(titles))
    assert links(story, f"<div><h3>Related Stories</h3><ul>{items}</ul></div>") == [
        ("related_story", title) for title in titles
    ]


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize(
    "label",
    ["Latest Headlines", "Recent Stories", "In Today's Issue", "More from National Journal", "Trending", *LABELS],
)
def test_what_holds_whatever_there_was_is_not(seed, label):
    story = f"<div><h1>{HEADLINE}</h1>{in_boxes(STORY)}</div>"
    parts = [story, listed(seed, label)]
    assert links(*(reversed(parts) if seed % 2 else parts)) == []


@pytest.mark.parametrize("label", ["Also in the News", "Popular on NTI", "More stories from the wire", "More From GSN"])
@pytest.mark.parametrize("head", ["<h3>{}</h3>", "<dt>{}</dt>", "<p>{}</p>"])
@pytest.mark.parametrize("before", ["", "3,587 views | ", "10:23 p.m. | "])
def test_a_count_or_an_hour_before_each_title_is_no_label_of_the_list(label, head, before):
    entries = "".join(
        f"<div>{before}<a href='/gsn/article/story-of-{n}-keys/'>{t}</a></div>" for n, t in enumerate(TITLES)
    )
    story = f"<div><h1>{HEADLINE}</h1>{in_boxes(STORY)}</div>"
    assert links(story, f"<div>{head.format(label)}{entries}</div>") == []


def test_related_reading_in_an_archive_is_related():
    story = f"<div><h1>{HEADLINE}</h1>{in_boxes(STORY)}</div>"
    assert links(story, listed(3, "Related reading in the archive")) == [("related_story", title) for title in TITLES]


@pytest.mark.parametrize("pager", ["&laquo; {}", "{} &raquo;", "Next story: {}", "PREVIOUS ARTICLE {}", "&larr; {}"])
def test_a_pager_leads_to_no_related_story(pager):
    link = f"<a href='/gsn/article/story-of-9-keys/'>{TITLES[0]}</a>"
    assert links(f"<h1>{HEADLINE}</h1>{in_boxes(STORY)}<div>{pager.format(link)}</div>") == []


@pytest.mark.parametrize("label", ["", "<h3>From the Guild</h3>", "<h3>Country Profile</h3>"])
@pytest.mark.parametrize("words", ["Full profile &raquo;", "Learn More", "Read the country profile"])
def test_the_folder_of_country_profiles_tells_their_kind(label, words):
    box = (
        f"<div>{label}<p>Ruritania</p><p><a href='http://www.nti.org/country-profiles/ruritania/'>{words}</a></p></div>"
    )
    found = links(f"<div><h1>{HEADLINE}</h1>{in_boxes(STORY)}</div>", box)
    assert [kind for kind, _ in found] == ["country_profile"]


@pytest.mark.parametrize("inside", [False, True])
@pytest.mark.parametrize(
    "words", ["<a {}>Ruritania: our keepers tell of its vaults</a>", "<a {}>Ruritania</a>: vaults, keys and gates."]
)
def test_a_country_profile_may_have_any_words(words, inside):
    link = words.format("href='http://www.nti.org/country-profiles/ruritania/'")
    box = f"<div><h4>Country Profile</h4><p>{link}</p></div>"
    story = f"<h1>{HEADLINE}</h1>{in_boxes(STORY)}"
    found = links(*([f"<div>{story}{box}</div>"] if inside else [f"<div>{story}</div>", box]))
    assert [kind for kind, _ in found] == ["country_profile"]


def test_a_menu_of_countries_and_of_kinds_of_analysis_is_none():
    menu = "".join(f"<li><a href='/country-profiles/land-{n}/'>Land {n}</a></li>" for n in range(9))
    kinds = "<li><a href='/analysis/'>Analysis</a></li><li><a href='/analysis/reports/'>Reports of Ours Here</a></li>"
    assert links(f"<ul>{menu}{kinds}</ul>", f"<div><h1>{HEADLINE}</h1>{in_boxes(STORY)}</div>") == []


def test_a_story_of_the_newswires_own_is_no_analysis():
    teaser = "<p><a href='http://www.nti.org/analysis/reports/keys/'>The Keys of Ruritania</a></p><p>June 3, 2015</p>"
    own = f"<h4>More Coverage</h4><p><a href='/gsn/article/story-of-9-keys/'>{TITLES[0]}</a></p>"
    found = links(f"<div><h1>{HEADLINE}</h1>{in_boxes(STORY)}</div>", f"<div><h4>NTI Analysis</h4>{teaser}{own}</div>")
    assert found == [("analysis", "The Keys of Ruritania"), ("related_story", TITLES[0])]


@pytest.mark.parametrize("link", ["(<a href='{}'>see GSN, May 3</a>)", "<a href='{}'>(see <i>GSN</i>, May 3)</a>"])
def test_a_link_around_a_reference_is_one_with_or_without_the_brackets(link):
    body = f"<p>The keeper lost the key on Monday {link.format('/gsn/article/story-of-9-keys/')}.</p>"
    html = f"<html><body><h2>Global Security Newswire</h2><h1>{HEADLINE}</h1>{body}{in_boxes(STORY)}</body>"
    (article,) = read_page(Page(f"{NTI}ruritania-opens-vault/", 200, "text/html", html.encode())).articles
    assert [one.kind for one in article.relatedLinks] == ["cross_reference"]


@pytest.mark.parametrize("label", ["Recent Stories on Missile Defense", "More Nuclear Weapons Stories", "More on this"])
def test_recent_stories_on_one_subject_are_related(label):
    story = f"<div><h1>{HEADLINE}</h1>{in_boxes(STORY)}</div>"
    assert links(story, listed(3, label)) == [("related_story", title) for title in TITLES]


@pytest.mark.parametrize("button", ["View larger", "Enlarge photo", "Click to enlarge"])
def test_a_button_beside_a_picture_is_no_story(button):
    box = f"<div><img src=/v.jpg alt=Vault><div><a href='/gsn/photo/vault-of-zenda-1/'>{button}</a></div></div>"
    assert links(f"<h1>{HEADLINE}</h1>{box}{in_boxes(STORY)}") == []


@pytest.mark.parametrize("end", [";", ".", ""])
def test_titles_in_one_line_behind_the_words_for_it_are_related(end):
    linked = "; ".join(f"<a href='/gsn/article/story-of-{n}-keys/'>{t}</a>" for n, t in enumerate(TITLES))
    story = f"<h1>{HEADLINE}</h1>{in_boxes(STORY)}"
    assert links(f"{story}<table><tr><td>See also: {linked}{end}</td></tr></table>") == [
        ("related_story", title) for title in TITLES
    ]
