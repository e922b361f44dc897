"""What is kept beside the exchanges so that they can be believed: the DNS answer, the certificates, the cipher."""

from __future__ import annotations

import ipaddress
import re
import socket
from datetime import UTC, datetime
from typing import Any, Final

from OpenSSL.crypto import FILETYPE_PEM, dump_certificate

DNS_TYPE: Final = "text/dns"  # RFC 4027
CHAIN_TYPE: Final = "application/pem-certificate-chain"  # RFC 8555, 9.1
_FAMILIES: Final = {socket.AF_INET: "A", socket.AF_INET6: "AAAA"}
_KEY_EXCHANGE: Final = re.compile(r"(?:(ECDHE|DHE)-(?:(RSA|ECDSA|DSS)-)?)?(.+)")
_BULK: Final = (
    (re.compile(r"(AES|CAMELLIA|ARIA)(128|256)-GCM-(SHA\d+)"), r"\1_\2_GCM_\3"),
    (re.compile(r"(AES|CAMELLIA)(128|256)-(SHA\d*)"), r"\1_\2_CBC_\3"),
    (re.compile(r"AES(128|256)-CCM(8?)"), r"AES_\1_CCM_\2"),
    (re.compile(r"CHACHA20-POLY1305"), "CHACHA20_POLY1305_SHA256"),
    (re.compile(r"DES-CBC3-SHA"), "3DES_EDE_CBC_SHA"),
)


def dns_uri(host: str) -> str:
    return f"dns:{host}"


def chain_uri(host: str, port: int) -> str:
    return f"urn:gsn-archive:tls:{host}:{port}"


def dns_answer(host: str) -> bytes:
    """What this machine's resolver says of a host: the time, then a line for each address (as in WARC 1.1, annex B).

    Without a time to live: the resolver does not tell it. Blocks while it asks. An address is no name, and a failure
    no answer: a comment says so.
    """
    stamp = datetime.now(UTC).strftime("%Y%m%d%H%M%S")
    return "".join(f"{line}\n" for line in (stamp, *_dns_lines(host))).encode()


def _dns_lines(host: str) -> list[str]:
    if _is_literal(host):
        return [f"; {host} is an address, no name: the resolver was not asked"]
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM, flags=socket.AI_CANONNAME)
    except (OSError, UnicodeError) as error:
        return [f"; {host}: {error}"]
    name = next((canonical for _, _, _, canonical, _ in found if canonical), host)
    lines = [f"{host}. IN CNAME {name}."] if name.rstrip(".").lower() != host.rstrip(".").lower() else []
    known = ((_FAMILIES.get(family), address[0]) for family, _, _, _, address in found)
    addresses = (f"{name.rstrip('.')}. IN {kind} {address}" for kind, address in known if kind)
    return [*lines, *dict.fromkeys(addresses)]


def _is_literal(host: str) -> bool:
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True


def certificate_chain(handle: Any) -> bytes | None:
    """The certificates that the server sent over a TLS connection (pyOpenSSL's), PEM, its own first."""
    chain = handle.get_peer_cert_chain()
    return b"".join(dump_certificate(FILETYPE_PEM, one) for one in chain) if chain else None


def iana_cipher(name: str | None) -> str | None:
    """IANA's name of a cipher suite for OpenSSL's: `ECDHE-RSA-AES128-GCM-SHA256` →
    `TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256`. None when there is no sure one.
    """
    if name is None or name.startswith("TLS_"):
        return name
    exchange, signature, bulk = _KEY_EXCHANGE.fullmatch(name).groups()  # type: ignore[union-attr]
    for pattern, form in _BULK:
        if pattern.fullmatch(bulk):
            keys = "_".join(part for part in (exchange, signature) if part) or "RSA"
            return f"TLS_{keys}_WITH_{pattern.sub(form, bulk).rstrip('_')}"
    return None
