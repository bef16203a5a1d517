// Further cards are there before they are needed: the link that leads to them is pressed while some are left.
const FEWEST = 12;
const LINES = 50; // so many decisions `z` can take back one after the other

const way = () => document.querySelector("#rest:not([hidden]) a:not([data-further])");

// How many cards are left below the current one, or below the line that is in its place.
function left() {
  const from = here() ?? document.activeElement?.closest("#rest");
  const isBelow = (card) => !from || from.compareDocumentPosition(card) & Node.DOCUMENT_POSITION_FOLLOWING;
  return cards().filter(isBelow).length;
}

function refill() {
  if (way() && left() < FEWEST) way().click();
}

document.addEventListener("htmx:config:request", ({ detail: { ctx } }) => {
  ctx.asked = address(ctx.sourceElement);
});

// A list may have become another one while its answer was on the way.
document.addEventListener("htmx:before:swap", (event) => {
  const { ctx, tasks } = event.detail;
  if (ctx.target?.id !== "rest") return;
  if (ctx.asked !== address(ctx.sourceElement)) return event.preventDefault();
  ctx.end = ctx.target.previousElementSibling;
  ctx.wasWaiting = isWaiting(ctx.target);
  for (const { fragment } of tasks) leaveDoubles(fragment);
});

document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
  if (ctx.target?.id === "rest") goOn(ctx);
  if (isQuiet(ctx.sourceElement)) return;
  prune();
  refill();
});

document.addEventListener("focusin", ({ target }) => {
  if (target.matches("#cards > .card") && !document.querySelector("#rest > .failed")) refill();
});

window.addEventListener("online", refill);

// Nothing is left to do: the focus is on the way to more, or nothing is current and nobody is busy elsewhere.
function isWaiting(rest) {
  return rest.contains(document.activeElement) || (!here() && !isElsewhere());
}

// Where nothing stands below, what was announced stands further up, and the link leads there by a new page.
function goOn({ end, wasWaiting }) {
  const next = end ? nearest(end, 1) : cards()[0];
  if (wasWaiting) go(next);
  if (!next && !way()) document.querySelector("#fresh [data-below]")?.removeAttribute("data-below");
}

function address(source) {
  return source.getAttribute("hx-get") ?? source.getAttribute("href");
}

// What was taken back or held again stands on the page already, and may come once more.
function leaveDoubles(fragment) {
  for (const card of fragment.querySelectorAll(".card")) {
    if (document.getElementById(card.id)) card.remove();
  }
}

// Lines beyond those that `z` may want are dropped, other people's first.
function prune() {
  const turn = (line) => Number(line.dataset.turn ?? 0);
  const lines = [...document.querySelectorAll("#cards > .done:not([aria-current])")].sort((a, b) => turn(a) - turn(b));
  const far = lines.slice(0, -LINES).filter((line) => line.getBoundingClientRect().bottom < 0);
  if (!far.length) return;
  const putBack = hold();
  for (const line of far) line.remove();
  putBack();
}

refill();
