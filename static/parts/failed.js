// Says beside where it was asked what could not be done, with a way to try again.
// An answer that must not replace anything (see htmx-config in layout.html) ends here as well.
const template = document.getElementById("failed");

// What a page asks by itself nobody waits for: it fails in silence and is asked again.
const isQuiet = (source) => source.matches("[data-quiet]");

// The element that takes the notes of a form or link: its card, its form, or what the page is about.
function place(source) {
  return source.closest("[data-notes]") ?? document.querySelector("[data-notes]") ?? document.querySelector("main");
}

function clear(box) {
  box.querySelector(":scope > .failed")?.remove();
}

function again({ sourceElement, request }) {
  if (!sourceElement.isConnected) return;
  if (sourceElement === document.body) return location.reload(); // on the way back through the history
  // The button that was pressed goes away; who is elsewhere stays there.
  const { activeElement } = document;
  if (activeElement === document.body || place(sourceElement).contains(activeElement)) {
    (request.submitter ?? sourceElement).focus();
  }
  if (sourceElement.matches("form")) {
    sourceElement.requestSubmit(request.submitter);
  } else {
    sourceElement.click();
  }
}

// What the server says in its own words, if the answer is one of its own and not a proxy's.
function answered(ctx) {
  const page = new DOMParser().parseFromString(ctx.text ?? "", "text/html");
  return {
    sentence: page.querySelector(".failed .sentence, .notice strong, .error[role=alert]")?.textContent.trim(),
    link: page.querySelector(".failed a"),
    isRenewed: renewed(page.querySelector("[data-token]")?.dataset),
  };
}

// Whoever signed in elsewhere goes on with the token of that session; a page of somebody else's does not.
function renewed(given) {
  const me = document.querySelector("dialog[data-me]")?.dataset.me;
  if (!given || (me && me !== given.me)) return false;
  for (const token of document.querySelectorAll("[name=csrf_token]")) token.value = given.token;
  return true;
}

function say(ctx, { sentence, link }, canRetry) {
  const box = place(ctx.sourceElement);
  const note = template.content.firstElementChild.cloneNode(true);
  const button = note.querySelector("button");
  note.querySelector(".sentence").textContent = sentence;
  button.addEventListener("click", () => again(ctx));
  if (link) button.before(document.importNode(link, true));
  button.hidden = !canRetry;
  clear(box);
  box.prepend(note);
  htmx.process(note);
  if (!box.matches("#cards > .card:not([aria-current])")) note.scrollIntoView({ block: "nearest" });
  document.dispatchEvent(new CustomEvent("failed", { detail: { note, box } }));
}

document.addEventListener("htmx:before:request", ({ detail: { ctx } }) => {
  const { sourceElement } = ctx;
  if (!isQuiet(sourceElement) && !sourceElement.closest(".failed")) clear(place(sourceElement));
});

document.addEventListener("htmx:before:swap", (event) => {
  const { ctx } = event.detail;
  const { status } = ctx.response;
  if (ctx.swap !== "none" || status < 400) return;
  event.preventDefault(); // else the address bar would follow a link that led nowhere
  if (isQuiet(ctx.sourceElement)) return;
  refuse(ctx, status);
});

function refuse(ctx, status) {
  const general = status === 429 ? template.dataset.busy : template.dataset.broken;
  const said = answered(ctx);
  say(ctx, { ...said, sentence: said.sentence || general }, status === 429 || status >= 500 || said.isRenewed);
}

// The page may show something else by now, and nothing is put in the place of what is gone.
document.addEventListener("htmx:finally:request", ({ detail: { ctx } }) => {
  const isGone = ctx.target?.isConnected === false && !ctx.sourceElement.isConnected;
  if (isGone && ctx.response?.status >= 400 && !isQuiet(ctx.sourceElement)) refuse(ctx, ctx.response.status);
});

// No answer came, or not the whole of it: everything else is told above.
document.addEventListener("htmx:error", ({ detail: { ctx } }) => {
  if (!ctx || ctx.text !== undefined || isQuiet(ctx.sourceElement)) return;
  const isLate = ctx.request.signal.aborted;
  say(ctx, { sentence: isLate ? template.dataset.late : template.dataset.lost }, true);
});
