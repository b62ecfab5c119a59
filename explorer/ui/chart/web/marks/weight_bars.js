// A bar from zero for each of some columns of the run, at the step shown, with a short line at a value to compare it with.
// meta: { along: "x" | "y", bars: [{ column, name, colour, hollow, zero, rule, note }] }; bars are at 0, 1, 2 ... on
// the other axis.

import { figures } from "../core/arrays.js";
import { colour } from "../core/theme.js";
import { readableTrace } from "./trace.js";

const WIDTH = 0.62; // of the room a bar has
const RULE = 0.9;
const RING = 3;

const values = (meta, run, row) => meta.bars.map(({ column }) => run.column(column)[row]);

// Draws in (value, place), for horizontal and vertical bars.
function turned(meta, frame) {
  const along = meta.along === "x";
  const [value, place] = along ? [frame.x, frame.y] : [frame.y, frame.x];
  const room = Math.abs(place(1) - place(0));
  const rect = (from, to, at, wide) => {
    const [a, b] = [Math.min(from, to), Math.abs(to - from)];
    return along ? [a, at - wide / 2, b, wide] : [at - wide / 2, a, wide, b];
  };
  const dot = (v, at) => (along ? [v, at] : [at, v]);
  return { value, place, room, rect, dot };
}

function bar(context, lay, item, at, value, paint) {
  const wide = Math.max(lay.room * WIDTH, 1);
  const [left, top, width, height] = lay.rect(lay.value(0), lay.value(value), lay.place(at), wide);
  context.setLineDash([]);
  if (item.hollow) {
    context.strokeStyle = paint;
    context.lineWidth = 1.4;
    context.strokeRect(left, top, width, height);
  } else {
    context.fillStyle = paint;
    context.fillRect(left, top, width, height);
  }
}

// A small ring where a bar has no length at all.
function ring(context, lay, at, paint) {
  context.beginPath();
  context.arc(...lay.dot(lay.value(0), lay.place(at)), Math.min(RING, lay.room * 0.4), 0, 2 * Math.PI);
  context.strokeStyle = paint;
  context.lineWidth = 1.4;
  context.setLineDash([]);
  context.stroke();
}

function draw(context, frame, colours, meta, run, row) {
  const lay = turned(meta, frame);
  values(meta, run, row).forEach((value, at) => {
    const item = meta.bars[at];
    if (value === 0 && item.zero) ring(context, lay, at, colours.text);
    else bar(context, lay, item, at, value, colour(item.colour, colours));
  });
  context.fillStyle = colours.text;
  meta.bars.forEach(({ rule }, at) => {
    if (rule === null) return;
    const v = lay.value(rule);
    context.fillRect(...lay.rect(v - 0.75, v + 0.75, lay.place(at), lay.room * RULE));
  });
}

// The bar whose room the pointer is in.
function hit(meta, run, row, frame, px, py) {
  const lay = turned(meta, frame);
  const along = meta.along === "x" ? py : px;
  const at = Math.round((along - lay.place(0)) / (lay.place(1) - lay.place(0)));
  const item = meta.bars[at];
  if (!item) return null;
  const value = run.column(item.column)[row];
  return { at, value, lines: [`${item.name}: ${figures(value)}`, ...(item.note ? [item.note] : [])] };
}

function pickOut(context, frame, colours, meta, run, row, { at, value }) {
  const lay = turned(meta, frame);
  if (value === 0 && meta.bars[at].zero) ring(context, lay, at, colours.penalty);
  else bar(context, lay, meta.bars[at], at, value, colours.penalty);
}

export class WeightBars extends readableTrace({ values, draw, hit, pickOut }) {
  static fields = ["along", "bars"];
}
