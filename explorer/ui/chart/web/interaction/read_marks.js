// Reading what draws itself: the thing under the pointer is picked out, and told anew at each step while it plays.

import { within } from "../core/frame.js";
import { pointIn } from "./pointer.js";

export class Pointed {
  constructor(chart) {
    this.chart = chart;
    this.at = null;
    chart.body.addEventListener("pointermove", (event) => this.move(event));
    chart.body.addEventListener("pointerleave", () => this.clear());
  }

  get trace() {
    return this.chart.played?.find((trace) => trace.kind?.hit);
  }

  clear() {
    if (!this.at) return;
    this.at = null;
    this.chart.tip.hide();
    this.chart.show();
  }

  move(event) {
    const { frame, body, ready } = this.chart;
    if (!this.trace || !frame || !ready || event.buttons) {
      this.clear();
      return;
    }
    const [px, py] = pointIn(body, event);
    if (!within(frame, px, py)) {
      this.clear();
      return;
    }
    this.at = { px, py };
    this.chart.show();
  }

  // Called at the end of every drawing: the pointer may rest while the run plays.
  draw(context, row) {
    const { trace, at } = this;
    if (!at || !trace) return;
    const { frame, colours, tip } = this.chart;
    const hit = trace.kind.hit(trace.meta, trace.run, row, frame, at.px, at.py);
    tip.show(hit?.lines ?? [], at.px, at.py, at.px > frame.left + frame.width / 2);
    if (hit) trace.kind.pickOut(context, frame, colours, trace.meta, trace.run, row, hit);
  }
}
