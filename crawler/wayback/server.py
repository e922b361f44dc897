"""Which address of another archive lists captures, and which gives their bytes: one description for each interface."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit, urlunsplit

from crawler.errors import UsageError
from crawler.wayback.lines import FIELDS

INTERNET_ARCHIVE: Final = "https://web.archive.org/"
COMMON_CRAWL_DATA: Final = "https://data.commoncrawl.org/"
# Captures asked for in one request: an answer of some 3 MB, of which a minute's budget takes 24.
LINES_A_REQUEST: Final = 20_000
INTERFACES: Final = ("wayback", "pywb", "timemap", "commoncrawl")
MATCH_TYPES: Final = ("exact", "prefix", "host", "domain")


@dataclass(frozen=True, slots=True)
class Query:
    """What to list: `since` and `until` are the first digits of timestamps, `filters` as the server reads them; at most
    `lines` in one answer, page by page from the start when `paged`."""

    prefix: str
    match_type: str = "prefix"
    since: str | None = None
    until: str | None = None
    filters: tuple[str, ...] = ()
    collapse: str | None = None
    lines: int = LINES_A_REQUEST
    paged: bool = False


@dataclass(frozen=True, slots=True)
class Server:
    """`url` ends in a slash unless the interface is commoncrawl, where it is the index itself; `data` is where
    the WARC files of such an index lie."""

    url: str
    interface: str
    data: str | None = None

    @classmethod
    def read(cls, url: str, interface: str | None, data: str | None) -> Server:
        """The interface is guessed from the address where it is not told. Raises UsageError when it is no address."""
        parts = urlsplit(url if "://" in url else f"https://{url}")
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise UsageError("--server takes an http or https address", url=url)
        chosen = interface or _guess(parts.path)
        path = parts.path.rstrip("/")
        if chosen == "commoncrawl":
            index = urlunsplit((parts.scheme, parts.netloc, path or "/", "", ""))
            return cls(index, chosen, data or _data_of(index))
        for ending in ("/cdx/search/cdx", "/cdx", "/web") if chosen != "timemap" else ("/timemap/link",):
            path = path.removesuffix(ending)
        return cls(urlunsplit((parts.scheme, parts.netloc, f"{path}/", "", "")), chosen, data)

    @property
    def replay_prefix(self) -> str:
        return f"{self.url}web/" if self.interface == "wayback" else self.url

    @property
    def name(self) -> str:
        """How a record names the archive."""
        return urlsplit(self.url).netloc

    def replay_url(self, timestamp: str, original: str) -> str:
        return f"{self.replay_prefix}{timestamp}id_/{original}"

    def listing_url(self, query: Query) -> str:
        """The first request of a listing; what follows is made from it by `continued` and `page_of`."""
        if self.interface == "timemap":
            root = f"{self.url}web/" if urlsplit(self.url).path == "/" else self.url
            return f"{root}timemap/link/{query.prefix}"
        wanted = [("url", query.prefix), ("matchType", query.match_type), ("output", "json")]
        if self.interface == "wayback":
            wanted.append(("fl", ",".join(FIELDS)))
        wanted += [(name, value) for name, value in (("from", query.since), ("to", query.until)) if value]
        wanted += [("filter", one) for one in query.filters]
        if query.collapse and self.interface == "wayback":
            wanted.append(("collapse", query.collapse))
        if query.paged or self.interface == "commoncrawl":
            wanted.append(("showNumPages", "true"))
        elif self.interface == "wayback":
            wanted += [("limit", str(query.lines)), ("showResumeKey", "true")]
        paths = {"wayback": f"{self.url}cdx/search/cdx", "pywb": f"{self.url}cdx", "commoncrawl": self.url}
        return f"{paths[self.interface]}?{_encoded(wanted)}"

    def record_url(self, filename: str, offset: int, length: int) -> str:
        """The address of a WARC record in a file that is fetched by ranges; the fragment says which."""
        where = urljoin(self.data or self.url, quote(filename, safe="/:%?=&"))
        return f"{where}#bytes={offset}-{offset + length - 1}"


def _guess(path: str) -> str:
    if path.rstrip("/").endswith("-index"):
        return "commoncrawl"
    return "wayback" if path in ("", "/", "/web", "/web/") or path.startswith("/cdx/search/") else "pywb"


def _data_of(index: str) -> str:
    parts = urlsplit(index)
    return COMMON_CRAWL_DATA if parts.netloc == "index.commoncrawl.org" else f"{parts.scheme}://{parts.netloc}/"


# -- what follows a first request -----------------------------------------------------------------------


def continued(listing_url: str, resume_key: str) -> str:
    """The request for the lines after those of `listing_url`."""
    return _changed(listing_url, {"resumeKey": resume_key})


def asked_limit(listing_url: str) -> int | None:
    value = dict(_parameters(listing_url)).get("limit", "")
    return int(value) if value.isdigit() else None


def count_of_pages(listing_url: str) -> str:
    """The request that says how many pages a listing has, for servers without resume keys."""
    return _changed(listing_url, {"showNumPages": "true"}, without=("limit", "showResumeKey", "resumeKey"))


def asks_for_pages(listing_url: str) -> bool:
    return dict(_parameters(listing_url)).get("showNumPages") == "true"


def page_of(listing_url: str, number: int) -> str:
    return _changed(listing_url, {"page": str(number)}, without=("showNumPages",))


def _changed(url: str, new: dict[str, str], without: tuple[str, ...] = ()) -> str:
    kept = [(name, value) for name, value in _parameters(url) if name not in new and name not in without]
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc, parts.path, _encoded([*kept, *new.items()]), ""))


def _parameters(url: str) -> list[tuple[str, str]]:
    return parse_qsl(urlsplit(url).query, keep_blank_values=True)


def _encoded(parameters: list[tuple[str, str]]) -> str:
    return urlencode(parameters, safe=",:/!")
