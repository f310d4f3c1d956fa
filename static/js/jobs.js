// A job is polled by htmx while it is open; a page in the background does not ask.
document.addEventListener("htmx:beforeRequest", (event) => {
  if (document.hidden && event.detail.elt.matches(".job")) event.preventDefault();
});
