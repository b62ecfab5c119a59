// The line under a chart; a button opens what else there is to say, with the terms of the glossary that it uses.

import { element } from "../core/dom.js";

let count = 0;

export class Caption {
  constructor(root) {
    this.id = `le-more-${(count += 1)}`;
    const line = element("figcaption", "le-caption", root);
    this.line = element("span", "", line);
    this.button = element("button", "le-more", line, { type: "button", "aria-expanded": "false", "aria-controls": this.id });
    this.rest = element("div", "le-rest", root, { id: this.id });
    this.open(false);
    this.button.addEventListener("click", () => this.open(this.rest.hidden));
    this.escape = (event) => event.key === "Escape" && !event.defaultPrevented && this.leave();
    this.elsewhere = ({ target }) => this.over && !root.contains(target) && this.open(false);
    document.addEventListener("keydown", this.escape);
    document.addEventListener("pointerdown", this.elsewhere, true);
  }

  close() {
    document.removeEventListener("keydown", this.escape);
    document.removeEventListener("pointerdown", this.elsewhere, true);
  }

  // Whether it is open and lies over the page. Where it has its own place it stays: it hides nothing.
  get over() {
    return !this.rest.hidden && getComputedStyle(this.rest).position === "absolute";
  }

  // Closed by the Escape key; a focus in it goes back to the button.
  leave() {
    if (this.rest.hidden) return;
    const held = this.rest.contains(document.activeElement);
    this.open(false);
    if (held) this.button.focus();
  }

  // Opened by the visitor alone: it moves only what is below, or nothing, and stays open when the texts change.
  open(wanted) {
    this.rest.hidden = !wanted;
    this.button.setAttribute("aria-expanded", String(wanted));
    this.button.textContent = wanted ? "Less" : "More";
    this.button.setAttribute("aria-label", `${this.button.textContent} about: ${this.title ?? ""}`);
  }

  // The title that stands above the chart.
  about(title) {
    this.title = title;
    this.open(!this.rest.hidden);
  }

  show({ caption, more = [], terms = [] }) {
    if (this.line.textContent !== caption) this.line.textContent = caption;
    const stamp = JSON.stringify([more, terms]);
    if (this.stamp === stamp) return;
    this.stamp = stamp;
    this.button.hidden = !more.length && !terms.length;
    if (this.button.hidden) this.open(false);
    this.rest.replaceChildren();
    more.forEach((sentence) => (element("p", "", this.rest).textContent = sentence));
    if (!terms.length) return;
    const row = element("p", "le-words", this.rest);
    row.append("Words: ");
    terms.forEach((term, i) => word(row, term, `${this.id}-${i}`));
  }
}

// A term with what it means: shown under the pointer, with the focus, and at a tap; Escape hides it.
function word(row, { name, sentence, formula }, id) {
  const place = element("span", "le-word", row);
  const button = element("button", "", place, { type: "button", "aria-describedby": id });
  button.textContent = name;
  const meaning = element("span", "le-meaning", place, { id, role: "tooltip" });
  element("span", "", meaning).textContent = sentence;
  element("span", "le-formula", meaning).textContent = formula;
  const begin = () => {
    delete place.dataset.hidden;
    meaning.style.left = "0";
    const { left, right } = meaning.getBoundingClientRect();
    const over = Math.max(0, right + 8 - document.documentElement.clientWidth);
    meaning.style.left = `${-Math.min(over, left - 8)}px`;
  };
  place.addEventListener("pointerenter", begin);
  button.addEventListener("focus", begin);
  button.addEventListener("click", () => button.focus()); // a tap gives no focus everywhere
  place.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    place.dataset.hidden = "";
    event.stopPropagation();
  });
}
