"""An edit is on the screen, and nothing that the reader did is lost."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.browser.hard import png

pytestmark = pytest.mark.browser

SLUG = "leap-second"


def replace(file: Path, old: str, new: str) -> None:
    """Edits a file in place."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def title_of(article: Path) -> str:
    """The line of the title in front matter."""
    found = re.search(r"^title: .*$", article.read_text(encoding="utf-8"), re.MULTILINE)
    assert found
    return found[0]


def add_paragraph(article: Path, words: str) -> None:
    """Ends an article with another paragraph."""
    article.write_text(article.read_text(encoding="utf-8") + f"\n\n{words}\n", encoding="utf-8")


def see(page: Any, words: str) -> None:
    """Waits until the words are on the page."""
    page.wait_for_function("words => document.body.innerText.includes(words)", arg=words)


def test_article(project: Path, serve: Callable[..., Any], tab: Callable[..., Any]) -> None:
    """A paragraph that is added is shown; the page is not loaded again, and scroll, focus and open notes stay."""
    preview = serve(project)
    page = tab(f"{preview.url}{SLUG}/")
    page.evaluate("window.same = true")
    page.evaluate("scrollTo(0, 900)")
    page.evaluate("for (const folded of document.querySelectorAll('details')) folded.open = true")
    page.evaluate("document.querySelector('footer a').focus({preventScroll: true})")
    before = page.evaluate("[scrollY, document.activeElement.outerHTML]")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    add_paragraph(project / "content" / SLUG / "article.md", "Plumage of the moment.")
    see(page, "Plumage of the moment.")
    assert not [url for url in asked if "/state" in url], "the page comes with the event"
    assert page.evaluate("window.same")
    assert before[1].startswith("<a")
    assert page.evaluate("[scrollY, document.activeElement.outerHTML]") == before
    assert page.evaluate("[...document.querySelectorAll('main details')].every(folded => folded.open)")


def test_other_kinds(project: Path, serve: Callable[..., Any], tab: Callable[..., Any]) -> None:
    """A sheet, a shared fact, the settings, a template, a style, a picture, a page: each is shown when it is saved."""
    templates = project / "templates"
    (templates / "static").mkdir(parents=True)
    (templates / "static" / "custom.css").write_text("h1 { letter-spacing: 1px }\n")
    preview = serve(project)
    page = tab(f"{preview.url}{SLUG}/")
    page.evaluate("window.same = true")
    sheet = project / "content" / SLUG / "facts.yaml"
    label = re.search(r"""question: "?([^"\n]+)""", sheet.read_text(encoding="utf-8"))
    assert label
    replace(sheet, label[1], f"Plumage, and {label[1]}")
    see(page, "Plumage, and")
    replace(project / "explainer.yaml", "title: Plain Explainers", "title: Plumed Explainers")
    see(page, "Plumed Explainers")
    (templates / "static" / "custom.css").write_text("h1 { letter-spacing: 7px }\n")
    page.wait_for_function("() => getComputedStyle(document.querySelector('h1')).letterSpacing === '7px'")
    assert page.evaluate("window.same"), "a style is swapped without loading the page again"
    (templates / "missing.html").write_text('{% extends "default/missing.html" %}{% block kind %}plumed{% endblock %}')
    other = tab(f"{preview.url}nowhere/")
    assert other.evaluate("document.body.className") == "plumed"
    (templates / "missing.html").write_text('{% extends "default/missing.html" %}{% block kind %}bare{% endblock %}')
    other.wait_for_function("() => document.body.className === 'bare'")
    about = tab(f"{preview.url}about/")
    page_file = project / "content" / "_pages" / "about.md"
    page_file.write_text(page_file.read_text(encoding="utf-8") + "\n\nPlumage of a page.\n", encoding="utf-8")
    see(about, "Plumage of a page.")


def test_shared_fact(project: Path, serve: Callable[..., Any], tab: Callable[..., Any]) -> None:
    """A shared fact changes every page that uses it."""
    preview = serve(project)
    page = tab(f"{preview.url}ozone-layer/")
    shared = project / "content" / "_shared" / "ozone.yaml"
    found = re.search(r"""label: "?([^"\n]+)""", shared.read_text(encoding="utf-8")) or re.search(
        r"""title: "?([^"\n]+)""", shared.read_text(encoding="utf-8")
    )
    assert found
    replace(shared, found[1], f"Plumage {found[1]}")
    see(page, "Plumage")


def test_overlay(project: Path, serve: Callable[..., Any], tab: Callable[..., Any]) -> None:
    """A fault lies over the last good page, in every tab and in later ones, with a way to the line; mended, it goes."""
    preview = serve(project)
    article = project / "content" / SLUG / "article.md"
    good = article.read_text(encoding="utf-8")
    first, second = tab(f"{preview.url}{SLUG}/"), tab(preview.url)
    add_paragraph(article, "Plumage <b>x</b> of [@no-such-source].")
    for page in (first, second, tab(f"{preview.url}about/")):
        over = page.locator("explainer-preview .over")
        over.wait_for(state="visible")
        assert "no-such-source" in over.inner_text()
        link = over.locator("a.place").first
        line = good.count("\n") + 3
        assert f"content/{SLUG}/article.md:{line}:" in link.inner_text()
        assert link.get_attribute("href").startswith(f"vscode://file{article}:{line}:")
        assert over.locator("mark").count()
        assert over.locator("b").count() == 0, "what an author wrote is text"
        assert page.locator("main").inner_text()
    article.write_text(good, encoding="utf-8")
    for page in (first, second):
        page.locator("explainer-preview .over").wait_for(state="hidden")


def test_template_fault(project: Path, serve: Callable[..., Any], tab: Callable[..., Any]) -> None:
    """A template that cannot be rendered is shown with its line and the page; the last good page stays."""
    preview = serve(project)
    page = tab(f"{preview.url}about/")
    templates = project / "templates"
    templates.mkdir()
    (templates / "ordinary.html").write_text(
        '{% extends "default/ordinary.html" %}\n{% block main %}\n{{ page.plumage }}\n{% endblock %}\n'
    )
    over = page.locator("explainer-preview .over")
    over.wait_for(state="visible")
    said = over.inner_text()
    assert "templates/ordinary.html:3" in said
    assert "about/index.html" in said
    assert page.locator("main").inner_text()
    shutil.rmtree(templates)
    over.wait_for(state="hidden")


def test_drawer(project: Path, serve: Callable[..., Any], tab: Callable[..., Any]) -> None:
    """The desk's drawer tells of the page's facts with their age, and what the public build holds back."""
    article = project / "content" / SLUG / "article.md"
    replace(article, "\n---\n", "\ndraft: true\n---\n")
    preview = serve(project)
    page = tab(f"{preview.url}{SLUG}/")
    page.locator("explainer-preview .tab").click()
    drawer = page.locator("explainer-preview .drawer")
    drawer.get_by_text("Facts on this page").wait_for()
    assert "days old" in drawer.inner_text()
    assert "Held back from the public build (1)" in drawer.inner_text()
    assert "a draft" in drawer.inner_text()


def test_restart(project: Path, serve: Callable[..., Any], tab: Callable[..., Any]) -> None:
    """A tab that stays open while the preview is started again follows the new one."""
    preview = serve(project)
    page = tab(f"{preview.url}{SLUG}/")
    preview.stop()
    add_paragraph(project / "content" / SLUG / "article.md", "Plumage between two sessions.")
    serve(project, "--port", str(preview.port))
    see(page, "Plumage between two sessions.")


def test_many_tabs(project: Path, serve: Callable[..., Any], tab: Callable[..., Any]) -> None:
    """Eight tabs are open at once, though a browser has six connections to a host; each follows."""
    preview = serve(project)
    pages = [tab(f"{preview.url}{SLUG}/") for _ in range(8)]
    add_paragraph(project / "content" / SLUG / "article.md", "Plumage eightfold.")
    for page in pages:
        see(page, "Plumage eightfold.")


def test_deleted_and_made_again(project: Path, serve: Callable[..., Any], tab: Callable[..., Any]) -> None:
    """An explainer that goes leaves the 404 page; when it comes back, so does its page; and so with all of `content`."""
    folder = project / "content" / "plume"
    folder.mkdir()
    (folder / "article.md").write_text("---\ntitle: Plumage\ndate: 2024-01-02\n---\n\nA feather.\n")
    preview = serve(project)
    page = tab(f"{preview.url}plume/")
    see(page, "A feather.")
    shutil.move(folder, project.parent / "aside")
    page.wait_for_function("() => !document.title.includes('Plumage')")
    shutil.move(project.parent / "aside", folder)
    see(page, "A feather.")
    shutil.move(project / "content", project.parent / "aside")
    page.locator("explainer-preview .over").wait_for(state="visible")
    shutil.move(project.parent / "aside", project / "content")
    page.locator("explainer-preview .over").wait_for(state="hidden")
    replace(project / "content" / "plume" / "article.md", "A feather.", "Two feathers.")
    see(page, "Two feathers.")


def test_base_path(project: Path, serve: Callable[..., Any], tab: Callable[..., Any]) -> None:
    """A site that lives in a folder of its host does so here: links work, and nothing is found outside."""
    preview = serve(project, "--base-url", "https://plumage.example/repo/")
    assert preview.url.endswith("/repo/")
    assert preview.get("/")[0] == 404
    assert preview.get("/repo")[:2][1]["location"] == "/repo/"
    assert preview.get(f"/repo/{SLUG}")[1]["location"] == f"/repo/{SLUG}/"
    page = tab(preview.url)
    page.locator(f"a[href$='{SLUG}/']").first.click()
    page.wait_for_url(f"**/repo/{SLUG}/")
    missing = tab(f"{preview.url}a/b/c")
    assert missing.evaluate("document.styleSheets.length") > 0
    add_paragraph(project / "content" / SLUG / "article.md", "Plumage below a path.")
    see(page, "Plumage below a path.")


def test_fault_in_a_draft(project: Path, serve: Callable[..., Any], tab: Callable[..., Any]) -> None:
    """An error in a draft lies over no page: it is marked at its place, and the drawer tells; of what no page can be
    made, the last good page stays.
    """
    folder = project / "content" / "plume"
    folder.mkdir()
    article = folder / "article.md"
    article.write_text("---\ntitle: Plumage\ndate: 2024-01-02\ndraft: true\n---\n\nA feather.\n")
    preview = serve(project)
    page = tab(f"{preview.url}plume/")
    replace(article, "A feather.", "A feather [@nobody].")
    page.wait_for_function(
        "() => document.querySelector('explainer-preview').shadowRoot.textContent.includes('nobody')"
    )
    see(page, "A feather [@nobody].")
    assert page.locator("main mark").inner_text() == "[@nobody]"
    sheet = article.with_name("facts.yaml")
    sheet.write_text("sources: {a: {title: A}}\nactors: {a: {kind: person, name: A}}\n")
    page.wait_for_function(
        "() => document.querySelector('explainer-preview').shadowRoot.textContent.includes('given twice')"
    )
    see(page, "A feather [@nobody].")
    assert page.locator("explainer-preview .over").is_hidden()
    sheet.unlink()
    replace(article, "A feather [@nobody].", "Two feathers.")
    see(page, "Two feathers.")


def test_draft_with_an_error_from_the_start(project: Path, serve: Callable[..., Any], tab: Callable[..., Any]) -> None:
    """What an editor would not pass is no reason to hide a draft: its page is shown, and the drawer tells."""
    folder = project / "content" / "plume"
    folder.mkdir()
    (folder / "article.md").write_text(
        "---\ntitle: Plumage\ndate: 2024-01-02\ndraft: true\n---\n\nTODO: a feather [@nobody].\n"
    )
    preview = serve(project)
    page = tab(f"{preview.url}plume/")
    see(page, "TODO: a feather [@nobody].")
    page.wait_for_function(
        "() => document.querySelector('explainer-preview').shadowRoot.textContent.includes('`TODO` is a placeholder')"
    )
    assert page.locator("explainer-preview .over").is_hidden()


def test_picture(project: Path, serve: Callable[..., Any], tab: Callable[..., Any]) -> None:
    """Another picture under the same name is on the screen, and the page is not loaded again."""
    folder = project / "content" / "plume"
    (folder / "media").mkdir(parents=True)
    picture = folder / "media" / "feather.png"
    picture.write_bytes(png(40, 20))
    (folder / "article.md").write_text(
        "---\ntitle: Plumage\ndate: 2024-01-02\n---\n\nA feather.\n\n![A feather](media/feather.png)\n"
    )
    preview = serve(project)
    page = tab(f"{preview.url}plume/")
    page.evaluate("window.same = true")
    shown = "ratio => [...document.querySelectorAll('main img')].some(each => each.complete && each.naturalWidth > 0"
    shown += " && Math.abs(each.naturalWidth / each.naturalHeight - ratio) < .1)"
    page.wait_for_function(shown, arg=2)
    picture.write_bytes(png(90, 30))
    page.wait_for_function(shown, arg=3)
    assert page.evaluate("window.same")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    with page.expect_request("**/__explainer/desk*"):
        add_paragraph(folder / "article.md", "Plumage beside a picture.")
    see(page, "Plumage beside a picture.")
    page.wait_for_function(shown, arg=3)
    assert not [url for url in asked if "/media/" in url], "an edit of the text loads no picture again"


def test_open_note_stays_open(project: Path, serve: Callable[..., Any], tab: Callable[..., Any]) -> None:
    """A note that a reader opened is open after an edit elsewhere in the page, at its place."""
    preview = serve(project)
    page = tab(f"{preview.url}{SLUG}/")
    page.set_viewport_size({"width": 390, "height": 800})
    page.evaluate("window.same = true")
    page.locator(".body button.ref-figure").nth(1).click()
    note = page.locator(".note:popover-open")
    said = note.inner_text()
    identity = note.get_attribute("id")
    add_paragraph(project / "content" / SLUG / "article.md", "Plumage beside a note.")
    see(page, "Plumage beside a note.")
    assert page.evaluate("window.same")
    assert note.count() == 1
    assert (note.get_attribute("id"), note.inner_text()) == (identity, said)
