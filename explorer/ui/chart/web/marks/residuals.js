// Residuals: a stroke from each example to its prediction, as strong as the loss's slope there.
// meta: { targets: the trace's axis with the true targets; colour; over: "residual" or "prediction", places, level, tilt: the
// table of the slope (packed); largest: the slope of a full stroke }, without a table all strokes are alike

import { unpack } from "../core/arrays.js";
import { colour } from "../core/theme.js";

const EVEN = 0.35; // strength of strokes without a slope
const LEVELS = 24; // so many strengths are distinguished
const OPACITY = 0.85;
const [THIN, THICK] = [0.8, 3];

// The table of a loss: places that rise, and the values of up to two curves there; straight in between, level outside.
export class ResidualStrokes {
  constructor(meta) {
    this.meta = meta;
    if (!meta.places) return;
    [this.places, this.level, this.tilt] = [meta.places, meta.level, meta.tilt].map((array) => array && unpack(array).values);
  }

  // The size of the slope at an example's target and prediction, from 0 to 1.
  strength(target, prediction) {
    const { places, level, tilt } = this;
    if (!places) return EVEN;
    const at = this.meta.over === "residual" ? prediction - target : prediction;
    let [low, high] = [0, places.length - 1];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (places[middle] <= at) low = middle;
      else high = middle;
    }
    const t = Math.max(0, Math.min(1, (at - places[low]) / (places[high] - places[low])));
    const read = (curve) => curve[low] + t * (curve[high] - curve[low]);
    const slope = Math.abs(read(level) + (tilt ? target * read(tilt) : 0)) / this.meta.largest;
    return Math.min(1, slope);
  }

  strengths(targets, predictions) {
    return Float64Array.from(predictions, (prediction, i) => this.strength(targets[i], prediction));
  }

  // Strokes of like strength are painted at once.
  draw(context, frame, colours, x, targets, predictions) {
    const groups = Array.from({ length: LEVELS + 1 }, () => []);
    this.strengths(targets, predictions).forEach((strength, i) => groups[Math.round(LEVELS * strength)].push(i));
    const whole = context.globalAlpha;
    context.setLineDash([]);
    context.strokeStyle = colour(this.meta.colour, colours);
    groups.forEach((group, level) => {
      if (!level || !group.length) return;
      const share = level / LEVELS;
      context.globalAlpha = OPACITY * (0.15 + 0.85 * share);
      context.lineWidth = THIN + (THICK - THIN) * share;
      context.beginPath();
      group.forEach((i) => {
        const px = frame.x(x[i]);
        context.moveTo(px, frame.y(targets[i]));
        context.lineTo(px, frame.y(predictions[i]));
      });
      context.stroke();
    });
    context.globalAlpha = whole;
  }
}
