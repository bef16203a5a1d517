// Decisions under way: the next card is the current one at once, and an answer that comes later moves nobody.
const sent = []; // in the order in which they were made

const isDecision = ({ sourceElement, request }) =>
  sourceElement.matches("#cards > .card > .acts") && !request.submitter?.matches("[data-send]");

// The next card that waits for a decision.
const onward = (from) => cards().find((card) => isBelow(from, card) && !card.matches("[aria-busy=true]"));
const isBelow = (from, card) => from.compareDocumentPosition(card) & Node.DOCUMENT_POSITION_FOLLOWING;

// The latest decision on its way that `z` has not caught yet: it is taken back when its answer is there.
function caught() {
  const ctx = sent.findLast((one) => !one.isTakenBack);
  return ctx && { turn: ctx.turn, click: () => (ctx.isTakenBack = true) };
}

document.addEventListener("htmx:before:request", ({ detail: { ctx } }) => {
  if (!isDecision(ctx)) return;
  const card = ctx.sourceElement.closest(".card");
  ctx.turn = ++turns;
  sent.push(ctx);
  unsay(card);
  if (card === here()) go(onward(card));
});

document.addEventListener("htmx:finally:request", ({ detail: { ctx } }) => {
  if (sent.includes(ctx)) sent.splice(sent.indexOf(ctx), 1);
});

// What has failed behind one's back is said with its name, for one is at another comment by now.
function tell(card, sentence) {
  const name = card.querySelector("h2")?.textContent.replace(/\s+/g, " ").trim();
  live.textContent = [name, sentence?.trim()].filter(Boolean).join(" – ");
}

document.addEventListener("failed", ({ target: card, detail: note }) => {
  if (!card.matches("#cards > .card:not([aria-current])")) return;
  tell(card, note.querySelector(".sentence").textContent);
  if (!card.checkVisibility()) show(card, note);
});

// Where one comment alone is shown, what is said on another is said above it too.
function show(card, note) {
  const copy = note.cloneNode(true);
  copy.dataset.of = card.id;
  copy.querySelector(".sentence").textContent = live.textContent;
  copy.querySelector("button")?.addEventListener("click", () => {
    go(here());
    note.querySelector("button").click();
  });
  unsay(card);
  document.getElementById("queue").prepend(copy);
  htmx.process(copy);
}

function unsay({ id }) {
  for (const copy of document.querySelectorAll("#queue > .failed[data-of]")) if (copy.dataset.of === id) copy.remove();
}

document.addEventListener("focusin", ({ target }) => target.matches?.("#cards > .card") && unsay(target));
