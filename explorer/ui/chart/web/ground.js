// What a plane tells at a place: the values of its contours, between the places where they are known.

import { decode, figures } from "./arrays.js";

const list = (packed) => (packed.bdata ? decode(packed) : packed.flat());

// Between which two of rising numbers a value lies, and how far along, 0 to 1; null outside.
function between(axis, value) {
  if (!(value >= axis[0] && value <= axis.at(-1))) return null;
  let i = 0;
  while (i < axis.length - 2 && axis[i + 1] < value) i += 1;
  return [i, (value - axis[i]) / (axis[i + 1] - axis[i])];
}

export class Ground {
  // Of the first trace of a figure, where that says what its values are.
  static of({ data: [trace] }) {
    return trace?.meta?.what && trace.customdata ? new Ground(trace) : null;
  }

  constructor({ x, y, customdata, meta }) {
    Object.assign(this, { x: list(x), y: list(y), values: list(customdata), what: meta.what });
  }

  // NaN where nothing is known.
  at(x, y) {
    const [column, row] = [between(this.x, x), between(this.y, y)];
    if (!column || !row) return NaN;
    const [[j, t], [i, s]] = [column, row];
    const value = (di, dj) => this.values[(i + di) * this.x.length + j + dj];
    return (1 - s) * ((1 - t) * value(0, 0) + t * value(0, 1)) + s * ((1 - t) * value(1, 0) + t * value(1, 1));
  }

  tell(x, y) {
    const value = this.at(x, y);
    return Number.isFinite(value) ? `${this.what} about ${figures(value)}` : "";
  }
}
