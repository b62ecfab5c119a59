// On paper: one column as wide as the sheet, without what only a screen needs; plots are drawn for it before it is printed.

import { store } from "../core/run.js";

const CLASS = "le-printing";

// All of it at once: the sheet is taken as it stands when this is done, and plotly's own resizing waits a moment.
function redraw() {
  store.charts.forEach((chart) => {
    if (!chart.plot.layout || !chart.plot.clientWidth) return;
    window.Plotly?.relayout(chart.plot, { autosize: true });
    chart.measure();
  });
}

// A canvas that is drawn on while a page is printed comes out on a white ground, which hides the plot below it: its picture takes
// its place on paper.
function copyCanvases() {
  document.querySelectorAll("canvas.le-canvas:not([hidden])").forEach((canvas) => {
    const copy = new Image();
    Object.assign(copy, { className: "le-canvas le-copy", alt: "", decoding: "sync", src: canvas.toDataURL() });
    canvas.after(copy);
  });
}

function toggle(on) {
  if (on === document.documentElement.classList.contains(CLASS)) return;
  document.documentElement.classList.toggle(CLASS, on);
  redraw();
  if (on) copyCanvases();
  else document.querySelectorAll(".le-copy").forEach((copy) => copy.remove());
}

export function redrawForPrint() {
  window.addEventListener("beforeprint", () => toggle(true));
  window.addEventListener("afterprint", () => toggle(false));
  window.matchMedia("print").addEventListener("change", ({ matches }) => toggle(matches));
}
