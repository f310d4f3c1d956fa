// Dragging in the plan: the middle of a bar moves the task, its right end changes its duration, the dots beside it draw a
// link to another row. Esc lets go. What was dragged goes out as an event "plan:change"; gantt.js sends it.
const EDGE = 7;
const GAP = 8; // from the end of a bar to its dot
const ROW_HEAD = 20; // where a row of the grid is looked for, from its left edge
const WIDE = 40; // bars of this width have two halves to drop a link on
const PREDECESSORS = 5; // place of that cell in its row
const SVG = "http://www.w3.org/2000/svg";

let drag = null;
let line = null;

const scroller = () => document.querySelector("#plan .plan");
const announce = (detail) => document.dispatchEvent(new CustomEvent("plan:change", { detail }));
const element = (name, attributes) => {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
};

// Moving and stretching

const moved = (iso, count) => {
  const day = new Date(`${iso}T12:00:00Z`);
  day.setUTCDate(day.getUTCDate() + count);
  return day.toISOString().slice(0, 10);
};
const days = () => Math.round(drag.dx / Number(scroller().dataset.pixels));
const target = () => moved(drag.sizes ? drag.bar.dataset.e : drag.bar.dataset.s, days());
const told = (iso) =>
  new Date(`${iso}T12:00:00Z`).toLocaleDateString(document.documentElement.lang, { day: "numeric", month: "short", timeZone: "UTC" });

const drop = () => {
  drag?.bar.removeAttribute("transform");
  drag?.hint?.remove();
  for (const [part, width] of drag?.widths ?? []) part.setAttribute("width", width);
  drag?.bar.classList.remove("grabbed");
  drag = null;
};

const hint = () => {
  const box = drag.body.getBBox();
  drag.hint ??= drag.bar.appendChild(element("text", { class: "lbl drag-hint", y: box.y - 2 }));
  drag.hint.setAttribute("x", drag.sizes ? box.x + box.width + 4 : box.x);
  drag.hint.textContent = told(target());
};

const grab = (bar, event) => {
  const body = bar.querySelector("rect:not(.reach), path");
  const box = body.getBoundingClientRect();
  const sizes = body.tagName === "rect" && box.right - event.clientX < Math.min(EDGE, box.width / 3);
  const parts = sizes ? [...bar.querySelectorAll(".bar, .crit, .crit-hatch")] : [];
  drag = { bar, body, x: event.clientX, dx: 0, sizes, widths: parts.map((part) => [part, part.getAttribute("width")]) };
  bar.classList.add("grabbed");
};

const pull = (event) => {
  drag.dx = event.clientX - drag.x;
  if (!drag.sizes) drag.bar.setAttribute("transform", `translate(${drag.dx} 0)`);
  for (const [part, width] of drag.widths) part.setAttribute("width", Math.max(3, Number(width) + drag.dx));
  hint();
};

const release = () => {
  const { bar, sizes } = drag;
  const [count, value] = [days(), target()];
  drop();
  if (count) announce({ n: bar.dataset.n, what: "cell", values: { field: sizes ? "finish" : "start", value } });
  else announce({ n: bar.dataset.n });
};

// Links: dots at both ends of the bar under the pointer

const withDots = (bar) => {
  if (bar.querySelector(".dot")) return;
  const box = bar.querySelector("rect, path").getBBox();
  const [left, right, middle] = [box.x - GAP, box.x + box.width + GAP, box.y + box.height / 2];
  const reach = { class: "reach", x: left - GAP, y: box.y, width: right - left + 2 * GAP, height: box.height };
  bar.prepend(element("rect", reach));
  bar.append(element("circle", { class: "dot", "data-end": "S", cx: left, cy: middle, r: 5 }));
  bar.append(element("circle", { class: "dot", "data-end": "F", cx: right, cy: middle, r: 5 }));
};
const withoutDots = (bar) => {
  for (const part of bar.querySelectorAll(".dot, .reach")) part.remove();
};

document.addEventListener("pointerover", (event) => {
  const bar = event.pointerType !== "touch" && event.target.closest?.(".plan-right g[data-t]");
  if (!bar || drag || line || !document.querySelector("#plan[data-plan]")) return;
  withDots(bar);
  bar.addEventListener("pointerleave", () => line?.bar === bar || withoutDots(bar), { once: true });
});

const onto = (event) => {
  const left = document.querySelector(".plan-left").getBoundingClientRect().left;
  const row = document.elementFromPoint(left + ROW_HEAD, event.clientY)?.closest("tr[data-n]");
  const box = row && document.querySelector(`.plan-right g[data-t="${row.dataset.n}"] :is(rect, path):not(.reach)`)?.getBoundingClientRect();
  const atFinish = box && box.width > WIDE && event.clientX > box.right - box.width / 3 && event.clientX <= box.right + GAP;
  return row && row.dataset.n !== line.bar.dataset.t ? { n: row.dataset.n, row, end: atFinish ? "F" : "S" } : null;
};

const draw = (dot) => {
  const [right, at] = [document.querySelector(".plan-right"), dot.getBoundingClientRect()];
  const frame = right.getBoundingClientRect();
  const [x, y] = [at.x + at.width / 2 - frame.x, at.y + at.height / 2 - frame.y];
  const overlay = element("svg", { class: "g plan-link", width: frame.width, height: frame.height, "aria-hidden": "true" });
  const path = overlay.appendChild(element("path", { class: "lk on" }));
  const word = overlay.appendChild(element("text", { class: "lbl" }));
  right.append(overlay);
  line = { bar: dot.closest("g"), end: dot.dataset.end, x, y, frame, overlay, path, word, to: null };
};

const stretch = (event) => {
  line.frame = document.querySelector(".plan-right").getBoundingClientRect();
  const [x, y] = [event.clientX - line.frame.x, event.clientY - line.frame.y];
  line.to?.row.classList.remove("sel");
  line.to = onto(event);
  line.to?.row.classList.add("sel");
  line.path.setAttribute("d", `M${line.x} ${line.y}L${x} ${y}`);
  line.word.setAttribute("x", x + 10);
  line.word.setAttribute("y", y - 6);
  line.word.textContent = line.to ? `${line.bar.dataset.t}${line.end}${line.to.end} → ${line.to.n}` : "";
};

const cut = () => {
  line?.overlay.remove();
  if (line) withoutDots(line.bar);
  line = null;
};

const tie = () => {
  const { bar, end, to } = line;
  cut();
  const value = `${bar.dataset.t}${end}${to?.end}`;
  if (to) announce({ n: to.n, place: PREDECESSORS, what: "cell", values: { field: "link", value } });
};

// The pointer

document.addEventListener("pointerdown", (event) => {
  if (event.button || event.pointerType === "touch") return;
  const dot = event.target.closest?.(".plan-right .dot");
  const bar = event.target.closest?.(".plan-right g[data-n]");
  if (!dot && (!bar || event.target.matches(".reach"))) return;
  if (dot) draw(dot);
  else grab(bar, event);
  (dot ?? bar).setPointerCapture(event.pointerId); // keeps its cursor without a new style for the whole page
  event.preventDefault();
});

document.addEventListener("selectstart", (event) => {
  if (drag || line) event.preventDefault();
});

document.addEventListener("pointermove", (event) => {
  if (line) stretch(event);
  else if (drag) pull(event);
});

document.addEventListener("pointerup", () => {
  if (line) tie();
  else if (drag) release();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  drop();
  cut();
});
