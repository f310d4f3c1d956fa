// Results of one's own actions. They leave after 8 s, wait under the pointer or the focus, and errors stay.
const SECONDS = 8;
const region = document.getElementById("toasts");
const template = document.getElementById("toast-template");
const icons = { ok: "ok", success: "ok", info: "info", warn: "warn", warning: "warn", bad: "bad", error: "bad" };

const watch = (toast) => {
  const dismiss = toast.querySelector("[data-dismiss]");
  dismiss.hidden = false;
  dismiss.addEventListener("click", () => toast.remove());
  if (icons[toast.dataset.kind] === "bad") return;
  let timer;
  const start = () => {
    timer = setTimeout(() => toast.remove(), SECONDS * 1000);
  };
  const stop = () => clearTimeout(timer);
  for (const name of ["pointerenter", "focusin"]) toast.addEventListener(name, stop);
  for (const name of ["pointerleave", "focusout"]) toast.addEventListener(name, start);
  start();
};

const paint = (icon, kind) => {
  const use = icon.querySelector("use");
  use.setAttribute("href", use.getAttribute("href").replace(/#.*/, `#i-${kind}`));
  icon.setAttribute("class", `i ${kind}-i`);
};

const show = ({ message, kind = "ok", undo = "" }) => {
  const toast = template.content.cloneNode(true).firstElementChild;
  toast.dataset.kind = kind;
  paint(toast.querySelector("svg"), icons[kind] ?? "info");
  toast.querySelector("p").textContent = message;
  const form = toast.querySelector("form");
  if (undo) form.action = undo;
  else form.replaceWith(document.createElement("span"));
  region.append(toast);
};

if (region) {
  for (const toast of region.children) watch(toast);
  new MutationObserver((changes) => {
    for (const change of changes) for (const node of change.addedNodes) if (node.nodeType === 1) watch(node);
  }).observe(region, { childList: true });
}

if (region && template) {
  document.addEventListener("toast", (event) => show(event.detail));
  const failed = (event) => {
    if (event.detail.elt.matches?.("[hx-trigger*='load'], [hx-trigger*='revealed'], [hx-trigger*='every']")) return;
    show({ message: region.dataset.failed, kind: "bad" });
  };
  document.addEventListener("htmx:responseError", failed);
  document.addEventListener("htmx:sendError", failed);
}
