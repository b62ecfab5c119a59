// A vertical line that stands at a setting and can be moved, by dragging or by the arrow keys: the same in all charts of the
// page that have one. layout.meta.rule: { x: places, strengths: what they stand for, rising, keys: which of them the arrow
// keys go to, now: the one in force }

import { figures } from "../core/arrays.js";
import { bare, toldLine } from "./status_line.js";
import { within } from "../core/frame.js";
import { grip, keep, pointIn } from "./pointer.js";
import { same, setting } from "./setting.js";

const NEAR = 14; // pixels: what is pressed so near to the line takes hold of it
const NEAR_TOUCH = 28;
const SAID = 250; // milliseconds between two words about a weight that moves
const LEAP = 5;
const STILL = 5; // pixels: what is pressed and let go within so many is a tap
const TWICE = 280; // milliseconds in which a second tap makes it a double one, which resets a zoom
const KEYS = "← → move the strength, with Shift farther";
const READ = " · [ ] read a weight";
const READING = "[ ] the next weight · Esc none"; // short, since what is read stands beside it

export class Rule {
  constructor(chart, store) {
    this.chart = chart;
    this.store = store;
    this.picked = -1;
    const { body } = chart;
    grip(body, this);
    body.addEventListener("keydown", (event) => this.keyed(event));
    ["focus", "blur"].forEach((type) => body.addEventListener(type, () => this.tell()));
  }

  get meta() {
    return this.chart.data?.figure.layout.meta?.rule;
  }

  get active() {
    return this.meta && this.chart.frame && !this.chart.solid;
  }

  get holds() {
    return this.held;
  }

  get pulls() {
    return this.held;
  }

  // New data: where the setting stands.
  heard() {
    if (this.meta && setting.heard(this.meta.now, this.holding)) this.showAll();
  }

  get holding() {
    return [...this.store.charts].some((chart) => chart.rule.held);
  }

  // A picture is drawn: what the chart says of itself, and the line below it.
  bind() {
    const { body, below, data, root } = this.chart;
    if (!this.meta) {
      if (this.told) this.end();
      return;
    }
    setting.at ??= this.meta.now;
    root.classList.add("le-ruled");
    body.tabIndex = 0;
    Object.entries({ role: "slider", "aria-roledescription": "chart with a line that can be moved", "aria-label": `Strength, as a line in the chart. ${data.title}` })
      .forEach(([name, value]) => body.setAttribute(name, value));
    if (!this.told) [this.told, this.hint] = toldLine(below);
    this.tell();
  }

  end() {
    this.chart.root.classList.remove("le-ruled");
    bare(this.chart);
    this.told = null;
  }

  // Which stop is nearest to a setting.
  index(strength) {
    const { strengths } = this.meta;
    return strengths.reduce((best, one, i) => (Math.abs(one - strength) < Math.abs(strengths[best] - strength) ? i : best), 0);
  }

  // Where the line stands, in pixels.
  get px() {
    const { x } = this.meta;
    return this.chart.frame.x(x[this.index(setting.at)]);
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

  pull(event) {
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

  // The stop whose place is nearest to a pixel of the axis; of several at one place the one nearest to where the line stands.
  nearest(px) {
    const { x, strengths } = this.meta;
    const from = this.index(setting.at);
    const away = x.map((place) => Math.abs(this.chart.frame.x(place) - px));
    const closer = (i, best) => away[i] < away[best] || (away[i] === away[best] && Math.abs(i - from) < Math.abs(best - from));
    return strengths[away.reduce((best, _, i) => (closer(i, best) ? i : best), 0)];
  }

  release(event) {
    const { held, pressed } = this;
    if (held) keep(event);
    this.cancel();
    if (held) setting.say((strength) => this.say(strength));
    else if (pressed) this.tap(event, pressed);
  }

  // Pressed and let go elsewhere than on the line: it goes there. A finger, which has nothing to point with, reads a weight.
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

  put(strength) {
    if (same(strength, setting.at)) return;
    setting.put(strength, (at) => this.say(at));
    this.showAll();
  }

  // One message: the setting, and the step from which it is to hold.
  say(strength) {
    const { run, row } = this.store;
    this.chart.component.setTriggerValue("picked", { strength, step: run ? run.steps[row] : 0 });
  }

  showAll() {
    this.store.charts.forEach((chart) => {
      if (!chart.rule.active) return;
      chart.rule.tell();
      chart.show();
    });
  }

  keyed(event) {
    if (!this.active || event.altKey || event.ctrlKey || event.metaKey) return;
    const { strengths, keys } = this.meta;
    const stops = keys.map((i) => strengths[i]);
    const by = (count) => () => {
      const beyond = count > 0 ? stops.filter((s) => s > setting.at && !same(s, setting.at)) : stops.filter((s) => s < setting.at && !same(s, setting.at)).reverse();
      if (beyond.length) this.put(beyond[Math.min(Math.abs(count), beyond.length) - 1]);
    };
    const far = event.shiftKey ? LEAP : 1;
    const act = {
      ArrowRight: by(far), ArrowUp: by(far), ArrowLeft: by(-far), ArrowDown: by(-far), PageUp: by(LEAP), PageDown: by(-LEAP),
      Home: () => this.put(stops[0]), End: () => this.put(stops[stops.length - 1]),
      "]": () => this.pick(1), "[": () => this.pick(-1), Escape: () => this.pick(0),
    }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }

  get beads() {
    return this.chart.played?.find((trace) => trace.meta.play === "beads");
  }

  // A weight to be read: the next, the one before, or none.
  pick(way) {
    const count = this.beads?.meta.items.length ?? 0;
    this.picked = way && count ? (this.picked < 0 ? (way > 0 ? 0 : count - 1) : (this.picked + way + count) % count) : -1;
    this.tell();
    this.chart.show();
  }

  // The weight nearest to a place, or none.
  pickNear(px, py) {
    const { beads, chart, store } = this;
    const row = store.run && Math.min(store.row, store.run.length - 1);
    const hit = beads && chart.ready && store.run && beads.kind.hit(beads.meta, store.run, row, chart.frame, px, py);
    this.picked = hit ? hit.i : -1;
    this.tell();
    chart.show();
  }

  tell() {
    if (!this.told || !this.active) return;
    const { meta, chart, beads, picked, store } = this;
    const { body } = chart;
    const { strengths } = meta;
    const now = { "aria-valuemin": strengths[0], "aria-valuemax": strengths[strengths.length - 1], "aria-valuenow": setting.at, "aria-valuetext": `strength ${figures(setting.at)}` };
    Object.entries(now).forEach(([name, value]) => body.setAttribute(name, value));
    const read = beads && picked >= 0 && picked < beads.meta.items.length && chart.ready && store.run;
    const row = store.run && Math.min(store.row, store.run.length - 1);
    const text = `strength ${figures(setting.at)}${read ? `: ${beads.kind.words(beads.meta, store.run, row, setting.at, picked)}` : ""}`;
    if (this.told.textContent !== text) this.told.textContent = text;
    this.hint.textContent = window.matchMedia("(pointer: coarse)").matches ? `Drag the line${beads ? " · tap a weight to read it" : ""}`
      : read ? READING : `${KEYS}${beads ? READ : ""}`;
  }

  // The line with its grip, and the weight that is being read.
  draw(context, row) {
    if (!this.active || setting.at === null) return;
    const { chart, beads, picked } = this;
    const { frame, colours } = chart;
    if (beads && picked >= 0 && picked < beads.meta.items.length && chart.ready) {
      beads.kind.pickOut(context, frame, colours, beads.meta, this.store.run, row, { i: picked });
      this.telling ??= setTimeout(() => { // now and then while it plays, and once more when it rests
        this.telling = null;
        this.tell();
      }, SAID);
    }
    const px = Math.round(this.px) + 0.5;
    const { top, height } = frame;
    context.setLineDash([]);
    context.strokeStyle = colours.penalty;
    context.lineWidth = 1.6;
    context.beginPath();
    context.moveTo(px, top);
    context.lineTo(px, top + height);
    context.stroke();
    context.fillStyle = colours.penalty;
    context.beginPath();
    context.roundRect(px - 4, top + 4, 8, 20, 4);
    context.fill();
    context.strokeStyle = colours.background;
    context.lineWidth = 1;
    context.beginPath();
    [-1.5, 1.5].forEach((dx) => {
      context.moveTo(px + dx, top + 9);
      context.lineTo(px + dx, top + 19);
    });
    context.stroke();
  }
}
