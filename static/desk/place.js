// One comes back to the comment that one left: its name stands in the address, for the way back and for "back".
function named() {
  const one = document.getElementById(location.hash.slice(1));
  return one?.matches("#cards > .card") ? one : undefined;
}

const AFTER = 50; // so many names of those that follow are remembered, for what is decided is no longer listed
const FETCHES = 20; // so many times further cards are asked for on the way back
let sought; // the names of those at which one begins, the first that is there

document.addEventListener("click", ({ target }) => {
  const card = target.closest("#cards > .card");
  if (!card || !target.closest("a")) return;
  const all = cards();
  const names = all.slice(all.indexOf(card)).map((one) => one.id);
  sessionStorage.setItem("place", names.slice(0, AFTER).join(" "));
  history.replaceState(history.state, "", `#${card.id}`);
});

// What was decided there is no longer listed: one begins at the first of those that followed.
function come() {
  const name = location.hash.slice(1);
  if (!name.startsWith("comment-") || !document.getElementById("queue")) return go(named());
  const names = (sessionStorage.getItem("place") ?? "").split(" ");
  sought = { names: names[0] === name ? names : [name], left: FETCHES };
  seek();
}

// Further cards are asked for until it is there, unless one begins somewhere else meanwhile.
function seek() {
  if (!sought) return;
  const found = sought.names.map((name) => document.getElementById(name)).find((one) => one?.matches("#cards > .card"));
  if (!found && way() && sought.left--) return way().click();
  sought = undefined;
  go(found ?? cards()[0]);
}

for (const act of ["keydown", "pointerdown", "wheel"]) {
  document.addEventListener(act, ({ isTrusted }) => (sought = isTrusted ? undefined : sought), { capture: true, passive: true });
}
// Who has searched is at the first that was found, unless one types on: letters would decide there.
document.addEventListener("htmx:before:request", ({ detail: { ctx } }) => {
  if (ctx.sourceElement.closest("#search")) ctx.words = document.getElementById("q").value;
});

document.addEventListener("htmx:before:swap", ({ detail: { ctx } }) => {
  const { words } = ctx;
  ctx.isFound = words !== undefined && words === document.getElementById("q").value;
});

document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
  if (ctx.target === document.body) come();
  if (ctx.target?.id === "rest") seek();
  if (ctx.isFound && document.activeElement?.closest("#search")) go(cards()[0]);
});

window.addEventListener("hashchange", () => go(named()));
queueMicrotask(come); // once all of these files are there
