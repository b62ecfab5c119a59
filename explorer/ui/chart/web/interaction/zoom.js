// The range that the planes of a page show: the same in all, changed by dragging, by buttons and by keys.

const REST = 250; // milliseconds without movement after which the range is sent
const FACTOR = 1.5;
// The smallest range, as a share of its middle, since the run's places are sent with seven figures; the smallest about zero;
// and the farthest end that the server accepts.
const [FINEST, SMALLEST, FARTHEST] = [1e-5, 1e-11, 1e12];
const AXES = ["xaxis", "yaxis"];
const CLOSE = 0.01; // aspects that differ by less are the same

// What all planes share: the last range sent, null for the whole.
export const shared = {
  clear() {
    clearTimeout(this.timer);
    Object.assign(this, { sent: null, timer: null });
  },
};
shared.clear();

// Whether [x0, x1, y0, y1] can be shown.
const fits = (range) => range.every((end) => Math.abs(end) < FARTHEST)
  && [0, 2].every((k) => range[k + 1] - range[k] > Math.max(FINEST * Math.abs(range[k] + range[k + 1]) / 2, SMALLEST));

// The largest part about the middle of a range that is `aspect` times as wide as high.
export function cut([x0, x1, y0, y1], aspect) {
  const high = Math.min(y1 - y0, (x1 - x0) / aspect);
  const [x, y] = [(x0 + x1) / 2, (y0 + y1) / 2];
  return [x - (aspect * high) / 2, x + (aspect * high) / 2, y - high / 2, y + high / 2];
}

const aspectOf = ([x0, x1, y0, y1]) => (x1 - x0) / (y1 - y0);

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

  // Before a figure is drawn: a zoom is kept that was not answered with another view yet, or not sent yet.
  hold(layout) {
    const { uirevision } = this.chart.data;
    if (this.view !== uirevision && shared.timer === null) this.local = null;
    this.view = uirevision;
    this.own = AXES.flatMap((axis) => layout[axis]?.range.map(Number) ?? []);
    this.equal = layout.meta?.equal_axes;
    if (this.equal) {
      const { body } = this.chart;
      const { l, r, t, b } = layout.margin;
      this.made = aspectOf(this.own);
      this.own = cut(this.own, (body.clientWidth - l - r) / (body.clientHeight - t - b));
    }
    const shown = this.local ?? (this.equal ? this.own : null);
    if (shown) AXES.forEach((axis, i) => Object.assign(layout[axis], { range: shown.slice(2 * i, 2 * i + 2) }));
  }

  // A picture is drawn. With equal axes the server is told the aspect of the area where the picture has another one: what is cut
  // off it now is replaced by a picture that fills the area.
  bind() {
    const { chart } = this;
    if (!this.on || !this.equal || !chart.data.follows) return;
    const ratio = chart.plotArea.width / chart.plotArea.height;
    const told = `${chart.data.stamp} ${ratio.toFixed(3)}`;
    if (Math.abs(Math.log(ratio / this.made)) < CLOSE || told === this.told) return;
    this.told = told;
    chart.send("aspect", { ratio });
  }

  // The area has another size.
  resized() {
    if (!this.on || !this.equal) return;
    const { width, height } = this.chart.plotArea;
    this.relayout(cut(this.local ?? this.own, width / height));
    clearTimeout(this.resizing);
    this.resizing = setTimeout(() => this.bind(), REST);
  }

  // Plotly reports that the layout has changed; that may be the change requested here.
  relaid(event) {
    if (!this.on || this.asked || !Object.keys(event ?? {}).some((key) => /^[xy]axis\.(range|autorange)/.test(key))) return;
    if (!fits(this.range)) {
      this.show(this.local ?? this.own);
      return;
    }
    this.local = this.range;
    this.showAll(this.local);
    this.send(this.local);
  }

  // All planes show a range; those that do are left alone.
  showAll(range) {
    this.store.charts.forEach(({ zoom }) => zoom?.on && zoom.show(range));
  }

  show(range) {
    this.local = range;
    this.relayout(range);
  }

  relayout(range) {
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
    this.send(next);
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
      if (shared.sent === null) zoom.show(zoom.own);
      zoom.local = null;
    });
    this.send(null);
  }

  send(range) {
    clearTimeout(shared.timer);
    shared.timer = setTimeout(() => {
      shared.timer = null;
      shared.sent = range;
      this.chart.send("range", { window: range });
    }, REST);
  }
}
