// Unit tests of core/frame.js, with axes as plotly makes them.

import assert from "node:assert/strict";
import { test } from "node:test";

import { frameOf, within } from "../../explorer/ui/chart/web/core/frame.js";

function axis(type, range, offset, length, up = false) {
  const slope = (up ? -length : length) / (range[1] - range[0]);
  const intercept = up ? -slope * range[1] : -slope * range[0];
  const back = (px) => (px - intercept) / slope;
  return {
    type, range, _offset: offset, _length: length, _m: slope, _b: intercept,
    p2d: type === "log" ? (px) => 10 ** back(px) : back,
  };
}

const plot = (x, y) => ({ _fullLayout: { xaxis: x, yaxis: y } });

test("data go to pixels and back along linear axes", () => {
  const frame = frameOf(plot(axis("linear", [-1, 3], 50, 400), axis("linear", [0, 10], 8, 200, true)));
  assert.deepEqual([frame.left, frame.top, frame.width, frame.height], [50, 8, 400, 200]);
  assert.deepEqual([frame.x(-1), frame.x(3), frame.y(0), frame.y(10)], [50, 450, 208, 8]);
  assert.deepEqual([frame.invertX(frame.x(0.5)), frame.invertY(frame.y(2.5))], [0.5, 2.5]);
});

test("a logarithmic axis is even in decades, and what has no logarithm is far off", () => {
  const frame = frameOf(plot(axis("log", [0, 2], 0, 100), axis("log", [-1, 1], 0, 100, true)));
  assert.deepEqual([frame.x(1), frame.x(10), frame.x(100)], [0, 50, 100]);
  assert.deepEqual([frame.y(0.1), frame.y(10)], [100, 0]);
  assert.ok(frame.x(0) < -1000 && frame.y(-1) > 1000);
});

test("there is no frame before plotly has drawn", () => {
  assert.equal(frameOf({}), null);
  assert.equal(frameOf(plot({}, {})), null);
});

test("the edge of the plot area is within it", () => {
  const frame = { left: 10, top: 10, width: 5, height: 5 };
  assert.ok(within(frame, 10, 15) && !within(frame, 9.9, 12) && !within(frame, 12, 15.1));
});

test("on a logarithmic axis with a place for 0 the start stands there, and is read around it", () => {
  const log = axis("log", [Math.log10(0.5), 3], 50, 330);
  const marked = { _fullLayout: { ...plot(log, axis("linear", [0, 10], 10, 100, true))._fullLayout, meta: { zero_at: 0.5 } } };
  const frame = frameOf(marked);
  assert.ok(Math.abs(frame.x(0) - 50) < 1e-9);
  assert.ok(Math.abs(frame.x(1) - frame.x(0) - (frame.x(2) - frame.x(1))) < 1e-9);
  assert.equal(frame.invertX(frame.x(0) + 1), 0);
  assert.ok(Math.abs(frame.invertX(frame.x(1)) - 1) < 1e-9);
  assert.ok(Math.abs(frame.invertX(frame.x(40)) - 40) < 1e-6);
});
