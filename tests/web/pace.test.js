// Unit tests of player/pace.js.

import assert from "node:assert/strict";
import { test } from "node:test";

import { between, Clock, rowAt, rowTimes, uneven } from "../../explorer/ui/chart/web/player/pace.js";

const run = (...times) => ({ length: times.length, column: () => Float32Array.from(times) });

test("a row is shown from its own time until the next one's", () => {
  const times = [0, 0.5, 2, 2.25];
  [[0, 0], [0.49, 0], [0.5, 1], [1.9, 1], [2, 2], [2.25, 3], [9, 3]].forEach(([at, row]) => assert.equal(rowAt(times, at), row));
});

test("an even pace takes the same time in equal parts", () => {
  assert.deepEqual([...rowTimes(run(0, 1, 7, 8, 8.5), true)], [0, 2.125, 4.25, 6.375, 8.5]);
  assert.deepEqual([...rowTimes(run(0, 1, 7), false)], [0, 1, 7]);
  assert.deepEqual([...rowTimes(run(0), true)], [0]);
});

test("a pace is uneven from a frame on", () => {
  assert.equal(uneven(run(0, 4, 8)), false);
  assert.equal(uneven(run(0, 4.01, 8)), false);
  assert.equal(uneven(run(0, 1, 8)), true);
  assert.equal(uneven(run(0)), false);
});

test("a clock passes every row in order and follows what others do", () => {
  const clock = new Clock();
  const given = run(0, 1, 1.5, 4);
  clock.start(given, 0, false);
  assert.deepEqual([0.5, 0.5, 0.5, 0.5, 3].map((seconds) => clock.pass(seconds)), [0, 1, 2, 2, 3]);
  clock.follow(given, 3, false); // nothing has happened
  assert.equal(clock.at, 5);
  clock.follow(given, 1, false); // another row was asked for
  assert.equal(clock.at, 1);
  clock.follow(given, 1, true); // an even pace was chosen
  assert.ok(Math.abs(clock.at - 4 / 3) < 1e-6);
  const other = run(0, 2, 6);
  clock.follow(other, 1, true); // the run was changed
  assert.equal(clock.at, 3);
  assert.equal(clock.left, 3);
});

test("after a pause of the browser the playhead does not leap", () => {
  assert.equal(between(null, 1234), 1 / 60);
  assert.ok(Math.abs(between(1000, 1016) - 0.016) < 1e-9);
  assert.equal(between(1000, 60000), 0.1);
});
