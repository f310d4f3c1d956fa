// The plan: walking through its cells, editing in place, nudging, new rows, undo. What a change means is the server's
// answer: what changed (see gantt-pieces.js), or the whole plan, after which focus and scroll position are put back here.
// Dragging is in gantt-drag.js.
const plan = () => document.getElementById("plan");
const scroller = () => plan()?.querySelector(".plan");
const grid = () => plan()?.querySelector(".plan-t");
const editable = () => Boolean(plan()?.querySelector("[data-f]"));

let here = null; // the cell with the focus: { n: task number, f: place of the cell in its row }
let next = 0; // rows to go down once the answer is there
let typed = ""; // the character that started an edit
let adds = false; // whether the edit adds to what the cell holds
let awaited = null; // the cell whose editor is on its way
let finished = false; // whether Enter was pressed before the editor was there
let kept = null; // scroll position while the plan is exchanged
const before = new WeakMap(); // what an edited cell showed

const address = (number, what) => `${plan().dataset.cells}${number}/${what}/${scroller().dataset.query}`;
const rowOf = (number) => grid()?.querySelector(`tr[data-n="${number}"]`);
const place = (cell) => [...cell.parentElement.children].indexOf(cell);

const post = (url, values) => window.htmx.ajax("POST", url, { source: plan(), target: "#plan", swap: "outerHTML", values });
const send = (row, what, values) => post(address(row.dataset.n, what), { version: row.dataset.v, ...values });

// The cell with the focus is the only one that Tab reaches.
const mark = (row) => {
  for (const old of plan().querySelectorAll("tr.sel, .lk.on")) old.classList.remove("sel", "on");
  row.classList.add("sel");
  for (const line of plan().querySelectorAll(`.lk[data-a="${row.dataset.n}"], .lk[data-b="${row.dataset.n}"]`)) {
    line.classList.add("on");
  }
  for (const tool of plan().querySelectorAll(".plan-tools button")) tool.disabled = false;
};

const go = (cell) => {
  if (!cell) return;
  for (const old of grid().querySelectorAll("[tabindex='0']")) old.tabIndex = -1;
  cell.tabIndex = 0;
  cell.focus();
};

const beside = (row, down) => {
  const rows = [...grid().querySelectorAll("tr[data-n]")];
  return rows[rows.indexOf(row) + down];
};

// Editing

const edit = (cell, character = "", more = false) => {
  if (!cell?.dataset.f || cell.querySelector("form")) return;
  before.set(cell, [...cell.childNodes]);
  typed = character;
  adds = more;
  awaited = cell;
  finished = false;
  const url = address(cell.parentElement.dataset.n, "cell");
  const sign = url.includes("?") ? "&" : "?";
  window.htmx.ajax("GET", `${url}${sign}field=${cell.dataset.f}`, { source: cell, target: cell, swap: "innerHTML" });
};

const link = (row) => edit(row.querySelector("[data-f=predecessors]"), "", true);

const restore = (cell) => cell.replaceChildren(...(before.get(cell) ?? []));
const leave = (cell) => {
  restore(cell);
  go(cell);
};

const input = (form) => form.querySelector("[name=value]");
const changed = (form) => {
  const field = input(form);
  if (field.tagName === "SELECT") return ![...field.options].find((option) => option.defaultSelected)?.selected;
  return field.value.replace(/[;\s]+$/, "") !== field.defaultValue;
};

const save = (form, down) => {
  const cell = form.closest("[data-f]");
  next = down;
  if (changed(form)) {
    form.requestSubmit();
  } else {
    leave(cell);
    const row = beside(cell.parentElement, down);
    if (down && row) go(row.children[place(cell)]);
  }
};

const inEditor = (event, form) => {
  if (event.key === "Escape") leave(form.closest("[data-f]"));
  else if (event.key === "Enter") save(form, 1);
  else return;
  event.preventDefault();
  event.stopPropagation();
};

// Keys

const walk = (cell, key) => {
  const row = cell.parentElement;
  if (key === "ArrowLeft" || key === "ArrowRight") go(row.children[place(cell) + (key === "ArrowLeft" ? -1 : 1)]);
  else if (key === "Home") go(row.firstElementChild);
  else if (key === "End") go(row.lastElementChild);
  else go(beside(row, key === "ArrowUp" ? -1 : 1)?.children[place(cell)]);
};

// Who types faster than the editor comes loses nothing.
const whileAwaited = (event) => {
  if (event.key === "Enter") finished = true;
  else if (event.key === "Backspace") typed = typed.slice(0, -1);
  else if (event.key.length === 1 && !event.ctrlKey && !event.altKey) typed += event.key;
  else return;
  event.preventDefault();
};

const STEPS = { ArrowLeft: "out", ArrowRight: "in", ArrowUp: "up", ArrowDown: "down" };
const WALKS = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End"];

const act = (cell, event) => {
  const row = cell.parentElement;
  const sideways = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (event.altKey && STEPS[event.key]) send(row, "step", { step: STEPS[event.key] });
  else if (event.ctrlKey && sideways) send(row, "cell", { field: event.shiftKey ? "stretch" : "shift", value: sideways });
  else if (event.key === "F2" || event.key === "Enter") edit(cell);
  else if (event.key.toLowerCase() === "l" && !event.ctrlKey && (event.altKey || cell.dataset.f !== "name")) link(row);
  else if (event.key === "Insert") post(`${plan().dataset.plan}add/${scroller().dataset.query}`, { after: row.dataset.n });
  else if (event.key === "Delete") location.assign(`${plan().dataset.cells}${row.dataset.n}/delete/`);
  else if (event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.altKey && cell.dataset.f) edit(cell, event.key);
  else return false;
  return true;
};

document.addEventListener("keydown", (event) => {
  const form = event.target.closest?.("form.cell");
  if (form) return inEditor(event, form);
  const cell = event.target.closest?.(".plan-t tr[data-n] > *");
  if (!cell || event.target.closest("a:not(.tx), button") || event.metaKey) return;
  if (awaited?.isConnected) return whileAwaited(event);
  if (event.key === "Enter" && event.target.matches("a.tx")) return;
  const plain = !event.altKey && !event.ctrlKey;
  if (plain && WALKS.includes(event.key)) walk(cell, event.key);
  else if (plain && event.key === " ") cell.parentElement.querySelector(".twist")?.click();
  else if (event.key === "Enter" && (event.ctrlKey || !editable())) cell.parentElement.querySelector("a.tx").click();
  else if (event.key === "?" || !editable() || !act(cell, event)) return;
  event.preventDefault();
});

const BACK = { z: "plan-undo", y: "plan-redo", Z: "plan-redo" };

document.addEventListener("keydown", (event) => {
  const button = event.ctrlKey && !event.altKey && document.getElementById(BACK[event.key]);
  if (!button || button.disabled || event.target.closest?.("input, textarea, select")) return;
  button.form.requestSubmit();
  event.preventDefault();
});

document.addEventListener("focusin", (event) => {
  const cell = event.target.closest?.(".plan-t tr[data-n] > *");
  if (!cell) return;
  here = { n: cell.parentElement.dataset.n, f: place(cell) };
  mark(cell.parentElement);
});

document.addEventListener("focusout", (event) => {
  const form = event.target.closest?.("form.cell");
  if (form?.isConnected && event.relatedTarget && !form.contains(event.relatedTarget)) save(form, 0);
});

document.addEventListener("click", (event) => {
  const tool = event.target.closest?.(".plan-tools button");
  const row = here && rowOf(here.n);
  if (tool && row) {
    if (tool.dataset.step) send(row, "step", { step: tool.dataset.step });
    else link(row);
    return;
  }
  const cell = event.target.closest?.(".plan-t tr[data-n] > *");
  if (cell && !event.target.closest("a, button, form")) go(cell);
});

document.addEventListener("dblclick", (event) => edit(event.target.closest?.(".plan-t [data-f]")));

document.addEventListener("change", (event) => {
  const form = event.target.closest?.("form.cell");
  if (form && event.target.tagName === "SELECT") save(form, 0);
});

// What was dragged comes as an event: { n, what, values }, with the place of the cell that gets the focus.
document.addEventListener("plan:change", ({ detail }) => {
  const row = rowOf(detail.n);
  if (!row) return;
  here = { n: detail.n, f: detail.place ?? 1 };
  if (detail.what) send(row, detail.what, detail.values);
  else go(row.children[here.f]);
});

// Answers

document.addEventListener("htmx:afterSettle", (event) => {
  const form = event.target.closest?.("[data-f]")?.querySelector("form.cell");
  if (!form) return;
  const field = input(form);
  field.focus();
  const isText = field.type !== "date" && field.tagName !== "SELECT";
  if (adds && field.value) field.value += `; ${typed}`;
  else if (typed && isText) field.value = typed;
  else if (!adds) field.select?.();
  awaited = null;
  typed = "";
  adds = false;
  if (finished) save(form, 1);
  finished = false;
});

document.addEventListener("htmx:afterRequest", (event) => {
  if (!event.detail.successful && event.detail.target === awaited) awaited = null;
});

// Tab enters the grid once and leaves it again: its links are reached by the keys of the grid.
const ready = () => {
  for (const open of grid()?.querySelectorAll("a.tx:not([tabindex])") ?? []) open.tabIndex = -1;
  const first = grid()?.querySelector("tr[data-n] > th");
  if (first && !grid().querySelector("[tabindex='0']")) first.tabIndex = 0;
};

document.addEventListener("htmx:beforeSwap", (event) => {
  const box = event.detail.target?.id === "plan" && scroller();
  if (box) kept = { top: box.scrollTop, left: box.scrollLeft };
});

const refocus = () => {
  const kind = plan().dataset.new;
  if (kind) {
    delete plan().dataset.new;
    const name = rowOf(kind)?.querySelector("[data-f=name]");
    go(name);
    return edit(name);
  }
  const held = document.activeElement;
  if (held?.id === "plan-add") return held.scrollIntoView({ block: "nearest" });
  const row = here && rowOf(here.n);
  const target = row && ((next && beside(row, next)) || row);
  const isFree = !held || held === document.body || (grid().contains(held) && !held.closest("form"));
  if (!target || !isFree) return;
  go(target.children[here.f]);
  mark(target);
};

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target?.id !== "plan" || !scroller()) return ready();
  if (kept) scroller().scrollTo(kept.left, kept.top);
  kept = null;
  ready();
  refocus();
  next = 0;
});

// The same after an answer with only what changed: gantt-pieces.js has put it in.
document.addEventListener("plan:drawing", ({ detail }) => {
  if (detail.form) restore(detail.form.closest("[data-f]"));
});
document.addEventListener("plan:drawn", () => {
  ready();
  refocus();
  next = 0;
});

// A plan that began long ago opens at today.
const open = () => {
  const box = scroller();
  if (!box) return;
  const room = box.clientWidth - (plan().querySelector(".plan-left")?.offsetWidth ?? 0);
  const today = Number(box.dataset.today);
  if (today > room * 0.6) box.scrollLeft = today - room * 0.35;
};

ready();
open();
