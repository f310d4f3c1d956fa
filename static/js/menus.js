// Menus are <details>: they open without script. Here they close on Esc and outside clicks, and arrows move in them.
const items = (menu) => [...menu.querySelectorAll(".menu-box :is(a, button, input)")];

const close = (menu, focus) => {
  menu.open = false;
  if (focus) menu.querySelector("summary").focus();
};

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) close(menu, false);
  }
});

// Only Tab: a click on words inside a menu moves the focus to <main>, and must not close it.
document.addEventListener("keyup", (event) => {
  if (event.key !== "Tab") return;
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(document.activeElement)) close(menu, false);
  }
});

document.addEventListener("keydown", (event) => {
  const menu = event.target.closest?.("details.menu");
  if (!menu) return;
  if (event.key === "Escape" && menu.open) {
    event.preventDefault();
    close(menu, true);
  }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || event.target.matches("input:not([type=checkbox], [type=radio])")) return;
  event.preventDefault();
  menu.open = true;
  const list = items(menu);
  const next = list.indexOf(document.activeElement) + step;
  list.at(next % list.length)?.focus();
});
