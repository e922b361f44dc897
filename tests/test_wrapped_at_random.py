"""A page's text in boxes that a random process draws: each paragraph in any element, boxes that end where they like."""

import random

import pytest

from crawler.extract import read_page
from crawler.items import Page
from tests.invented import NTI
from tests.told import HEADLINE

SEEDS = pytest.mark.parametrize("seed", range(40))
LEAD = "ZERABAD -- Keepers of the great vault of Zenda lost their keys on Monday, the Mint said."
TOLD = [
    "Clerks of Zerabad opened the vault on Monday, the Mint said.",
    "The keeper of the keys refused to count them again, according to the mayor of Zerabad.",
    '"No door of ours is open," Rudolf of Zenda told reporters.',
    "The mayor lost the ninth key in the great hall on Tuesday, the choir said.",
    "Orland agreed to sell its nine vaults, the Zenda Herald reported on Monday (see GSN, Aug. 9).",
    "Two of the keys were found in Orland by clerks of the Mint (Rudolf Roe, Zenda Herald, Sept. 7).",
    "The Mint of Zerabad keeps nine clerks at each of the doors of its vaults.",
    "Work on the doors began in Zenda nine years ago and may end there in two.",
]
BEFORE = ["Jump to search", "Jump to main content", "Global Security Newswire", "Produced by"]
AFTER = [
    ["Subscribe to GSN", "Get GSN daily in your inbox."],
    [
        "Note to our Readers",
        "GSN ceased publication on July 31, 2014. Its articles will remain archived.",
    ],
    ["NTI Analysis", "<a href='/analysis/articles/keys/'>The Keys of Ruritania</a>", "June 3, 2015"],
    ["Country Profile", "This article provides an overview of Ruritania's historical and current policies."],
]
BLOCKS = [
    *("<p>{}</p>", "<div>{}</div>", "<p>{}", "<section>{}</section>", "<center>{}</center>", "<dl><dd>{}</dd></dl>"),
    *(
        "<table><tr><td>{}</td></tr></table>",
        "<ul><li>{}</li></ul>",
        "<fieldset>{}</fieldset>",
        "<x-gar style='display:block'>{}</x-gar>",
    ),
    "<article>{}</article>",
]
HEADS = [
    *("<h1>{}</h1>", "<h2>{}</h2>", "<h4>{}</h4>", "<div><b>{}</b></div>", "<p><font size=5>{}</font></p>"),
    "<table><tr><td><b>{}</b></td></tr></table>",
]
BOXES = ["<div>{}</div>", "<section>{}</section>", "<table><tr><td>{}</td></tr></table>", "<x-unit>{}</x-unit>"]


def boxed(chance, parts, depth=3):
    """Neighbours share a box, whatever they are, and boxes share wider ones."""
    if depth == 0 or len(parts) < 2:
        return "".join(parts)
    pieces, rest = [], list(parts)
    while rest:
        size = chance.randint(1, max(len(rest) // 2, 2))
        piece, rest = rest[:size], rest[size:]
        inner = boxed(chance, piece, depth - 1)
        pieces.append(chance.choice(BOXES).format(inner) if chance.random() < 0.6 else inner)
    return "".join(pieces)


def page(chance, body, after):
    block = chance.sample(BLOCKS, 3)
    paragraphs = [chance.choice(block).format(text) for text in body]
    others = [chance.choice(BLOCKS).format(text) for text in BEFORE]
    behind = [chance.choice(BLOCKS).format(text) for text in after]
    parts = [*others, chance.choice(HEADS).format(HEADLINE), *paragraphs, *behind]
    return f"<html><head><title>{HEADLINE}</title></head><body>{boxed(chance, parts)}</body></html>"


def read(html):
    page = Page(f"{NTI}ruritania-opens-vault/", 200, "text/html; charset=utf-8", html.encode())
    (article,) = read_page(page).articles
    return article


@SEEDS
def test_a_story_is_whole_whatever_boxes_its_paragraphs_are_in(seed):
    chance = random.Random(seed)
    body = [LEAD, *chance.sample(TOLD, chance.randint(2, len(TOLD)))]
    after = [line for lines in chance.sample(AFTER, 2) for line in lines]
    article = read(page(chance, body, after))
    assert article.headline == HEADLINE
    assert [paragraph.text for paragraph in article.paragraphs] == body


@SEEDS
def test_a_heading_that_the_address_names_is_the_headline_whatever_stands_over_it(seed):
    chance = random.Random(seed)
    heads = chance.sample(HEADS, 2)
    body = [LEAD, *chance.sample(TOLD, 4)]
    listed = "<ul><li><a href='/gsn/article/an-old-one-of-nine/'>An Old One of Nine</a></li></ul>"
    html = (
        f"<html><head><title>Global Security Newswire</title></head><body><div>Global Security Newswire</div>"
        f"<h4>More From GSN</h4>{listed}{heads[0].format(HEADLINE)}<div>{'<p>'.join(['', *body[:2]])}"
        f"{heads[1].format('Nine Views of Zenda')}{'<p>'.join(['', *body[2:]])}</div></body></html>"
    )
    article = read(html)
    assert article.headline == HEADLINE
    assert [p.text for p in article.paragraphs] == [*body[:2], "Nine Views of Zenda", *body[2:]]
