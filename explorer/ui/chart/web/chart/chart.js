// One chart: plotly draws the axes and what stands still, two canvases what moves with the step shown.

import { figures } from "../core/arrays.js";
import { BarReader } from "../marks/bars.js";
import { Cursor, shared as cursors } from "../interaction/cursor.js";
import { Drag } from "../interaction/drag_example.js";
import { frameOf } from "../core/frame.js";
import { Head } from "./head.js";
import { Hover } from "../interaction/read_lines.js";
import { Plane } from "../interaction/plane.js";
import { playedTraces, stillTraces } from "../marks/played_trace.js";
import { loadPlotly } from "../core/plotly.js";
import { Pointed } from "../interaction/read_marks.js";
import { painted, Rest } from "../interaction/at_rest.js";
import { Rule } from "../interaction/strength_line.js";
import { Scale } from "./colour_bar.js";
import { flattened, isSolid, Solid, webgl } from "../interaction/scene_3d.js";
import { store } from "../core/run.js";
import { Teller } from "../interaction/messages.js";
import { coloured, coloursOf, themedLayout } from "../core/theme.js";
import { Tip } from "./tooltip.js";
import { shared as ranges, Zoom } from "../interaction/zoom.js";

const NARROW = 640;

const element = (tag, className, parent, attributes = {}) => {
  const node = parent.appendChild(document.createElement(tag));
  if (className) node.className = className;
  Object.entries(attributes).forEach(([name, value]) => node.setAttribute(name, value));
  return node;
};

export class Chart {
  constructor(parent) {
    this.root = element("figure", "le-chart", parent, { role: "figure" });
    this.head = new Head(this);
    this.body = element("div", "le-body", this.root);
    this.under = element("canvas", "le-canvas", this.body, { "aria-hidden": "true" });
    this.plot = element("div", "le-plot", this.body);
    this.over = element("canvas", "le-canvas", this.body, { "aria-hidden": "true" });
    this.below = element("div", "le-below", this.root);
    this.readouts = element("p", "le-readouts", this.root);
    this.caption = element("figcaption", "le-caption", this.root);
    this.scale = new Scale(this);
    this.still = document.createElement("canvas");
    this.tip = new Tip(this.body);
    this.hover = new Hover(this);
    this.bars = new BarReader(this, store);
    this.drag = new Drag(this, store);
    this.pointed = new Pointed(this);
    this.cursor = new Cursor(this, store);
    this.zoom = new Zoom(this, store);
    this.teller = new Teller(this);
    this.rest = new Rest(this, store);
    this.wholes = 0; // how often the whole was asked for
    this.rule = new Rule(this, store);
    this.drawn = Promise.resolve();
    this.resize = new ResizeObserver(() => this.resized());
    this.resize.observe(this.body);
    store.charts.add(this);
    this.body.explorer = this; // for programs: evaluate what the chart shows
  }

  close() {
    this.resize.disconnect();
    this.rest.close();
    this.solid?.close();
    store.charts.delete(this);
    if (![...store.charts].some((chart) => chart.plane)) [cursors, ranges].forEach((shared) => shared.clear());
    if (window.Plotly) window.Plotly.purge(this.plot);
    this.root.remove();
  }

  // A figure that travelled with the run, or is drawn already. One that is still on its way is drawn when the player brings it.
  update(component) {
    const { data } = component;
    this.component = component;
    this.sent = data.figure ? "whole" : "brought"; // for programs
    const here = [this.data, store.brought.get(data.key)].find((known) => known?.stamp === data.stamp);
    const figure = data.figure ?? here?.figure;
    if (figure) this.take({ ...data, figure });
  }

  // What the player has brought, where this chart stands in its place already.
  bring() {
    const data = this.component?.data;
    const brought = store.brought.get(data?.key);
    if (brought && brought.stamp !== this.data?.stamp) this.take({ ...data, ...brought });
  }

  take(data) {
    const colours = coloursOf(this.root.parentElement, data.palette);
    this.hover.clear();
    this.pointed.clear();
    const unable = isSolid(data.figure) && !webgl();
    const same = this.data?.stamp === data.stamp && this.colours?.name === colours.name;
    if (same) {
      data.figure = this.data.figure; // the very object that is drawn
    } else if (unable) data.figure = flattened(data.figure); // until the server, told below, sends one made for it
    this.data = same ? Object.assign(this.data, data) : data;
    this.colours = colours;
    this.root.dataset.name = data.name;
    this.root.setAttribute("aria-label", data.alt);
    this.cursor.heard();
    this.rest.heard();
    this.rule.heard();
    if (same) {
      this.drag.answered();
      return;
    }
    this.root.style.setProperty("--le-background", colours.background);
    this.head.show(data);
    if (unable && data.follows) this.teller.tell({ flat: true });
    this.caption.textContent = data.caption;
    this.redraw();
  }

  // Whether this chart's run is the one on the page. Its figure waits for it otherwise.
  get ready() {
    return !this.data.run || store.run?.id === this.data.run;
  }

  // Whether what is drawn can play the run on the page: its own, or one of its kin whose figure is still on its way.
  get near() {
    return this.ready || (Boolean(this.data.kin) && store.run?.kin === this.data.kin);
  }

  runChanged() {
    this.hover.clear();
    this.pointed.clear();
    if (this.played && this.near) {
      this.played.forEach((trace) => trace.bind(store.run));
      this.measure();
    }
    if (this.waiting && this.ready) this.redraw();
  }

  redraw() {
    this.settled = false; // for programs: whether what is drawn is what was last asked for
    this.waiting = !this.ready;
    if (this.waiting) return;
    // The new run is on its way to the screen already: let it be painted first. Not on a plane, whose ground is still the old one.
    const moving = this.played && this.near && !this.data.plane;
    this.drawn = this.drawn.then(() => (moving ? painted() : null)).then(() => this.react()).catch((error) => console.error(error));
  }

  async react() {
    const Plotly = await loadPlotly(this.data.plotly);
    if (!this.ready || !this.root.isConnected) return;
    const { data, colours } = this;
    const narrow = this.body.clientWidth < NARROW && window.matchMedia("(pointer: coarse)").matches;
    const traces = coloured(stillTraces(data.figure), colours);
    traces.filter((t) => t.meta?.sequential).forEach((t) => {
      t.reversescale = colours.name === "light";
    });
    const layout = themedLayout(coloured(data.figure.layout, colours), colours, narrow);
    layout.uirevision = `${data.uirevision} ${this.wholes}`;
    this.prepare(data, layout);
    const first = !this.plot.layout;
    await Plotly.react(this.plot, traces, layout, { displayModeBar: false, doubleClick: false, showTips: false, responsive: false });
    if (first) this.listen();
    this.figure = data.figure;
    this.played = playedTraces(data.figure);
    this.played.forEach((trace) => trace.bind(store.run));
    this.drag.bind();
    this.solid?.bind();
    this.measure();
    this.plane?.bind();
    this.rule.bind();
    this.root.dataset.drawn = data.stamp;
    this.settled = data === this.data;
    this.rest.stirred();
    store.charts.forEach((chart) => chart.rest.tellSeen());
  }

  // What the figure is, a plane or a scene in space, before it is drawn.
  prepare(data, layout) {
    if (data.plane) this.plane ??= new Plane(this);
    const solid = isSolid(data.figure);
    if (solid !== Boolean(this.solid)) {
      this.solid?.close();
      this.solid = solid ? new Solid(this, store) : null;
      this.frame = null;
    }
    if (this.solid) this.solid.hold(layout);
    else if (this.plane) this.zoom.hold(layout);
  }

  listen() {
    ["plotly_relayout", "plotly_relayouting"].forEach((name) => this.plot.on(name, () => this.settled && this.measure()));
    this.plot.on("plotly_relayout", (event) => this.zoom.relaid(event));
    this.plot.on("plotly_doubleclick", () => (this.plane ? this.zoom.fit() : this.showWhole()));
  }

  // What was zoomed into is forgotten. Plotly's own way back leads to the axes of the first picture, which may be another's.
  showWhole() {
    this.wholes += 1;
    this.redraw();
  }

  resized() {
    cancelAnimationFrame(this.pending);
    this.pending = requestAnimationFrame(() => {
      if (!this.plot.layout || !this.plot.clientWidth) return;
      window.Plotly.Plots.resize(this.plot).then(() => this.measure());
    });
  }

  // Where the plot area is now; lines that only grow to the right are drawn whole once, to be uncovered.
  measure() {
    this.frame = this.solid ? this.solid.frame() : frameOf(this.plot);
    if (this.figure) this.scale.draw(this.figure, this.solid ? null : this.frame, this.colours.name === "light");
    if (!this.frame || !this.played) return;
    this.ratio = window.devicePixelRatio || 1;
    this.steady = this.played.filter((trace) => trace.steady);
    this.moving = this.played.filter((trace) => !trace.steady);
    this.field = this.moving.some((trace) => trace.meta.to === "field");
    const needed = this.steady.length ? [this.over, this.under, this.still] : [this.over, this.under];
    const [width, height] = [this.plot.clientWidth, this.plot.clientHeight].map((size) => Math.round(size * this.ratio));
    needed.filter((canvas) => canvas.width !== width || canvas.height !== height).forEach((canvas) => {
      Object.assign(canvas, { width, height });
      canvas.getContext("2d").setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    });
    this.under.getContext("2d").clearRect(0, 0, width, height);
    this.under.hidden = !this.field && !this.steady.length; // one layer less to paint
    if (this.steady.length) {
      const [bright, faint] = [this.still, this.under].map((canvas) => canvas.getContext("2d"));
      [bright, faint].forEach((context) => {
        context.clearRect(0, 0, width, height);
        this.clip(context);
      });
      this.steady.forEach((trace) => trace.drawWhole(bright, this.frame, this.colours));
      this.steady.forEach((trace) => trace.drawFaint(faint, this.frame, this.colours));
      [bright, faint].forEach((context) => context.restore());
    }
    this.show();
  }

  clip(context) {
    const { left, top, width, height } = this.frame;
    context.save();
    context.beginPath();
    context.rect(left, top, width, height);
    context.clip();
  }

  // Draw what moves, at the step shown.
  show() {
    const run = store.run;
    if (store.row !== this.shown) this.rest.stirred();
    this.shown = store.row;
    if (!this.frame || !this.played || !this.near || !run) return;
    const row = Math.min(store.row, run.length - 1);
    const { left, top, width, height } = this.frame;
    const over = this.over.getContext("2d");
    const under = this.under.getContext("2d");
    (this.field ? [over, under] : [over]).forEach((context) => context.clearRect(0, 0, this.over.width, this.over.height));
    [over, under].forEach((context) => this.clip(context));
    if (this.steady.length) {
      const now = this.frame.x(run.steps[row]);
      const cut = Math.max(0, Math.min(width, now - left)) * this.ratio;
      if (cut >= 1) {
        const [sx, sy, sh] = [left * this.ratio, top * this.ratio, height * this.ratio];
        over.drawImage(this.still, sx, sy, cut, sh, left, top, cut / this.ratio, height);
      }
      over.fillStyle = this.colours.dim;
      over.fillRect(now - 0.5, top, 1, height);
      this.steady.filter((trace) => !trace.bundle).forEach((trace) => trace.drawEnd(over, this.frame, this.colours, row));
    }
    this.moving.forEach((trace) => trace.draw(trace.meta.to === "field" ? under : over, this.frame, this.colours, row));
    this.hover.draw(over);
    this.drag.draw(over);
    this.cursor.draw(over);
    this.rule.draw(over, row);
    this.pointed.draw(over, row);
    over.restore();
    under.restore();
    this.showReadouts(row);
  }

  showReadouts(row) {
    const given = this.data.readouts ?? [];
    const number = ({ column, whole }) => (whole ? String : figures)(store.run.column(column)[row]);
    const text = given.map((readout) => `${readout.label} ${number(readout)}${readout.suffix}`).join(" · ");
    if (this.readouts.textContent !== text) this.readouts.textContent = text;
  }
}
