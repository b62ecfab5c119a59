// Unit tests of lesson/progress.js: what the browser keeps of the lessons, and what happens where it keeps nothing.

import assert from "node:assert/strict";
import { test } from "node:test";

const KEY = "loss-explorer.lessons";

// The module anew, as a page that was just opened has it.
let count = 0;
const opened = () => import(`../../explorer/ui/chart/web/lesson/progress.js?${(count += 1)}`);

function browser(kept = {}) {
  const localStorage = {
    getItem: (key) => kept[key] ?? null,
    setItem: (key, text) => {
      kept[key] = text;
    },
  };
  globalThis.window = { localStorage };
  return kept;
}

test("what is noted is there when the page is opened again, and a lesson stays done when it is started over", async () => {
  browser();
  const first = await opened();
  assert.equal(first.note("outliers", 0, 1), true);
  assert.equal(first.note("downhill", 2, 2), true);
  assert.equal(first.note("downhill", 1, 2), true);
  const later = await opened();
  assert.deepEqual(later.progress(), { outliers: { at: 0, done: false }, downhill: { at: 1, done: true } });
  assert.equal(later.isKept(), true);
});

test("junk in the browser is nothing", async () => {
  for (const junk of ["", "{", "null", "[1]", '"x"', "7", '{"outliers": null}', '{"outliers": {"at": "x"}}']) {
    browser({ [KEY]: junk });
    const page = await opened();
    assert.deepEqual(page.progress(), {});
    assert.equal(page.note("counts", 1, 1), true);
    assert.deepEqual(page.progress(), { counts: { at: 1, done: true } });
  }
});

test("where the browser keeps nothing, progress lasts as long as the page", async () => {
  const refusals = [
    { get localStorage() { throw new Error("denied"); } },
    { localStorage: null },
    { localStorage: { getItem: () => null, setItem() { throw new Error("full"); } } },
  ];
  for (const window of refusals) {
    globalThis.window = window;
    const page = await opened();
    assert.equal(page.note("counts", 1, 1), false);
    assert.deepEqual(page.progress(), { counts: { at: 1, done: true } });
    assert.equal(page.isKept(), false);
  }
});
