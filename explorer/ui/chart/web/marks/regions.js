// A field of scores over the plane: which class each place is on, and the lines between.

// What the field says at each place. With one score a place there are two sides, and side 1 wins where it is above 0;
// with K scores the largest wins.
class Field {
  constructor(values, places) {
    this.values = values;
    this.outputs = values.length / places;
    this.winner = new Uint8Array(places);
    this.ahead = new Float64Array(places); // by how much the winner leads
    for (let at = 0; at < places; at += 1) this.judge(at);
  }

  score(at, side) {
    if (this.outputs > 1) return this.values[at * this.outputs + side];
    return side ? this.values[at] : 0;
  }

  judge(at) {
    if (this.outputs === 1) {
      this.winner[at] = this.values[at] > 0 ? 1 : 0;
      this.ahead[at] = Math.abs(this.values[at]);
      return;
    }
    let [best, second, winner] = [-Infinity, -Infinity, 0];
    for (let k = 0; k < this.outputs; k += 1) {
      const score = this.score(at, k);
      if (score > best) [best, second, winner] = [score, best, k];
      else if (score > second) second = score;
    }
    this.winner[at] = winner;
    this.ahead[at] = best - second;
  }

  // By how much a side leads the best other one; below 0 where it trails.
  lead(at, side) {
    const ahead = this.ahead[at];
    if (this.winner[at] === side) return ahead;
    if (this.outputs === 1) return -ahead;
    return this.score(at, side) - this.score(at, this.winner[at]);
  }

  // How far from p towards q their two winners draw level, 0 to 1; null where one wins at both.
  level(p, q) {
    const [a, b] = [this.winner[p], this.winner[q]];
    if (a === b) return null;
    const [atP, atQ] = [p, q].map((at) => this.score(at, a) - this.score(at, b));
    return atP / (atP - atQ);
  }
}

// How deep the colour of a winner is, 0 to 1: by its probability, from an even one up, or by how far it leads.
function depth(field, at, probability) {
  if (probability == null) return Math.min(1, field.ahead[at] / 3);
  if (field.outputs === 1) return Math.tanh((probability * field.ahead[at]) / 2); // 2 |sigma - 1/2|
  let sum = 0;
  for (let k = 0; k < field.outputs; k += 1) sum += Math.exp(probability * (field.score(at, k) - field.score(at, field.winner[at])));
  return (1 / sum - 1 / field.outputs) / (1 - 1 / field.outputs);
}

// Pieces of lines, each from one key to another, joined where keys are the same, so that dashes run on: lists of keys.
function joined(pieces) {
  const at = new Map();
  pieces.forEach((piece) => piece.forEach((key) => at.set(key, [...(at.get(key) ?? []), piece])));
  const left = new Set(pieces);
  const next = (key) => at.get(key).find((piece) => left.has(piece));
  const follow = (start) => {
    const line = [start];
    for (let piece = next(start); piece; piece = next(line.at(-1))) {
      left.delete(piece);
      line.push(piece[0] === line.at(-1) ? piece[1] : piece[0]);
    }
    return line;
  };
  const ends = [...at.keys()].filter((key) => at.get(key).length === 1); // first, since closed lines have none
  return [...ends, ...at.keys()].map(follow).filter((line) => line.length > 1);
}

// The lines along which a side leads all others by a margin.
function margins(context, frame, x, y, field, level) {
  const sides = Math.max(2, field.outputs);
  for (let side = 0; side < sides; side += 1) crossings(context, frame, x, y, (at) => field.lead(at, side) - level);
}

// The lines along which something is 0, by marching squares.
function crossings(context, frame, x, y, above) {
  const nx = x.length;
  const places = nx * y.length;
  const points = new Map();
  const pieces = [];
  for (let j = 0; j + 1 < y.length; j += 1) {
    for (let i = 0; i + 1 < nx; i += 1) {
      const corners = [[i, j], [i + 1, j], [i + 1, j + 1], [i, j + 1]];
      const crossed = [];
      for (let c = 0; c < 4; c += 1) {
        const [[i0, j0], [i1, j1]] = [corners[c], corners[(c + 1) % 4]];
        const [p, q] = [j0 * nx + i0, j1 * nx + i1];
        const [a, b] = [above(p), above(q)];
        if (a > 0 === b > 0) continue;
        const t = a / (a - b);
        const key = Math.min(p, q) * places + Math.max(p, q);
        points.set(key, [frame.x(x[i0] + t * (x[i1] - x[i0])), frame.y(y[j0] + t * (y[j1] - y[j0]))]);
        crossed.push(key);
      }
      for (let k = 0; k + 1 < crossed.length; k += 2) pieces.push([crossed[k], crossed[k + 1]]);
    }
  }
  context.beginPath();
  joined(pieces).forEach((line) => line.forEach((key, k) => context[k ? "lineTo" : "moveTo"](...points.get(key))));
  context.stroke();
}

// Where the winner changes, by marching squares with linear interpolation; three regions meet in the middle of their crossings.
function boundaries(context, frame, x, y, field) {
  const nx = x.length;
  context.beginPath();
  const join = (from, to) => {
    context.moveTo(...from);
    context.lineTo(...to);
  };
  for (let j = 0; j + 1 < y.length; j += 1) {
    for (let i = 0; i + 1 < nx; i += 1) {
      const corners = [[i, j], [i + 1, j], [i + 1, j + 1], [i, j + 1]];
      const points = [];
      for (let c = 0; c < 4; c += 1) {
        const [[i0, j0], [i1, j1]] = [corners[c], corners[(c + 1) % 4]];
        const t = field.level(j0 * nx + i0, j1 * nx + i1);
        if (t !== null) points.push([frame.x(x[i0] + t * (x[i1] - x[i0])), frame.y(y[j0] + t * (y[j1] - y[j0]))]);
      }
      if (points.length === 3) {
        const middle = [0, 1].map((axis) => (points[0][axis] + points[1][axis] + points[2][axis]) / 3);
        points.forEach((point) => join(point, middle));
      } else for (let k = 0; k + 1 < points.length; k += 2) join(points[k], points[k + 1]);
    }
  }
  context.stroke();
}

const [PALEST, DEEPEST] = [20, 92]; // opacity of the regions, of 255
const [LIGHTNESS, SATURATION] = [0.5, 0.75];

// A colour (r, g, b) of the same hue, neither dark nor pale, for an area that is seen through: a dark one would look grey.
function vivid(rgb) {
  const [low, high] = [Math.min(...rgb) / 255, Math.max(...rgb) / 255];
  if (high === low) return rgb;
  const own = (high - low) / (1 - Math.abs(high + low - 1));
  const chroma = Math.max(SATURATION, own) * (1 - Math.abs(2 * LIGHTNESS - 1));
  return rgb.map((part) => Math.round(255 * (LIGHTNESS - chroma / 2 + (chroma * (part / 255 - low)) / (high - low))));
}
const DASHED = [6, 4];
let tile = null;

// The colour of the winner, deeper the surer it is, under the lines between and those of the margin, where there is one.
// Where several scores are level there is no winner and no colour.
export function drawField(context, frame, x, y, values, { sides, probability, level }, strokeStyle) {
  const [nx, ny] = [x.length, y.length];
  const field = new Field(values, nx * ny);
  tile ??= document.createElement("canvas");
  tile.width = nx;
  tile.height = ny;
  const paint = tile.getContext("2d");
  const image = paint.createImageData(nx, ny);
  const rgb = sides.map((side) => vivid([1, 3, 5].map((i) => parseInt(side.slice(i, i + 2), 16))));
  for (let j = 0; j < ny; j += 1) {
    for (let i = 0; i < nx; i += 1) {
      const place = j * nx + i;
      const ahead = field.ahead[place];
      const at = 4 * ((ny - 1 - j) * nx + i);
      const [r, g, b] = rgb[field.winner[place]];
      image.data[at] = r;
      image.data[at + 1] = g;
      image.data[at + 2] = b;
      image.data[at + 3] = field.outputs > 1 && ahead === 0 ? 0 : PALEST + (DEEPEST - PALEST) * depth(field, place, probability);
    }
  }
  paint.putImageData(image, 0, 0);
  const half = [(x[1] - x[0]) / 2, (y[1] - y[0]) / 2];
  const left = frame.x(x[0] - half[0]);
  const top = frame.y(y[ny - 1] + half[1]);
  context.imageSmoothingEnabled = true;
  context.drawImage(tile, left, top, frame.x(x[nx - 1] + half[0]) - left, frame.y(y[0] - half[1]) - top);
  strokeStyle();
  boundaries(context, frame, x, y, field);
  if (!level) return;
  context.lineWidth *= 0.6;
  context.setLineDash(DASHED);
  margins(context, frame, x, y, field, level);
}

// The line where a single score is 0, in whatever stroke is set. Where the run has no such step there are no numbers.
export function drawBoundary(context, frame, x, y, values) {
  if (!Number.isNaN(values[0])) crossings(context, frame, x, y, (at) => values[at]);
}
