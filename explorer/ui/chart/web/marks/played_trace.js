// Traces that move with the step shown, drawn on a canvas over the plot area.

import { decode, unpack } from "../core/arrays.js";
import * as arrows from "./arrows.js";
import * as beads from "./path_points.js";
import { drawBars, drawRanked } from "./bars.js";
import * as crosses from "./crosses.js";
import * as levels from "./weight_bars.js";
import { predict } from "../core/predict.js";
import * as network from "./network.js";
import { drawBoundary, drawField } from "./regions.js";
import { Pulls } from "./residuals.js";
import { colour } from "../core/theme.js";

// What draws itself: each module has values(meta, run, row), draw(...), and hit(...) for what stands at a place.
const KINDS = { arrows, beads, crosses, levels, network };
const FAINT = 0.28;
const DASH = { solid: [], dash: [7, 5], dot: [2, 4], dashdot: [7, 4, 2, 4], longdash: [11, 6], longdashdot: [11, 4, 2, 4] };

function stroke(context, trace, colours) {
  const line = trace.line ?? {};
  context.strokeStyle = colour(line.color, colours) ?? colours.text;
  context.lineWidth = line.width ?? 2;
  context.setLineDash(DASH[line.dash ?? "solid"] ?? line.dash.split(",").map(parseFloat));
  context.lineJoin = "round";
}

// A line through the first places, lifted where there is no number and at the rows in ``breaks``.
function polyline(context, x, y, count, frame, breaks) {
  context.beginPath();
  let drawing = false;
  for (let i = 0; i < count; i += 1) {
    if (Number.isNaN(y[i])) drawing = false;
    else if (drawing && !breaks?.has(i)) context.lineTo(frame.x(x[i]), frame.y(y[i]));
    else {
      context.moveTo(frame.x(x[i]), frame.y(y[i]));
      drawing = true;
    }
  }
  context.stroke();
}

const TRIANGLE = 2 / Math.sqrt(3); // as plotly draws it: half its base, for a height of 1.5

export function mark(context, px, py, marker, colours) {
  const radius = (marker?.size ?? 7) / 2;
  const open = marker?.symbol?.endsWith("-open");
  context.beginPath();
  if (marker?.symbol?.startsWith("square")) context.rect(px - radius, py - radius, 2 * radius, 2 * radius);
  else if (marker?.symbol?.startsWith("triangle")) {
    context.moveTo(px, py - radius);
    context.lineTo(px + TRIANGLE * radius, py + radius / 2);
    context.lineTo(px - TRIANGLE * radius, py + radius / 2);
    context.closePath();
  } else context.arc(px, py, radius, 0, 2 * Math.PI);
  const paint = colour(marker?.color, colours) ?? colours.text;
  if (open) {
    context.setLineDash([]);
    context.strokeStyle = paint;
    context.lineWidth = marker.line?.width ?? 1.3;
    context.stroke();
  } else {
    context.fillStyle = paint;
    context.fill();
  }
}

// One played trace: knows its data, and draws itself at a row of the run.
class Played {
  constructor(trace) {
    this.trace = trace;
    this.meta = trace.meta;
    this.kind = KINDS[this.meta.play];
    this.scratch = [];
    if (this.meta.basis) this.basis = unpack(this.meta.basis);
    if (this.meta.residuals) this.pulls = new Pulls(this.meta.residuals);
    ["x", "y"].forEach((axis) => {
      const given = trace[axis];
      if (given?.bdata) this[axis] = decode(given);
      else if (given) this[axis] = Float64Array.from(given);
    });
  }

  // Whether it is a line over the steps, which only grows to the right: revealing it is cutting a picture.
  get steady() {
    return ["reveal", "bundle"].includes(this.meta.play) && this.columns[0] === this.run.steps;
  }

  bind(run) {
    this.run = run;
    this.projected = null;
    if (this.meta.play === "reveal" || this.meta.play === "point") {
      this.columns = [run.column(this.meta.x), run.column(this.meta.y)];
    } else if (this.meta.play === "track") {
      this.columns = [this.x, this.y];
    } else if (this.meta.play === "bundle") {
      this.columns = [run.column(this.meta.x)];
      this.bundle = this.meta.y.map((name) => run.column(name));
    }
    if (this.meta.breaks) this.breaks = new Set(this.meta.breaks.map((step) => run.rowOf(step) + 1));
  }

  // The values it shows at a row: for a map, the model's predictions, or by how much the true class leads.
  values(row) {
    if (this.kind) return this.kind.values(this.meta, this.run, row);
    const { layers, scale, shift, link, margin, of } = this.meta; // `of`: a pinned run
    const raw = predict(this.basis, layers, this.run.weightsAt(row, of), this.scratch);
    if (scale === 1 && shift === 0 && link !== "log" && !margin) return raw;
    const size = margin?.length ?? raw.length;
    if (this.out?.length !== size) this.out = new Float64Array(size);
    const outputs = raw.length / size;
    for (let i = 0; i < size; i += 1) {
      let value = raw[margin ? i * outputs + margin[i] : i];
      if (margin) {
        let other = -Infinity;
        for (let k = 0; k < outputs; k += 1) if (k !== margin[i]) other = Math.max(other, raw[i * outputs + k]);
        value -= other;
      } else if (link === "log") value = Math.exp(value);
      this.out[i] = value * scale + shift;
    }
    return this.out;
  }

  // The lines of the whole run: one, or all of a bundle.
  get lines() {
    return this.bundle ?? [this.columns[1]];
  }

  drawWhole(context, frame, colours) {
    stroke(context, this.trace, colours);
    this.lines.forEach((y) => polyline(context, this.columns[0], y, y.length, frame, this.breaks));
  }

  // The whole run as a faint line under what has been played of it.
  drawFaint(context, frame, colours) {
    context.globalAlpha = FAINT;
    this.drawWhole(context, frame, colours);
    context.globalAlpha = 1;
  }

  draw(context, frame, colours, row) {
    const { play } = this.meta;
    context.globalAlpha = this.trace.opacity ?? 1;
    if (play === "reveal") this.drawPath(context, frame, colours, row);
    else if (play === "point" || play === "track") this.drawPoint(context, frame, colours, row);
    else if (play === "ranked") drawRanked(context, frame, colours, this.meta, this.run, row);
    else if (play === "bars") drawBars(context, frame, colours, this.meta, this.run, row);
    else if (play === "map") this.drawMap(context, frame, colours, row);
    else this.kind?.draw(context, frame, colours, this.meta, this.run, row);
    context.globalAlpha = 1;
  }

  // The columns to be drawn; in space, where the camera sees them, found once for each view.
  placed(frame) {
    const [x, y] = this.columns;
    if (!frame.project) return [x, y];
    if (this.projected?.frame !== frame) {
      const { z, lowest, floor } = this.meta;
      const places = Array.from(this.run.column(z), (value, i) => frame.project(x[i], y[i], Math.log10(Math.max(value - lowest, 0) + floor)));
      this.projected = { frame, columns: [0, 1].map((i) => Float64Array.from(places, (place) => place[i])) };
    }
    return this.projected.columns;
  }

  drawPath(context, frame, colours, row) {
    const [x, y] = this.placed(frame);
    context.globalAlpha = FAINT;
    stroke(context, this.trace, colours);
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

  // A dot where a steady line stands at the step shown.
  drawEnd(context, frame, colours, row) {
    const [x, y] = this.columns;
    const size = 3 + 1.6 * (this.trace.line?.width ?? 1);
    mark(context, frame.x(x[row]), frame.y(y[row]), { size, color: this.trace.line?.color }, colours);
  }

  // A filled disc with a ring, at the step shown.
  drawPoint(context, frame, colours, row) {
    const [x, y] = this.placed(frame);
    const [px, py] = [frame.x(x[row]), frame.y(y[row])];
    mark(context, px, py, { ...this.trace.marker, size: (this.trace.marker?.size ?? 9) + 4, color: colours.background }, colours);
    mark(context, px, py, this.trace.marker, colours);
  }

  drawMap(context, frame, colours, row) {
    const values = this.values(row);
    if (this.meta.to === "field") {
      const sides = this.meta.sides.map((s) => colour(s, colours));
      drawField(context, frame, this.x, this.y, values, { ...this.meta, sides }, () => stroke(context, this.trace, colours));
      return;
    }
    if (this.meta.to === "boundary") {
      stroke(context, this.trace, colours);
      drawBoundary(context, frame, this.x, this.y, values);
      return;
    }
    const x = this.meta.to === "x" ? values : this.x;
    const y = this.meta.to === "y" ? values : this.y;
    const far = 1e5; // pixels: a canvas draws nothing of a path with a place too far for it
    const within = { ...frame, y: (v) => Math.max(-far, Math.min(far, frame.y(v))) };
    this.pulls?.draw(context, within, colours, x, this[this.meta.residuals.from], values);
    if (this.trace.mode === "lines") {
      stroke(context, this.trace, colours);
      polyline(context, x, y, values.length, within);
    } else if (this.trace.mode === "markers") {
      for (let i = 0; i < values.length; i += 1) mark(context, frame.x(x[i]), frame.y(y[i]), this.trace.marker, colours);
    }
  }
}

export const playedTraces = (figure) => figure.data.filter((t) => t.meta?.play).map((t) => new Played(t));

// What stands still, for plotly to draw: everything that is not played.
export const stillTraces = (figure) => figure.data.filter((trace) => !trace.meta?.play);
