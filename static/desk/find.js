// On the rules page: shows the rules that have the words one types. What is typed into the others stays there.
const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

function find(box) {
  const words = plain(box.value).split(/\s+/).filter(Boolean);
  const column = box.closest(".column");
  for (const rule of column.querySelectorAll("[data-words]")) {
    rule.hidden = !words.every((word) => plain(rule.dataset.words).includes(word));
  }
  for (const section of column.querySelectorAll("[data-section]")) {
    section.hidden = !section.querySelector("[data-words]:not([hidden])");
  }
  column.querySelector("[data-none]").hidden = Boolean(column.querySelector("[data-words]:not([hidden])"));
}

document.addEventListener("input", ({ target }) => target.matches("[data-find]") && find(target));

// A form that came back after it was saved shows what was looked for before.
document.addEventListener("htmx:after:swap", () => {
  const box = document.querySelector("[data-find]");
  if (box?.value) find(box);
});

document.addEventListener("submit", (event) => {
  if (event.target.id === "finding") event.preventDefault();
});
