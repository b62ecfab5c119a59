// The kinds of traces that move with the step shown, by what their meta asks to `play`.

import { Arrows } from "./arrows.js";
import { RankedBars, SumBars } from "./bars.js";
import { Crosses } from "./crosses.js";
import { Bundle, Point, Reveal, Track } from "./lines.js";
import { Network } from "./network.js";
import { PathPoints } from "./path_points.js";
import { Predictions } from "./predictions.js";
import { WeightBars } from "./weight_bars.js";

// explorer/figures/base/played/ has the same kinds with the same fields.
export const KINDS = {
  reveal: Reveal,
  bundle: Bundle,
  point: Point,
  track: Track,
  map: Predictions,
  ranked: RankedBars,
  bars: SumBars,
  arrows: Arrows,
  path_points: PathPoints,
  weight_bars: WeightBars,
  network: Network,
  crosses: Crosses,
};

export const playedTraces = (figure) => figure.data.filter((t) => t.meta?.play).map((t) => new KINDS[t.meta.play](t));

// The traces that do not move, for plotly to draw.
export const stillTraces = (figure) => figure.data.filter((trace) => !trace.meta?.play);
