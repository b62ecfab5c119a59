// A chart over a plane: what it says of itself, the buttons in its head, and the keys that a cursor or a turn do not take.

import { toldLine } from "./status_line.js";
import { shared } from "./cursor.js";

const ICONS = { in: "M5 12h14M12 5v14", out: "M5 12h14", fit: "M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5" };

export class Plane {
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
    [this.told, this.hint] = toldLine(below);
    body.addEventListener("keydown", (event) => this.keyed(event));
  }

  // A picture is drawn.
  bind() {
    const { body, data, solid, cursor } = this.chart;
    const keys = solid ? "The arrow keys turn it, plus and minus bring it nearer and farther, 0 turns it back. To read a place, switch 3-D off."
      : "The arrow keys move a cursor, plus and minus zoom, 0 shows the whole.";
    body.setAttribute("aria-label", `${data.title}. ${keys}`);
    if (solid) this.tell("", "Arrows turn it · + − nearer, farther · 0 back");
    else cursor.bind();
  }

  tell(told, hint) {
    if (this.told.textContent !== told) this.told.textContent = told;
    this.hint.textContent = hint;
  }

  nearer() {
    if (this.chart.solid) this.chart.solid.nearer();
    else this.chart.zoom.nearer(shared.at);
  }

  farther() {
    if (this.chart.solid) this.chart.solid.farther();
    else this.chart.zoom.farther(shared.at);
  }

  fit() {
    if (this.chart.solid) this.chart.solid.back();
    else this.chart.zoom.fit();
  }

  keyed(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const keys = { "+": () => this.nearer(), "=": () => this.nearer(), "-": () => this.farther(), 0: () => this.fit() };
    const act = keys[event.key] ?? this.chart.solid?.keys(event);
    if (!act) return;
    event.preventDefault();
    act();
  }
}
