// The line of findings in the player: what is told at the step shown, with a press that acts, and why it happens.

import { element } from "../core/dom.js";
import { store } from "../core/run.js";
import { atStep } from "./findings.js";

const STANDS = 300; // milliseconds for which a finding stands before a screen reader is told

export class FindingsLine {
  constructor(player) {
    this.player = player;
    const find = (name) => player.root.querySelector(name);
    [this.line, this.reasons, this.told] = [".le-findings", ".le-reasons", ".le-told"].map(find);
    this.list = element("div", "le-found", this.line);
    this.why = element("button", "le-why", this.line, { type: "button", "aria-expanded": "false", "aria-controls": this.reasons.id });
    this.why.textContent = "Why?";
    this.why.addEventListener("click", () => this.open(this.reasons.hidden));
    this.elsewhere = (event) => this.reasons.hidden || this.holds(event.target) || this.open(false);
    ["pointerdown", "focusin"].forEach((name) => document.addEventListener(name, this.elsewhere, true));
    this.reasons.addEventListener("keydown", (event) => this.keyed(event));
    this.why.addEventListener("keydown", (event) => this.keyed(event));
    this.line.hidden = true;
    this.saidFor = null;
    this.said = new Set();
  }

  close() {
    clearTimeout(this.telling);
    ["pointerdown", "focusin"].forEach((name) => document.removeEventListener(name, this.elsewhere, true));
  }

  // The findings that belong to the run which the player has, at the step shown.
  get current() {
    const { run, findings } = store;
    const { data, step, playing } = this.player;
    if (!run || !findings || findings.name !== data?.state.findings) return [];
    return atStep(findings, step).map((one) => (playing && this.before(one, step)) || one);
  }

  // While it plays the first of a kind stands, which is the one that is told, for as long as it holds.
  before({ kind }, step) {
    return this.now?.find((one) => one.kind === kind && store.findings.found.includes(one) && one.first <= step && step <= one.last);
  }

  // The line is built anew only where it says something else.
  show() {
    const now = this.current;
    const same = now.length === this.now?.length && now.every((one, i) => one === this.now[i]);
    if (!same) this.build(now);
    if (same && this.played === this.player.playing) return;
    this.played = this.player.playing;
    clearTimeout(this.telling);
    this.telling = setTimeout(() => this.tell(), STANDS);
  }

  build(now) {
    this.now = now;
    const focused = this.holds(document.activeElement) && document.activeElement !== this.why;
    this.list.replaceChildren();
    this.reasons.replaceChildren();
    now.forEach((one) => this.add(one));
    this.line.hidden = !now.length;
    if (!now.length) this.open(false);
    if (focused || (!now.length && document.activeElement === this.why)) this.player.root.focus({ preventScroll: true });
  }

  add(one) {
    const { why, lesson } = store.findings.kinds[one.kind];
    const presses = one.presses.map((label, press) => ({ label, press })).filter(({ label }) => label);
    const short = element("span", "le-finding", this.list);
    Object.assign(element("span", "", short), { textContent: one.sentence, title: one.sentence });
    presses.slice(0, 1).forEach((press) => this.addPress(one, press, short));
    const whole = element("div", "le-reason", this.reasons);
    element("b", "", element("p", "", whole)).textContent = one.sentence;
    element("p", "", whole).textContent = why;
    const acts = element("div", "le-acts", whole);
    presses.forEach((press) => this.addPress(one, press, acts));
    if (lesson) element("a", "", acts, { href: lesson.address, target: "_self" }).textContent = `Lesson: ${lesson.name}`;
  }

  // A press acts at the server, which looks up what it does: only its place in the list is sent.
  addPress(one, { label, press }, parent) {
    const button = element("button", "le-press", parent, { type: "button" });
    button.textContent = label;
    button.addEventListener("click", () => {
      const { name, found } = store.findings;
      this.player.server.send("finding", { name, finding: found.indexOf(one), press, step: this.player.step });
      this.open(false);
    });
  }

  // While it is read, nothing plays on.
  open(on) {
    if (on) this.player.pause();
    else if (this.reasons.contains(document.activeElement)) this.why.focus({ preventScroll: true });
    this.reasons.hidden = !on;
    this.why.setAttribute("aria-expanded", String(on));
    if (on) this.place();
  }

  // Below what opened it, as far as the player reaches.
  place() {
    const [outer, button] = [this.player.root, this.why].map((node) => node.getBoundingClientRect());
    this.reasons.style.left = `${Math.max(0, button.right - outer.left - this.reasons.offsetWidth)}px`;
  }

  holds(node) {
    return this.line.contains(node) || this.reasons.contains(node);
  }

  keyed(event) {
    if (event.key !== "Escape" || this.reasons.hidden) return;
    event.stopPropagation();
    this.open(false);
    this.why.focus({ preventScroll: true });
  }

  // A screen reader is told a finding once in a run, whatever is pinned meanwhile: of one kind the first as it plays, and at rest
  // what stands there.
  tell() {
    const run = store.findings?.name.split(".")[0]; // the rest names the pins
    if (run && this.saidFor !== run) {
      this.saidFor = run;
      this.said.clear();
    }
    const news = this.now.filter(({ kind, sentence }) => !this.said.has(sentence) && !(this.player.playing && this.said.has(kind)));
    news.forEach(({ kind, sentence }) => this.said.add(kind).add(sentence));
    if (news.length) this.told.textContent = news.map(({ sentence }) => sentence).join(" ");
  }
}
