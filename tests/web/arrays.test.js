// Unit tests of core/arrays.js: run by `node --test`, or by tests/ui/chart/test_web_units.py.

import assert from "node:assert/strict";
import { test } from "node:test";

import { aligned, decode, figures, numbers, tidy, unpack } from "../../explorer/ui/chart/web/core/arrays.js";

const packed = (array) => btoa(String.fromCharCode(...new Uint8Array(array.buffer)));

test("arrays come out as they went in", () => {
  const { values, shape } = unpack({ bdata: packed(Float32Array.of(1, -2.5, 3)), shape: [3, 1] });
  assert.deepEqual([...values], [1, -2.5, 3]);
  assert.deepEqual(shape, [3, 1]);
  assert.deepEqual([...decode({ dtype: "i2", bdata: packed(Int16Array.of(7, -8)) })], [7, -8]);
  assert.deepEqual([...decode({ dtype: "f8", bdata: packed(Float64Array.of(0.1)) })], [0.1]);
});

test("what is no number is a gap and not 0, packed or listed", () => {
  assert.deepEqual(numbers([1, null, 0]), [1, NaN, 0]);
  assert.deepEqual([...Float64Array.from(numbers([null, 2]))], [NaN, 2]);
  assert.deepEqual([...numbers({ dtype: "f4", bdata: packed(Float32Array.of(NaN, 2)) })], [NaN, 2]);
  assert.equal(numbers(undefined), undefined);
});

test("numbers have three significant figures", () => {
  const written = { 0: "0", 1234567: "1.23e6", 0.000012345: "1.23e-5", 0.12345: "0.123", 999999: "1000000", [-2.5]: "-2.5" };
  Object.entries(written).forEach(([value, text]) => assert.equal(figures(Number(value)), text));
  assert.equal(figures(3.4028234663852886e38), "∞");
  assert.equal(figures(-3.4028234663852886e38), "-∞");
  assert.equal(figures(NaN), "–");
});

test("the parts of a sum have the decimals of its total", () => {
  assert.deepEqual(aligned([1.2345, 1.1, 0.1345], 1.2345), ["1.23", "1.10", "0.13"]);
  assert.deepEqual(aligned([0.001234, 5], 0.001234), ["0.00123", "5.00000"]);
  assert.deepEqual(aligned([1e7, 2], 1e7), ["1e7", "2"]);
});

test("a value is rounded to a part of a span", () => {
  assert.equal(tidy(0.123456, 1, 1000), 0.123);
  assert.equal(tidy(1234.56, 50000, 1000), 1230);
  assert.equal(tidy(-0.00012345, 0.01, 1000), -0.00012);
});
