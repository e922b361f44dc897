"""Where a page's dates stand, and which of them may be believed."""

import random

import pytest

from crawler.extract import read_page
from crawler.items import Page
from tests.invented import NTI, prose

HEADS = {
    "meta": "<meta property='article:published_time' content='2011-09-08T10:00:00Z'>",
    "json_ld": '<script type="application/ld+json">{"@graph": [{"datePublished": "2011-09-08"}]}</script>',
    "time_element": "<time itemprop='datePublished' datetime='2011-09-08'>Thursday</time>",
}
LURES = {
    "modified": [
        "<meta property='article:modified_time' content='2012-03-02'>",
        "<meta name='last-modified' content='2012-03-02'>",
        '<script type="application/ld+json">[{"dateModified": "2012-03-02"}]</script>',
        "<p>This page was last modified on March 2, 2012</p>",
    ],
    "asset": ["<link rel=stylesheet href='/site.css?v=20120302'>", "<script src='/menu.js?ver=2012-03-02'></script>"],
    "teaser": ["<h3>NTI Analysis</h3><p><a href=/a/>A Map</a></p><p>March 2, 2012</p><p>A map of many things.</p>"],
    "copyright": ["<p>© March 2, 2012. All rights reserved.</p>"],
}


def article(*parts):
    beside = "".join(f"<div>{part}</div>" for part in parts)
    body = "".join(f"<p>{text}</p>" for text in prose("dated", 3))
    html = f"<html><head><title>Vault Opens</title></head><body><h1>Vault Opens</h1><div>{body}</div>{beside}</body>"
    (found,) = read_page(Page(f"{NTI}vault-opens/", 200, "text/html; charset=utf-8", html.encode())).articles
    return found


@pytest.mark.parametrize("seed", range(8))
def test_dates_that_are_not_the_storys_are_recorded_and_never_win(seed):
    chance = random.Random(seed)
    kinds = chance.sample(list(LURES), chance.randrange(1, 5))
    found = article(*(chance.choice(LURES[kind]) for kind in kinds))
    assert {(one.kind, one.value, one.used) for one in found.datePublishedInfo.evidence} == {
        (kind, "2012-03-02", False) for kind in kinds
    }
    assert found.datePublished is None


@pytest.mark.parametrize("kind", HEADS)
def test_a_date_that_is_declared_wins_over_every_lure(kind):
    found = article(HEADS[kind], *(choices[0] for choices in LURES.values()))
    assert (found.datePublished, found.datePublishedInfo.method) == ("2011-09-08", kind)


def test_a_declared_change_is_the_date_of_change_and_a_footers_is_not():
    assert article(LURES["modified"][0]).dateModified == "2012-03-02"
    assert article(LURES["modified"][3]).dateModified is None
