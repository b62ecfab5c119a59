// Lines and points at columns of the run: a line that grows with the step shown, many at once, a mark where it ends.

import { STEP } from "../core/columns.js";
import { opacityFor } from "../core/contrast.js";
import { mark, polyline, stroke } from "./canvas.js";
import { PlayedTrace } from "./trace.js";

const [FAINT, THIN] = [3, 0.55]; // of what was not played yet: its contrast, and its width beside what was

// The columns to be drawn; in 3-D, where the camera sees them, computed once for each view. `height` of the meta is what the
// third coordinate is: log10(column - lowest + floor), without a floor the column itself.
function projected(trace, frame) {
  const [x, y] = trace.columns;
  if (!frame.project) return [x, y];
  if (trace.projected?.frame !== frame) {
    const { column, lowest, floor } = trace.meta.height;
    const high = (value) => (floor === null ? value : Math.log10(Math.max(value - lowest, 0) + floor));
    const places = Array.from(trace.run.column(column), (value, i) => frame.project(x[i], y[i], high(value)));
    trace.projected = { frame, columns: [0, 1].map((i) => Float64Array.from(places, (place) => place[i])) };
  }
  return trace.projected.columns;
}

// A line along two columns of the run, bright up to the step shown.
export class Reveal extends PlayedTrace {
  static fields = ["x", "y", "halo", "breaks", "height"];

  bind(run) {
    super.bind(run);
    this.projected = null;
    this.columns = [run.column(this.meta.x), run.column(this.meta.y)];
    if (this.meta.breaks) this.breaks = new Set(this.meta.breaks.map((step) => run.rowOf(step) + 1));
  }

  get steady() {
    return this.columns[0] === this.run.steps;
  }

  // The lines of the whole run.
  get lines() {
    return [this.columns[1]];
  }

  drawWhole(context, frame, colours) {
    stroke(context, this.trace, colours);
    this.lines.forEach((y) => polyline(context, this.columns[0], y, y.length, frame, this.breaks));
  }

  // The whole run as a thin and faint line under what has been played of it, which is seen all the same.
  drawFaint(context, frame, colours) {
    this.strokeFaint(context, colours);
    this.lines.forEach((y) => polyline(context, this.columns[0], y, y.length, frame, this.breaks));
    context.globalAlpha = 1;
  }

  strokeFaint(context, colours) {
    stroke(context, this.trace, colours);
    context.lineWidth = Math.max(1, THIN * context.lineWidth);
    context.globalAlpha = opacityFor(context.strokeStyle, colours.background, FAINT);
  }

  // A dot on a steady line at the step shown.
  drawEnd(context, frame, colours, row) {
    const [x, y] = this.columns;
    const size = 3 + 1.6 * (this.trace.line?.width ?? 1);
    mark(context, frame.x(x[row]), frame.y(y[row]), { size, color: this.trace.line?.color }, colours);
  }

  paint(context, frame, colours, row) {
    const [x, y] = projected(this, frame);
    this.strokeFaint(context, colours);
    polyline(context, x, y, y.length, frame);
    context.globalAlpha = 1;
    if (this.meta.halo) {
      stroke(context, this.trace, colours);
      context.strokeStyle = colours.background;
      context.lineWidth += 2.5;
      polyline(context, x, y, row + 1, frame);
    }
    stroke(context, this.trace, colours);
    polyline(context, x, y, row + 1, frame);
  }
}

// Many columns of the run over the steps as one trace. None has a dot at its end.
export class Bundle extends Reveal {
  static fields = ["y", "names"];

  bind(run) {
    this.run = run;
    this.columns = [run.column(STEP)];
    this.bundled = this.meta.y.map((name) => run.column(name));
  }

  get lines() {
    return this.bundled;
  }

  drawEnd() {}
}

// A filled mark with a rim, at two columns of the run.
export class Point extends PlayedTrace {
  static fields = ["x", "y", "height"];

  bind(run) {
    super.bind(run);
    this.projected = null;
    this.columns = [run.column(this.meta.x), run.column(this.meta.y)];
  }

  paint(context, frame, colours, row) {
    const [x, y] = projected(this, frame);
    const [px, py] = [frame.x(x[row]), frame.y(y[row])];
    const { marker } = this.trace;
    mark(context, px, py, { ...marker, size: (marker?.size ?? 9) + 4, color: colours.background }, colours);
    mark(context, px, py, marker, colours);
  }
}

// The same, at places of its own for each row of the run.
export class Track extends Point {
  static fields = [];

  bind(run) {
    this.run = run;
    this.columns = [this.x, this.y];
  }
}
