// Places of a picture that can be read and picked: rows of a table, cells of a map, points of lines, examples.
//
// The figure's `layout.meta.picks` has them (explorer/figures/compare/base.py): `x` and `y` in data units, the lines of `text`
// that are read at each, and `by`: "rows" where the row nearest in height counts first, "near" where the nearest place does.

import { HoverReader } from "./hover_reader.js";
import { pointIn } from "./pointer.js";

const REACH = 24; // pixels
const STILL = 5; // pixels: a press that moves less is a click

export class PickReader extends HoverReader {
  static needed = ({ data }) => data.figure.layout.meta?.picks?.x.length > 0;

  constructor(chart, store) {
    super(chart, store);
    chart.body.addEventListener("pointerdown", (event) => this.pressed(event), { capture: true });
  }

  get picks() {
    return this.chart.data.figure.layout.meta?.picks;
  }

  get active() {
    return this.picks?.x.length > 0 && this.chart.settled;
  }

  // Where a place is, in pixels.
  placeOf(i) {
    const { frame } = this.chart;
    return [frame.x(this.picks.x[i]), frame.y(this.picks.y[i])];
  }

  // The place that is meant at a pixel; -1 where there is none within reach.
  meant(px, py) {
    const { picks } = this;
    const away = (i) => {
      const [x, y] = this.placeOf(i);
      return picks.by === "rows" ? 1e4 * Math.abs(y - py) + Math.abs(x - px) : Math.hypot(x - px, y - py);
    };
    let [best, nearest] = [-1, picks.by === "rows" ? Infinity : REACH];
    for (let i = 0; i < picks.x.length; i += 1) {
      const far = away(i);
      if (far <= nearest) [best, nearest] = [i, far];
    }
    return best;
  }

  read(px, py) {
    const i = this.meant(px, py);
    this.write(i < 0 ? [] : this.picks.text[i], px, py);
    return { i };
  }

  // Plotly lays a cover over the page while it follows a press, so the release is noticed at the window.
  pressed(event) {
    const from = !event.button && event.isPrimary && this.point(event);
    if (!from) return;
    const released = (end) => {
      window.removeEventListener("pointerup", released, true);
      const [px, py] = pointIn(this.chart.body, end);
      const i = Math.hypot(px - from[0], py - from[1]) < STILL ? this.meant(...from) : -1;
      if (i >= 0) this.send(i);
    };
    window.addEventListener("pointerup", released, true);
  }

  send(i) {
    this.chart.send("picked", { name: this.chart.data.name, index: i });
  }

  // The place under the pointer.
  draw(context) {
    if (!this.at || this.at.i < 0 || !this.active) return;
    const [x, y] = this.placeOf(this.at.i);
    const { colours } = this.chart;
    context.setLineDash([]);
    context.strokeStyle = colours.text;
    context.lineWidth = 1.5;
    context.beginPath();
    context.arc(x, y, 9, 0, 2 * Math.PI);
    context.stroke();
  }
}
