// What all marks draw with: lines, polylines and symbols on a canvas, in plotly's terms.

import { dashOf } from "../core/dashes.js";
import { colour } from "../core/theme.js";

const TRIANGLE = 2 / Math.sqrt(3); // as plotly draws it: half its base, for a height of 1.5

// Sets the line style of a trace.
export function stroke(context, trace, colours) {
  const line = trace.line ?? {};
  context.strokeStyle = colour(line.color, colours) ?? colours.text;
  context.lineWidth = line.width ?? 2;
  context.setLineDash(dashOf(line.dash));
  context.lineJoin = "round";
}

// A line through the first `count` places, interrupted where one of the two is no number and at the rows in `breaks`.
export function polyline(context, x, y, count, frame, breaks) {
  context.beginPath();
  let drawing = false;
  for (let i = 0; i < count; i += 1) {
    if (Number.isNaN(x[i]) || Number.isNaN(y[i])) drawing = false;
    else if (drawing && !breaks?.has(i)) context.lineTo(frame.x(x[i]), frame.y(y[i]));
    else {
      context.moveTo(frame.x(x[i]), frame.y(y[i]));
      drawing = true;
    }
  }
  context.stroke();
}

// A marker of a trace at a place in pixels: a square, a triangle or a disc, filled or open.
export function mark(context, px, py, marker, colours) {
  const radius = (marker?.size ?? 7) / 2;
  const open = marker?.symbol?.endsWith("-open");
  context.beginPath();
  if (marker?.symbol?.startsWith("square")) context.rect(px - radius, py - radius, 2 * radius, 2 * radius);
  else if (marker?.symbol?.startsWith("triangle")) {
    context.moveTo(px, py - radius);
    context.lineTo(px + TRIANGLE * radius, py + radius / 2);
    context.lineTo(px - TRIANGLE * radius, py + radius / 2);
    context.closePath();
  } else context.arc(px, py, radius, 0, 2 * Math.PI);
  const paint = colour(marker?.color, colours) ?? colours.text;
  if (open) {
    context.setLineDash([]);
    context.strokeStyle = paint;
    context.lineWidth = marker.line?.width ?? 1.3;
    context.stroke();
  } else {
    context.fillStyle = paint;
    context.fill();
  }
}
