// Keys, focus, and what is said aloud. It finds the buttons that are there and clicks them:
// it knows no address, and no state that the page does not show.
// HTMX would begin a moment after this file: a key pressed in between would load a whole page.
htmx.initialize();

const KEYS = new Set(["a", "d", "s", "u"]);
const live = document.getElementById("live");

const cards = () => [...document.querySelectorAll("#cards > .card")];
const current = () => document.querySelector("#cards > .card[aria-current]");

function choose(card) {
  if (!card) return;
  for (const other of document.querySelectorAll("#cards > [aria-current]")) {
    if (other !== card) other.removeAttribute("aria-current");
  }
  card.setAttribute("aria-current", "true");
}

function go(card) {
  if (!card) return;
  choose(card);
  card.focus({ preventScroll: true });
  card.scrollIntoView({ block: "nearest" });
}

function step(by) {
  const all = cards();
  const at = all.indexOf(current());
  go(all[at + by] ?? all[at]);
}

// The card after a line that is done, else the one before, else the way on.
function after(line) {
  const all = cards();
  const below = all.find((card) => line.compareDocumentPosition(card) & Node.DOCUMENT_POSITION_FOLLOWING);
  const next = below ?? all.at(-1);
  if (next) return go(next);
  (document.querySelector("[data-next]") ?? line).focus();
}

// Done lines remember the order in which they came, for `z` takes back the latest.
let turns = 0;

function latest() {
  const undos = [...document.querySelectorAll(".done [data-key=z]")];
  const turn = (button) => Number(button.closest(".done").dataset.turn ?? 0);
  return undos.reduce((best, button) => (best && turn(best) > turn(button) ? best : button), undefined);
}

function press(key) {
  const card = current();
  if (key === "z") return latest()?.click();
  if (card?.getAttribute("aria-busy") === "true") return;
  if (key === "r") return reply(card);
  card?.querySelector(`[data-key="${key}"]`)?.click();
}

function reply(card) {
  const box = card?.querySelector(".reply");
  if (!box) return;
  box.open = true;
  box.querySelector("textarea").focus();
}

// Out of the field that is typed in, back to the card; a menu just closes.
function leave(target) {
  const menu = document.querySelector(".menu[open]");
  const box = target.closest(".reply[open]");
  if (menu) menu.open = false;
  if (!box) return;
  box.open = false;
  go(box.closest(".card"));
}

function send(target) {
  const box = target.closest(".reply, .try") ?? target.form;
  (box?.querySelector("[data-send]") ?? box?.querySelector("button"))?.click();
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing) return;
  const { key, target } = event;
  if (key === "Escape") return leave(target);
  if (key === "Enter" && (event.ctrlKey || event.metaKey)) {
    if (target.matches("textarea")) send(target);
    return;
  }
  const isTyping = target.closest("input, textarea, select, [contenteditable]");
  if (isTyping || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  if (key === "j") step(1);
  else if (key === "k") step(-1);
  else if (!event.repeat && (KEYS.has(key) || key === "r" || key === "z")) press(key);
  else return;
  event.preventDefault(); // the key must not land in a field that it has just opened
});

// The card that one works in is the current one, however one came there.
document.addEventListener("focusin", ({ target }) => choose(target.closest?.("#cards > .card")));

// "toggle" does not bubble, hence it is caught on the way down.
document.addEventListener(
  "toggle",
  ({ target }) => {
    if (target.open && target.matches(".reply")) target.querySelector("textarea").focus();
  },
  true,
);

document.addEventListener("htmx:before:request", ({ detail: { ctx } }) => {
  ctx.box = ctx.sourceElement.closest("[data-notes]") ?? ctx.target;
  ctx.box?.setAttribute("aria-busy", "true");
});

document.addEventListener("htmx:finally:request", ({ detail: { ctx } }) => {
  ctx.box?.removeAttribute("aria-busy");
});

document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
  const title = document.getElementById("counts")?.dataset.title;
  const form = ctx.request?.form;
  const here = ctx.target && document.getElementById(ctx.target.id);
  if (title) document.title = title;
  if (here?.matches(".done")) settle(here);
  else if (here?.matches(".card")) back(here, form);
  else announce(here);
  if (!current()) choose(cards()[0]);
});

function settle(line) {
  line.dataset.turn = ++turns;
  announce(line);
  after(line);
}

// A card that came in place of its line was taken back; one in place of a card has something to say.
function back(card, form) {
  choose(card);
  if (form?.dataset.done) live.textContent = form.dataset.done;
  if (!card.contains(document.activeElement)) go(card);
}

function announce(part) {
  const said = part?.querySelector("[data-say]");
  if (said) live.textContent = said.textContent.replace(/\s+/g, " ").trim();
}

choose(cards()[0]);
