// Unit tests of places that can be picked: which one is meant at a pixel, and where the arrow keys go.

import assert from "node:assert/strict";
import { test } from "node:test";

import { PickReader } from "../../explorer/ui/chart/web/interaction/pick_reader.js";
import { stopsOf } from "../../explorer/ui/chart/web/interaction/stops.js";

const frame = { left: 0, top: 0, width: 100, height: 100, x: (v) => 10 * v, y: (v) => 10 * v };

function chartWith(picks) {
  const sent = [];
  const chart = {
    frame, ready: true, settled: true, played: [], body: { addEventListener: () => {} },
    data: { name: "rows", figure: { layout: { meta: { picks } } } }, send: (kind, fields) => sent.push([kind, fields]),
  };
  chart.pickReader = new PickReader(chart, {});
  return { chart, sent };
}

test("where rows count first the nearest row is meant, however far to the side", () => {
  const { chart } = chartWith({ x: [1, 9, 1], y: [2, 2, 6], text: [["a"], ["b"], ["c"]], by: "rows" });
  assert.equal(chart.pickReader.meant(30, 20), 0);
  assert.equal(chart.pickReader.meant(70, 30), 1);
  assert.equal(chart.pickReader.meant(95, 55), 2);
});

test("else the nearest place is meant, within reach", () => {
  const { chart } = chartWith({ x: [1, 3], y: [1, 1], text: [["a"], ["b"]], by: "near" });
  assert.equal(chart.pickReader.meant(14, 12), 0);
  assert.equal(chart.pickReader.meant(27, 10), 1);
  assert.equal(chart.pickReader.meant(90, 90), -1);
});

test("the arrow keys go through a row, up and down between rows, and Enter picks", () => {
  const { chart, sent } = chartWith({ x: [3, 1, 1, 2], y: [1, 1, 5, 5], text: [["b"], ["a"], ["c"], ["d"]], by: "rows" });
  const stops = stopsOf(chart, { run: null });
  assert.equal(stops.count, 2);
  assert.deepEqual([[0, 0], [1, 0], [0, 1], [1, 1]].map(([i, level]) => stops.lines(i, level)[0]), ["a", "b", "c", "d"]);
  assert.deepEqual(stops.at(1, 1), [20, 50]);
  assert.equal(stops.pick(1, 0), "b is picked.");
  assert.deepEqual(sent, [["picked", { name: "rows", index: 0 }]]);
});

test("rows of one place each are a single list", () => {
  const { chart } = chartWith({ x: [4, 2], y: [0, 1], text: [["first"], ["second"]], by: "rows" });
  const stops = stopsOf(chart, { run: null });
  assert.equal(stops.count, 2);
  assert.equal(stops.levels(0), 1);
  assert.deepEqual([0, 1].map((i) => stops.lines(i, 0)[0]), ["first", "second"]);
});

test("it is needed only where there are such places", () => {
  assert.equal(PickReader.needed({ data: { figure: { layout: {} } } }), false);
  assert.equal(PickReader.needed({ data: { figure: { layout: { meta: { picks: { x: [1] } } } } } }), true);
});
