// The range that the planes of a page show: the same in all, changed by dragging, by buttons and by keys.

const REST = 250; // milliseconds after which the server is told
const FACTOR = 1.5;
// A range is not made smaller than a share of its middle, since the run's own places travel in seven figures; nor than some
// size about zero. Nor does it go farther out than the server follows.
const [FINEST, SMALLEST, FARTHEST] = [1e-5, 1e-11, 1e12];
const AXES = ["xaxis", "yaxis"];

// What all planes share: the last range told, null for the whole.
export const shared = {
  clear() {
    clearTimeout(this.timer);
    Object.assign(this, { told: null, timer: null });
  },
};
shared.clear();

// Whether [x0, x1, y0, y1] can be shown.
const fits = (range) => range.every((end) => Math.abs(end) < FARTHEST)
  && [0, 2].every((k) => range[k + 1] - range[k] > Math.max(FINEST * Math.abs(range[k] + range[k + 1]) / 2, SMALLEST));

export class Zoom {
  static needed = ({ data }) => data.plane;

  constructor(chart, store) {
    this.chart = chart;
    this.store = store;
  }

  get on() {
    return this.chart.data.plane && !this.chart.scene3d && this.chart.plot.layout?.xaxis;
  }

  // The range shown, as [x0, x1, y0, y1].
  get range() {
    return AXES.flatMap((axis) => this.chart.plot.layout[axis].range.map(Number));
  }

  // Before a figure is drawn: a zoom holds that has not been answered with another view, or not been told yet.
  hold(layout) {
    const { uirevision } = this.chart.data;
    if (this.view !== uirevision && shared.timer === null) this.local = null;
    this.view = uirevision;
    this.own = AXES.flatMap((axis) => layout[axis]?.range.map(Number) ?? []);
    if (this.local) AXES.forEach((axis, i) => Object.assign(layout[axis], { range: this.local.slice(2 * i, 2 * i + 2) }));
  }

  // Plotly says that something of the layout has changed; it may be what was asked of it here.
  relaid(event) {
    if (!this.on || this.asked || !Object.keys(event ?? {}).some((key) => /^[xy]axis\.(range|autorange)/.test(key))) return;
    if (!fits(this.range)) {
      this.show(this.local ?? this.own);
      return;
    }
    this.local = this.range;
    this.showAll(this.local);
    this.tell(this.local);
  }

  // All planes show a range; those that do are left alone.
  showAll(range) {
    this.store.charts.forEach(({ zoom }) => zoom?.on && zoom.show(range));
  }

  show(range) {
    this.local = range;
    if (this.range.every((end, i) => end === range[i])) return;
    this.asked = (this.asked ?? 0) + 1;
    const done = () => {
      this.asked -= 1;
    };
    window.Plotly.relayout(this.chart.plot, { "xaxis.range": range.slice(0, 2), "yaxis.range": range.slice(2) }).then(done, done);
  }

  by(factor, about) {
    if (!this.on) return;
    const { range } = this;
    const middle = [0, 1].map((i) => {
      const [low, high] = range.slice(2 * i, 2 * i + 2);
      return about && about[i] >= low && about[i] <= high ? about[i] : (low + high) / 2;
    });
    const next = range.map((end, k) => middle[k >> 1] + (end - middle[k >> 1]) * factor);
    if (!fits(next)) return;
    this.showAll(next);
    this.tell(next);
  }

  nearer(about) {
    this.by(1 / FACTOR, about);
  }

  farther(about) {
    this.by(FACTOR, about);
  }

  // The whole again: at once where the figure has it, else when the server has sent it.
  fit() {
    if (!this.on) return;
    this.store.charts.forEach(({ zoom }) => {
      if (!zoom?.on) return;
      if (shared.told === null) zoom.show(zoom.own);
      zoom.local = null;
    });
    this.tell(null);
  }

  tell(range) {
    clearTimeout(shared.timer);
    shared.timer = setTimeout(() => {
      shared.timer = null;
      shared.told = range;
      this.chart.send("range", { window: range });
    }, REST);
  }
}
