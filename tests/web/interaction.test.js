// Unit tests of the parts of interactions that draw nothing.

import assert from "node:assert/strict";
import { test } from "node:test";

import { hint } from "../../explorer/ui/chart/web/interaction/example_hints.js";
import { PlaneValues } from "../../explorer/ui/chart/web/interaction/plane_values.js";
import { onKeys } from "../../explorer/ui/chart/web/interaction/pointer.js";
import { cut } from "../../explorer/ui/chart/web/interaction/zoom.js";
import { same, strength } from "../../explorer/ui/chart/web/interaction/shared_strength.js";

const figure = (values) => ({ data: [{ x: [0, 1], y: [0, 2], customdata: values, meta: { what: "cost" } }] });

test("a value of a plane lies between those around it", () => {
  const values = PlaneValues.of(figure([[1, 1.2], [1.1, 1.3]]));
  assert.equal(values.describe(0.5, 1), "cost about 1.15");
  assert.equal(values.describe(2, 1), "");
  assert.equal(PlaneValues.of(figure([[1, 9], [1, 9]])).describe(0.5, 1), "cost up to 9 around here");
  assert.equal(PlaneValues.of({ data: [{}] }), null);
});

test("the server's answers to what it was told move nothing", () => {
  strength.fromServer(1, false);
  const sent = [];
  strength.move(2, (value) => sent.push(value));
  strength.flush((value) => sent.push(value));
  assert.deepEqual(sent, [2]);
  assert.equal(strength.fromServer(1, false), false); // from before
  assert.equal(strength.at, 2);
  strength.fromServer(2, false);
  assert.equal(strength.fromServer(3, true), false); // a line is held
  assert.equal(strength.fromServer(3, false), true);
  assert.equal(strength.at, 3);
  assert.ok(same(1, 1 + 1e-12) && !same(1, 1.001));
});

test("keys with a modifier are left to the browser", () => {
  let listener = null;
  const done = [];
  onKeys({ addEventListener: (_, act) => (listener = act) }, () => ({ a: () => done.push("a") }));
  const press = (more) => listener({ key: "a", preventDefault: () => done.push("taken"), ...more });
  press({ ctrlKey: true });
  press({ key: "b" });
  press({});
  assert.deepEqual(done, ["taken", "a"]);
});

test("the hint says what can be done", () => {
  const all = { move: true, flip: true };
  assert.match(hint(all, { moving: {} }), /Esc cancels/);
  assert.equal(hint({ move: false }, { coarse: true }), "");
  assert.equal(hint(all, { focused: true }), "← → select · Enter moves · Delete changes the class");
  assert.match(hint({ move: false, flip: false }, {}), /^Click an example/);
});

test("a range is cut about its middle to the aspect of the area", () => {
  assert.deepEqual(cut([0, 4, 0, 2], 1), [1, 3, 0, 2]);
  assert.deepEqual(cut([0, 4, 0, 2], 4), [0, 4, 0.5, 1.5]);
});
