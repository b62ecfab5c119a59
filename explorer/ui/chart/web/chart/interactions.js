// The interactions of charts by the name under which a chart has them, in the order in which they are drawn.

import { AtRest } from "../interaction/at_rest.js";
import { Cursor } from "../interaction/cursor.js";
import { DragExample } from "../interaction/drag_example.js";
import { KeyReader } from "../interaction/key_reader.js";
import { PickReader } from "../interaction/pick_reader.js";
import { Plane } from "../interaction/plane.js";
import { BarReader } from "../interaction/read_bars.js";
import { LineReader } from "../interaction/read_lines.js";
import { MarkReader } from "../interaction/read_marks.js";
import { StrengthLine } from "../interaction/strength_line.js";
import { Zoom } from "../interaction/zoom.js";

const INTERACTIONS = {
  lineReader: LineReader,
  barReader: BarReader,
  dragExample: DragExample,
  plane: Plane,
  zoom: Zoom,
  cursor: Cursor,
  atRest: AtRest,
  strengthLine: StrengthLine,
  markReader: MarkReader,
  pickReader: PickReader,
  keyReader: KeyReader,
};

// Builds the interactions that the chart needs for its data and its played traces and has not built yet.
export function buildInteractions(chart, store) {
  Object.entries(INTERACTIONS).forEach(([name, Interaction]) => {
    if (!chart[name] && Interaction.needed(chart)) chart[name] = new Interaction(chart, store);
  });
}

// The room that the lines below the chart will take, before it is drawn: nothing moves when it is.
export function keepRoom(chart) {
  const { below, data, readouts, root } = chart;
  if (data.plane) chart.build();
  below.classList.toggle("le-room", Boolean(DragExample.needed(chart)));
  root.classList.toggle("le-has-strength", Boolean(StrengthLine.needed(chart)));
  if (data.readouts?.length) readouts.textContent = "\u00a0";
}

// Calls a method of all interactions of a chart that have it.
export function callInteractions(chart, method, ...given) {
  Object.keys(INTERACTIONS).forEach((name) => chart[name]?.[method]?.(...given));
}
