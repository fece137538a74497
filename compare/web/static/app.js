// What a script adds to pages that work without one: more text boxes, dropping of files, progress without reloading,
// and taking the page that the bookmarklet hands over.
"use strict";

const byId = (id) => document.getElementById(id);

function texts() {
  const more = byId("more");
  more.hidden = false;
  const another = () => {
    const box = byId("another").content.firstElementChild.cloneNode(true);
    box.querySelector("legend").textContent = `Text ${byId("texts").children.length + 1}`;
    byId("texts").append(box);
    return box;
  };
  more.addEventListener("click", () => another().querySelector("input").focus());
}

function files() {
  const input = byId("drop").querySelector("input[type=file]");
  const list = () => {
    byId("dropped").replaceChildren(...[...input.files].map((file) => {
      const line = document.createElement("li");
      line.textContent = file.name;
      return line;
    }));
  };
  const add = (more) => {
    const all = new DataTransfer();
    for (const file of [...input.files, ...more]) all.items.add(file);
    input.files = all.files;
    list();
  };
  input.addEventListener("change", list);
  const over = (on) => document.body.classList.toggle("over", on);
  addEventListener("dragover", (event) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    over(true);
  });
  addEventListener("dragleave", (event) => { if (!event.relatedTarget) over(false); });
  addEventListener("drop", (event) => {
    over(false);
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    add(event.dataTransfer.files);
  });
}

async function progress(told) {
  for (;;) {
    await new Promise((done) => setTimeout(done, 400));
    try {
      const state = await (await fetch(told.dataset.state)).json();
      if (state.over) return location.reload();
      if (told.textContent !== state.says) told.textContent = document.title = state.says;
    } catch {
      told.textContent = "The server does not answer; it goes on where it was when it is started again.";
    }
  }
}

function takeover() {
  if (!window.opener) return;
  addEventListener("message", (sent) => {
    if (sent.source !== window.opener || typeof sent.data?.tellings !== "string") return;
    byId("page").value = sent.data.tellings;
    byId("came").textContent = "The page came along as you saw it; nothing will be fetched.";
  });
  window.opener.postMessage("tellings: the page, please", "*");
}

if (byId("new")) { texts(); files(); }
if (byId("state")) progress(byId("state"));
if (byId("add")) takeover();
