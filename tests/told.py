"""A page with one told story, to put lines, boxes and headings of a site around and into."""

import pytest

from crawler.extract import read_page
from crawler.items import Page
from tests.invented import NTI, prose

HEADLINE = "Ruritania Opens Vault"
STORY = prose("vault", 5)
TOLD = "Clerks of Zerabad opened the vault on Monday, the Mint said."
LATER = "The keeper of the keys refused to count them again, according to the mayor of Zerabad."
LAST = "The mayor lost the ninth key in the great hall on Tuesday, the choir said."
SEEDS = pytest.mark.parametrize("seed", range(6))


def told(body, below="<p>&copy; 2012 National Journal Group</p>"):
    """The one record of a page with this under its headline."""
    html = f"<html><head><title>{HEADLINE}</title></head><body><h2>Global Security Newswire</h2><h1>{HEADLINE}</h1>"
    (article,) = read_page(
        Page(f"{NTI}ruritania-opens-vault/", 200, "text/html; charset=utf-8", f"{html}{body}{below}</body>".encode())
    ).articles
    return article


def texts(*parts):
    """The paragraphs of that record."""
    return [paragraph.text for paragraph in told(*parts).paragraphs]


def in_boxes(parts, box="<p>{}</p>"):
    """Each text in a box of its own; what is markup already as it is."""
    return "".join(part if part.startswith("<") else box.format(part) for part in parts)


PLACES = ["Zerabad", "Karsund", "Ostmark", "Tarvenia", "Vesperia", "Quillon"]
DONE = ["opened", "sealed", "counted", "moved", "sold", "inspected"]
THINGS = ["vault", "depot", "reactor", "bunker", "laboratory", "shipyard"]
WHO = ["Clerks", "Envoys", "Guards", "Auditors", "Engineers", "Lawmakers"]


def reported(chance, number):
    """Paragraphs that report something, no two alike."""
    sides = [chance.sample(words, len(words)) for words in (WHO, DONE, THINGS, PLACES)]
    return [
        f"{who} of {place} {done} the {thing} near {place} on Monday, according to the mayor of {place}."
        for who, done, thing, place in list(zip(*sides, strict=True))[:number]
    ]
