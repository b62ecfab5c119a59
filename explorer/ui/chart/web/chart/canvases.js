// The canvases of a chart: one below and one above what plotly draws, for what moves with the step shown.

export class Canvases {
  constructor(chart, store) {
    this.chart = chart;
    this.store = store;
    this.moving = [];
    this.still = document.createElement("canvas"); // the whole of lines that only grow to the right, to be uncovered
  }

  // The plot area has changed, or the traces.
  resize() {
    const { chart } = this;
    this.ratio = window.devicePixelRatio || 1;
    chart.steady = chart.played.filter((trace) => trace.steady);
    this.moving = chart.played.filter((trace) => !trace.steady);
    this.field = this.moving.some((trace) => trace.under);
    const needed = chart.steady.length ? [chart.over, chart.under, this.still] : [chart.over, chart.under];
    const [width, height] = [chart.plot.clientWidth, chart.plot.clientHeight].map((size) => Math.round(size * this.ratio));
    needed.filter((canvas) => canvas.width !== width || canvas.height !== height).forEach((canvas) => {
      Object.assign(canvas, { width, height });
      canvas.getContext("2d").setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    });
    chart.under.getContext("2d").clearRect(0, 0, width, height);
    chart.under.hidden = !this.field && !chart.steady.length; // one layer less to paint
    if (chart.steady.length) this.drawSteady(width, height);
  }

  // Lines over the steps: bright on a hidden canvas, faint below the plot.
  drawSteady(width, height) {
    const { steady, frame, colours, under } = this.chart;
    const [bright, faint] = [this.still, under].map((canvas) => canvas.getContext("2d"));
    [bright, faint].forEach((context) => {
      context.clearRect(0, 0, width, height);
      this.clip(context);
    });
    steady.forEach((trace) => trace.drawWhole(bright, frame, colours));
    steady.forEach((trace) => trace.drawFaint(faint, frame, colours));
    [bright, faint].forEach((context) => context.restore());
  }

  clip(context) {
    const { left, top, width, height } = this.chart.frame;
    context.save();
    context.beginPath();
    context.rect(left, top, width, height);
    context.clip();
  }

  // Draws what moves at a row of the run, and then `more`.
  draw(row, more) {
    const { chart } = this;
    const { frame, colours, steady } = chart;
    const over = chart.over.getContext("2d");
    const under = chart.under.getContext("2d");
    (this.field ? [over, under] : [over]).forEach((context) => context.clearRect(0, 0, chart.over.width, chart.over.height));
    [over, under].forEach((context) => this.clip(context));
    if (steady.length) this.uncover(over, row);
    this.moving.forEach((trace) => trace.draw(trace.under ? under : over, frame, colours, row));
    more(over);
    over.restore();
    under.restore();
  }

  // The lines over the steps up to the row, with a vertical line and dots where they end.
  uncover(over, row) {
    const { frame, colours, steady } = this.chart;
    const { left, top, width, height } = frame;
    const now = frame.x(this.store.run.steps[row]);
    const cut = Math.max(0, Math.min(width, now - left)) * this.ratio;
    if (cut >= 1 && this.still.width && this.still.height) { // a chart that the page hides for a moment has no size
      const [sx, sy, sh] = [left * this.ratio, top * this.ratio, height * this.ratio];
      over.drawImage(this.still, sx, sy, cut, sh, left, top, cut / this.ratio, height);
    }
    over.fillStyle = colours.dim;
    over.fillRect(now - 0.5, top, 1, height);
    steady.forEach((trace) => trace.drawEnd(over, frame, colours, row));
  }
}
