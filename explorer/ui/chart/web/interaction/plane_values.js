// The value of a plane's contours at a place, interpolated between the places where it is known.

import { decode, figures } from "../core/arrays.js";

const ROUGH = 0.5; // of a value: where its neighbours differ by more, what lies between them is not known

const list = (packed) => (packed.bdata ? decode(packed) : packed.flat());

// Between which two of rising numbers a value lies, and how far along, 0 to 1; null outside.
function between(axis, value) {
  if (!(value >= axis[0] && value <= axis.at(-1))) return null;
  let i = 0;
  while (i < axis.length - 2 && axis[i + 1] < value) i += 1;
  return [i, (value - axis[i]) / (axis[i + 1] - axis[i])];
}

export class PlaneValues {
  // Those of the first trace of a figure, where that names its values.
  static of({ data: [trace] }) {
    return trace?.meta?.what && trace.customdata ? new PlaneValues(trace) : null;
  }

  constructor({ x, y, customdata, meta }) {
    Object.assign(this, { x: list(x), y: list(y), values: list(customdata), what: meta.what });
  }

  // The four places around one, null outside, and how far along it lies.
  corners(x, y) {
    const [column, row] = [between(this.x, x), between(this.y, y)];
    if (!column || !row) return null;
    const [[j, t], [i, s]] = [column, row];
    const value = (di, dj) => this.values[(i + di) * this.x.length + j + dj];
    return { s, t, values: [value(0, 0), value(0, 1), value(1, 0), value(1, 1)] };
  }

  // The value as text.
  describe(x, y) {
    const around = this.corners(x, y);
    if (!around || !around.values.every(Number.isFinite)) return "";
    const { s, t, values } = around;
    const [a, b, c, d] = values;
    const value = (1 - s) * ((1 - t) * a + t * b) + s * ((1 - t) * c + t * d);
    const [low, high] = [Math.min(...values), Math.max(...values)];
    if (high - low <= ROUGH * Math.abs(value)) return `${this.what} about ${figures(value)}`;
    return `${this.what} up to ${figures(high)} around here`; // the picture is too coarse to say more
  }
}
