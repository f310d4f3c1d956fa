// What a change alters in the plan. Every row, every bar and what lies under it has an id and a sign of what it holds.
// A change tells the server the signs in view; the answer holds the elements that differ, each for the place of its id.
const BLOCK = 2800; // pixels of 100 rows
const scroller = () => document.querySelector("#plan .plan");

const isLoaded = (rows) => Boolean(rows.querySelector("tr[data-h]"));
const signs = (number) => [...document.querySelectorAll(`#rows-${number} > tr, #bars-${number} [data-h]`)].map((piece) => piece.dataset.h ?? "").join("");

const inView = () => {
  const { scrollTop, clientHeight } = scroller();
  return new Set([Math.floor(scrollTop / BLOCK), Math.floor((scrollTop + clientHeight) / BLOCK)]);
};

// The signs of the blocks in view, none for one that is still on its way; and the numbers of the others that are there.
const shown = () => {
  const blocks = [...document.querySelectorAll("#plan tbody[id]")];
  const near = inView();
  const number = (rows) => Number(rows.id.slice("rows-".length));
  const there = blocks.filter(isLoaded).map(number);
  return {
    frame: scroller().dataset.frame,
    near: blocks.map(number).filter((one) => near.has(one)).map((one) => `${one}:${signs(one)}`).join(";"),
    far: there.filter((one) => !near.has(one)).join(","),
  };
};

const put = (piece) => {
  const place = document.getElementById(piece.id);
  if (!place) return;
  place.replaceWith(piece);
  if (piece.localName !== "g") window.htmx.process(piece);
};

const exchange = (text) => {
  const answer = document.createElement("template");
  answer.innerHTML = text;
  const { content } = answer;
  for (const piece of content.querySelectorAll("tr[id], tbody[id], svg[id], g[id], span[id]")) put(piece);
  const note = document.getElementById("plan-note");
  note.replaceChildren(...content.querySelector("[data-note]").childNodes);
  window.htmx.process(note);
};

document.addEventListener("htmx:configRequest", ({ detail }) => {
  if (detail.verb !== "post" || !scroller() || !detail.elt.closest("#plan, #plan-note")) return;
  for (const [name, value] of Object.entries(shown())) detail.parameters[name] = value;
});

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (detail.xhr.getResponseHeader("X-Plan") !== "changes") return;
  detail.shouldSwap = false;
  const form = detail.requestConfig.elt.closest("form.cell");
  document.dispatchEvent(new CustomEvent("plan:drawing", { detail: { form } }));
  exchange(detail.xhr.responseText);
  document.dispatchEvent(new CustomEvent("plan:drawn"));
});
