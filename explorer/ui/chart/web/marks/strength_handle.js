// The vertical line at the strength, with a handle at its top.

export function drawHandle(context, at, { top, height }, colours) {
  const px = Math.round(at) + 0.5;
  context.setLineDash([]);
  context.strokeStyle = colours.penalty;
  context.lineWidth = 1.6;
  context.beginPath();
  context.moveTo(px, top);
  context.lineTo(px, top + height);
  context.stroke();
  context.fillStyle = colours.penalty;
  context.beginPath();
  context.roundRect(px - 4, top + 4, 8, 20, 4);
  context.fill();
  context.strokeStyle = colours.background;
  context.lineWidth = 1;
  context.beginPath();
  [-1.5, 1.5].forEach((dx) => {
    context.moveTo(px + dx, top + 9);
    context.lineTo(px + dx, top + 19);
  });
  context.stroke();
}
