"""Lays the same explainers out for Hugo, Eleventy, Pelican and MkDocs.

    python tests/bench/peers.py 1000 /tmp/peers --shared 20

Hugo and Eleventy render article, background, figures, timeline, questions, actors and sources from the same data, with
a home page and a page for each topic; Hugo takes shared figures from a data file. Pelican and MkDocs read no nested
data of a page, so they get all of it as Markdown beneath the article; Pelican makes topic pages from tags, MkDocs none.
Citations and roles, which none of them knows, reach them as plain links and numbers, which is less work than ours.
None makes a search index, and Hugo's feed is cut to 50 entries, so that no peer pays for what we do not do.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from corpus import Corpus, Draft, ExplainerLayout, Record, Value, as_yaml, wanted


class Layout(Protocol):
    """How one generator wants a site on disk."""

    @property
    def name(self) -> str:
        """The tool's name, and that of its folder."""

    @property
    def output(self) -> str:
        """The folder the tool writes, relative to the project."""

    @property
    def leftovers(self) -> tuple[str, ...]:
        """What has to go for a cold build: the output, and anything kept between runs."""

    def prepare(self, folder: Path, corpus: Corpus) -> None:
        """Writes settings, templates, indexes: all that is not an explainer."""

    def write(self, folder: Path, draft: Draft) -> None:
        """Writes one explainer, over its earlier text if there is one."""

    def write_shared(self, folder: Path, corpus: Corpus, figure_edit: int) -> None:
        """Brings the first shared figure to its value of that edit, wherever this layout keeps it."""


def document(title: str, main: str) -> str:
    """A whole HTML page around `main`."""
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title></head>'
        f'<body><header><a href="/">Home</a></header><main>{main}</main><footer>bench</footer></body></html>'
    )


def plain(text: str, draft: Draft) -> str:
    """Citations as links, figure roles as their numbers."""
    text = re.sub(r"\[@(s\d+)\]", r"[\1](#\1)", text)
    return re.sub(r"\{figure\}`([a-z0-9-]+)`", lambda match: f"{draft.numbers[match[1]]:,}", text)


def with_data(draft: Draft, **extra: Value) -> Record:
    """Front matter that carries the whole fact sheet."""
    return extra | draft.front | draft.facts | {"background": plain(str(draft.facts["background"]), draft)}


def records(value: Value) -> Iterator[tuple[str, Record]]:
    """The records of a mapping with their ids, or of a list with their positions."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, record in pairs:
        assert isinstance(record, dict)
        yield str(key), record


def names(value: Value) -> list[str]:
    """The ids in a list of ids."""
    assert isinstance(value, list)
    return [str(item) for item in value]


def flat(draft: Draft) -> str:
    """Article and fact sheet as one Markdown text, for tools that cannot read the sheet."""
    facts = draft.facts
    actors = dict(records(facts["actors"]))
    blocks = [plain(draft.body, draft), "## Background", plain(str(facts["background"]), draft), "## Figures"]
    for _, figure in records(facts["figures"]):
        blocks.append(f"**{figure['label']}**")
        for _, seen in records(figure["observations"]):
            says = actors[str(seen["attributed_to"])]["name"]
            read = ", ".join(f"[{name}](#{name})" for name in names(seen["sources"]))
            blocks.append(f"{seen['value']} (as of {seen['as_of']}, {says}; {read})")
    blocks.append("## Timeline")
    for _, event in records(facts["timeline"]):
        read = ", ".join(f"[{name}](#{name})" for name in names(event["sources"]))
        blocks += [f"### {event['date']} {event['title']}", str(event["text"]), read]
    blocks.append("## Questions")
    for _, question in records(facts["questions"]):
        blocks += [f"### {question['question']}", str(question["answer"])]
    blocks.append("## People and organisations")
    blocks.append("\n".join(f"- **{actor['name']}** {actor['description']}" for actor in actors.values()))
    blocks.append("## Sources")
    blocks.append(
        "\n".join(
            f"1. [{source['title']}]({source['url']}), {source['publisher']}, {source['issued']}"
            for _, source in records(facts["sources"])
        )
    )
    return "\n\n".join(blocks) + "\n"


HUGO_PAGE = """<article><h1>{{ .Title }}</h1><p>{{ .Params.standfirst }}</p>
<time>{{ .Date.Format "2 January 2006" }}</time>{{ .Content }}
<section id="background">{{ .Params.background | .RenderString (dict "display" "block") }}</section>
<section id="figures">{{ range .Params.figures }}<dl><dt>{{ .label }}</dt>{{ range .observations }}
<dd>{{ .value }} <small>as of {{ .as_of }}, {{ (index $.Params.actors .attributed_to).name }}
({{ delimit .sources ", " }})</small></dd>{{ end }}</dl>{{ end }}</section>
<section id="timeline"><ol>{{ range .Params.timeline }}<li><time datetime="{{ .date }}">{{ .date }}</time>
<h3>{{ .title }}</h3>{{ .text | $.RenderString (dict "display" "block") }}
<cite>{{ delimit .sources ", " }}</cite></li>{{ end }}</ol></section>
<section id="questions">{{ range .Params.questions }}<h3>{{ .question }}</h3>
{{ .answer | $.RenderString (dict "display" "block") }}{{ end }}</section>
<section id="actors"><ul>{{ range .Params.actors }}<li><b>{{ .name }}</b>
{{ .description | $.RenderString }}</li>{{ end }}</ul></section>
<section id="sources"><ol>{{ range $id, $s := .Params.sources }}<li id="{{ $id }}">
<a href="{{ $s.url }}">{{ $s.title }}</a>, {{ $s.publisher }}, {{ $s.issued }}</li>{{ end }}</ol></section></article>"""

HUGO_LIST = """<h1>{{ .Title }}</h1><ul>{{ range .RegularPages }}<li>
<a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ .Params.standfirst }}</li>{{ end }}</ul>"""

HUGO_SETTINGS = """baseURL = "https://example.org/"
title = "Bench"
disableKinds = ["section"]
[taxonomies]
topic = "topics"
[services.rss]
limit = 50
"""


@dataclass(frozen=True, slots=True)
class HugoLayout:
    """Hugo: facts in the front matter, shared figures in `data/`, read by a shortcode.

    With `json` the front matter is JSON, which Hugo reads much faster than YAML. No author writes that, but it shows
    how much of Hugo's time its YAML reader takes.
    """

    name: str = "hugo"
    json: bool = False
    output: str = "public"
    leftovers: tuple[str, ...] = ("public", "resources", ".hugo_build.lock")

    def prepare(self, folder: Path, corpus: Corpus) -> None:
        """Writes settings and templates."""
        for made in ("layouts/_default", "layouts/shortcodes", "content", "data"):
            (folder / made).mkdir(parents=True)
        (folder / "hugo.toml").write_text(HUGO_SETTINGS)
        (folder / "layouts/_default/single.html").write_text(document("{{ .Title }}", HUGO_PAGE))
        (folder / "layouts/_default/list.html").write_text(document("{{ .Title }}", HUGO_LIST))
        home = HUGO_LIST.replace(".RegularPages", ".Site.RegularPages")
        (folder / "layouts/index.html").write_text(document("{{ .Title }}", home))
        (folder / "layouts/shortcodes/figure.html").write_text(
            "{{- $seen := index (index hugo.Data.shared.figures (.Get 0)).observations 0 -}}"
            "{{- lang.FormatNumber 0 $seen.value -}}"
        )
        self.write_shared(folder, corpus, 0)

    def write(self, folder: Path, draft: Draft) -> None:
        """Writes one page."""
        body = re.sub(r"\{figure\}`(shared-\d+)`", r'{{< figure "\1" >}}', draft.body)
        home = folder / "content" / draft.slug
        home.mkdir(exist_ok=True)
        data = with_data(draft)
        front = json.dumps(data, indent=1) + "\n" if self.json else f"---\n{as_yaml(data, by_hand=False)}---\n"
        (home / "index.md").write_text(front + plain(body, draft), encoding="utf-8")

    def write_shared(self, folder: Path, corpus: Corpus, figure_edit: int) -> None:
        """Writes the data file."""
        text = as_yaml(corpus.shared_figures(figure_edit), by_hand=False)
        (folder / "data/shared.yaml").write_text(text, encoding="utf-8")


@dataclass(frozen=True, slots=True)
class InlineNumbers:
    """A layout that keeps no shared data: the number stands in the ten texts."""

    def write(self, folder: Path, draft: Draft) -> None:
        """Writes one explainer."""
        raise NotImplementedError

    def write_shared(self, folder: Path, corpus: Corpus, figure_edit: int) -> None:
        """Writes the ten explainers again."""
        for number in corpus.users(0):
            self.write(folder, corpus.draft(number, figure_edit=figure_edit))


ELEVENTY_PAGE = """<article><h1>{{ title }}</h1><p>{{ standfirst }}</p><time>{{ day }}</time>{{ content | safe }}
<section id="background">{{ background | md | safe }}</section>
<section id="figures">{% for id, f in figures %}<dl><dt>{{ f.label }}</dt>{% for o in f.observations %}
<dd>{{ o.value }} <small>as of {{ o.as_of }}, {{ actors[o.attributed_to].name }}
({{ o.sources | join(", ") }})</small></dd>{% endfor %}</dl>{% endfor %}</section>
<section id="timeline"><ol>{% for e in timeline %}<li><time datetime="{{ e.date }}">{{ e.date }}</time>
<h3>{{ e.title }}</h3>{{ e.text | md | safe }}<cite>{{ e.sources | join(", ") }}</cite></li>{% endfor %}</ol></section>
<section id="questions">{% for q in questions %}<h3>{{ q.question }}</h3>
{{ q.answer | md | safe }}{% endfor %}</section>
<section id="actors"><ul>{% for id, a in actors %}<li><b>{{ a.name }}</b>
{{ a.description | md | safe }}</li>{% endfor %}</ul></section>
<section id="sources"><ol>{% for id, s in sources %}<li id="{{ id }}">
<a href="{{ s.url }}">{{ s.title }}</a>, {{ s.publisher }}, {{ s.issued }}</li>{% endfor %}</ol></section></article>"""

ELEVENTY_LIST = """<ul>{% for p in collections[tag] %}<li><a href="{{ p.url }}">{{ p.data.title }}</a>
{{ p.data.standfirst }}</li>{% endfor %}</ul>"""

ELEVENTY_SETTINGS = """import markdownIt from "markdown-it";
const md = markdownIt();
export default function (config) {
  config.addFilter("md", (text) => md.render(String(text ?? "")));
  config.setQuietMode(true);
  return {
    markdownTemplateEngine: false,
    dir: { input: "content", includes: "../_includes", output: "_site" },
  };
}
"""


@dataclass(frozen=True, slots=True)
class EleventyLayout(InlineNumbers):
    """Eleventy: facts in the front matter, rendered by Nunjucks; Markdown through the `markdown-it` beside it."""

    name: str = "eleventy"
    output: str = "_site"
    leftovers: tuple[str, ...] = ("_site", ".cache")

    def prepare(self, folder: Path, corpus: Corpus) -> None:
        """Writes settings and templates; no number of explainers matters to them."""
        del corpus
        for made in ("_includes", "content"):
            (folder / made).mkdir(parents=True)
        (folder / "package.json").write_text('{"type": "module"}\n')
        (folder / "eleventy.config.js").write_text(ELEVENTY_SETTINGS)
        (folder / "_includes/base.njk").write_text(document("{{ title }}", ELEVENTY_PAGE))
        home = ELEVENTY_LIST.replace("[tag]", ".explainer")
        (folder / "content/index.njk").write_text("---\npermalink: /index.html\n---\n" + document("Bench", home))
        (folder / "content/topics.njk").write_text(
            "---\npagination: {data: collections, size: 1, alias: tag, filter: [all, explainer]}\n"
            'permalink: "/topics/{{ tag }}/"\n---\n' + document("{{ tag }}", ELEVENTY_LIST)
        )

    def write(self, folder: Path, draft: Draft) -> None:
        """Writes one page."""
        tags: list[Value] = ["explainer", *names(draft.front["topics"])]
        front = as_yaml(with_data(draft, layout="base.njk", day="30 November 2024", tags=tags), by_hand=False)
        text = f"---\n{front}---\n{plain(draft.body, draft)}"
        (folder / "content" / f"{draft.slug}.md").write_text(text, encoding="utf-8")


PELICAN_SETTINGS = """AUTHOR = "Bench"
SITENAME = "Bench"
SITEURL = ""
PATH = "content"
TIMEZONE = "UTC"
THEME = "simple"
DEFAULT_PAGINATION = 100
CACHE_CONTENT = False
ARTICLE_URL = "{slug}/"
ARTICLE_SAVE_AS = "{slug}/index.html"
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
"""


@dataclass(frozen=True, slots=True)
class PelicanLayout(InlineNumbers):
    """Pelican: one Markdown text a page, its own simple theme, tags for topics."""

    name: str = "pelican"
    output: str = "output"
    leftovers: tuple[str, ...] = ("output", "cache")

    def prepare(self, folder: Path, corpus: Corpus) -> None:
        """Writes settings; no number of explainers matters to them."""
        del corpus
        (folder / "content").mkdir(parents=True)
        (folder / "pelicanconf.py").write_text(PELICAN_SETTINGS)

    def write(self, folder: Path, draft: Draft) -> None:
        """Writes one page."""
        front = {
            "Title": draft.front["title"],
            "Date": draft.front["date"],
            "Slug": draft.slug,
            "Tags": ", ".join(names(draft.front["topics"])),
            "Summary": draft.front["standfirst"],
        }
        head = "".join(f"{key}: {value}\n" for key, value in front.items())
        (folder / "content" / f"{draft.slug}.md").write_text(f"{head}\n{flat(draft)}", encoding="utf-8")


MKDOCS_SETTINGS = """site_name: Bench
theme:
  name: null
  custom_dir: theme
plugins: []
nav: [index.md]
validation: {nav: {omitted_files: ignore}}
"""


@dataclass(frozen=True, slots=True)
class MkdocsLayout(InlineNumbers):
    """MkDocs: one Markdown text a page, a bare theme, no plugins; the home page is a Markdown list."""

    name: str = "mkdocs"
    output: str = "site"
    leftovers: tuple[str, ...] = ("site",)

    def prepare(self, folder: Path, corpus: Corpus) -> None:
        """Writes settings, theme and home page."""
        for made in ("docs", "theme"):
            (folder / made).mkdir(parents=True)
        (folder / "mkdocs.yml").write_text(MKDOCS_SETTINGS)
        page = document("{{ page.title }}", "<article>{{ page.content }}</article>")
        (folder / "theme/main.html").write_text(page)
        fronts = ((draft.slug, draft.front) for draft in corpus.drafts())
        links = (f"- [{front['title']}]({slug}.md) {front['standfirst']}" for slug, front in fronts)
        (folder / "docs/index.md").write_text("# Bench\n\n" + "\n".join(links) + "\n", encoding="utf-8")

    def write(self, folder: Path, draft: Draft) -> None:
        """Writes one page."""
        title = as_yaml({"title": draft.front["title"]}, by_hand=False)
        (folder / "docs" / f"{draft.slug}.md").write_text(f"---\n{title}---\n{flat(draft)}", encoding="utf-8")


PEERS: tuple[Layout, ...] = (
    HugoLayout(),
    HugoLayout(name="hugo-json", json=True),
    EleventyLayout(),
    PelicanLayout(),
    MkdocsLayout(),
)
LAYOUTS: tuple[Layout, ...] = (ExplainerLayout(), *PEERS)


def write_all(folder: Path, corpus: Corpus, layouts: tuple[Layout, ...]) -> None:
    """Writes the corpus once in each layout, in `folder/<tool>`; each text is drawn once."""
    for layout in layouts:
        layout.prepare(folder / layout.name, corpus)
    for draft in corpus.drafts():
        for layout in layouts:
            layout.write(folder / layout.name, draft)


def main() -> None:
    """Writes the layouts of all peers that the arguments ask for."""
    folder, corpus = wanted("write N explainers as Hugo, Eleventy, Pelican and MkDocs want them")
    write_all(folder, corpus, PEERS)


if __name__ == "__main__":
    main()
