// What a chart tells the page's server of itself. The server hears only the last word of those that come while it is busy,
// so each word carries those of the last moment along: they say how things stand, and may be heard twice.

const MOMENT = 1000; // milliseconds

export class Teller {
  constructor(chart) {
    this.chart = chart;
    this.said = [];
  }

  tell(news) {
    const { component, data } = this.chart;
    const now = performance.now();
    this.said = this.said.filter((one) => now - one.at < MOMENT && one.view === data.uirevision);
    this.said.push({ at: now, view: data.uirevision, news });
    component.setTriggerValue("picked", Object.assign({}, ...this.said.map((one) => one.news)));
  }
}
