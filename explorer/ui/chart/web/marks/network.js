// Nodes in columns and an edge for each weight between them, at the step shown: as wide and as strong as the weight is large.
// meta: { nodes: [{ x, y: [...], names: [...] }], layers: [{ start, inputs, outputs, biased }], scale, above: { colour, dash },
// below: { colour, dash }, node: { colour, quiet }, maps }; a layer's weights are stored in the run row by row, then its biases.
// With maps a node is a small picture of its unit's output (unit_maps.js), where there is room for one.

import { figures } from "../core/arrays.js";
import { colour } from "../core/theme.js";
import { readableTrace } from "./trace.js";
import { unitPictures } from "./unit_maps.js";

const BINS = 24; // edges are stroked a bin of widths at a time: thousands one by one would not keep up
const WIDEST = 5; // pixels
const NARROWEST = 0.5;
const FAINTEST = 0.12;
const ROUNDEST = 6;
const LARGEST_MAP = 18; // half a side, in pixels
const SMALLEST_MAP = 5;
const VEIL = 0.72;
const REACH = 7; // pixels from the pointer

// Every edge of the network, with its weight.
function edges(meta, run, row) {
  const w = run.weightsAt(row);
  return meta.layers.flatMap(({ start, inputs, outputs }, depth) => {
    const [left, right] = [meta.nodes[depth], meta.nodes[depth + 1]];
    return Array.from({ length: inputs * outputs }, (_, at) => {
      const [i, k] = [Math.floor(at / outputs), at % outputs];
      return { depth, i, k, from: left.names[i], to: right.names[k], value: w[start + at] };
    });
  });
}

// Every node behind the inputs, with its bias.
function biases(meta, run, row) {
  const w = run.weightsAt(row);
  return meta.layers.flatMap(({ start, inputs, outputs, biased = true }, depth) =>
    Array.from({ length: biased ? outputs : 0 }, (_, k) => ({ depth: depth + 1, k, value: w[start + inputs * outputs + k] })));
}

const values = (meta, run, row) => edges(meta, run, row).map(({ value }) => value);

const placeOf = (meta, frame, depth, at) => [frame.x(meta.nodes[depth].x), frame.y(meta.nodes[depth].y[at])];
const endsOf = (meta, frame, { depth, i, k }) => [placeOf(meta, frame, depth, i), placeOf(meta, frame, depth + 1, k)];

// Half the side of a node's map; 0 where there is none, or no room.
function mapOf(meta, frame, depth) {
  if (!meta.maps) return 0;
  const across = (0.3 * frame.width) / meta.nodes.length;
  const half = Math.floor(Math.min(LARGEST_MAP, across, (0.42 * frame.height) / meta.nodes[depth].y.length));
  return half >= SMALLEST_MAP ? half : 0;
}

const radiusOf = (meta, frame, depth) =>
  mapOf(meta, frame, depth) || Math.max(1.5, Math.min(ROUNDEST, (0.36 * frame.height) / meta.nodes[depth].y.length));

// How wide and how strong a share of the scale is drawn. With many edges the widest is narrower.
function look(context, share, widest) {
  context.lineWidth = NARROWEST + (widest - NARROWEST) * share;
  context.globalAlpha = FAINTEST + (1 - FAINTEST) * share;
}

const widestOf = (meta, frame) => {
  const most = Math.max(...meta.nodes.map(({ y }) => y.length));
  return Math.max(2, Math.min(WIDEST, (0.5 * frame.height) / most));
};

function ink(context, meta, value, colours) {
  const sign = value > 0 ? meta.above : meta.below;
  context.strokeStyle = colour(sign.colour, colours);
  context.setLineDash(sign.dash);
}

function draw(context, frame, colours, meta, run, row) {
  const bins = new Map();
  edges(meta, run, row).forEach((edge) => {
    if (edge.value === 0) return;
    const level = Math.min(BINS, Math.ceil((BINS * Math.abs(edge.value)) / meta.scale));
    const bin = 2 * level + (edge.value > 0 ? 1 : 0);
    if (!bins.has(bin)) bins.set(bin, []);
    bins.get(bin).push(edge);
  });
  const widest = widestOf(meta, frame);
  [...bins.keys()].sort((a, b) => a - b).forEach((bin) => {
    look(context, Math.floor(bin / 2) / BINS, widest);
    ink(context, meta, bin % 2 ? 1 : -1, colours);
    context.beginPath();
    bins.get(bin).forEach((edge) => {
      const [from, to] = endsOf(meta, frame, edge);
      context.moveTo(...from);
      context.lineTo(...to);
    });
    context.stroke();
  });
  context.globalAlpha = 1;
  context.setLineDash([]);
  drawNodes(context, frame, colours, meta, run, row);
  biases(meta, run, row).forEach((bias) => drawRing(context, frame, colours, meta, bias, widest));
  context.globalAlpha = 1;
  context.setLineDash([]);
}

function drawNodes(context, frame, colours, meta, run, row) {
  const mapped = meta.nodes.map((_, depth) => mapOf(meta, frame, depth));
  const pictures = mapped.some((half) => half > 0)
    && unitPictures(meta, run, row, colour(meta.above.colour, colours), colour(meta.below.colour, colours));
  meta.nodes.forEach(({ y }, depth) => y.forEach((_, at) => {
    if (mapped[depth]) return drawMap(context, placeOf(meta, frame, depth, at), mapped[depth], pictures[depth][at], colours);
    context.beginPath();
    context.arc(...placeOf(meta, frame, depth, at), 0.62 * radiusOf(meta, frame, depth), 0, 2 * Math.PI);
    context.fillStyle = colour(depth === 0 ? meta.node.quiet : meta.node.colour, colours);
    context.fill();
    return undefined;
  }));
}

function drawMap(context, [x, y], half, picture, colours) {
  context.fillStyle = colours.background;
  context.fillRect(x - half, y - half, 2 * half, 2 * half);
  context.drawImage(picture, x - half, y - half, 2 * half, 2 * half);
  context.strokeStyle = colours.dim;
  context.lineWidth = 1;
  context.strokeRect(x - half, y - half, 2 * half, 2 * half);
}

// A bias as a ring around its node, drawn like an edge.
function drawRing(context, frame, colours, meta, { depth, k, value }, widest) {
  if (value === 0) return;
  look(context, Math.min(1, Math.abs(value) / meta.scale), Math.min(widest, 3));
  ink(context, meta, value, colours);
  const [x, y] = placeOf(meta, frame, depth, k);
  const half = radiusOf(meta, frame, depth) + 1.5;
  context.beginPath();
  if (mapOf(meta, frame, depth)) context.rect(x - half, y - half, 2 * half, 2 * half);
  else context.arc(x, y, half, 0, 2 * Math.PI);
  context.stroke();
}

// How far a place is from the line between two others.
function away([px, py], [ax, ay], [bx, by]) {
  const t = Math.max(0, Math.min(1, ((px - ax) * (bx - ax) + (py - ay) * (by - ay)) / ((bx - ax) ** 2 + (by - ay) ** 2)));
  return Math.hypot(px - ax - t * (bx - ax), py - ay - t * (by - ay));
}

// The node under the pointer, or else the nearest edge; of several about as near, the one of the largest weight.
function hit(meta, run, row, frame, px, py) {
  for (let depth = 0; depth < meta.nodes.length; depth += 1) {
    const { names } = meta.nodes[depth];
    const within = radiusOf(meta, frame, depth) + 2;
    const at = names.findIndex((_, i) => {
      const [x, y] = placeOf(meta, frame, depth, i);
      return Math.hypot(px - x, py - y) <= within;
    });
    if (at >= 0) {
      const bias = depth ? biases(meta, run, row).find((b) => b.depth === depth && b.k === at)?.value ?? null : null;
      return { node: { depth, at }, lines: [names[at], ...(bias === null ? [] : [`bias ${figures(bias)}`])] };
    }
  }
  const near = edges(meta, run, row)
    .map((edge) => ({ ...edge, distance: away([px, py], ...endsOf(meta, frame, edge)) }))
    .filter(({ distance, value }) => distance <= REACH && value !== 0);
  if (!near.length) return null;
  const nearest = Math.min(...near.map(({ distance }) => distance));
  const edge = near.filter(({ distance }) => distance <= nearest + 1).reduce((a, b) => (Math.abs(b.value) > Math.abs(a.value) ? b : a));
  return { edge, lines: [`${edge.from} → ${edge.to}: ${figures(edge.value)}`] };
}

// The item under the pointer, with all else dimmed: one edge would not be visible among thousands.
function pickOut(context, frame, colours, meta, run, row, { node, edge }) {
  const picked = edges(meta, run, row).filter((e) =>
    edge ? e.depth === edge.depth && e.i === edge.i && e.k === edge.k
      : e.value !== 0 && ((e.depth === node.depth && e.i === node.at) || (e.depth === node.depth - 1 && e.k === node.at)));
  const widest = widestOf(meta, frame);
  context.globalAlpha = VEIL;
  context.fillStyle = colours.background;
  context.fillRect(frame.left, frame.top, frame.width, frame.height);
  picked.forEach((e) => {
    const [from, to] = endsOf(meta, frame, e);
    ink(context, meta, e.value, colours);
    look(context, Math.min(1, Math.abs(e.value) / meta.scale), widest);
    context.globalAlpha = 1;
    context.lineWidth += edge ? 2 : 0.5;
    context.beginPath();
    context.moveTo(...from);
    context.lineTo(...to);
    context.stroke();
  });
  context.setLineDash([]);
  drawNodes(context, frame, colours, meta, run, row);
  biases(meta, run, row).forEach((bias) => drawRing(context, frame, colours, meta, bias, widest));
  context.globalAlpha = 1;
  context.setLineDash([]);
}

export class Network extends readableTrace({ values, draw, hit, pickOut }) {
  static fields = ["nodes", "layers", "scale", "above", "below", "node", "maps"];
}
