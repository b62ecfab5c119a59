// Stands in for the part of "node:assert/strict" that the tests use.

const write = (value) => JSON.stringify(value, (_, v) => (typeof v === "number" && !Number.isFinite(v) ? String(v) : v));

const check = (holds, words) => {
  if (!holds) throw new Error(words);
};

export default {
  ok: (value, words = "not true") => check(value, words),
  equal: (found, expected) => check(Object.is(found, expected), `${write(found)} is not ${write(expected)}`),
  deepEqual: (found, expected) => check(write(found) === write(expected), `${write(found)} is not ${write(expected)}`),
  match: (text, pattern) => check(pattern.test(text), `${write(text)} does not match ${pattern}`),
};
