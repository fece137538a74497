// The rows of the facts: those that the page came with where they still hold, new ones made of the same claims elsewhere.

const sections = new Map(all("[data-section]").map((section) => [section.dataset.section, section]));
const original = stateOf(data.steps.find((step) => step.from === data.from), data.review?.decisions ?? []);
const rowElements = new Map();
original.rows.forEach((row) => {
  const element = byId(row.name);
  if (element) rowElements.set(row.key, element);
});
const pairNotes = new Map(all(".pair").map((pair) => [pair.dataset.pair, pair]));
const sideBySide = data.sources.length <= 4;

function setClaim(claim, row) {
  const said = saidOf.get(claim).cloneNode(true);
  said.querySelector(".again")?.remove();
  if (!row.own.includes(claim)) {
    said.removeAttribute("data-a");
    const fact = state.entry[claim].name;
    said.querySelector(".place").prepend(
      make("span", { class: "again" }, "already in ", make("a", { href: `#${fact}` }, fact), ", "));
  }
  return said;
}

function notesOf(row) {
  const inside = new Set(row.members);
  const within = (key) => key.split("-").every((claim) => inside.has(Number(claim)));
  const reasons = [...pairNotes].filter(([key]) => within(key)).map(([, note]) => note.cloneNode(true));
  const clashes = row.clashes.filter(([, , , note]) => note).map(([, , , note]) =>
    make("p", { class: "clash" }, bdi(note)));
  const shown = row.clashes.filter(([, , , note]) => !note).map(([a, b]) => clashNote(a, b)).filter(Boolean);
  const why = reasons.length ? make("details", {}, make("summary", {}, "Why we think so"), ...reasons) : null;
  return [...shown, ...clashes, why].filter(Boolean);
}

const clashNotes = new Map(all(".clash[data-pair]").map((note) => [note.dataset.pair, note]));
const clashNote = (a, b) => clashNotes.get(`${a}-${b}`)?.cloneNode(true);
const nameLink = (row) => make("a", { href: `#${row.name}` }, row.name);
const toldBy = (row) => data.sources.length > 2
  ? make("span", { class: "told" }, count(row.sources.length, "source")) : null;

function makeBeside(row) {
  const cells = data.sources.map((_, source) => {
    const own = row.members.filter((claim) => sourceOf(claim) === source);
    const who = make("span", { class: "who" }, bdi(shownNames[source]));
    if (!own.length) return make("td", { class: "silent" }, who, make("span", { class: "none" }, "not found"));
    return make("td", {}, who, ...own.map((claim) => setClaim(claim, row)));
  });
  const head = make("th", { scope: "row", class: "fact" }, nameLink(row), " ", toldBy(row));
  const notes = notesOf(row);
  const more = notes.length
    ? make("tr", { class: "notes" }, make("td", { class: "fact" }),
        make("td", { colspan: data.sources.length }, ...notes))
    : null;
  return make("tbody", { id: row.name, class: "row" }, make("tr", {}, head, ...cells), more);
}

function makeCard(row) {
  const lines = row.sources.map((source) => make("div", {}, make("dt", {}, bdi(shownNames[source])),
    make("dd", {}, ...row.members.filter((claim) => sourceOf(claim) === source).map((claim) => setClaim(claim, row)))));
  return make("article", { id: row.name, class: "card row" },
    make("h4", {}, nameLink(row), " ",
      make("span", { class: "verdict" }, `${row.sources.length} of ${count(data.sources.length, "source")}`)),
    make("dl", {}, ...lines), make("div", { class: "notes" }, ...notesOf(row)));
}

const makeOnly = (row) => make("li", { id: row.name, class: "row" },
  make("a", { class: "fact", href: `#${row.name}` }, row.name), ...row.own.map((claim) => setClaim(claim, row)));

function elementOf(row) {
  if (!rowElements.has(row.key)) {
    rowElements.set(row.key, row.kind === "only" ? makeOnly(row) : sideBySide ? makeBeside(row) : makeCard(row));
  }
  return rowElements.get(row.key);
}

function emptyTable(section) {
  const head = make("tr", {}, make("th", { scope: "col", class: "fact" }, "Fact"),
    ...shownNames.map((name) => make("th", { scope: "col" }, bdi(name))));
  const caption = make("caption", {}, section.querySelector("h3").firstChild.textContent);
  return make("table", { class: `beside n${data.sources.length}` }, caption, make("thead", {}, head));
}

// The element of a section that holds its rows: the one it came with, or a new one.
function holderOf(section, kind) {
  const selector = kind === "only" ? ":scope > ul" : sideBySide ? ":scope > table" : ":scope > .cards";
  let holder = section.querySelector(selector);
  if (!holder) {
    holder = kind === "only" ? make("ul", { class: "only" })
      : sideBySide ? emptyTable(section) : make("div", { class: "cards" });
    section.append(holder);
  }
  return holder;
}

function fill(section, kind, rows) {
  const holder = holderOf(section, kind);
  all(":scope > .row", holder).forEach((element) => element.remove());
  holder.append(...rows.map(elementOf));
  holder.hidden = !rows.length;
}

function drawRows(order) {
  const byKind = (kind) => order(state.rows.filter((row) => row.kind === kind));
  ["conflicting", "shared", "perhaps"].forEach((kind) => fill(sections.get(kind), kind, byKind(kind)));
  const only = byKind("only");
  all("[data-only]").forEach((section) =>
    fill(section, "only", only.filter((row) => row.sources[0] === Number(section.dataset.only))));
}

const kindCount = (kind) => state.rows.filter((row) => row.kind === kind).length;

// The figures at the top, in the words of compare/views/wording.py.
function drawCounts() {
  const differing = kindCount("conflicting");
  const told = [
    `${count(differing + kindCount("shared"), "fact")} shared`,
    `${kindCount("perhaps")} perhaps`,
    `${count(kindCount("only"), "statement")} found in one source only`,
    differing ? `${count(differing, "shared fact differs", "shared facts differ")} on a detail`
      : "no differing detail found",
  ];
  all("#counts a").forEach((link, k) => { link.textContent = told[k]; });
}

// The claims in the articles: how each stands now, and the row that its number leads to.
function drawClaims() {
  inText.forEach((element, claim) => {
    const row = state.entry[claim];
    element.className = `c ${row.kind}`;
    const link = element.querySelector(".num");
    link.textContent = row.name;
    link.href = `#${row.name}`;
  });
}
