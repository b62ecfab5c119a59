// Light or dark, as Streamlit has it, and the colours that roles have there.

import { fitAcross } from "./axis_titles.js";

const SLIM = 330; // pixels
const [SHORTEST, LONGEST, POWER] = [1e-3, 1e4, 20]; // beyond these plotly writes powers of ten, which take so many pixels more

// Streamlit gives its colours as CSS variables on the component; the page is dark where the background is.
export function themeOf(element) {
  const background = getComputedStyle(element).getPropertyValue("--st-background-color").trim() || "#ffffff";
  const probe = document.createElement("canvas").getContext("2d");
  probe.fillStyle = background;
  const hex = probe.fillStyle;
  const [r, g, b] = [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16));
  return 0.299 * r + 0.587 * g + 0.114 * b < 128 ? "dark" : "light";
}

export function coloursOf(element, palette) {
  const name = themeOf(element);
  const font = getComputedStyle(element).getPropertyValue("--st-font").trim() || "sans-serif";
  return { name, font, ...palette[name] };
}

const ROLE = /^var\(--(\w+)\)$/;

// Letters have a variant of their own where the role's colour is too faint for them.
export function colour(value, colours, written = false) {
  const match = typeof value === "string" && ROLE.exec(value);
  return match ? (written && colours[`${match[1]}_text`]) || colours[match[1]] : value;
}

const WRITTEN = ["font", "textfont"]; // as in explorer/figures/base/palette.py

// A copy of a figure's part with roles replaced by colours; packed arrays are passed on as they are.
export function coloured(node, colours, written = false) {
  if (Array.isArray(node)) return node.map((item) => coloured(item, colours, written));
  if (node && typeof node === "object") {
    if ("bdata" in node || ArrayBuffer.isView(node)) return node;
    return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, coloured(value, colours, written || WRITTEN.includes(key))]));
  }
  return colour(node, colours, written);
}

// Whether the numbers of a straight axis are so large or so small that they are written with powers of ten.
export function powers(axis) {
  if (!axis?.range || axis.type === "log" || axis.ticktext) return false;
  const largest = Math.max(...axis.range.map(Math.abs));
  return largest >= LONGEST || (largest > 0 && largest < SHORTEST);
}

// What every chart's layout takes from the theme, and from its width in pixels.
// Where it is slim, few ticks have room, and none may stand on its head.
export function themedLayout(layout, colours, narrow, width) {
  const slim = width < SLIM;
  const axis = (given) => ({
    gridcolor: colours.grid,
    zerolinecolor: colours.dim,
    linecolor: colours.dim,
    tickcolor: colours.dim,
    ticks: "",
    nticks: slim ? 5 : 7,
    exponentformat: "power",
    minexponent: 5, // 15,200 and 200,000 in full
    // A logarithmic axis has few numbers, each written whole: 0.1, 1, 10, and 2 and 5 between them only where there is room.
    ...(given?.type === "log" && { nticks: 5, minorloglabels: "complete" }),
    fixedrange: narrow,
    ...given,
    title: { standoff: 2, font: { size: 12 }, ...given?.title },
  });
  const space = (given) => ({
    gridcolor: colours.grid,
    color: colours.text,
    showbackground: false,
    zeroline: false,
    showspikes: false,
    tickfont: { size: 11 },
    ...given,
    title: { font: { size: 11 }, ...given?.title },
  });
  const { scene } = layout;
  const axes = scene
    ? { scene: { ...scene, xaxis: space(scene.xaxis), yaxis: space(scene.yaxis), zaxis: space(scene.zaxis) } }
    : { xaxis: axis({ tickangle: 0, ...layout.xaxis }), yaxis: axis(layout.yaxis) };
  const themed = {
    ...layout,
    ...axes,
    autosize: true,
    dragmode: narrow ? false : "zoom",
    paper_bgcolor: "rgba(0,0,0,0)",
    plot_bgcolor: "rgba(0,0,0,0)",
    font: { family: colours.font, size: 12, color: colours.text },
    hoverlabel: { bgcolor: colours.background, bordercolor: colours.dim, font: { color: colours.text, family: colours.font } },
    margin: { l: 45 + (powers(layout.yaxis) ? POWER : 0), r: 10, t: 6, b: 32, ...layout.margin },
  };
  fitAcross(themed, width);
  return themed;
}
