// Decisions under way: the next card is the current one at once, and an answer that comes later moves nobody.
const sent = []; // in the order in which they were made

const isDecision = ({ sourceElement, request }) =>
  sourceElement.matches("#cards > .card > .acts") && !request.submitter?.matches("[data-send]");
const isActOnMany = ({ sourceElement }) => sourceElement.matches("#bulk, .sure form, .alike form");

// The next card that waits for a decision.
const onward = (from) => cards().find((card) => isBelow(from, card) && !card.matches("[aria-busy=true]"));
const isBelow = (from, card) => from.compareDocumentPosition(card) & Node.DOCUMENT_POSITION_FOLLOWING;

// The latest decision on its way that `z` has not caught yet: it is taken back when its answer is there.
function caught() {
  const ctx = sent.findLast((one) => !one.isTakenBack);
  const card = ctx?.target.closest("#cards > .card");
  return ctx && { turn: ctx.turn, card, click: () => (ctx.isTakenBack = true) };
}

document.addEventListener("htmx:before:request", ({ detail: { ctx } }) => {
  if (ctx.target?.matches("#cards > *")) unsay(ctx.target);
  if (isActOnMany(ctx)) acted = turns + 1;
  if (!isDecision(ctx) && !isActOnMany(ctx)) return;
  const card = ctx.sourceElement.closest(".card");
  ctx.turn = ++turns;
  ctx.words = card && wordsIn(card);
  sent.push(ctx);
  if (card && card === here()) go(onward(card));
});

document.addEventListener("htmx:finally:request", ({ detail: { ctx } }) => {
  if (sent.includes(ctx)) sent.splice(sent.indexOf(ctx), 1);
});

// What has failed behind one's back is said with its name, for one is at another comment by now.
function tell(card, sentence) {
  const name = (card.querySelector("h2") ?? card.querySelector("strong"))?.textContent.replace(/\s+/g, " ").trim();
  live.textContent = [name, sentence?.trim()].filter(Boolean).join(" – ");
}

document.addEventListener("failed", ({ detail: { note, box } }) => {
  const isOne = box.id.startsWith("comment-");
  if (!isOne || (box.isConnected && box.matches("[aria-current]"))) return;
  tell(box, note.querySelector(".sentence").textContent);
  if (!isInSight(note)) show(box, note);
});

// Somebody was faster with what one has decided and left.
function overtake(card) {
  const notice = card.querySelector(":scope > .notice");
  if (!notice) return;
  tell(card, notice.querySelector("strong")?.textContent);
  if (!isInSight(notice)) show(card);
}

function isInSight(note) {
  const { top, bottom } = note.getBoundingClientRect();
  const { scrollPaddingTop, scrollPaddingBottom } = getComputedStyle(document.documentElement);
  const [low, high] = [window.innerHeight - parseFloat(scrollPaddingBottom), parseFloat(scrollPaddingTop) - 20];
  return note.isConnected && note.checkVisibility() && top >= high && bottom <= low;
}

// What is said of a comment that is out of sight is said in sight too, with the way to it.
function show(card, note) {
  const copy = remark(live.textContent);
  const [again, way] = [copy.querySelector("button"), document.createElement("a")];
  const link = note?.querySelector("a");
  if (link) again.before(link.cloneNode(true));
  again.hidden = !note?.querySelector("button:not([hidden])") || !note.isConnected;
  again.addEventListener("click", () => {
    copy.remove();
    go(here());
    note.querySelector("button").click();
  });
  way.className = "btn";
  way.textContent = template.dataset.show;
  way.href = card.querySelector("[data-key=o]")?.getAttribute("href") ?? `#${card.id}`;
  way.addEventListener("click", (event) => {
    const now = document.getElementById(card.id);
    copy.remove();
    if (!now) return;
    event.preventDefault();
    go(now);
  });
  copy.append(way);
  unsay(card);
  copy.dataset.of = card.id;
  htmx.process(copy);
}

// A sentence at the bottom of the window, for those who see; the next one of its sort takes its place.
function remark(sentence) {
  const home = document.getElementById("queue") ?? document.querySelector("main");
  const box = home.querySelector(":scope > .told") ?? home.appendChild(document.createElement("div"));
  const copy = template.content.firstElementChild.cloneNode(true);
  box.className = "told";
  copy.querySelector(".sentence").textContent = live.textContent = sentence;
  copy.querySelector("button").hidden = true;
  unsay({ id: "" });
  copy.dataset.of = "";
  box.append(copy);
  return copy;
}

function unsay({ id }) {
  for (const copy of document.querySelectorAll(".told > .failed")) if (copy.dataset.of === id) copy.remove();
}

document.addEventListener("focusin", ({ target }) => target.matches?.("#cards > .card") && unsay(target));
document.addEventListener("keydown", () => unsay({ id: "" }), true);
