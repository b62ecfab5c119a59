// What a screen reader is told of a run: that it plays, ends, rests, was changed, pinned or removed. Once each, and nothing
// while it plays. What is shown as an announcement is told by that, and a finding by the line of findings.

import { figures } from "../core/arrays.js";
import { element } from "../core/dom.js";
import { TOTAL } from "../core/columns.js";

const STANDS = 150; // milliseconds for which nothing else may be told: of what happens at once the last counts
const SECOND = 1000;

export class Announcer {
  constructor(player) {
    this.player = player;
    this.node = element("p", "le-unseen", player.root, { role: "status" });
    this.toldAt = -SECOND;
  }

  close() {
    clearTimeout(this.telling);
    clearTimeout(this.valuing);
  }

  say(text) {
    clearTimeout(this.telling);
    this.telling = setTimeout(() => {
      this.node.textContent = this.node.textContent === text ? `${text}\u00a0` : text; // the same once more is told as well
    }, STANDS);
  }

  started(step) {
    this.say(`Playing from step ${step}.`);
  }

  // The player rests at a row of the run.
  rested(run, row) {
    const [step, cost] = [run.steps[row], figures(run.column(TOTAL)[row])];
    this.say(row === run.length - 1 ? `The run has ended at step ${step}, cost ${cost}.` : `Paused at step ${step} of ${run.lastStep}, cost ${cost}.`);
  }

  // A state of the page has come. What it says itself is announced on the screen.
  follow(run, { undo, pins, say, order }) {
    const names = pins.map(({ name }) => name);
    const before = this.before ?? { run, undo, names, order };
    this.before = { run, undo, names, order };
    if (say && order !== before.order) return;
    if (names.length > before.names.length) this.say(`Pinned: ${names.at(-1)}.`);
    else if (names.length < before.names.length) this.say(`No longer pinned. ${names.length || "No"} pinned run${names.length === 1 ? "" : "s"} left.`);
    else if (run !== before.run && undo && undo !== before.undo) this.say(`Changed: ${undo}.`);
  }

  // The value of the slider of positions in words: at once at rest, and once a second while it plays.
  value(slider, text) {
    clearTimeout(this.valuing);
    const wait = this.player.playing ? this.toldAt + SECOND - performance.now() : 0;
    if (wait > 0) {
      this.valuing = setTimeout(() => this.value(slider, text), wait);
      return;
    }
    this.toldAt = performance.now();
    slider.setAttribute("aria-valuetext", text);
  }
}
