"""Which network addresses an import may talk to."""

import ipaddress
import socket

from generator.ingest.errors import IngestError
from generator.online.addresses import is_public as is_public_address


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
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return False
    return (allow_loopback and address.is_loopback) or is_public_address(address)
