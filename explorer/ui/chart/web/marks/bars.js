// Bars that move with the step shown: examples ranked by what they cost, and the parts of a sum.

import { figures } from "../core/arrays.js";
import { colour } from "../core/theme.js";
import { PlayedTrace } from "./trace.js";

const WIDTH = 0.62; // of the room a bar of a sum has
const HEAD = 5; // pixels: half the width of the mark above the picked bar

// Examples in falling order of their loss at a row, with their values: a matrix has one row of n numbers for each step.
function ranking(run, meta, row) {
  const up = run.matrixRow(meta.up, row);
  const down = run.matrixRow(meta.down, row);
  const order = Uint32Array.from(up, (_, i) => i).sort((a, b) => up[b] - up[a] || a - b);
  const sum = (values) => values.reduce((total, v) => total + v, 0);
  const share = (values, total) => (i) => (total > 0 ? (100 * values[i]) / total : 0);
  const [, least] = meta.least.findLast(([after]) => after < run.steps[row]);
  return { order, value: (i) => up[i] + least[i], up: share(up, sum(up)), down: share(down, sum(down)) };
}

function drawRanked(context, frame, colours, meta, run, row) {
  const ranked = ranking(run, meta, row);
  const room = Math.abs(frame.x(1) - frame.x(0));
  const width = Math.max(room > 3 ? room - 1 : room, 0.75);
  const [above, below] = meta.colours.map((c) => colour(c, colours));
  const zero = frame.y(0);
  const bar = (place, share, paint, wide) => {
    context.fillStyle = paint;
    const y = frame.y(share);
    context.fillRect(frame.x(place) - wide / 2, Math.min(y, zero), wide, Math.abs(y - zero));
  };
  ranked.order.forEach((i, place) => {
    bar(place, ranked.up(i), above, width);
    bar(place, -ranked.down(i), below, width);
  });
  context.fillStyle = colours.text;
  const mean = frame.y(100 / ranked.order.length);
  context.fillRect(frame.left, mean - 0.5, frame.width, 1);
  context.font = `11px ${colours.font}`;
  context.textAlign = "right";
  context.fillText(meta.mean, frame.left + frame.width - 4, mean - 4);
  drawPicked(context, frame, colours, ranked, ranked.order.indexOf(meta.picked), Math.max(width, 3));
}

// The picked example: its bars in the text colour, and a mark above them.
function drawPicked(context, frame, colours, ranked, place, width) {
  if (place < 0) return;
  const x = frame.x(place);
  const i = ranked.order[place];
  const [top, bottom] = [frame.y(ranked.up(i)), frame.y(-ranked.down(i))];
  context.fillStyle = colours.text;
  context.fillRect(x - width / 2, top, width, Math.max(bottom - top, 1));
  context.beginPath();
  const tip = Math.max(top - 4, frame.top + 9);
  const left = Math.max(x - HEAD, Math.min(x, frame.left)); // only the head gives way at the edge: its tip stays where the bar is
  context.moveTo(x, tip);
  context.lineTo(left, tip - 9);
  context.lineTo(left + 2 * HEAD, tip - 9);
  context.fill();
}

// The parts of a sum: each bar from one column of the run to another, with its length as a number.
function drawSum(context, frame, colours, meta, run, row) {
  const room = Math.abs(frame.x(1) - frame.x(0)) * WIDTH;
  meta.bars.forEach((bar, place) => {
    const to = run.column(bar.top)[row];
    const from = bar.base ? run.column(bar.base)[row] : 0;
    const [left, top] = [frame.x(place) - room / 2, Math.min(frame.y(from), frame.y(to))];
    const height = Math.max(Math.abs(frame.y(from) - frame.y(to)), 1);
    const paint = colour(bar.colour, colours);
    context.fillStyle = paint;
    context.strokeStyle = paint;
    if (bar.hatched) hatch(context, left, top, room, height);
    else context.fillRect(left, top, room, height);
    context.font = `600 13px ${colours.font}`;
    context.textAlign = "center";
    context.fillStyle = colours.text;
    context.fillText(figures(run.column(bar.shown ?? bar.top)[row]), left + room / 2, to < Math.min(from, 0) ? top + height + 15 : top - 6);
  });
}

function hatch(context, left, top, width, height) {
  context.save();
  context.beginPath();
  context.rect(left, top, width, height);
  context.clip();
  context.globalAlpha = 0.25;
  context.fillRect(left, top, width, height);
  context.globalAlpha = 1;
  context.setLineDash([]);
  context.lineWidth = 1.6;
  context.beginPath();
  for (let x = left - height; x < left + width; x += 7) {
    context.moveTo(x, top + height);
    context.lineTo(x + height, top);
  }
  context.stroke();
  context.restore();
  context.setLineDash([]);
  context.lineWidth = 1.6;
  context.strokeRect(left, top, width, height);
}

// meta: { up, down: matrices of the run; least: [[step, (n,) what turns the first into losses after it]]; names (n,); picked; colours of both
// sides; of, mean: what the bars are shares of, and what the line at the mean is, as text }
export class RankedBars extends PlayedTrace {
  static fields = ["up", "down", "least", "names", "picked", "colours", "of", "mean", "first"];

  ranking(row) {
    return ranking(this.run, this.meta, row);
  }

  paint(context, frame, colours, row) {
    drawRanked(context, frame, colours, this.meta, this.run, row);
  }
}

// meta: { bars: [{ top, base: columns (base null for zero), shown: column of its number instead of top, colour, hatched }] }
export class SumBars extends PlayedTrace {
  static fields = ["bars"];

  paint(context, frame, colours, row) {
    drawSum(context, frame, colours, this.meta, this.run, row);
  }
}
