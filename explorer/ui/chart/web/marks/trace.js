// A trace that moves with the step shown: it knows its data and its run, and draws itself at a row of the run.

import { numbers } from "../core/arrays.js";

export class PlayedTrace {
  static fields = []; // of the trace's meta, besides `play`; explorer/figures/base/played/ declares the same

  constructor(trace) {
    this.trace = trace;
    this.meta = trace.meta;
    ["x", "y"].forEach((axis) => {
      if (trace[axis]) this[axis] = Float64Array.from(numbers(trace[axis]));
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

// A trace whose items can be read: functions of its meta, its run and a row say what its values are, draw it, find the item
// under the pointer and pick it out.
export const readableTrace = ({ values, draw, hit, pickOut }) =>
  class extends PlayedTrace {
    values(row) {
      return values(this.meta, this.run, row);
    }

    paint(context, frame, colours, row) {
      draw(context, frame, colours, this.meta, this.run, row);
    }

    hit(row, frame, px, py) {
      return hit(this.meta, this.run, row, frame, px, py);
    }

    pickOut(context, frame, colours, row, found) {
      pickOut(context, frame, colours, this.meta, this.run, row, found);
    }
  };
