// Behind an @ a list of members opens: arrows choose, Enter or Tab puts the name in, Esc closes. The server names them.
const WAIT = 150;
const pattern = /(?:^|\s)@([^@\n]{0,40})$/u;
let timer;

const box = (area) => {
  const host = area.closest("[data-mentions]");
  let list = host.querySelector("[role=listbox]");
  if (list) return list;
  list = document.createElement("div");
  list.className = "menu-box mention-box";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", host.dataset.label);
  list.id = `${area.id}-mentions`;
  list.hidden = true;
  area.setAttribute("aria-controls", list.id);
  area.after(list);
  return list;
};

const options = (list) => [...list.querySelectorAll("[role=option]")];

const choose = (area, list, option) => {
  for (const each of options(list)) each.setAttribute("aria-selected", each === option);
  area.setAttribute("aria-activedescendant", option?.id ?? "");
};

const close = (area, list) => {
  list.hidden = true;
  list.replaceChildren();
  area.removeAttribute("aria-activedescendant");
};

const typed = (area) => pattern.exec(area.value.slice(0, area.selectionStart))?.[1];

const insert = (area, list, option) => {
  const before = area.value.slice(0, area.selectionStart);
  const start = before.lastIndexOf("@") + 1;
  area.setRangeText(`${option.dataset.name} `, start, area.selectionStart, "end");
  close(area, list);
  area.focus();
};

const load = async (area, list) => {
  const word = typed(area);
  if (word === undefined) return close(area, list);
  const url = `${area.closest("[data-mentions]").dataset.mentions}?${new URLSearchParams({ q: word })}`;
  const answer = await fetch(url, { headers: { "HX-Request": "true" } }).catch(() => null);
  if (!answer?.ok || typed(area) !== word) return undefined;
  list.innerHTML = await answer.text();
  options(list).forEach((option, index) => (option.id = `${list.id}-${index}`));
  list.hidden = options(list).length === 0;
  return choose(area, list, options(list)[0]);
};

document.addEventListener("input", (event) => {
  const area = event.target;
  if (!area.matches?.("[data-mentions] textarea")) return;
  clearTimeout(timer);
  timer = setTimeout(() => load(area, box(area)), WAIT);
});

document.addEventListener("keydown", (event) => {
  const area = event.target;
  if (!area.matches?.("[data-mentions] textarea")) return;
  const list = box(area);
  if (list.hidden || event.ctrlKey || event.metaKey) return;
  const all = options(list);
  const at = all.findIndex((option) => option.getAttribute("aria-selected") === "true");
  if (event.key === "Escape") close(area, list);
  else if (event.key === "Enter" || event.key === "Tab") insert(area, list, all[at]);
  else if (event.key === "ArrowDown") choose(area, list, all[(at + 1) % all.length]);
  else if (event.key === "ArrowUp") choose(area, list, all.at(at - 1));
  else return;
  event.preventDefault();
});

document.addEventListener("mousedown", (event) => {
  const option = event.target.closest?.(".mention-box [role=option]");
  if (!option) return;
  event.preventDefault();
  const list = option.closest("[role=listbox]");
  insert(list.closest("[data-mentions]").querySelector("textarea"), list, option);
});
