// Unit tests of page/focus_keeper.js: what follows something that was taken off the page.

import assert from "node:assert/strict";
import { test } from "node:test";

import { following, home } from "../../explorer/ui/chart/web/page/focus_keeper.js";

globalThis.getComputedStyle = () => ({ visibility: "visible" });

const stop = (name, connected = true) => ({
  name, isConnected: connected, querySelectorAll: () => [], matches: () => true, getClientRects: () => [1],
});

function box(children = [], connected = true) {
  const node = { isConnected: connected, querySelectorAll: () => children, matches: () => false, getClientRects: () => [1] };
  children.forEach((child) => (child.parentElement = node));
  return node;
}

test("the next stop beside what was removed has the focus, else the one before", () => {
  const [before, next, parent] = [stop("before"), stop("next"), box()];
  [before, next].forEach((node) => (node.parentElement = parent));
  assert.equal(following([{ parent, next: [next], before: [before] }]).name, "next");
  assert.equal(following([{ parent, next: [], before: [before] }]).name, "before");
});

test("where all around it has gone too, the nearest part that is left decides", () => {
  const gone = box([], false);
  const left = box([stop("inside")]);
  const outer = box();
  left.parentElement = outer;
  assert.equal(following([{ parent: gone, next: [stop("lost")], before: [] }, { parent: outer, next: [left], before: [] }]).name, "inside");
  assert.equal(following([{ parent: gone, next: [], before: [] }]), null);
});

test("what had nothing beside it leads to Play, and from within a lesson to its panel", () => {
  const [page, found] = [box([stop("a chart")]), { ".le-play": stop("Play") }];
  page.matches = () => true; // all of the page, where whatever is left is another thing
  globalThis.document = { querySelector: (selector) => found[selector] ?? null };
  assert.equal(home([{ parent: page, next: [stop("a chart")], before: [] }], false).name, "Play");
  assert.equal(home([], true).name, "Play");
  found[".st-key-lesson"] = { ...stop("panel"), tabIndex: -1, hasAttribute: () => true };
  assert.equal(home([], true).name, "panel");
  delete globalThis.document;
});
