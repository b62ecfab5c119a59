// Unit tests of marks/residuals.js: the faintest stroke is seen on a dark page.

import assert from "node:assert/strict";
import { test } from "node:test";

import { opacityFor } from "../../explorer/ui/chart/web/core/contrast.js";
import { ResidualStrokes } from "../../explorer/ui/chart/web/marks/residuals.js";

test("a stroke that hardly pulls has the contrast of a line on a dark page, and a weaker one than a full stroke", () => {
  const dark = { name: "dark", data: "#5d6dfa", data_text: "#8490ff", background: "#0e1117" };
  const strokes = new ResidualStrokes({ colour: "var(--data)", tables: [] });
  strokes.strengths = () => Float64Array.from([0.05, 1]);
  const drawn = [];
  const context = { globalAlpha: 1, setLineDash() {}, beginPath() {}, moveTo() {}, lineTo() {}, stroke() { drawn.push([this.strokeStyle, this.globalAlpha]); } };
  strokes.draw(context, { x: (v) => v, y: (v) => v }, dark, [0, 1], [0, 1], [1, 2], 0);
  assert.equal(drawn.length, 2);
  const [[paint, faint], [, full]] = drawn;
  assert.ok(faint >= opacityFor(paint, dark.background, 3) - 0.01, `${paint} ${faint}`);
  assert.ok(faint < full);
});
