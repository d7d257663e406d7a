"""What the build writes for hosts."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import quote

import brotli
import pytest

from generator.output.hosting import POLICY, SEARCH_POLICY, is_hashed, rules
from generator.output.volumes import FOLDER
from tests.browser.tools import ROOT
from tests.e2e.project import write
from tests.e2e.test_bad_input import GOOD, article, explainer, tree


def built(folder: Path, *options: str) -> dict[str, bytes]:
    """The site of a project."""
    done = explainer(folder, "build", "--today", "2026-01-01", *options)
    assert done.returncode == 0, done.stdout + done.stderr
    return tree(folder / "site")


def moved(folder: Path, aliases: list[str], redirects: dict[str, str]) -> tuple[dict[str, bytes], dict[str, str]]:
    """A built site of one explainer with these old addresses, and where a browser that asks for one is to be sent."""
    write(folder, {
        "explainer.yaml": f"title: T\nredirects: {json.dumps(redirects)}\n",
        "content/a/article.md": article(f"aliases: {json.dumps(aliases)}\n"),
    })  # fmt: skip
    wanted = dict.fromkeys(aliases, "/a/") | redirects
    return built(folder), {quote(old): new for old, new in wanted.items()}


def asked_of(script: str, packages: tuple[Path, ...], given: dict[str, Any]) -> Any:
    """What a program of a host answers, run by node with the folders of these packages."""
    done = subprocess.run(
        ["node", "-e", script, *map(str, packages)],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_every_page_carries_the_policy() -> None:
    """What a host without headers serves is held to the same: the template and the table agree."""
    text = (ROOT / "templates/base.html").read_text("utf-8").replace("{% block policy %}{% endblock %}", "")
    assert re.findall(r'http-equiv="Content-Security-Policy" content="([^"]+)"', text) == [POLICY]
    assert "unsafe" not in POLICY


def test_hosts_get_their_files(tmp_path: Path) -> None:
    """Headers, redirects of aliases and settings, and the word to GitHub Pages; the JSON is JSON."""
    folder = write(tmp_path, {
        "explainer.yaml": "title: T\nredirects: {/old/: /a/, '/a (b)/': 'https://example.org/?x=1'}\n",
        "content/a/article.md": article("aliases: [/was-here/]\n"),
    })  # fmt: skip
    site = built(folder)
    lines = site["_redirects"].decode().splitlines()
    assert "/was-here/ /a/ 301" in lines
    assert "/old/ /a/ 301!" in lines
    assert "/a%20%28b%29/ https://example.org/?x=1 301" in lines
    assert (SEARCH_POLICY if "pagefind/en/pagefind.js" in site else POLICY) in site["_headers"].decode()
    assert b"/assets/*\n  Cache-Control: public, max-age=31536000, immutable\n" in site["_headers"]
    vercel = json.loads(site["vercel.json"])
    assert {"source": "/old/", "destination": "/a/", "permanent": True} in vercel["redirects"]
    assert vercel["headers"][0]["headers"][0]["value"].startswith("default-src 'none'; script-src 'self'")
    assert site[".nojekyll"] == b""


MATCH = """
const {parsePlain} = require(process.argv[1]);
const {rules, asked} = JSON.parse(require("fs").readFileSync(0, "utf-8"));
parsePlain(rules, {}).then(table => console.log(JSON.stringify(asked.map(path => table.match(
  {scheme: "https", host: "example.org", path, query: "", header: () => "", getHeader: () => "", getCookie: () => ""})))));
"""
NETLIFY = ROOT / ".bench/tools/node_modules/netlify-redirector"


@pytest.mark.skipif(
    not NETLIFY.is_dir() or shutil.which("node") is None,
    reason="npm install --prefix .bench/tools netlify-redirector@0.5.0",
)
def test_netlify_sends_readers_on(tmp_path: Path) -> None:
    """Its own matcher, asked for every old address as a browser asks: sent on, for good, past the page that lies there;
    and for every page that is there: left alone."""
    aliases = ["/was-here/", "/2019/b.html", "/ünter/wegs/", "/a*b/", "/with space/"]
    away = "https://example.org/?x=1"
    site, wanted = moved(tmp_path, aliases, {"/old/": "/a/", "/a (b)/": away, "/o:x/": "/a/"})
    pages = [f"/{path.removesuffix('index.html')}" for path in site if path.endswith(".html")]
    kept = [path for path in pages if quote(path) not in wanted]
    asked = [*wanted, *kept, "/a/x/", "/was-here/not/"]
    answers = asked_of(MATCH, (NETLIFY,), {"rules": site["_redirects"].decode(), "asked": asked})
    for path, found in zip(asked, answers, strict=True):
        if path in wanted:
            assert found, path
            assert (found["to"], found["status"], found["force"]) == (wanted[path], 301, True)
        else:
            assert found is None, path


SERVE = """
const [sucrase, host] = process.argv.slice(1);
require(`${sucrase}/register`);
const {parseHeaders} = require(`${host}/metadata-generator/parseHeaders.ts`);
const {parseRedirects} = require(`${host}/metadata-generator/parseRedirects.ts`);
const {createMetadataObject} = require(`${host}/metadata-generator/createMetadataObject.ts`);
const {generateHandler} = require(`${host}/asset-server/handler.ts`);
const {headers, redirects, files, asked} = JSON.parse(require("fs").readFileSync(0, "utf-8"));
const parsed = {headers: parseHeaders(headers), redirects: parseRedirects(redirects)};
const metadata = createMetadataObject(parsed);
const there = new Set(files);
const ask = async path => {
  const answer = await generateHandler({
    request: new Request("https://example.org" + path, {redirect: "manual"}), metadata, logError: e => { throw e; },
    findAssetEntryForPath: async found => there.has(found) ? found : null, getAssetKey: entry => entry,
    negotiateContent: () => ({encoding: null}),
    fetchAsset: async key => ({body: null, contentType: key.endsWith(".html") ? "text/html" : "text/plain"}),
  });
  return {status: answer.status, headers: Object.fromEntries(answer.headers)};
};
Promise.all(asked.map(ask)).then(answers => console.log(JSON.stringify({
  answers, rules: parsed.redirects.rules.length, headers: parsed.headers.rules.length,
  bad: [...parsed.headers.invalid, ...parsed.redirects.invalid].map(found => [found.line || "", found.message]),
})));
"""
SUCRASE, CLOUDFLARE = ROOT / ".bench/tools/node_modules/sucrase", ROOT / ".bench/tools/cloudflare"


def asked_of_cloudflare(site: dict[str, bytes], asked: list[str]) -> Any:
    """What Cloudflare Pages' own server answers for a site: status and headers of each path; and what it cannot read."""
    given = {
        "headers": site["_headers"].decode(),
        "redirects": site.get("_redirects", b"").decode(),
        "files": [f"/{path}" for path in site],
        "asked": asked,
    }
    return asked_of(SERVE, (SUCRASE, CLOUDFLARE), given)


needs_cloudflare = pytest.mark.skipif(
    not SUCRASE.is_dir() or not CLOUDFLARE.is_dir() or shutil.which("node") is None,
    reason="the lines of `.ci/run` that install sucrase and @cloudflare/pages-shared",
)


@needs_cloudflare
def test_cloudflare_answers_as_the_files_say(tmp_path: Path) -> None:
    """Its own server: every old address sends readers on; every page and asset has the headers of the table, and no
    other of their names; of our lines it skips those that are for Netlify, and no more."""
    aliases = ["/was-here/", "/2019/b.html", "/ünter/wegs/", "/with space/"]
    site, wanted = moved(tmp_path, aliases, {"/old/": "/a/", "/a (b)/": "https://example.com/?x=1"})
    pages = [f"/{quote(path.removesuffix('index.html'))}" for path in site if path.endswith("index.html")]
    kept = [path for path in pages if path not in wanted]
    assets = [f"/{path}" for path in site if path.startswith("assets/")]
    asked = [*wanted, *kept, *assets, "/nowhere/"]
    found = asked_of_cloudflare(site, asked)
    assert found["rules"] == len(wanted)
    assert {line.rpartition(" ")[2] for line, _message in found["bad"]} == {"301!"}
    assert len(found["bad"]) == len(wanted)
    everywhere, kept_for_ever = rules(site)
    for path, answer in zip(asked, found["answers"], strict=True):
        if path in wanted:
            assert (answer["status"], answer["headers"]["location"]) == (301, wanted[path]), path
            continue
        assert answer["status"] == (404 if path == "/nowhere/" else 200), path
        for name, value in everywhere.headers.items():
            assert answer["headers"][name.lower()] == value, path
        held = answer["headers"]["cache-control"] == kept_for_ever.headers["Cache-Control"]
        assert held == path.startswith("/assets/"), path


@needs_cloudflare
def test_cloudflare_takes_as_many_redirects_as_we_say(tmp_path: Path) -> None:
    """Each takes two lines of the 2,000 that it reads: docs/deploy.md says a thousand."""
    moves = ", ".join(f"/old-{number}/: /a/" for number in range(1001))
    folder = write(tmp_path, {
        "explainer.yaml": f"title: T\nredirects: {{{moves}}}\n", "content/a/article.md": article(),
    })  # fmt: skip
    site = built(folder)
    found = asked_of_cloudflare(site, [])
    assert found["rules"] == 1000
    assert "reads a thousand redirects" in (ROOT / "docs/deploy.md").read_text("utf-8")


ROUTE = """
const {getTransformedRoutes} = require(process.argv[1]);
const {settings, asked} = JSON.parse(require("fs").readFileSync(0, "utf-8"));
const {routes, error} = getTransformedRoutes(settings);
if (error) throw new Error(JSON.stringify(error));
const route = path => {
  const found = {status: 200, headers: {}};
  for (const {src, headers, status, continue: goes_on} of routes) {
    const match = new RegExp(src).exec(path);
    if (!match) continue;
    for (const [name, value] of Object.entries(headers || {}))
      found.headers[name.toLowerCase()] = value.replace(/\\$(\\d)/g, (_, number) => match[number] || "");
    if (status) return {...found, status};
    if (!goes_on) break;
  }
  return found;
};
console.log(JSON.stringify(asked.map(route)));
"""
VERCEL = ROOT / ".bench/tools/node_modules/@vercel/routing-utils"


@pytest.mark.skipif(
    not VERCEL.is_dir() or shutil.which("node") is None,
    reason="npm install --prefix .bench/tools @vercel/routing-utils@6.6.0",
)
def test_vercel_reads_its_file_as_meant(tmp_path: Path) -> None:
    """Its own reader makes routes of the file, and by these old addresses send readers on, for good; pages stay where
    they are, with the headers of the table; only assets are kept for ever."""
    aliases = ["/was-here/", "/2019/b.html", "/ünter/wegs/", "/a*b/", "/with space/", "/a(b)/", "/c+d/"]
    away = "https://example.com/?x=1"
    site, wanted = moved(tmp_path, aliases, {"/old/": "/a/", "/a (b)/": away, "/o:x/": "/a/"})
    pages = [f"/{quote(path.removesuffix('index.html'))}" for path in site if path.endswith(".html")]
    kept = [path for path in pages if path not in wanted]
    asked = [*wanted, *kept, *(f"/{path}" for path in site if path.startswith("assets/")), "/was-here/not/"]
    answers = asked_of(ROUTE, (VERCEL,), {"settings": json.loads(site["vercel.json"]), "asked": asked})
    everywhere, kept_for_ever = rules(site)
    for path, answer in zip(asked, answers, strict=True):
        if path in wanted:
            assert (answer["status"], answer["headers"].get("location")) == (308, wanted[path]), path
            continue
        assert answer["status"] == 200, path
        assert all(answer["headers"][name.lower()] == value for name, value in everywhere.headers.items()), path
        held = answer["headers"].get("cache-control") == kept_for_ever.headers["Cache-Control"]
        assert held == path.startswith("/assets/"), path


def test_a_build_without_an_address_says_what_is_missing(tmp_path: Path) -> None:
    """Each time, also where nothing has changed; no page then has an address of its own."""
    folder = write(tmp_path, GOOD)
    told = "no `url` in explainer.yaml: canonical addresses, feeds and the sitemap are left out"
    for _ in range(2):
        done = explainer(folder, "build", "--today", "2026-01-01")
        assert done.returncode == 0
        assert told in done.stdout + done.stderr
        assert b'rel="canonical"' not in (folder / "site/a/index.html").read_bytes()
    done = explainer(folder, "build", "--today", "2026-01-01", "--base-url", "https://example.org/x/")
    assert told not in done.stdout + done.stderr
    assert b'<link rel="canonical" href="https://example.org/x/a/">' in (folder / "site/a/index.html").read_bytes()


def test_what_a_project_has_itself_stands(tmp_path: Path) -> None:
    """A `_headers` in `_static` takes the place of ours, and is no conflict."""
    folder = write(tmp_path, {**GOOD, "content/_static/_headers": "/*\n  X-Ours: yes\n"})
    site = built(folder)
    assert site["_headers"] == b"/*\n  X-Ours: yes\n"
    assert "vercel.json" in site


def test_an_asset_without_its_content_in_its_name_is_not_kept_for_ever(tmp_path: Path) -> None:
    """A file of the project in `assets/` makes the rule name the hashed ones one by one."""
    site = built(write(tmp_path, {**GOOD, "content/_static/assets/logo.svg": "<svg/>"}))
    told = site["_headers"].decode()
    assert "/assets/*" not in told
    assert "logo.svg" not in told
    assert all(f"/{path}\n" in told for path in site if is_hashed(path))
    assert rules(["assets/x.css"])[1:] == ()


def test_compressed_texts_lie_beside_the_texts(tmp_path: Path) -> None:
    """Each text in each form, the same bytes every time, also after an edit in a warm build; pictures are left alone."""
    folder = write(tmp_path, {**GOOD, "explainer.yaml": "title: T\ncompress: [gzip, brotli]\n"})
    first = built(folder)
    write(
        folder,
        {
            "explainer.yaml": "title: T\ncompress: [gzip, brotli]\n",
            "content/a/article.md": article(body="Other words."),
        },
    )
    site = built(folder)
    texts = [path for path in site if path.endswith((".html", ".css", ".js")) and not path.startswith(FOLDER)]
    assert len(texts) > 5
    for path in texts:
        assert gzip.decompress(site[f"{path}.gz"]) == site[path]
        assert brotli.decompress(site[f"{path}.br"]) == site[path]
    assert not [path for path in site if ".woff2." in path or path.startswith(("_headers.", "vercel.json."))]
    assert site["a/index.html.gz"] != first["a/index.html.gz"]
    assert site["404.html.gz"][4:8] == b"\0\0\0\0"
    assert explainer(folder, "build", "--today", "2026-01-01", "--verify").returncode == 0
    write(folder, {"content/a/article.md": article(body="Other words.")})
    assert not [path for path in built(folder) if path.endswith((".gz", ".br"))]
