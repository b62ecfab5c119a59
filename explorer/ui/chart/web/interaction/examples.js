// The training examples of a chart: the place of each at the step shown, the one under the pointer, and its description.

import { figures, numbers, tidy } from "../core/arrays.js";

const REACH = 10; // pixels
const FINEST = 1000; // parts of an axis' range to which a place is rounded, so that a link stays short

export class Examples {
  constructor(chart, store) {
    this.chart = chart;
    this.store = store;
  }

  // A picture is drawn. Returns whether its examples differ from those before.
  bind() {
    const { figure } = this.chart.data;
    this.meta = figure.layout.meta?.examples;
    this.traces = figure.data.filter((trace) => trace.customdata).map((trace) => ({
      marker: trace.marker,
      which: numbers(trace.customdata),
      x: numbers(trace.x),
      y: numbers(trace.y),
      played: trace.meta?.play && this.chart.played.find((one) => one.trace === trace),
    }));
    const before = this.rows;
    this.rows = String(this.meta?.rows);
    return this.rows !== before;
  }

  // How they can be changed.
  get can() {
    const { axes, classes } = this.meta;
    return { move: axes.x.moves || axes.y.moves, flip: classes.length > 0 };
  }

  // A value along an axis as the data allow it, rounded.
  allowed(axis, value) {
    const { low, whole } = this.meta.axes[axis];
    const ends = this.chart.plot.layout[`${axis}axis`].range.map(Number);
    return Math.max(low ?? -Infinity, whole ? Math.round(value) : tidy(value, ends[1] - ends[0], FINEST));
  }

  // The place of each, in data units, with its marker.
  places() {
    const places = [];
    this.traces.forEach(({ marker, which, x, y, played }) => {
      const values = played?.values(Math.min(this.store.row, played.run.length - 1));
      const [across, up] = [played?.meta.to === "x" ? values : x, played?.meta.to === "y" ? values : y];
      which.forEach((i, k) => {
        places[i] = { x: across[k], y: up[k], marker };
      });
    });
    return places;
  }

  // The one nearest to a place of the chart in pixels, within reach; -1 where there is none.
  at(px, py) {
    const { frame } = this.chart;
    let [best, nearest] = [REACH, -1];
    this.places().forEach(({ x, y }, i) => {
      const away = Math.hypot(frame.x(x) - px, frame.y(y) - py);
      if (away <= best) [best, nearest] = [away, i];
    });
    return nearest;
  }

  // The next to the right (1) or left (-1) of one, those above each other from below; round at the ends.
  neighbour(i, step) {
    const places = this.places();
    const order = places.map((_, k) => k).sort((a, b) => places[a].x - places[b].x || places[a].y - places[b].y || a - b);
    const now = order.indexOf(i);
    return order[now < 0 ? (step > 0 ? 0 : order.length - 1) : (now + step + order.length) % order.length];
  }

  // One in words: its row, its class, and its values along the axes that say something, at a place.
  words(i, { x, y }) {
    const { rows, axes, classes, labels } = this.meta;
    const values = [["x", x], ["y", y]].filter(([axis]) => axes[axis].name).map(([axis, value]) => `${axes[axis].name} ${figures(value)}`);
    return [`row ${rows[i]}${classes.length ? `, ${classes[labels[i]]}` : ""}`, ...values];
  }
}
