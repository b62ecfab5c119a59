// The dashes of lines by plotly's names, in pixels.

const DASHES = { solid: [], dash: [7, 5], dot: [2, 4], dashdot: [7, 4, 2, 4], longdash: [11, 6], longdashdot: [11, 4, 2, 4] };

// A name, or lengths: "3px,3px".
export const dashOf = (dash = "solid") => DASHES[dash] ?? dash.split(",").map(parseFloat);
