// The small text next to the pointer: one for each chart.

export class Tooltip {
  constructor(body) {
    this.body = body;
    this.node = body.appendChild(document.createElement("div"));
    this.node.className = "le-tip";
    this.node.hidden = true;
  }

  hide() {
    this.node.hidden = true;
  }

  // Lines of text at a place of the body, on that side of it where there is more room, above the numbers and the title of its axis.
  // Put in as text, never as markup.
  show(lines, px, py, left) {
    this.node.hidden = lines.length === 0;
    if (this.node.hidden) return;
    this.node.replaceChildren(...lines.map((text) => Object.assign(document.createElement("div"), { textContent: text })));
    this.node.style.left = left ? "auto" : `${px + 14}px`;
    this.node.style.right = left ? `${this.body.clientWidth - px + 14}px` : "auto";
    const { frame } = this.body.explorer ?? {};
    const floor = frame ? frame.top + frame.height : this.body.clientHeight - 4;
    this.node.style.top = `${Math.max(4, Math.min(py - 10, floor - this.node.offsetHeight))}px`;
  }
}
