"""The server: reads requests, asks the gate, answers from the table of outputs."""

from __future__ import annotations

import socket
import socketserver
import sys
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

from generator.preview.answers import OWN, Answer, Answers, refusal
from generator.preview.gates import SAFE, Gate

REQUEST_SECONDS = 20
"""How long a client may take to send a request, or to take an answer."""

HEARTBEAT_SECONDS = 15
"""So often an idle listener is written to, so that a dead one is noticed."""

LISTENERS_MAX = 1000


class PreviewServer(ThreadingHTTPServer):
    """One thread a connection, so that a slow client is slow by itself."""

    daemon_threads = True
    block_on_close = False
    allow_reuse_address = sys.platform != "win32"
    request_queue_size = 256

    def __init__(self, gate: Gate, answers: Answers) -> None:
        self.answers = answers
        self.listeners = 0
        if ":" in gate.host:
            self.address_family = socket.AF_INET6
        # Not `HTTPServer`, which looks up the name of this machine.
        super().__init__((gate.host.strip("[]"), gate.port), Handler)
        self.gate = Gate(gate.host, self.server_address[1])

    def server_bind(self) -> None:
        """Binds, without asking the network for a name."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = str(self.server_address[0]), int(self.server_address[1])

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away is no news."""


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    server: PreviewServer
    protocol_version = "HTTP/1.1"
    # Without these two the standard library serves 23 requests a second over a connection that is kept alive.
    disable_nagle_algorithm = True
    wbufsize = 65536
    timeout = REQUEST_SECONDS

    def __getattr__(self, name: str) -> Any:
        # `BaseHTTPRequestHandler` looks for `do_` and the method: any method, even an unknown one, comes here.
        if name.startswith("do_"):
            return self._refuse_method
        raise AttributeError(name)

    def do_GET(self) -> None:
        """Answers."""
        self._respond(body=True)

    def do_HEAD(self) -> None:
        """Answers without the body."""
        self._respond(body=False)

    def _respond(self, *, body: bool) -> None:
        if not self._is_admitted():
            return
        path = self.path.partition("?")[0].partition("#")[0]
        query = parse_qs(self.path.partition("?")[2], max_num_fields=8) if path.startswith(OWN) else {}
        asked = {name: values[0] for name, values in query.items()}
        if path.startswith(OWN):
            origins, site = self.headers.get_all("Origin", []), self.headers.get("Sec-Fetch-Site", "")
            if not self.server.gate.is_own(origins, self.headers.get_all("Host", []), site):
                self._send(refusal(HTTPStatus.FORBIDDEN, "this is for the preview's own pages"), body=body)
                return
            if path == f"{OWN}events" and body:
                self._listen(asked)
                return
        self._send(self.server.answers.answer(self.path, path, asked), body=body)

    def _is_admitted(self) -> bool:
        if self.request_version == "HTTP/0.9":
            # Its answers have no headers, and so none that keep others out.
            self.close_connection = True
            return False
        if self.headers.get("Content-Length", "0") != "0" or "Transfer-Encoding" in self.headers:
            # The body of a request that has none is not read: what follows it could be taken for another request.
            self.close_connection = True
        hosts = self.headers.get_all("Host", [])
        if not self.server.gate.admits(hosts, str(self.connection.getsockname()[0])):
            self._send(refusal(HTTPStatus.MISDIRECTED_REQUEST, "the preview does not go by this name"), body=True)
            return False
        if not self.path.startswith("/"):
            self._send(refusal(HTTPStatus.BAD_REQUEST, "not a path"), body=True)
            return False
        return True

    def _refuse_method(self) -> None:
        self.close_connection = True
        if self._is_admitted():
            answer = refusal(HTTPStatus.METHOD_NOT_ALLOWED, "the preview only shows")
            self._send(Answer(answer.status, answer.kind, answer.data, (("Allow", "GET, HEAD"),)), body=True)

    def _send(self, answer: Answer, *, body: bool) -> None:
        self._begin(answer.status, answer.kind, (("Content-Length", str(len(answer.data))), *answer.headers))
        if body:
            self.wfile.write(answer.data)
        self.wfile.flush()

    def _begin(self, status: int, kind: str, headers: tuple[tuple[str, str], ...]) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        for name, value in (*SAFE, *headers):
            self.send_header(name, value)
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()

    def _listen(self, asked: dict[str, str]) -> None:
        """An event for each new stand (HTML, "Server-sent events"), until the client goes or the preview ends.

        A tab that says what it shows is told what to show instead, and need not ask for it.
        """
        self.close_connection = True
        server, board = self.server, self.server.answers.board
        if server.listeners >= LISTENERS_MAX:
            self._send(refusal(HTTPStatus.SERVICE_UNAVAILABLE, "too many listeners"), body=True)
            return
        server.listeners += 1
        try:
            self._begin(HTTPStatus.OK, "text/event-stream; charset=utf-8", ())
            self.wfile.write(b"retry: 300\n\n")
            seen = -1
            while not board.closed:
                number = board.wait(seen, HEARTBEAT_SECONDS)
                if number == seen:
                    self.wfile.write(b": still here\n\n")
                elif "path" in asked:
                    said = server.answers.state(asked)
                    number, asked["mark"] = said.number, said.mark
                    # A text of JSON is one line.
                    self.wfile.write(b"data: %s %d\ndata: %s\n\n" % (board.session.encode(), number, said.data))
                else:
                    self.wfile.write(f"data: {board.session} {number}\n\n".encode())
                self.wfile.flush()
                seen = number
        except OSError:
            # It went away, or did not read for `REQUEST_SECONDS`.
            return
        finally:
            server.listeners -= 1

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:  # noqa: ARG002
        """What the standard library refuses by itself (a request line or header too long) gets the same headers."""
        self.close_connection = True
        if self.request_version == "HTTP/0.9":
            return
        self._send(refusal(HTTPStatus(code), (message or "").lower()), body=True)

    def version_string(self) -> str:
        """The name of the server, without versions."""
        return "explainer"

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing: the terminal has one line a rebuild."""
