"""A page from an address: over the public internet only, and never more of anything than a limit allows."""

import contextlib
import http.client
import socket
import ssl
import threading
import time
import zlib
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from generator.ingest.addresses import is_public, public_addresses
from generator.ingest.document import Input
from generator.ingest.errors import IngestError
from generator.ingest.reading import INPUT_BYTES_MAX, kind_of

_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_BYTES_STEP = 65_536
_SAVE = "save the page in a browser and import the file"
_READABLE = ("text/", "application/xhtml+xml", "application/xml", "application/octet-stream", "wordprocessingml")


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """How much of a server's time, redirects and bytes an import accepts; `bytes` also after unpacking."""

    redirects: int = 5
    bytes: int = INPUT_BYTES_MAX
    seconds: float = 30.0


def fetch(url: str, limits: FetchLimits = FetchLimits(), *, allow_loopback: bool = False) -> Input:
    """Return what an http or https address answers with. `allow_loopback` is for tests, whose servers are here.

    Raises IngestError for an address that is not public (also after a redirect, or by its name), that answers with an
    error, loops, or never ends.
    """
    deadline = time.monotonic() + limits.seconds
    seen: list[str] = []
    address = url
    while True:
        parts = _parts(address)
        answer = _get(parts, address, limits, deadline, allow_loopback)
        if answer.location is None:
            return _input(answer, address)
        seen.append(address)
        target = urljoin(address, answer.location).partition("#")[0]
        if target in seen:
            raise IngestError(f"`{url}` redirects in a circle, over `{target}`", _SAVE)
        if len(seen) > limits.redirects:
            raise IngestError(f"`{url}` redirects more than {limits.redirects} times", _SAVE)
        address = target


@dataclass(frozen=True, slots=True)
class _Answer:
    """A server's answer: `location` for a redirect, else its body, unpacked."""

    data: bytes
    content_type: str
    charset: str | None
    location: str | None


def _parts(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise IngestError(f"`{url[:200]}` is no address", "give one that begins with https://") from error
    if parts.scheme not in ("http", "https"):
        raise IngestError(f"`{url[:200]}` is not an http or https address", "give one that begins with https://")
    if not parts.hostname or parts.username is not None or port == 0:
        raise IngestError(
            f"`{url[:200]}` is no address to read from", "give one without a user name, as in https://example.org/page"
        )
    return parts


def _get(parts: SplitResult, url: str, limits: FetchLimits, deadline: float, allow_loopback: bool) -> _Answer:
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    addresses = public_addresses(host, port, allow_loopback)
    opened = _connected(addresses, port, deadline, host)
    # A timeout bounds one read only: a server that sends a byte a second is cut off by the watchdog.
    watchdog = threading.Timer(max(0.0, deadline - time.monotonic()), _cut, (opened,))
    watchdog.daemon = True
    watchdog.start()
    try:
        if not is_public(str(opened.getpeername()[0]), allow_loopback):
            raise IngestError(f"`{host}` is on a private or local network", _SAVE)
        if parts.scheme == "https":
            opened = ssl.create_default_context().wrap_socket(opened, server_hostname=host)
        answer = _exchange(opened, parts, host, url, limits)
        if time.monotonic() >= deadline:
            # Cut off, the connection looks like one that ended: what has come is not all there is.
            raise TimeoutError
        return answer
    except IngestError:
        raise
    except (OSError, http.client.HTTPException, ValueError) as error:
        if time.monotonic() >= deadline:
            raise IngestError(f"`{url}` did not answer in full within {limits.seconds:g} seconds", _SAVE) from error
        raise IngestError(f"`{url}` cannot be read: {_reason(error)}", "check the address, or " + _SAVE) from error
    finally:
        watchdog.cancel()
        opened.close()


def _connected(addresses: tuple[str, ...], port: int, deadline: float, host: str) -> socket.socket:
    error: OSError | None = None
    for address in addresses:
        left = deadline - time.monotonic()
        if left <= 0:
            break
        try:
            return socket.create_connection((address, port), timeout=min(left, 10.0))
        except OSError as failed:
            error = failed
    reason = _reason(error) if error else "no answer in time"
    raise IngestError(f"`{host}` cannot be reached: {reason}", "check the address, or " + _SAVE)


def _reason(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return "no answer in time"
    text = getattr(error, "strerror", None) or getattr(error, "reason", None) or str(error) or type(error).__name__
    return str(text).lower().rstrip(".")


def _cut(opened: socket.socket) -> None:
    with contextlib.suppress(OSError):
        opened.shutdown(socket.SHUT_RDWR)


def _exchange(opened: socket.socket, parts: SplitResult, host: str, url: str, limits: FetchLimits) -> _Answer:
    connection = http.client.HTTPConnection(host)
    # The connection is made already, to an address that was checked: http.client must not resolve the name again.
    connection.sock = opened
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._") + (
        "?" + quote(parts.query, safe="/%:@!$&'()*+,;=~-._?") if parts.query else ""
    )
    shown = parts.netloc.encode("idna").decode() if not parts.netloc.isascii() else parts.netloc
    connection.putrequest("GET", path, skip_host=True, skip_accept_encoding=True)
    for name, value in (
        ("Host", shown),
        ("Accept", "text/html, text/plain, */*;q=0.1"),
        ("Accept-Encoding", "gzip"),
        ("User-Agent", "explainer-import"),
        ("Connection", "close"),
    ):
        connection.putheader(name, value)
    connection.endheaders()
    response = connection.getresponse()
    if response.status in _REDIRECTS and response.getheader("Location"):
        return _Answer(b"", "", None, response.getheader("Location"))
    if response.status != 200:
        raise IngestError(
            f"`{url}` answers {response.status} {response.reason}".rstrip(), "check the address, or " + _SAVE
        )
    content_type = response.headers.get_content_type() if response.getheader("Content-Type") else ""
    if content_type and not any(each in content_type for each in _READABLE) and content_type != "application/pdf":
        raise IngestError(f"`{url}` is `{content_type}`, not a page", "give the address of an article")
    data = _body(response, url, limits.bytes)
    return _Answer(data, content_type, response.headers.get_content_charset(), None)


def _body(response: http.client.HTTPResponse, url: str, most: int) -> bytes:
    """Return the body, unpacked as it comes: neither what is sent nor what it unpacks to may pass the limit."""
    encoding = (response.getheader("Content-Encoding") or "identity").strip().lower()
    if encoding not in ("identity", "gzip", "x-gzip", "deflate"):
        raise IngestError(f"`{url}` is packed as `{encoding}`, which cannot be read", _SAVE)
    unpack = (
        None if encoding == "identity" else zlib.decompressobj(zlib.MAX_WBITS | (0 if encoding == "deflate" else 16))
    )
    parts: list[bytes] = []
    size = received = 0
    while chunk := response.read1(_BYTES_STEP):
        received += len(chunk)
        try:
            part = unpack.decompress(chunk, most + 1 - size) if unpack else chunk
        except zlib.error as error:
            raise IngestError(f"`{url}` sends broken {encoding} data", _SAVE) from error
        size += len(part)
        if size > most or received > most:
            raise IngestError(f"`{url}` sends more than {most:,} bytes", _SAVE)
        parts.append(part)
    expected = response.getheader("Content-Length", "")
    if expected and expected.isdigit() and received < int(expected):
        raise IngestError(f"`{url}` broke off after {received:,} of {int(expected):,} bytes", "try again, or " + _SAVE)
    return b"".join(parts)


def _input(answer: _Answer, url: str) -> Input:
    kind = kind_of(answer.data, answer.content_type, urlsplit(url).path)
    return Input(answer.data, url, kind, url, answer.charset)
