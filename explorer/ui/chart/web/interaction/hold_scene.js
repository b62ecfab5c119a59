// On a touch screen a swipe that begins on a 3-D scene scrolls the page, until the scene is taken hold of by a tap.

import { element } from "../core/dom.js";
import { coarse } from "./pointer.js";

export class HoldScene {
  constructor({ body }) {
    this.body = body;
    if (!coarse()) return;
    this.cover = element("button", "le-hold", body, { type: "button" });
    element("span", "", this.cover).textContent = "Tap to turn it";
    this.cover.addEventListener("click", () => this.take());
    this.elsewhere = ({ target }) => body.contains(target) || this.leave();
    document.addEventListener("pointerdown", this.elsewhere, true);
  }

  take() {
    this.cover.hidden = true;
    this.body.focus({ preventScroll: true });
  }

  leave() {
    this.cover.hidden = false;
  }

  close() {
    this.cover?.remove();
    if (this.elsewhere) document.removeEventListener("pointerdown", this.elsewhere, true);
  }
}
