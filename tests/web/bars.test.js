// Unit tests of the ranked bars: where they are drawn, and what is read there.

import assert from "node:assert/strict";
import { test } from "node:test";

import { BarReader } from "../../explorer/ui/chart/web/interaction/read_bars.js";
import { RankedBars } from "../../explorer/ui/chart/web/marks/bars.js";

const COUNT = 331; // as many bars as the training part of diabetes has, each a little wider than a pixel
const frame = { left: 52, top: 8, width: 460, height: 200, x: (v) => 52 + ((v + 0.5) * 460) / COUNT, y: (v) => 108 - 10 * v };
const losses = Float32Array.from({ length: COUNT }, (_, i) => 1 + ((37 * i) % COUNT));
const run = { steps: [0], matrixRow: () => losses, column: () => [1] };

function drawn(picked) {
  const trace = new RankedBars({
    meta: { up: "excess", down: "gradient", least: [[-1, [...losses].map(() => 0)]], names: [...losses.keys()].map((i) => `row ${i}`), picked, colours: ["blue", "red"], of: "data loss", mean: "mean loss" },
  });
  trace.bind(run);
  const tips = [];
  const context = { beginPath: () => {}, fill: () => {}, fillText: () => {}, fillRect: () => {}, moveTo: (x) => tips.push(x), lineTo: () => {} };
  trace.paint(context, frame, { text: "black", font: "" }, 0);
  return { trace, tip: tips.at(-1) };
}

test("the mark of the picked example stands where its bar is read, at both edges too", () => {
  const order = [...losses.keys()].sort((a, b) => losses[b] - losses[a]);
  [0, 1, 2, 5, 100, COUNT - 3, COUNT - 1].forEach((place) => {
    const { trace, tip } = drawn(order[place]);
    const body = { addEventListener: () => {} };
    const reader = new BarReader({ body, frame, played: [trace], ready: true }, { shownRow: 0, run });
    assert.equal(reader.example(tip).i, order[place]);
  });
});
