// Unit tests of marks/strength_handle.js: the handle is whole at the edges of the plot too, which cuts what is drawn.

import assert from "node:assert/strict";
import { test } from "node:test";

import { drawHandle } from "../../explorer/ui/chart/web/marks/strength_handle.js";

const frame = { left: 40, top: 6, width: 200, height: 100 };

function handleAt(px) {
  let box;
  const nothing = () => {};
  const context = { setLineDash: nothing, beginPath: nothing, moveTo: nothing, lineTo: nothing, stroke: nothing, fill: nothing, roundRect: (x, y, wide) => { box = [x, x + wide]; } };
  drawHandle(context, px, frame, { penalty: "#d8740d", background: "#ffffff" });
  return box;
}

test("within the plot wherever the line is, and about the line where there is room", () => {
  [40, 41, 140, 239, 240].forEach((px) => {
    const [from, to] = handleAt(px);
    assert.ok(from >= 40 && to <= 240, `${px}: ${from} to ${to}`);
  });
  assert.deepEqual(handleAt(140), [136.5, 144.5]);
});
