// Marked places that do not move, drawn over a 3-D scene so that no hill hides them.
// meta: { places: [{ x, y, z, mark: "cross" | "x" | "asterisk", colour }] }, z being a height in the scene.

import { colour } from "../core/theme.js";
import { PlayedTrace } from "./trace.js";

const ARM = 6.5; // pixels
const STROKES = { cross: [[1, 0], [0, 1]], x: [[0.75, 0.75], [0.75, -0.75]], asterisk: [[1, 0], [0, 1], [0.7, 0.7], [0.7, -0.7]] };

function draw(context, frame, colours, { places }) {
  context.setLineDash([]);
  places.forEach(({ x, y, z, mark, colour: role }) => {
    const [px, py] = frame.project ? frame.project(x, y, z) : [frame.x(x), frame.y(y)];
    if (Number.isNaN(px)) return;
    [[colours.background, 5, 1], [colour(role, colours), 2.2, 0]].forEach(([paint, width, more]) => {
      context.strokeStyle = paint;
      context.lineWidth = width;
      context.beginPath();
      STROKES[mark].forEach(([dx, dy]) => {
        context.moveTo(px - dx * (ARM + more), py - dy * (ARM + more));
        context.lineTo(px + dx * (ARM + more), py + dy * (ARM + more));
      });
      context.stroke();
    });
  });
}

export class Crosses extends PlayedTrace {
  static fields = ["places"];

  values() {
    return this.meta.places.map(({ x, y }) => [x, y]);
  }

  paint(context, frame, colours) {
    draw(context, frame, colours, this.meta);
  }
}
