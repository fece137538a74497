"use strict";
const form = document.getElementById("filter");
const words = document.getElementById("words");
const least = document.getElementById("least");
const shown = document.getElementById("shown");
const rows = [...document.querySelectorAll(".story")].map((row) => ({
  row,
  text: row.textContent.toLowerCase(),
  outlets: Number(row.dataset.outlets),
}));
const folds = [...document.querySelectorAll(".alone > li")].map((row) => ({ row, text: row.textContent.toLowerCase() }));

function filter() {
  const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
  const enough = Number(least.value);
  let count = 0;
  for (const { row, text, outlets } of rows) {
    row.hidden = outlets < enough || !wanted.every((word) => text.includes(word));
    count += row.hidden ? 0 : 1;
  }
  for (const { row, text } of folds) row.hidden = enough > 1 || !wanted.every((word) => text.includes(word));
  for (const fold of document.querySelectorAll("details")) {
    fold.hidden = enough > 1 || !fold.querySelector("li:not([hidden])");
    if (wanted.length) fold.open = !fold.hidden;
  }
  for (const day of document.querySelectorAll(".day")) {
    day.hidden = !day.querySelector(".story:not([hidden]), details:not([hidden])");
  }
  shown.value = wanted.length || enough > 1 ? `${count} of ${rows.length} stories` : "";
}

form.hidden = false;
form.addEventListener("submit", (event) => event.preventDefault());
words.addEventListener("input", filter);
least.addEventListener("input", filter);
filter(); // what the browser kept of the last visit
