// Ctrl-K: go to, find, do. The server answers with the options as HTML; the previous ones stay until the new are there.
const palette = document.getElementById("palette");
const WAIT = 150;

if (palette) {
  const input = palette.querySelector("[role=combobox]");
  const list = palette.querySelector("[role=listbox]");
  const count = palette.querySelector("[data-count]");
  let timer;
  let latest;

  const options = () => [...list.querySelectorAll("[role=option]")];

  const choose = (option) => {
    for (const each of options()) each.setAttribute("aria-selected", each === option);
    input.setAttribute("aria-activedescendant", option?.id ?? "");
    option?.scrollIntoView({ block: "nearest" });
  };

  const load = async () => {
    latest?.abort();
    latest = new AbortController();
    const query = new URLSearchParams({ q: input.value, project: palette.dataset.project ?? "" });
    const request = fetch(`${palette.dataset.url}?${query}`, { headers: { "HX-Request": "true" }, signal: latest.signal });
    const answer = await request.catch(() => null);
    if (!answer?.ok) return;
    list.innerHTML = await answer.text();
    options().forEach((option, index) => (option.id = `palette-${index}`));
    count.textContent = list.querySelector("[data-summary]")?.dataset.summary ?? options().length;
    choose(options()[0]);
  };

  const open = () => {
    if (palette.open) return;
    palette.showModal();
    input.select();
    load();
  };

  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      event.preventDefault();
      open();
    }
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-palette]") || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    open();
  });
  palette.addEventListener("click", (event) => {
    if (event.target === palette) palette.close();
  });
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(load, WAIT);
  });
  input.addEventListener("keydown", (event) => {
    const all = options();
    const at = all.findIndex((option) => option.getAttribute("aria-selected") === "true");
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (event.key === "Enter") all[at]?.click();
    else if (to !== undefined && all.length && !(input.value && ["Home", "End"].includes(event.key)))
      choose(all.at(to % all.length));
    else return;
    event.preventDefault();
  });
}
