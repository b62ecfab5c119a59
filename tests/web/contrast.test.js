// Unit tests of core/contrast.js: known contrasts, and mixtures that reach them.

import assert from "node:assert/strict";
import { test } from "node:test";

import { opacityFor } from "../../explorer/ui/chart/web/core/contrast.js";

test("black on white reaches 3 with half of its opacity, and 21 only as a whole", () => {
  const half = opacityFor("#000000", "#ffffff", 3);
  assert.ok(half > 0.4 && half < 0.46, String(half)); // #949494 has 3.03 on white, which is 0.42 of black
  assert.ok(opacityFor("#000000", "#ffffff", 21) > 0.98);
});

test("a colour that never reaches the contrast is drawn as a whole", () => {
  assert.equal(opacityFor("#ffff00", "#ffffff", 3), 1);
});

test("what is no plain colour is drawn as a whole", () => {
  assert.equal(opacityFor("rgba(0, 0, 0, 0.5)", "#ffffff", 3), 1);
});
