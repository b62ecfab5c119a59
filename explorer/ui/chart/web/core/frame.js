// The plot area in pixels, and data to pixels along each axis.

export function frameOf(plot) {
  const area = plot.querySelector(".nsewdrag");
  if (!area) return null;
  const [left, top, width, height] = ["x", "y", "width", "height"].map((a) => Number(area.getAttribute(a)));
  const scale = (axis, from, to) => {
    const log = axis.type === "log";
    const [low, high] = axis.range.map(Number);
    const factor = (to - from) / (high - low);
    return log
      ? (v) => (v > 0 ? from + (Math.log10(v) - low) * factor : to + 1e4 * Math.sign(from - to))
      : (v) => from + (v - low) * factor;
  };
  const { xaxis, yaxis } = plot.layout;
  // Pixels back to data, on axes that are not logarithmic.
  const back = ({ range }, from, to) => (p) => Number(range[0]) + ((p - from) / (to - from)) * (range[1] - range[0]);
  return {
    left, top, width, height,
    x: scale(xaxis, left, left + width), y: scale(yaxis, top + height, top),
    invertX: back(xaxis, left, left + width), invertY: back(yaxis, top + height, top),
  };
}

export const within = ({ left, top, width, height }, px, py) => px >= left && px <= left + width && py >= top && py <= top + height;
