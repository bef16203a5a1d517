// News: what came in and what others did meanwhile. A part of the page asks for it by itself (fresh.html).
const MOST_SHOWN = 100;

const isFresh = ({ sourceElement }) => sourceElement.id === "fresh";
const versionOf = (part) => Number(part.dataset.version ?? part.querySelector("[name=version]")?.value ?? 0);

document.addEventListener("htmx:config:request", (event) => {
  const { ctx } = event.detail;
  if (!isFresh(ctx)) return;
  if (document.hidden || !navigator.onLine || document.querySelector("#ended[open]")) return event.preventDefault();
  const all = cards();
  const from = Math.max(0, all.indexOf(current()) - MOST_SHOWN / 2);
  for (const card of all.slice(from, from + MOST_SHOWN)) {
    ctx.request.body.append("shown", `${card.id.replace("comment-", "")}:${versionOf(card)}`);
  }
});

document.addEventListener("htmx:before:swap", (event) => {
  const { ctx, tasks } = event.detail;
  keep(tasks, ({ target, fragment }) => target?.id !== "counts" || isNewer(target, fragment.firstElementChild));
  if (!isFresh(ctx) || ctx.swap === "none") return;
  if (ctx.asked !== address(ctx.sourceElement)) return event.preventDefault(); // the list has become another one
  keep(tasks, ({ target, fragment }) => !target?.closest("#cards") || isToReplace(target, fragment.firstElementChild));
  ctx.putBack = hold();
  ctx.at = current();
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
  if (!card.matches(".card:not([aria-busy=true])") || versionOf(part) <= versionOf(card)) return false;
  if (!isWrittenIn(card)) return true;
  warn(card, part);
  return false;
}

function isWrittenIn(card) {
  const fields = [...card.querySelectorAll("textarea, input:not([type=checkbox])")];
  return fields.some((field) => field === document.activeElement || field.value !== field.defaultValue);
}

function warn(card, part) {
  const sentence = part.querySelector(":scope > [data-say]")?.textContent ?? document.getElementById("fresh").dataset.changed;
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
