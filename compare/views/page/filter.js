// Search, filters, order and the limit from which two claims are one fact.

const KINDS = [["conflicting", "a detail differs"], ["shared", "shared"], ["perhaps", "perhaps"], ["only", "one source"]];
const wanted = { words: "", kinds: new Set(KINDS.map(([kind]) => kind)), source: "", speaker: "", clash: "", order: "" };
const startStep = data.steps.findIndex((step) => step.from === data.from);
let stepNumber = startStep;

const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

function fits(row) {
  return wanted.kinds.has(row.kind)
    && (wanted.source === "" || row.sources.includes(Number(wanted.source)))
    && (wanted.speaker === "" || row.members.some((claim) => speakersOf[claim].includes(Number(wanted.speaker))))
    && (wanted.clash === "" || row.clashes.some(([, , kind]) => kind === Number(wanted.clash)))
    && (wanted.words === "" || textOf(row).includes(wanted.words));
}

function textOf(row) {
  row.text ??= fold(row.members.map((claim) => saidOf.get(claim).textContent).join(" "));
  return row.text;
}

// By default the order is that of the page; "most" puts the facts of most sources first, a source those it tells first.
function ordered(rows) {
  if (wanted.order === "") return rows;
  const place = (row) => {
    const own = row.members.filter((claim) => sourceOf(claim) === Number(wanted.order));
    return own.length ? own[0] : claimCount + row.members[0];
  };
  const by = wanted.order === "most" ? (a, b) => b.sources.length - a.sources.length
    : wanted.order === "few" ? (a, b) => a.sources.length - b.sources.length
      : (a, b) => place(a) - place(b);
  return [...rows].sort(by);
}

function drawFilter() {
  let shown = 0;
  state.rows.forEach((row) => {
    row.shown = fits(row);
    shown += Number(row.shown);
    elementOf(row).hidden = !row.shown;
    row.own.forEach((claim) => inText.get(claim).classList.toggle("faded", !row.shown));
  });
  sections.forEach((section, kind) => drawHeading(section, state.rows.filter((row) => row.kind === kind)));
  all("[data-only]").forEach((part) => drawHeading(part,
    state.rows.filter((row) => row.kind === "only" && row.sources[0] === Number(part.dataset.only))));
  drawHits();
  const of = state.rows.length;
  byId("shown").textContent = shown === of ? `All ${of} entries` : `${shown} of ${of} entries`;
  byId("clear").hidden = shown === of && wanted.order === "";
}

function drawHeading(section, rows) {
  const heading = section.querySelector("h3, h4");
  let figure = heading.querySelector(".count");
  if (!figure) heading.append(" ", figure = make("span", { class: "count" }));
  const shown = rows.filter((row) => row.shown).length;
  figure.textContent = shown === rows.length ? String(rows.length) : `${shown} of ${rows.length}`;
  section.classList.toggle("empty", rows.length > 0 && !shown);
}

// Words that were searched for are marked where the browser can do so without another element.
function drawHits() {
  if (!("highlights" in CSS)) return;
  CSS.highlights.delete("hit");
  if (wanted.words.length < 2) return;
  const ranges = [];
  all(".row:not([hidden]) .says, .pane .c").forEach((element) => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      const text = node.data.toLowerCase();
      for (let at = text.indexOf(wanted.words); at >= 0; at = text.indexOf(wanted.words, at + 1)) {
        if (at + wanted.words.length > node.length) break;
        const range = new Range();
        range.setStart(node, at);
        range.setEnd(node, at + wanted.words.length);
        ranges.push(range);
      }
    }
  });
  CSS.highlights.set("hit", new Highlight(...ranges));
}

const option = (value, label) => make("option", { value }, label);

function choice(label, name, options) {
  const select = make("select", { onchange: () => { wanted[name] = select.value; redraw(); } }, ...options);
  return field(label, select);
}

function kindBoxes() {
  const boxes = KINDS.map(([kind, label]) => {
    const box = make("input", { type: "checkbox", checked: true, value: kind, onchange: () => {
      if (box.checked) wanted.kinds.add(kind); else wanted.kinds.delete(kind);
      redraw();
    } });
    return make("label", { class: `tick ${kind}` }, box, make("span", { class: `c ${kind}` }, label));
  });
  return make("fieldset", { class: "kinds" }, make("legend", {}, "Show"), ...boxes);
}

function limitSlider() {
  if (data.steps.length < 2 || startStep < 0) return null;
  const shown = make("output", { for: "limit" });
  const slider = make("input", {
    type: "range", id: "limit", min: 0, max: data.steps.length - 1, value: stepNumber,
    oninput: () => { stepNumber = Number(slider.value); show(); redo(); },
  });
  const show = () => {
    const from = data.steps[stepNumber].from;
    shown.textContent = stepNumber === startStep ? `${from} % (the report’s)` : `${from} %`;
    slider.setAttribute("aria-valuetext", shown.textContent);
    root.classList.toggle("other-limit", stepNumber !== startStep);
  };
  show();
  return make("div", { class: "field limit" }, make("label", { for: "limit" }, "One fact from"), slider, shown);
}

function makeTools() {
  const search = make("input", { type: "search", id: "search", autocomplete: "off", spellcheck: "false",
    oninput: () => { wanted.words = fold(search.value.trim()); redraw(); } });
  const fields = [
    field("Search", search, "search"),
    kindBoxes(),
    choice("Source", "source", [option("", "any"), ...shownNames.map((name, k) => option(k, name))]),
    data.speakers.length
      ? choice("Speaker", "speaker", [option("", "any"), ...data.speakers.map(([name], k) => option(k, name))]) : null,
    data.clashes.length
      ? choice("Difference", "clash", [option("", "any"), ...data.kinds.map((kind, k) => option(k, kind))]) : null,
    choice("Order", "order", [option("", "as reported"), option("most", "most sources first"),
      option("few", "fewest sources first"), ...shownNames.map((name, k) => option(k, `as in ${name}`))]),
    limitSlider(),
  ];
  const clear = button("Clear", clearTools, { id: "clear", hidden: true });
  const result = make("p", { class: "result" }, make("span", { id: "shown", role: "status" }), " ", clear);
  const tools = byId("tools");
  const body = make("details", { id: "filter" }, make("summary", {}, "Search and filter"),
    make("div", { class: "fields" }, ...fields.filter(Boolean)));
  tools.append(body, result);
  tools.hidden = false;
  byId("main").prepend(tools);
}

function clearTools() {
  all("#tools select, #tools input").forEach((field) => {
    if (field.type === "checkbox") field.checked = true; else if (field.id !== "limit") field.value = "";
  });
  Object.assign(wanted, { words: "", kinds: new Set(KINDS.map(([kind]) => kind)), source: "", speaker: "", clash: "", order: "" });
  redraw();
  byId("search").focus();
}
