// Small maps of what each unit of a network puts out over the plane of its two inputs, at the step shown.
// maps: { basis, rows, columns }, the model's features on a grid, row by row from below; layers as core/predict.js has them.

import { unpack } from "../core/arrays.js";
import { predict } from "../core/predict.js";

const known = new WeakMap(); // by the meta of the trace: the basis, the last outputs, and a picture for each node

// The outputs of every node: for each depth { values, width }, row by row of the grid. Depth 0 is the features themselves.
export function outputsOf(basis, layers, weights, scratch) {
  predict(basis, layers, weights, scratch);
  return [{ values: basis.values, width: basis.shape[1] }, ...layers.map((layer, depth) => ({ values: scratch[depth], width: layer.outputs }))];
}

// One node's map as bytes (rows x columns x 4, from above), above zero in one colour, below in another, as deep as it goes.
export function pixels({ values, width }, k, { rows, columns }, above, below) {
  let most = 0;
  for (let at = k; at < values.length; at += width) most = Math.max(most, Math.abs(values[at]));
  const bytes = new Uint8ClampedArray(4 * rows * columns);
  for (let r = 0; r < rows; r += 1) {
    for (let c = 0; c < columns; c += 1) {
      const value = values[((rows - 1 - r) * columns + c) * width + k];
      const to = 4 * (r * columns + c);
      bytes.set(value >= 0 ? above : below, to);
      bytes[to + 3] = most > 0 ? Math.round((255 * Math.abs(value)) / most) : 0;
    }
  }
  return bytes;
}

const rgb = (hex) => [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16));

// The pictures of all nodes, by depth and place, for one row of a run; `above` and `below` are colours such as #312db9.
export function unitPictures(meta, run, row, above, below) {
  const kept = known.get(meta) ?? { basis: unpack(meta.maps.basis), scratch: [], pictures: [] };
  known.set(meta, kept);
  const key = [row, above, below].join();
  if (kept.run === run && kept.key === key) return kept.pictures;
  const found = outputsOf(kept.basis, meta.layers, run.weightsAt(row), kept.scratch);
  const [up, down] = [rgb(above), rgb(below)];
  const { rows, columns } = meta.maps;
  found.forEach((layer, depth) => {
    kept.pictures[depth] ??= [];
    for (let k = 0; k < layer.width; k += 1) {
      const picture = (kept.pictures[depth][k] ??= Object.assign(document.createElement("canvas"), { width: columns, height: rows }));
      picture.getContext("2d").putImageData(new ImageData(pixels(layer, k, meta.maps, up, down), columns, rows), 0, 0);
    }
  });
  Object.assign(kept, { run, key });
  return kept.pictures;
}
