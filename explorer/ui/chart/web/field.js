// A field of scores over the plane: which side each place is on, and the line between.

// Where the score is 0, by marching squares with linear interpolation.
function boundary(context, frame, x, y, values) {
  const nx = x.length;
  const cross = (i0, j0, i1, j1) => {
    const a = values[j0 * nx + i0];
    const b = values[j1 * nx + i1];
    const t = a / (a - b);
    return [frame.x(x[i0] + t * (x[i1] - x[i0])), frame.y(y[j0] + t * (y[j1] - y[j0]))];
  };
  context.beginPath();
  for (let j = 0; j + 1 < y.length; j += 1) {
    for (let i = 0; i + 1 < nx; i += 1) {
      const corners = [[i, j], [i + 1, j], [i + 1, j + 1], [i, j + 1]];
      const points = [];
      for (let c = 0; c < 4; c += 1) {
        const [p, q] = [corners[c], corners[(c + 1) % 4]];
        if (values[p[1] * nx + p[0]] > 0 !== values[q[1] * nx + q[0]] > 0) points.push(cross(...p, ...q));
      }
      for (let k = 0; k + 1 < points.length; k += 2) {
        context.moveTo(...points[k]);
        context.lineTo(...points[k + 1]);
      }
    }
  }
  context.stroke();
}

const tile = document.createElement("canvas");

// The colour of each side, stronger where the score is further from 0, under the line between them.
export function drawField(context, frame, x, y, values, sides, strokeStyle) {
  const [nx, ny] = [x.length, y.length];
  tile.width = nx;
  tile.height = ny;
  const paint = tile.getContext("2d");
  const image = paint.createImageData(nx, ny);
  const rgb = sides.map((side) => [1, 3, 5].map((i) => parseInt(side.slice(i, i + 2), 16)));
  for (let j = 0; j < ny; j += 1) {
    for (let i = 0; i < nx; i += 1) {
      const score = values[j * nx + i];
      const at = 4 * ((ny - 1 - j) * nx + i);
      const [r, g, b] = rgb[score > 0 ? 1 : 0];
      image.data[at] = r;
      image.data[at + 1] = g;
      image.data[at + 2] = b;
      image.data[at + 3] = 26 + 74 * Math.min(1, Math.abs(score) / 3);
    }
  }
  paint.putImageData(image, 0, 0);
  const half = [(x[1] - x[0]) / 2, (y[1] - y[0]) / 2];
  const left = frame.x(x[0] - half[0]);
  const top = frame.y(y[ny - 1] + half[1]);
  context.imageSmoothingEnabled = true;
  context.drawImage(tile, left, top, frame.x(x[nx - 1] + half[0]) - left, frame.y(y[0] - half[1]) - top);
  strokeStyle();
  boundary(context, frame, x, y, values);
}
