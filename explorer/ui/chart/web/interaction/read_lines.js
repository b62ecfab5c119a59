// Reading the lines of a run under the pointer: a vertical line at the step, the values there, the nearest line picked out.

import { figures } from "../core/arrays.js";
import { HoverReader } from "./hover_reader.js";

const REACH = 28; // pixels
const ALL_UP_TO = 5; // so few lines are read all at once

export class LineReader extends HoverReader {
  static needed = ({ played }) => played.some((trace) => trace.steady);

  get active() {
    return this.chart.steady?.length;
  }

  // Every line over the steps, with its name and what else is known of it.
  lines() {
    return this.chart.steady.flatMap((played) => {
      const { trace, meta, columns } = played;
      return played.lines.map((y, i) => ({ played, x: columns[0], y, name: meta.names?.[i] ?? trace.name, note: trace.text }));
    });
  }

  // Whether the values of all lines are read at once.
  get readsAll() {
    return this.lines().length <= ALL_UP_TO;
  }

  read(px, py) {
    const found = this.find(px, py);
    this.write(found.lines.length ? found.texts : [], px, py);
    return found;
  }

  textsAt(px, py) {
    return this.find(px, py).texts;
  }

  find(px, py) {
    const { frame } = this.chart;
    const { run } = this.store;
    const row = run.rowOf(Math.max(0, Math.round(frame.invertX(px))));
    const lines = this.lines();
    const away = (line) => Math.abs(frame.y(line.y[row]) - py);
    const near = lines.reduce((best, line) => (away(line) < away(best) ? line : best));
    const picked = lines.length > ALL_UP_TO && away(near) <= REACH ? near : null;
    const read = lines.length > ALL_UP_TO ? (picked ? [picked] : []) : lines;
    const texts = [`step ${run.steps[row]}`, ...read.map((line) => `${line.name} ${figures(line.y[row])}`)];
    if (picked?.note) texts.push(picked.note);
    return { row, lines: read, picked, texts };
  }

  // The line at the pointer, a dot on each line read there, and the picked one in the colour of the penalty.
  draw(context) {
    if (!this.at) return;
    const { frame, colours } = this.chart;
    const { row, lines, picked } = this.at;
    const x = frame.x(this.store.run.steps[row]);
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
