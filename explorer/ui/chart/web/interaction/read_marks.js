// Reading marks under the pointer: the one there is highlighted, and described again at each step while the run plays.

import { HoverReader } from "./hover_reader.js";

export class MarkReader extends HoverReader {
  static needed = ({ played }) => played.some((trace) => trace.hit);

  get trace() {
    return this.chart.played?.find((trace) => trace.hit);
  }

  get active() {
    return this.trace && this.chart.ready;
  }

  read(px, py) {
    return { px, py };
  }

  // Called at the end of every drawing: the pointer may rest while the run plays.
  draw(context, row) {
    const { trace, at } = this;
    if (!at || !trace) return;
    const { frame, colours } = this.chart;
    const hit = trace.hit(row, frame, at.px, at.py);
    this.write(hit?.lines ?? [], at.px, at.py);
    if (hit) trace.pickOut(context, frame, colours, row, hit);
  }
}
