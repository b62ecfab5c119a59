// Selecting a training example and moving it: with the pointer, or by keyboard. What comes of it is one message.

import { bare, toldLine } from "./status_line.js";
import { Examples } from "./examples.js";
import { grip, keep, pointIn } from "./pointer.js";
import { mark } from "../marks/played_trace.js";

const STILL = 3; // pixels: a press that moves less is a click
const NUDGE = 0.01; // of an axis' range
const LEAP = 5; // so many nudges with Shift
const FORGET_MS = 4000;
const PATIENCE_MS = 800;
const KEYS = {
  select: "← → select an example",
  move: "Enter moves it",
  flip: "Delete changes its class",
  moving: "Arrows move it, with Shift 5 times as far · Enter applies · Esc cancels",
};
const TOUCH = "Tap an example, then drag it.";

// A value as fine as a thousandth of the axis, so that a link stays short.
function tidy(value, span) {
  const step = 10 ** Math.floor(Math.log10(Math.abs(span) / 1000));
  return step >= 1 ? Math.round(value / step) * step : Number(value.toFixed(Math.min(100, Math.round(-Math.log10(step)))));
}

export class Drag {
  constructor(chart, store) {
    this.chart = chart;
    this.store = store;
    this.examples = new Examples(chart, store);
    this.selected = -1; // which training example
    this.moving = null; // { i, x, y, from: [x, y], pointer, sent }
    const { body } = chart;
    grip(body, this);
    body.addEventListener("keydown", (event) => this.keyed(event));
    body.addEventListener("focus", () => this.tell());
    body.addEventListener("blur", () => {
      this.cancel();
      this.tell();
    });
  }

  // The step on the screen; the one asked for last may lie behind the end of the run.
  get shownStep() {
    return this.store.run.steps[this.store.row];
  }

  get holds() {
    return this.pressed;
  }

  get pulls() {
    return this.moving?.pointer;
  }

  // The server has answered, and nothing is to be drawn anew. Unless it soon is, what was sent has changed nothing.
  answered() {
    if (!this.moving?.sent) return;
    clearTimeout(this.forget);
    this.forget = setTimeout(() => this.drop(), PATIENCE_MS);
  }

  // A picture is drawn: its examples, and where they stand. Other data have other examples. What is moved and was not sent
  // yet stays in hand: only more of the run has come.
  bind() {
    const { below } = this.chart;
    const others = this.examples.bind();
    if (others) this.selected = -1;
    if (others || !this.moving || this.moving.sent) this.end();
    if (this.examples.meta) this.name();
    else if (this.told) {
      bare(this.chart);
      below.classList.remove("le-room");
      this.told = null;
    }
    this.tell();
  }

  // What the chart says of itself where its examples can be selected, and the line below it that tells of the selected one.
  name() {
    const { body, below, data } = this.chart;
    const count = this.examples.meta.rows.length;
    const moves = this.examples.can.move ? ", Enter moves it" : "";
    body.tabIndex = 0;
    body.setAttribute("role", "application");
    body.setAttribute("aria-roledescription", "chart");
    body.setAttribute("aria-label", `${data.title}. ${count} training examples: the arrow keys select one${moves}.`);
    if (this.told) return;
    below.classList.add("le-room");
    [this.told, this.hint] = toldLine(below);
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

  pull(event) {
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
    this.tell();
    this.chart.show();
  }

  lift(i, pointer) {
    const { x, y } = this.examples.places()[i];
    this.moving = { i, x, y, from: [x, y], pointer };
    this.tell();
  }

  // The lifted example at a place: along the axes that can be moved, within what the data allow. Null is where it was.
  put(to) {
    const { moving, chart } = this;
    const { axes } = this.examples.meta;
    Object.entries(to).filter(([axis]) => axes[axis].moves).forEach(([axis, value]) => {
      const { low, whole } = axes[axis];
      if (value === null) {
        moving[axis] = moving.from[axis === "x" ? 0 : 1];
        return;
      }
      const ends = chart.plot.layout[`${axis}axis`].range.map(Number);
      const neat = whole ? Math.round(value) : tidy(value, ends[1] - ends[0]);
      moving[axis] = Math.max(low ?? -Infinity, neat);
    });
    if (!moving.pointer) this.tell();
    chart.show();
  }

  // One message: the example and where it is now, along the axes on which it was moved.
  send() {
    const { i, x, y, from } = this.moving;
    const { axes } = this.examples.meta;
    const to = { example: i, step: this.shownStep };
    if (axes.x.moves && x !== from[0]) to.x = x;
    if (axes.y.moves && y !== from[1]) to.y = y;
    if (!("x" in to || "y" in to)) {
      this.cancel();
      return;
    }
    this.moving.sent = true;
    this.forget = setTimeout(() => this.drop(), FORGET_MS);
    this.tell();
    this.chart.component.setTriggerValue("picked", { moved: to });
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
    this.tell();
    this.chart.show();
  }

  keyed(event) {
    if (!this.active || event.altKey || event.ctrlKey || event.metaKey) return;
    const act = (this.moving ? this.movingKeys(event.shiftKey ? LEAP : 1) : this.selectingKeys())[event.key];
    if (!act) return;
    keep(event);
    act();
  }

  selectingKeys() {
    const { selected, examples: { can } } = this;
    const [next, back] = [1, -1].map((step) => () => this.select(this.examples.beside(selected, step)));
    const keys = { ArrowRight: next, "]": next, ArrowLeft: back, "[": back, Escape: () => this.select(-1) };
    const moves = () => this.lift(selected, false);
    if (can.move && selected >= 0) Object.assign(keys, { Enter: moves, m: moves });
    const flip = () => this.chart.component.setTriggerValue("picked", { flipped: { example: selected, step: this.shownStep } });
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

  tell() {
    const { examples, moving, selected } = this;
    if (!this.told || !examples.meta) return;
    const coarse = window.matchMedia("(pointer: coarse)").matches;
    const focused = document.activeElement === this.chart.body;
    const known = selected >= 0 && (focused || coarse || moving) && this.chart.ready && this.store.run;
    const words = () => examples.words(selected, moving ?? examples.places()[selected]).join(", ");
    const text = known ? `${moving ? "Moving " : ""}${words()}` : "";
    if (this.told.textContent !== text) this.told.textContent = text;
    const keys = [KEYS.select, examples.can.move && KEYS.move, examples.can.flip && KEYS.flip].filter(Boolean).join(" · ");
    const idle = examples.can.move ? `Drag an example to move it, or click one and use the keys: ${keys}.` : `Click an example, or ${keys}.`;
    const touch = examples.can.move ? TOUCH : "";
    this.hint.textContent = moving ? KEYS.moving : coarse ? touch : focused ? keys : idle;
  }

  // The ring around the selected example; while it is moved, its mark where it is going and a faint one where it was.
  draw(context) {
    if (!this.examples.meta || this.selected < 0) return;
    const { frame, colours } = this.chart;
    const { moving } = this;
    const place = this.examples.places()[this.selected];
    if (!place) return;
    const at = moving ?? place;
    const [px, py] = [frame.x(at.x), frame.y(at.y)];
    context.setLineDash([]);
    if (moving) {
      const [gx, gy] = [frame.x(place.x), frame.y(place.y)];
      context.globalAlpha = 0.7;
      mark(context, gx, gy, { size: 12, color: colours.background }, colours);
      context.globalAlpha = 1;
      context.setLineDash([2, 3]);
      context.strokeStyle = colours.neutral;
      context.lineWidth = 1.2;
      context.beginPath();
      context.arc(gx, gy, 6, 0, 2 * Math.PI);
      context.moveTo(gx, gy);
      context.lineTo(px, py);
      context.stroke();
      mark(context, px, py, { ...place.marker, size: (place.marker.size ?? 6) + 3 }, colours);
    }
    mark(context, px, py, { symbol: "circle-open", size: 16, color: colours.text, line: { width: 2 } }, colours);
  }
}
