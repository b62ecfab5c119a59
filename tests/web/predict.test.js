// Unit tests of core/predict.js.

import assert from "node:assert/strict";
import { test } from "node:test";

import { predict } from "../../explorer/ui/chart/web/core/predict.js";

const basis = { values: Float32Array.of(1, 2, 3, 4), shape: [2, 2] };
const close = (found, expected) => [...found].forEach((value, i) => assert.ok(Math.abs(value - expected[i]) < 1e-12, `${found}`));

test("a linear model is a weighted sum and a bias", () => {
  close(predict(basis, [{ start: 0, inputs: 2, outputs: 1, activation: null }], [0.5, -1, 2], []), [0.5, -0.5]);
});

test("a layer without biases ends with its weights", () => {
  const bare = { start: 0, inputs: 2, outputs: 1, activation: null, biased: false };
  close(predict(basis, [bare], [0.5, -1, 99], []), [-1.5, -2.5]);
});

test("several scores stand row by row", () => {
  const weights = [1, 0, 0, 1, 10, 20]; // (2, 2) row by row, then two biases
  close(predict(basis, [{ start: 0, inputs: 2, outputs: 2, activation: null }], weights, []), [11, 22, 13, 24]);
});

test("a hidden layer has its activation", () => {
  const layers = (activation) => [
    { start: 0, inputs: 2, outputs: 1, activation },
    { start: 3, inputs: 1, outputs: 1, activation: null },
  ];
  const weights = [1, -1, 0.5, 3, 1];
  close(predict(basis, layers("tanh"), weights, []), [1 + 3 * Math.tanh(-0.5), 1 + 3 * Math.tanh(-0.5)]);
  close(predict(basis, layers("relu"), weights, []), [1, 1]);
  close(predict(basis, layers("sigmoid"), weights, []), [1 + 3 / (1 + Math.exp(0.5)), 1 + 3 / (1 + Math.exp(0.5))]);
});

test("buffers are kept for the next call", () => {
  const scratch = [];
  const layer = [{ start: 0, inputs: 2, outputs: 1, activation: null }];
  assert.equal(predict(basis, layer, [1, 1, 0], scratch), predict(basis, layer, [2, 2, 0], scratch));
});
