// Arrows downhill from the place at the step shown, each against a sum of gradients that the run has as columns.
// meta: { x, y: columns of the place; drawn, others: [{ across: [columns], up: [columns], colour, dash }] }. The longest at a
// step, drawn or not, is LONGEST pixels long, or less where an edge of the map is nearer, and the others in proportion, so that neighbouring charts
// can be compared.

import { colour } from "../core/theme.js";
import { PlayedTrace } from "./trace.js";

const LONGEST = 64;
const LEAST = 24; // so long where the edge of the map is nearer
const MARGIN = 3; // between a tip and the edge
const SHORTEST = 1.5; // a shorter one is none
const HEAD = 9;
const DASHES = { solid: [], dash: [6, 4] };
const HALO = 3;

const sum = (run, columns, row) => columns.reduce((total, name) => total + run.column(name)[row], 0);

// Each arrow as (across, up), downhill, in data units.
const values = (meta, run, row) => meta.drawn.map(({ across, up }) => [-sum(run, across, row), -sum(run, up, row)]);

// How many times as long an arrow may be for its tip to lie within the map.
function room({ left, top, width, height }, [px, py], [dx, dy]) {
  const free = (at, low, size, by) => (by ? ((by > 0 ? low + size - MARGIN - at : at - low - MARGIN) / Math.abs(by)) : Infinity);
  return Math.min(free(px, left, width, dx), free(py, top, height, dy));
}

// Each drawn arrow in pixels from the place, as long as it is drawn; null where there is none.
function lengths(meta, run, row, frame, place) {
  const [sx, sy] = [frame.x(1) - frame.x(0), frame.y(1) - frame.y(0)];
  const inPixels = (arrows) => values({ drawn: arrows }, run, row).map(([x, y]) => [x * sx, y * sy]);
  const drawn = inPixels(meta.drawn);
  const all = [...drawn, ...inPixels(meta.others)].filter(([x, y]) => Number.isFinite(x) && Number.isFinite(y));
  const longest = Math.max(...all.map(([x, y]) => Math.hypot(x, y)), 0);
  const factor = Math.max(LEAST / longest, Math.min(LONGEST / longest, ...all.map((along) => room(frame, place, along))));
  return drawn.map(([x, y]) => {
    const size = Math.hypot(x, y) * factor;
    return Number.isFinite(size) && size >= SHORTEST ? [x * factor, y * factor] : null;
  });
}

function arrow(context, px, py, [dx, dy], paint, dash, wider) {
  const size = Math.hypot(dx, dy);
  const head = Math.min(HEAD, 0.6 * size);
  const [ux, uy] = [dx / size, dy / size];
  const [tx, ty] = [px + dx, py + dy];
  const [bx, by] = [tx - head * ux, ty - head * uy];
  context.strokeStyle = paint;
  context.fillStyle = paint;
  context.lineJoin = "round";
  context.lineWidth = 2.2 + wider;
  context.setLineDash(dash);
  context.beginPath();
  context.moveTo(px, py);
  context.lineTo(bx, by);
  context.stroke();
  context.setLineDash([]);
  context.beginPath();
  context.moveTo(tx, ty);
  context.lineTo(bx - 0.5 * head * uy, by + 0.5 * head * ux);
  context.lineTo(bx + 0.5 * head * uy, by - 0.5 * head * ux);
  context.closePath();
  if (wider) {
    context.lineWidth = wider;
    context.stroke();
  }
  context.fill();
}

const placeOf = (meta, run, row, frame) => [frame.x(run.column(meta.x)[row]), frame.y(run.column(meta.y)[row])];

// The last arrow is drawn last, over the others. Each has a rim in the colour of the page, to be visible on any colour.
function draw(context, frame, colours, meta, run, row) {
  const [px, py] = placeOf(meta, run, row, frame);
  lengths(meta, run, row, frame, [px, py]).forEach((length, i) => {
    if (!length) return;
    const { colour: role, dash } = meta.drawn[i];
    arrow(context, px, py, length, colours.background, [], HALO);
    arrow(context, px, py, length, colour(role, colours), DASHES[dash], 0);
  });
}

export class Arrows extends PlayedTrace {
  static fields = ["x", "y", "drawn", "others"];

  values(row) {
    return values(this.meta, this.run, row);
  }

  lengths(row, frame) {
    return lengths(this.meta, this.run, row, frame, placeOf(this.meta, this.run, row, frame));
  }

  paint(context, frame, colours, row) {
    draw(context, frame, colours, this.meta, this.run, row);
  }
}
