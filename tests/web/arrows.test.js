// Unit tests of marks/arrows.js: tips lie within the map, and arrows keep their proportion.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Arrows } from "../../explorer/ui/chart/web/marks/arrows.js";

const frame = { left: 0, top: 0, width: 300, height: 200, x: (v) => 100 * v, y: (v) => 200 - 100 * v };
const columns = { px: [1.5, 2.7], py: [1, 1], g: [-1, -1], h: [-0.5, -0.5], none: [0, 0] };
const arrow = (across) => ({ across: [across], up: ["none"], colour: "#000000", dash: "solid" });

function lengths(row, drawn, others) {
  const trace = new Arrows({ meta: { play: "arrows", x: "px", y: "py", drawn, others } });
  trace.bind({ steps: [0, 1], column: (name) => columns[name] });
  return trace.lengths(row, frame).map(([dx]) => dx);
}

test("in the middle the longest has its full length", () => {
  assert.deepEqual(lengths(0, [arrow("g"), arrow("h")], []), [64, 32]);
});

test("near an edge all are shorter, so that each tip lies within the map, also those of the map beside it", () => {
  const [long, short] = lengths(1, [arrow("g"), arrow("h")], []);
  assert.ok(270 + long < 300 && long > 20, String(long));
  assert.equal(short, long / 2);
  assert.equal(lengths(1, [arrow("h")], [arrow("g")])[0], short);
});
