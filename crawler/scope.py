"""Which addresses a crawl may fetch, and in which words it refuses the others."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

from crawler.exclusions import FILENAME, Exclusions
from crawler.urls import is_private

EXCLUDED: Final = f"excluded by {FILENAME}"
_DEFAULT_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Prefix:
    """A host (without `www.`), its port and the beginning of the paths that belong to the crawl."""

    host: str
    port: int | None
    path: str

    @classmethod
    def read(cls, text: str) -> Prefix:
        """`nti.org/gsn/`, `127.0.0.1:8000`, or a whole address. Raises ValueError when there is no host in it."""
        parts = urlsplit(text if "://" in text else f"http://{text}")
        if not parts.hostname:
            raise ValueError(f"no host in {text!r}")
        return cls(parts.hostname.removeprefix("www."), parts.port, parts.path or "/")

    @classmethod
    def whole_host(cls, url: str) -> Prefix:
        return cls.read(f"http://{urlsplit(url).netloc}/")

    def covers(self, url: str) -> bool:
        return self.covers_host(url) and urlsplit(url).path.startswith(self.path)

    def covers_host(self, url: str) -> bool:
        parts = urlsplit(url)
        port = parts.port
        same_port = port == self.port or (
            self.port in (None, 80, 443) and port in (None, _DEFAULT_PORTS.get(parts.scheme))
        )
        return same_port and (parts.hostname or "").removeprefix("www.") == self.host

    def __str__(self) -> str:
        return f"{self.host}{'' if self.port is None else f':{self.port}'}{self.path}"


@dataclass(frozen=True, slots=True)
class Scope:
    """The prefixes of a crawl. `private_hosts`: the hosts of start URLs that are themselves on this machine
    or a local network; only they may be fetched there. `exclusions`: the folder's list, which overrules all."""

    prefixes: tuple[Prefix, ...]
    private_hosts: frozenset[str] = frozenset()
    exclusions: Exclusions = field(default_factory=Exclusions)

    def refusal(self, url: str, kind: str) -> str | None:
        """Why this address may not be fetched as `kind` (seed, page, sitemap, requisite); None when it may."""
        try:
            parts = urlsplit(url)
        except ValueError:
            return "not an address"
        if parts.scheme not in _DEFAULT_PORTS:
            return f"scheme {parts.scheme}: is never followed"
        host = parts.hostname or ""
        if is_private(host) and host not in self.private_hosts:
            return f"private address {host}"
        if self.exclusions.covers(url):
            return EXCLUDED
        if kind == "requisite":
            return None
        covers = (p.covers_host(url) if kind == "sitemap" else p.covers(url) for p in self.prefixes)
        return None if any(covers) else "outside the scope"

    def refusal_of_peer(self, host: str, peer: str) -> str | None:
        """Why a connection to `peer` (an IP address that `host` resolved to) may not be used."""
        address = ipaddress.ip_address(peer.partition("%")[0])
        if not address.is_global and host not in self.private_hosts:
            return f"{host} leads to the private address {peer}"
        return None
