// One <dialog> for the whole page. A link with hx-get and hx-target="#dialog" fills it; the answer to its form is
// either the form with its errors (422, the dialog stays) or a redirect or the trigger "dialog:close".
const dialog = document.getElementById("dialog");

const firstField = () =>
  dialog.querySelector("[aria-invalid=true], [autofocus], input:not([type=hidden]), select, textarea, .dlg-acts > *");

if (dialog) {
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target !== dialog || !dialog.childElementCount) return;
    if (!dialog.open) dialog.showModal();
    firstField()?.focus();
  });
  document.addEventListener("dialog:close", () => dialog.close());
  dialog.addEventListener("close", () => dialog.replaceChildren());
  dialog.addEventListener("click", (event) => {
    if (event.target !== dialog && !event.target.closest("[data-dialog-close]")) return;
    event.preventDefault();
    dialog.close();
  });
}
