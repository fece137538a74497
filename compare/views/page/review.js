// The reviewer's hand: decisions on facts, kept by the browser, in a file, and on the server where the page came from one.

const serverPath = document.querySelector('meta[name="tellings-review"]')?.content;
const token = document.querySelector('meta[name="tellings-token"]')?.content;
const given = data.review?.decisions ?? [];
let decisions = [...given];
let coder = data.review?.coder ?? kept.get("coder") ?? "";
let reviewing = false;
let reviewed = null; // the row that is being reviewed

const asReview = () => ({
  schema_version: "1.0", comparison: data.comparison, coder: coder || "anonymous", version: data.version, decisions,
});
const keptAs = `review-${data.comparison}`;

// Return what is wrong with a review that was read, "" where nothing is. What is wrong is never taken in part.
function faultOf(review) {
  if (typeof review !== "object" || review === null || !Array.isArray(review.decisions)) return "it is no review";
  if (!String(review.schema_version).startsWith("1.")) return "it is of a later version of tellings";
  if (review.comparison !== data.comparison) return "it is of another comparison";
  if (typeof review.coder !== "string") return "it names no coder";
  const good = (one) => one && ACTS.includes(one.do) && Array.isArray(one.claims) && one.claims.length
    && one.claims.every((id) => claimNamed.has(id)) && (one.do !== "status" || STATUSES.includes(one.status))
    && (one.do !== "note" || typeof one.text === "string");
  const bad = review.decisions.findIndex((one) => !good(one));
  return bad < 0 ? "" : `decision ${bad + 1} cannot be read`;
}

function take(review) {
  const fault = faultOf(review);
  if (fault) return fault;
  decisions = review.decisions;
  coder = review.coder;
  byId("coder").value = coder;
  redo();
  return "";
}

async function keep() {
  const text = JSON.stringify(asReview());
  const local = kept.set(keptAs, decisions.length ? text : null);
  if (!serverPath) { noteKept(local ? "Kept in this browser" : "Not kept: save a file before you leave"); return; }
  try {
    const answer = await fetch(serverPath, {
      method: "PUT", body: text, headers: { "Content-Type": "application/json", ...(token ? { "X-Tellings-Token": token } : {}) },
    });
    noteKept(answer.ok ? "Saved on the server" : `Not saved: the server answered ${answer.status}`);
  } catch { noteKept("Not saved: the server cannot be reached"); }
}

function noteKept(words) { byId("kept").textContent = words; }

async function load() {
  if (serverPath) {
    try {
      const answer = await fetch(serverPath, { headers: token ? { "X-Tellings-Token": token } : {} });
      if (answer.ok) {
        const review = await answer.json();
        if (review?.decisions?.length) take(review);
        return;
      }
    } catch { noteKept("The server cannot be reached"); }
  }
  const text = kept.get(keptAs);
  if (!text) return;
  try {
    if (take(JSON.parse(text)) === "") noteKept("Kept in this browser");
  } catch { /* what another program put there is no review */ }
}

// What the reviewer decided, newest last; note and status are that of compare/review.py.
function decide(act, members, more = {}) {
  const at = new Date().toISOString().replace(/\.\d+Z$/, "+00:00");
  decisions = [...decisions, { do: act, claims: members.map(nameOf), ...more, at }];
  const first = members[0];
  closePanel();
  redo();
  keep();
  const row = state.entry[first];
  tell(`${row.name}: ${DONE[act]}`);
  (elementOf(row).querySelector(".review-one") ?? byId("coder")).focus();
}

const DONE = {
  accept: "accepted", reject: "taken apart", split: "split", merge: "put together", status: "status set", note: "note saved",
};

function undo() {
  if (!decisions.length) return;
  const [last] = decisions.slice(-1);
  decisions = decisions.slice(0, -1);
  closePanel();
  redo();
  keep();
  tell(`Taken back: ${DONE[last.do]}`);
}

function saveFile() {
  const blob = new Blob([`${JSON.stringify(asReview(), null, 1)}\n`], { type: "application/json" });
  const link = make("a", { href: URL.createObjectURL(blob), download: `review-${(coder || "anonymous").replace(/[^\p{L}\p{N}]+/gu, "-")}.json` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

async function openFile(file) {
  let fault = "it is no JSON";
  try { fault = take(JSON.parse(await file.text())); } catch { /* told below */ }
  if (fault) { noteKept(`${file.name} was not opened: ${fault}`); return; }
  await keep();
  noteKept(`${file.name} opened. ${byId("kept").textContent}`);
}

function makeReviewBar() {
  const name = make("input", { id: "coder", autocomplete: "name", value: coder, onchange: () => {
    coder = name.value.trim();
    kept.set("coder", coder);
    if (decisions.length) keep();
  } });
  const file = make("input", { type: "file", accept: ".json,application/json", class: "unseen", id: "open-review", tabindex: -1,
    "aria-label": "Review to open", onchange: () => { if (file.files[0]) openFile(file.files[0]); file.value = ""; } });
  byId("main").before(make("section", { id: "reviewing", hidden: true, "aria-label": "Review" },
    field("Reviewer", name),
    make("span", { id: "progress" }),
    button("Undo", undo, { id: "undo" }), button("Save file", saveFile), button("Open file", () => file.click()), file,
    make("span", { id: "kept", role: "status" })));
}

function setReviewing(on) {
  reviewing = on;
  byId("reviewing").hidden = !on;
  byId("review-toggle").setAttribute("aria-pressed", String(on));
  root.classList.toggle("is-reviewing", on);
  if (!on) closePanel();
  drawReview();
  if (on && !["facts", "articles"].includes(view)) showView("facts");
}

// Each row says what was decided on it and, while one reviews, has a button to decide more.
function drawReview() {
  let done = 0;
  state.rows.forEach((row) => {
    const element = elementOf(row);
    all(".review-one, .decided", element).forEach((old) => old.remove());
    const place = element.querySelector("th.fact, h4") ?? element;
    if (row.decisions.length) {
      done += 1;
      const note = make("p", { class: "decided" }, ...row.decisions.map(decisionWords));
      (element.querySelector("td:not(.fact):not(.silent)") ?? element).append(note);
    }
    element.classList.toggle("reviewed", row.decisions.length > 0);
    if (reviewing) {
      place.append(button("Review", () => reviewAt(row, element),
        { class: "review-one small", "aria-label": `Review ${row.name}` }));
    }
  });
  byId("progress").textContent = `${done} of ${state.rows.length} entries reviewed`;
  byId("undo").disabled = !decisions.length;
}

// As compare/views/wording.py words it.
function decisionWords(one) {
  const who = coder ? ` by ${coder}` : "";
  const words = one.do === "status" ? `called ${one.status}` : one.do === "note" ? "note" : DONE[one.do];
  return make("bdi", { class: `decision ${one.do}` }, `${words}${who}${one.do === "note" ? `: ${one.text}` : ""}`);
}

function closePanel() {
  byId("panel")?.remove();
  reviewed = null;
}

function reviewAt(row, where) {
  const again = reviewed === row;
  closePanel();
  if (again) return;
  reviewed = row;
  const panel = makePanel(row);
  const table = where.closest("tbody");
  if (table) {
    table.append(make("tr", { id: "panel" }, make("td", { colspan: data.sources.length + 1 }, panel)));
  } else {
    panel.id = "panel";
    where.append(panel);
  }
  panel.querySelector("button").focus();
}

// What can be decided of a row. A row of "perhaps" holds several facts: to accept it is to make them one.
function makePanel(row) {
  const own = row.own;
  const several = row.sources.length > 1;
  const close = () => { closePanel(); elementOf(row).querySelector(".review-one")?.focus(); };
  const parts = [
    make("p", { class: "acts" },
      row.kind === "perhaps"
        ? button("The same: make it one fact", () => decide("merge", row.members))
        : button("Accept", () => decide("accept", own)),
      own.length > 1 || row.kind === "perhaps"
        ? button("Not the same", () => decide("reject", row.kind === "perhaps" ? row.own : own)) : null,
      button("Close", close, { class: "quiet-button" })),
    row.kind !== "perhaps" && own.length > 1 ? splitField(row) : null,
    mergeField(row), row.kind !== "perhaps" && several ? statusField(row) : null, noteField(row),
  ];
  return make("div", { class: "panel", role: "group", "aria-label": `Review ${row.name}`,
    onkeydown: (event) => { if (event.key === "Escape") { event.stopPropagation(); close(); } } }, ...parts.filter(Boolean));
}

function splitField(row) {
  const boxes = row.own.map((claim) => make("input", { type: "checkbox", value: claim }));
  const labels = row.own.map((claim, k) => make("label", {}, boxes[k], make("span", {},
    bdi(shownNames[sourceOf(claim)]), `, ${lineOf(claim)}: `, bdi(wordsOf(claim, 60)))));
  const cut = button("Take out the ticked", () => {
    const chosen = boxes.filter((box) => box.checked).map((box) => Number(box.value));
    if (chosen.length && chosen.length < row.own.length) decide("split", chosen);
    else tell("Tick some of the statements, but not all.");
  });
  return make("fieldset", {}, make("legend", {}, "Split"), ...labels, cut);
}

function mergeField(row) {
  const others = state.rows.filter((other) => other !== row);
  const select = make("select", {}, option("", "choose an entry"), ...others.map((other, k) =>
    option(k, `${other.name}: ${namesOf(other.sources)}: ${wordsOf(other.own[0], 50)}`)));
  const join = button("Merge", () => {
    if (select.value !== "") decide("merge", sorted([...row.own, ...others[Number(select.value)].own]));
  });
  return make("div", { class: "line" }, field("Merge with", select), join);
}

function statusField(row) {
  const select = make("select", {}, ...STATUSES.map((status) =>
    make("option", { value: status, selected: row.groups[0].fact === status }, status)));
  return make("div", { class: "line" }, field("Status", select),
    button("Set", () => decide("status", row.own, { status: select.value })));
}

function noteField(row) {
  const text = make("textarea", { rows: 2, dir: "auto" });
  return make("div", { class: "line" }, field("Note", text, "wide"),
    button("Save note", () => { if (text.value.trim()) decide("note", row.own, { text: text.value.trim() }); }));
}
