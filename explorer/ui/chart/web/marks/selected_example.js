// The ring around the selected example; while it is moved, its mark where it is going and a faint one where it was.

import { mark } from "./canvas.js";

// `place` is the example's place, { x, y, marker }; `moving` where it is going, { x, y }, or null.
export function drawSelected(context, frame, colours, place, moving) {
  const at = moving ?? place;
  const [px, py] = [frame.x(at.x), frame.y(at.y)];
  context.setLineDash([]);
  if (moving) {
    const [gx, gy] = [frame.x(place.x), frame.y(place.y)];
    context.globalAlpha = 0.7;
    mark(context, gx, gy, { size: 12, color: colours.background }, colours);
    context.globalAlpha = 1;
    context.setLineDash([2, 3]);
    context.strokeStyle = colours.neutral;
    context.lineWidth = 1.2;
    context.beginPath();
    context.arc(gx, gy, 6, 0, 2 * Math.PI);
    context.moveTo(gx, gy);
    context.lineTo(px, py);
    context.stroke();
    mark(context, px, py, { ...place.marker, size: (place.marker.size ?? 6) + 3 }, colours);
  }
  mark(context, px, py, { symbol: "circle-open", size: 16, color: colours.text, line: { width: 2 } }, colours);
}
