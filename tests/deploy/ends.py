"""The far ends of the tests: real ones, on this machine, and ways to break the connection to them."""

from __future__ import annotations

import contextlib
import http.client
import http.server
import os
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Protocol

MANIFEST = ".explainer.json"


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def wait_for(port: int, seconds: float = 15) -> None:
    """Waits until somebody listens on a port of this machine."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.02)
    raise TimeoutError(f"nothing listens on {port}")


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, with its bytes; what git keeps for itself is left out."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file() and ".git" not in file.relative_to(folder).parts
    }


class Sshd:
    """An OpenSSH server of our own: its own keys, its own configuration, on the loopback only."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.user = subprocess.run(["id", "-un"], capture_output=True, text=True, check=True).stdout.strip()
        for name in ("host", "mine", "other"):
            subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)], check=True)
        shutil.copy(folder / "mine.pub", folder / "authorized")
        host = (folder / "host.pub").read_text("ascii")
        (folder / "known").write_text(f"* {host}", "ascii")
        (folder / "strange").write_text(f"* {(folder / 'other.pub').read_text('ascii')}", "ascii")
        (folder / "sshd_config").write_text(
            f"Port {self.port}\nListenAddress 127.0.0.1\nHostKey {folder}/host\nPidFile none\nUsePAM no\n"
            f"AuthorizedKeysFile {folder}/authorized\nStrictModes no\nPermitRootLogin yes\n"
            "PasswordAuthentication no\nKbdInteractiveAuthentication no\nMaxStartups 100\n",
            "ascii",
        )
        if os.geteuid() == 0:
            # Where sshd changes its root to before it knows who asks; Debian's package makes it when the service starts.
            Path("/run/sshd").mkdir(exist_ok=True)
        self._process = subprocess.Popen(
            [shutil.which("sshd") or "/usr/sbin/sshd", "-D", "-e", "-f", str(folder / "sshd_config")],
            stderr=(folder / "log").open("wb"),
        )
        wait_for(self.port)

    def shell(self, key: str = "mine", known: str = "known") -> str:
        """How ssh is called to reach it, as `$RSYNC_RSH` and `$GIT_SSH_COMMAND` have it."""
        options = f"-o IdentitiesOnly=yes -o UserKnownHostsFile={self.folder}/{known} -o GlobalKnownHostsFile=/dev/null"
        return f"ssh -F /dev/null -i {self.folder}/{key} {options} -o StrictHostKeyChecking=yes"

    def close(self) -> None:
        """Ends the server."""
        self._process.terminate()
        self._process.wait(10)


class Cutter:
    """A way to a port of this machine that breaks, for everybody and for good, where it is told to.

    `cut` sees each piece that a client sends, and says whether the way breaks before it.
    """

    def __init__(self, port: int, cut: Callable[[bytes], bool]) -> None:
        self._far = port
        self._cut = cut
        self._open: list[socket.socket] = []
        self._lock = threading.Lock()
        self.broken = False
        self.sent = 0
        """Bytes that clients sent."""
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self._waiter = threading.Thread(target=self._accept, daemon=True)
        self._waiter.start()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            if self.broken:
                near.close()
                continue
            far = socket.create_connection(("127.0.0.1", self._far))
            self._open += [near, far]
            threading.Thread(target=self._carry, args=(near, far, True), daemon=True).start()
            threading.Thread(target=self._carry, args=(far, near, False), daemon=True).start()

    def _carry(self, source: socket.socket, target: socket.socket, outward: bool) -> None:
        with contextlib.suppress(OSError):
            while piece := source.recv(1 << 16):
                if outward:
                    with self._lock:
                        self.sent += len(piece)
                        if self.broken or self._cut(piece):
                            self.broken = True
                            break
                target.sendall(piece)
        if self.broken:
            for each in self._open:
                _reset(each)
        else:
            with contextlib.suppress(OSError):
                target.shutdown(socket.SHUT_WR)

    def close(self) -> None:
        """Takes no more connections."""
        # Shut down first: closing alone does not wake who waits for the next connection.
        _reset(self._listener)
        self._waiter.join(5)
        for each in self._open:
            _reset(each)


def _reset(connection: socket.socket) -> None:
    with contextlib.suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
    connection.close()


def after_bytes(count: int) -> Callable[[bytes], bool]:
    """Breaks before the piece that would bring the total to more than so many bytes."""
    sent = 0

    def cut(piece: bytes) -> bool:
        nonlocal sent
        sent += len(piece)
        return sent > count

    return cut


def at_request(method: bytes, number: int) -> Callable[[bytes], bool]:
    """Breaks before the n-th request of a method; the first is 0."""
    seen = 0

    def cut(piece: bytes) -> bool:
        nonlocal seen
        if not piece.startswith(method + b" /"):
            return False
        seen += 1
        return seen > number

    return cut


class End(Protocol):
    """A far end: the settings of a target that leads to it, and a look at what it holds."""

    settings: str

    def tree(self) -> dict[str, bytes]:
        """Every file there, without our record."""

    def put(self, path: str, data: bytes) -> None:
        """Somebody else puts a file there."""


class FolderEnd:
    """A web server's folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.settings = f"{{kind: directory, path: {folder}}}"

    def tree(self) -> dict[str, bytes]:
        found = tree(self.folder)
        found.pop(MANIFEST, None)
        return found

    def put(self, path: str, data: bytes) -> None:
        (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / path).write_bytes(data)


class RemoteEnd(FolderEnd):
    """A folder behind an OpenSSH server."""

    def __init__(self, folder: Path, server: Sshd, port: int = 0) -> None:
        super().__init__(folder)
        self.settings = f'{{kind: rsync, destination: "{server.user}@127.0.0.1:{folder}", port: {port or server.port}}}'


class GitEnd:
    """A branch of a bare repository."""

    def __init__(self, repository: Path, remote: str = "origin") -> None:
        self.repository = repository
        self.settings = f"{{kind: github-pages, remote: {remote}}}"

    def git(self, *arguments: str, given: bytes = b"") -> bytes:
        """What git says about the repository."""
        identity = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.org"]
        command = ["git", "-C", str(self.repository), *identity, *arguments]
        return subprocess.run(command, input=given, capture_output=True, check=True).stdout

    def commits(self) -> list[str]:
        """The commits of the branch, the newest first; empty when there is no branch."""
        found = self.git("for-each-ref", "refs/heads/gh-pages")
        return self.git("rev-list", "gh-pages").decode().split() if found else []

    def tree(self) -> dict[str, bytes]:
        if not self.commits():
            return {}
        listed = self.git("ls-tree", "-r", "-z", "--name-only", "gh-pages").split(b"\0")
        return {
            os.fsdecode(path): self.git("show", b"gh-pages:".decode() + os.fsdecode(path)) for path in listed if path
        }

    def put(self, path: str, data: bytes) -> None:
        blob = self.git("hash-object", "-w", "--stdin", given=data).decode().strip()
        parents = self.commits()[:1]
        index = self.repository / "an-index"
        index.unlink(missing_ok=True)
        environment = {**os.environ, "GIT_INDEX_FILE": str(index)}
        command = ["git", "-C", str(self.repository)]
        for parent in parents:
            subprocess.run([*command, "read-tree", parent], env=environment, check=True)
        subprocess.run(
            [*command, "update-index", "--add", "--cacheinfo", f"100644,{blob},{path}"], env=environment, check=True
        )
        written = subprocess.run([*command, "write-tree"], env=environment, check=True, capture_output=True).stdout
        links = [word for parent in parents for word in ("-p", parent)]
        commit = self.git("commit-tree", written.decode().strip(), *links, "-m", "By hand").decode().strip()
        self.git("update-ref", "refs/heads/gh-pages", commit)


class BucketEnd:
    """A bucket of a server that speaks S3."""

    def __init__(self, port: int, name: str) -> None:
        import boto3

        self.name = name
        self.client: Any = boto3.client("s3", endpoint_url=f"http://127.0.0.1:{port}")
        self.client.create_bucket(Bucket=name)
        self.settings = self.through(port)

    def through(self, port: int) -> str:
        """The settings that lead to it by a port of this machine."""
        return f'{{kind: s3, bucket: {self.name}, prefix: /news, region: us-east-1, endpoint_url: "http://127.0.0.1:{port}"}}'

    def keys(self) -> list[str]:
        """Every key in the bucket."""
        pages = self.client.get_paginator("list_objects_v2").paginate(Bucket=self.name)
        return [entry["Key"] for page in pages for entry in page.get("Contents", ())]

    def head(self, key: str) -> dict[str, Any]:
        """What is known of an object beside its bytes."""
        found: dict[str, Any] = self.client.head_object(Bucket=self.name, Key=key)
        return found

    def tree(self) -> dict[str, bytes]:
        keys = [key for key in self.keys() if key != f"news/{MANIFEST}"]
        return {
            key.removeprefix("news/"): self.client.get_object(Bucket=self.name, Key=key)["Body"].read() for key in keys
        }

    def put(self, path: str, data: bytes) -> None:
        self.client.put_object(Bucket=self.name, Key=f"news/{path}", Body=data)


class FullBucket:
    """A way to a server that speaks S3, with room for so many objects; then it answers as a full disk does."""

    def __init__(self, port: int, code: str, room: int) -> None:
        self.room = room
        self.refused = 0
        outer = self
        message = f"<Error><Code>{code}</Code><Message>no room</Message></Error>".encode() if code else b""

        class Answers(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def _forward(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                if self.command == "PUT":
                    outer.room -= 1
                    if outer.room < 0:
                        outer.refused += 1
                        self._answer(507, "application/xml", message)
                        return
                far = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
                far.request(self.command, self.path, body, dict(self.headers.items()))
                answer = far.getresponse()
                data = answer.read()
                self.send_response(answer.status)
                for name, value in answer.getheaders():
                    if name.lower() not in ("connection", "content-length", "date", "server", "transfer-encoding"):
                        self.send_header(name, value)
                length = answer.getheader("Content-Length") if self.command == "HEAD" else str(len(data))
                self.send_header("Content-Length", length or "0")
                self.end_headers()
                self.wfile.write(data)
                far.close()

            def _answer(self, status: int, kind: str, data: bytes) -> None:
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            do_GET = do_HEAD = do_PUT = do_DELETE = do_POST = _forward  # noqa: N815

            def log_message(self, *_: object) -> None:
                """Nothing."""

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answers)
        self.port = int(self._server.server_address[1])
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Takes no more connections."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)


def missing_assets(files: Mapping[str, bytes]) -> set[str]:
    """The style sheets, scripts, fonts and pictures that pages refer to and that are not there."""
    import posixpath
    import re

    lost = set()
    for path, data in files.items():
        if not path.endswith(".html"):
            continue
        text = data.decode("utf-8")
        for address in re.findall(
            r'(?:<link[^>]+rel="(?:stylesheet|preload)"[^>]*href|<(?:script|img)[^>]+src)="([^"]+)"', text
        ):
            if "://" not in address:
                found = (
                    address.lstrip("/")
                    if address.startswith("/")
                    else posixpath.normpath(posixpath.join(posixpath.dirname(path), address))
                )
                if found not in files:
                    lost.add(f"{path}: {found}")
    return lost
