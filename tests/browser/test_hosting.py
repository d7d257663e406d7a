"""The built site on a real web server, as docs/deploy.md sets it up: headers, links, and the policy in a browser."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest

from generator.output.hosting import POLICY, SEARCH_POLICY
from generator.pipeline import Options, build
from tests.browser.conftest import NOW
from tests.browser.tools import ROOT
from tests.deploy.ends import free_port, wait_for

INSTALL = "nginx is not installed: apt-get install -y nginx-light"


def snippet() -> str:
    """The server of docs/deploy.md."""
    found = re.search(r"```nginx\n(.*?)```", (ROOT / "docs/deploy.md").read_text("utf-8"), re.DOTALL)
    assert found
    return found[1]


def headers(site: Path) -> dict[str, dict[str, str]]:
    """What the built `_headers` says, by pattern."""
    found: dict[str, dict[str, str]] = {}
    pattern = ""
    for line in (site / "_headers").read_text("utf-8").splitlines():
        if line.startswith("  "):
            name, _, value = line.strip().partition(": ")
            found[pattern][name] = value
        else:
            pattern = line
            found[pattern] = {}
    return found


def policy_of(site: Path) -> str:
    """The policy that the build wants of a host: with a search index, its reader is allowed."""
    return SEARCH_POLICY if SEARCH_POLICY in (site / "_headers").read_text("utf-8") else POLICY


@contextmanager
def nginx(root: Path, place: Path, policy: str) -> Iterator[str]:
    """The address of an nginx with the server of docs/deploy.md, and the policy of the built `_headers`."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if program is None:
        pytest.skip(INSTALL)
    port = free_port()
    server = snippet()
    for before, after in (
        ("listen 80;", f"listen 127.0.0.1:{port};"),
        ("root /srv/www/site;", f"root {root};"),
        (f'"{POLICY}; ', f'"{policy}; '),
    ):
        assert before in server
        server = server.replace(before, after)
    user = "user root;\n" if os.geteuid() == 0 else ""
    folders = "".join(
        f"{kind}_temp_path {place}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    configuration = place / "nginx.conf"
    configuration.write_text(
        f"{user}worker_processes 1;\npid {place}/pid;\nerror_log {place}/errors;\nevents {{}}\n"
        f"http {{\ninclude /etc/nginx/mime.types;\naccess_log off;\n{folders}{server}}}\n",
        encoding="utf-8",
    )
    process = subprocess.Popen([program, "-c", str(configuration), "-g", "daemon off;"], stderr=subprocess.DEVNULL)
    try:
        wait_for(port)
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait(10)


def fetch(address: str, **more: str) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body of an answer; redirects are not followed."""
    parts = urlsplit(address)
    assert parts.hostname
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=20)
    connection.request("GET", parts.path + (f"?{parts.query}" if parts.query else ""), headers=more)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, dict(answer.getheaders()), body


class _Links(HTMLParser):
    """The addresses and the anchors of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.ids: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.ids.add(found.get("id") or "")
        if tag == "link" and found.get("rel") in ("canonical", "alternate"):
            return
        for name in ("href", "src"):
            self.addresses += [found.get(name) or ""] if found.get(name) else []
        self.addresses += [part.split()[0] for part in (found.get("srcset") or "").split(",") if part.strip()]


def follow(start: str) -> dict[str, str]:
    """Every address reached from the start by links that stay below it, with the text of pages; all answer 200."""
    root = start
    waiting, seen, anchors, ids = [start], {}, [], {}
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        status, told, body = fetch(address)
        assert status == 200, (address, status)
        seen[address] = body.decode("utf-8") if "html" in told.get("Content-Type", "") else ""
        if not seen[address]:
            continue
        page = _Links(seen[address])
        ids[address] = page.ids
        for link in page.addresses:
            target, anchor = urldefrag(urljoin(address, link))
            if target.startswith(root):
                waiting.append(target)
                anchors.append((address, target, anchor))
            else:
                assert not target.startswith("http://127.0.0.1"), (address, link)
    for address, target, anchor in anchors:
        assert not anchor or anchor in ids[target], (address, target, anchor)
    return seen


@pytest.fixture(scope="module")
def served(site_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """This repository's own site on nginx."""
    with nginx(site_folder, tmp_path_factory.mktemp("nginx"), policy_of(site_folder)) as address:
        yield address


def test_the_headers_are_those_that_the_build_says(served: str, site_folder: Path) -> None:
    """Every page and asset carries what `_headers` says of it, also the page that is not there."""
    wanted = headers(site_folder)
    for path in ("", "leap-second/", "404.html", "nowhere/"):
        status, told, _ = fetch(served + path)
        assert status == (404 if path == "nowhere/" else 200)
        assert {name: told[name] for name in wanted["/*"]} == wanted["/*"]
        if status == 200:
            assert told["Cache-Control"] == "public, max-age=60"
    for file in site_folder.glob("assets/*.css"):
        _, told, _ = fetch(f"{served}assets/{file.name}")
        assert told["Cache-Control"] == wanted["/assets/*"]["Cache-Control"]
    status, told, _ = fetch(f"{served}assets/style.00000000.css")
    assert status == 404
    assert "Cache-Control" not in told
    for hidden in (".explainer.json", "_headers", "vercel.json", ".nojekyll"):
        assert fetch(served + hidden)[0] == 404


def test_every_link_is_followed(served: str, site_folder: Path) -> None:
    """From the home page to everything that it leads to: pages, assets, places on pages. Every page is reached."""
    seen = follow(served)
    pages = {file.relative_to(site_folder).as_posix() for file in site_folder.rglob("*.html")}
    reached = {urlsplit(address).path.lstrip("/") for address in seen}
    lost = {
        page
        for page in pages
        if page.removesuffix("index.html") not in reached
        and 'http-equiv="refresh"' not in (site_folder / page).read_text("utf-8")
    }
    assert lost <= {"404.html"}


def test_redirects_lead_on(served: str, site_folder: Path) -> None:
    """An old address is in the hosts' files, and its page sends the reader to one that is there."""
    line = (site_folder / "_redirects").read_text("utf-8").splitlines()[-1]
    assert line == "/ozone/ /ozone-layer/ 301"
    _, _, body = fetch(f"{served}ozone/")
    found = re.search(rb'url=([^"]+)"', body)
    assert found
    assert fetch(urljoin(f"{served}ozone/", found[1].decode()))[0] == 200


def look_at_all(browser: Any, address: str, paths: list[str]) -> list[str]:
    """What the browser complains of on these pages: the policy, the console, scripts, requests to others."""
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    said: list[str] = []
    now = [""]
    page.on(
        "console",
        lambda message: said.append(f"{now[0]}: {message.text}") if message.type in ("error", "warning") else None,
    )
    page.on("pageerror", lambda error: said.append(f"{now[0]}: {error}"))
    page.on(
        "request", lambda request: None if request.url.startswith(address) else said.append(f"{now[0]}: {request.url}")
    )
    page.add_init_script(
        "document.addEventListener('securitypolicyviolation',"
        " found => console.error('policy: ' + found.violatedDirective + ' ' + found.blockedURI))"
    )
    for path in paths:
        now[0] = path
        page.goto(address + path)
    context.close()
    return said


def pages_of(folder: Path) -> list[str]:
    """The addresses of all pages of a site that are no redirects."""
    pages = (file for file in sorted(folder.rglob("*.html")) if b'http-equiv="refresh"' not in file.read_bytes())
    return [file.relative_to(folder).as_posix().removesuffix("index.html") for file in pages]


def test_no_page_breaks_the_policy(browser: Any, served: str, site_folder: Path) -> None:
    """Every page of the site in Chromium, under the headers: nothing is blocked, nothing is said."""
    assert look_at_all(browser, served, pages_of(site_folder)) == []


def test_no_hard_page_breaks_the_policy(browser: Any, hard_folder: Path, tmp_path: Path) -> None:
    """Nor do pages with long tables, charts and texts in both directions."""
    with nginx(hard_folder, tmp_path, policy_of(hard_folder)) as address:
        assert look_at_all(browser, address, pages_of(hard_folder)) == []


def test_a_policy_that_is_broken_is_noticed(browser: Any, tmp_path: Path) -> None:
    """The tests above would see a violation: a page with an inline style and script has two."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site/index.html").write_text(
        "<!doctype html><title>x</title><link rel=icon href=data:,><p style='color:red'>x<script>1</script>"
    )
    with nginx(tmp_path / "site", tmp_path, POLICY) as address:
        said = look_at_all(browser, address, [""])
    assert any("style-src" in line for line in said)
    assert any("script-src" in line for line in said)


def test_below_a_path_every_link_holds(tmp_path: Path) -> None:
    """A site that is built for an address with a path works there, its 404 page too."""
    project = tmp_path / "project"
    shutil.copytree(ROOT / "content", project / "content")
    shutil.copy(ROOT / "explainer.yaml", project)
    place = tmp_path / "www/deep/er"
    result = build(project, Options(now=NOW, jobs=1, base_url="https://other.example/deep/er/", output=place))
    assert result.published, result.diagnostics
    with nginx(tmp_path / "www", tmp_path, POLICY) as address:
        seen = follow(f"{address}deep/er/")
        missing = fetch(f"{address}deep/er/404.html")[2].decode("utf-8")
        for link in (found for found in _Links(missing).addresses if not found.startswith("#")):
            target = urldefrag(urljoin(f"{address}deep/er/no/such/page/", link))[0]
            assert not target.startswith(address) or target in seen, link
    home = seen[f"{address}deep/er/"]
    assert '<link rel="canonical" href="https://other.example/deep/er/">' in home


def test_a_server_in_the_folder_keeps_the_old_site(tmp_path: Path) -> None:
    """Why docs/deploy.md says "by name": who stands inside the folder stands in the old one after a swap."""
    project = tmp_path / "project"
    (project / "content/a").mkdir(parents=True)
    (project / "explainer.yaml").write_text("title: T\n")
    page = "---\ntitle: {}\ndate: 2024-01-01\n---\n\nWords.\n"
    (project / "content/a/article.md").write_text(page.format("First"))
    build(project, Options(now=NOW, jobs=1))
    look = "import sys\nfor line in sys.stdin: print('Second' in open('a/index.html').read(), flush=True)"
    inside = subprocess.Popen(
        ["python3", "-c", look], cwd=project / "site", stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert inside.stdin
    assert inside.stdout
    inside.stdin.write("look\n")
    inside.stdin.flush()
    assert inside.stdout.readline() == "False\n"
    with nginx(project / "site", tmp_path, POLICY) as address:
        assert b"First" in fetch(f"{address}a/")[2]
        (project / "content/a/article.md").write_text(page.format("Second"))
        build(project, Options(now=NOW, jobs=1))
        assert b"Second" in fetch(f"{address}a/")[2]
        assert inside.communicate("look\n")[0] == "False\n"
