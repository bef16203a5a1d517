// A reply is left by its own button as by Esc; what was typed stays.
document.addEventListener("click", ({ target }) => {
  const box = target.closest("[data-close]")?.closest("details");
  if (!box) return;
  box.open = false;
  box.querySelector("summary").focus();
});
