// Unit tests of core/messages.js: nothing that is sent is lost, whoever sends it.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Outbox } from "../../explorer/ui/chart/web/core/messages.js";

test("two senders in the same tick are both in the list", () => {
  const states = [];
  const component = { setStateValue: (name, value) => states.push([name, value]) };
  const outbox = new Outbox();
  const first = outbox.send(component, "cursor", { place: [1, 2] });
  const second = outbox.send(component, "rest", { step: 5 });
  assert.ok(second > first);
  assert.deepEqual(states.at(-1), ["messages", [
    { place: [1, 2], kind: "cursor", number: first }, { step: 5, kind: "rest", number: second },
  ]]);
});

test("numbers rise over all components", () => {
  const component = { setStateValue() {} };
  const numbers = Array.from({ length: 50 }, () => new Outbox().send(component, "undo"));
  assert.ok(numbers.every((number, i) => i === 0 || number > numbers[i - 1]));
});

test("a long drag pushes nothing out of the list", () => {
  let list = null;
  const component = { setStateValue: (_, value) => (list = value) };
  const outbox = new Outbox();
  outbox.send(component, "pin");
  for (let step = 0; step < 100; step += 1) outbox.send(component, "shown", { step });
  outbox.send(component, "undo");
  outbox.send(component, "shown", { step: 7 });
  assert.deepEqual(list.map(({ kind, step }) => [kind, step]), [["pin", undefined], ["shown", 99], ["undo", undefined], ["shown", 7]]);
});

test("a list that was handed over is not changed, and holds the latest messages", () => {
  let list = null;
  const component = { setStateValue: (_, value) => (list = value) };
  const outbox = new Outbox();
  outbox.send(component, "undo");
  const first = list;
  for (let i = 0; i < 100; i += 1) outbox.send(component, "unpin", { index: i });
  assert.equal(first.length, 1);
  assert.equal(list.length, 32);
  assert.equal(list.at(-1).index, 99);
});
