// A chart over a plane: its aria attributes, the buttons in its head, and the keys that neither cursor nor camera use.

import { shared } from "./cursor.js";
import { coarse, onKeys } from "./pointer.js";
import { statusLine } from "./status_line.js";

const ICONS = { in: "M5 12h14M12 5v14", out: "M5 12h14", fit: "M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5" };

export class Plane {
  static needed = ({ data }) => data.plane;

  constructor(chart) {
    this.chart = chart;
    const { head, body, below } = chart;
    chart.root.classList.add("le-plane");
    body.tabIndex = 0;
    body.setAttribute("role", "application");
    body.setAttribute("aria-roledescription", "chart");
    head.tools.hidden = false;
    head.button("Zoom in", ICONS.in, () => this.nearer());
    head.button("Zoom out", ICONS.out, () => this.farther());
    head.button("Fit", ICONS.fit, () => this.fit());
    [this.status, this.hint] = statusLine(below);
    onKeys(body, (event) => this.keys(event));
  }

  // A picture is drawn.
  bind() {
    const { body, head, scene3d } = this.chart;
    const keys = scene3d ? "The arrow keys turn it, plus and minus bring it nearer and farther, 0 turns it back. To read a place, switch 3-D off."
      : "The arrow keys move a cursor, plus and minus zoom, 0 shows the whole.";
    head.named((title) => `${title}. ${keys}`);
    if (scene3d) this.say("", coarse() ? "Tap to take hold of it, then turn it" : "Arrows turn it · + − nearer, farther · 0 back");
  }

  // The line below the chart.
  say(status, hint) {
    if (this.status.textContent !== status) this.status.textContent = status;
    this.hint.textContent = hint;
  }

  nearer() {
    if (this.chart.scene3d) this.chart.scene3d.nearer();
    else this.chart.zoom.nearer(shared.at);
  }

  farther() {
    if (this.chart.scene3d) this.chart.scene3d.farther();
    else this.chart.zoom.farther(shared.at);
  }

  fit() {
    if (this.chart.scene3d) this.chart.scene3d.back();
    else this.chart.zoom.fit();
  }

  keys(event) {
    const own = { "+": () => this.nearer(), "=": () => this.nearer(), "-": () => this.farther(), 0: () => this.fit() };
    return { ...this.chart.scene3d?.keys(event), ...own };
  }
}
