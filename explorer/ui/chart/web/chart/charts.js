// Charts of a page that are drawn together: side by side in a grid, updated by one message.

import { element } from "../core/dom.js";
import { Outbox } from "../core/messages.js";
import { Chart } from "./chart.js";

export class Charts {
  constructor(parent) {
    this.root = element("div", "le-charts", parent);
    this.charts = new Map(); // by their names
    this.outbox = new Outbox();
  }

  // A chart that was there before keeps its place and its node.
  update(component) {
    const { charts, columns, gap, ...common } = component.data;
    this.root.style.setProperty("--le-columns", columns);
    this.root.dataset.gap = gap;
    const gone = new Set(this.charts.keys());
    charts.forEach((data) => {
      gone.delete(data.name);
      if (!this.charts.has(data.name)) this.charts.set(data.name, new Chart(this.root, this.outbox));
      this.charts.get(data.name).update(component, { ...common, ...data });
    });
    gone.forEach((name) => {
      this.charts.get(name).close();
      this.charts.delete(name);
    });
    const order = charts.map(({ name }) => this.charts.get(name).root);
    if (order.some((node, i) => node !== this.root.children[i])) this.root.replaceChildren(...order);
  }

  close() {
    this.charts.forEach((chart) => chart.close());
    this.root.remove();
  }
}
