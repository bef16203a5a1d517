// One comes back to the comment that one left: its name stands in the address, for the way back and for "back".
function named() {
  const one = document.getElementById(location.hash.slice(1));
  return one?.matches("#cards > .card") ? one : undefined;
}

document.addEventListener("click", ({ target }) => {
  const card = target.closest("#cards > .card");
  if (card && target.closest("a")) history.replaceState(history.state, "", `#${card.id}`);
});

// What was decided there is no longer listed: one begins at the first that is.
function come() {
  go(named() ?? (location.hash.startsWith("#comment-") ? cards()[0] : undefined));
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
  if (ctx.isFound && document.activeElement?.closest("#search")) go(cards()[0]);
});

window.addEventListener("hashchange", () => go(named()));
come();
