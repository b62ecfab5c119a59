// Bars that move with the step shown: examples ranked by what they cost, and the parts of a sum.

import { figures } from "../core/arrays.js";
import { within } from "../core/frame.js";
import { pointIn } from "../interaction/pointer.js";
import { colour } from "../core/theme.js";

const WIDTH = 0.62; // of the room a bar of a sum has

// Examples from costly to cheap at a row, with what they amount to: a matrix has one row of n numbers for each step.
export function ranking(run, meta, row) {
  const up = run.matrixRow(meta.up, row);
  const down = run.matrixRow(meta.down, row);
  const order = Uint32Array.from(up, (_, i) => i).sort((a, b) => up[b] - up[a] || a - b);
  const sum = (values) => values.reduce((total, v) => total + v, 0);
  const share = (values, total) => (i) => (total > 0 ? (100 * values[i]) / total : 0);
  return { order, value: (i) => up[i] + meta.least[i], up: share(up, sum(up)), down: share(down, sum(down)) };
}

export function drawRanked(context, frame, colours, meta, run, row) {
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
  const x = Math.max(frame.x(place), frame.left + 5);
  const i = ranked.order[place];
  const [top, bottom] = [frame.y(ranked.up(i)), frame.y(-ranked.down(i))];
  context.fillStyle = colours.text;
  context.fillRect(x - width / 2, top, width, Math.max(bottom - top, 1));
  context.beginPath();
  const tip = Math.max(top - 4, frame.top + 9);
  context.moveTo(x, tip);
  context.lineTo(x - 5, tip - 9);
  context.lineTo(x + 5, tip - 9);
  context.fill();
}

// The parts of a sum: each bar from one column of the run to another, with its length as a number.
export function drawBars(context, frame, colours, meta, run, row) {
  const room = Math.abs(frame.x(1) - frame.x(0)) * WIDTH;
  meta.bars.forEach((bar, place) => {
    const to = run.column(bar.y)[row];
    const from = bar.from ? run.column(bar.from)[row] : 0;
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
    context.fillText(figures(run.column(bar.shown ?? bar.y)[row]), left + room / 2, to < Math.min(from, 0) ? top + height + 15 : top - 6);
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

// Reading ranked bars under the pointer, and picking one with a click.
export class BarReader {
  constructor(chart, store) {
    this.chart = chart;
    this.store = store;
    chart.body.addEventListener("pointermove", (event) => this.read(event));
    chart.body.addEventListener("pointerleave", () => this.clear());
    chart.body.addEventListener("click", (event) => this.pick(event));
  }

  clear() {
    if (this.trace) this.chart.tip.hide();
  }

  get trace() {
    return this.chart.played?.find((t) => t.meta.play === "ranked");
  }

  // The example whose bar stands at a place on the page.
  at(event) {
    const { chart, store, trace } = this;
    if (!trace || !chart.frame || !chart.ready) return null;
    const [px, py] = pointIn(chart.body, event);
    if (!within(chart.frame, px, py)) return null;
    const row = Math.min(store.row, store.run.length - 1);
    const ranked = ranking(store.run, trace.meta, row);
    const room = chart.frame.x(1) - chart.frame.x(0);
    const place = Math.max(0, Math.min(ranked.order.length - 1, Math.round((px - chart.frame.x(0)) / room)));
    const total = store.run.column("total")[row];
    return { px, py, i: ranked.order[place], ranked, names: trace.meta.names, of: trace.meta.of, place, total };
  }

  read(event) {
    const hit = event.buttons ? null : this.at(event);
    if (!hit) {
      this.clear();
      return;
    }
    const { px, py, i, ranked, names, of, place, total } = hit;
    const adds = ranked.value(i) / names.length;
    const part = total > 0 && adds >= 0 ? `, ${figures((100 * adds) / total)} % of it` : "";
    const lines = [
      `${names[i]}, ${place + 1}. of ${names.length}`,
      `loss ${figures(ranked.value(i))}`,
      `adds ${figures(adds)} to the cost${part}`,
      `${figures(ranked.up(i))} % of the ${of}`,
      `${figures(ranked.down(i))} % of the gradient`,
    ];
    this.chart.tip.show(lines, px, py, px > this.chart.body.clientWidth / 2);
  }

  pick(event) {
    const hit = this.at(event);
    if (hit) this.chart.component.setTriggerValue("picked", { example: hit.i });
  }
}
