// On paper: one column as wide as the sheet, without what only a screen needs; plots are drawn for it before it is printed.

import { store } from "../core/run.js";

const CLASS = "le-printing";

function redraw() {
  store.charts.forEach((chart) => {
    if (!chart.plot.layout || !chart.plot.clientWidth) return;
    window.Plotly?.Plots.resize(chart.plot);
    chart.measure();
  });
}

function toggle(on) {
  document.documentElement.classList.toggle(CLASS, on);
  redraw();
}

export function redrawForPrint() {
  window.addEventListener("beforeprint", () => toggle(true));
  window.addEventListener("afterprint", () => toggle(false));
  window.matchMedia("print").addEventListener("change", ({ matches }) => toggle(matches));
}
