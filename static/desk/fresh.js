// News: what came in and what others did meanwhile. A part of the page asks for it by itself (fresh.html).
const MOST_SHOWN = 100;

// Cards, and lines in place of cards.
const listed = () => [...document.querySelectorAll("#cards > [id^=comment-]")];
const isFresh = ({ sourceElement }) => sourceElement.id === "fresh";
const versionOf = (part) => Number(part.dataset.version ?? part.querySelector("[name=version]")?.value ?? 0);

document.addEventListener("htmx:config:request", (event) => {
  const { ctx } = event.detail;
  if (!isFresh(ctx)) return;
  if (document.hidden || !navigator.onLine || document.querySelector("#ended[open]")) return event.preventDefault();
  const all = listed();
  const from = Math.max(0, all.indexOf(here()) - MOST_SHOWN / 2);
  for (const one of all.slice(from, from + MOST_SHOWN)) {
    ctx.request.body.append("shown", `${one.id.replace("comment-", "")}:${versionOf(one)}`);
  }
});

document.addEventListener("htmx:before:swap", (event) => {
  const { ctx, tasks } = event.detail;
  keep(tasks, ({ target, fragment }) => target?.id !== "counts" || isNewer(target, fragment.firstElementChild));
  if (!isFresh(ctx) || ctx.swap === "none") return;
  if (ctx.asked !== address(ctx.sourceElement)) return event.preventDefault(); // the list has become another one
  keep(tasks, ({ target, fragment }) => !target?.closest("#cards") || isToReplace(target, fragment.firstElementChild));
  ctx.putBack = hold();
  ctx.at = here();
  ctx.hadKeys = ctx.at?.contains(document.activeElement);
  ctx.told = told();
});

document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
  if (!ctx.putBack) return;
  ctx.putBack();
  if (ctx.at) resume(document.getElementById(ctx.at.id), ctx.hadKeys);
  if (told() !== ctx.told) announce(document.getElementById("fresh"));
  const rest = document.getElementById("rest");
  if (rest?.querySelector("a") && document.querySelector("#fresh [data-below]")) rest.hidden = false;
  refill();
});

// Arrivals that stand below are not loaded from the start: the way to them is the way down.
document.addEventListener(
  "click",
  (event) => {
    const news = event.target.closest?.("#fresh [data-below]");
    if (!news || !(way() ?? cards().length)) return;
    event.preventDefault();
    event.stopPropagation();
    news.remove();
    if (way()) way().focus();
    else go(cards().at(-1));
  },
  true,
);

// What was announced and is decided by now is no news.
document.addEventListener("htmx:after:swap", () => {
  const news = document.querySelector("#fresh [data-ids]");
  const isDone = (id) => document.getElementById(`comment-${id}`)?.matches(".done");
  if (news?.dataset.ids.split(" ").every(isDone)) news.remove();
});

const told = () => document.querySelector("#fresh [data-say]")?.textContent.trim();

function keep(tasks, isWanted) {
  tasks.splice(0, tasks.length, ...tasks.filter(isWanted));
}

// Answers may overtake each other: an older one never replaces what a newer one has said.
function isNewer(now, counts) {
  return Number(counts.dataset.order) >= Number(now.dataset.order);
}

// Neither what is older than what is there, nor what is on its way to be something else, nor what is written in.
function isToReplace(card, part) {
  if (!card.matches("[id^=comment-]:not([aria-busy=true])") || versionOf(part) <= versionOf(card)) return false;
  if (!isWrittenIn(card)) return true;
  warn(card, part);
  return false;
}

function isWrittenIn(card) {
  const fields = [...card.querySelectorAll("textarea, input:not([type=checkbox])")];
  const isTyped = (field) => field === document.activeElement || field.value !== field.defaultValue;
  return fields.some(isTyped) || Boolean(wordsIn(card)); // what came back with a refusal is not sent either
}

function warn(card, part) {
  const sentence = part?.querySelector("[data-say]")?.textContent ?? document.getElementById("fresh").dataset.changed;
  const note = card.querySelector(":scope > .notice") ?? document.createElement("div");
  const said = sentence.replace(/\s+/g, " ").trim();
  if (note.textContent === said) return;
  note.className = "notice";
  note.textContent = live.textContent = said;
  card.prepend(note);
}

// The keys stay where they were: a line takes none but those that go on.
function resume(part, hadKeys) {
  if (!part || part.hasAttribute("aria-current")) return;
  choose(part);
  if (part.matches(".done")) announce(part);
  if (hadKeys && !part.contains(document.activeElement)) part.focus({ preventScroll: true });
}
