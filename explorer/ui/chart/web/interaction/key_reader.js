// Reading values by keys and by a tap, and zooming by keys, in charts that have no other use for the arrow keys.

import { element } from "../core/dom.js";
import { within } from "../core/frame.js";
import { is3d } from "./scene_3d.js";
import { onKeys, pointIn } from "./pointer.js";
import { stopsOf } from "./stops.js";

const FACTOR = 1.5;
const LEAP = 5; // places with Shift
const [VALUES, STEPWISE] = ["← → read values", "← → step by step, with Shift farther"];
const HINT = ["+ − zoom · 0 the whole"];
const AXES = ["xaxis", "yaxis"];

export class KeyReader {
  static needed = ({ data }) => !data.plane && !is3d(data.figure);

  constructor(chart, store) {
    Object.assign(this, { chart, store, place: null, level: 0, ranges: null });
    const { body } = chart;
    this.said = element("p", "le-unseen", chart.root, { role: "status" });
    onKeys(body, (event) => this.keys(event));
    body.addEventListener("focus", () => this.reads && body.matches(":focus-visible") && this.place === null && this.tell([this.stops?.leap ? STEPWISE : VALUES, ...HINT]));
    body.addEventListener("blur", () => this.clear());
    body.addEventListener("click", (event) => event.pointerType === "touch" && this.tapped(event));
    this.elsewhere = ({ target }) => this.place !== null && !body.contains(target) && this.clear();
    document.addEventListener("pointerdown", this.elsewhere, true);
  }

  close() {
    document.removeEventListener("pointerdown", this.elsewhere, true);
    this.said.remove();
  }

  get on() {
    return KeyReader.needed(this.chart) && !this.chart.scene3d && this.chart.frame;
  }

  // Whether the arrow keys are this reader's: they move examples or a line elsewhere.
  get reads() {
    const { meta } = this.chart.data.figure.layout;
    return this.on && !meta?.examples && !meta?.strength_line;
  }

  // A picture is drawn.
  bind() {
    const { body, head } = this.chart;
    this.stops = this.reads ? stopsOf(this.chart, this.store) : null;
    if (!this.stops && this.place !== null) this.clear();
    if (!this.reads) return;
    body.tabIndex = 0;
    Object.entries({ role: "application", "aria-roledescription": "chart" }).forEach(([name, value]) => body.setAttribute(name, value));
    head.named((title) => `${title}. The arrow keys read values${this.stops?.leap ? " step by step, with Shift farther" : ""}, plus and minus zoom, 0 shows the whole.`);
  }

  // The area has another size, or another range is shown.
  resized() {
    if (this.reads) this.stops = stopsOf(this.chart, this.store);
  }

  tell(lines) {
    const { frame, tip } = this.chart;
    tip.show(lines, frame.left + 8, frame.top + 12, false);
  }

  clear() {
    this.chart.tip.hide();
    if (this.place === null) return;
    this.place = null;
    this.said.textContent = "";
    this.chart.show();
  }

  tapped(event) {
    if (!this.reads) return;
    this.resized();
    const [px, py] = pointIn(this.chart.body, event);
    const { stops } = this;
    if (!stops || !within(this.chart.frame, px, py)) return;
    let [best, nearest] = [null, Infinity];
    const [from, to] = stops.pointed ? [stops.pointed(px), stops.pointed(px)] : [0, stops.count - 1];
    for (let i = Math.max(0, from); i <= Math.min(stops.count - 1, to); i += 1) {
      for (let level = 0; level < stops.levels(i); level += 1) {
        const [x, y] = stops.at(i, level);
        const away = Math.abs(x - px) + (stops.levels(i) > 1 || !stops.pointed ? Math.abs((y || py) - py) : 0);
        if (away < nearest) [best, nearest] = [[i, level], away];
      }
    }
    if (best) this.go(...best);
  }

  go(place, level) {
    const { stops } = this;
    this.place = Math.max(0, Math.min(stops.count - 1, place));
    const levels = stops.levels(this.place);
    this.level = Math.max(0, Math.min(levels - 1, level));
    this.chart.show();
    this.said.textContent = this.read().join(", ");
  }

  pick() {
    this.said.textContent = this.stops.pick(this.place, this.level);
  }

  read() {
    return this.stops.lines(this.place, this.level);
  }

  keys(event) {
    if (!this.on || !this.chart.settled) return null;
    const zoom = { "+": () => this.zoom(1 / FACTOR), "=": () => this.zoom(1 / FACTOR), "-": () => this.zoom(FACTOR), 0: () => this.whole() };
    if (!this.reads) return zoom;
    this.resized();
    const { stops } = this;
    if (!stops) return zoom;
    const far = event.shiftKey ? (stops.leap ?? LEAP) : 1;
    const begun = this.place !== null;
    const by = (across, up) => () => (begun ? this.go(this.place + across * far, this.level + up * far) : this.go(stops.start, stops.first ?? 0));
    const to = (place) => () => this.go(place, this.level);
    return {
      ...zoom, ArrowRight: by(1, 0), ArrowLeft: by(-1, 0), ArrowUp: by(0, 1), ArrowDown: by(0, -1), Home: to(0), End: to(stops.count - 1),
      ...(begun && { Escape: () => this.clear() }), ...(begun && stops.pick && { Enter: () => this.pick() }),
    };
  }

  // About what is read, or the middle; axes that cannot be zoomed stay.
  zoom(factor) {
    const { plot, frame, data } = this.chart;
    const at = this.place === null ? null : this.stops.at(this.place, this.level);
    const edits = {};
    AXES.forEach((axis, k) => {
      if (data.figure.layout[axis]?.fixedrange) return;
      const [low, high] = plot.layout[axis].range.map(Number);
      const size = k ? frame.height : frame.width;
      const share = at && Number.isFinite(at[k]) ? (at[k] - (k ? frame.top : frame.left)) / size : 0.5;
      const about = low + (k ? 1 - share : share) * (high - low);
      edits[axis] = [low, high].map((end) => about + (end - about) * factor);
    });
    this.ranges = { view: data.uirevision, edits };
    window.Plotly.relayout(plot, Object.fromEntries(Object.entries(edits).map(([axis, range]) => [`${axis}.range`, range])))
      .then(() => {
        this.resized();
        if (this.place !== null) this.go(this.place, this.level);
      });
  }

  // Before a figure is drawn: what was zoomed into by keys is kept while the view is the same.
  hold(layout) {
    if (this.ranges?.view !== this.chart.data.uirevision) this.ranges = null;
    Object.entries(this.ranges?.edits ?? {}).forEach(([axis, range]) => Object.assign(layout[axis], { range }));
  }

  whole() {
    this.ranges = null;
    this.chart.showWhole();
  }

  // What is read, at the step shown, with a cross where it is.
  draw(context) {
    if (this.place === null || !this.stops || !this.reads) return;
    const { frame, colours, tip } = this.chart;
    const [px, py] = this.stops.at(this.place, this.level);
    tip.show(this.read(), px, Number.isFinite(py) ? py : frame.top + 12, px > frame.left + frame.width / 2);
    context.setLineDash([]);
    [[colours.background, 4], [colours.text, 1.5]].forEach(([paint, wide]) => {
      context.strokeStyle = paint;
      context.lineWidth = wide;
      context.beginPath();
      context.moveTo(px, frame.top);
      context.lineTo(px, frame.top + frame.height);
      if (Number.isFinite(py)) {
        context.moveTo(px - 7, py);
        context.lineTo(px + 7, py);
      }
      context.stroke();
    });
  }
}
