// Reading the lines of a run under the pointer: a rule at the step, the values there, the nearest line picked out.

import { figures } from "../core/arrays.js";
import { within } from "../core/frame.js";
import { pointIn } from "./pointer.js";
import { store } from "../core/run.js";

const REACH = 28; // pixels
const ALL_UP_TO = 5; // so few lines are read all at once

export class Hover {
  constructor(chart) {
    this.chart = chart;
    chart.body.addEventListener("pointermove", (event) => this.move(event));
    chart.body.addEventListener("pointerleave", () => this.clear());
  }

  clear() {
    if (!this.at) return;
    this.at = null;
    this.chart.tip.hide();
    this.chart.show();
  }

  // Every line over the steps, with its name and what else is known of it.
  lines() {
    return this.chart.steady.flatMap((played) => {
      const { trace, meta, columns } = played;
      return played.lines.map((y, i) => ({ played, x: columns[0], y, name: meta.names?.[i] ?? trace.name, note: trace.text }));
    });
  }

  move(event) {
    const { frame, steady, body } = this.chart;
    if (!frame || !steady?.length || event.buttons) return;
    const [px, py] = pointIn(body, event);
    if (!within(frame, px, py)) {
      this.clear();
      return;
    }
    const { run } = store;
    const [low, high] = this.chart.plot.layout.xaxis.range.map(Number);
    const row = run.rowOf(Math.max(0, Math.round(low + ((px - frame.left) / frame.width) * (high - low))));
    const lines = this.lines();
    const away = (line) => Math.abs(frame.y(line.y[row]) - py);
    const near = lines.reduce((best, line) => (away(line) < away(best) ? line : best));
    const picked = lines.length > ALL_UP_TO && away(near) <= REACH ? near : null;
    this.at = { row, lines: lines.length > ALL_UP_TO ? (picked ? [picked] : []) : lines, picked };
    this.write(px, py);
    this.chart.show();
  }

  // The values as text beside the pointer.
  write(px, py) {
    const { row, lines, picked } = this.at;
    const { frame, tip } = this.chart;
    const texts = [`step ${store.run.steps[row]}`, ...lines.map((line) => `${line.name} ${figures(line.y[row])}`)];
    if (picked?.note) texts.push(picked.note);
    tip.show(lines.length ? texts : [], px, py, px > frame.left + frame.width / 2);
  }

  // The rule at the pointer, a dot on each line read there, and the picked one in the colour of the penalty.
  draw(context) {
    if (!this.at) return;
    const { frame, colours } = this.chart;
    const { row, lines, picked } = this.at;
    const x = frame.x(store.run.steps[row]);
    context.setLineDash([]);
    context.fillStyle = colours.neutral;
    context.fillRect(x - 0.5, frame.top, 1, frame.height);
    if (picked) {
      context.strokeStyle = colours.penalty;
      context.lineWidth = 2.4;
      context.beginPath();
      for (let i = 0; i < picked.y.length; i += 1) context.lineTo(frame.x(picked.x[i]), frame.y(picked.y[i]));
      context.stroke();
    }
    context.fillStyle = picked ? colours.penalty : colours.text;
    lines.forEach((line) => {
      context.beginPath();
      context.arc(x, frame.y(line.y[row]), 3.5, 0, 2 * Math.PI);
      context.fill();
    });
  }
}
