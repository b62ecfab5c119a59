// A cursor on the planes of a page: the same place in all of them, put by a click and moved by the arrow keys.

import { figures } from "../core/arrays.js";
import { Ground } from "./plane_values.js";
import { within } from "../core/frame.js";

const STILL = 4; // pixels: a press that moves less is a click
const TWICE = 400; // milliseconds between two clicks that are one double click
const REST = 150; // milliseconds after which the server is told
const [STEP, STRIDE] = [1 / 40, 1 / 8]; // of the range
const GAP = 7; // pixels left free around the place
const KEYS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
const same = (a, b) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

// What all planes share: the place (null where there is none), what the server was told last, and what it has not answered.
export const shared = {
  clear() {
    clearTimeout(this.timer);
    Object.assign(this, { at: null, told: null, unanswered: [], timer: null });
  },
};
shared.clear();

export class Cursor {
  constructor(chart, store) {
    this.chart = chart;
    this.store = store;
    chart.body.addEventListener("pointerdown", (event) => this.pressed(event), { capture: true });
    chart.body.addEventListener("pointerdown", () => this.on && chart.body.focus({ preventScroll: true }));
    chart.body.addEventListener("keydown", (event) => this.keyed(event));
  }

  get on() {
    return this.chart.plane && !this.chart.solid && this.chart.frame;
  }

  get place() {
    return shared.at;
  }

  get axes() {
    const { xaxis, yaxis } = this.chart.plot.layout;
    return [xaxis, yaxis];
  }

  // New data: where the server has the cursor. Its answers to what it was told say nothing new.
  heard() {
    const { cursor, plane } = this.chart.data;
    if (!plane || same(cursor, this.known)) return;
    this.known = cursor;
    const answered = shared.unanswered.findIndex((one) => same(one, cursor));
    if (answered >= 0) shared.unanswered.splice(0, answered + 1);
    else if (!shared.timer && !same(cursor, shared.at)) {
      shared.at = cursor;
      shared.told = cursor;
      this.showAll();
    }
  }

  pressed(event) {
    if (!this.on || event.button || !this.chart.settled) return;
    const box = this.chart.body.getBoundingClientRect();
    const from = [event.clientX - box.left, event.clientY - box.top];
    if (!within(this.chart.frame, ...from)) return;
    // Plotly lays a cover over the page while it follows a press, so the release is heard by the window.
    const released = ({ clientX, clientY, timeStamp }) => {
      window.removeEventListener("pointerup", released, true);
      const [px, py] = [clientX - box.left, clientY - box.top];
      if (Math.hypot(px - from[0], py - from[1]) < STILL) this.clicked(px, py, timeStamp);
    };
    window.addEventListener("pointerup", released, true);
  }

  // A second click at once is for the zoom: the cursor goes back to where it was.
  clicked(px, py, time) {
    if (time - this.clickedAt < TWICE) {
      this.clickedAt = -Infinity;
      this.put(this.before);
      return;
    }
    this.clickedAt = time;
    this.before = shared.at;
    this.put([this.chart.frame.invertX(px), this.chart.frame.invertY(py)]);
  }

  put(at) {
    shared.at = at?.map((value, i) => this.tidy(value, i)) ?? null;
    this.showAll();
    clearTimeout(shared.timer);
    shared.timer = setTimeout(() => {
      shared.timer = null;
      if (same(shared.at, shared.told)) return;
      shared.told = shared.at;
      shared.unanswered.push(shared.at);
      this.chart.teller.tell({ cursor: shared.at });
    }, REST);
  }

  // As fine as a ten-thousandth of the axis.
  tidy(value, i) {
    const [low, high] = this.axes[i].range.map(Number);
    const size = 10 ** Math.floor(Math.log10(Math.abs(high - low) / 10000));
    return size >= 1 ? Math.round(value / size) * size : Number(value.toFixed(Math.min(100, Math.round(-Math.log10(size)))));
  }

  showAll() {
    this.store.charts.forEach((chart) => {
      if (!chart.plane) return;
      chart.cursor.tell();
      chart.show();
    });
  }

  keyed(event) {
    if (!this.on || event.altKey || event.ctrlKey || event.metaKey) return;
    const way = KEYS[event.key];
    if (!way && !(event.key === "Escape" && shared.at)) return;
    event.preventDefault();
    if (!way) this.put(null);
    else if (!shared.at) this.put(this.start());
    else this.put(shared.at.map((value, i) => this.moved(value, i, way[i] * (event.shiftKey ? STRIDE : STEP))));
  }

  // Along one axis by a share of its range, no farther than its ends.
  moved(value, i, share) {
    if (!share) return value;
    const [low, high] = this.axes[i].range.map(Number);
    const inside = (high - low) / 1000; // the very edge may be rounded off the picture
    return Math.max(low + inside, Math.min(high - inside, value + share * (high - low)));
  }

  // Where the cursor comes up: at the moving point where that is in the picture, else in the middle.
  start() {
    const point = this.chart.played.find((trace) => trace.meta.play === "point");
    const row = Math.min(this.store.row, (this.store.run?.length ?? 1) - 1);
    const ranges = this.axes.map(({ range }) => range.map(Number));
    const inside = (value, [low, high]) => value >= low && value <= high;
    const at = point?.columns && this.chart.ready && [point.columns[0][row], point.columns[1][row]];
    if (at && at.every((value, i) => inside(value, ranges[i]))) return at;
    return ranges.map(([low, high]) => (low + high) / 2);
  }

  // A picture is drawn: what it tells of places.
  bind() {
    this.ground = Ground.of(this.chart.data.figure);
    this.tell();
  }

  // The line below the chart while it has the focus: the place, and what is there.
  tell() {
    const names = this.axes.map((axis) => (axis?.title?.text ?? "").replace(/^weight of /, ""));
    const at = shared.at && names.map((name, i) => `${name.replace(/&(amp|lt|gt);/g, (_, c) => ({ amp: "&", lt: "<", gt: ">" })[c])} ${figures(shared.at[i])}`).join(", ");
    const there = at && this.ground?.tell(...shared.at);
    this.chart.plane.tell(there ? `${there} at ${at}` : at || "", at ? "Arrows move it, with Shift farther · Esc takes it off" : "Click, or press an arrow key, to read a place");
  }

  // The crosshair, with its coordinates at the edges.
  draw(context) {
    if (!this.on || !shared.at) return;
    const { frame, colours } = this.chart;
    const [px, py] = [frame.x(shared.at[0]), frame.y(shared.at[1])].map((p) => Math.floor(p) + 0.5); // sharp lines
    if (!within(frame, px, py)) return;
    const { left, top, width, height } = frame;
    const lines = () => {
      context.beginPath();
      [[left, py, px - GAP, py], [px + GAP, py, left + width, py], [px, top, px, py - GAP], [px, py + GAP, px, top + height]].forEach(([a, b, c, d]) => {
        context.moveTo(a, b);
        context.lineTo(c, d);
      });
      context.stroke();
    };
    context.setLineDash([]);
    [[colours.background, 3], [colours.text, 1]].forEach(([paint, wide]) => {
      context.strokeStyle = paint;
      context.lineWidth = wide;
      lines();
    });
    context.font = `11px ${colours.font}`;
    const right = px > left + width / 2;
    const high = py > top + height / 2;
    this.label(context, figures(shared.at[0]), px + (right ? -5 : 5), high ? top + 4 : top + height - 18, right);
    this.label(context, figures(shared.at[1]), right ? left + 4 : left + width - 4, high ? py - 19 : py + 5, !right);
  }

  label(context, text, x, y, right) {
    const { colours } = this.chart;
    const wide = context.measureText(text).width + 6;
    const from = right ? x - wide : x;
    context.fillStyle = colours.background;
    context.fillRect(from, y, wide, 14);
    context.fillStyle = colours.text;
    context.textAlign = "left";
    context.fillText(text, from + 3, y + 11);
  }
}
