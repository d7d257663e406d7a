// Everything on the page works without this. It judges what is out of date by the reader's own day, keeps the
// timeline's filter in the address and says what it did, and opens notes of citations in place.
{
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const now = new Date();
  const today = new Date(now - now.getTimezoneOffset() * 6e4).toISOString().slice(0, 10);
  for (const words of all("[data-from]")) words.hidden = today < words.dataset.from;
  for (const words of all("[data-after]")) words.hidden = today <= words.dataset.after;

  // A note that stands in the margin already is lit, not opened a second time.
  const inMargin = (note) => getComputedStyle(note).float !== "none";
  const light = (note) => {
    for (const other of all(".note.lit")) other.classList.remove("lit");
    note.classList.add("lit");
  };
  for (const note of all(".note")) {
    note.addEventListener("beforetoggle", (event) => {
      if (event.newState === "open" && inMargin(note)) {
        event.preventDefault();
        light(note);
      }
    });
  }
  document.addEventListener("click", (event) => {
    const mark = event.target.closest(".marks a");
    const note = mark && all(".cite-note").find((each) => each.firstChild.textContent === mark.textContent);
    if (note && note.showPopover && !mark.closest(".note") && !event.ctrlKey && !event.metaKey && !inMargin(note)) {
      event.preventDefault();
      if (!note.querySelector(".title")) {
        const title = document.querySelector(`${mark.getAttribute("href")} cite`).cloneNode(true);
        title.className = "title";
        note.append(" ", title);
      }
      note.showPopover({ source: mark });
    }
    const words = event.target.closest("span.ref");
    if (words && words.nextElementSibling.click) words.nextElementSibling.click();
  });

  // The filter of the timeline lives in the address: #timeline?group=talks
  const lanes = document.querySelector(".lanes");
  if (lanes) {
    const said = document.querySelector(".lanes-said");
    const events = all(".timeline .event[data-lane]");
    const show = (input, quietly) => {
      input.checked = true;
      const lane = input.dataset.lane;
      for (const event of events) event.hidden = Boolean(lane) && event.dataset.lane !== lane;
      const shown = events.filter((event) => !event.hidden).length;
      if (!quietly) said.textContent = said.dataset.words.replace("#", shown).replace("#", events.length);
    };
    const inputs = all("input", lanes);
    const fromAddress = () => {
      const [, group] = decodeURIComponent(location.hash).split("#timeline?group=");
      const wanted = inputs.find((input) => input.value === group);
      if (group && wanted) {
        show(wanted);
        document.getElementById("timeline").scrollIntoView();
      } else if (location.hash.startsWith("#event-")) {
        const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
        if (target && target.hidden) {
          show(inputs[0], true);
          target.scrollIntoView();
        }
      }
    };
    lanes.addEventListener("change", (event) => {
      show(event.target);
      const group = event.target.value;
      history.replaceState(null, "", group ? `#timeline?group=${encodeURIComponent(group)}` : "#timeline");
    });
    addEventListener("hashchange", fromAddress);
    fromAddress();
  }

  // The list of figures can be sorted by each of its columns.
  for (const table of all("[data-sortable]")) {
    const heads = all("th[scope=col]", table);
    const body = table.tBodies[0];
    const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
    const key = (row, column) => row.cells[column].dataset.key ?? row.cells[column].textContent;
    heads.forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...(head.querySelector("a") ?? head).childNodes);
      head.replaceChildren(button);
      button.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") === "ascending";
        for (const other of heads) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        const rows = [...body.rows].sort((one, other) => collator.compare(key(one, column), key(other, column)));
        body.append(...(down ? rows.reverse() : rows));
      });
    });
  }

  // Paper shows what is folded.
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = all("details:not([open])");
    for (const details of folded) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of folded) details.open = false;
  });
}
