// The vertical line at the strength, with a handle at its top.

const HALF = 4; // pixels: of the handle's width

export function drawHandle(context, at, { left, top, width, height }, colours) {
  const px = Math.round(at) + 0.5;
  const middle = Math.max(left + HALF, Math.min(left + width - HALF, px)); // at the edge the handle is whole beside its line
  context.setLineDash([]);
  context.strokeStyle = colours.penalty;
  context.lineWidth = 1.6;
  context.beginPath();
  context.moveTo(px, top);
  context.lineTo(px, top + height);
  context.stroke();
  context.fillStyle = colours.penalty;
  context.beginPath();
  context.roundRect(middle - HALF, top + 4, 2 * HALF, 20, HALF);
  context.fill();
  context.strokeStyle = colours.background;
  context.lineWidth = 1;
  context.beginPath();
  [-1.5, 1.5].forEach((dx) => {
    context.moveTo(middle + dx, top + 9);
    context.lineTo(middle + dx, top + 19);
  });
  context.stroke();
}
