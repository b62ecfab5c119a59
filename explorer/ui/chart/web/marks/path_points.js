// The run's values as discs, at a place that moves with the step, with the lines that they approach.
// meta: { x: column of the places, items: [{ column, name, colour, at: a place of its own instead }],
//         along: the places of the lines (packed, k), lines: their heights (packed, items x k), strengths: those of
//         the places (packed, k), rising; all three or none; by: column of the strengths that the discs approach,
//         match: { own, rate } where step k is about like strength own + 1 / (rate k) }

import { figures, unpack } from "../core/arrays.js";
import { within } from "../core/frame.js";
import { colour } from "../core/theme.js";
import { readableTrace } from "./trace.js";

const RADIUS = 4;
const REACH = 14; // pixels
const unpacked = new WeakMap();

function linesOf(meta) {
  if (!meta.lines) return null;
  if (!unpacked.has(meta)) {
    const [along, lines, strengths] = [unpack(meta.along).values, unpack(meta.lines), unpack(meta.strengths).values];
    const k = along.length;
    unpacked.set(meta, { along, strengths, heights: meta.items.map((_, i) => lines.values.subarray(i * k, (i + 1) * k)) });
  }
  return unpacked.get(meta);
}

// The places at a row: [x, y] for each item.
const values = (meta, run, row) => meta.items.map(({ column, at }) => [at ?? run.column(meta.x)[row], run.column(column)[row]]);

const mix = (values, i, share) => values[i - 1] + share * (values[i] - values[i - 1]);

// Where a line passes nearest to a pixel, straight above or below it: a line that runs back passes more than once.
function passing({ along, strengths, heights }, item, frame, px, py) {
  const y = heights[item];
  let best = null;
  for (let i = 1; i < along.length; i += 1) {
    const [a, b] = [frame.x(along[i - 1]), frame.x(along[i])];
    const [ya, yb] = [frame.y(y[i - 1]), frame.y(y[i])];
    const steep = Math.abs(a - b) <= 1; // it passes a neighbouring pixel
    if (steep ? Math.abs(px - a) > 1 : px < Math.min(a, b) || px > Math.max(a, b)) continue;
    const share = !steep ? (px - a) / (b - a) : yb === ya ? 0 : Math.max(0, Math.min(1, (py - ya) / (yb - ya)));
    const at = ya + share * (yb - ya);
    if (!best || Math.abs(at - py) < Math.abs(best.py - py)) {
      best = { py: at, value: mix(y, i, share), strength: strengths[i - 1] * (strengths[i] / strengths[i - 1]) ** share };
    }
  }
  return best;
}

// The height of a line at a strength: straight on the logarithmic axis between two that are known; null beyond them.
function heightAt({ strengths, heights }, item, strength) {
  const i = strengths.findIndex((one) => one >= strength * (1 - 1e-6));
  if (i < 0 || strength < strengths[0] * (1 - 1e-6)) return null;
  if (i === 0) return heights[item][0];
  const share = Math.log(strength / strengths[i - 1]) / Math.log(strengths[i] / strengths[i - 1]);
  return mix(heights[item], i, Math.min(1, share));
}

function draw(context, frame, colours, meta, run, row) {
  const lines = linesOf(meta);
  context.setLineDash([]);
  values(meta, run, row).forEach(([x, y], i) => {
    const [px, py] = [frame.x(x), Math.max(frame.top - 50, Math.min(frame.top + frame.height + 50, frame.y(y)))];
    if (!Number.isFinite(px) || !Number.isFinite(py)) return;
    const height = lines && (meta.by ? heightAt(lines, i, run.column(meta.by)[row]) : passing(lines, i, frame, px, py)?.value);
    if (Number.isFinite(height)) {
      context.strokeStyle = colours.dim; // the distance that is left
      context.lineWidth = 1;
      context.beginPath();
      context.moveTo(px, py);
      context.lineTo(px, frame.y(height));
      context.stroke();
    }
    const paint = meta.items[i].colour;
    disc(context, px, py, RADIUS + 1.5, colours.background);
    disc(context, px, py, RADIUS, lines && paint === "var(--dim)" ? colours.neutral : colour(paint, colours));
  });
}

function disc(context, px, py, radius, paint) {
  context.fillStyle = paint;
  context.beginPath();
  context.arc(px, py, radius, 0, 2 * Math.PI);
  context.fill();
}

// Which step is about like a strength, as a line of text; none where no step is.
function likeness({ match }, strength) {
  const step = match && 1 / (match.rate * (strength - match.own));
  return step >= 1 && Number.isFinite(step) ? [`about like step ${Math.round(step)}`] : [];
}

// The item near a place: its disc, or its line below the pointer.
function hit(meta, run, row, frame, px, py) {
  if (!within(frame, px, py)) return null;
  const lines = linesOf(meta);
  let [best, found] = [REACH, null];
  values(meta, run, row).forEach(([x, y], i) => {
    const { name } = meta.items[i];
    const away = Math.hypot(frame.x(x) - px, frame.y(y) - py);
    if (away <= best) [best, found] = [away, { i, lines: [name, `the run, now: ${figures(y)}`] }];
    const on = lines && passing(lines, i, frame, px, py);
    if (!on || Math.abs(on.py - py) >= best) return;
    const path = `on the path at strength ${figures(on.strength)}: ${figures(on.value)}`;
    [best, found] = [Math.abs(on.py - py), { i, lines: [name, path, ...likeness(meta, on.strength), `the run, now: ${figures(y)}`] }];
  });
  return found;
}

// The line of one in the colour of the penalty, and a ring around its disc.
function pickOut(context, frame, colours, meta, run, row, { i }) {
  const lines = linesOf(meta);
  context.setLineDash([]);
  context.strokeStyle = colours.penalty;
  context.lineWidth = 2.6;
  if (lines) {
    context.beginPath();
    lines.along.forEach((x, k) => context.lineTo(frame.x(x), frame.y(lines.heights[i][k])));
    context.stroke();
  }
  const [x, y] = values(meta, run, row)[i];
  disc(context, frame.x(x), frame.y(y), RADIUS + 1, colours.penalty);
}

// One as text, for visitors who move the strength by keyboard: its name, the path's value at a strength, and the run's.
function words(meta, run, row, strength, i) {
  const lines = linesOf(meta);
  const on = lines && heightAt(lines, i, strength);
  const path = Number.isFinite(on) ? `${figures(on)} on the path, ` : "";
  return `${meta.items[i].name} ${path}${figures(values(meta, run, row)[i][1])} in the run`;
}

export class PathPoints extends readableTrace({ values, draw, hit, pickOut }) {
  static fields = ["x", "items", "along", "strengths", "lines", "by", "match"];

  words(row, strength, i) {
    return words(this.meta, this.run, row, strength, i);
  }
}
