// Cause, event and effect read as one sentence while they are written. Without script the server's sentence stands.
const WAIT = 400;

for (const group of document.querySelectorAll("[data-statement]")) {
  const output = group.querySelector("output");
  const written = (name) => group.querySelector(`[name=${name}]`).value.trim().replace(/\.+$/u, "");
  const fill = (words, parts) => words.replace(/%\((\w+)\)s/gu, (_, name) => parts[name] ?? "");
  const sentence = () => {
    const parts = { cause: written("cause"), event: written("event"), effect: written("effect") };
    if (!parts.event) return output.dataset.empty;
    const said = parts.event.toLocaleLowerCase().split(/\s+/u).includes(output.dataset.may);
    if (!said) parts.event = fill(output.dataset.uncertain, parts);
    const kind = parts.cause ? (parts.effect ? "both" : "cause") : parts.effect ? "effect" : "event";
    const words = fill(output.dataset[kind], parts);
    return words.charAt(0).toLocaleUpperCase() + words.slice(1);
  };
  let timer;
  const show = () => {
    const words = sentence();
    if (output.textContent !== words) output.textContent = words;
  };
  group.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(show, WAIT);
  });
  show();
}
