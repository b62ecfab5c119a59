// Residuals: a stroke from each example to its prediction, as strong as the slope there of the loss that holds at the step shown.
// meta: { targets: the trace's axis with the true targets; colour; tables: [{ since: the step from which it holds; over:
// "residual" or "prediction", places, level, tilt: the slope (packed); full: that of a full stroke; shares: how much each
// example counts, 1 on average (packed), where they do not count alike }] }; in a table without places all strokes are alike

import { unpack } from "../core/arrays.js";
import { colour } from "../core/theme.js";

const EVEN = 0.35; // strength of strokes without a slope
const LEVELS = 24; // so many strengths are distinguished
const OPACITY = 0.85;
const FAINTEST = { light: 0.25, dark: 0.7 }; // as a share of that, so that it is seen on the page
const [THIN, THICK] = [0.8, 3];

// The table of a loss: places that rise, and the values of up to two curves there; straight in between, level outside.
class StrokeTable {
  constructor({ since, over, places, level, tilt, full, shares }) {
    Object.assign(this, { since, over, full });
    this.shares = shares && unpack(shares).values;
    if (places) [this.places, this.level, this.tilt] = [places, level, tilt].map((array) => array && unpack(array).values);
  }

  // The size of the slope at the target and prediction of example i, times its share, as a share of a full one, 0 to 1.
  strength(target, prediction, i) {
    const { places, level, tilt } = this;
    const share = this.shares ? this.shares[i] : 1;
    if (!places) return share ? EVEN : 0;
    const at = this.over === "residual" ? prediction - target : prediction;
    let [low, high] = [0, places.length - 1];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (places[middle] <= at) low = middle;
      else high = middle;
    }
    const t = Math.max(0, Math.min(1, (at - places[low]) / (places[high] - places[low])));
    const read = (curve) => curve[low] + t * (curve[high] - curve[low]);
    return Math.min(1, (share * Math.abs(read(level) + (tilt ? target * read(tilt) : 0))) / this.full);
  }
}

export class ResidualStrokes {
  constructor(meta) {
    this.meta = meta;
    this.tables = meta.tables.map((table) => new StrokeTable(table));
  }

  // By the loss with which the step after this one is taken.
  strengths(targets, predictions, step) {
    const table = this.tables.findLast(({ since }) => since <= step);
    return Float64Array.from(predictions, (prediction, i) => table.strength(targets[i], prediction, i));
  }

  // Strokes of like strength are painted at once.
  draw(context, frame, colours, x, targets, predictions, step) {
    const groups = Array.from({ length: LEVELS + 1 }, () => []);
    this.strengths(targets, predictions, step).forEach((strength, i) => groups[Math.round(LEVELS * strength)].push(i));
    const whole = context.globalAlpha;
    context.setLineDash([]);
    context.strokeStyle = colour(this.meta.colour, colours, true);
    const faintest = FAINTEST[colours.name] ?? FAINTEST.light;
    groups.forEach((group, level) => {
      if (!level || !group.length) return;
      const share = level / LEVELS;
      context.globalAlpha = OPACITY * (faintest + (1 - faintest) * share);
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
