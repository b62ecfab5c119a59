// A vertical line at the strength that can be moved, by dragging or by the arrow keys: the same in all charts of the page that
// have one. layout.meta.strength_line: { x: places, strengths: their strengths, rising, keys: which of them the arrow
// keys go to, now: the one in force }

import { figures } from "../core/arrays.js";
import { within } from "../core/frame.js";
import { PathPoints } from "../marks/path_points.js";
import { drawHandle } from "../marks/strength_handle.js";
import { coarse, keep, onKeys, onPointer, pointIn } from "./pointer.js";
import { same, strength } from "./shared_strength.js";
import { removeStatus, statusLine } from "./status_line.js";

const NEAR = 14; // pixels: a press so near to the line grabs it
const NEAR_TOUCH = 28;
const DESCRIBED = 250; // milliseconds between two descriptions of a weight that moves
const LEAP = 5;
const STILL = 5; // pixels: what is pressed and let go within so many is a tap
const TWICE = 280; // milliseconds in which a second tap makes it a double one, which resets a zoom
const KEYS = "← → move the strength, with Shift farther";
const READ = " · [ ] read a weight";
const READING = "[ ] the next weight · Esc none"; // short, since the reading is in the same line

export class StrengthLine {
  static needed = ({ data }) => data.figure.layout.meta?.strength_line;

  constructor(chart, store) {
    this.chart = chart;
    this.store = store;
    this.picked = -1;
    const { body } = chart;
    onPointer(body, this);
    onKeys(body, (event) => this.keys(event));
    ["focus", "blur"].forEach((type) => body.addEventListener(type, () => this.describe()));
    this.newData();
  }

  get meta() {
    return this.chart.data?.figure.layout.meta?.strength_line;
  }

  get active() {
    return this.meta && this.chart.frame && !this.chart.scene3d;
  }

  get holdsPress() {
    return this.held;
  }

  get holdsMove() {
    return this.held;
  }

  // New data: the strength in force.
  newData() {
    if (this.meta && strength.fromServer(this.meta.now, this.anyHeld)) this.showAll();
  }

  get anyHeld() {
    return [...this.store.charts].some((chart) => chart.strengthLine?.held);
  }

  // A picture is drawn: the chart's aria attributes, and the line below it.
  bind() {
    const { body, below, head, root } = this.chart;
    if (!this.meta) {
      if (this.status) this.end();
      return;
    }
    strength.at ??= this.meta.now;
    root.classList.add("le-has-strength");
    body.tabIndex = 0;
    Object.entries({ role: "slider", "aria-roledescription": "chart with a line that can be moved" }).forEach((pair) => body.setAttribute(...pair));
    head.named((title) => `Strength, as a line in the chart. ${title}`);
    if (!this.status) [this.status, this.hint] = statusLine(below);
    this.describe();
  }

  end() {
    this.chart.root.classList.remove("le-has-strength");
    removeStatus(this.chart);
    this.status = null;
  }

  // Which stop is nearest to a strength.
  index(value) {
    const { strengths } = this.meta;
    return strengths.reduce((best, one, i) => (Math.abs(one - value) < Math.abs(strengths[best] - value) ? i : best), 0);
  }

  // The line's place, in pixels.
  get px() {
    const { x } = this.meta;
    return this.chart.frame.x(x[this.index(strength.at)]);
  }

  press(event) {
    if (!this.active || event.button || !this.chart.settled) return;
    const [px, py] = pointIn(this.chart.body, event);
    const near = event.pointerType === "touch" ? NEAR_TOUCH : NEAR;
    const twice = performance.now() - this.pressedAt < TWICE;
    this.pressedAt = performance.now();
    clearTimeout(this.tapping);
    if (!within(this.chart.frame, px, py)) return;
    if (Math.abs(px - this.px) > near) {
      this.pressed = twice ? null : { px, py };
      window.addEventListener("pointerup", (end) => this.release(end), { capture: true, once: true }); // plotly covers the page
      return;
    }
    keep(event);
    this.held = true;
    this.chart.body.setPointerCapture?.(event.pointerId);
    this.chart.body.focus({ preventScroll: true });
  }

  move(event) {
    if (!this.active) return;
    const [px, py] = pointIn(this.chart.body, event);
    if (!this.held) {
      const near = within(this.chart.frame, px, py) && Math.abs(px - this.px) <= NEAR;
      this.chart.root.classList.toggle("le-slide", near && !event.buttons);
      return;
    }
    keep(event);
    this.put(this.nearest(px));
  }

  // The stop whose place is nearest to a pixel of the axis; of several at one place the one nearest to the line.
  nearest(px) {
    const { x, strengths } = this.meta;
    const from = this.index(strength.at);
    const away = x.map((place) => Math.abs(this.chart.frame.x(place) - px));
    const closer = (i, best) => away[i] < away[best] || (away[i] === away[best] && Math.abs(i - from) < Math.abs(best - from));
    return strengths[away.reduce((best, _, i) => (closer(i, best) ? i : best), 0)];
  }

  release(event) {
    const { held, pressed } = this;
    if (held) keep(event);
    this.cancel();
    if (held) strength.flush((value) => this.send(value));
    else if (pressed) this.tap(event, pressed);
  }

  // Pressed and released away from the line: the line goes there. A finger, which has nothing to point with, reads a weight.
  tap(event, { px, py }) {
    const [x, y] = pointIn(this.chart.body, event);
    if (!this.active || Math.hypot(x - px, y - py) > STILL) return;
    if (event.pointerType === "touch") {
      this.pickNear(px, py);
      return;
    }
    const goal = this.nearest(px);
    this.tapping = setTimeout(() => this.chart.root.isConnected && this.put(goal), TWICE);
  }

  cancel() {
    this.held = false;
    this.pressed = null;
  }

  put(value) {
    if (same(value, strength.at)) return;
    strength.move(value, (at) => this.send(at));
    this.showAll();
  }

  // One message: the strength, and the step from which it is to hold.
  send(value) {
    this.chart.send("strength", { strength: value, step: this.store.run ? this.store.shownStep : 0 });
  }

  showAll() {
    this.store.charts.forEach((chart) => {
      if (!chart.strengthLine?.active) return;
      chart.strengthLine.describe();
      chart.show();
    });
  }

  keys(event) {
    if (!this.active) return null;
    const { strengths, keys } = this.meta;
    const stops = keys.map((i) => strengths[i]);
    const by = (count) => () => {
      const beyond = count > 0 ? stops.filter((s) => s > strength.at && !same(s, strength.at)) : stops.filter((s) => s < strength.at && !same(s, strength.at)).reverse();
      if (beyond.length) this.put(beyond[Math.min(Math.abs(count), beyond.length) - 1]);
    };
    const far = event.shiftKey ? LEAP : 1;
    return {
      ArrowRight: by(far), ArrowUp: by(far), ArrowLeft: by(-far), ArrowDown: by(-far), PageUp: by(LEAP), PageDown: by(-LEAP),
      Home: () => this.put(stops[0]), End: () => this.put(stops[stops.length - 1]),
      "]": () => this.pick(1), "[": () => this.pick(-1), Escape: () => this.pick(0),
    };
  }

  get points() {
    return this.chart.played?.find((trace) => trace instanceof PathPoints);
  }

  // Whether a weight is picked that can be read.
  get reads() {
    const { points, picked, chart } = this;
    return points && picked >= 0 && picked < points.meta.items.length && chart.ready && this.store.run;
  }

  // A weight to be read: the next, the one before, or none.
  pick(step) {
    const count = this.points?.meta.items.length ?? 0;
    this.picked = step && count ? (this.picked < 0 ? (step > 0 ? 0 : count - 1) : (this.picked + step + count) % count) : -1;
    this.describe();
    this.chart.show();
  }

  // The weight nearest to a place, or none.
  pickNear(px, py) {
    const { points, chart, store } = this;
    const hit = points && chart.ready && store.run && points.hit(store.shownRow, chart.frame, px, py);
    this.picked = hit ? hit.i : -1;
    this.describe();
    chart.show();
  }

  // The chart's aria attributes, with the weight that is read, and the line below it.
  describe() {
    if (!this.status || !this.active) return;
    const { meta, chart, points, picked, store } = this;
    const { body } = chart;
    const { strengths } = meta;
    const now = { "aria-valuemin": strengths[0], "aria-valuemax": strengths[strengths.length - 1], "aria-valuenow": strength.at, "aria-valuetext": `strength ${figures(strength.at)}` };
    Object.entries(now).forEach(([name, value]) => body.setAttribute(name, value));
    const text = `strength ${figures(strength.at)}${this.reads ? `: ${points.words(store.shownRow, strength.at, picked)}` : ""}`;
    if (this.status.textContent !== text) this.status.textContent = text;
    this.hint.textContent = coarse() ? `Drag the line${points ? " · tap a weight to read it" : ""}`
      : this.reads ? READING : `${KEYS}${points ? READ : ""}`;
  }

  // The line with its handle, and the weight that is being read.
  draw(context, row) {
    if (!this.active || strength.at === null) return;
    const { frame, colours } = this.chart;
    if (this.reads) {
      this.points.pickOut(context, frame, colours, row, { i: this.picked });
      this.describing ??= setTimeout(() => { // now and then while it plays, and once more when it rests
        this.describing = null;
        this.describe();
      }, DESCRIBED);
    }
    drawHandle(context, this.px, frame, colours);
  }
}
