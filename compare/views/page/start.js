// The views, the addresses that lead into them, the colours, and the start of it all.

const VIEWS = ["overview", "facts", "articles", "pictures", "notes"];
let view = "overview";
let state = original;

// Rows, figures and claims anew, after a decision or at another limit.
function redo() {
  state = stateOf(data.steps[stepNumber] ?? null, decisions);
  drawCounts();
  drawClaims();
  redraw();
  drawReview();
  if (pointed !== null && state.entry[pointed]) drawDock(pointed);
}

function redraw() {
  drawRows(ordered);
  drawFilter();
}

const wide = window.matchMedia("(min-width: 44rem)");

function showView(name, focus = false) {
  // Where one reads the articles, they have the screen.
  if (view !== name) byId("filter").open = name === "facts" && wide.matches;
  view = name;
  root.dataset.view = name;
  all(".views a").forEach((link) => {
    if (link.hash === `#${name}`) link.setAttribute("aria-current", "page"); else link.removeAttribute("aria-current");
  });
  if (focus) {
    const heading = byId(`${name}-title`);
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }
  if (name === "articles") fitPanes(); else if (!byId("dock").hidden) closeDock();
}

// "#F3", "#A1-4", "#bbc:4", "#timeline": the view that holds it opens, and what is folded around it.
function follow() {
  let id = location.hash.slice(1);
  try { id = decodeURIComponent(id); } catch { /* as it is */ }
  const claim = claimNamed.get(id) ?? claimAt.get(id);
  if (claim !== undefined) { goTo(claim); return; }
  if (!id || VIEWS.includes(id)) { showView(id || "overview", Boolean(id)); return; }
  const pane = panes.findIndex((one) => one.id === id);
  if (pane >= 0) { showView("articles"); bring(pane); byId(id).querySelector(".text").focus(); return; }
  const target = byId(id);
  const home = target?.closest(".view");
  if (!home) return;
  showView(home.id);
  unfold(target);
  if (target.hidden && target.classList.contains("row")) clearTools();
  target.scrollIntoView({ block: target.classList.contains("row") ? "center" : "start" });
  (target.querySelector("a") ?? target).focus({ preventScroll: true });
  current.row = target.classList.contains("row") ? target : current.row;
}

const THEMES = ["auto", "light", "dark"];

function setTheme(theme) {
  if (theme === "auto") delete root.dataset.theme; else root.dataset.theme = theme;
  byId("theme").textContent = { auto: "Colours: auto", light: "Colours: light", dark: "Colours: dark" }[theme];
}

function chooseTheme() {
  const theme = THEMES[(THEMES.indexOf(root.dataset.theme ?? "auto") + 1) % 3];
  setTheme(theme);
  kept.set("theme", theme === "auto" ? null : theme);
}

function makeBar() {
  const theme = button("", chooseTheme, { id: "theme" });
  document.querySelector("nav.bar").append(make("div", { class: "actions" },
    button("Review", () => setReviewing(!reviewing), { id: "review-toggle", "aria-pressed": "false" }),
    theme, button("Keys", openHelp, { id: "help-button" })));
  const chosen = kept.get("theme");
  setTheme(THEMES.includes(chosen) ? chosen : "auto");
}

function start() {
  root.classList.add("scripted");
  document.body.append(says);
  makeBar();
  makeTools();
  makeReviewBar();
  makeHelp();
  startPanes();
  redo();
  all(".drawing [data-fact]").forEach((cell) =>
    cell.addEventListener("click", () => { location.hash = `#${cell.dataset.fact}`; }));
  document.addEventListener("keydown", onKey);
  // A link to where one is already changes no address, and leads there all the same.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href^='#']");
    if (link && link.hash === location.hash) follow();
  });
  window.addEventListener("hashchange", follow);
  follow();
  // Once it has loaded, the browser goes to the address by itself and takes the focus away.
  if (location.hash) window.addEventListener("load", () => setTimeout(follow));
  load();
}

start();
