// Unit tests of interaction/stops.js: what the arrow keys read in charts without a browser.

import assert from "node:assert/strict";
import { test } from "node:test";

import { stopsOf } from "../../explorer/ui/chart/web/interaction/stops.js";
import { WeightBars } from "../../explorer/ui/chart/web/marks/weight_bars.js";

const frame = { left: 0, top: 0, width: 100, height: 100, x: (v) => 10 * v, y: (v) => 100 - 10 * v, invertX: (p) => p / 10, invertY: (p) => 10 - p / 10 };
const run = { steps: [0, 1], column: (name) => ({ w0: [0, 2.5], w1: [0, -1] })[name] };
const store = { run, shownRow: 1, shownStep: 1 };
const bar = (column, name) => ({ column, name, colour: "#000000", rule: null, note: "" });

test("each bar is a place, read at the step shown", () => {
  const trace = new WeightBars({ meta: { along: "x", bars: [bar("w0", "age"), bar("w1", "sex")] } });
  trace.bind(run);
  const stops = stopsOf({ frame, ready: true, played: [trace] }, store);
  assert.equal(stops.count, 2);
  assert.deepEqual([0, 1].map((i) => stops.lines(i, 0)), [["age: 2.5"], ["sex: -1"]]);
});

test("a map is read at any place of it", () => {
  const field = { type: "contour", x: [0, 10], y: [0, 10], z: [[1, 2], [3, 4]] };
  const plot = { layout: { xaxis: { title: { text: "" } }, yaxis: { title: { text: "" } } } };
  globalThis.DOMParser = class { parseFromString(text) { return { body: { textContent: text } }; } };
  const stops = stopsOf({ frame, ready: true, played: [], plot, figure: { data: [field] } }, store);
  assert.equal(stops.lines(0, 0)[0], "about 1");
  assert.equal(stops.lines(39, 39)[0], "about 4");
  assert.equal(stops.lines(39, 0)[0], "about 2");
});

test("nothing is read before there is a run", () => {
  assert.equal(stopsOf({ frame, ready: true, played: [] }, { run: null }), null);
});

test("steps that are read are in view, also where few are kept", () => {
  const steps = [0, 10, 20, 30, 40];
  const rowOf = (step) => steps.findLastIndex((kept) => kept <= step);
  const zoomed = { ...frame, left: 0, width: 100, x: (v) => (v - 15) * (100 / 30), invertX: (p) => 15 + (p * 30) / 100 };
  const lineReader = { active: true, readsAll: true, lines: () => [], textsAt: () => [] };
  const over = { steps, rowOf, column: () => steps };
  const chart = { frame: zoomed, ready: true, played: [{ meta: { play: "reveal" } }], lineReader, figure: { data: [] } };
  const stops = stopsOf(chart, { run: over, shownRow: 2, shownStep: 20 });
  for (let i = 0; i < stops.count; i++) assert.ok(stops.at(i, 0)[0] >= 0 && stops.at(i, 0)[0] <= 100);
  assert.equal(stops.count, 3);
});
