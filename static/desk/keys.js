// The keys. They find the buttons that are there and click them: no address, and no state that the page does not show.
const KEYS = new Set(["a", "d", "s", "u"]);

// Done lines remember the order in which they came, for `z` takes back the latest.
let turns = 0;

function latest() {
  const undos = [...document.querySelectorAll(".done [data-key=z]")];
  const turn = (button) => Number(button.closest(".done").dataset.turn ?? 0);
  return undos.reduce((best, button) => (best && turn(best) > turn(button) ? best : button), undefined);
}

function press(key) {
  const card = current();
  if (key === "z") return latest()?.click();
  if (card?.getAttribute("aria-busy") === "true") return;
  if (key === "r") return reply(card);
  card?.querySelector(`[data-key="${key}"]`)?.click();
}

function reply(card) {
  const box = card?.querySelector(".reply");
  if (!box) return;
  box.open = true;
  box.querySelector("textarea").focus();
}

// Out of the field that is typed in, back to the card; a menu just closes.
function leave(target) {
  const menu = document.querySelector(".menu[open]");
  const box = target.closest(".reply[open]");
  if (menu) menu.open = false;
  if (!box) return;
  box.open = false;
  go(box.closest(".card"));
}

function send(target) {
  const box = target.closest(".reply, .try") ?? target.form;
  (box?.querySelector("[data-send]") ?? box?.querySelector("button"))?.click();
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing) return;
  const { key, target } = event;
  if (key === "Escape") return leave(target);
  if (key === "Enter" && (event.ctrlKey || event.metaKey)) {
    if (target.matches("textarea")) send(target);
    return;
  }
  const isTyping = target.closest("input, textarea, select, [contenteditable]");
  if (isTyping || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  if (key === "j") step(1);
  else if (key === "k") step(-1);
  else if (!event.repeat && (KEYS.has(key) || key === "r" || key === "z")) press(key);
  else return;
  event.preventDefault(); // the key must not land in a field that it has just opened
});

// "toggle" does not bubble, hence it is caught on the way down.
document.addEventListener(
  "toggle",
  ({ target }) => {
    if (target.open && target.matches(".reply")) target.querySelector("textarea").focus();
  },
  true,
);

