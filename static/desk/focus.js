// Which card is the current one, where the focus goes when it is decided, and what is said aloud.
const live = document.getElementById("live");

// Done lines remember the order in which they were decided, for `z` takes back the latest, then the one before it.
let turns = 0;

function latest() {
  const undos = [...document.querySelectorAll(".done [data-key=z]")].filter((one) => !one.closest("[aria-busy=true]"));
  const turn = (button) => Number(button.closest(".done").dataset.turn ?? 0);
  const done = undos.reduce((best, button) => (best && turn(best) > turn(button) ? best : button), undefined);
  const onItsWay = caught();
  return done && !(onItsWay?.turn > turn(done)) ? done : onItsWay;
}

const cards = () => [...document.querySelectorAll("#cards > .card")];
const current = () => document.querySelector("#cards > .card[aria-current]");

// A card, or the line in place of one that somebody else has decided: no key does anything there but go on.
const here = () => document.querySelector("#cards > [aria-current]");

function choose(card) {
  if (!card) return;
  for (const other of document.querySelectorAll("#cards > [aria-current]")) {
    if (other !== card) other.removeAttribute("aria-current");
  }
  card.setAttribute("aria-current", "true");
}

function go(card) {
  if (!card) return;
  const block = card !== current() && isTall(card) ? "start" : "nearest";
  choose(card);
  card.focus({ preventScroll: true });
  card.scrollIntoView({ block });
}

// One that the window does not hold: whoever comes from below would see but its end.
function isTall(card) {
  const { scrollPaddingTop, scrollPaddingBottom } = getComputedStyle(document.documentElement);
  return card.offsetHeight > window.innerHeight - parseFloat(scrollPaddingTop) - parseFloat(scrollPaddingBottom);
}

// Where nothing is current, the first card is, unless one waits at the end of the list for more.
function begin() {
  if (!here() && !document.activeElement?.closest("#rest")) choose(cards()[0]);
}

// The first card below a card or a line, or above it.
function nearest(from, by) {
  const side = by > 0 ? Node.DOCUMENT_POSITION_FOLLOWING : Node.DOCUMENT_POSITION_PRECEDING;
  const all = cards().filter((card) => from.compareDocumentPosition(card) & side);
  return by > 0 ? all[0] : all.at(-1);
}

function step(by) {
  const from = here();
  go(from ? (nearest(from, by) ?? current()) : cards()[0]);
}

// Whether the focus is somewhere outside the list: it is not to be called away from there.
function isElsewhere() {
  const { activeElement } = document;
  return activeElement !== document.body && !activeElement.closest("#cards");
}

// The card after a line that is done, else the way on, else the card before.
function after(line) {
  const way = document.querySelector("#rest:not([hidden]) a");
  const next = onward(line) ?? (way ? undefined : nearest(line, -1));
  if (isElsewhere()) return choose(next);
  if (next) return go(next);
  (way ?? line).focus();
}

// What is being read stays where it is, whatever grows or shrinks above it: gives what puts it back there.
function hold() {
  const isSeen = ({ top, bottom }) => bottom > 0 && top < window.innerHeight;
  const all = [here(), ...document.querySelectorAll("#cards > *")];
  const kept = all.find((one) => one && isSeen(one.getBoundingClientRect()));
  const top = kept?.getBoundingClientRect().top;
  return () => {
    const now = kept && document.getElementById(kept.id);
    if (!now) return;
    window.scrollBy(0, now.getBoundingClientRect().top - top);
    pad(top - now.getBoundingClientRect().top);
  };
}

// The top of a page cannot be scrolled down: room above the list does it, until the next decision of one's own.
function pad(missing) {
  const { style } = document.getElementById("cards");
  style.paddingTop = missing > 1 ? `${parseFloat(style.paddingTop || 0) + missing}px` : style.paddingTop;
}

// The card that one works in is the current one, however one came there, and so is the line that is taken back.
document.addEventListener("focusin", ({ target }) => choose(target.closest?.("#cards > .card")));
document.addEventListener("click", ({ isTrusted, target }) => {
  if (isTrusted && target.closest?.(".done button")) choose(target.closest("#cards > .done"));
});

// The second click of a double click would land on the card that has moved under the pointer meanwhile.
document.addEventListener(
  "click",
  (event) => {
    if (event.detail > 1 && event.target.closest?.(".acts button, .done button")) event.preventDefault();
  },
  true,
);

document.addEventListener("htmx:before:request", ({ detail: { ctx } }) => {
  if (isQuiet(ctx.sourceElement)) return;
  ctx.box = ctx.sourceElement.closest("[data-notes]") ?? ctx.target;
  ctx.box?.setAttribute("aria-busy", "true");
});

document.addEventListener("htmx:finally:request", ({ detail: { ctx } }) => {
  ctx.box?.removeAttribute("aria-busy");
});

// An answer moves only whom it finds where it belongs, and nobody who writes somewhere else by then.
document.addEventListener("htmx:before:swap", ({ detail: { ctx, tasks } }) => {
  const { activeElement } = document;
  // Where a status has a place of its own (hx-status), HTMX names it and leaves it to be found.
  if (typeof ctx.target === "string") ctx.target = document.querySelector(ctx.target);
  const isInside = Boolean(ctx.target?.contains(activeElement));
  const isWriting = activeElement?.matches(TYPED) && !isInside;
  ctx.wasHere = Boolean(ctx.target) && ctx.target === here();
  ctx.isAwaited = ctx.wasHere && (!isElsewhere() || (ctx.sourceElement.contains(activeElement) && !isWriting));
  ctx.hadFocus = !isQuiet(ctx.sourceElement) && isInside;
  if (isWriting || (ctx.target?.matches("#cards > *") && !ctx.wasHere)) tasks.forEach(calm);
});

function calm({ fragment }) {
  for (const field of fragment?.querySelectorAll("[autofocus]") ?? []) field.removeAttribute("autofocus");
}

document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
  const title = document.getElementById("counts")?.dataset.title;
  const part = ctx.target && document.getElementById(ctx.target.id);
  if (title) document.title = title;
  if (isQuiet(ctx.sourceElement)) return;
  if (ctx.isLeft) begin();
  else if (part?.matches(".done")) settle(part, ctx);
  else if (part?.matches(".card")) back(part, ctx);
  else announce(part);
  begin();
  if (ctx.hadFocus && document.activeElement === document.body) go(here());
});

function settle(line, { turn, wasHere, isTakenBack }) {
  line.dataset.turn = turn ?? ++turns;
  line.parentElement.style.paddingTop = "";
  for (const other of document.querySelectorAll("#cards > [data-last]")) other.removeAttribute("data-last");
  line.dataset.last = "";
  announce(line);
  if (isTakenBack) {
    if (wasHere) go(line);
    line.querySelector("[data-key=z]")?.click();
  } else if (wasHere) {
    after(line);
  }
}

// A card that came in place of its line was taken back; one in place of a card has something to say, and where
// one is no longer there, it is said from where it is.
function back(card, { request, response, wasHere, isAwaited }) {
  const isDone = response.status < 400;
  const done = request?.form?.dataset.done;
  if (wasHere) choose(card);
  card.querySelector(".done")?.setAttribute("data-turn", ++turns);
  if (isDone && done) live.textContent = done;
  if (!isDone && !isAwaited) overtake(card);
  if (isAwaited && !card.contains(document.activeElement)) go(card);
  if (wasHere) release(isDone && isAwaited);
}

function announce(part) {
  const said = part?.querySelector("[data-say]");
  if (said) live.textContent = said.textContent.replace(/\s+/g, " ").trim();
}

begin();
