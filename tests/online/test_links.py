"""Links asked for real: a server on this machine, and the rule that no private machine is ever asked."""

from __future__ import annotations

import datetime
import ipaddress
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from generator.online.addresses import HostGone, NotAsked, is_public, target
from generator.online.ask import Manners, ask
from generator.online.links import Found, check_links, due, read_ledger, states, write_ledger

TODAY = datetime.date(2026, 11, 22)


class Server:
    """A server that answers by path, and remembers what it was asked and how much at once."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []
        self.most_at_once = 0
        self._now = 0
        self._lock = threading.Lock()
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_HEAD(self) -> None:
                server.answer(self)

            def do_GET(self) -> None:
                server.answer(self)

            def log_message(self, *_: object) -> None:
                return

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.http.server_address[1]
        threading.Thread(target=self.http.serve_forever, daemon=True).start()

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        with self._lock:
            self.asked.append((handler.command, handler.path))
            self._now += 1
            self.most_at_once = max(self.most_at_once, self._now)
        path = handler.path.partition("?")[0].strip("/")
        tries = sum(asked[1] == handler.path for asked in self.asked)
        location = ""
        status = int(path) if path.isdigit() else 200
        if path == "get-only":
            status = 405 if handler.command == "HEAD" else 200
        elif path == "later":
            status = 503 if tries < 3 else 200
        elif path == "slow":
            time.sleep(1)
        elif path == "circle":
            status, location = 302, "/circle"
        elif path == "moved":
            status, location = 301, "/200"
        elif path == "inner":
            status, location = 302, f"http://127.0.0.2:{self.port}/secret"
        elif path == "file":
            status, location = 302, "file:///etc/passwd"
        time.sleep(0.01)
        with self._lock:
            self._now -= 1
        handler.send_response(status)
        if location:
            handler.send_header("Location", location)
        handler.send_header("Content-Length", "0")
        handler.end_headers()


PRIVATE = (
    "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
    "255.255.255.255", "198.18.0.1", "::1", "fe80::1", "fc00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
    "2002:7f00:1::", "64:ff9b::7f00:1", "64:ff9b::a00:1", "ff02::1", "2001:db8::1",
)  # fmt: skip


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """One server for all tests."""
    found = Server()
    yield found
    found.http.shutdown()


@pytest.fixture
def manners() -> Manners:
    """In a hurry, and allowed to ask 127.0.0.1 and no other address."""
    return Manners(
        allow=lambda address: str(address) == "127.0.0.1",
        timeout_seconds=0.4,
        deadline_seconds=2,
        back_off_seconds=0.01,
        pause_seconds=0.0,
    )


@pytest.mark.parametrize(
    ("path", "state"),
    [
        ("200", "alive"),
        ("get-only", "alive"),
        ("moved", "alive"),
        ("later", "alive"),
        ("404", "dead"),
        ("410", "dead"),
        ("403", "unknown"),
        ("401", "unknown"),
        ("429", "unknown"),
        ("500", "unknown"),
        ("slow", "unknown"),
        ("circle", "unknown"),
        ("inner", "unknown"),
        ("file", "unknown"),
    ],
)
def test_only_what_is_gone_is_dead(server: Server, manners: Manners, path: str, state: str) -> None:
    """403, 429, time-outs, circles and what may not be asked are unknown."""
    assert ask(f"http://127.0.0.1:{server.port}/{path}", manners).state == state
    assert all("secret" not in asked for _, asked in server.asked)


def test_a_passing_fault_is_asked_again(server: Server, manners: Manners) -> None:
    """With a longer pause before each further try."""
    slept: list[float] = []
    ask(f"http://127.0.0.1:{server.port}/503", replace(manners, sleep=slept.append, back_off_seconds=1.0))
    assert [pause for pause in slept if pause] == [1.0, 2.0]


@pytest.mark.parametrize(
    "address",
    PRIVATE,
)
def test_no_private_address_is_public(address: str) -> None:
    """Nor one that carries a private one in it."""
    assert not is_public(ipaddress.ip_address(address))
    with pytest.raises(NotAsked):
        target("http://name.example/", resolve=lambda _host, _port: ("93.184.216.34", address))


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "64:ff9b::5db8:d822"])
def test_a_public_address_is_asked_under_its_name(address: str) -> None:
    """The connection goes to the address that was looked at."""
    found = target("https://Näme.example/a?b#c", resolve=lambda _host, _port: (address,))
    assert (found.host, found.port, found.path, found.address) == ("xn--nme-qla.example", 443, "/a?b", address)


@pytest.mark.parametrize(
    "url",
    [
        "ftp://a.example/",
        "http://",
        "http://user:pass@a.example/",
        "http://[::1",
        "javascript:x",
        "http://a.example:99999/",
    ],
)
def test_what_is_no_plain_address_is_not_asked(url: str) -> None:
    """Other schemes, passwords, what cannot be read."""
    with pytest.raises(NotAsked):
        target(url, resolve=lambda _host, _port: ("93.184.216.34",))


def test_one_request_at_a_time_goes_to_a_host(manners: Manners) -> None:
    """However many links lead there."""
    server = Server()
    urls = [f"http://127.0.0.1:{server.port}/200?{number}" for number in range(12)]
    ledger = check_links(urls, {}, TODAY, manners)
    assert server.most_at_once == 1
    assert states(urls, ledger) == dict.fromkeys(urls, "alive")


def test_a_later_run_asks_only_what_is_old() -> None:
    """What opened is believed for a month, what did not for a day; fragments are one page."""
    old = {
        "http://a.example/": Found("alive", "2026-11-01"),
        "http://b.example/": Found("alive", "2026-10-01"),
        "http://c.example/": Found("dead", "2026-11-20"),
        "http://d.example/": Found("unknown", "2026-11-22"),
        "http://e.example/": Found("alive", "2027-01-01"),
    }
    assert due([*old, "http://a.example/#part", "http://f.example/#x"], old, TODAY) == (
        "http://b.example/",
        "http://c.example/",
        "http://e.example/",
        "http://f.example/",
    )


def test_without_a_network_no_host_is_gone(server: Server, manners: Manners) -> None:
    """A machine on a train does not declare the web dead; with one answer, a missing name is gone."""

    def missing(host: str, _port: int) -> tuple[str, ...]:
        if host == "gone.example":
            raise HostGone(host)
        return ("127.0.0.1",)

    alone = check_links(["http://gone.example/"], {}, TODAY, replace(manners, resolve=missing))
    assert alone["http://gone.example/"].state == "unknown"
    urls = ["http://gone.example/", f"http://here.example:{server.port}/200"]
    assert check_links(urls, {}, TODAY, replace(manners, resolve=missing))["http://gone.example/"].state == "dead"


def test_the_ledger_survives_and_a_damaged_one_is_forgotten(tmp_path: Path) -> None:
    """It is written in one step, sorted; what cannot be read costs questions, not the run."""
    ledger = {"http://b.example/": Found("alive", "2026-11-01", 200), "http://a.example/": Found("dead", "2026-11-02")}
    write_ledger(tmp_path, ledger)
    assert read_ledger(tmp_path) == ledger
    file = tmp_path / ".explainer/state/links.json"
    assert [entry.name for entry in file.parent.iterdir()] == ["links.json"]
    for damage in (b"", b"{", b"[]", b'{"version": 1, "links": {"x": 5}}', b"\xff\xfe"):
        file.write_bytes(damage)
        assert read_ledger(tmp_path) == {}
