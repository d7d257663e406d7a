"""Input that is no article: each is refused with what is wrong and what to do, and nothing is written."""

import contextlib
import gzip
import io
import re
import socket
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote

import pytest

from generator.ingest import FetchLimits, IngestError, Input, Kind, Options, fetch, ingest, read_input
from generator.ingest.addresses import is_public

_OPTIONS = Options(today="2024-05-20")
_BOMB = gzip.compress(b"<p>" + b"\0" * 20_000_000)
_ARTICLE = (
    b"<html lang=en><body><article><h1>A bridge is closed</h1><p>"
    + b"The bridge of Delling was closed on 3 May 2024. " * 12
    + b"</p></article>"
)


def _refusal(act: Callable[[], object]) -> IngestError:
    with pytest.raises(IngestError) as caught:
        act()
    error = caught.value
    assert error.message[0] in "`t0123456789" or error.message[0].islower()
    assert not error.message.endswith(".")
    assert "`" in error.message
    assert error.hint
    return error


@pytest.mark.parametrize("data", [b"", b"  \n\n ", b"\xef\xbb\xbf", b"\xff\xfe", b"\n---\n"])
def test_an_empty_file_is_refused(data: bytes) -> None:
    """A file without a word says that it is empty."""
    assert "empty" in _refusal(lambda: ingest(Input(data, "a.txt"), _OPTIONS)).message


@pytest.mark.parametrize(
    "text", ["Share this article\n\nFollow us on X\n\n3 min read\n", "Subscribe to our newsletter\n"]
)
def test_a_file_with_only_chrome_is_refused(text: str) -> None:
    """What belongs to the page alone makes no article."""
    assert "only what belongs to a page" in _refusal(lambda: ingest(Input(text.encode(), "a.txt"), _OPTIONS)).message


def test_a_page_with_only_chrome_is_refused() -> None:
    """A web page of menus makes no article."""
    page = b"<body><nav><a href=/>Home</a></nav><footer><p>Terms of use</p></footer></body>"
    _refusal(lambda: ingest(Input(page, "a.html", Kind.HTML), _OPTIONS))


def test_ten_megabytes_are_refused_with_their_size(tmp_path: Path) -> None:
    """A text above the limit is refused with its size and the limit, without being read whole."""
    file = tmp_path / "long.txt"
    file.write_bytes(b"word " * 2_000_000)
    error = _refusal(lambda: read_input(str(file)))
    assert "10,000,000 bytes" in error.message
    small = _refusal(lambda: ingest(Input(b"word " * 100_000, "a.txt"), _OPTIONS))
    assert "500,000 bytes" in small.message
    assert "262,144" in small.message


def test_another_encoding_than_it_says_is_read_and_reported() -> None:
    """UTF-8 that says it is Latin-1 is UTF-8; Latin-1 that says it is UTF-8 is read as Windows-1252, and reported."""
    page = (
        '<html lang="fr"><meta charset="iso-8859-1"><h1>Le café rouvre</h1><p>'
        + "Le café de la gare a rouvert hier à midi. " * 5
    )
    said = ingest(Input(page.encode(), "a.html", Kind.HTML), _OPTIONS)
    assert "café" in said.article
    assert any("iso-8859-1" in each for each in said.reports)
    text = "Le café rouvre\n\nLe café de la gare a rouvert ses portes après une longue fermeture.\n"
    other = ingest(Input(text.encode("latin-1"), "a.txt", charset="utf-8"), _OPTIONS)
    assert "café" in other.article
    assert any("Windows-1252" in each for each in other.reports)
    assert "café" in ingest(Input(text.encode("utf-16"), "a.txt"), _OPTIONS).article


def test_a_page_of_scripts_is_refused() -> None:
    """A page that a script would fill holds no text."""
    page = (
        b"<html><head><script>"
        + b"var a=1;" * 500
        + b"</script></head><body><div id=root></div><script>go()</script></body></html>"
    )
    assert "no text" in _refusal(lambda: ingest(Input(page, "a.html", Kind.HTML), _OPTIONS)).message


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "pdftotext"),
        (b"\x89PNG\r\n\x1a\n", "media/"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".docx"),
    ],
)
def test_formats_without_text_say_what_to_do(data: bytes, word: str) -> None:
    """A PDF says how to get its text out, and so on."""
    assert word in _refusal(lambda: ingest(Input(data + b"\0" * 40, "a.pdf"), _OPTIONS)).hint


def test_bytes_that_are_no_text_are_refused() -> None:
    """Null bytes and controls make no text."""
    _refusal(lambda: ingest(Input(bytes(range(256)) * 20 + b"\0" * 4000, "a.bin"), _OPTIONS))


def test_html_nested_a_hundred_thousand_deep_is_refused() -> None:
    """Nesting that would exhaust a stack is refused by our own reader, before any library sees it."""
    page = b"<html><body>" + b"<div>" * 100_000 + b"text" + b"</div>" * 100_000
    started = time.process_time()
    assert "512 deep" in _refusal(lambda: ingest(Input(page, "a.html", Kind.HTML), _OPTIONS)).message
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    "page",
    [
        b"<p>" * 100_000 + b"x",
        b"<!--" * 50_000,
        b"<a<" * 50_000,
        b"<b>" * 300 + b"word",
        b"<table>" * 5_000,
        b"&" * 100_000,
        b"<![" * 5_000,
        b"<x " * 30_000,
    ],
)
def test_broken_markup_ends_soon(page: bytes) -> None:
    """Markup made to be slow gives a draft or an IngestError within seconds."""
    started = time.process_time()
    with contextlib.suppress(IngestError):
        ingest(Input(b"<body>" + page, "a.html", Kind.HTML), _OPTIONS)
    assert time.process_time() - started < 10


def test_word_files_are_read_and_broken_ones_refused() -> None:
    """A .docx gives headings, paragraphs and emphasis; a broken one, a bomb and another archive are refused."""
    docx = pytest.importorskip("docx")
    pytest.importorskip("mammoth")
    document = docx.Document()
    document.add_heading("A bridge is closed", 1)
    document.add_paragraph("The bridge of Delling was closed on 3 May 2024, the council said.")
    document.add_paragraph("“Nobody would thank us for waiting,” said Lena Aldermoor, the mayor.")
    saved = io.BytesIO()
    document.save(saved)
    draft = ingest(Input(saved.getvalue(), "a.docx", Kind.DOCX), _OPTIONS)
    assert draft.title == "A bridge is closed"
    assert "Lena Aldermoor" in draft.sheet
    assert "date: 2024-05-03" in draft.sheet
    _refusal(lambda: ingest(Input(saved.getvalue()[:2000], "a.docx", Kind.DOCX), _OPTIONS))
    _refusal(lambda: ingest(Input(b"PK\x03\x04broken", "a.docx", Kind.DOCX), _OPTIONS))
    bomb, other = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"\0" * 80_000_000)
    assert "unpacks to" in _refusal(lambda: ingest(Input(bomb.getvalue(), "a.docx", Kind.DOCX), _OPTIONS)).message
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("notes.txt", "hello")
    assert "not a Word file" in _refusal(lambda: ingest(Input(other.getvalue(), "a.docx", Kind.DOCX), _OPTIONS)).message


def test_missing_files_and_folders_are_refused(tmp_path: Path) -> None:
    """A file that is not there, a folder and a named pipe are told apart."""
    import os

    assert "does not exist" in _refusal(lambda: read_input(str(tmp_path / "no.txt"))).message
    assert "is a folder" in _refusal(lambda: read_input(str(tmp_path))).message
    os.mkfifo(tmp_path / "pipe")
    assert "not a plain file" in _refusal(lambda: read_input(str(tmp_path / "pipe"))).message
    _refusal(lambda: read_input("a\0b"))


class _Server(BaseHTTPRequestHandler):
    """Answers the paths of the tests below."""

    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """Answer one path."""
        path = self.path.partition("?")[0]
        if path.startswith("/to/"):
            self._redirect(unquote(path.removeprefix("/to/")))
        elif path.startswith("/hop/"):
            self._redirect(f"/hop/{int(path[5:]) + 1}")
        elif path == "/loop":
            self._redirect("/loop2")
        elif path == "/loop2":
            self._redirect("/loop")
        elif path in ("/endless", "/drip", "/headers"):
            self._endless(path)
        elif path == "/bomb":
            self._send(_BOMB, ("Content-Encoding", "gzip"))
        elif path == "/packed":
            self._send(gzip.compress(_ARTICLE), ("Content-Encoding", "gzip"))
        elif path == "/brotli":
            self._send(b"xx", ("Content-Encoding", "br"))
        elif path == "/badgzip":
            self._send(b"this is no gzip", ("Content-Encoding", "gzip"))
        elif path == "/picture":
            self._send(b"\x89PNG", ("Content-Type", "image/png"))
        elif path == "/pdf":
            self._send(b"%PDF-1.4 ...", ("Content-Type", "application/pdf"))
        elif path == "/broken":
            self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 1000\r\n\r\nshort")
            self.close_connection = True
        elif path == "/garbage":
            self.wfile.write(b"\x00\x01\x02 no http at all\r\n\r\n")
            self.close_connection = True
        elif path == "/article":
            self._send(_ARTICLE)
        else:
            self.send_error(404)

    def _redirect(self, target: str) -> None:
        self.send_response(302)
        self.send_header("Location", target)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(self, data: bytes, *headers: tuple[str, str]) -> None:
        self.send_response(200)
        if not any(name == "Content-Type" for name, _ in headers):
            self.send_header("Content-Type", "text/html; charset=utf-8")
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def _endless(self, path: str) -> None:
        self.close_connection = True
        try:
            self.wfile.write(b"HTTP/1.1 200 OK\r\n")
            if path != "/headers":
                self.wfile.write(b"Content-Type: text/html\r\n\r\n")
            for number in range(100_000):
                if path == "/endless":
                    self.wfile.write(b"<p>more and more text</p>" * 4_000)
                else:
                    self.wfile.write(b"X" if path == "/drip" else f"X-{number}: 1\r\n".encode())
                    self.wfile.flush()
                    time.sleep(0.1)
        except OSError:
            pass


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """Yield the address of a server on the loopback interface."""
    running = ThreadingHTTPServer(("127.0.0.1", 0), _Server)
    running.daemon_threads = True
    thread = threading.Thread(target=running.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{running.server_address[1]}"
    running.shutdown()
    running.server_close()


_SHORT = FetchLimits(bytes=1_000_000, seconds=2.0)


@pytest.mark.parametrize("path", ["/article", "/packed", "/to//article", "/hop-less?x=1"])
def test_a_page_is_fetched(server: str, path: str) -> None:
    """A page is read, packed or not, and after a redirect; its address becomes the source's."""
    if path.startswith("/hop-less"):
        path = "/article?x=1"
    source = fetch(server + path, _SHORT, allow_loopback=True)
    draft = ingest(source, _OPTIONS)
    assert (draft.title == "A bridge is closed" and "/article" in draft.sheet) or "/packed" in draft.sheet


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/nothing", "answers 404"),
        ("/loop", "in a circle"),
        ("/hop/1", "more than 5 times"),
        ("/endless", "more than 1,000,000 bytes"),
        ("/drip", "within 2 seconds"),
        ("/headers", "within 2 seconds|got more than"),
        ("/bomb", "more than 1,000,000 bytes"),
        ("/brotli", "packed as `br`"),
        ("/badgzip", "broken gzip"),
        ("/picture", "image/png"),
        ("/broken", "broke off"),
        ("/garbage", "cannot be read"),
        ("/to/ftp://127.0.0.1/", "not an http"),
        ("/to/file:///etc/passwd", "not an http"),
        ("/to/http://10.0.0.1/x", "private or local"),
        ("/to/http://169.254.169.254/latest/meta-data", "private or local"),
        ("/to/http://[::ffff:10.1.1.1]/", "private or local"),
        ("/to/http://user@127.0.0.1/", "user name|to read from"),
    ],
)
def test_bad_answers_are_refused(server: str, path: str, words: str) -> None:
    """Each way in which a server can be wrong has its message, within the time allowed."""
    started = time.monotonic()
    error = _refusal(lambda: fetch(server + path, _SHORT, allow_loopback=True))
    assert re.search(words, error.message + error.hint)
    assert time.monotonic() - started < 6


def test_a_pdf_from_an_address_says_what_to_do(server: str) -> None:
    """A PDF that a server sends is refused with the way to its text."""
    source = fetch(server + "/pdf", _SHORT, allow_loopback=True)
    assert "pdftotext" in _refusal(lambda: ingest(source, _OPTIONS)).hint


def test_a_dead_address_is_refused() -> None:
    """A port where nothing listens is an error and no hang."""
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    assert (
        "cannot be reached" in _refusal(lambda: fetch(f"http://127.0.0.1:{port}/", _SHORT, allow_loopback=True)).message
    )


def test_loopback_is_refused_without_the_tests_own_leave(server: str) -> None:
    """The parameter of the tests is the only way to this machine."""
    assert "private or local" in _refusal(lambda: fetch(server + "/article", _SHORT)).message
    port = server.rpartition(":")[2]
    assert "private or local" in _refusal(lambda: fetch(f"http://localhost:{port}/article", _SHORT)).message


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "10.1.2.3",
        "192.168.0.1",
        "172.16.5.5",
        "169.254.169.254",
        "0.0.0.0",
        "[::1]",
        "[fe80::1]",
        "[fc00::1]",
        "[::ffff:127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
        "100.64.0.1",
        "2130706433",
        "0x7f.1",
        "127.1",
        "localhost",
        "224.0.0.1",
        "255.255.255.255",
    ],
)
def test_private_addresses_are_refused_in_every_spelling(host: str) -> None:
    """Loopback, private, link-local, shared, multicast and translated addresses are refused before a connection."""
    _refusal(lambda: fetch(f"http://{host}/", _SHORT))


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/",
        "file:///etc/passwd",
        "http://",
        "https://user:pass@example.org/",
        "javascript:alert(1)",
        "http://[::1",
        "http://example.org:99999/",
        "//example.org",
        "",
    ],
)
def test_other_addresses_are_refused(url: str) -> None:
    """Only http and https addresses without a user name are read from."""
    with pytest.raises(IngestError):
        fetch(url, _SHORT)


def test_a_name_that_resolves_to_a_private_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A public name is refused when one of its addresses is private; it is resolved once and never again."""
    asked: list[str] = []

    def answers(host: str, port: int, **_: object) -> list[object]:
        asked.append(host)
        return [
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in ("93.184.216.34", "10.0.0.7")
        ]

    monkeypatch.setattr(socket, "getaddrinfo", answers)
    assert "`10.0.0.7`" in _refusal(lambda: fetch("http://rebinding.example/", _SHORT)).message
    assert asked == ["rebinding.example"]


def test_public_addresses_are_public() -> None:
    """The guard lets the public internet through."""
    assert is_public("93.184.216.34")
    assert is_public("2606:2800:220:1:248:1893:25c8:1946")
    assert not is_public("127.0.0.1")
    assert is_public("127.0.0.1", allow_loopback=True)
    assert not is_public("10.0.0.1", allow_loopback=True)
