"""Which machines may be asked. A link in an article must not make the newsroom's machine talk to its own network."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Allow = Callable[[Address], bool]
Resolve = Callable[[str, int], tuple[str, ...]]

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
"""The prefix that carries an IPv4 address in its last 32 bits (RFC 6052)."""


class NotAsked(Exception):
    """An address that is never asked, and why: not http, a private machine, a name and password in it."""


class HostGone(Exception):
    """The name of the host does not exist."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where to connect for a URL. The connection goes to `address` and to no other, so that the name cannot be
    answered differently between looking and asking (DNS rebinding)."""

    secure: bool
    host: str
    port: int
    path: str
    address: str


def is_public(address: Address) -> bool:
    """Whether an address belongs to the public internet, also one that carries another in it."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if inner is None and address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
    return address.is_global and not address.is_multicast and not address.is_reserved


def resolve(host: str, port: int) -> tuple[str, ...]:
    """The addresses of a host. Raises `HostGone` when it has none, `OSError` when nobody can tell just now."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except socket.gaierror as fault:
        if fault.errno in (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)):
            raise HostGone(host) from None
        raise
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


def target(url: str, allow: Allow = is_public, resolve: Resolve = resolve) -> Target:
    """Where to connect for a URL. Raises `NotAsked`, `HostGone` or `OSError`.

    All addresses of the name must be allowed: one that is private says that the name is the inner network's.
    """
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        host = (parts.hostname or "").encode("idna").decode("ascii") if not _is_literal(parts) else parts.hostname or ""
    except (ValueError, UnicodeError):
        raise NotAsked("an address that cannot be read") from None
    if parts.scheme not in ("http", "https") or not host:
        raise NotAsked("not http")
    if parts.username is not None or parts.password is not None:
        raise NotAsked("a name and password in the address")
    addresses = resolve(host, port)
    if not addresses:
        raise HostGone(host)
    for text in addresses:
        if not allow(ipaddress.ip_address(text.partition("%")[0])):
            raise NotAsked("a private address")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(parts.scheme == "https", host, port, path, addresses[0])


def _is_literal(parts: SplitResult) -> bool:
    try:
        ipaddress.ip_address(parts.hostname or "")
    except ValueError:
        return False
    return True
