// A part that comes later speaks the language of the page it comes into, also where a session has ended.
document.addEventListener("htmx:config:request", ({ detail: { ctx } }) => {
  ctx.request.headers["Accept-Language"] = document.documentElement.lang;
});

// HTMX would begin a moment after this file: a key pressed in between would load a whole page.
htmx.initialize();
