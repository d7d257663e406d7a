// The search page is a list that works without this. Where there is an index (Pagefind), words are looked up in it, when
// somebody begins to type; where there is none, or it cannot be read, the list shows the lines that have the words.
{
  const form = document.querySelector(".search");
  const results = document.querySelector(".results");
  const list = document.querySelector(".everything");
  const said = form.querySelector(".search-said");
  const { query, kind, topic } = form;
  const shown = 10;
  let reader;
  let asked = 0;

  const make = (name, parent, words = "", attributes = {}) => {
    const made = parent.appendChild(document.createElement(name));
    made.append(words);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  };
  const tell = (count) => {
    said.textContent = query.value.trim() ? form.dataset.found.replace("#", count.toLocaleString(document.documentElement.lang)) : "";
  };

  // Without an index: the lines of the list.
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase();
  const filter = () => {
    const words = plain(query.value).split(/\s+/).filter(Boolean);
    const has = (item) => words.every((word) => plain(item.textContent).includes(word));
    let count = 0;
    for (const item of list ? list.querySelectorAll(":scope > ul > li") : []) {
      const inner = [...item.querySelectorAll("li")];
      const whole = has(item.firstElementChild);
      for (const line of inner) line.hidden = !whole && !has(line);
      item.hidden = !whole && inner.every((line) => line.hidden);
      count += item.hidden ? 0 : 1;
    }
    tell(count);
  };

  const open = async () => {
    const address = (given) => new URL(given, location.href);
    try {
      const index = await import(address(form.dataset.index).href);
      await index.options({ excerptLength: 24 });
      await index.init();
      const others = (form.dataset.volumes || "").split(" ").filter(Boolean);
      await Promise.all(others.map((folder) => index.mergeIndex(address(folder).pathname, { excerptLength: 24 })));
      return index;
    } catch {
      // There is none where this page is served from. The list is there.
      delete form.dataset.index;
      for (const control of [kind, topic]) if (control) control.closest("p").hidden = true;
      return null;
    }
  };
  const load = () => (reader ??= open());

  // Where words were found within a page: in one of its figures, events, questions, … or in its text.
  const PART = /^(figure|event|question|quote|term|actor|source)-(?!heading)/;
  const parts = (page) => {
    const marks = page.anchors.filter(({ id, element }) => PART.test(id) || /^h\d$/.test(element)).sort((a, b) => a.location - b.location);
    const found = new Map();
    for (const { location } of page.weighted_locations) {
      const at = marks.findLastIndex((mark) => mark.location <= location);
      if (!found.has(at)) found.set(at, []);
      found.get(at).push(location);
    }
    return [...found].map(([at, places]) => {
      const id = at < 0 ? "" : marks[at].id.replace(/-heading$/, "");
      const end = marks[at + 1] ? marks[at + 1].location : Infinity;
      return { id, kind: (PART.exec(id) || [])[1] || "", places, start: at < 0 ? 0 : marks[at].location, end };
    });
  };
  const excerpt = (parent, words, { places, start, end }) => {
    const from = Math.max(start, Math.min(places[0] - 8, end - 24));
    const to = Math.min(end, from + 24, words.length);
    const hits = new Set(places);
    if (from > start) parent.append("… ");
    for (let at = from; at < to; at += 1) {
      make(hits.has(at) ? "mark" : "span", parent, words[at]);
      parent.append(" ");
    }
    if (to < Math.min(end, words.length)) parent.append("…");
  };
  const name = (value) => (kind.querySelector(`option[value="${value}"]`) || { dataset: {} }).dataset.one || "";

  const show = (page) => {
    const found = parts(page).filter((part) => !kind.value || part.kind === kind.value);
    if (!found.length && kind.value) return 0;
    const words = page.content.split(/\s+/);
    const article = make("article", results, "", { class: "result" });
    make("a", make("h2", article), page.meta.title || page.url, { href: page.url });
    const own = found.find((part) => !part.kind) || (found.length ? null : { places: [0], start: 0, end: words.length });
    if (own && !kind.value) excerpt(make("p", article), words, own);
    const inner = found.filter((part) => part.kind && part.kind !== "source").slice(0, 5);
    if (inner.length) {
      const items = make("ul", article);
      for (const part of inner) {
        const item = make("li", items);
        if (name(part.kind)) {
          make("span", item, name(part.kind), { class: "tag" });
          item.append(" ");
        }
        excerpt(make("a", item, "", { href: `${page.url}#${part.id}` }), words, part);
      }
    }
    return 1;
  };

  const search = async () => {
    const mine = (asked += 1);
    results.setAttribute("aria-busy", "true");
    await look(mine);
    if (mine === asked) results.setAttribute("aria-busy", "false");
  };

  const look = async (mine) => {
    const words = query.value.trim();
    const address = new URL(location.href);
    if (words) address.searchParams.set("q", words);
    else address.searchParams.delete("q");
    history.replaceState(null, "", address);
    if (!form.dataset.index) return filter();
    if (list) list.hidden = Boolean(words);
    if (!words) {
      results.replaceChildren();
      return tell(0);
    }
    const index = await load();
    if (!index) {
      if (list) list.hidden = false;
      return filter();
    }
    const filters = {};
    if (kind.value) filters.kind = kind.value;
    if (topic && topic.value) filters.topic = topic.value;
    const found = await index.debouncedSearch(words, { filters }, 150);
    if (!found || mine !== asked) return undefined;
    const more = async (from) => {
      const pages = await Promise.all(found.results.slice(from, from + shown).map((result) => result.data()));
      if (mine !== asked) return 0;
      if (!from) results.replaceChildren();
      const count = pages.reduce((sum, page) => sum + show(page), 0);
      if (found.results.length > from + shown) {
        const button = make("button", results, form.dataset.more, { type: "button" });
        button.addEventListener("click", () => {
          button.remove();
          more(from + shown);
        });
      }
      return count;
    };
    const count = await more(0);
    if (mine === asked) tell(found.results.length > shown ? found.results.length : count);
    return undefined;
  };

  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", search);
  query.value = new URLSearchParams(location.search).get("q") || "";
  if (query.value) search();
}
