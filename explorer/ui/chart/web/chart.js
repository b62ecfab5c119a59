// One chart: plotly draws the axes and what stands still, two canvases what moves with the step shown.

import { figures } from "./arrays.js";
import { BarReader } from "./bars.js";
import { Drag } from "./drag.js";
import { Hover } from "./hover.js";
import { playedTraces, stillTraces } from "./played.js";
import { loadPlotly } from "./plotly.js";
import { Pointed } from "./pointed.js";
import { store } from "./store.js";
import { coloured, coloursOf, themedLayout } from "./theme.js";
import { Tip } from "./tip.js";

const NARROW = 640;

const element = (tag, className, parent, attributes = {}) => {
  const node = parent.appendChild(document.createElement(tag));
  if (className) node.className = className;
  Object.entries(attributes).forEach(([name, value]) => node.setAttribute(name, value));
  return node;
};

// When the browser has painted the next frame; at once in a tab that paints none.
const painted = () => new Promise((done) => {
  if (document.hidden) done();
  else requestAnimationFrame(() => setTimeout(done));
});

// The plot area in pixels, and data to pixels along each axis.
function frameOf(plot) {
  const area = plot.querySelector(".nsewdrag");
  if (!area) return null;
  const [left, top, width, height] = ["x", "y", "width", "height"].map((a) => Number(area.getAttribute(a)));
  const scale = (axis, from, to) => {
    const log = axis.type === "log";
    const [low, high] = axis.range.map(Number);
    const factor = (to - from) / (high - low);
    return log
      ? (v) => (v > 0 ? from + (Math.log10(v) - low) * factor : to + 1e4 * Math.sign(from - to))
      : (v) => from + (v - low) * factor;
  };
  const { xaxis, yaxis } = plot.layout;
  // Pixels back to data, on axes that are not logarithmic.
  const back = ({ range }, from, to) => (p) => Number(range[0]) + ((p - from) / (to - from)) * (range[1] - range[0]);
  return {
    left, top, width, height,
    x: scale(xaxis, left, left + width), y: scale(yaxis, top + height, top),
    invertX: back(xaxis, left, left + width), invertY: back(yaxis, top + height, top),
  };
}

export class Chart {
  constructor(parent) {
    this.root = element("figure", "le-chart", parent, { role: "figure" });
    const head = element("div", "le-head", this.root);
    this.title = element("h3", "le-title", head);
    this.pickers = element("div", "le-pickers", head);
    this.body = element("div", "le-body", this.root);
    this.under = element("canvas", "le-canvas", this.body, { "aria-hidden": "true" });
    this.plot = element("div", "le-plot", this.body);
    this.over = element("canvas", "le-canvas", this.body, { "aria-hidden": "true" });
    this.below = element("div", "le-below", this.root);
    this.readouts = element("p", "le-readouts", this.root);
    this.caption = element("figcaption", "le-caption", this.root);
    this.still = document.createElement("canvas");
    this.tip = new Tip(this.body);
    this.hover = new Hover(this);
    this.bars = new BarReader(this, store);
    this.drag = new Drag(this, store);
    this.pointed = new Pointed(this);
    this.drawn = Promise.resolve();
    this.resize = new ResizeObserver(() => this.resized());
    this.resize.observe(this.body);
    store.charts.add(this);
    this.body.explorer = this; // for programs: evaluate what the chart shows
  }

  close() {
    this.resize.disconnect();
    store.charts.delete(this);
    if (window.Plotly) window.Plotly.purge(this.plot);
    this.root.remove();
  }

  update(component) {
    const { data } = component;
    this.component = component;
    const colours = coloursOf(this.root.parentElement, data.palette);
    this.hover.clear();
    this.pointed.clear();
    const same = this.data?.stamp === data.stamp && this.colours?.name === colours.name;
    if (same) data.figure = this.data.figure; // the very object that is drawn
    this.data = same ? Object.assign(this.data, data) : data;
    this.colours = colours;
    this.root.dataset.name = data.name;
    this.root.setAttribute("aria-label", data.alt);
    if (same) {
      this.drag.answered();
      return;
    }
    this.root.style.setProperty("--le-background", colours.background);
    this.title.textContent = data.title;
    this.caption.textContent = data.caption;
    this.drawPickers();
    this.redraw();
  }

  drawPickers() {
    const given = this.data.pickers ?? [];
    const focused = document.activeElement?.closest?.(".le-pickers") === this.pickers && document.activeElement.name;
    this.pickers.replaceChildren();
    given.forEach((picker) => {
      const label = element("label", "le-picker", this.pickers);
      label.append(`${picker.label} `);
      const select = element("select", "", label, { name: picker.name });
      picker.options.forEach(([value, text]) => select.add(new Option(text, value, false, value === picker.value)));
      select.addEventListener("change", () => {
        const [value] = picker.options[select.selectedIndex];
        this.component.setTriggerValue("picked", { [picker.name]: value });
      });
      if (focused === picker.name) select.focus();
    });
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
    const moving = this.played && this.near; // the new run is on its way to the screen already: let it be painted first
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
    layout.uirevision = data.uirevision;
    const first = !this.plot.layout;
    await Plotly.react(this.plot, traces, layout, { displayModeBar: false, doubleClick: "reset", responsive: false });
    if (first) ["plotly_relayout", "plotly_relayouting"].forEach((name) => this.plot.on(name, () => this.settled && this.measure()));
    this.played = playedTraces(data.figure);
    this.played.forEach((trace) => trace.bind(store.run));
    this.drag.bind();
    this.measure();
    this.root.dataset.drawn = data.stamp;
    this.settled = data === this.data;
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
    this.frame = frameOf(this.plot);
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
