// Unit tests of player/announcer.js: what is told of a run and of a change, in words.

import assert from "node:assert/strict";
import { test } from "node:test";

globalThis.document = { createElement: () => ({ setAttribute() {}, textContent: "" }) };
const { Announcer } = await import("../../explorer/ui/chart/web/player/announcer.js");
const { store } = await import("../../explorer/ui/chart/web/core/run.js");

const root = { appendChild: (node) => node };
const run = (costs) => ({ steps: costs.map((_, k) => k), length: costs.length, lastStep: costs.length - 1, column: () => costs });

function heard() {
  const told = [];
  const announcer = new Announcer({ root, playing: false });
  announcer.say = (text) => told.push(text);
  return [announcer, told];
}

test("the start, a rest and the end of a run are told with the cost as it is written on the page", () => {
  const [announcer, told] = heard();
  announcer.started(run([1, 0.8123]), 0);
  announcer.rested(run([1, 0.8123, 0.7]), 1, true);
  announcer.rested(run([1, 0.8123]), 1, false);
  announcer.rested(run([1, 974_996]), 1, true);
  assert.deepEqual(told, [
    "Playing from step 0, cost 1.00.", "Paused at step 1 of 2, cost 0.812.", "The run has ended at step 1, cost 0.812.",
    "The run blew up at step 1, cost 975000.",
  ]);
});

test("each change is told by its name, and not where it is told elsewhere", () => {
  const [announcer, told] = heard();
  const state = { undo: "", begun: false, pins: [], say: "", order: 0 };
  announcer.follow("a", state);
  announcer.follow("b", { ...state, undo: "loss Squared → Huber" });
  announcer.follow("c", { ...state, undo: "loss Huber → Absolute" });
  announcer.follow("d", { ...state, undo: "the start of the lesson Outliers", begun: true });
  announcer.follow("e", { ...state, undo: "strength 0 → 1", say: "A new run.", order: 1 });
  assert.deepEqual(told, ["Changed: loss Squared → Huber.", "Changed: loss Huber → Absolute."]);
});

test("of steps that follow each other the last is told, once they rest, and none while it plays", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const [announcer, told] = heard();
  Object.assign(store, { run: run([1, 0.9, 0.8]), player: announcer.player });
  for (const row of [1, 2]) {
    store.row = row;
    announcer.stepped();
    t.mock.timers.tick(400);
  }
  assert.deepEqual(told, []);
  t.mock.timers.tick(100);
  assert.deepEqual(told, ["Step 2 of 2, cost 0.800."]);
  announcer.player.playing = true;
  announcer.stepped();
  t.mock.timers.tick(500);
  assert.equal(told.length, 1);
});
