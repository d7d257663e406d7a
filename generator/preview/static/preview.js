// Added to the pages of the preview, in the response only. Follows edits without losing one's place, shows what is
// wrong over the last good page, and keeps the desk's drawer. Everything that comes from a file is set as text.
{
  "use strict";
  const script = document.currentScript;
  let mark = script.dataset.mark;
  let shown = { session: "", number: 0 };
  let heard = "";
  let busy = false;
  let again = false;

  const make = (name, words = "", kind = "") => {
    const element = document.createElement(name);
    if (words !== "") element.textContent = words;
    if (kind) element.className = kind;
    return element;
  };

  // A shadow of its own: the site's style does not reach it, and the morphing of the page does not touch it.
  const host = make("explainer-preview");
  const shadow = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host { all: initial; }
    * { box-sizing: border-box; }
    .over, .drawer, .tab { position: fixed; z-index: 2147483647; font: 15px/1.5 system-ui, sans-serif; color: #1b1b1b; }
    .over { inset: 0; overflow: auto; background: rgb(20 20 24 / .72); padding: 5vh 4vw; }
    .card { max-width: 62rem; margin: 0 auto 1rem; background: #fff; border-top: 5px solid #b3261e; border-radius: 4px;
      padding: 1rem 1.4rem; overflow-wrap: anywhere; }
    .card h2 { font-size: 1.15rem; margin: 0 0 .3rem; }
    .code { color: #595959; font-size: .85rem; }
    pre { margin: .6rem 0; padding: .6rem .8rem; background: #f4f2ee; overflow-x: auto; font: 13px/1.6 ui-monospace, monospace; }
    pre .at { background: #fde3e0; display: block; }
    pre .number { color: #6b6b6b; user-select: none; }
    mark { background: #f5b5ae; color: inherit; }
    a { color: #0b4fa8; }
    button { font: inherit; padding: .25rem .7rem; border: 1px solid #767676; border-radius: 4px; background: #fff; color: inherit; cursor: pointer; }
    .close { float: inline-end; }
    .tab { inset-block-end: .8rem; inset-inline-end: .8rem; border-radius: 999px; }
    .tab.bad { background: #b3261e; color: #fff; }
    .drawer { inset-block: 0; inset-inline-end: 0; width: min(27rem, 92vw); overflow: auto; background: #fffdf8; padding: 1rem 1.2rem 4rem;
      border-inline-start: 1px solid #bbb; box-shadow: 0 0 24px rgb(0 0 0 / .2); }
    .drawer h2 { font-size: 1rem; margin: 1.2rem 0 .3rem; }
    ul { list-style: none; margin: 0; padding: 0; }
    li { padding: .35rem 0; border-block-start: 1px solid #e4dfd3; overflow-wrap: anywhere; }
    .error { color: #b3261e; } .warning { color: #7a5200; } .note { color: #3f5f7f; } .stale { color: #b3261e; }
    .quiet { color: #595959; font-size: .88rem; }
    [hidden] { display: none; }
    @media print { .over, .drawer, .tab { display: none; } }`);
  shadow.adoptedStyleSheets = [sheet];
  const over = make("div", "", "over");
  over.setAttribute("role", "alertdialog");
  over.setAttribute("aria-label", "What is wrong");
  over.hidden = true;
  const drawer = make("aside", "", "drawer");
  drawer.setAttribute("aria-label", "The desk");
  drawer.hidden = true;
  const tab = make("button", "desk", "tab");
  tab.setAttribute("aria-expanded", "false");
  shadow.append(tab, drawer, over);
  document.documentElement.append(host);

  // What is wrong

  const place = (fault) => {
    const words = fault.path + (fault.line ? `:${fault.line}` + (fault.column ? `:${fault.column}` : "") : "");
    if (!fault.editor) return make("span", words, "place");
    const link = make("a", words, "place");
    // An allow-list would know no editor but ours: the server made this address, and refuses schemes that run script.
    link.href = fault.editor;
    return link;
  };

  const excerpt = (fault) => {
    const shown = make("pre");
    for (const [number, text] of fault.lines) {
      const at = number === fault.line;
      const line = make("span", "", at ? "at" : "");
      line.append(make("span", `${String(number).padStart(4)} │ `, "number"));
      if (at && fault.column) {
        const letters = [...text];
        const from = fault.column - 1;
        const to = Math.max(from + 1, from + fault.width);
        line.append(letters.slice(0, from).join(""), make("mark", letters.slice(from, to).join("") || " "), letters.slice(to).join(""));
      } else {
        line.append(text);
      }
      shown.append(line, at ? "" : "\n");
    }
    return shown;
  };

  let faultsShown = "[]";
  const showFaults = (faults) => {
    const key = JSON.stringify(faults);
    tab.classList.toggle("bad", faults.length > 0);
    if (key === faultsShown) return;
    faultsShown = key;
    over.replaceChildren();
    for (const fault of faults) {
      const card = make("section", "", "card");
      if (!over.children.length) {
        const close = make("button", "Hide", "close");
        close.addEventListener("click", () => (over.hidden = true));
        card.append(close);
      }
      card.append(make("h2", fault.message), place(fault), " ", make("span", fault.code, "code"));
      if (fault.lines.length) card.append(excerpt(fault));
      if (fault.page) card.append(make("p", `page: ${fault.page}`, "page"));
      if (fault.hint) card.append(make("p", fault.hint, "hint"));
      over.append(card);
    }
    over.hidden = !faults.length;
  };
  addEventListener("keydown", (event) => {
    if (event.key === "Escape") over.hidden = drawer.hidden = true;
    tab.setAttribute("aria-expanded", String(!drawer.hidden));
  });

  // The desk's drawer

  const days = (age) => (age === null ? "" : age === 0 ? "today" : age === 1 ? "1 day old" : `${age} days old`);
  const list = (title, rows, line) => {
    if (!rows.length) return;
    const items = make("ul");
    for (const row of rows) {
      const item = make("li");
      item.append(...line(row));
      items.append(item);
    }
    drawer.append(make("h2", `${title} (${rows.length})`), items);
  };
  const showDesk = (desk) => {
    const count = desk.diagnostics.length;
    tab.textContent = (desk.draft ? "draft · " : "") + (count ? `desk ${count}` : "desk");
    drawer.replaceChildren(make("strong", desk.draft ? "A draft: not in the public build" : "The desk"));
    if (!count) drawer.append(make("p", "Nothing to report about this page.", "quiet"));
    list("To look at", desk.diagnostics, (found) => [
      make("span", `${found.severity} `, found.severity),
      found.message,
      make("br"),
      place(found),
      " ",
      make("span", found.hint, "quiet"),
    ]);
    if (desk.elsewhere) drawer.append(make("p", `and ${desk.elsewhere} in other files`, "quiet"));
    list("Facts on this page", desk.facts, (fact) => [
      make("span", fact.label),
      make("span", fact.value ? ` ${fact.value}` : ""),
      make("br"),
      make("span", [fact.by, fact.date].filter(Boolean).join(", "), "quiet"),
      " ",
      make("span", days(fact.age) + (fact.stale ? ", stale" : ""), fact.stale ? "stale" : "quiet"),
    ]);
    list("Held back from the public build", desk.held, (held) => [make("span", held.title), " ", make("span", held.why, "quiet")]);
  };
  tab.addEventListener("click", () => {
    drawer.hidden = !drawer.hidden;
    tab.setAttribute("aria-expanded", String(!drawer.hidden));
  });

  // Following edits

  const address = (name) => `/__explainer/${name}?path=${encodeURIComponent(location.pathname)}&mark=${mark}`;
  const asked = (name) => fetch(address(name)).then((answer) => answer.json());

  const swapStyles = (fresh) => {
    const known = new Set([...document.querySelectorAll('link[rel="stylesheet"]')].map((link) => link.href));
    const wanted = [...fresh.querySelectorAll('link[rel="stylesheet"]')].map((link) => new URL(link.getAttribute("href"), location.href).href);
    const loading = wanted
      .filter((href) => !known.has(href))
      .map(
        (href) =>
          new Promise((done) => {
            const link = make("link");
            link.rel = "stylesheet";
            link.href = href;
            link.onload = link.onerror = done;
            document.head.append(link);
          }),
      );
    // The old ones go when the new ones are there: the page is never without a style.
    return Promise.all(loading).then(() => {
      for (const link of document.querySelectorAll('link[rel="stylesheet"]')) if (!wanted.includes(link.href)) link.remove();
      const order = [...document.querySelectorAll('link[rel="stylesheet"]')];
      if (order.some((link, index) => link.href !== wanted[index])) {
        for (const href of wanted) document.head.append(order.find((link) => link.href === href));
      }
    });
  };

  const scripts = (page) =>
    [...page.querySelectorAll("head script[src]")].map((found) => found.getAttribute("src")).filter((src) => !src.startsWith("/__explainer/"));

  // What a reader or the site's own script did to the page is not in its HTML, and stays.
  const keep = (name, element) =>
    (name === "open" && ["DETAILS", "DIALOG"].includes(element.tagName)) ||
    (name === "hidden" && element.matches("[data-from], [data-after], .event")) ||
    (name === "checked" && element.tagName === "INPUT");

  // A picture keeps its address when it is edited, and a browser keeps what it has of an address.
  const pictures = new Map();
  const edited = new Map();
  const learnPictures = (states = {}) => {
    for (const [path, state] of Object.entries(states)) {
      if (pictures.has(path) && pictures.get(path) !== state) edited.set(path, state);
      pictures.set(path, state);
    }
  };
  const showPictures = (page) => {
    for (const image of edited.size ? page.images : []) {
      const path = new URL(image.getAttribute("src"), location.href).pathname;
      const src = `${path}?${edited.get(path)}`;
      if (edited.has(path) && image.getAttribute("src") !== src) image.setAttribute("src", src);
    }
  };

  const morph = async (html) => {
    const fresh = new DOMParser().parseFromString(html, "text/html");
    if (scripts(fresh).join() !== scripts(document).join()) {
      // A script cannot be taken back from a page that ran it. The browser keeps the place.
      location.reload();
      return;
    }
    // Before the pages are compared: an edited picture is not loaded again with every other edit.
    showPictures(fresh);
    const styled = swapStyles(fresh);
    document.title = fresh.title;
    for (const name of ["lang", "dir"]) {
      const value = fresh.documentElement.getAttribute(name);
      if (value === null) document.documentElement.removeAttribute(name);
      else document.documentElement.setAttribute(name, value);
    }
    const outside = "title, script, style, link[rel=stylesheet]";
    const kept = [...document.head.children].filter((child) => !child.matches(outside));
    const wanted = [...fresh.head.children].filter((child) => !child.matches(outside));
    if (kept.map((child) => child.outerHTML).join() !== wanted.map((child) => child.outerHTML).join()) {
      for (const child of kept) child.remove();
      document.head.prepend(...wanted.map((child) => document.importNode(child, true)));
    }
    const lit = [...document.querySelectorAll(":popover-open")].map((note) => note.id).filter(Boolean);
    Idiomorph.morph(document.body, fresh.body, {
      morphStyle: "outerHTML",
      callbacks: {
        // Most of a page is as it was. The browser sees that in a fraction of the time that a walk through it takes.
        beforeNodeMorphed: (shown, wanted) => !shown.isEqualNode(wanted),
        beforeAttributeUpdated: (name, element) => !keep(name, element),
      },
    });
    for (const id of lit) {
      const note = document.getElementById(id);
      if (note && !note.matches(":popover-open")) note.showPopover?.();
    }
    const today = new Date(Date.now() - new Date().getTimezoneOffset() * 6e4).toISOString().slice(0, 10);
    for (const words of document.querySelectorAll("[data-from]")) words.hidden = today < words.dataset.from;
    for (const words of document.querySelectorAll("[data-after]")) words.hidden = today <= words.dataset.after;
    await styled;
  };

  // The drawer comes after the page: asked for at once, it would take the processor from whoever paints the edit.
  const DESK_MS = 150;
  let deskWaits = 0;
  const followDesk = () => {
    clearTimeout(deskWaits);
    deskWaits = setTimeout(async () => {
      const asking = deskWaits;
      try {
        const desk = await asked("desk");
        if (asking === deskWaits) showDesk(desk);
      } catch {
        // The preview ended, or starts again: the next event tells.
      }
    }, DESK_MS);
  };

  // What was told may be of another page, or not be all that this tab needs: its listener knows what it told before.
  const suffices = (told) => told && told.path === location.pathname && (told.mark === mark || told.html !== undefined);
  const isOld = (told) => told && told.session === shown.session && told.number < shown.number;

  const sync = async (told) => {
    if (isOld(told)) return;
    if (busy) {
      again = true;
      return;
    }
    busy = true;
    try {
      do {
        again = false;
        const state = suffices(told) ? told : await asked("state");
        told = undefined;
        learnPictures(state.pictures);
        if (state.html !== undefined && state.mark !== mark) await morph(state.html);
        else showPictures(document);
        mark = state.mark;
        shown = { session: state.session, number: state.number };
        showFaults(state.faults);
        document.documentElement.dispatchEvent(new CustomEvent("explainer-synced", { detail: state.number }));
      } while (again);
      followDesk();
    } catch {
      // The preview ended, or starts again: the next event tells.
    } finally {
      busy = false;
    }
  };

  const hear = (said, told) => {
    if (said === heard) return;
    heard = said;
    sync(told);
  };
  const listen = (tell) => {
    const events = new EventSource(address("events"));
    events.onmessage = (event) => {
      const [said, told] = event.data.split("\n");
      tell(said, JSON.parse(told));
    };
  };
  // A browser opens six connections to a host. With a listener in each tab the seventh would wait for ever: so one tab
  // listens for all, and when it closes another takes over. Locks need a secure context, which this machine is.
  if (navigator.locks && window.BroadcastChannel) {
    const channel = new BroadcastChannel("explainer-preview");
    channel.onmessage = (event) => hear(event.data);
    navigator.locks.request("explainer-preview", () => {
      listen((said, told) => {
        channel.postMessage(said);
        hear(said, told);
      });
      return new Promise(() => {});
    });
    sync();
  } else {
    listen(hear);
  }
  addEventListener("pageshow", (event) => event.persisted && sync());
}
