"""The replica as a value: every address it knows with its answer, and the truth about its stories."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from random import Random
from urllib.parse import urlsplit

from crawler.demo import dates, pages, pictures, traps, words
from crawler.demo.edition import ISSUE_DAY, WEEKS, Edition, edit, twin
from crawler.demo.skins import Skin, draw_skins, encode
from crawler.demo.stories import Story
from crawler.demo.traps import Answer, ok, page, redirect
from crawler.demo.truth import Truth

PAGE_SIZE = 25
_RENDER = {"nti": pages.article, "php": pages.php, "nationaljournal": pages.copy}
Groups = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


@dataclass(frozen=True, slots=True)
class Site:
    truth: tuple[Truth, ...]
    forbidden_paths: tuple[str, ...]
    answers: dict[str, Answer]

    def answer(self, path_and_query: str) -> Answer:
        """Tracking parameters and the version marks of assets change nothing."""
        if path_and_query in self.answers:
            return self.answers[path_and_query]
        parts = urlsplit(path_and_query)
        if not parts.query or parts.query.startswith(("mgs1=", "v=")):
            if parts.path in self.answers:
                return self.answers[parts.path]
            if f"{parts.path}/" in self.answers:
                return redirect(f"{parts.path}/")
        return traps.missing()


def build_site(
    seed: int = 2014, faults: bool = False, *, origin: str = "http://127.0.0.1", weeks: int = len(WEEKS)
) -> Site:
    """`origin` stands only where an absolute address must: in robots.txt and the sitemaps. `weeks`: of how many."""
    random = Random(seed)
    edition = edit(random, weeks)
    skins = draw_skins(random, 18)
    answers = _story_pages(edition, skins) | _listings(edition, faults=faults) | _around(edition) | traps.answers()
    answers |= traps.sitemaps(edition, origin) | {"/robots.txt": ok(traps.robots(origin), "text/plain")} | _assets()
    answers |= {old: redirect(path, 302) for old, path in edition.old_addresses}
    if faults:
        answers |= traps.faults()
    forbidden = _forbidden(edition)
    answers |= {path: page("Print view", "Robots are asked to stay away from here.") for path in forbidden}
    return Site(edition.truth(), forbidden, answers)


def _story_pages(edition: Edition, skins: tuple[Skin, ...]) -> dict[str, Answer]:
    answers: dict[str, Answer] = {}
    for story in edition.of_kind(*_RENDER):
        skin = skins[story.number % len(skins)]
        body, kind = encode(skin, _RENDER[story.kind](skin, story))
        answers[story.path] = ok(body, kind, packed=story.number % 2 == 0)
    together = edition.of_kind("issue_page")
    body, kind = encode(skins[7], pages.issue(ISSUE_DAY, together, skins[7]))
    return answers | {together[0].path: ok(body, kind)}


def _link(edition: Edition, story: Story, *, archive: bool) -> tuple[str, str]:
    if story.path in edition.twin_only or (archive and story.path in edition.twin_also):
        return twin(story), story.headline
    if archive and story.number % 13 == 1 and story.kind == "nti":
        return story.path.rstrip("/"), story.headline
    return story.path, story.headline


def _listings(edition: Edition, *, faults: bool) -> dict[str, Answer]:
    answers = _archive(edition) | _issues(edition)
    newest = edition.listed("nti", "php")[-12:]
    services = traps.LINKS + (traps.FAULT_LINKS if faults else ())
    links = (
        ("/gsn/archive/", "All stories"), ("/gsn/issues/", "All issues"), ("/gsn/copies/", "Copies"),
        (edition.of_kind("issue_page")[0].path, f"Issue for {dates.full(ISSUE_DAY)}"),
    )  # fmt: skip
    top = tuple(_link(edition, story, archive=False) for story in newest)
    answers["/gsn/"] = _listing("Today in GSN", (("Top stories", top), ("More", links), ("Services", services)))
    copies = tuple((story.path, story.headline) for story in edition.of_kind("nationaljournal"))
    answers["/gsn/copies/"] = _listing("Stories carried elsewhere", (("", copies),))
    old = tuple((address, f"Old address {number}") for number, (address, _) in enumerate(edition.old_addresses))
    answers["/gsn/old/"] = _listing("Old addresses", (("", old),))
    return answers


def _listing(title: str, groups: Groups, extra: str = "") -> Answer:
    return ok(pages.listing(title, groups, extra).encode(), packed=True)


def _archive(edition: Edition) -> dict[str, Answer]:
    """Newest first, in pages; the first page has two addresses."""
    stories = edition.listed("nti", "php")[::-1]
    last = (len(stories) - 1) // PAGE_SIZE
    answers = {}
    for number in range(last + 1):
        part = stories[number * PAGE_SIZE : (number + 1) * PAGE_SIZE]
        links = tuple(_link(edition, story, archive=True) for story in part)
        older = f'<p><a href="?page={number + 1}">Older stories</a></p>' if number < last else ""
        newer = f'<p><a href="/gsn/archive/?page={number - 1}">Newer stories</a></p>' if number else ""
        other = '<p><a href="/gsn/old/">Old addresses</a></p>'
        answers[f"/gsn/archive/?page={number}"] = _listing("Archive", (("", links),), newer + older + other)
    return answers | {"/gsn/archive/": answers["/gsn/archive/?page=0"]}


def _issues(edition: Edition) -> dict[str, Answer]:
    answers = {}
    index = []
    for number, (day, group) in enumerate(groupby(edition.listed("nti", "php"), key=lambda story: story.day)):
        stories = tuple(group)
        path, title = f"/gsn/issues/{40 + number * 3}/", f"{dates.weekday(day)}, {dates.full(day)}"
        sections = tuple(
            (section, tuple(_link(edition, story, archive=False) for story in stories if story.section == section))
            for section in words.SECTIONS
        )
        answers[path] = _listing(title, tuple(group for group in sections if group[1]))
        index.append((path, title))
    return answers | {"/gsn/issues/": _listing("Daily issues", (("", tuple(index)),))}


def _around(edition: Edition) -> dict[str, Answer]:
    answers = {
        "/": redirect("/gsn/", 302),
        "/about/": page("About this site", "A demonstration whose every sentence is invented."),
        "/privacy/": page("Privacy", "Nothing is kept."),
        "/gsn/print/guide/": page("How to print", "Use the print command of your browser."),
    }
    for number in range(1, 5):
        answers[f"/analysis/{number}/"] = page("Analysis", "The analysis itself is not part of the demonstration.")
    for country in words.COUNTRIES:
        path = f"/country-profiles/{country.lower().replace(' ', '-')}/"
        answers[path] = page(country, "The profile itself is not part of the demonstration.")
    return answers


def _forbidden(edition: Edition) -> tuple[str, ...]:
    ways = ("print", "email")
    slugs = [story.slug for story in edition.of_kind("nti", "php")]
    shared = [f"/gsn/{way}/{slug}/" for slug in slugs for way in ways]
    return ("/gsn/search?q=reactor", "/account/login", "/account/subscribe", *shared)


def _assets() -> dict[str, Answer]:
    sheet = pictures.style_sheet("#222", ("bar.png", "/gsn/assets/flag0.gif", "../assets/dot.gif"))
    answers = {
        "/gsn/assets/site.css": ok(sheet, "text/css", packed=True),
        "/nj/assets/copy.css": ok(pictures.style_sheet("#111", ("bar.png",)), "text/css"),
        "/nj/assets/bar.png": ok(pictures.png(20, 60, 90), "image/png"),
        "/gsn/assets/bar.png": ok(pictures.png(160, 30, 30), "image/png"),
        "/gsn/assets/logo.png": ok(pictures.png(20, 40, 120, 60, 20), "image/png"),
        "/gsn/assets/dot.gif": ok(pictures.gif(255, 255, 255), "image/gif"),
    }
    answers |= {f"/gsn/assets/photo{n}.png": ok(pictures.png(40 * n, 90, 200 - 40 * n), "image/png") for n in range(5)}
    return answers | {f"/gsn/assets/flag{n}.gif": ok(pictures.gif(80 * n, 20, 120), "image/gif") for n in range(3)}
