// A session that has ended is begun again in place, and what could not be done is done then.
const ended = document.getElementById("ended");
const refused = new Map();

document.addEventListener("htmx:before:swap", ({ detail: { ctx } }) => {
  if (ctx.response.status !== 401 || isQuiet(ctx.sourceElement) || !ended) return;
  refused.set(ctx.sourceElement, ctx);
  if (!ended.open) place(ctx.sourceElement).querySelector(":scope > .failed [data-sign-in]")?.click();
});

document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
  if (ctx.target?.id !== "sign_in") return;
  const { me } = document.getElementById("sign_in").dataset;
  if (me) signedIn(me);
  else if (!ended.open) welcome();
});

// Who comes back is who was here, more often than not.
function welcome() {
  const [name, password] = document.querySelectorAll("#sign_in :is([name=email], [name=password])");
  ended.showModal();
  name.value ||= ended.dataset.email;
  password.focus();
}

// Who says "not now" has not asked for anything to be done by itself later: each note offers it.
ended?.addEventListener("close", () => refused.clear());

function signedIn(me) {
  if (me !== ended.dataset.me) return location.reload(); // the page is somebody else's
  const { value } = document.querySelector("#sign_in [name=csrf_token]");
  for (const token of document.querySelectorAll("[name=csrf_token]")) token.value = value;
  const waiting = [...refused.values()];
  refused.clear();
  ended.close();
  for (const ctx of waiting) forgive(ctx);
  for (const link of document.querySelectorAll(".failed [data-sign-in]")) offer(link);
}

// What was taken back before it was done need not be done.
function forgive(ctx) {
  clear(place(ctx.sourceElement));
  if (ctx.target?.id) unsay(ctx.target);
  if (!ctx.isTakenBack) again(ctx);
}

function offer(link) {
  const note = link.closest(".failed");
  note.querySelector(".sentence").textContent = ended.dataset.back;
  note.querySelector("button").hidden = !note.closest("#cards, .told");
  link.remove();
}
