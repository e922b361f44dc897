"""What a crawler must see through: robots rules, sitemaps, odd redirects, and pages that only look like stories."""

from __future__ import annotations

import gzip
from dataclasses import dataclass

from crawler.demo import pages
from crawler.demo.edition import Edition

HTML = "text/html; charset=utf-8"
Headers = tuple[tuple[str, str], ...]

LINKS = (
    ("/gsn/article/no-such-story-is-kept/", "Missing story"),
    ("/gsn/article/members-only-briefing/", "Briefing for members"),
    ("/gsn/article/before-you-continue/", "Before you continue"),
    ("/gsn/article/one-moment-please/", "One moment"),
    ("/gsn/loop/a/", "Round and round"),
    ("/gsn/out/", "Partner site"),
    ("/gsn/inside/", "Machine notes"),
    ("file:///etc/passwd", "Local file"),
    ("http://offsite.invalid/gsn/", "Another site"),
    ("mailto:desk@offsite.invalid", "Write to us"),
    ("javascript:void(0)", "Script"),
    ("http://[broken/", "No address"),
    ("/gsn/article/withdrawn-long-ago/", "Withdrawn"),
    ("/gsn/dead/one/", "Dead link"),
    ("dead/two/", "Another dead link"),
    ("/gsn", "Front without its slash"),
)
FAULT_LINKS = (
    ("/gsn/fault/busy/", "Busy once"),
    ("/gsn/fault/broken/", "Always broken"),
    ("/gsn/fault/cut/", "Cut short"),
)


@dataclass(frozen=True, slots=True)
class Answer:
    """One reply. `packed`: sent as gzip to who accepts it; `cut`: only so many bytes of the body are sent;
    `first`: what the first request gets instead."""

    status: int
    reason: str
    headers: Headers
    body: bytes
    packed: bool = False
    cut: int | None = None
    first: Answer | None = None


def ok(body: bytes, kind: str = HTML, *, packed: bool = False) -> Answer:
    return Answer(200, "OK", (("Content-Type", kind),), body, packed)


def page(title: str, *sentences: str, status: int = 200, reason: str = "OK") -> Answer:
    return Answer(status, reason, (("Content-Type", HTML),), pages.plain(title, *sentences).encode())


def redirect(target: str, status: int = 301) -> Answer:
    reason = {301: "Moved Permanently", 302: "Found"}[status]
    return Answer(status, reason, (("Content-Type", "text/html"), ("Location", target)), b"<p>Moved.</p>\n")


def missing() -> Answer:
    return page("Page Not Found", "The page you asked for is not here.", status=404, reason="Not Found")


def answers() -> dict[str, Answer]:
    gone = page("Gone", "This page was withdrawn.", status=410, reason="Gone")
    return {
        "/gsn/article/no-such-story-is-kept/": page(
            "Page Not Found", "Sorry, the page you requested could not be found.", "Try the search box instead."
        ),
        "/gsn/article/members-only-briefing/": page(
            "Sign In", "Please sign in to continue. You must be logged in to read this page.",
            '<form method="post" action="/account/login">Email <input name="email"> Password '
            '<input type="password" name="p"><button>Sign In</button></form>',
        ),
        "/gsn/article/before-you-continue/": page(
            "Before you continue", "We use cookies. Please choose which cookies you accept before you go on.",
            '<form method="post" action="/account/consent"><button>Accept all</button>'
            "<button>Reject all</button></form>",
        ),
        "/gsn/article/one-moment-please/": ok(
            b"<!DOCTYPE html><html><head><title>Just a moment...</title></head><body><h1>Checking your browser</h1>"
            b"<p>Please enable JavaScript and cookies to continue.</p>"
            b"<noscript>Are you a robot?</noscript></body></html>"
        ),
        "/gsn/article/withdrawn-long-ago/": gone,
        "/gsn/loop/a/": redirect("/gsn/loop/b/", 302),
        "/gsn/loop/b/": redirect("/gsn/loop/a/", 302),
        "/gsn/out/": redirect("http://offsite.invalid/", 302),
        "/gsn/inside/": redirect("http://169.254.169.254/", 302),
    }  # fmt: skip


def faults() -> dict[str, Answer]:
    later = Answer(503, "Service Unavailable", (("Content-Type", HTML), ("Retry-After", "1")), b"<p>Busy.</p>\n")
    long = pages.plain("A page cut short", *(f"Line {number} of the page." for number in range(60))).encode()
    answer = page("Busy no more", "This page answers from the second request on.")
    return {
        "/gsn/fault/busy/": Answer(200, "OK", answer.headers, answer.body, first=later),
        "/gsn/fault/broken/": page("Server error", "Something broke.", status=500, reason="Internal Server Error"),
        "/gsn/fault/cut/": Answer(200, "OK", (("Content-Type", HTML),), long, cut=len(long) // 2),
    }


def robots(origin: str) -> bytes:
    rules = (
        "User-agent: greedybot", "Disallow: /", "", "User-agent: *", "Disallow: /gsn/print/",
        "Allow: /gsn/print/guide/", "Disallow: /gsn/email/", "Disallow: /gsn/search", "Disallow: /account/", "",
        f"Sitemap: {origin}/sitemap.xml",
    )  # fmt: skip
    return ("\n".join(rules) + "\n").encode()


def sitemaps(edition: Edition, origin: str) -> dict[str, Answer]:
    children = ("/sitemap-stories.xml", "/sitemap-more.xml.gz", "/sitemap-dead.xml")
    index = "".join(f"<sitemap><loc>{origin}{child}</loc></sitemap>\n" for child in children)
    only = sorted(edition.sitemap_only)
    known = [story.path for story in edition.listed("nti")[::5] if story.path not in edition.twin_only]
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'

    def urlset(paths: list[str]) -> bytes:
        entries = "".join(f"<url><loc>{origin}{path}</loc><lastmod>2015-01-14</lastmod></url>\n" for path in paths)
        return f"{head}<urlset {space}>\n{entries}</urlset>\n".encode()

    return {
        "/sitemap.xml": ok(f"{head}<sitemapindex {space}>\n{index}</sitemapindex>\n".encode(), "application/xml"),
        children[0]: ok(urlset(known + only[::2]), "application/xml"),
        children[1]: ok(gzip.compress(urlset(only[1::2]), mtime=0), "application/gzip"),
    }
