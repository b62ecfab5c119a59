// The run on the page and the step shown: one playhead that every chart follows.

import { pinnedWeight, STEP, weightIndex } from "./columns.js";

// A run as it travels: a head that describes the body, and a body of 4-byte floats.
class Run {
  constructor(id, head) {
    const { kin, rows, columns, weights, matrices, steps, sums, body } = head;
    const all = new Float32Array(body);
    let at = 0;
    const take = (count) => all.subarray(at, (at += count));
    this.id = id;
    this.kin = kin; // runs of a kin have the same columns
    this.length = rows;
    this.columns = Object.fromEntries(columns.map((name) => [name, take(rows)]));
    this.weights = { values: take(weights * rows), shape: [weights, rows] };
    this.matrices = Object.fromEntries(Object.entries(matrices).map(([name, shape]) => [name, { values: take(shape[0] * shape[1]), shape }]));
    if (steps) this.columns[STEP] = Float32Array.from({ length: rows }, (_, i) => Math.min(i * steps[0], steps[1]));
    Object.entries(sums ?? {}).forEach(([name, [one, other]]) => {
      this.columns[name] = this.columns[one].map((value, i) => value + this.columns[other][i]);
    });
    this.steps = this.columns[STEP];
    this.lastStep = this.steps[rows - 1];
    this.buffer = new Float64Array(weights);
  }

  // A column by name; w0, w1 ... are the weights.
  column(name) {
    if (name in this.columns) return this.columns[name];
    const index = weightIndex(name);
    return this.weights.values.subarray(index * this.length, (index + 1) * this.length);
  }

  // One row of a matrix: a number for each example at that step.
  matrixRow(name, row) {
    const { values, shape } = this.matrices[name];
    return values.subarray(row * shape[1], (row + 1) * shape[1]);
  }

  // The weights of the run, or of a pinned one that came with it.
  weightsAt(row, pinned) {
    const { values, shape } = this.weights;
    for (let j = 0; j < shape[0]; j += 1) {
      this.buffer[j] = pinned === undefined ? values[j * this.length + row] : this.columns[pinnedWeight(pinned, j)][row];
    }
    return this.buffer;
  }

  // The row whose step is nearest below.
  rowOf(step) {
    let low = 0;
    let high = this.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.steps[middle] <= step) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

export const store = {
  run: null,
  row: 0,
  step: 0,
  charts: new Set(),
  player: null,
  findings: null, // what is told of a run, which comes behind it
  // What the server holds of the page: the cursor of its planes, the step at which it takes the player to rest, and the number
  // of the last message that it has handled.
  page: { cursor: null, rest: 0, handled: 0 },

  // The row shown; the one asked for last may lie behind the end of the run.
  get shownRow() {
    return Math.min(this.row, (this.run?.length ?? 1) - 1);
  },

  get shownStep() {
    return this.run.steps[this.shownRow];
  },

  get atEnd() {
    return this.run !== null && this.shownStep >= this.run.lastStep;
  },

  get restStep() {
    return this.page.rest;
  },

  // A new run: the step last asked for is shown, as far as the run goes.
  open(id, head) {
    if (this.run?.id === id) return;
    this.run = new Run(id, head);
    this.row = this.run.rowOf(this.step);
    this.charts.forEach((chart) => chart.runChanged());
  },

  // What the server holds of the page, as the player has received it.
  fromServer(page) {
    const rested = page.rest !== this.page.rest;
    this.page = page;
    this.charts.forEach((chart) => chart.fromServer(rested));
  },

  show(row) {
    if (!this.run) return;
    this.row = Math.max(0, Math.min(this.run.length - 1, row));
    this.step = this.run.steps[this.row];
    this.player?.show();
    this.charts.forEach((chart) => chart.show());
  },
};
