// Which card is the current one, where the focus goes when it is decided, and what is said aloud.
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

// The card that one works in is the current one, however one came there.
document.addEventListener("focusin", ({ target }) => choose(target.closest?.("#cards > .card")));

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
