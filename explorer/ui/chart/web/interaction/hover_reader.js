// Reading values under the pointer: what is common to all charts in which something can be read.

import { within } from "../core/frame.js";
import { pointIn } from "./pointer.js";

// A reader has `active`, whether there is something to be read, and `read(px, py)`, which gives what it found, or null.
export class HoverReader {
  constructor(chart, store) {
    this.chart = chart;
    this.store = store;
    this.at = null;
    chart.body.addEventListener("pointermove", (event) => this.moved(event));
    chart.body.addEventListener("pointerleave", () => this.clear());
  }

  clear() {
    if (!this.at) return;
    this.at = null;
    this.chart.tip.hide();
    this.chart.show();
  }

  moved(event) {
    const point = !event.buttons && this.point(event);
    const found = point && this.read(...point);
    if (found) {
      this.at = found;
      this.chart.show();
    } else this.clear();
  }

  // Where an event is in the plot area; null where there is nothing to be read.
  point(event) {
    const { frame, body } = this.chart;
    if (!frame || !this.active) return null;
    const point = pointIn(body, event);
    return within(frame, ...point) ? point : null;
  }

  // Lines of text at a place, on the side where there is more room.
  write(lines, px, py) {
    const { frame, tip } = this.chart;
    tip.show(lines, px, py, px > frame.left + frame.width / 2);
  }
}
