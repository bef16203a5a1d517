// The keys. Each presses the button that carries it (`data-key`), in the current card or around the list:
// no address, and no state that the page does not show.
const TYPED = "textarea, select, [contenteditable], input:not([type=checkbox], [type=radio])";
const OPEN = "dialog[open], .menu[open], .card[aria-current] .more[open]";
const ABOUT_ONE = "asdurxm"; // what is done to the current comment, and not to one that nobody sees
const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  J: () => stretch(1),
  K: () => stretch(-1),
  x: () => pick(current()),
  X: () => pickTo(current()),
  r: () => reply(current()),
  m: () => makeRule(current()),
  z: () => takeBack(),
};
const REPEATED = new Set(["j", "k", "J", "K"]);

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || !event.key) return; // browsers fill fields with keys of no name
  if (event.key === "Escape") {
    held = "";
    if (leave(event.target)) event.preventDefault();
  } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    if (event.target.matches("textarea") && !event.repeat) send(event.target);
  } else if (event.key.length === 1 && isOurs(event)) {
    // Caps Lock turns a letter's case and must turn no deed, hence the case is Shift's.
    const name = event.shiftKey ? event.key.toUpperCase() : event.key.toLowerCase();
    if (wait(name, event.key) || press(name, event.repeat)) event.preventDefault(); // it must not land in a field that it has just opened
  }
});

// Not what is typed, not what belongs to the browser or a screen reader, and nothing behind what is open.
function isOurs(event) {
  if (document.body.dataset.keys === "off") return false;
  if (event.ctrlKey || event.metaKey || event.altKey || event.getModifierState("AltGraph")) return false;
  return !event.target.closest(TYPED) && !document.querySelector(OPEN);
}

// Whether there is something to press.
function press(name, isRepeated) {
  const act = KEYS[name];
  const button = carrier(name);
  if (!act && !button) return false;
  if (isRepeated && !REPEATED.has(name)) return true;
  if (ABOUT_ONE.includes(name) && isOutOfSight(current())) go(current());
  else if (act) act();
  else if (button.matches(TYPED)) button.select();
  else if (!button.closest("[aria-busy=true]")) button.click();
  return true;
}

// What carries a key: in the current card, else around the list.
function carrier(name) {
  const all = [...document.querySelectorAll(`[data-key="${CSS.escape(name)}"]`)];
  const seen = all.filter((one) => one.checkVisibility());
  return seen.find((one) => current()?.contains(one)) ?? seen.find((one) => !one.closest("#cards"));
}

// Whoever has scrolled away sees first what a letter would be about.
function isOutOfSight(card) {
  if (!card) return false;
  const { top, bottom } = card.getBoundingClientRect();
  return bottom <= (document.querySelector(".bar")?.getBoundingClientRect().bottom ?? 0) || top >= window.innerHeight;
}

// One is where the decision was from the press on. What has been taken back last on a page of its own stands beside it.
function takeBack() {
  const one = latest() ?? (document.querySelector(".done[aria-busy=true]") ? undefined : carrier("z"));
  const going = document.querySelector("#bulk-line.going[data-wait]");
  if (going && !(Number(one?.closest?.(".done")?.dataset.turn ?? one?.turn ?? 0) > acted)) return remark(going.dataset.wait);
  if (!one || one.closest?.("[aria-busy=true]")) return;
  held = "";
  go(one.card ?? one.closest?.("#cards > .done"));
  one.click();
}

// Letters about a comment that is being taken back wait until its card is there; after an `r` they are its words.
let held = "";

function wait(name, key) {
  const line = here();
  const isComing = line?.matches(".done[aria-busy=true]") || sent.some((ctx) => ctx.isTakenBack && ctx.target === line);
  if (!isComing || !(held.startsWith("r") || ABOUT_ONE.includes(name))) return false;
  held = held.startsWith("r") ? held + key : held || name;
  return true;
}

function release(isThere) {
  const [name, ...words] = held;
  held = "";
  if (!isThere || !name) return;
  press(name);
  if (words.length && document.activeElement.matches("textarea")) document.execCommand("insertText", false, words.join(""));
}

function reply(card) {
  const box = card?.matches("[aria-busy=true]") ? undefined : card?.querySelector(".reply");
  if (!box) return;
  box.open = true;
  box.querySelector("textarea").focus();
}

// Out of one thing, the innermost; whether there was one.
function leave(target) {
  if (document.querySelector("dialog[open]")) return false; // the browser closes it
  return [leaveMarks, leaveMenu, leaveBox, leaveForm, leaveField, unpick, leavePage].some((way) => way(target));
}

function leaveMenu() {
  const menu = document.querySelector(".menu[open]");
  if (!menu) return false;
  if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
  menu.open = false;
  return true;
}

// What is typed stays.
function leaveBox(target) {
  if (target.matches(TYPED) && !target.closest("#cards")) return false;
  const box = target.closest("#cards details[open]") ?? current()?.querySelector(".reply[open], .more[open]");
  if (!box) return false;
  box.open = false;
  go(box.closest(".card"));
  return true;
}

// A form in a card's place takes its words with it: with changed ones, the first Esc leaves but the field.
function leaveForm(target) {
  const way = current()?.querySelector("[data-leave]");
  const isChanged = ({ value, defaultValue }) => defaultValue !== undefined && value !== defaultValue;
  if (!way || (target.matches(TYPED) && [...target.form.elements].some(isChanged))) return false;
  way.click();
  return true;
}

function leaveField(target) {
  if (!target.matches(TYPED) || !(current() || target.id === "q")) return false;
  target.blur();
  go(current());
  return true;
}

function leavePage() {
  const way = carrier("Escape");
  const isTyped = ({ value, defaultValue }) => value.trim() && value !== defaultValue;
  if (way?.dataset.unsent && [...document.querySelectorAll("textarea")].some(isTyped)) remark(way.dataset.unsent);
  else way?.click();
  return Boolean(way);
}

function send(target) {
  const box = target.closest("details, .try") ?? target.form;
  (box?.querySelector("[data-send]") ?? target.form?.querySelector("button:not([type=button])"))?.click();
}

// "toggle" does not bubble, hence it is caught on the way down.
document.addEventListener(
  "toggle",
  ({ target }) => {
    const isHere = target.closest("[aria-current]") && !document.activeElement.matches(TYPED);
    if (target.open && isHere && target.matches(".reply")) target.querySelector("textarea").focus();
    if (target.open && target.matches(".whole")) read(target);
  },
  true,
);

// The button that showed all is gone: the focus stays at the text.
function read(box) {
  const { activeElement } = document;
  if (activeElement !== document.body && !box.contains(activeElement)) return;
  const text = box.closest("#cards > .card") ?? box.previousElementSibling;
  text.tabIndex = -1;
  text.focus({ preventScroll: true });
}
