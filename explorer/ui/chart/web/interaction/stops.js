// The places of a chart that the arrow keys go to, and what is read at each: of lines over the steps, bars, a network's nodes, curves, a map.
//
// Each kind has `count`, the number of places in a row, and `start`, the first one; `levels(i)`, how many things can be read at
// a place; `at(i, level)`, where it is in pixels; and `lines(i, level)`, what is read there.

import { figures, numbers } from "../core/arrays.js";
import { RankedBars, SumBars } from "../marks/bars.js";
import { Network } from "../marks/network.js";
import { Predictions } from "../marks/predictions.js";
import { WeightBars } from "../marks/weight_bars.js";
import { PlaneValues } from "./plane_values.js";

const STEPS = 40; // over an axis
const AXES = ["xaxis", "yaxis"];

const one = () => 1;
const middle = ({ left, top, width, height }) => [left + width / 2, top + height / 2];
const titleOf = (axis) => axis?.title?.text ?? "";
const plain = (text) => new DOMParser().parseFromString(String(text).replace(/<br>/g, " "), "text/html").body.textContent.trim();

// Lines over the steps, from one kept step in view to the next, with `leap` at once farther: the values of all, or of one where
// there are many.
function overSteps(chart, store) {
  const { frame, lineReader } = chart;
  const { run } = store;
  const rowAt = (px) => run.rowOf(Math.max(0, Math.round(frame.invertX(px))));
  const last = rowAt(frame.left + frame.width);
  const before = rowAt(frame.left);
  const first = before < last && run.steps[before] < frame.invertX(frame.left) ? before + 1 : before; // the first one in view
  const row = (i) => first + i;
  const x = (i) => frame.x(run.steps[row(i)]);
  const ordered = (i) => lineReader.lines().map((line) => frame.y(line.y[row(i)])).sort((a, b) => b - a);
  return {
    count: last - first + 1,
    start: run.rowOf(store.shownStep) - first,
    leap: Math.max(2, Math.round((last - first) / STEPS)),
    levels: (i) => (lineReader.readsAll ? 1 : ordered(i).length),
    at: (i, level) => [x(i), ordered(i)[level]],
    lines: (i, level) => lineReader.textsAt(x(i), ordered(i)[level]),
    pointed: (px) => rowAt(px) - first,
  };
}

// What is at each of some places: a mark that knows what is hit there.
function marks(chart, store, trace, places) {
  const { frame } = chart;
  return {
    count: places.length,
    start: 0,
    levels: one,
    at: (i) => places[i],
    lines: (i) => trace.hit(store.shownRow, frame, ...places[i])?.lines ?? [],
  };
}

function weightBars(chart, store, trace) {
  const [across, up] = middle(chart.frame);
  const place = trace.meta.along === "x" ? (i) => [across, chart.frame.y(i)] : (i) => [chart.frame.x(i), up];
  return marks(chart, store, trace, trace.meta.bars.map((_, i) => place(i)));
}

const network = (chart, store, trace) =>
  marks(chart, store, trace, trace.meta.nodes.flatMap(({ x, y }) => y.map((v) => [chart.frame.x(x), chart.frame.y(v)])));

function rankedBars(chart) {
  const { frame, barReader } = chart;
  const up = frame.top + frame.height / 3;
  return {
    count: barReader.trace.meta.names.length,
    start: 0,
    levels: one,
    at: (i) => [frame.x(i), up],
    lines: (i) => barReader.textsAt(frame.x(i)),
    pick: (i) => {
      barReader.send(frame.x(i));
      const name = barReader.trace.meta.names[barReader.example(frame.x(i)).i];
      return `${name[0].toUpperCase()}${name.slice(1)} is picked.`;
    },
  };
}

function sumBars(chart, store, trace) {
  const { frame } = chart;
  const names = chart.plot.layout.xaxis.ticktext ?? [];
  const column = ({ shown, top }) => store.run.column(shown ?? top)[store.shownRow];
  return {
    count: trace.meta.bars.length,
    start: 0,
    levels: one,
    at: (i) => [frame.x(i), frame.y(store.run.column(trace.meta.bars[i].top)[store.shownRow])],
    lines: (i) => [`${plain(names[i] ?? trace.meta.bars[i].top)} ${figures(column(trace.meta.bars[i]))}`],
  };
}

// A map: a place of it, and the value there.
function map(chart, trace) {
  const { frame, plot } = chart;
  const [x, y] = [numbers(trace.x), numbers(trace.y)];
  const values = PlaneValues.of({ data: [trace] });
  const z = trace.z?.bdata ? numbers(trace.z) : trace.z.flat();
  const nearest = (list, value) => list.reduce((best, v, k) => (Math.abs(v - value) < Math.abs(list[best] - value) ? k : best), 0);
  const across = (i) => frame.left + (frame.width * (i + 0.5)) / STEPS;
  const up = (level) => frame.top + frame.height * (1 - (level + 0.5) / STEPS);
  const { xaxis, yaxis } = plot.layout;
  return {
    count: STEPS,
    start: STEPS / 2,
    first: STEPS / 2,
    levels: () => STEPS,
    at: (i, level) => [across(i), up(level)],
    lines: (i, level) => {
      const [a, b] = [frame.invertX(across(i)), frame.invertY(up(level))];
      const value = values ? values.describe(a, b) : `about ${figures(z[nearest(y, b) * x.length + nearest(x, a)])}`;
      return [value, `${plain(titleOf(xaxis))} ${figures(a)}`, `${plain(titleOf(yaxis))} ${figures(b)}`];
    },
  };
}

// Curves and points that stand still: the values of all at a place along the axis.
function curves(chart) {
  const { frame, plot } = chart;
  const drawn = (plot._fullData ?? []).filter((t) => t.type === "scatter" && t.hoverinfo !== "skip" && t.x?.length && t.visible !== false && t.xaxis !== "x2");
  const all = drawn.map((t) => ({ name: /^trace \d+$/.test(t.name ?? "") ? "" : plain(t.name ?? ""), x: numbers(t.x), y: numbers(t.y), line: t.mode?.includes("lines") }))
    .filter(({ x }) => typeof x[0] === "number");
  const bars = (plot._fullData ?? []).find((t) => t.type === "bar" && (t.hoverinfo !== "skip" || t.text));
  if (!all.length) return bars ? stillBars(chart, bars) : null;
  const x = (i) => frame.left + (frame.width * i) / STEPS;
  const found = (i) => {
    const at = frame.invertX(x(i));
    const reach = Math.abs(frame.invertX(frame.left + frame.width / STEPS) - frame.invertX(frame.left)) / 2;
    return all.flatMap((trace) => {
      const k = nearestIn(trace, at);
      const near = Math.abs(trace.x[k] - at) <= (trace.line && trace.x.length > 1 ? Infinity : reach);
      return near && Number.isFinite(trace.y[k]) ? [{ trace, y: trace.y[k] }] : [];
    });
  };
  return {
    count: STEPS + 1,
    start: STEPS / 2,
    levels: one,
    at: (i) => [x(i), frame.y(found(i)[0]?.y ?? NaN)],
    lines: (i) => [`${plain(titleOf(plot.layout.xaxis))} ${figures(frame.invertX(x(i)))}`, ...found(i).slice(0, 8).map(({ trace, y }) => `${trace.name} ${figures(y)}`.trim())],
    pointed: (px) => Math.round((STEPS * (px - frame.left)) / frame.width),
  };
}

// Marks at what the model predicts at the step shown, from left to right.
function predictions(chart, store, trace) {
  const { frame, plot } = chart;
  const along = trace.meta.to;
  const values = () => trace.values(store.shownRow);
  const at = (k) => [along === "x" ? values()[k] : trace.x[k], along === "y" ? values()[k] : trace.y[k]];
  const order = Array.from(along === "x" ? trace.y : trace.x, (_, k) => k).sort((a, b) => at(a)[0] - at(b)[0]);
  const names = AXES.map((axis) => plain(titleOf(plot.layout[axis])));
  return {
    count: order.length,
    start: 0,
    levels: one,
    at: (i) => [frame.x(at(order[i])[0]), frame.y(at(order[i])[1])],
    lines: (i) => at(order[i]).map((value, k) => `${names[k]} ${figures(value)}`),
  };
}

// Places that the figure itself names, to be read and picked: along a row of them, and where there are several rows, up and down.
function offered(chart) {
  const { pickReader } = chart;
  const { x, y, text } = pickReader.picks;
  const order = [...x.keys()].sort((a, b) => x[a] - x[b]);
  const rows = pickReader.picks.by === "rows" ? [...new Set(y)].map((at) => order.filter((i) => y[i] === at)) : [order];
  const column = rows.every((row) => row.length === 1) ? rows.flat() : null; // one place a row: a single list
  const place = (i, level) => (column ? column[i] : rows[Math.min(level, rows.length - 1)][Math.min(i, rows[Math.min(level, rows.length - 1)].length - 1)]);
  return {
    count: column ? column.length : Math.max(...rows.map((row) => row.length)),
    start: 0,
    levels: () => (column ? 1 : rows.length),
    at: (i, level) => pickReader.placeOf(place(i, level)),
    lines: (i, level) => text[place(i, level)],
    pick: (i, level) => {
      pickReader.send(place(i, level));
      return `${text[place(i, level)][0]} is picked.`;
    },
  };
}

const nearestIn = ({ x }, at) => x.reduce((best, value, k) => (Math.abs(value - at) < Math.abs(x[best] - at) ? k : best), 0);

function stillBars(chart, trace) {
  const { frame, plot } = chart;
  const lying = trace.orientation === "h";
  const [place, value] = (lying ? [trace.y, trace.x] : [trace.x, trace.y]).map((list) => Array.from(list.bdata ? numbers(list) : list));
  const pixels = (i) => {
    const at = typeof place[i] === "number" ? place[i] : i;
    return lying ? [frame.x(value[i]), frame.y(at)] : [frame.x(at), frame.y(value[i])];
  };
  const name = (i) => (typeof place[i] === "number" ? `${plain(titleOf(lying ? plot.layout.yaxis : plot.layout.xaxis))} ${place[i]}` : plain(place[i]));
  return { count: place.length, start: 0, levels: one, at: pixels, lines: (i) => [`${name(i)}: ${figures(value[i])}`] };
}

const KINDS = [[RankedBars, rankedBars], [WeightBars, weightBars], [Network, network], [SumBars, sumBars]];

// The stops of a chart as it is drawn; null where there is nothing to be read.
export function stopsOf(chart, store) {
  if (!chart.frame || !chart.ready) return null;
  if (chart.pickReader?.active) return offered(chart);
  if (!store.run) return null;
  for (const [Kind, make] of KINDS) {
    const trace = chart.played.find((played) => played instanceof Kind);
    if (trace) return make(chart, store, trace);
  }
  if (chart.lineReader?.active) return overSteps(chart, store);
  const marked = chart.played.find((played) => played instanceof Predictions && played.trace.mode === "markers");
  if (marked) return predictions(chart, store, marked);
  const field = chart.figure.data.find((trace) => (trace.type === "contour" || trace.type === "heatmap") && trace.z);
  return field ? map(chart, field) : curves(chart);
}
