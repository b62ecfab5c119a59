// Unit tests of core/theme.js: room for numbers that are written with powers of ten.

import assert from "node:assert/strict";
import { test } from "node:test";

import { powers, themedLayout } from "../../explorer/ui/chart/web/core/theme.js";

const colours = { name: "light", grid: "#eeeeee", dim: "#888888", text: "#000000", background: "#ffffff", font: "sans-serif" };
const left = (range, more = {}) => themedLayout({ xaxis: {}, yaxis: { range, ...more }, margin: { r: 5 } }, colours, false, 500).margin.l;

test("an axis whose numbers are written with powers of ten has more room at its left", () => {
  assert.equal(powers({ range: [-2e4, 100] }), true);
  assert.equal(powers({ range: [0, 5e-4] }), true);
  assert.equal(left([-2e4, 100]) - left([-200, 100]) >= 16, true);
});

test("another axis keeps its place", () => {
  [{ range: [-200, 350] }, { range: [0, 0] }, { range: [-3, 8], type: "log" }, { range: [0, 1e6], ticktext: ["a"] }, {}, undefined]
    .forEach((axis) => assert.equal(powers(axis), false));
});
