// What is written and not sent outlives its card: for this tab and whoever is signed in, until it is sent or emptied.
const draftOf = (area) => `${document.getElementById("ended")?.dataset.me} ${area.id}`;
const replies = () => document.querySelectorAll(".reply textarea");

document.addEventListener("input", ({ target }) => {
  if (!target.matches(".reply textarea")) return;
  keepDraft(target);
  tellDraft(target);
});

function keepDraft(area) {
  if (area.value.trim()) sessionStorage.setItem(draftOf(area), area.value);
  else sessionStorage.removeItem(draftOf(area));
}

// As what was there from the beginning: only what one types here and now keeps one on a page.
function giveBack() {
  for (const area of replies()) {
    const kept = sessionStorage.getItem(draftOf(area));
    if (area.value.trim()) keepDraft(area);
    else if (kept && area !== document.activeElement) area.defaultValue = area.value = kept;
    tellDraft(area);
  }
}

function tellDraft(area) {
  area.closest(".reply").querySelector(".draft").hidden = !area.value.trim();
}

document.addEventListener("htmx:before:swap", ({ detail: { ctx } }) => {
  const { request, response, target } = ctx;
  if (!request?.submitter?.matches(".reply [data-send]") || response.status >= 400) return;
  const area = request.submitter.closest(".reply").querySelector("textarea");
  sessionStorage.removeItem(draftOf(area));
  if (target?.contains(area)) area.value = area.defaultValue = "";
});

document.addEventListener("htmx:after:swap", giveBack);

// An answer takes no card away into which somebody writes since: it stays, and says what was done.
document.addEventListener("htmx:before:swap", ({ detail: { ctx, tasks } }) => {
  if (ctx.swap === "none" || !sent.includes(ctx) || ctx.target?.id === "bulk-line") return; // of many: see many.js
  keep(tasks, ({ target, fragment }) => {
    if (!target?.matches?.("#cards > .card") || !isWrittenSince(target, ctx)) return true;
    ctx.isLeft = true;
    renew(target, fragment?.firstElementChild);
    return false;
  });
});

const wordsIn = (card) => card.querySelector(".reply textarea")?.value.trim() ?? "";

function isWrittenSince(card, { words }) {
  if (document.activeElement.matches(TYPED) && card.contains(document.activeElement)) return true;
  return wordsIn(card) !== (words ?? "") && Boolean(wordsIn(card));
}

// What is sent from it next is about the comment as it is by now.
function renew(card, part) {
  warn(card, part);
  const version = part?.dataset.version;
  if (!version) return;
  card.dataset.version = card.querySelector("[name=version]").value = version;
}

giveBack();
