"""What once cost a story its lead, its middle or its headline, in markup drawn at random."""

import random

import pytest

from crawler.extract import parse, read_page
from crawler.items import Page
from tests.invented import NTI, PHP, prose

HEADLINE = "Ruritania Opens Vault"
STORY = prose("vault", 4)
SHORT = [
    "Ruritania said on Tuesday that the vault at Zerabad is open to guests.",
    "Nobody came.",
    "The guards of the vault have not been paid since the spring.",
]
SEEDS = pytest.mark.parametrize("seed", range(6))


def read(body, *, head="", title=f"{HEADLINE} | GSN"):
    page = f"<html><head><title>{title}</title>{head}</head><body><h2>Global Security Newswire</h2>{body}</body></html>"
    (article,) = read_page(
        Page(f"{NTI}ruritania-opens-vault/", 200, "text/html; charset=utf-8", page.encode())
    ).articles
    assert article.headline == HEADLINE
    return article


def paragraphs(body, **more):
    return [paragraph.text for paragraph in read(body, **more).paragraphs]


def boxed(chance, inner, depth=3):
    for _ in range(chance.randrange(depth)):
        tag = chance.choice(["div", "section", "article"])
        inner = f"<{tag}>{inner}</{tag}>"
    return inner


def written(texts, tag="p"):
    return "".join(f"<{tag}>{text}</{tag}>" for text in texts)


@SEEDS
def test_a_headline_is_no_caption_though_its_picture_has_the_same_words(seed):
    chance = random.Random(seed)
    heading = chance.choice(["h1", "h2", "div"])
    picture = boxed(chance, f"<img src='/v.jpg' alt='{HEADLINE}'>")
    body = f"<{heading}>{HEADLINE}</{heading}>{picture}<p>{STORY[0]}</p><h3>Next Steps</h3>{written(STORY[1:])}"
    assert paragraphs(boxed(chance, body)) == [STORY[0], "Next Steps", *STORY[1:]]


@SEEDS
@pytest.mark.parametrize(
    "above",
    [
        "<p><div><h4>On Stage</h4><p>Zerabad - an hour since</p></div>",
        "<p><div><img src='/v.jpg' alt=vault></div><p>Picture: <a href='/x'>The Zerabad Circle</a></p>",
        "<header>told by the harbour desk, 15:40</header>",
    ],
)
def test_a_lead_that_is_built_otherwise_is_kept_whatever_stands_above(seed, above):
    chance = random.Random(seed)
    wrapped = chance.choice([written(STORY[1:]), f"<blockquote>{written(STORY[1:])}</blockquote>"])
    lead = STORY[0] if above.startswith("<p>") else f"<p>{STORY[0]}</p>"
    assert paragraphs(boxed(chance, f"<h1>{HEADLINE}</h1>{above}{lead}\n{wrapped}")) == STORY


@SEEDS
def test_a_heading_over_each_paragraph_costs_a_story_nothing(seed):
    chance = random.Random(seed)
    texts = prose("vault", chance.randrange(2, 7), chance.randrange(8, 30))
    rank = chance.choice(["h2", "h3", "h4"])
    ends = chance.choice(["", "?"])
    sections = [f"<{rank}>Part {n}{ends}</{rank}><p>{text}</p>" for n, text in enumerate(texts[1:], 2)]
    listed = prose("list", 2) if chance.random() < 0.5 else []
    closing = f"<ul>{written(listed, 'li')}</ul>" if listed else ""
    found = paragraphs(boxed(chance, f"<h1>{HEADLINE}</h1><p>{texts[0]}</p>{''.join(sections)}{closing}"))
    assert [text for text in found if not text.startswith("Part ")] == [*texts, *listed]
    assert len(found) == 2 * len(texts) - 1 + len(listed)


@SEEDS
@pytest.mark.parametrize("label", ["16 Comments &#187;", f"16 Comments on {HEADLINE}", "Voices From the Harbour"])
def test_readers_who_write_more_than_the_story_has_do_not_replace_it(seed, label):
    chance = random.Random(seed)
    voices = "".join(f"<li>{written(prose(f'{seed}-{n}', 3))}<cite>Quill {n}</cite></li>" for n in range(16))
    story = f"<div><div><h1>{HEADLINE}</h1>{boxed(chance, written(STORY))}</div></div>"
    assert paragraphs(f"{story}<div><div><h3>{label}</h3><ol>{voices}</ol></div></div>") == STORY


@SEEDS
@pytest.mark.parametrize("title", ["GSN", f"{HEADLINE} | GSN"])
def test_a_count_of_comments_above_the_headline_opens_no_section(seed, title):
    chance = random.Random(seed)
    count = boxed(chance, f"<div>{chance.choice(['comments', '12 comments', 'Comments (3)'])}</div>")
    assert paragraphs(f"{count}<h1>{HEADLINE}</h1>{written(STORY)}", title=title) == STORY


LEGAL = [
    "These pages are subject to copyright, and no picture of the vault may leave them without the written "
    "permission of the keeper. All that they say of the vault is said for information purposes only, at all hours.",
    "Redistribution of anything that these pages say of the vault or of its keepers, or of what lies beneath them, is "
    "prohibited. What they say is provided as is; nobody vouches for linked sites or for the hours of the vault.",
    "Permission to photocopy what these pages say of the vault is given to the schools of Zerabad free of charge; "
    "all others are asked to write a letter to the keeper of the old vault well before the autumn.",
]


@SEEDS
@pytest.mark.parametrize("words", LEGAL)
def test_legal_words_are_no_story_however_short_the_story_is(seed, words):
    chance = random.Random(seed)
    legal = f"{chance.choice(['', '<hr>'])}<div>{boxed(chance, f'<div>{words}</div>')}</div>"
    assert paragraphs(f"<h1>{HEADLINE}</h1>{written(SHORT)}{legal}") == SHORT


@pytest.mark.parametrize("sentence", ["Reproduction of the old keys was slow.", "The deal permits reuse of the fuel."])
def test_a_storys_last_sentence_that_has_a_lawyers_word_is_kept(sentence):
    assert paragraphs(f"<h1>{HEADLINE}</h1>{written([*STORY, sentence])}") == [*STORY, sentence]


@SEEDS
def test_the_date_under_the_linked_title_of_another_story_is_not_this_ones(seed):
    chance = random.Random(seed)
    days = ["August 18, 2005", "May 2, 2009", "June 15, 2013"][: chance.randrange(1, 4)]
    rows = "".join(f"<div><h5><a href='/n/{n}'>A Gate Is Shut</a></h5><p>{day}</p></div>" for n, day in enumerate(days))
    assert read(f"<h1>{HEADLINE}</h1><div>{rows}</div><div>{written(STORY)}</div>").datePublished is None


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("May 9, 2011 -- Updated 0203 GMT (1003 HKT)", "2011-05-08"),
        ("May 9, 2011 | Updated: 9:25 a.m.", "2011-05-08"),
        ("May 9, 2011", "2011-05-09"),
        ("May 9, 2011 | Updated: May 10, 2011, 9:25 a.m.", "2011-05-09"),
    ],
)
def test_a_day_beside_the_hour_of_a_change_gives_way_to_the_day_before_that_is_declared(line, day):
    body = f"<h1>{HEADLINE}</h1><div>{line}</div>{written(STORY)}"
    assert read(body, head="<meta name=pubdate content='2011-05-08T08:36:32Z'>").datePublished == day
    assert read(body).datePublished == "2011-05-09"
    assert read(body, head="<meta name=pubdate content='2013-05-08T08:36:32Z'>").datePublished == "2011-05-09"


@pytest.mark.parametrize("words", ["HIDE CAPTION", "View Comments", "Show Thumbnails", "All Photos"])
def test_the_words_of_a_button_are_no_writers_name(words):
    assert read(f"<h1>{HEADLINE}</h1><div>May 9, 2011</div><div>{words}</div>{written(STORY)}").authors == ()


@SEEDS
@pytest.mark.parametrize(
    "amid",
    [
        "<aside><div><h2>A Third Vault</h2><div>Away with you</div></div><a href='/gsn/article/third/'></a></aside>",
        "<div><h4>Text Size</h4><ul><li>-</li><li>+</li><li>reset</li></ul></div>",
        "<ul>"
        + "".join(
            f"<li><img src='/{n}.jpg'><h4>Vaults of the north</h4><p>{text}</p></li>"
            for n, text in enumerate(prose("gallery", 3))
        )
        + "</ul>",
    ],
)
def test_teasers_tools_and_galleries_between_two_paragraphs_are_no_story(seed, amid):
    chance = random.Random(seed)
    at = chance.randrange(1, len(STORY))
    assert paragraphs(boxed(chance, f"<h1>{HEADLINE}</h1>{written(STORY[:at])}{amid}{written(STORY[at:])}")) == STORY


def test_a_list_with_pictures_in_it_is_a_storys_own():
    items = ["The vault has two doors, and the keeper knows of one.", "The other door is painted on the wall."]
    listed = "".join(f"<li><img src='/a.jpg'>{text}</li>" for text in items)
    assert paragraphs(f"<h1>{HEADLINE}</h1>{written(STORY)}<ul>{listed}</ul><p>Nobody came.</p>") == [
        *STORY,
        *items,
        "Nobody came.",
    ]


@pytest.mark.parametrize("refers", ["see GSN, July 14, 2009", "Zerabad Post, May 3, 2011", "GSN, March 1, 2010"])
def test_a_sentence_with_a_dated_reference_after_it_opens_no_comments(refers):
    said = f'"The vault is cold," the keeper said of it. "I wear two coats." ({refers})'
    texts = [*STORY[:2], said, *STORY[2:]]
    assert paragraphs(f"<h1>{HEADLINE}</h1>{written(texts)}") == texts


@SEEDS
def test_a_line_set_as_a_heading_does_not_outweigh_what_stands_below_in_parts(seed):
    chance = random.Random(seed)
    deck = f"<div><h2>{prose('deck', 1, chance.randrange(20, 40))[0]}</h2></div>"
    tag, end = chance.choice(
        [("<div>", "</div>"), ("<div><div>", "</div></div>"), ("<section><div>", "</div></section>")]
    )
    parts = "".join(f"{tag}{written([text])}{end}" for text in STORY)
    found = paragraphs(f"<div><div><h1>{HEADLINE}</h1>{deck}</div></div><div><div>{parts}</div></div>")
    assert [text for text in found if not text.startswith("deck")] == STORY


@SEEDS
def test_prose_in_a_foot_beside_the_headlines_box_does_not_replace_the_story(seed):
    chance = random.Random(seed)
    tag = chance.choice(["footer", "aside", "nav"])
    beside = f"<{tag}>{boxed(chance, written(prose('beside', 9)))}</{tag}>"
    story = f"<div><h1>{HEADLINE}</h1></div>{boxed(chance, written(STORY))}"
    assert paragraphs(f"<article>{story}{beside}</article>") == STORY


@SEEDS
def test_a_rule_among_its_sections_costs_a_story_nothing_above_its_list(seed):
    chance = random.Random(seed)
    listed = prose("list", 3)
    parts = [f"<h2>Part {n}</h2><p>{text}</p>" for n, text in enumerate(STORY[1:], 2)]
    parts.insert(chance.randrange(1, len(parts)), "<hr>")
    body = f"<h1>{HEADLINE}</h1><p>{STORY[0]}</p>{''.join(parts)}<ul>{written(listed, 'li')}</ul>"
    assert [text for text in paragraphs(boxed(chance, body)) if not text.startswith("Part ")] == [*STORY, *listed]


def test_a_dated_title_of_another_story_above_the_headline_dates_nothing():
    link = "<a href='/gsn/article/gate-test-off/'>Gate Test Off Harbour Stalls</a>"
    teaser = f"<ul><li>{link} Wednesday, Sept. 14, 2011</li></ul>"
    body = "".join(f"<p>{text}</p>" for text in prose("undated", 5))
    html = (
        f"<html><head><title>Vault Opens in Ruritania - GSN</title></head><body><p>Global Security Newswire</p>"
        f"<div>{teaser}</div><div><h2>Vault Opens in Ruritania</h2>{body}</div></body></html>"
    )
    (article,) = read_page(Page(f"{NTI}vault-opens-ruritania/", 200, "text/html", html.encode())).articles
    assert (article.datePublished, article.datePublishedInfo.confidence) == (None, None)


@pytest.mark.parametrize(
    ("label", "kinds"),
    [
        ("Earlier in GSN", ["related_story"]),
        ("Also See", ["related_story"]),
        ("In the News", []),
        ("Previously in Global Security Newswire", ["related_story"]),
    ],
)
def test_a_bigger_heading_of_a_list_of_stories_is_no_headline(label, kinds):
    body = "".join(f"<p>{text}</p>" for text in prose("label", 5))
    html = (
        f"<html><head><title>GSN</title></head><body><h1>{label}</h1><ul><li><a href='/gsn/article/old-one-here/'>Old "
        f"One Here Again</a></li></ul><div><h3>Vault Opens in Ruritania</h3>{body}</div></body></html>"
    )
    (article,) = read_page(Page(f"{NTI}some-vault/", 200, "text/html", html.encode())).articles
    assert article.headline == "Vault Opens in Ruritania"
    assert [(link.kind, link.text) for link in article.relatedLinks] == [(kind, "Old One Here Again") for kind in kinds]


@SEEDS
@pytest.mark.parametrize("parted", [True, False])
def test_a_quotation_longer_than_the_story_does_not_replace_it(seed, parted):
    chance = random.Random(seed)
    lead, last, *quoted = prose(f"quote{seed}", 5)
    box = "<div><h3>More on This Topic</h3><ul><li><a href='/gsn/article/gate/'>Gate of Mint Opened</a></li></ul></div>"
    quote = chance.choice(["<blockquote>{}</blockquote>", "<blockquote><div>{}</div></blockquote>"])
    body = f"<p>{lead}</p><p>The letter reads in part:</p>{quote.format(written(quoted))}{box * parted}<p>{last}</p>"
    story = boxed(chance, f"<h1>{HEADLINE}</h1>{boxed(chance, body)}")
    assert paragraphs(story) == [lead, "The letter reads in part:", *quoted, last]


@pytest.mark.parametrize("label", ["Background", "On the same vault", "Dossier"])
@pytest.mark.parametrize("above", [True, False])
@pytest.mark.parametrize(
    ("href", "kinds"),
    [
        ("/gsn/article/gate-of-mint/", ["related_story"]),
        ("/d_newswire/issues/2003/3/3/#C17", ["related_story"]),
        ("/d_newswire/issues/index.php?issue=1415#C17", ["related_story"]),
        ("/d_newswire/story.php?ID=77AB12", ["related_story"]),
        ("/gsn/article/ruritania-opens-vault/", []),
        ("/vaults/", []),
        ("/d_newswire/issues/2003/3/3/", []),
    ],
)
def test_linked_titles_beside_a_story_are_related_whatever_their_box_is_called(label, above, href, kinds):
    box = f"<div><h4>{label}</h4><ul><li><a href='{href}'>Gate of Mint Opened</a></li></ul></div>"
    story = f"<div><h1>{HEADLINE}</h1>{written(STORY)}</div>"
    article = read(box + story if above else story + box)
    assert [link.kind for link in article.relatedLinks] == kinds
    assert [paragraph.text for paragraph in article.paragraphs] == STORY


@pytest.mark.parametrize("tag", ["div", "section", "td"])
def test_rules_between_the_boxes_of_all_its_sections_end_no_story(tag):
    told = prose("sections", 8)
    boxes = [f"<{tag}>{written(told[n : n + 2])}</{tag}>" for n in range(0, 8, 2)]
    body = "<hr>".join(boxes)
    whole = (
        body if tag != "td" else f"<table>{'<tr><td><hr></td></tr>'.join(f'<tr>{box}</tr>' for box in boxes)}</table>"
    )
    assert paragraphs(f"<div><h1>{HEADLINE}</h1>{whole}</div>") == told


@SEEDS
def test_a_last_part_in_a_box_of_its_own_does_not_replace_the_parts_above(seed):
    told, rank = prose(f"parts{seed}", 14), random.Random(seed).choice(["h2", "h3", "h4"])
    heads = ["Part 2", "Part 3?", "Part 4", "Part 5?"]
    above = "".join(f"<{rank}>{head}</{rank}><p>{text}</p>" for head, text in zip(heads, told[1:5], strict=True))
    body = f"<h1>{HEADLINE}</h1><p>{told[0]}</p>{above}<div><div>{written(told[5:])}</div></div>"
    assert [text for text in paragraphs(f"<div>{body}</div>") if text not in heads] == told


def test_a_long_heading_over_one_paragraph_in_a_box_of_its_own_is_read_as_any_other():
    deck, text = prose("deck", 1, 12)[0], " ".join(prose("vault", 2))
    body = f"{HEADLINE}<div>By Ottilie Brandt</div><strong>Newsletter<h3>{deck}<div>{text}"
    url = "http://www.nti.org/d_newswire/issues/print.cfm?storyid=460540"
    (article,) = read_page(Page(url, 200, "text/html", body.encode())).articles
    assert [paragraph.text for paragraph in article.paragraphs][-1] == text


@SEEDS
def test_a_point_of_a_list_stays_though_a_sentence_says_the_same(seed):
    points = prose(f"points{seed}", 3, 6)
    told = [f"{points[1].removesuffix('.')}, the keeper of the old vault wrote.", *prose(f"told{seed}", 3)]
    body = f"<h1>{HEADLINE}</h1><p>{told[0]}</p><ul>{written(points, 'li')}</ul>{written(told[1:])}"
    assert paragraphs(boxed(random.Random(seed), body)) == [told[0], *points, *told[1:]]


def test_a_link_to_the_top_is_no_part_of_the_line_after_it():
    html = f"<p>{STORY[0]}</p><p><a href='#top'>Return to top</a> <span>Missile Defense</span><h3>{HEADLINE}</h3>"
    document = parse(Page(NTI, 200, "text/html; charset=utf-8", html.encode()))
    assert [block.text for block in document.blocks] == [STORY[0], "Return to top", "Missile Defense", HEADLINE]


@SEEDS
@pytest.mark.parametrize("heading", ["<h4>{}</h4>", "<p><b>{}</b></p>"])
def test_a_heading_that_closes_one_box_leads_on_to_the_next(seed, heading):
    told = prose(f"closes{seed}", 6)
    ad = "<div><a href='http://ads.example/'><img src='/ad.gif' alt='Advertisement'></a></div>"
    first = f"<div>{written(told[:4])}{heading.format('What Comes Next')}</div>"
    body = boxed(random.Random(seed), f"<h1>{HEADLINE}</h1>{first}{ad}<div>{written(told[4:])}</div>")
    assert paragraphs(body) == [*told[:4], "What Comes Next", *told[4:]]


def test_the_issues_date_below_a_story_with_a_note_after_it_is_no_paragraph():
    lines = [*STORY, "from Tuesday, May 1, 2012 issue.", "A note on times: all of them are those of the harbour."]
    assert paragraphs(f"<h1>{HEADLINE}</h1>{written(lines)}") == [*STORY, lines[-1]]


@SEEDS
def test_a_story_of_one_paragraph_outweighs_two_of_the_site_below_its_lists(seed):
    chance = random.Random(seed)
    lists = [
        "<h4>Related Stories</h4><p><a href='/gsn/article/another/'>Another Story of the Vault</a></p>",
        "<h4>2 Comments</h4><p>R. Roe says:</p><p>March 2, 2012</p><p>Odd.</p>",
        "<h4>About GSN</h4>",
    ]
    told = f"<h1>{HEADLINE}</h1><div>By Ottilie Brandt</div><div><div><p>{STORY[0]}</p></div></div>"
    site = "".join(f"<p>{text}</p>" for text in prose("site", 2))
    body = f"<div>{told}<div>{chance.choice(lists)}</div><div>{site}</div></div>"
    assert paragraphs(boxed(chance, body)) == STORY[:1]


@pytest.mark.parametrize(
    "heading", ["<p class=head><font size=+2>{}</font></p>", "<b>{}</b><br>", "<div><b>{}</b></div>"]
)
def test_a_sections_name_over_a_headline_that_no_title_repeats_is_no_headline(heading):
    headline = f"{HEADLINE} to Guests From Abroad"
    lines = f"<b>Chemical Weapons</b><br>{heading.format(headline)}<div>{written(STORY)}</div>"
    html = f"<title>NTI: Global Security Newswire</title><h2>Global Security Newswire</h2>{lines}"
    (article,) = read_page(Page(PHP, 200, "text/html; charset=utf-8", html.encode())).articles
    assert article.headline == headline


@SEEDS
def test_a_quotation_among_lines_that_paragraphs_only_follow_costs_them_nothing(seed):
    told = prose(f"open{seed}", 9)
    quote = f"<blockquote>{told[1]}<br><br>{told[2]}</blockquote>"
    above = f"{told[0]}\n{quote}\n{told[3]}<p>\n<b>Counting the Cost</b><p>\n"
    body = f"<h1>{HEADLINE}</h1><div>{above}{'<p>'.join(told[4:])}</div>"
    assert paragraphs(boxed(random.Random(seed), body)) == [*told[:4], "Counting the Cost", *told[4:]]
