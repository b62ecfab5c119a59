// The numbers of the run that a chart shows as text, at a row.

import { figures } from "../core/arrays.js";

export function readoutsText(readouts, run, row) {
  const number = ({ column, whole }) => (whole ? String : figures)(run.column(column)[row]);
  return (readouts ?? []).map((readout) => `${readout.label} ${number(readout)}${readout.suffix}`).join(" · ");
}
