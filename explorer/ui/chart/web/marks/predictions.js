// What the browser computes from the weights at the step shown: the model's predictions, as places of marks or as a field.

import { unpack } from "../core/arrays.js";
import { predict } from "../core/predict.js";
import { colour } from "../core/theme.js";
import { mark, polyline, stroke } from "./canvas.js";
import { drawBoundary, drawField } from "./regions.js";
import { ResidualStrokes } from "./residuals.js";
import { PlayedTrace } from "./trace.js";

const FAR = 1e5; // pixels: a canvas draws nothing of a path with a place too far for it

export class Predictions extends PlayedTrace {
  static fields = ["to", "basis", "layers", "scale", "shift", "link", "links", "margin", "offset", "pinned", "residuals", "sides", "probability", "level"];

  constructor(trace) {
    super(trace);
    this.basis = unpack(this.meta.basis);
    this.scratch = [];
    this.offset = this.meta.offset && unpack(this.meta.offset).values;
    if (this.meta.residuals) this.strokes = new ResidualStrokes(this.meta.residuals);
  }

  get under() {
    return this.meta.to === "field";
  }

  // The link with which the step after this one is taken.
  linkAt(step) {
    const { link, links } = this.meta;
    return links ? links.findLast(([since]) => since <= step)[1] : link;
  }

  // The predictions at a row, each example's offset in its score; or by how much the score of the true class exceeds the best other.
  values(row) {
    const { layers, scale, shift, margin, pinned } = this.meta;
    const link = this.linkAt(this.run.steps[row]);
    const raw = predict(this.basis, layers, this.run.weightsAt(row, pinned), this.scratch);
    const { offset } = this;
    if (scale === 1 && shift === 0 && link !== "log" && !margin && !offset) return raw;
    const size = margin?.length ?? raw.length;
    if (this.out?.length !== size) this.out = new Float64Array(size);
    const outputs = raw.length / size;
    for (let i = 0; i < size; i += 1) {
      let value = raw[margin ? i * outputs + margin[i] : i] + (offset ? offset[i] : 0);
      if (margin) {
        let other = -Infinity;
        for (let k = 0; k < outputs; k += 1) if (k !== margin[i]) other = Math.max(other, raw[i * outputs + k]);
        value -= other;
      } else if (link === "log") value = Math.exp(value);
      this.out[i] = value * scale + shift;
    }
    return this.out;
  }

  paint(context, frame, colours, row) {
    const values = this.values(row);
    const { to, sides, residuals } = this.meta;
    if (to === "field") {
      const meta = { ...this.meta, sides: sides.map((side) => colour(side, colours)) };
      drawField(context, frame, this.x, this.y, values, meta, () => stroke(context, this.trace, colours));
    } else if (to === "boundary") {
      stroke(context, this.trace, colours);
      drawBoundary(context, frame, this.x, this.y, values);
    } else {
      const x = to === "x" ? values : this.x;
      const y = to === "y" ? values : this.y;
      const near = { ...frame, y: (v) => Math.max(-FAR, Math.min(FAR, frame.y(v))) };
      this.strokes?.draw(context, near, colours, x, this[residuals.targets], values, this.run.steps[row]);
      if (this.trace.mode === "lines") {
        stroke(context, this.trace, colours);
        polyline(context, x, y, values.length, near);
      } else if (this.trace.mode === "markers") {
        for (let i = 0; i < values.length; i += 1) mark(context, frame.x(x[i]), frame.y(y[i]), this.trace.marker, colours);
      }
    }
  }
}
