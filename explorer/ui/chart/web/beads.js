// The run's values as discs, at a place that moves with the step, beside the lines that they are to land on.
// meta: { x: column of the places, items: [{ column, name, colour, at: a place of its own instead }],
//         along: the places of the lines (packed, k), lines: their heights (packed, items x k); both or neither }

import { figures, unpack } from "./arrays.js";
import { within } from "./frame.js";
import { colour } from "./theme.js";

const RADIUS = 4;
const REACH = 14; // pixels
const unpacked = new WeakMap();

function linesOf(meta) {
  if (!meta.lines) return null;
  if (!unpacked.has(meta)) {
    const [along, lines] = [unpack(meta.along).values, unpack(meta.lines)];
    const k = along.length;
    unpacked.set(meta, { along, heights: meta.items.map((_, i) => lines.values.subarray(i * k, (i + 1) * k)) });
  }
  return unpacked.get(meta);
}

// The places at a row: [x, y] for each item.
export const values = (meta, run, row) => meta.items.map(({ column, at }) => [at ?? run.column(meta.x)[row], run.column(column)[row]]);

// The height of a line, in pixels, above a pixel of the axis: between two of its places straight on the screen.
function heightAt(along, heights, frame, px) {
  for (let i = 1; i < along.length; i += 1) {
    const [a, b] = [frame.x(along[i - 1]), frame.x(along[i])];
    if (a !== b && Math.min(a, b) <= px && px <= Math.max(a, b)) {
      const [ya, yb] = [frame.y(heights[i - 1]), frame.y(heights[i])];
      const share = (px - a) / (b - a);
      return { py: ya + share * (yb - ya), value: heights[i - 1] + share * (heights[i] - heights[i - 1]) };
    }
  }
  return null;
}

export function draw(context, frame, colours, meta, run, row) {
  const lines = linesOf(meta);
  context.setLineDash([]);
  values(meta, run, row).forEach(([x, y], i) => {
    const [px, py] = [frame.x(x), Math.max(frame.top - 50, Math.min(frame.top + frame.height + 50, frame.y(y)))];
    if (!Number.isFinite(px) || !Number.isFinite(py)) return;
    const target = lines && heightAt(lines.along, lines.heights[i], frame, px);
    if (target) {
      context.strokeStyle = colours.dim; // how far it has to go
      context.lineWidth = 1;
      context.beginPath();
      context.moveTo(px, py);
      context.lineTo(px, target.py);
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

// The item near a place: its disc, or its line below the pointer.
export function hit(meta, run, row, frame, px, py) {
  if (!within(frame, px, py)) return null;
  const lines = linesOf(meta);
  let [best, found] = [REACH, null];
  values(meta, run, row).forEach(([x, y], i) => {
    const { name } = meta.items[i];
    const away = Math.hypot(frame.x(x) - px, frame.y(y) - py);
    if (away <= best) [best, found] = [away, { i, lines: [name, `the run, now: ${figures(y)}`] }];
    const on = lines && heightAt(lines.along, lines.heights[i], frame, px);
    if (on && Math.abs(on.py - py) < best) [best, found] = [Math.abs(on.py - py), { i, lines: [name, `on the path: ${figures(on.value)}`, `the run, now: ${figures(y)}`] }];
  });
  return found;
}

// The line of one in the colour of the penalty, and a ring around its disc.
export function pickOut(context, frame, colours, meta, run, row, { i }) {
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

// One in words, for who moves the strength by keyboard: its name, the path's value at a place, and the run's.
export function words(meta, run, row, frame, px, i) {
  const lines = linesOf(meta);
  const on = lines && heightAt(lines.along, lines.heights[i], frame, px);
  return `${meta.items[i].name} ${on ? `${figures(on.value)} on the path, ` : ""}${figures(values(meta, run, row)[i][1])} in the run`;
}
