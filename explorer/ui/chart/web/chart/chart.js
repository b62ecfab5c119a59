// One chart: plotly draws the axes and what does not move, two canvases what moves with the step shown.

import { element } from "../core/dom.js";
import { frameOf } from "../core/frame.js";
import { loadPlotly } from "../core/plotly.js";
import { store } from "../core/run.js";
import { coloured, coloursOf, themedLayout } from "../core/theme.js";
import { painted } from "../interaction/at_rest.js";
import { shared as cursors } from "../interaction/cursor.js";
import { flattened, is3d, Scene3d, webgl } from "../interaction/scene_3d.js";
import { shared as ranges } from "../interaction/zoom.js";
import { playedTraces, stillTraces } from "../marks/played_trace.js";
import { Canvases } from "./canvases.js";
import { Caption } from "./caption.js";
import { ColourBar } from "./colour_bar.js";
import { Head } from "./head.js";
import { inTurn } from "./in_turn.js";
import { buildInteractions, callInteractions, keepRoom } from "./interactions.js";
import { readoutsText } from "./readouts.js";
import { Tooltip } from "./tooltip.js";

const NARROW = 640;

export class Chart {
  // `outbox` has the messages of the charts that are drawn together.
  constructor(parent, outbox) {
    this.outbox = outbox;
    this.root = element("figure", "le-chart", parent, { role: "figure" });
    this.head = new Head(this);
    this.body = element("div", "le-body", this.root);
    this.under = element("canvas", "le-canvas", this.body, { "aria-hidden": "true" });
    this.plot = element("div", "le-plot", this.body, { "aria-hidden": "true" }); // the text alternative says it
    this.over = element("canvas", "le-canvas", this.body, { "aria-hidden": "true" });
    this.below = element("div", "le-below", this.root);
    this.readouts = element("p", "le-readouts", this.root);
    this.caption = new Caption(this.root);
    this.colourBar = new ColourBar(this);
    this.tip = new Tooltip(this.body);
    this.canvases = new Canvases(this, store);
    this.played = [];
    this.steady = []; // those of them that are cut from a picture
    this.resets = 0; // how often the whole was asked for
    this.drawn = Promise.resolve();
    this.resize = new ResizeObserver(() => this.resized());
    this.resize.observe(this.body);
    store.charts.add(this);
    this.body.explorer = this; // for programs: evaluate what the chart shows
  }

  close() {
    this.resize.disconnect();
    this.caption.close();
    callInteractions(this, "close");
    this.scene3d?.close();
    store.charts.delete(this);
    if (![...store.charts].some((chart) => chart.plane)) [cursors, ranges].forEach((shared) => shared.clear());
    if (window.Plotly) window.Plotly.purge(this.plot);
    this.root.remove();
  }

  // Builds the interactions that it needs now.
  build() {
    buildInteractions(this, store);
  }

  // A message to the page's server. Gives its number.
  send(kind, fields) {
    return this.outbox.send(this.component, kind, fields);
  }

  update(component, data) {
    this.component = component;
    const colours = coloursOf(this.root.parentElement, data.palette);
    ["lineReader", "markReader"].forEach((name) => this[name]?.clear());
    const unable = is3d(data.figure) && !webgl();
    const same = this.data?.stamp === data.stamp && this.colours?.name === colours.name;
    if (same) {
      data.versions = this.data.versions;
      data.figure = this.data.figure; // the very object that is drawn
    } else {
      if (unable) data.figure = flattened(data.figure); // until the server, asked below, sends a flat one
      data.versions = [...(data.earlier ?? []), { until: Infinity, figure: data.figure }];
    }
    this.data = same ? Object.assign(this.data, data) : data;
    this.colours = colours;
    this.root.dataset.name = data.name;
    this.readouts.hidden = !data.readouts?.length; // else it has its line before it has a text
    callInteractions(this, "newData");
    if (same) {
      callInteractions(this, "sameData");
      return;
    }
    this.root.style.setProperty("--le-background", colours.background);
    if (unable && data.follows) this.send("flat");
    this.redraw();
  }

  // What the server holds of the page has come.
  fromServer(rested) {
    callInteractions(this, "fromServer");
    if (rested) callInteractions(this, "restStepChanged");
  }

  // Whether this chart's run is the one on the page. Its figure waits for it otherwise.
  get ready() {
    return !this.data.run || store.run?.id === this.data.run;
  }

  // Whether what is drawn can play the run on the page: its own, or one of its kin whose figure has not come yet.
  get near() {
    return this.ready || (Boolean(this.data.kin) && store.run?.kin === this.data.kin);
  }

  // The figure of the step shown: examples may have been elsewhere then.
  get version() {
    return this.data.versions.find(({ until }) => this.step < until).figure;
  }

  get step() {
    return store.run ? store.shownStep : store.step;
  }

  runChanged() {
    if (!this.data) return;
    ["lineReader", "markReader"].forEach((name) => this[name]?.clear());
    if (this.figure && this.near) {
      this.played.forEach((trace) => trace.bind(store.run));
      this.measure();
    }
    if (this.waiting && this.ready) this.redraw();
  }

  redraw() {
    this.settled = false; // for programs: whether the latest figure is drawn
    this.waiting = !this.ready;
    if (this.waiting && this.figure) return;
    this.showWords();
    if (this.waiting) return;
    // The new run is about to be painted: let that happen first. Not on a plane, where the old cost is still drawn.
    const moving = this.figure && this.near && !this.data.plane;
    this.drawn = this.drawn.then(() => (moving ? painted() : null)).then(() => (this.figure ? this.react() : inTurn(() => this.react()))).catch((error) => console.error(error));
  }

  // Title, menus, caption and text alternative: those of the run that is drawn, so they wait for it as the picture does.
  showWords() {
    const { data } = this;
    this.head.show(data);
    this.head.tell(data, this.step, store.atEnd);
    this.caption.show(data);
    if (!this.figure) keepRoom(this);
  }

  async react() {
    const Plotly = await loadPlotly(this.data.plotly);
    if (!this.ready || !this.root.isConnected) return;
    const { data, colours } = this;
    data.figure = this.version;
    const narrow = this.body.clientWidth < NARROW && window.matchMedia("(pointer: coarse)").matches;
    const traces = coloured(stillTraces(data.figure), colours);
    traces.filter((t) => t.meta?.sequential).forEach((t) => {
      t.reversescale = colours.name === "light";
    });
    const layout = themedLayout(coloured(data.figure.layout, colours), colours, narrow, this.body.clientWidth);
    layout.uirevision = `${data.uirevision} ${this.resets}`;
    this.prepare(data, layout);
    const first = !this.plot.layout;
    await Plotly.react(this.plot, traces, layout, { displayModeBar: false, doubleClick: false, showTips: false, responsive: false });
    if (first) this.listen();
    this.figure = data.figure;
    this.played = playedTraces(data.figure);
    this.played.forEach((trace) => trace.bind(store.run));
    this.build();
    this.scene3d?.bind();
    this.frame = this.plotArea;
    callInteractions(this, "bind");
    this.measure();
    this.root.dataset.drawn = data.stamp;
    this.settled = data === this.data;
    this.atRest?.stepChanged();
    store.charts.forEach((chart) => chart.atRest?.askForFiner());
  }

  // A plane or a 3-D scene, before it is drawn.
  prepare(data, layout) {
    if (data.plane) this.build();
    const space = is3d(data.figure);
    this.root.classList.toggle("le-solid", space);
    if (space !== Boolean(this.scene3d)) {
      this.scene3d?.close();
      this.scene3d = space ? new Scene3d(this, store) : null;
      this.frame = null;
    }
    if (this.scene3d) this.scene3d.hold(layout);
    else [this.zoom, this.keyReader].forEach((one) => one?.hold(layout));
  }

  listen() {
    ["plotly_relayout", "plotly_relayouting"].forEach((name) => this.plot.on(name, () => this.settled && this.measure()));
    this.plot.on("plotly_relayout", (event) => this.zoom?.relaid(event));
    this.plot.on("plotly_doubleclick", () => (this.zoom ? this.zoom.fit() : this.showWhole()));
  }

  // What was zoomed into is forgotten. Plotly's own reset leads to the axes of the first picture, which may be another's.
  showWhole() {
    this.resets += 1;
    this.redraw();
  }

  resized() {
    cancelAnimationFrame(this.pending);
    this.pending = requestAnimationFrame(() => {
      if (!this.plot.layout || !this.plot.clientWidth) return;
      window.Plotly.Plots.resize(this.plot).then(() => {
        this.measure();
        callInteractions(this, "resized");
      });
    });
  }

  get plotArea() {
    return this.scene3d ? this.scene3d.frame() : frameOf(this.plot);
  }

  // The plot area has changed, or what is drawn in it.
  measure() {
    this.frame = this.plotArea;
    if (this.figure) this.colourBar.draw(this.figure, this.scene3d ? null : this.frame, this.colours.name === "light");
    if (!this.frame || !this.figure) return;
    this.canvases.resize();
    this.show();
  }

  // Draw what moves, at the step shown.
  show() {
    if (store.row !== this.shown) this.atRest?.stepChanged();
    this.shown = store.row;
    if (!this.frame || !this.figure || !this.near || (!store.run && this.data.run)) return;
    if (this.ready && this.version !== this.data.figure) {
      this.data.figure = this.version;
      this.redraw();
    }
    if (this.played.some((trace) => trace.run !== store.run)) return; // its picture of the run on the page is on its way
    const row = store.shownRow;
    if (this.ready) this.head.tell(this.data, this.step, store.atEnd);
    this.canvases.draw(row, (over) => callInteractions(this, "draw", over, row));
    const text = readoutsText(this.data.readouts, store.run, row);
    if (this.readouts.textContent !== text) this.readouts.textContent = text;
  }
}
