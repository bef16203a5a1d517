// Acts on many: the card after those that go is the current one, and `z` takes the act back in its turn.
let acted = 0; // the turn of the act that was begun last

const isLine = (target) => target?.id === "bulk-line";

// The list is made anew in the end, but never under the hands of somebody who writes: a link offers it then.
const listLink = (line) => line?.querySelector("[hx-trigger=over]");
const isText = ({ value }) => value.trim();

function isWriting() {
  const { activeElement } = document;
  return activeElement?.matches(TYPED) || [...document.querySelectorAll("#cards > .card, #context")].some(isBegun);
}

// A card with a form in its place, or with words that were not sent; what a refusal gave back is no change of a field.
function isBegun(part) {
  return part.matches(".words") || isWrittenIn(part) || [...part.querySelectorAll("textarea")].some(isText);
}

document.addEventListener("htmx:before:swap", (event) => {
  const { ctx, tasks } = event.detail;
  if (ctx.sourceElement === listLink(document.getElementById("bulk-line")) && isWriting()) {
    event.preventDefault();
    return announce(document.getElementById("bulk-line"));
  }
  if (!isLine(ctx.target)) return;
  const goes = ({ target, swapSpec }) => swapSpec?.style === "delete" && target;
  ctx.written = tasks.filter(goes).map(({ target }) => target).filter((card) => isBegun(card) && !card.contains(ctx.sourceElement));
  keep(tasks, (task) => !goes(task) || !ctx.written.includes(task.target));
  const gone = new Set(tasks.filter(goes).map(({ target }) => target));
  const at = cards().indexOf(current());
  if (!gone.has(current())) return;
  const stay = (card) => !gone.has(card);
  ctx.going = cards().slice(at).find(stay) ?? cards().slice(0, at).findLast(stay);
});

document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
  const line = document.getElementById("bulk-line");
  for (const card of ctx.written ?? []) leaveWritten(card);
  if (ctx.going && isElsewhere()) choose(ctx.going);
  else if (ctx.going) go(ctx.going);
  begin(); // the list that was made anew in the end came by itself
  stand(line, ctx);
  if (ctx.isTakenBack && line?.matches(".going")) remark(line.dataset.wait);
  if (!line?.matches(".done") || line.dataset.turn) return;
  line.dataset.turn = ctx.turn ?? ++turns;
  if (ctx.isTakenBack) line.querySelector("[data-key=z]")?.click();
  else if (listLink(line) && !isWriting()) return; // it is said when the list is there anew
  announce(line);
  if (ctx.written?.length) live.textContent += ` ${kept()}`;
});

document.addEventListener("htmx:after:init", ({ target }) => {
  if (target.matches("[hx-trigger=over]") && !isWriting()) target.dispatchEvent(new Event("over"));
});

const kept = () => document.getElementById("bulk").dataset.kept;

// What somebody has written in a card that was decided with others stays there, to be copied or sent after all.
function leaveWritten(card) {
  const note = card.querySelector(":scope > .notice") ?? document.createElement("div");
  note.className = "notice";
  note.textContent = kept();
  card.prepend(note);
  const tick = card.querySelector(".pick");
  if (tick) tick.checked = false;
  countPicked();
}

// What had the focus may have gone with the line or the list; a line that but says how far it is takes none.
function stand(line, { target, sourceElement }) {
  const isOver = line?.matches(".done") && (isLine(target) || target?.id === "desk");
  const isGoing = line?.matches(".going") && isLine(target) && !isQuiet(sourceElement);
  if (document.activeElement !== document.body || !(isOver || isGoing)) return;
  (current() ?? line).focus({ preventScroll: true });
}
