// Forms: the first error gets the focus, buttons show that they work, Ctrl-Enter saves, unsaved work is not lost silently.
const dirty = new Set();

const focusErrors = (root) => {
  const target = root.querySelector("form [aria-invalid=true]") ?? root.querySelector("#error-summary");
  target?.focus();
};
focusErrors(document);
document.addEventListener("htmx:afterSwap", (event) => focusErrors(event.detail.target));

document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-guard]");
  if (form) dirty.add(form);
});
addEventListener("beforeunload", (event) => {
  for (const form of dirty) if (form.isConnected) event.preventDefault();
});

const busy = (button) => {
  button.setAttribute("aria-disabled", "true");
  button.classList.add("busy");
};
const idle = () => {
  for (const button of document.querySelectorAll("button.busy")) {
    button.removeAttribute("aria-disabled");
    button.classList.remove("busy");
  }
};

document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (button?.getAttribute("aria-disabled") === "true") {
    event.preventDefault();
    return;
  }
  dirty.delete(event.target);
  const leaves = event.target.method === "post" && !event.target.target;
  if (button && leaves && !event.defaultPrevented) busy(button);
});
addEventListener("pageshow", (event) => event.persisted && idle());
document.addEventListener("htmx:afterRequest", idle);

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  const form = event.target.closest("form");
  if (!form) return;
  event.preventDefault();
  form.requestSubmit(form.querySelector("button[type=submit].btn-primary") ?? undefined);
});

// Filters: one choice of a form with data-auto sends it at once; several choices wait for their button.
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-auto]");
  if (!form || event.target.closest("[data-no-auto]") || !event.target.matches("select, [type=radio]")) return;
  const menu = event.target.closest("details.menu");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
  form.requestSubmit();
});
document.addEventListener("submit", (event) => {
  const menu = event.submitter?.closest("details.menu");
  if (!event.target.matches("form[data-auto]") || !menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
document.addEventListener("htmx:configRequest", (event) => {
  if (!event.detail.elt.matches("form[data-auto]")) return;
  for (const [name, value] of [...event.detail.formData]) if (value === "") event.detail.formData.delete(name);
});
