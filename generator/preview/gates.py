"""Who may ask: the preview answers the browser of the person who runs it, and no page from elsewhere.

A hostile page can make a browser send requests to this machine. By DNS rebinding it can even read the answers, under
a host name of its own: so the `Host` that a request names must be one of ours. The rule is that of Fetch and HTTP
(RFC 9110, 7.2 and 7.4): a request for another authority is misdirected, 421.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Sequence
from dataclasses import dataclass

SAFE = (
    ("Cache-Control", "no-store"),
    ("X-Content-Type-Options", "nosniff"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("X-Frame-Options", "SAMEORIGIN"),
)
"""Of every answer. There is no `Access-Control-Allow-Origin`: no other origin may read anything."""

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")

_HOST = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9.-]+)(?::([0-9]{1,5}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Gate:
    """Where the preview listens."""

    host: str
    """As asked for: a name or an address."""
    port: int

    @property
    def is_open(self) -> bool:
        """Whether other machines can ask."""
        return not is_loopback(self.host)

    def admits(self, hosts: Sequence[str], reached: str) -> bool:
        """Whether a request may come in that carries these `Host` headers and reached this address of the machine."""
        if len(hosts) != 1:
            return False
        found = _HOST.fullmatch(hosts[0])
        if found is None or int(found[2] or 80) != self.port:
            return False
        name = found[1].lower()
        return name in LOOPBACK or name == bracketed(self.host) or (self.is_open and name == bracketed(reached))

    def is_own(self, origins: Sequence[str], hosts: Sequence[str], site: str) -> bool:
        """Whether a request comes from a page of ours, by its `Origin` and `Sec-Fetch-Site`, where it has them."""
        if len(origins) > 1 or site not in ("", "same-origin", "none"):
            return False
        return not origins or origins[0].lower() == f"http://{hosts[0].lower()}"


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches a host."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def bracketed(host: str) -> str:
    """A host as addresses write it: IPv6 in brackets."""
    host = host.lower().removeprefix("::ffff:") if host.lower().startswith("::ffff:") else host.lower()
    return f"[{host.strip('[]')}]" if ":" in host else host
