// A cursor on the planes of a page: the same place in all of them, set by a click and moved by the arrow keys.

import { figures, tidy } from "../core/arrays.js";
import { within } from "../core/frame.js";
import { Point } from "../marks/lines.js";
import { PlaneValues } from "./plane_values.js";
import { coarse, onKeys, pointIn } from "./pointer.js";

const STILL = 4; // pixels: a press that moves less is a click
const TWICE = 400; // milliseconds between two clicks that are one double click
const REST = 150; // milliseconds without movement after which the place is sent
const [STEP, STRIDE] = [1 / 40, 1 / 8]; // of the range
const FINEST = 10000; // parts of an axis' range to which a place is rounded
const GAP = 7; // pixels left free around the place
const ARROWS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
const same = (a, b) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

// What all planes share: the place (null where there is none), the place sent last, and the number of that message.
export const shared = {
  clear() {
    clearTimeout(this.timer);
    Object.assign(this, { at: null, sent: null, number: 0, timer: null });
  },
};
shared.clear();

export class Cursor {
  static needed = ({ data }) => data.plane;

  constructor(chart, store) {
    this.chart = chart;
    this.store = store;
    chart.body.addEventListener("pointerdown", (event) => this.pressed(event), { capture: true });
    chart.body.addEventListener("pointerdown", () => this.on && chart.body.focus({ preventScroll: true }));
    onKeys(chart.body, (event) => this.keys(event));
    this.fromServer();
  }

  get on() {
    return this.chart.data.plane && !this.chart.scene3d && this.chart.frame;
  }

  get place() {
    return shared.at;
  }

  get axes() {
    const { xaxis, yaxis } = this.chart.plot.layout;
    return [xaxis, yaxis];
  }

  // The server's place of the cursor, which counts once the server has handled all messages.
  fromServer() {
    const { cursor, handled } = this.store.page;
    if (shared.timer || handled < shared.number || same(cursor, shared.at)) return;
    shared.at = cursor;
    shared.sent = cursor;
    this.showAll();
  }

  pressed(event) {
    const { chart } = this;
    if (!this.on || event.button || !chart.settled) return;
    const from = pointIn(chart.body, event);
    if (!within(chart.frame, ...from)) return;
    // Plotly lays a cover over the page while it follows a press, so the release is noticed at the window.
    const released = (end) => {
      window.removeEventListener("pointerup", released, true);
      const [px, py] = pointIn(chart.body, end);
      if (Math.hypot(px - from[0], py - from[1]) < STILL) this.clicked(px, py, end.timeStamp);
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
    shared.at = at?.map((value, i) => tidy(value, this.axes[i].range[1] - this.axes[i].range[0], FINEST)) ?? null;
    this.showAll();
    clearTimeout(shared.timer);
    shared.timer = setTimeout(() => {
      shared.timer = null;
      if (same(shared.at, shared.sent)) return;
      shared.sent = shared.at;
      shared.number = this.chart.send("cursor", { place: shared.at });
    }, REST);
  }

  showAll() {
    this.store.charts.forEach((chart) => {
      if (!chart.cursor) return;
      if (chart.cursor.on) chart.cursor.describe();
      chart.show();
    });
  }

  keys({ key, shiftKey }) {
    if (!this.on) return null;
    if (key === "Escape") return shared.at && { Escape: () => this.put(null) };
    const along = ARROWS[key];
    const to = () => (shared.at ? shared.at.map((value, i) => this.moved(value, i, along[i] * (shiftKey ? STRIDE : STEP))) : this.start());
    return along && { [key]: () => this.put(to()) };
  }

  // Along one axis by a share of its range, no farther than its ends.
  moved(value, i, share) {
    if (!share) return value;
    const [low, high] = this.axes[i].range.map(Number);
    const inside = (high - low) / 1000; // the very edge may be rounded off the picture
    return Math.max(low + inside, Math.min(high - inside, value + share * (high - low)));
  }

  // The first place of the cursor: at the moving point where that is in the picture, else in the middle.
  start() {
    const point = this.chart.played.find((trace) => trace instanceof Point);
    const ranges = this.axes.map(({ range }) => range.map(Number));
    const inside = (value, [low, high]) => value >= low && value <= high;
    const at = point && this.chart.ready && point.columns.map((column) => column[this.store.shownRow]);
    if (at && at.every((value, i) => inside(value, ranges[i]))) return at;
    return ranges.map(([low, high]) => (low + high) / 2);
  }

  // A picture is drawn: its values.
  bind() {
    if (this.chart.scene3d) return;
    this.values = PlaneValues.of(this.chart.data.figure);
    this.describe();
  }

  // The line below the chart: the place, and the value there.
  describe() {
    const names = this.axes.map((axis) => (axis?.title?.text ?? "").replace(/^weight of /, ""));
    const at = shared.at && names.map((name, i) => `${name.replace(/&(amp|lt|gt);/g, (_, c) => ({ amp: "&", lt: "<", gt: ">" })[c])} ${figures(shared.at[i])}`).join(", ");
    const there = at && this.values?.describe(...shared.at);
    this.chart.plane.say(there ? `${there} at ${at}` : at || "", coarse() ? "Tap to read a place" : at ? "Arrows move it, with Shift farther · Esc takes it off" : "Click, or press an arrow key, to read a place");
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
