"""A proxy named in the environment is not asked for what this machine serves to itself."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from scrapy import Request


class LoopbackMiddleware:
    """Browsers do so without being told; Scrapy, and `no_proxy` when it is not set, send 127.0.0.1 to the proxy."""

    def process_request(self, request: Request) -> None:
        if is_loopback(urlsplit(request.url).hostname or ""):
            request.meta["proxy"] = None


def is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
