// One comes back to the comment that one left: its name stands in the address, for the way back and for "back".
function named() {
  const one = document.getElementById(location.hash.slice(1));
  return one?.matches("#cards > .card") ? one : undefined;
}

document.addEventListener("click", ({ target }) => {
  const card = target.closest("#cards > .card");
  if (card && target.closest("a")) history.replaceState(history.state, "", `#${card.id}`);
});

document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => ctx.target === document.body && go(named()));
window.addEventListener("hashchange", () => go(named()));
go(named());
