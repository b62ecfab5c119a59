// A trace that moves with the step shown: it knows its data and its run, and draws itself at a row of the run.

import { decode } from "../core/arrays.js";

export class PlayedTrace {
  static fields = []; // of the trace's meta, besides `play`; explorer/figures/base/played/ declares the same

  constructor(trace) {
    this.trace = trace;
    this.meta = trace.meta;
    ["x", "y"].forEach((axis) => {
      const given = trace[axis];
      if (given?.bdata) this[axis] = decode(given);
      else if (given) this[axis] = Float64Array.from(given);
    });
  }

  bind(run) {
    this.run = run;
  }

  // Whether it is a line over the steps, which only grows to the right: revealing it is cutting a picture.
  get steady() {
    return false;
  }

  // Whether it is drawn below what plotly draws.
  get under() {
    return false;
  }

  draw(context, frame, colours, row) {
    context.globalAlpha = this.trace.opacity ?? 1;
    this.paint(context, frame, colours, row);
    context.globalAlpha = 1;
  }
}
