// Selection in tables: Space selects, Shift selects a range, the bar says how many. Columns are chosen by a GET form.
const boxes = (table) => [...table.querySelectorAll("tbody input[name=selected]")];
let last;

const mark = (table) => {
  const all = boxes(table);
  const chosen = all.filter((box) => box.checked);
  for (const box of all) box.closest("tr").toggleAttribute("aria-selected", box.checked);
  for (const box of chosen) box.closest("tr").setAttribute("aria-selected", "true");
  const head = table.querySelector("[data-select-all]");
  if (head) {
    head.checked = chosen.length > 0 && chosen.length === all.length;
    head.indeterminate = chosen.length > 0 && chosen.length < all.length;
  }
  const bar = table.closest("form")?.querySelector(".bulk");
  if (!bar) return;
  bar.hidden = chosen.length === 0;
  const label = bar.querySelector("[data-count]");
  label.textContent = label.dataset.count.replace("{}", chosen.length);
};

const ready = (root) => {
  for (const table of root.querySelectorAll("table[data-selectable]")) {
    const head = table.querySelector("[data-select-all]");
    if (head) head.hidden = false;
    mark(table);
  }
};

document.addEventListener("click", (event) => {
  const box = event.target.closest("table[data-selectable] tbody input[name=selected]");
  if (!box) return;
  const all = boxes(box.closest("table"));
  if (event.shiftKey && last?.isConnected) {
    const [from, to] = [all.indexOf(last), all.indexOf(box)].sort((a, b) => a - b);
    for (const each of all.slice(Math.max(from, 0), to + 1)) each.checked = box.checked;
  }
  last = box;
  mark(box.closest("table"));
});

document.addEventListener("change", (event) => {
  const head = event.target.closest("[data-select-all]");
  if (!head) return;
  const table = head.closest("table");
  for (const box of boxes(table)) box.checked = head.checked;
  mark(table);
});

document.addEventListener("click", (event) => {
  const clear = event.target.closest("[data-select-none]");
  if (!clear) return;
  event.preventDefault();
  const table = clear.closest("form").querySelector("table[data-selectable]");
  for (const box of boxes(table)) box.checked = false;
  mark(table);
});

// Arrow keys walk the rows while a selection box has the focus.
document.addEventListener("keydown", (event) => {
  const box = event.target.closest?.("table[data-selectable] tbody input[name=selected]");
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!box || !step) return;
  event.preventDefault();
  const all = boxes(box.closest("table"));
  all[all.indexOf(box) + step]?.focus();
});

ready(document);
document.addEventListener("htmx:afterSettle", () => ready(document));
