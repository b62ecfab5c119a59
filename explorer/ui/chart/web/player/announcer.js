// What a screen reader is told of a run: that it plays, ends, rests, is stepped through, was changed, pinned or removed. Once each, and nothing
// while it plays. What is shown as an announcement is told by that, and a finding by the line of findings.

import { aligned, figures } from "../core/arrays.js";
import { element } from "../core/dom.js";
import { TOTAL } from "../core/columns.js";
import { store } from "../core/run.js";

const STANDS = 150; // milliseconds for which nothing else may be told: of what happens at once the last counts
const SECOND = 1000;
const RESTS = 500; // milliseconds after which a step is told that the keys went to

// As the player writes it, to three figures; a large one is rounded.
const written = (cost) => (Math.abs(cost) < SECOND ? aligned([cost], cost)[0] : figures(cost));

export class Announcer {
  constructor(player) {
    this.player = player;
    this.node = element("p", "le-unseen", player.root, { role: "status" });
    this.toldAt = -SECOND;
  }

  close() {
    [this.telling, this.valuing, this.stepping].forEach(clearTimeout);
  }

  say(text) {
    clearTimeout(this.telling);
    this.telling = setTimeout(() => {
      this.node.textContent = this.node.textContent === text ? `${text}\u00a0` : text; // the same once more is told as well
    }, STANDS);
  }

  started(run, row) {
    clearTimeout(this.stepping);
    this.say(`Playing from step ${run.steps[row]}, cost ${written(run.column(TOTAL)[row])}.`);
  }

  // The player rests at a row of the run, whose cost may have grown without bound at its end.
  rested(run, row, blewUp) {
    const [step, cost] = [run.steps[row], written(run.column(TOTAL)[row])];
    const ended = blewUp ? "The run blew up" : "The run has ended";
    this.say(row === run.length - 1 ? `${ended} at step ${step}, cost ${cost}.` : `Paused at step ${step} of ${run.lastStep}, cost ${cost}.`);
  }

  // The keys or buttons went to another step: it is told once they rest.
  stepped() {
    clearTimeout(this.stepping);
    this.stepping = setTimeout(() => {
      const { run, shownRow, player } = store;
      if (run && player === this.player && !player.playing) {
        this.say(`Step ${run.steps[shownRow]} of ${run.lastStep}, cost ${written(run.column(TOTAL)[shownRow])}.`);
      }
    }, RESTS);
  }

  // A state of the page has come. What it says itself is announced on the screen.
  follow(run, { undo, begun, pins, say, order }) {
    const names = pins.map(({ name }) => name);
    const before = this.before ?? { run, undo, names, order };
    this.before = { run, undo, names, order };
    if (say && order !== before.order) return;
    if (names.length > before.names.length) this.say(`Pinned: ${names.at(-1)}.`);
    else if (names.length < before.names.length) this.say(`No longer pinned. ${names.length || "No"} pinned run${names.length === 1 ? "" : "s"} left.`);
    else if (run !== before.run && undo && undo !== before.undo && !begun) this.say(`Changed: ${undo}.`);
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
