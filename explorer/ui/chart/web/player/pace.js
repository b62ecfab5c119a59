// The time of a run while it plays: when each row comes, by the run's own times or evenly over the same time.

import { TIME } from "../core/columns.js";

const FRAME = 1 / 60; // seconds
const LONGEST = 0.1; // seconds that one frame moves the playhead at most: after a pause of the browser it does not leap

// The second at which each row is shown at 1x.
export function rowTimes(run, even) {
  const times = run.column(TIME);
  const end = run.length - 1;
  return even ? Float64Array.from(times, (_, row) => (times[end] * row) / Math.max(end, 1)) : times;
}

// The last row that has come by a time.
export function rowAt(times, at) {
  let low = 0;
  let high = times.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (times[middle] <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}

// Whether some rows are shown longer than others.
export function uneven(run) {
  const times = run.column(TIME);
  const end = run.length - 1;
  return end > 1 && times.some((time, row) => Math.abs(time - (times[end] * row) / end) > FRAME);
}

export class Clock {
  // From a row of a run on.
  start(run, row, even) {
    if (this.run !== run || this.even !== even) this.times = rowTimes(run, even);
    Object.assign(this, { run, row, even, at: this.times[row] });
  }

  // A run that plays was changed, or another row was asked for: it goes on from there.
  follow(run, row, even) {
    if (this.run !== run || this.row !== row || this.even !== even) this.start(run, row, even);
  }

  get length() {
    return this.times[this.times.length - 1];
  }

  get left() {
    return this.length - this.at;
  }

  // So many seconds later. Gives the row.
  pass(seconds) {
    this.at += seconds;
    this.row = rowAt(this.times, this.at);
    return this.row;
  }
}

// Seconds between two frames; at the first of them as many as a screen usually takes.
export const between = (before, now) => (before === null ? FRAME : Math.min((now - before) / 1000, LONGEST));
