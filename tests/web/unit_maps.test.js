// Unit tests of marks/unit_maps.js: what each unit puts out, and the bytes of its map.

import assert from "node:assert/strict";
import { test } from "node:test";

import { outputsOf, pixels } from "../../explorer/ui/chart/web/marks/unit_maps.js";

const basis = { values: Float32Array.of(-1, -1, 1, -1, -1, 1, 1, 1), shape: [4, 2] }; // 2 x 2 places, from below
const layers = [
  { start: 0, inputs: 2, outputs: 1, activation: "tanh" },
  { start: 3, inputs: 1, outputs: 1, activation: null },
];

test("every node has its output: the features, the units, the score", () => {
  const found = outputsOf(basis, layers, [1, 0, 0, 2, 1], []);
  assert.equal(found.length, 3);
  assert.deepEqual(found.map(({ width }) => width), [2, 1, 1]);
  const hidden = [-1, 1, -1, 1].map(Math.tanh);
  hidden.forEach((value, i) => assert.ok(Math.abs(found[1].values[i] - value) < 1e-12));
  hidden.forEach((value, i) => assert.ok(Math.abs(found[2].values[i] - (2 * value + 1)) < 1e-12));
});

test("a map is turned so that up is up, and each is as deep as its own largest", () => {
  const layer = { values: Float32Array.of(0, 9, -1, 9, 2, 9, 4, 9), width: 2 }; // node 0 is 0, -1 below and 2, 4 above
  const bytes = [...pixels(layer, 0, { rows: 2, columns: 2 }, [1, 2, 3], [7, 8, 9])];
  assert.deepEqual(bytes, [1, 2, 3, 128, 1, 2, 3, 255, 1, 2, 3, 0, 7, 8, 9, 64]);
});

test("a unit that puts out nothing has an empty map", () => {
  const bytes = pixels({ values: new Float32Array(4), width: 1 }, 0, { rows: 2, columns: 2 }, [1, 2, 3], [7, 8, 9]);
  assert.ok([...bytes].every((byte, i) => i % 4 !== 3 || byte === 0));
});
