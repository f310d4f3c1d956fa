// The frame: the rail's width, the sheet of shortcuts, the current tab in view, and panels that failed to load.
const root = document.documentElement;
const remember = (name, value) => {
  document.cookie = `${name}=${value}; path=/; max-age=31536000; samesite=lax`;
};

for (const button of document.querySelectorAll("[data-rail-toggle]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    root.dataset.rail = root.dataset.rail === "icons" ? "open" : "icons";
    button.setAttribute("aria-pressed", root.dataset.rail === "icons");
    remember("rail", root.dataset.rail);
  });
}

for (const tab of document.querySelectorAll(".tabs [aria-current]")) {
  tab.scrollIntoView({ inline: "center", block: "nearest" });
}

const typing = (element) => element.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");

document.addEventListener("keydown", (event) => {
  if (event.key !== "?" || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  event.preventDefault();
  document.getElementById("keys")?.togglePopover();
});

// A panel that could not be loaded says so and offers another try; the rest of the page lives on.
const fail = (event) => {
  const panel = event.detail.elt;
  if (!panel.matches?.("[hx-trigger*='load'], [hx-trigger*='revealed']")) return;
  panel.replaceChildren(document.getElementById("failed-template").content.cloneNode(true));
  panel.querySelector("[data-retry]").addEventListener("click", () => {
    window.htmx.ajax("GET", panel.getAttribute("hx-get"), { source: panel, target: panel });
  });
};
document.addEventListener("htmx:responseError", fail);
document.addEventListener("htmx:sendError", fail);
