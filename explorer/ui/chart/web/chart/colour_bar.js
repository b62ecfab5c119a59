// The bar of colours above a plane: a band for each step between two contours, and the values of some of the levels.

export class ColourBar {
  constructor(chart) {
    this.root = chart.body.appendChild(document.createElement("div"));
    this.root.className = "le-scale";
    this.root.setAttribute("aria-hidden", "true");
    this.root.hidden = true;
  }

  // Over the plot area, where the figure has bands of colours. Their order is reversed on a light page.
  draw({ data: [trace] }, frame, light) {
    const { bands, ticks } = trace?.meta ?? {};
    this.root.hidden = !bands || !frame;
    if (this.root.hidden) return;
    const { left, top, width } = frame;
    Object.assign(this.root.style, { left: `${left}px`, width: `${width}px`, bottom: `calc(100% - ${top}px)` });
    const stamp = JSON.stringify([bands, ticks, light]);
    if (stamp === this.stamp) return;
    this.stamp = stamp;
    const colours = light ? [...bands].reverse() : bands;
    const stops = colours.map((colour, i) => `${colour} ${(100 * i) / colours.length}% ${(100 * (i + 1)) / colours.length}%`);
    const bar = document.createElement("i");
    bar.style.background = `linear-gradient(to right, ${stops.join(", ")})`;
    const labels = ticks.map(([share, text]) => {
      const label = document.createElement("span");
      Object.assign(label.style, { left: `${100 * share}%`, transform: `translateX(${-100 * share}%)` }); // none leaves the bar
      label.textContent = text;
      return label;
    });
    this.root.replaceChildren(bar, ...labels);
  }
}
