"""Which network addresses an import may talk to."""

import ipaddress
import socket

from generator.ingest.errors import IngestError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
"""Well-known prefix of NAT64 (RFC 6052): the last 32 bits are an IPv4 address."""


def public_addresses(host: str, port: int, allow_loopback: bool) -> tuple[str, ...]:
    """Return the addresses of a host, all of them public. Raises IngestError when one is not, or none is found.

    The caller must connect to one of these and resolve no second time, or a name could point elsewhere by then.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise IngestError(f"`{host}` cannot be found", "check the address and the network") from error
    addresses = tuple(dict.fromkeys(str(each[4][0]) for each in found))
    for address in addresses:
        if not is_public(address, allow_loopback):
            raise IngestError(
                f"`{host}` is on a private or local network (`{address}`)",
                "save the page in a browser and import the file",
            )
    return addresses


def is_public(text: str, allow_loopback: bool = False) -> bool:
    """Return whether an address is one of the public internet, also in its IPv6 disguises."""
    try:
        address: Address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return False
    if allow_loopback and address.is_loopback:
        return True
    return all(
        each.is_global and not each.is_multicast and not each.is_reserved and not each.is_unspecified
        for each in (address, *_inside(address))
    )


def _inside(address: Address) -> tuple[Address, ...]:
    """Return the IPv4 addresses that an IPv6 address carries (mapped, 6to4, Teredo, NAT64)."""
    if isinstance(address, ipaddress.IPv4Address):
        return ()
    inner = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if address in _TRANSLATED:
        inner.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return tuple(each for each in inner if each is not None)
