// One comment at a time: the stylesheet shows the current card alone. Here are its two buttons, its beginning in sight,
// and the number left.
let shown = current();

document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-step]");
  if (button) step(Number(button.dataset.step));
});

// Another card is read from its beginning, however far down one was in the one before.
document.addEventListener("focusin", ({ target }) => {
  if (target === shown || !target.matches("[data-view=one] .card")) return;
  shown = target;
  if (target.getBoundingClientRect().top < 0) target.scrollIntoView();
});

// The number beside the queue that is shown comes with every decision.
document.addEventListener("htmx:after:swap", () => {
  const left = document.querySelector("[data-left]");
  const number = document.querySelector("#counts [aria-current=page] b");
  if (left && number) left.textContent = number.textContent;
});
