// In the panel of a lesson: progress is noted, what is new is told, the chart that shows what was seen is pointed at, a hint is offered after a while.

import { element } from "../core/dom.js";
import { Outbox } from "../core/messages.js";
import { note } from "./progress.js";
import { Slim } from "./slim.js";

const PATIENCE = 60000; // milliseconds at one task after which its hint is shown
const HOLDS = ["pointerdown", "pointerup", "pointercancel"];
const COMES = 4000; // milliseconds for which a picture that was asked for may come
const SETTLE = 150; // before a screen reader is told, and again until the chart is there

// The number of the lesson whose begin was told: a panel that comes with another page tells it no more.
let begun = null;

export class LessonPanel {
  constructor(parent) {
    this.outbox = new Outbox();
    this.look = element("button", "le-press", parent, { type: "button" });
    this.look.textContent = "Show me where";
    this.look.addEventListener("click", () => this.ask());
    this.told = element("p", "le-told", parent, { role: "status" });
    this.pressed = ({ type }) => this.hold(type === "pointerdown");
    HOLDS.forEach((name) => document.addEventListener(name, this.pressed, true));
    this.panel = parent.closest(".st-key-lesson");
    this.sized = new ResizeObserver(() => this.leaveRoom());
    if (!this.panel) return;
    this.slim = new Slim(this.panel);
    this.sized.observe(this.panel);
  }

  update(component) {
    const { data } = component;
    const before = this.data;
    this.component = component;
    this.data = data;
    note(data.lesson, data.done, data.tasks);
    this.look.hidden = !data.picture;
    this.nameIt(data.name);
    this.tell(data);
    if (before && before.number === data.number && before.lesson === data.lesson && before.done === data.done) return;
    clearTimeout(this.waiting);
    if (data.done < data.tasks) this.waiting = setTimeout(() => this.outbox.send(this.component, "hint"), PATIENCE);
    this.mark(null);
    this.due = data.now;
    this.asked = false;
    this.until = Infinity;
    this.find();
  }

  // A region with the lesson's name, which can have the focus.
  nameIt(name) {
    if (!this.panel || this.panel.getAttribute("aria-label") === name) return;
    Object.entries({ role: "region", "aria-label": name, tabindex: "-1" }).forEach(([key, value]) => this.panel.setAttribute(key, value));
  }

  // Once each: that the lesson begins, what was solved, a hint.
  tell({ number, begun: text, say }) {
    const begins = begun !== number;
    if (!begins && (!say || say === this.said)) return;
    if (say || begins) this.said = say || null;
    clearTimeout(this.telling);
    this.telling = setTimeout(() => {
      if (begins) begun = number;
      const now = begins ? text : say;
      this.told.textContent = this.told.textContent === now ? `${now}\u00a0` : now;
    }, SETTLE);
  }

  close() {
    clearTimeout(this.waiting);
    clearTimeout(this.telling);
    clearTimeout(this.finding);
    HOLDS.forEach((name) => document.removeEventListener(name, this.pressed, true));
    this.sized.disconnect();
    this.slim?.close();
    this.mark(null);
    document.documentElement.style.removeProperty("--le-lesson-measured");
    this.look.remove();
    this.told.remove();
  }

  // Looked for as long as there is something to point at: a chart may come much later than the panel, or be drawn anew.
  find() {
    clearTimeout(this.finding);
    if (!this.data.picture) return;
    const chart = this.target;
    if (chart && !chart.classList.contains("le-look")) {
      this.mark(chart);
      this.hold(this.held);
    }
    if (chart && this.asked) {
      this.asked = false;
      this.goTo(true);
    }
    this.finding = setTimeout(() => this.find(), SETTLE);
  }

  // The chart that shows it, else one of the same kind: where the page has to be drawn otherwise, not before that was asked for
  // and did not help.
  get target() {
    const { picture, opens } = this.data;
    const exact = document.querySelector(`.le-chart[data-name="${picture}"]`);
    if (exact || !picture.includes("_") || (opens && performance.now() < this.until)) return exact;
    return document.querySelector(`.le-chart[data-name^="${picture.split("_")[0]}_"]`);
  }

  ask() {
    this.asked = true;
    if (this.data.opens && !document.querySelector(`.le-chart[data-name="${this.data.picture}"]`)) {
      this.until = performance.now() + COMES;
      this.outbox.send(this.component, "look");
    }
    this.find();
  }

  mark(chart) {
    this.chart?.classList.remove("le-look");
    this.chart = chart;
    chart?.classList.add("le-look");
  }

  // Nothing moves away under a pointer that holds something: the chart comes into view once it is let go.
  hold(held) {
    this.held = held;
    if (held || !this.due || !this.chart) return;
    this.due = false;
    this.goTo(false);
  }

  // Into view where it is not whole, and with the focus where that was asked for.
  goTo(asked) {
    if (!this.chart || (!asked && this.slim.small.matches)) return; // there what was seen is read first
    const { top, bottom } = this.chart.getBoundingClientRect();
    const above = document.querySelector(".le-player")?.getBoundingClientRect().bottom ?? 0;
    const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    const whole = top >= above && bottom <= window.innerHeight; // then nothing is scrolled under the bar
    if (!whole) this.chart.scrollIntoView({ block: "nearest", behavior: still ? "auto" : "smooth" });
    if (asked) this.chart.querySelector(".le-body")?.focus({ preventScroll: true });
  }

  // The player stays in view below the panel, where the panel does.
  leaveRoom() {
    const stays = getComputedStyle(this.panel.parentElement).position === "sticky";
    const height = this.slim.height ?? this.panel.offsetHeight + 6;
    document.documentElement.style.setProperty("--le-lesson-measured", stays ? `${height}px` : "0px");
    this.slim.cut();
  }
}
