// Reading ranked bars under the pointer, and picking one with a click.

import { figures } from "../core/arrays.js";
import { TOTAL } from "../core/columns.js";
import { RankedBars } from "../marks/bars.js";
import { HoverReader } from "./hover_reader.js";

export class BarReader extends HoverReader {
  static needed = ({ played }) => played.some((trace) => trace instanceof RankedBars);

  constructor(chart, store) {
    super(chart, store);
    chart.body.addEventListener("click", (event) => this.pick(event));
  }

  get trace() {
    return this.chart.played?.find((trace) => trace instanceof RankedBars);
  }

  get active() {
    return this.trace && this.chart.ready;
  }

  // The example whose bar is at a place across.
  example(px) {
    const { frame } = this.chart;
    const row = this.store.shownRow;
    const ranked = this.trace.ranking(row);
    const room = frame.x(1) - frame.x(0);
    const place = Math.max(0, Math.min(ranked.order.length - 1, Math.round((px - frame.x(0)) / room)));
    return { i: ranked.order[place], ranked, place, total: this.store.run.column(TOTAL)[row] };
  }

  read(px, py) {
    this.write(this.textsAt(px), px, py);
    return { i: this.example(px).i };
  }

  textsAt(px) {
    const { i, ranked, place, total } = this.example(px);
    const { names, of, first } = this.trace.meta;
    const adds = ranked.value(i) / names.length;
    const part = total > 0 && adds >= 0 ? `, ${figures((100 * adds) / total)} % of it` : "";
    return [
      `${names[i]}: ${place ? `number ${place + 1}` : first} of ${names.length}`,
      `loss ${figures(ranked.value(i))}`,
      `adds ${figures(adds)} to the cost${part}`,
      `${figures(ranked.up(i))} % of the ${of}`,
      `${figures(ranked.down(i))} % of the gradient`,
    ];
  }

  pick(event) {
    const point = this.point(event);
    if (point) this.send(point[0]);
  }

  send(px) {
    this.chart.send("example", { example: this.example(px).i });
  }
}
