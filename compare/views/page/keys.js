// Everything by keyboard. Single keys can be turned off (WCAG 2.1.4); none is taken from a field or from the browser.

let singleKeys = kept.get("keys") !== "off";
const current = { row: null, claim: null };

const KEYS = [
  ["1 … 5", "overview, facts, articles, pictures, notes"],
  ["j, k", "next and previous fact; in the articles, statement"],
  ["n, p", "next and previous partner of the statement; in the facts, statement of the fact"],
  ["Enter", "on a number or a place: go to the fact, or to the article"],
  ["/", "search"],
  ["r", "review on and off; then a accepts, x takes apart, e opens the fact, u undoes"],
  ["Esc", "close what is open"],
  ["?", "this help"],
];

const ACTIONS = {
  j: () => step(1), k: () => step(-1), n: () => partner(1), p: () => partner(-1),
  "/": openSearch, "?": openHelp, r: () => setReviewing(!reviewing),
  a: () => decideHere("accept"), x: () => decideHere("reject"), e: () => decideHere("open"), u: () => { if (reviewing) undo(); },
};

function onKey(event) {
  if (event.key === "Escape") { closeAll(); return; }
  const typing = event.target.closest?.("input, select, textarea, dialog");
  if (!singleKeys || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const number = VIEWS[Number(event.key) - 1];
  const action = number ? () => showView(number, true) : ACTIONS[event.key];
  if (!action) return;
  event.preventDefault();
  action();
}

function openSearch() {
  if (!["facts", "articles"].includes(view)) showView("facts");
  byId("search").closest("details").open = true;
  byId("search").focus();
}

function closeAll() {
  if (byId("panel")) closePanel();
  else if (!byId("dock").hidden) closeDock();
}

const shownRows = () => all(".row").filter(isShown);

function step(by) {
  if (view === "articles") { stepClaim(by); return; }
  showView("facts");
  const rows = shownRows();
  if (!rows.length) return;
  const here = document.activeElement.closest?.(".row") ?? current.row;
  const at = rows.indexOf(here);
  const next = rows[at < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.min(Math.max(at + by, 0), rows.length - 1)];
  current.row = next;
  next.querySelector("a[href^='#F'], a[href^='#P']").focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

// The statements of the article that one is in, those that the filters leave.
function stepClaim(by) {
  const here = claimOf(document.activeElement) ?? pointed;
  const source = here === null ? beside[0] : sourceOf(here);
  const own = claims.filter((claim) => sourceOf(claim) === source && !inText.get(claim).classList.contains("faded"));
  const at = own.indexOf(here);
  const next = own[at < 0 ? 0 : at + by];
  if (next !== undefined) goTo(next);
}

function partner(by) {
  if (view === "articles") {
    const here = claimOf(document.activeElement) ?? pointed;
    if (here === null || here === undefined) { stepClaim(1); return; }
    const { members } = state.entry[here];
    const next = members[(members.indexOf(here) + by + members.length) % members.length];
    if (next === here) tell("No other article states it."); else goTo(next);
    return;
  }
  const row = document.activeElement.closest?.(".row") ?? current.row;
  if (!row) { step(1); return; }
  const places = all(".said .place a:not(.out)", row).filter(isShown);
  const at = places.indexOf(document.activeElement);
  const next = places[(at + by + places.length) % places.length] ?? places[0];
  next?.focus();
}

function decideHere(act) {
  if (!reviewing) return;
  const element = document.activeElement.closest?.(".row") ?? current.row;
  const row = view === "articles" ? state.entry[pointed] : state.rows.find((one) => elementOf(one) === element);
  if (!row) return;
  if (act === "open") reviewAt(row, view === "articles" ? byId("dock") : element);
  else if (row.kind === "perhaps" && act === "accept") decide("merge", row.members);
  else if (act !== "reject" || row.own.length > 1) decide(act, row.own);
}

function makeHelp() {
  const lines = KEYS.flatMap(([keys, does]) => [make("dt", {}, make("kbd", {}, keys)), make("dd", {}, does)]);
  const box = make("input", { type: "checkbox", checked: singleKeys, onchange: () => {
    singleKeys = box.checked;
    kept.set("keys", singleKeys ? null : "off");
  } });
  const dialog = make("dialog", { id: "help", "aria-labelledby": "help-title" },
    make("h2", { id: "help-title" }, "Keys"), make("dl", { class: "keys" }, ...lines),
    make("p", {}, make("label", {}, box, " single keys are on")),
    make("p", {}, "In the articles, point at a statement: its partners are marked and come into view. A click holds it."),
    button("Close", () => dialog.close()));
  document.body.append(dialog);
}

function openHelp() { byId("help").showModal(); }
