// The pane beside the queue follows the current card, once one stays with it: its link is pointed there and clicked.
const PAUSE = 150; // milliseconds: whoever runs through the cards asks for none of them
let pause;

const pane = () => document.getElementById("context");
const guide = () => document.querySelector("#context > .follow");
const trouble = () => document.querySelector("#context > .trouble");

function followSoon() {
  clearTimeout(pause);
  pause = setTimeout(follow, PAUSE);
}

// The current card; where none is left, the line of what was decided last, which has the focus.
const subject = () => here() ?? document.activeElement.closest("#cards > *");

// The address names the comment and its version, so what is shown already is not asked for again.
function follow() {
  const wanted = subject()?.querySelector(".peek")?.getAttribute("href");
  if (!wanted || !pane()?.checkVisibility() || isWritten()) return;
  if (wanted === guide().getAttribute("href") && trouble().hidden) return;
  guide().setAttribute("href", wanted);
  guide().click();
}

// A note that is being written stays beside its comment.
const isWritten = () => [...pane().querySelectorAll("textarea")].some((field) => field.value);

function fail({ detail: { ctx } }) {
  if (ctx && ctx.sourceElement === guide()) trouble().hidden = false;
}

document.addEventListener("htmx:error", fail);
document.addEventListener("htmx:response:error", fail);
document.addEventListener("htmx:after:swap", followSoon);
document.addEventListener("click", ({ target }) => target.closest(".trouble button") && guide().click());
window.addEventListener("resize", followSoon);
window.addEventListener("online", followSoon);

new MutationObserver(followSoon).observe(document.body, { subtree: true, attributeFilter: ["aria-current"] });
followSoon();
