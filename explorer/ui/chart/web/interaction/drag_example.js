// Selecting a training example and moving it: with the pointer, or by keyboard. The result is sent as one message.

import { drawSelected } from "../marks/selected_example.js";
import { hint } from "./example_hints.js";
import { Examples } from "./examples.js";
import { coarse, keep, onKeys, onPointer, pointIn } from "./pointer.js";
import { removeStatus, statusLine } from "./status_line.js";

const STILL = 3; // pixels: a press that moves less is a click
const NUDGE = 0.01; // of an axis' range
const LEAP = 5; // so many nudges with Shift
const FORGET_MS = 4000;
const PATIENCE_MS = 800;

export class DragExample {
  static needed = ({ data }) => data.figure.layout.meta?.examples;

  constructor(chart, store) {
    this.chart = chart;
    this.store = store;
    this.examples = new Examples(chart, store);
    this.selected = -1; // which training example
    this.moving = null; // { i, x, y, from: [x, y], pointer, sent }
    const { body } = chart;
    onPointer(body, this);
    onKeys(body, (event) => this.keys(event), keep);
    body.addEventListener("focus", () => this.describe());
    body.addEventListener("blur", () => {
      this.cancel();
      this.describe();
    });
  }

  get holdsPress() {
    return this.pressed;
  }

  get holdsMove() {
    return this.moving?.pointer;
  }

  // The server has answered with the same picture. Unless another one comes soon, what was sent has changed nothing.
  sameData() {
    if (!this.moving?.sent) return;
    clearTimeout(this.forget);
    this.forget = setTimeout(() => this.drop(), PATIENCE_MS);
  }

  // A picture is drawn: its examples and their places. Other data have other examples. An example that is being moved and was
  // not sent yet goes on being moved: only more of the run has come.
  bind() {
    const { below } = this.chart;
    const others = this.examples.bind();
    if (others) this.selected = -1;
    if (others || !this.moving || this.moving.sent) this.end();
    if (this.examples.meta) this.name();
    else if (this.status) {
      removeStatus(this.chart);
      below.classList.remove("le-room");
      this.status = null;
    }
    this.describe();
  }

  // The chart's aria attributes where its examples can be selected, and the line below it about the selected one.
  name() {
    const { body, below, head } = this.chart;
    const count = this.examples.meta.rows.length;
    const moves = this.examples.can.move ? ", Enter moves it" : "";
    body.tabIndex = 0;
    body.setAttribute("role", "application");
    body.setAttribute("aria-roledescription", "chart");
    head.named((title) => `${title}. ${count} training examples: the arrow keys select one${moves}.`);
    if (this.status) return;
    below.classList.add("le-room");
    [this.status, this.hint] = statusLine(below);
  }

  get active() {
    const { chart } = this;
    return this.examples.meta && chart.frame && chart.settled && chart.ready && this.store.run;
  }

  press(event) {
    this.pressed = null;
    if (event.button || !this.active || this.moving) return;
    const [px, py] = pointIn(this.chart.body, event);
    const i = this.examples.at(px, py);
    if (i < 0) return;
    // A finger scrolls the page: it selects first, and moves only what is selected.
    const takes = event.pointerType !== "touch" || i === this.selected;
    if (!takes) {
      this.select(i);
      return;
    }
    this.pressed = { i, px, py };
    keep(event);
    this.chart.body.setPointerCapture(event.pointerId);
    this.chart.body.focus({ preventScroll: true });
    window.Plotly.Fx?.unhover(this.chart.plot);
    this.select(i);
  }

  move(event) {
    if (!this.active) return;
    const [px, py] = pointIn(this.chart.body, event);
    if (!this.pressed) {
      if (!event.buttons) this.chart.body.classList.toggle("le-grab", this.examples.can.move && this.examples.at(px, py) >= 0);
      return;
    }
    event.stopPropagation();
    const { i } = this.pressed;
    if (!this.moving) {
      if (!this.examples.can.move || Math.hypot(px - this.pressed.px, py - this.pressed.py) < STILL) return;
      this.lift(i, true);
    }
    // As far as the pointer went, within the plot area; along an axis on which it hardly went, not at all.
    const { frame } = this.chart;
    const [x, y] = this.moving.from;
    const [dx, dy] = [px - this.pressed.px, py - this.pressed.py];
    const within = (p, low, size) => Math.max(low, Math.min(low + size, p));
    this.put({
      x: Math.abs(dx) < STILL ? null : frame.invertX(within(frame.x(x) + dx, frame.left, frame.width)),
      y: Math.abs(dy) < STILL ? null : frame.invertY(within(frame.y(y) + dy, frame.top, frame.height)),
    });
    this.chart.tip.show(this.examples.words(i, this.moving), px, py, px > frame.left + frame.width / 2);
  }

  release(event) {
    if (!this.pressed) return;
    event.stopPropagation();
    this.pressed = null;
    this.chart.tip.hide();
    if (this.moving?.pointer) this.send();
  }

  select(i) {
    this.selected = i;
    this.describe();
    this.chart.show();
  }

  lift(i, pointer) {
    const { x, y } = this.examples.places()[i];
    this.moving = { i, x, y, from: [x, y], pointer };
    this.describe();
  }

  // The lifted example at a place: along the axes that can be moved, within what the data allow. Null is where it was.
  put(to) {
    const { moving, chart } = this;
    const { axes } = this.examples.meta;
    Object.entries(to).filter(([axis]) => axes[axis].moves).forEach(([axis, value]) => {
      moving[axis] = value === null ? moving.from[axis === "x" ? 0 : 1] : this.examples.allowed(axis, value);
    });
    if (!moving.pointer) this.describe();
    chart.show();
  }

  // One message: the example and where it is now, along the axes on which it was moved.
  send() {
    const { i, x, y, from } = this.moving;
    const { axes } = this.examples.meta;
    const to = { example: i, step: this.store.shownStep };
    if (axes.x.moves && x !== from[0]) to.x = x;
    if (axes.y.moves && y !== from[1]) to.y = y;
    if (!("x" in to || "y" in to)) {
      this.cancel();
      return;
    }
    this.moving.sent = true;
    this.forget = setTimeout(() => this.drop(), FORGET_MS);
    this.describe();
    this.chart.send("moved", to);
  }

  cancel() {
    this.pressed = null;
    if (this.moving && !this.moving.sent) this.drop();
  }

  end() {
    clearTimeout(this.forget);
    this.moving = null;
    this.pressed = null;
    this.chart.tip.hide();
  }

  drop() {
    this.end();
    if (!this.examples.meta || !this.chart.frame) return;
    this.describe();
    this.chart.show();
  }

  keys(event) {
    if (!this.active) return null;
    return this.moving ? this.movingKeys(event.shiftKey ? LEAP : 1) : this.selectingKeys();
  }

  selectingKeys() {
    const { selected, examples: { can } } = this;
    const [next, back] = [1, -1].map((step) => () => this.select(this.examples.neighbour(selected, step)));
    const keys = { ArrowRight: next, "]": next, ArrowLeft: back, "[": back, Escape: () => this.select(-1) };
    const moves = () => this.lift(selected, false);
    if (can.move && selected >= 0) Object.assign(keys, { Enter: moves, m: moves });
    const flip = () => this.chart.send("flipped", { example: selected, step: this.store.shownStep });
    if (can.flip && selected >= 0) Object.assign(keys, { Delete: flip, Backspace: flip });
    return keys;
  }

  movingKeys(times) {
    if (this.moving.sent || this.moving.pointer) return {};
    const by = (axis, sign) => () => {
      const [low, high] = this.chart.plot.layout[`${axis}axis`].range.map(Number);
      const step = NUDGE * (high - low);
      const size = this.examples.meta.axes[axis].whole ? Math.max(1, Math.round(step)) : step;
      this.put({ [axis]: this.moving[axis] + sign * times * size });
    };
    return {
      ArrowRight: by("x", 1), ArrowLeft: by("x", -1), ArrowUp: by("y", 1), ArrowDown: by("y", -1),
      Enter: () => this.send(), Escape: () => this.cancel(),
    };
  }

  describe() {
    const { examples, moving, selected } = this;
    if (!this.status || !examples.meta) return;
    const finger = coarse();
    const focused = document.activeElement === this.chart.body;
    const known = selected >= 0 && (focused || finger || moving) && this.chart.ready && this.store.run;
    const words = () => examples.words(selected, moving ?? examples.places()[selected]).join(", ");
    const text = known ? `${moving ? "Moving " : ""}${words()}` : "";
    if (this.status.textContent !== text) this.status.textContent = text;
    const byKey = focused && this.chart.body.matches(":focus-visible");
    this.hint.textContent = hint(examples.can, { moving, coarse: finger && !byKey, focused });
  }

  draw(context) {
    if (!this.examples.meta || this.selected < 0) return;
    const place = this.examples.places()[this.selected];
    if (place) drawSelected(context, this.chart.frame, this.chart.colours, place, this.moving);
  }
}
