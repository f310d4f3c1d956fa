// Printing, and the plan as a PNG: the server's SVG is drawn on a canvas here, so that nothing else has to be installed.
const SHARP = 2; // pixels of the picture for one of the drawing
const LONGEST = 16384; // what a browser draws at most in one direction

const load = (text) =>
  new Promise((resolve, reject) => {
    const picture = new Image();
    picture.addEventListener("load", () => resolve(picture));
    picture.addEventListener("error", () => reject(new Error("The picture can't be read.")));
    picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  });

const draw = (picture) => {
  const canvas = document.createElement("canvas");
  const scale = Math.min(SHARP, LONGEST / picture.width, LONGEST / picture.height);
  canvas.width = Math.floor(picture.width * scale);
  canvas.height = Math.floor(picture.height * scale);
  const context = canvas.getContext("2d");
  context.scale(scale, scale);
  context.drawImage(picture, 0, 0);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
};

const save = (blob, name) => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
};

document.addEventListener("click", async (event) => {
  if (event.target.closest?.("[data-print]")) print();
  const button = event.target.closest?.("[data-png]");
  if (!button) return;
  button.closest("details")?.removeAttribute("open");
  const answer = await fetch(button.dataset.png);
  if (!answer.ok) return location.assign(button.dataset.png);
  save(await draw(await load(await answer.text())), button.dataset.name);
});
