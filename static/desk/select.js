// Selection: ticks on the cards, ranges by Shift, and their number, seen and said.
let anchor; // the tick from which a range is drawn

const picks = () => [...document.querySelectorAll(".selection ~ .cards > .card > .pick")];
const picked = () => picks().filter((one) => one.checked);
const pickOf = (card) => picks().find((one) => card?.contains(one));

function pick(card) {
  const one = pickOf(card);
  if (!one) return;
  one.checked = !one.checked;
  anchor = one;
  tellPicked();
}

// All from the last tick to this card.
function pickTo(card) {
  const one = pickOf(card);
  if (!one) return;
  for (const other of between(anchor, one)) other.checked = true;
  if (!picks().includes(anchor)) anchor = one;
  tellPicked();
}

// To the next card, which is selected too; on the way back to where one began, what is left is let go.
function stretch(by) {
  const all = picks();
  const at = all.indexOf(pickOf(current()));
  const next = all[at + by];
  if (at < 0 || !next) return;
  if (!between(anchor, all[at]).every((one) => one.checked)) anchor = all[at];
  const start = all.indexOf(anchor);
  all[at].checked = Math.abs(at + by - start) > Math.abs(at - start);
  next.checked = true;
  go(next.closest(".card"));
  tellPicked();
}

// From one tick to another, whichever comes first; the other alone where there is no first.
function between(one, other) {
  const all = picks();
  const [from, to] = [all.indexOf(one), all.indexOf(other)].sort((a, b) => a - b);
  return from < 0 ? [other] : all.slice(from, to + 1);
}

// Whether there was something to let go.
function unpick() {
  const all = picked();
  for (const one of all) one.checked = false;
  if (all.length) tellPicked();
  return all.length > 0;
}

function tellPicked() {
  const place = countPicked();
  if (!place) return;
  const { none, one, many } = place.closest("[data-many]").dataset;
  const n = picked().length;
  live.textContent = n ? (n === 1 ? one : many.replace("#", n)) : none;
}

function countPicked() {
  const place = document.querySelector("[data-selected]");
  if (place) place.textContent = picked().length;
  return place;
}

document.addEventListener("click", (event) => {
  const { target, shiftKey } = event;
  if (target.matches(".pick")) {
    if (shiftKey) for (const one of between(anchor, target)) one.checked = target.checked;
    anchor = target;
    tellPicked();
  } else if (target.closest("[data-all]")) {
    for (const one of picks()) one.checked = true;
    tellPicked();
  }
});

document.addEventListener("htmx:after:swap", countPicked);
countPicked();
