// The articles side by side: pointing at a claim, or coming to it by key, marks its partners and scrolls to them.

const panes = all(".pane");
const paneArea = byId("panes");
const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
let beside = []; // the sources that are shown, from left to right
let pointed = null;
let pinned = null;

// Partners are the other claims of the row: of the same fact, or perhaps of the same.
const partnersOf = (claim) => state.entry[claim].members.filter((other) => other !== claim);

const widest = () => (window.innerWidth >= 1100 ? 3 : window.innerWidth >= 700 ? 2 : 1);

function showPanes(sources) {
  beside = sources;
  paneArea.replaceChildren(...beside.map((source) => panes[source]),
    ...panes.filter((_, source) => !beside.includes(source)));
  panes.forEach((pane, source) => { pane.classList.toggle("aside", !beside.includes(source)); });
  paneArea.dataset.panes = beside.length;
  drawPickers();
}

function fitPanes() {
  const room = Math.min(widest(), panes.length);
  if (beside.length === room) return;
  const more = panes.map((_, source) => source).filter((source) => !beside.includes(source));
  showPanes([...beside, ...more].slice(0, room));
}

// Bring a source's article into view, in the last pane where it is in none.
function bring(source) {
  if (!beside.includes(source)) showPanes([...beside.slice(0, -1), source]);
}

function drawPickers() {
  const pickers = byId("pickers");
  pickers.hidden = beside.length === panes.length;
  pickers.replaceChildren(...beside.map((chosen, place) => {
    const select = make("select", { "aria-label": beside.length > 1 ? `Article ${place + 1}` : "Article", onchange: () => {
      const source = Number(select.value);
      const next = [...beside];
      const before = next.indexOf(source);
      if (before >= 0) next[before] = chosen;
      next[place] = source;
      showPanes(next);
      all("select", pickers)[place].focus();
    } }, ...shownNames.map((name, source) => make("option", { value: source, selected: source === chosen }, name)));
    return select;
  }));
}

const scroller = (element) => element.closest(".text");
const isShown = (element) => element && element.offsetParent !== null;

// Scroll a pane until its claim stands as high as the one that is pointed at.
function align(other, claim) {
  const element = inText.get(other);
  if (!isShown(element)) return;
  const box = scroller(element);
  const top = inText.get(claim).getBoundingClientRect().top;
  const frame = box.getBoundingClientRect();
  const aim = Math.min(Math.max(top, frame.top + 24), frame.bottom - 80);
  box.scrollBy({ top: element.getBoundingClientRect().top - aim, behavior: calm.matches ? "auto" : "smooth" });
}

function unfold(element) {
  for (let at = element.closest("details"); at; at = at.parentElement.closest("details")) at.open = true;
}

function point(claim, scroll = true) {
  if (pointed === claim) return;
  unpoint();
  pointed = claim;
  inText.get(claim).classList.add("pointed");
  const partners = partnersOf(claim);
  partners.forEach((other) => inText.get(other).classList.add("partner"));
  if (scroll) firstOfEach(partners).filter((other) => sourceOf(other) !== sourceOf(claim))
    .forEach((other) => align(other, claim));
  drawDock(claim);
}

function unpoint() {
  if (pointed === null) return;
  all(".c.pointed, .c.partner").forEach((element) => element.classList.remove("pointed", "partner"));
  pointed = null;
}

const firstOfEach = (some) => some.filter((claim, k) => some.findIndex((one) => sourceOf(one) === sourceOf(claim)) === k);

const STANDING = { conflicting: "a detail differs", shared: "shared", perhaps: "perhaps shared", only: "in one source only" };

// What is known of the claim that is pointed at, with the partners' words: also of articles that are not on the screen.
function drawDock(claim) {
  const row = state.entry[claim];
  const others = partnersOf(claim);
  const head = make("p", { class: "dock-head" },
    make("a", { class: "fact", href: `#${row.name}` }, row.name), " ",
    make("span", { class: `c ${row.kind}` }, STANDING[row.kind]), " ",
    others.length ? `${count(row.sources.length, "source")} of ${data.sources.length}`
      : "No other article of this comparison was found to state it.");
  const said = others.map((other) => make("li", {}, make("a", { href: `#${anchorOf(other)}`, class: "to" },
    bdi(shownNames[sourceOf(other)]), `, ${lineOf(other)}`), " ",
    make("span", { dir: "auto" }, wordsOf(other, 220))));
  const notes = row.clashes.map(([a, b, , note]) => note ? make("p", { class: "clash" }, note) : clashNote(a, b));
  const dock = byId("dock");
  dock.replaceChildren(head, ...notes.filter(Boolean), said.length ? make("ul", {}, ...said) : "");
  if (reviewing) head.append(" ", button("Review", () => reviewAt(row, dock), { class: "small" }));
  dock.hidden = false;
  byId("articles").classList.add("docked");
}

function closeDock() {
  if (byId("dock").contains(byId("panel"))) closePanel();
  byId("dock").hidden = true;
  byId("articles").classList.remove("docked");
  pinned = null;
  unpoint();
}

// Go to a claim: its article comes into view, it is focused, and its partners follow.
function goTo(claim) {
  showView("articles");
  bring(sourceOf(claim));
  const element = inText.get(claim);
  unfold(element);
  const box = scroller(element);
  const frame = box.getBoundingClientRect();
  if (getComputedStyle(box).overflowY === "auto") {
    box.scrollTop += element.getBoundingClientRect().top - frame.top - frame.height / 3;
    paneArea.scrollIntoView({ block: "nearest" });
  } else element.scrollIntoView({ block: "center" });
  element.querySelector(".num").focus({ preventScroll: true });
  pinned = claim;
  pointed = null;
  point(claim);
}

function claimOf(target) {
  const element = target.closest?.(".c[id]");
  return element ? claimAt.get(element.id) : undefined;
}

function startPanes() {
  all(".pane .text").forEach((text, k) => {
    text.tabIndex = 0;
    text.setAttribute("role", "region");
    text.setAttribute("aria-label", `Text of ${shownNames[k]}`);
  });
  all(".num").forEach((link) => {
    link.setAttribute("aria-description", STANDING[state.entry[claimAt.get(link.parentElement.id)]?.kind] ?? "");
  });
  const pickers = make("div", { id: "pickers", hidden: true, role: "group", "aria-label": "Articles side by side" });
  paneArea.before(pickers);
  paneArea.after(make("div", { id: "dock", role: "region", "aria-label": "The fact that is pointed at", hidden: true }));
  let waiting = 0;
  paneArea.addEventListener("pointerover", (event) => {
    const claim = claimOf(event.target);
    clearTimeout(waiting);
    if (claim === undefined || event.pointerType !== "mouse" || pinned !== null) return;
    waiting = setTimeout(() => point(claim), 120);
  });
  paneArea.addEventListener("pointerout", () => clearTimeout(waiting));
  paneArea.addEventListener("focusin", (event) => {
    const claim = claimOf(event.target);
    if (claim !== undefined) { pinned = claim; point(claim); }
  });
  // A click holds the claim, so that the pointer can go to its partners; another lets it go. The number is a link.
  paneArea.addEventListener("click", (event) => {
    if (event.target.closest("a, summary")) return;
    const claim = claimOf(event.target);
    if (claim === undefined || pinned === claim) { pinned = null; if (claim === undefined) closeDock(); return; }
    pinned = claim;
    point(claim);
  });
  window.addEventListener("resize", fitPanes);
  fitPanes();
}
