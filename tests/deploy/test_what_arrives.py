"""What a bucket is told of its objects, how few go up, in which order, and whether the pages online are the site's."""

from __future__ import annotations

import functools
import hashlib
import http.server
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from generator.deploy.changes import BuiltSite, Changes, built_site, check_removals, compare, in_waves, removals
from generator.deploy.failure import DeployFailed, without_secrets
from generator.deploy.online import check_pages, url_of
from generator.output.hosting import IMMUTABLE, SHORT
from tests.deploy.conftest import article, settings, site_files
from tests.deploy.ends import BucketEnd, Cutter, FolderEnd
from tests.deploy.test_every_target import deploy, site
from tests.e2e.project import write


def test_objects_say_what_they_are(project: Path, bucket: BucketEnd) -> None:
    """Type, how long they may be kept, and their SHA-256; what lies outside the prefix is nobody's business of ours."""
    bucket.client.put_object(Bucket=bucket.name, Key="other/index.html", Body=b"mine")
    write(project, {"explainer.yaml": settings(bucket.settings)})
    deploy(project)
    style = next(path for path in site(project) if path.startswith("assets/style."))
    page, sheet = bucket.head("news/page-1/index.html"), bucket.head(f"news/{style}")
    assert (page["ContentType"], page["CacheControl"]) == ("text/html; charset=utf-8", SHORT)
    assert (sheet["ContentType"], sheet["CacheControl"]) == ("text/css; charset=utf-8", IMMUTABLE)
    assert page["Metadata"]["sha256"] == hashlib.sha256(site(project)["page-1/index.html"]).hexdigest()
    assert bucket.head("other/index.html")["ContentLength"] == 4
    assert (
        bucket.client.get_object(Bucket=bucket.name, Key="news/.explainer.json")["Body"].read()
        == (project / "site/.explainer.json").read_bytes()
    )


def test_an_object_that_somebody_removed_or_cut_comes_back(project: Path, bucket: BucketEnd) -> None:
    """What the record says is held against what is listed there."""
    write(project, {"explainer.yaml": settings(bucket.settings)})
    deploy(project)
    bucket.client.delete_object(Bucket=bucket.name, Key="news/index.html")
    bucket.put("page-1/index.html", b"cut")
    done = deploy(project)
    assert "1 added, 1 changed, 0 removed" in done.stdout
    assert bucket.tree() == site(project)


def test_of_a_large_site_one_page_and_what_lists_it_goes_up(tmp_path: Path, bucket: BucketEnd, moto_port: int) -> None:
    """Three hundred explainers, one edited: so many uploads as files that differ, and two for the record."""
    seen: list[bytes] = []

    def count(piece: bytes) -> bool:
        seen.append(piece[:300]) if piece.startswith(b"PUT /") else None
        return False

    way = Cutter(moto_port, count)
    project = write(tmp_path / "large", {"explainer.yaml": settings(bucket.through(way.port)), **site_files(300)})
    deploy(project)
    before = site(project)
    seen.clear()
    write(
        project,
        {
            "explainer.yaml": settings(bucket.through(way.port)),
            "content/page-150/article.md": article("Page 150", "Other words."),
        },
    )
    deploy(project)
    after = site(project)
    differing = {path for path in after if after[path] != before.get(path)}
    way.close()
    assert "page-150/index.html" in differing
    assert len(differing) < 20
    assert len(seen) == len(differing) + 2, differing
    assert set(bucket.keys()) == {f"news/{path}" for path in (*after, ".explainer.json")}


def listed(*paths: str) -> dict[str, str]:
    """Digests that differ from path to path."""
    return {path: path for path in paths}


def test_the_order_of_uploads_and_removals() -> None:
    """Assets, new pages, pages that were there, home pages and maps; pages go before the assets that they show."""
    there = listed("old/index.html", "assets/a.00000000.css")
    wanted = {
        **listed("assets/a.11111111.css", "new/index.html", "index.html", "ar/index.html", "feed.xml", "sitemap.xml"),
        "before/index.html": "2",
    }
    changes = compare(wanted, {**there, "before/index.html": "1", "index.html": "1", "ar/index.html": "1"})
    assert in_waves(changes) == (
        ("assets/a.11111111.css",),
        ("new/index.html",),
        ("before/index.html",),
        ("ar/index.html", "feed.xml", "index.html", "sitemap.xml"),
    )
    assert removals(changes) == (("old/index.html",), ("assets/a.00000000.css",))
    # A new volume of the index is whole before a page reads it; one that is there changes its words with the pages.
    volumes = listed("pagefind/en/1/pagefind-entry.json", "pagefind/en/1/index/en_1.pf_index")
    entry = "pagefind/en/pagefind-entry.json"
    changes = compare({**volumes, entry: "2", "search/index.html": "2"}, {entry: "1", "search/index.html": "1"})
    assert in_waves(changes) == (tuple(sorted(volumes)), ("search/index.html",), (entry,))
    assert in_waves(Changes((), (), (), 0)) == ()


@pytest.mark.parametrize(
    ("gone", "percent", "fine"), [(2, 20, True), (3, 20, False), (1, 0, False), (0, 0, True), (10, 100, True)]
)
def test_the_limit_of_removals(gone: int, percent: float, fine: bool) -> None:
    """Of ten files, two are 20 %: that is still allowed."""
    changes = Changes((), (), tuple(f"{n}/index.html" for n in range(gone)), 10)
    if fine:
        check_removals(changes, percent, "there")
        return
    with pytest.raises(DeployFailed, match=f"{gone} of 10 files"):
        check_removals(changes, percent, "there")


def test_an_asset_under_a_new_name_is_not_lost() -> None:
    """A theme that changes gives its assets new names; that is no reason to ask. An asset that is gone is one."""
    changes = compare(listed("assets/a.11111111.css"), listed("assets/a.00000000.css"))
    check_removals(changes, 0, "there")
    changes = compare(listed("assets/b.11111111.css"), listed("assets/a.00000000.css"))
    with pytest.raises(DeployFailed):
        check_removals(changes, 0, "there")


def test_files_of_an_index_under_new_names_are_not_lost() -> None:
    """Their names change with their words. An index that is gone is lost."""
    old, new = listed("pagefind/en/fragment/en_1.pf_fragment"), listed("pagefind/en/fragment/en_2.pf_fragment")
    check_removals(compare(new, old), 0, "there")
    with pytest.raises(DeployFailed):
        check_removals(compare(listed("index.html"), old), 0, "there")


def test_secrets_in_addresses_are_hidden() -> None:
    """Users, passwords and tokens before an `@`; what comes after stays."""
    assert (
        without_secrets("at https://me:t0ken@host/x and ssh://git@host:22/y")
        == "at https://…@host/x and ssh://…@host:22/y"
    )
    assert without_secrets("user@host:/srv") == "user@host:/srv"


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing."""


@pytest.fixture
def online(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """The address of a server, and its folder."""
    folder = tmp_path / "www"
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/", folder
    server.shutdown()
    server.server_close()


def test_pages_online_are_compared(project: Path, online: tuple[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """All of them, at their addresses: right, then one that differs and one that is gone, each told."""
    monkeypatch.setattr("generator.delivery.PAUSES", ())
    address, www = online
    write(project, {"explainer.yaml": settings(FolderEnd(www).settings)})
    done = deploy(project, "--verify", address)
    assert "verified: every page" in done.stdout
    (www / "page-1/index.html").write_text("another page")
    shutil.rmtree(www / "page-2")
    built = built_site(project / "site")
    assert check_pages(address, built, pauses=()) == (
        f"{address}page-1/: is not the page that was deployed",
        f"{address}page-2/: the host answers 404",
    )
    deploy(project, "--verify", address)
    told = deploy(project, "--verify", "ftp://example.org/", code=3)
    assert "is not an address" in told.stderr


def test_a_host_that_is_slow_is_asked_again(project: Path, online: tuple[str, Path]) -> None:
    """What differs at first and not later is no fault."""
    address, www = online
    write(project, {"explainer.yaml": settings(FolderEnd(www).settings)})
    deploy(project)
    right = (www / "index.html").read_bytes()
    (www / "index.html").write_bytes(b"not yet")
    asked: list[float] = []

    def sleep(seconds: float) -> None:
        asked.append(seconds)
        if len(asked) == 2:
            (www / "index.html").write_bytes(right)

    built: BuiltSite = built_site(project / "site")
    assert check_pages(address, built, (1.0, 2.0, 4.0), sleep) == ()
    assert asked == [1.0, 2.0]


def test_pages_online_that_stay_wrong_end_in_exit_3(
    project: Path, online: tuple[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The site is there, and the command says that readers do not see it."""
    monkeypatch.setattr("generator.delivery.PAUSES", ())
    address, www = online
    write(project, {"explainer.yaml": settings(FolderEnd(www).settings)})
    done = deploy(project, "--verify", f"{address}elsewhere/", code=3)
    assert "deployed, but" in done.stderr
    assert "look at caches" in done.stderr
    assert site(project) == FolderEnd(www).tree()


def test_addresses_of_pages() -> None:
    """A folder's page is at the folder, other pages at their names, whatever is in them."""
    assert url_of("https://x.org", "index.html") == "https://x.org/"
    assert url_of("https://x.org/y/", "ar/a b/index.html") == "https://x.org/y/ar/a%20b/"
    assert url_of("https://x.org/", "404.html") == "https://x.org/404.html"


def test_a_site_that_is_not_what_was_built_is_refused(tmp_path: Path) -> None:
    """No manifest, no deployment."""
    (tmp_path / "index.html").write_text("x")
    with pytest.raises(DeployFailed, match="not what was built"):
        built_site(tmp_path)
