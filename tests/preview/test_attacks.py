"""What a hostile page or program may send: nothing leaks, nothing is written, and only the own origin is answered."""

from __future__ import annotations

import itertools
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from tests.browser.tools import chromium
from tests.preview.conftest import Preview, copy_project

SECRET = b"plumage-that-nobody-may-read"

ARTICLE = "content/leap-second/article.md"
FILES = ("explainer.yaml", "secret.txt", ".env", ARTICLE, "content/_shared/ozone.yaml", "etc/passwd")
CLIMBS = (
    "../",
    "..%2f",
    "%2e%2e/",
    "%2e%2e%2f",
    "..%5c",
    "..\\",
    "%252e%252e/",
    "..;/",
    "....//",
    "%c0%ae%c0%ae/",
    "..%00/",
    "//",
)
STARTS = ("/", "/assets/", "/leap-second/", "/__explainer/")
METHODS = ("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "get", "FOO", "M-SEARCH", "PRI")
ROUTES = (
    "/",
    "/leap-second/",
    "/nothing",
    "/__explainer/events",
    "/__explainer/state?path=/",
    "/__explainer/preview.js",
)

HOSTS = (
    "evil.example", "evil.example:{port}", "127.0.0.1.evil.example:{port}", "localhost.evil.example:{port}",
    "evil.example:80", "127.0.0.1:1", "127.0.0.1:{port}.evil", "127.0.0.1@evil.example:{port}", "evil@127.0.0.1:{port}",
    "127.0.0.1:{port}, evil.example", "127.0.0.2:{port}", "0.0.0.0:{port}", "[::]:{port}", "[::2]:{port}", "::1",
    "2130706433:{port}", "0x7f000001:{port}", "0177.0.0.1:{port}", "127.1:{port}", "localhost.:{port}",
    "localhost:{port}/", "localhost:{port}/evil", "http://localhost:{port}", "localhost:{port}?", "localhost:{port}#",
    "localhost%2eevil.example:{port}", "LOCALHOST.EVIL:{port}", "xn--localhost:{port}", "ⅼocalhost:{port}",
    "localhost:0{port}0", "localhost:", "localhost:99999", "localhost:-1", "", " ", "*", "null", "file://",
    "10.0.0.1:{port}",
    "169.254.169.254:{port}",
)  # fmt: skip

ORIGINS = (
    "http://evil.example", "https://evil.example", "null", "http://127.0.0.1", "https://127.0.0.1:{port}",
    "http://127.0.0.1:1", "http://localhost.evil.example:{port}", "http://127.0.0.1:{port}.evil.example",
    "http://evil@127.0.0.1:{port}", "http://localhost:{port}", "http://[::1]:{port}", "file://", "chrome-extension://abc",
    "http://127.0.0.1:{port}/", "http://127.0.0.1:{port} http://evil.example", "HTTP//127.0.0.1:{port}", "*", "",
    "http://0.0.0.0:{port}", "http://127.0.0.2:{port}",
)  # fmt: skip


def raw(port: int, data: bytes, seconds: float = 20) -> bytes:
    """Everything that the server says to these bytes, until it closes or the client has no more to say."""
    with socket.create_connection(("127.0.0.1", port), timeout=seconds) as connection:
        try:
            connection.sendall(data)
            connection.shutdown(socket.SHUT_WR)
        except OSError:
            pass
        answer = b""
        try:
            while len(answer) < 1 << 22:
                part = connection.recv(65536)
                if not part:
                    break
                answer += part
        except OSError:
            pass
        return answer


def status(answer: bytes) -> int:
    """The status of an answer; 0 when there was none."""
    return int(answer.split()[1]) if answer.startswith(b"HTTP/1.1 ") else 0


def request(port: int, line: str, *headers: str) -> bytes:
    """A request with a right `Host`."""
    lines = (line, f"Host: 127.0.0.1:{port}", "Connection: close", *headers)
    return "\r\n".join((*lines, "", "")).encode("utf-8", "surrogateescape")


def paths() -> list[str]:
    """Paths that try to leave the table of outputs."""
    climbing = [f"{start}{climb * 4}{name}" for start, climb, name in itertools.product(STARTS, CLIMBS, FILES)]
    plain = [f"/{name}" for name in FILES] + [f"/site/{name}" for name in FILES]
    odd = [
        *(
            f"/leap-second/{sign}"
            for sign in ("~", ";x", "*", "%20", "%2e%2e", "index.html/", "article.md", "facts.yaml")
        ),
        "/%",
        "/%zz",
        "/%00",
        "/\x7f",
        "/%ff%fe",
        "/" + "a/" * 2000,
        "/" + "%41" * 5000,
        "/leap-second/%2e",
        "/leap-second/.",
    ]
    return [*plain, *odd, *climbing]


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """A preview of a project with secrets beside its content."""
    project = copy_project(tmp_path_factory.mktemp("attacked") / "project")
    (project / "secret.txt").write_bytes(SECRET)
    (project / ".env").write_bytes(SECRET)
    settings = project / "explainer.yaml"
    settings.write_text(f"{settings.read_text()}\n# {SECRET.decode()}\n")
    article = project / "content" / "leap-second" / "article.md"
    article.write_text(f"{article.read_text()}\n\n<!-- {SECRET.decode()} -->\n")
    preview = Preview(project, "--port", "0")
    yield preview
    preview.stop()


def is_safe(answer: bytes) -> bool:
    """Whether an answer carries the headers that every answer carries, and none that lets others read it."""
    head = answer.partition(b"\r\n\r\n")[0].lower()
    wanted = (b"nosniff", b"cross-origin-resource-policy: same-origin", b"cache-control: no-store")
    return not answer or (all(header in head for header in wanted) and b"access-control" not in head)


def test_raw_requests(attacked: Preview, figure: Callable[[str, str], None]) -> None:
    """Traversal, encodings, methods and floods: no file of the project comes out, and the server goes on."""
    port = attacked.port
    asked = 0
    for path in paths():
        answer = raw(port, request(port, f"GET {path} HTTP/1.1"))
        asked += 1
        assert SECRET not in answer
        assert b"root:" not in answer
        assert status(answer) in (0, 200, 301, 400, 403, 404, 414), (path, answer[:200])
        assert is_safe(answer), path
    for method, route in itertools.product(METHODS, ROUTES):
        answer = raw(port, request(port, f"{method} {route} HTTP/1.1"))
        asked += 1
        assert status(answer) in (400, 405), (method, route, answer[:100])
        assert is_safe(answer)
    floods = (
        request(port, "GET / HTTP/1.1", *(f"X-{number}: y" for number in range(2000))),
        request(port, "GET / HTTP/1.1", "X: " + "y" * 200_000),
        request(port, "GET /" + "a" * 200_000 + " HTTP/1.1"),
        request(port, "GET / HTTP/1.1", "Content-Length: 10", "Transfer-Encoding: chunked"),
        request(port, "GET / HTTP/1.1", "Content-Length: -1"),
        request(port, "GET / HTTP/9.9"), request(port, "GET /"), request(port, "GET"), b"\r\n\r\n", b"\0" * 1000,
        b"\x16\x03\x01\x02\x00\x01", b"GET / HTTP/1.1\r\n", b"GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\n\r\n",
        f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nHost: evil.example\r\n\r\n".encode(), b"GET / HTTP/1.0\r\n\r\n",
        f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: 40\r\n\r\nGET /secret.txt HTTP/1.1\r\nHost: x\r\n\r\n".encode(),
        f"GET //evil.example/%2f.. HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode(),
    )  # fmt: skip
    for flood in floods:
        answer = raw(port, flood)
        asked += 1
        assert SECRET not in answer
        assert b"Location: //" not in answer
        assert is_safe(answer)
    assert attacked.get("/")[0] == 200
    assert asked >= 400
    figure("attack suite: raw requests, leaks", f"{asked:8} 0")


def test_hosts(attacked: Preview, figure: Callable[[str, str], None]) -> None:
    """A request under another name is misdirected, on every route."""
    port = attacked.port
    for host, route in itertools.product(HOSTS, ROUTES):
        name = host.format(port=port)
        answer = raw(port, f"GET {route} HTTP/1.1\r\nHost: {name}\r\nConnection: close\r\n\r\n".encode())
        assert status(answer) in (400, 421), (name, route, answer[:100])
        assert is_safe(answer)
    for name in ("127.0.0.1", "localhost", "[::1]", "LocalHost"):
        assert attacked.get("/", Host=f"{name}:{port}")[0] == 200
    figure("attack suite: values of Host × routes, let in", f"{len(HOSTS):8} × {len(ROUTES)} 0")


def test_origins(attacked: Preview, figure: Callable[[str, str], None]) -> None:
    """Another origin gets no event, no state and no script."""
    port = attacked.port
    routes = tuple(route for route in ROUTES if route.startswith("/__explainer/"))
    for origin, route in itertools.product(ORIGINS, routes):
        name = origin.format(port=port)
        answer = raw(port, request(port, f"GET {route} HTTP/1.1", f"Origin: {name}"))
        assert status(answer) == 403, (name, route, answer[:100])
        assert is_safe(answer)
    for site in ("cross-site", "same-site", "evil"):
        assert attacked.get("/__explainer/state?path=/", Sec_Fetch_Site=site)[0] == 403
    assert attacked.get("/__explainer/state?path=/", Origin=f"http://127.0.0.1:{port}")[0] == 200
    figure("attack suite: values of Origin × routes, let in", f"{len(ORIGINS):8} × {len(routes)} 0")


def test_state_cannot_name_files(attacked: Preview) -> None:
    """What a tab asks the state for is looked up in the table, too."""
    for path in paths()[:120]:
        body = attacked.get(f"/__explainer/state?path={quote(path, safe='')}")[2]
        assert SECRET not in body
        body = attacked.get(f"/__explainer/desk?path={quote(path, safe='')}")[2]
        assert SECRET not in body


def test_loopback_only(attacked: Preview) -> None:
    """Unless it is told otherwise, the preview listens on this machine alone."""
    with open("/proc/net/tcp", encoding="ascii") as table:
        rows = [row.split()[1:4] for row in table.readlines()[1:]]
    listening = [local for local, _remote, state in rows if state == "0A" and local.endswith(f":{attacked.port:04X}")]
    assert listening == [f"0100007F:{attacked.port:04X}"]


def test_open_host_warns(project: Path, serve: Callable[..., Any]) -> None:
    """`--host 0.0.0.0` warns, and still answers to no foreign name."""
    preview = serve(project, "--host", "0.0.0.0")
    assert "drafts" in preview.said("warning")
    assert preview.get("/", Host=f"evil.example:{preview.port}")[0] == 421
    assert preview.get("/", Host=f"127.0.0.1:{preview.port}")[0] == 200


@pytest.mark.browser
def test_rebinding(attacked: Preview, figure: Callable[[str, str], None], playwright: Any) -> None:
    """A page whose host name comes to mean this machine reads nothing: not by fetch, frame, script or events."""
    port = attacked.port
    names = [
        f"{name}.example" for name in ("rebound", "a.rebound", "localhost.rebound", "127.0.0.1.rebound", "xn--rebound")
    ]
    rules = ",".join(f"MAP {name} 127.0.0.1" for name in (*names, "evil.example"))
    browser = playwright.chromium.launch(
        executable_path=chromium(), args=["--no-sandbox", f"--host-resolver-rules={rules}"]
    )
    tried = 0
    page = browser.new_page()
    for name, route in itertools.product(
        names, ("/", "/leap-second/", "/__explainer/state?path=/", "/__explainer/events")
    ):
        answer = page.goto(f"http://{name}:{port}{route}")
        tried += 1
        assert answer.status == 421
        assert "Plain Explainers" not in page.content()
    page.goto(f"http://evil.example:{port}/")
    own = f"http://127.0.0.1:{port}"
    for route in ("/", "/leap-second/", "/__explainer/state?path=/", "/__explainer/preview.js"):
        got = page.evaluate(
            """async address => {
                const read = fetch(address).then(answer => answer.text()).catch(() => "refused");
                const blind = fetch(address, {mode: "no-cors"}).then(answer => answer.text()).catch(() => "");
                return [await read, await blind];
            }""",
            f"{own}{route}",
        )
        tried += 1
        assert got == ["refused", ""]
    state = page.evaluate(
        """address => new Promise(done => {
            const events = new EventSource(address);
            events.onmessage = () => done("heard");
            events.onerror = () => done("refused");
        })""",
        f"{own}/__explainer/events",
    )
    assert state == "refused"
    figure("attack suite: rebinding and cross-origin reads in Chromium", f"{tried + 1:8} 0")
    browser.close()
