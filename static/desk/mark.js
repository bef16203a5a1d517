// Words that are marked in a card become a line of a rule: the card's own links are pointed at them and clicked.
const SETTLED = 200; // milliseconds: while the mark still grows, nothing is shown
const SHORT = 24; // so many letters of the marked words stand on a button
let marks; // the words that are marked and their card; kept while a menu is opened, which lets go of the mark itself
let settling;

const markBar = () => document.getElementById("marked");
const wayOf = (card, act) => card?.querySelector(`.more [data-do="${act}"]`);

// What is marked within the text of one card, or what stands of its writer.
function readMarks() {
  const selection = document.getSelection();
  const words = selection.toString().replace(/\s+/g, " ").trim();
  const [from, to] = [selection.anchorNode, selection.focusNode].map((node) => placeOf(node));
  const card = from?.closest("#cards > .card");
  return words && from === to && wayOf(card, "hold-words") ? { card, words, range: selection.getRangeAt(0) } : undefined;
}

const placeOf = (node) => (node instanceof Element ? node : node?.parentElement)?.closest(".card .body, .card .who");

document.addEventListener("selectionchange", () => {
  clearTimeout(settling);
  settling = setTimeout(() => {
    const found = readMarks();
    const isInMenu = !found && document.activeElement?.closest(".more");
    marks = isInMenu ? marks : found;
    showMarks();
    if (isInMenu && markBar()) markBar().hidden = true;
  }, SETTLED);
});

function showMarks() {
  const bar = markBar();
  if (!bar) return;
  bar.hidden = !marks;
  if (!marks) return;
  const { words, range } = marks;
  const short = words.length > SHORT ? `${words.slice(0, SHORT).trimEnd()}…` : words;
  for (const button of bar.querySelectorAll("button")) button.textContent = button.dataset.named.replace("#", () => short);
  const { left, bottom } = range.getBoundingClientRect();
  const rightmost = document.documentElement.clientWidth - bar.offsetWidth - 8;
  bar.style.setProperty("--top", `${bottom + window.scrollY + 6}px`);
  bar.style.setProperty("--left", `${Math.max(8, Math.min(left, rightmost)) + window.scrollX}px`);
}

function leaveMarks() {
  if (!markBar() || markBar().hidden) return false;
  document.getSelection().removeAllRanges();
  forgetMarks();
  return true;
}

function forgetMarks() {
  marks = undefined;
  showMarks();
}

// By its key: of the words that are marked, else of words that are typed then.
function makeRule(card) {
  marks = readMarks();
  const home = marks?.card ?? card;
  if (!home?.matches("[aria-busy=true]")) wayOf(home, "hold-words")?.click();
}

// To press a button lets go of no mark.
document.addEventListener("pointerdown", (event) => {
  if (event.target.closest?.("#marked")) event.preventDefault();
  else if (event.target.closest?.(".more")) marks = readMarks() ?? marks;
  else forgetMarks();
});

document.addEventListener(
  "click",
  ({ target }) => {
    const button = target.closest?.("#marked button");
    const way = target.closest?.(".more [data-do$=words]");
    if (button && marks) wayOf(marks.card, button.dataset.act)?.click();
    else if (way) point(way);
  },
  true,
);

function point(way) {
  const address = new URL(way.href);
  address.searchParams.delete("words");
  if (marks && marks.card.contains(way)) address.searchParams.set("words", marks.words.slice(0, 200));
  way.setAttribute("href", address.pathname + address.search);
  forgetMarks();
}

window.addEventListener("resize", showMarks);
document.addEventListener("htmx:after:swap", () => marks && !marks.card.isConnected && forgetMarks());
