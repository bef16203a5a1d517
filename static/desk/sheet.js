// The sheet of keys. It is a dialog of the browser's own: it keeps the focus, Esc closes it, and the focus goes back.
document.addEventListener("click", ({ target }) => {
  if (target.closest('[data-key="?"]')) document.getElementById("sheet").showModal();
});
