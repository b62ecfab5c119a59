// Unit tests of core/axis_titles.js: a title is broken where a chart is too slim for it, and nowhere else.

import assert from "node:assert/strict";
import { test } from "node:test";

import { fitAcross, lines } from "../../explorer/ui/chart/web/core/axis_titles.js";

const TITLE = "residual: prediction - truth (standard deviations)";
const layout = (text, more = {}) => ({ xaxis: { title: { text, standoff: 2 }, ...more }, margin: { l: 45, r: 75, t: 6, b: 32 } });

test("no line is longer than it may be, no word is lost, and lines are about equally long", () => {
  for (const most of [12, 20, 26, 33, 49]) {
    const made = lines(TITLE, most);
    assert.equal(made.join(" "), TITLE);
    made.forEach((line) => assert.ok(line.length <= Math.max(most, "deviations)".length), line));
  }
  assert.deepEqual(lines("the 332 training examples, costliest first", 30), ["the 332 training", "examples, costliest first"]);
  assert.deepEqual(lines("step", 40), ["step"]);
  assert.deepEqual(lines("immeasurably", 3), ["immeasurably"]);
  assert.deepEqual(lines("", 3), [""]);
});

test("a slim chart has its title in two lines, and room for both", () => {
  const slim = layout(TITLE);
  fitAcross(slim, 288);
  assert.equal(slim.xaxis.title.text.split("<br>").length, 2);
  assert.equal(slim.xaxis.title.standoff, 2);
  assert.equal(slim.margin.b, 32 + 15);
});

test("where there is room, or the title has markup or the axis a part of the width, nothing changes", () => {
  for (const [made, width] of [[layout(TITLE), 500], [layout("a <b>very long title of an axis</b> with markup"), 100], [layout(TITLE, { domain: [0, 0.5] }), 100]]) {
    const before = JSON.stringify(made);
    fitAcross(made, width);
    assert.equal(JSON.stringify(made), before);
  }
  const none = { scene: {}, margin: { l: 0, r: 0 } };
  fitAcross(none, 100);
  assert.deepEqual(none, { scene: {}, margin: { l: 0, r: 0 } });
});
