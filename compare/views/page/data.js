// What the page holds, found once: the numbers of its data block, and the elements that they speak of.

const data = JSON.parse(document.getElementById("data").textContent);
const root = document.documentElement;

const byId = (id) => document.getElementById(id);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];

// Elements are made, never parsed: a text can be no markup.
function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false && value != null) element.setAttribute(key, value);
  }
  element.append(...children.filter((child) => child != null));
  return element;
}

let fieldCount = 0;
function field(label, control, style = "") {
  if (!control.id) control.id = `field-${(fieldCount += 1)}`;
  return make("div", { class: `field ${style}`.trim() }, make("label", { for: control.id }, label), control);
}

const button = (label, onclick, more = {}) => make("button", { type: "button", onclick, ...more }, label);

// A claim is its position; it is named "bbc:3", and stands in its article at "A1-3".
const claimCount = data.claims.length;
const sourceOf = (claim) => data.claims[claim][0];
const nameOf = (claim) => `${data.sources[sourceOf(claim)]}:${data.claims[claim][1]}`;
const anchorOf = (claim) => `A${sourceOf(claim) + 1}-${data.claims[claim][1]}`;
const claims = data.claims.map((_, claim) => claim);
const claimNamed = new Map(claims.map((claim) => [nameOf(claim), claim]));
const claimAt = new Map(claims.map((claim) => [anchorOf(claim), claim]));

// Sources as the page shows them: their names there are cleared of what steers a text's direction.
const shownNames = all(".pane > h3").map((heading) => heading.textContent);
const bdi = (text) => make("bdi", {}, text);
const namesOf = (sources) => sources.map((source) => shownNames[source]).join(", ");

const wordsOf = (claim, limit = 90) => {
  const words = (saidOf.get(claim)?.querySelector(".words")?.textContent ?? "").trim();
  return words.length > limit ? `${words.slice(0, limit).replace(/\s\S*$/, "")} …` : words;
};
const lineOf = (claim) => saidOf.get(claim)?.querySelector(".place a")?.textContent ?? "";

// How each claim is set in the facts, to be set again in another row.
const saidOf = new Map(all(".said[data-a]").map((said) => [claimAt.get(said.dataset.a), said]));
const inText = new Map(claims.map((claim) => [claim, byId(anchorOf(claim))]));

const speakersOf = claims.map(() => []);
data.speakers.forEach(([, spoken], speaker) => spoken.forEach((claim) => speakersOf[claim].push(speaker)));

const count = (number, one, many = `${one}s`) => `${number} ${number === 1 ? one : many}`;
const sorted = (numbers) => [...numbers].sort((a, b) => a - b);
const keyOf = (members) => sorted(members).join(" ");

// What the reader chose is kept where the browser allows it: a page from disk, or in a frame, may have no storage.
const kept = {
  get(key) {
    try { return localStorage.getItem(`tellings-${key}`); } catch { return null; }
  },
  set(key, value) {
    try {
      if (value === null) localStorage.removeItem(`tellings-${key}`);
      else localStorage.setItem(`tellings-${key}`, value);
      return true;
    } catch { return false; }
  },
};

const says = make("p", { class: "unseen", "aria-live": "polite", role: "status" });
function tell(words) { says.textContent = words; }
