// Two things that a chart tells by itself: at which step the player has come to rest, and that the chart has been seen.

const REST = 200; // milliseconds

// When the browser has painted the next frame; at once in a tab that paints none.
export const painted = () => new Promise((done) => {
  if (document.hidden) done();
  else requestAnimationFrame(() => setTimeout(done));
});

export class Rest {
  constructor(chart, store) {
    this.chart = chart;
    this.store = store;
  }

  close() {
    clearTimeout(this.timer);
  }

  // New data: the step that the server goes by, unless it is the one that it went by before.
  heard() {
    const { here } = this.chart.data;
    if (here === this.here) return;
    this.here = here;
    this.told = here;
  }

  // The step shown has changed, or the player has stopped.
  stirred() {
    if (!this.chart.data?.follows || !this.store.run) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.tellStep(), REST);
  }

  tellStep() {
    const { chart, store } = this;
    if (store.player?.playing || !chart.ready || !chart.root.isConnected) return;
    const step = store.run.steps[Math.min(store.row, store.run.length - 1)];
    if (step === this.told) return;
    this.told = step;
    chart.teller.tell({ here: step });
  }

  // A picture is drawn. Once all charts of the page are, the server may send a finer one: told once for each picture.
  async tellSeen() {
    const { chart, store } = this;
    const { refine, stamp } = chart.data ?? {};
    const due = () => chart.settled && chart.data.refine && chart.data.stamp === stamp && this.refined !== stamp && chart.root.isConnected;
    if (!refine || !due() || [...store.charts].some((other) => !other.settled)) return;
    await painted();
    if (!due()) return;
    this.refined = stamp;
    chart.teller.tell({ refine: stamp });
  }
}
