// Puts the cursor where a reader goes on: HTMX keeps what was typed, also after it was sent.
document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
  const text = document.querySelector(".say textarea");
  if (!text || !ctx.response) return;
  if (ctx.sourceElement.matches(".say") && ctx.response.status < 300) text.value = "";
  if (ctx.sourceElement.matches("#answering a, .foot a")) text.focus();
});
