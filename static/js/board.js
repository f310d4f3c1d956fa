// The board: cards move by drag, by the buttons of their menu, and by Ctrl with an arrow. The server answers with the board.
const board = () => document.getElementById("board");
const STATUSES = () => [...board().querySelector(".lane-cols").children].map((list) => list.dataset.status);
const LISTS = ".lane-cols > ul";
let here = null; // number of the card with the focus
let dragged = null;

const move = (card, status, before) => {
  here = card.dataset.n;
  const values = { status, version: card.dataset.v };
  if (before) values.before = before.dataset.n;
  const url = `${board().dataset.moves}${card.dataset.n}/move/${location.search}`;
  const source = document.getElementById("move");
  window.htmx.ajax("POST", url, { source, target: "#board", swap: "outerHTML", values });
};

// The buttons of a card's menu belong to one form; with script it swaps the board instead of loading the page.
document.addEventListener("submit", (event) => {
  if (!event.target.matches("form[data-board]") || !event.submitter) return;
  event.preventDefault();
  const card = event.submitter.closest(".tcard");
  move(card, event.submitter.value);
});

// Keys

const beside = (card, key) => {
  const list = card.parentElement;
  if (key === "ArrowUp") return card.previousElementSibling;
  if (key === "ArrowDown") return card.nextElementSibling;
  const lists = [...list.parentElement.children];
  const place = [...list.children].indexOf(card);
  for (let k = lists.indexOf(list); ; ) {
    k += key === "ArrowRight" ? 1 : -1;
    if (!lists[k]) return null;
    if (lists[k].children.length) return lists[k].children[Math.min(place, lists[k].children.length - 1)];
  }
};

const carry = (card, key) => {
  const status = card.parentElement.dataset.status;
  if (key === "ArrowUp") return card.previousElementSibling && move(card, status, card.previousElementSibling);
  if (key === "ArrowDown") return card.nextElementSibling && move(card, status, card.nextElementSibling.nextElementSibling);
  const next = STATUSES()[STATUSES().indexOf(status) + (key === "ArrowRight" ? 1 : -1)];
  return next && move(card, next);
};

document.addEventListener("keydown", (event) => {
  const card = event.target.closest?.(".tcard");
  if (!card || event.target !== card || event.altKey || event.metaKey) return;
  if (event.key.startsWith("Arrow")) event.ctrlKey ? carry(card, event.key) : beside(card, event.key)?.focus();
  else if (event.key.toLowerCase() === "b" && !event.ctrlKey) card.querySelector("[data-block]")?.click();
  else if (event.key === "Enter") card.querySelector("a.name").click();
  else return;
  event.preventDefault();
});

document.addEventListener("htmx:afterSwap", () => {
  show();
  if (here) document.getElementById(`card-${here}`)?.focus();
  here = null;
});

// Dragging

const target = (event) => event.target.closest?.(LISTS);
const below = (list, y) =>
  [...list.children].find((card) => {
    const box = card.getBoundingClientRect();
    return card !== dragged && y < box.top + box.height / 2;
  });

document.addEventListener("dragstart", (event) => {
  dragged = event.target.closest?.(".tcard[draggable]");
  if (dragged) event.dataTransfer.effectAllowed = "move";
});
document.addEventListener("dragover", (event) => {
  const list = dragged && target(event);
  if (!list) return;
  event.preventDefault();
  for (const old of document.querySelectorAll(`${LISTS}.over`)) old.classList.toggle("over", old === list);
  list.classList.add("over");
});
document.addEventListener("drop", (event) => {
  const list = dragged && target(event);
  if (!list) return;
  event.preventDefault();
  move(dragged, list.dataset.status, below(list, event.clientY));
});
document.addEventListener("dragend", () => {
  for (const old of document.querySelectorAll(`${LISTS}.over`)) old.classList.remove("over");
  dragged = null;
});

// One column at a time on a phone.
const show = () => {
  const chosen = document.querySelector("[data-columns]")?.value;
  if (chosen) board().className = `board show-${chosen}`;
};
document.querySelector("[data-columns]")?.addEventListener("change", show);
