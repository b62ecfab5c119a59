// Two messages that a chart sends by itself: the step at which the player has come to rest, and that the chart is drawn.

const REST = 200; // milliseconds

// When the browser has painted the next frame; at once in a tab that paints none.
export const painted = () => new Promise((done) => {
  if (document.hidden) done();
  else requestAnimationFrame(() => setTimeout(done));
});

export class AtRest {
  static needed = ({ data }) => data.follows || data.refine;

  constructor(chart, store) {
    this.chart = chart;
    this.store = store;
    this.sentStep = store.restStep;
  }

  close() {
    clearTimeout(this.timer);
  }

  // The server's step at rest has changed.
  restStepChanged() {
    this.sentStep = this.store.restStep;
  }

  // The step shown has changed, or the player has stopped.
  stepChanged() {
    if (!this.chart.data?.follows || !this.store.run) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.sendStep(), REST);
  }

  sendStep() {
    const { chart, store } = this;
    if (store.player?.playing || !chart.ready || !chart.root.isConnected) return;
    const step = store.run.steps[store.shownRow];
    if (step === this.sentStep) return;
    this.sentStep = step;
    chart.send("rest", { step });
  }

  // A picture is drawn. Once all charts of the page are, the server may send a finer one: asked for once for each picture.
  async askForFiner() {
    const { chart, store } = this;
    const { refine, stamp } = chart.data ?? {};
    const due = () => chart.settled && chart.data.refine && chart.data.stamp === stamp && this.refined !== stamp && chart.root.isConnected;
    if (!refine || !due() || [...store.charts].some((other) => !other.settled)) return;
    await painted();
    if (!due()) return;
    this.refined = stamp;
    chart.send("refine", { stamp });
  }
}
