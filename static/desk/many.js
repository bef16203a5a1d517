// Acts on many: the card after those that go is the current one, and `z` takes the act back in its turn.
let acted = 0; // the turn of the act that was begun last

const isLine = (target) => target?.id === "bulk-line";

document.addEventListener("htmx:before:swap", ({ detail: { ctx, tasks } }) => {
  const gone = new Set(tasks.filter(({ swapSpec }) => swapSpec?.style === "delete").map(({ target }) => target));
  const at = cards().indexOf(current());
  if (!isLine(ctx.target) || !gone.has(current())) return;
  const stay = (card) => !gone.has(card);
  ctx.going = cards().slice(at).find(stay) ?? cards().slice(0, at).findLast(stay);
});

document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
  const line = document.getElementById("bulk-line");
  if (ctx.going && isElsewhere()) choose(ctx.going);
  else if (ctx.going) go(ctx.going);
  begin(); // the list that was made anew in the end came by itself
  stand(line, ctx);
  if (ctx.isTakenBack && line?.matches(".going")) remark(line.dataset.wait);
  if (!line?.matches(".done") || line.dataset.turn) return;
  line.dataset.turn = ctx.turn ?? ++turns;
  if (!line.querySelector("[hx-trigger=load]")) announce(line); // else it is said when the list is there anew
  if (ctx.isTakenBack) line.querySelector("[data-key=z]")?.click();
});

// What had the focus may have gone with the line or the list; a line that but says how far it is takes none.
function stand(line, { target, sourceElement }) {
  const isOver = line?.matches(".done") && (isLine(target) || target?.id === "desk");
  const isBegun = line?.matches(".going") && isLine(target) && !isQuiet(sourceElement);
  if (document.activeElement !== document.body || !(isOver || isBegun)) return;
  (current() ?? line).focus({ preventScroll: true });
}
