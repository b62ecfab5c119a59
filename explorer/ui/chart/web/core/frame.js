// The plot area in pixels, and data to pixels along each axis, by plotly's own axes.

const BELOW = -1e4; // pixels from the start of a logarithmic axis: the place of a value that has no logarithm

// Where a logarithmic axis of steps has its 0: `meta.zero_at` of the layout. Half way from there to 1 all reads as 0.
const read = (value, zero) => (zero && value < Math.sqrt(zero) ? 0 : value);

// Plotly rounds what its own `d2p` gives to hundredths of a pixel; its slope and intercept are taken instead, which is faster too.
function scale(axis, sign, zero) {
  const { _offset: offset, _b: intercept, _m: slope } = axis;
  const linear = (v) => offset + intercept + slope * v;
  if (axis.type !== "log") return linear;
  const nowhere = zero ? linear(Math.log10(zero)) : linear(axis.range[0]) + sign * BELOW;
  return (v) => (v > 0 ? linear(Math.log10(v)) : nowhere);
}

export function frameOf(plot) {
  const { xaxis, yaxis, meta } = plot._fullLayout ?? {};
  if (!xaxis?._length || !yaxis?._length) return null;
  return {
    left: xaxis._offset, top: yaxis._offset, width: xaxis._length, height: yaxis._length,
    x: scale(xaxis, 1, meta?.zero_at), y: scale(yaxis, -1),
    // Pixels back to data.
    invertX: (px) => read(xaxis.p2d(px - xaxis._offset), meta?.zero_at), invertY: (py) => yaxis.p2d(py - yaxis._offset),
  };
}

export const within = ({ left, top, width, height }, px, py) => px >= left && px <= left + width && py >= top && py <= top + height;
