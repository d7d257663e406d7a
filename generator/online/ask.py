"""One address asked: HEAD, then GET where HEAD does not settle it; redirects followed, each looked at anew."""

from __future__ import annotations

import contextlib
import http.client
import socket
import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote, urljoin

from generator.online.addresses import Allow, HostGone, NotAsked, Resolve, Target, is_public, resolve, target

ALIVE, DEAD, UNKNOWN = "alive", "dead", "unknown"

REDIRECTS_MAX = 5
TIMEOUT_SECONDS = 10.0
DEADLINE_SECONDS = 25.0
"""For one request with its answer: a server that sends a letter now and then is cut off."""

TRIES = 3
BACK_OFF_SECONDS = 1.0
"""Before the second try; doubled before each further one."""

GONE = frozenset((404, 410))
PASSING = frozenset((500, 502, 503, 504))
"""Statuses that may pass: asked again."""

AGENT = "explainer-link-check/1 (+https://pypi.org/project/explainer-pages/)"


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found at an address."""

    state: str
    """`alive`, `dead` or `unknown`."""
    status: int = 0
    """Of the last answer; 0 when there was none."""
    reason: str = ""
    """Why it is unknown or dead, in a few words."""
    network: bool = False
    """Whether anything answered: a machine without a network knows nothing of anybody's links."""


@dataclass(frozen=True, slots=True)
class Manners:
    """How to ask. The defaults are for the world; tests shorten them and allow their own machine."""

    allow: Allow = is_public
    resolve: Resolve = resolve
    timeout_seconds: float = TIMEOUT_SECONDS
    deadline_seconds: float = DEADLINE_SECONDS
    back_off_seconds: float = BACK_OFF_SECONDS
    pause_seconds: float = 0.5
    """Between two requests to one host."""
    sleep: Callable[[float], None] = time.sleep


def ask(url: str, manners: Manners | None = None) -> Answer:
    """What an address answers, after up to three tries."""
    manners = manners or Manners()
    answer = Answer(UNKNOWN, reason="not asked")
    for attempt in range(TRIES):
        if attempt:
            manners.sleep(manners.back_off_seconds * 2 ** (attempt - 1))
        answer, again = _try(url, manners)
        if not again:
            return answer
    return answer


def _try(url: str, manners: Manners) -> tuple[Answer, bool]:
    """One try: the answer, and whether another one may tell more."""
    try:
        status = _follow(url, "HEAD", manners)
        if status >= 400 and status != 429:
            # Many servers answer HEAD with 403, 404 or 405, and GET as they should.
            manners.sleep(manners.pause_seconds)
            status = _follow(url, "GET", manners)
    except NotAsked as fault:
        return Answer(UNKNOWN, reason=str(fault)), False
    except HostGone as fault:
        return Answer(DEAD, reason=f"no host {fault}"), False
    except ssl.SSLCertVerificationError:
        return Answer(UNKNOWN, reason="its certificate does not hold", network=True), False
    except (OSError, http.client.HTTPException) as fault:
        return Answer(UNKNOWN, reason=f"no answer: {type(fault).__name__}"), True
    if status < 400:
        return Answer(ALIVE, status, network=True), False
    if status in GONE:
        return Answer(DEAD, status, "gone", network=True), False
    return Answer(UNKNOWN, status, f"answered {status}", network=True), status in PASSING


def _follow(url: str, method: str, manners: Manners) -> int:
    """The status at the end of the redirects. A redirect to what is never asked counts as what it is: an answer."""
    for _ in range(REDIRECTS_MAX + 1):
        status, location = _request(target(url, manners.allow, manners.resolve), method, manners)
        if status not in (301, 302, 303, 307, 308) or not location:
            return status
        url = urljoin(url, quote(location, safe="%/:=&?~#+!$,;'@()*[]"))
        manners.sleep(manners.pause_seconds)
    raise NotAsked("redirected in circles")


def _request(where: Target, method: str, manners: Manners) -> tuple[int, str]:
    connection = _connection(where, manners)
    done = threading.Event()
    watch = threading.Timer(manners.deadline_seconds, _cut, (connection, done))
    watch.daemon = True
    watch.start()
    try:
        headers = {"User-Agent": AGENT, "Accept": "*/*", "Accept-Encoding": "identity", "Connection": "close"}
        connection.request(method, quote(where.path, safe="%/:=&?~#+!$,;'@()*[]"), headers=headers)
        response = connection.getresponse()
        return response.status, response.headers.get("Location", "")
    finally:
        done.set()
        watch.cancel()
        connection.close()


def _cut(connection: http.client.HTTPConnection, done: threading.Event) -> None:
    if not done.is_set() and connection.sock is not None:
        with contextlib.suppress(OSError):
            connection.sock.shutdown(socket.SHUT_RDWR)


def _connection(where: Target, manners: Manners) -> http.client.HTTPConnection:
    """A connection to the address that was looked at, under the name that the URL gives."""
    if where.secure:
        context = ssl.create_default_context()
        return _Secure(where, manners.timeout_seconds, context)
    return _Plain(where, manners.timeout_seconds)


class _Plain(http.client.HTTPConnection):
    def __init__(self, where: Target, timeout: float) -> None:
        super().__init__(where.host, where.port, timeout=timeout)
        self._where = where

    def connect(self) -> None:
        self.sock = socket.create_connection((self._where.address, self._where.port), self.timeout)


class _Secure(http.client.HTTPSConnection):
    def __init__(self, where: Target, timeout: float, context: ssl.SSLContext) -> None:
        super().__init__(where.host, where.port, timeout=timeout, context=context)
        self._where = where
        self._tls = context

    def connect(self) -> None:
        plain = socket.create_connection((self._where.address, self._where.port), self.timeout)
        try:
            self.sock = self._tls.wrap_socket(plain, server_hostname=self._where.host)
        except BaseException:
            plain.close()
            raise
