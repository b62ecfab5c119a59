// The player: one clock for all charts of the page, and the numbers of the step shown as text.

import { figures } from "../core/arrays.js";
import { element } from "../core/dom.js";
import { store } from "../core/run.js";
import { coloursOf } from "../core/theme.js";
import { Announcer } from "./announcer.js";
import { movedChip, pinChip } from "./chips.js";
import { Compact } from "./compact.js";
import { copyLink } from "./copy_link.js";
import { EndTold } from "./end_told.js";
import { FindingsLine } from "./findings_line.js";
import { EVEN, icon, MARKUP } from "./markup.js";
import { between, Clock, uneven } from "./pace.js";
import { Sentence } from "./sentence.js";
import { Server } from "./server.js";
import { showTop } from "./view.js";

const STILLS = 10;
const STILL_MS = 500;
const [TOLD_MS, READING_MS] = [4000, 65]; // how long an announcement stays at least, and for each of its characters

export class Player {
  constructor(parent) {
    this.root = document.createElement("section");
    this.root.className = "le-player";
    this.root.id = "le-player";
    this.root.tabIndex = 0;
    this.root.setAttribute("role", "group");
    this.root.setAttribute("aria-label", "Player: Space plays and pauses, the arrow keys step");
    this.root.innerHTML = MARKUP;
    parent.appendChild(this.root);
    const find = (name) => this.root.querySelector(name);
    [this.play, this.scrubber, this.hint] = [".le-play", ".le-scrubber", ".le-hint"].map(find);
    this.sentence = new Sentence(find(".le-sentence"));
    this.speed = find("select");
    this.idle = find(".le-idle");
    this.clock = new Clock();
    this.playing = false;
    this.reduced = window.matchMedia("(prefers-reduced-motion: reduce)");
    this.speed.addEventListener("change", () => store.run && this.tellPace());
    this.play.addEventListener("click", () => this.toggle());
    find(".le-back").addEventListener("click", () => this.seek(0, true));
    find(".le-step").addEventListener("click", () => this.stepBy(1, true));
    this.scrubber.addEventListener("input", () => this.seek(store.run.rowOf(Number(this.scrubber.value))));
    this.link = find(".le-link");
    this.link.addEventListener("click", () => copyLink(this));
    this.compact = new Compact(this.root, this.play);
    this.server = new Server(this);
    this.findings = new FindingsLine(this);
    this.end = new EndTold(this);
    this.announcer = new Announcer(this);
    this.endless = find(".le-endless");
    this.endless.addEventListener("click", () => this.setEndless(!this.server.endless));
    [this.undo, this.reset, this.pin, this.pins] = [".le-undo", ".le-reset", ".le-pin", ".le-pins"].map(find);
    this.reset.addEventListener("click", () => this.data.state.reset && this.server.send("reset"));
    this.undo.addEventListener("click", () => this.data.state.undo && this.server.send("undo"));
    this.pin.addEventListener("click", () => this.server.send("pin")); // where it cannot be pinned the answer says why
    this.examples = find(".le-examples");
    this.examples.addEventListener("click", () => this.server.send("examples"));
    this.root.addEventListener("keydown", (event) => this.keyed(event));
    this.frame = (time) => this.tick(time);
    this.showPlaying();
    store.player = this;
  }

  close() {
    this.pause();
    this.server.close();
    this.announcer.close();
    this.compact.close();
    this.findings.close();
    if (store.player === this) store.player = null;
    this.root.remove();
  }

  update(component) {
    const { data } = component;
    this.data = data;
    this.colours = coloursOf(this.root.parentElement, data.palette);
    this.sentence.build(data.terms, this.colours);
    store.open(data.run, data);
    store.fromServer(data.state.page);
    this.scrubber.max = store.run.lastStep;
    this.tellPace();
    this.server.receive(component, data);
    if (this.toldOf && this.toldOf !== store.run) this.announce("");
    this.showState();
    this.announcer.follow(data.run, data.state);
    this.show();
    this.root.dataset.run = data.run;
  }

  get step() {
    return store.run.steps[store.row];
  }

  // Undo names what it takes back. It keeps its place and the focus where nothing is left, so that no other button comes under
  // the pointer. Below, in a row that is always there, are chips of pinned runs and moved examples, and what is told.
  showState() {
    const { undo, reset, pins, can_pin: canPin, moved, examples } = this.data.state;
    if (this.shownExamples === false && examples) showTop(this.root);
    this.shownExamples = examples;
    this.examples.setAttribute("aria-expanded", String(examples));
    this.reset.setAttribute("aria-disabled", String(!reset));
    this.reset.title = reset ? `Reset: back to ${reset}` : "This is the run that was here at first";
    this.undo.setAttribute("aria-disabled", String(!undo));
    this.undo.title = undo ? `Undo: ${undo}` : "Nothing to undo";
    this.undo.setAttribute("aria-label", undo ? `Undo: ${undo}` : "Undo");
    this.pin.setAttribute("aria-disabled", String(canPin !== ""));
    this.pin.title = canPin || "Keep this run on the charts and compare others with it";
    const stamp = JSON.stringify([pins, moved, this.colours.name]);
    if (this.pinned === stamp) return;
    this.pinned = stamp;
    this.pins.replaceChildren(...pins.map((pin, i) => pinChip(pin, i, this)), ...(moved ? [movedChip(moved, this)] : []));
  }

  setEndless(on) {
    this.server.endless = on;
    this.endless.setAttribute("aria-pressed", String(on));
    this.announce(on ? "Runs on past the end, until the cost settles." : "Stops at the end of the run.");
    const over = store.row >= store.run.length - 1 && !this.data.state.more; // nothing follows: say why
    if (on && over) this.announce(this.data.state.rest, true);
    else if (on && !this.playing) this.start();
  }

  show() {
    const { run, row } = store;
    const step = run.steps[row];
    const cost = this.sentence.show(run, row);
    this.scrubber.value = step;
    this.announcer.value(this.scrubber, `step ${step} of ${run.lastStep}, cost ${figures(cost)}`);
    this.scrubber.style.setProperty("--le-done", `${(100 * step) / Math.max(run.lastStep, 1)}%`);
    this.root.classList.toggle("le-unplayed", !this.playing && step > 0 && step === this.data.state.changed);
    this.findings.show();
    this.end.follow();
  }

  // What is not seen as the slider's own value is `told`.
  seek(row, told = false) {
    store.show(row);
    if (told) this.announcer.stepped();
  }

  seekStep(step) { this.seek(store.run.rowOf(step)); }

  stepBy(count, told) {
    this.pause();
    this.seek(Math.max(0, Math.min(store.run.length - 1, store.row + count)), told);
  }

  toggle() {
    if (this.playing) this.pause();
    else this.start();
  }

  start() {
    if (!store.run) return;
    const ended = store.row >= store.run.length - 1;
    if (ended && !(this.server.endless && this.data.state.more)) this.seek(0); // else it goes on from there
    this.playing = true;
    this.last = null;
    this.announcer.started(store.run, store.row);
    this.clock.start(store.run, store.row, this.even);
    this.showPlaying();
    this.next();
  }

  next() {
    this.pending = requestAnimationFrame(this.frame);
  }

  pause() {
    cancelAnimationFrame(this.pending);
    if (this.playing) this.announcer.rested(store.run, store.shownRow, this.data.state.blew_up);
    this.playing = false;
    this.showPlaying();
    this.findings.show();
    store.charts.forEach((chart) => chart.atRest?.stepChanged());
  }

  // Each frame shows the row whose time it is. With reduced motion: ten stills, half a second apart.
  tick(time) {
    if (!this.playing || !this.root.isConnected) return;
    const { clock, last } = this;
    const [end, speed] = [store.run.length - 1, Number.parseFloat(this.speed.value)];
    clock.follow(store.run, store.row, this.even);
    this.server.askAhead(clock.left, this.reduced.matches ? clock.length / STILLS / 30 : speed / 60);
    const due = !this.reduced.matches || last === null || time - last >= STILL_MS;
    if (due) this.last = time;
    if (due && !this.server.held) {
      const row = clock.pass(this.reduced.matches ? clock.length / STILLS : speed * between(last, time));
      if (row !== store.row) store.show(row);
    }
    if (store.row < end || this.server.held || this.server.goesOn) this.next();
    else this.ended();
  }

  get even() {
    return this.speed.value.endsWith(EVEN);
  }

  // That some steps are shown longer than others, where they are.
  tellPace() {
    const told = uneven(store.run) && !this.even ? "Plays slower where the cost falls fast. " : "";
    this.scrubber.title = told ? `${told}For an even pace see Speed.` : "";
    const holds = this.data.state.lesson ? "In a lesson each change trains anew and shows the end." : "Change any setting while it plays: the run goes on from the step shown.";
    this.idle.textContent = told + holds;
  }

  ended() {
    this.pause();
    if (this.server.endless && this.data.state.rest) this.end.tell(this.data.state.rest);
  }

  showPlaying() {
    const name = this.playing ? "Pause" : "Play";
    if (this.play.textContent.trim() === name) return;
    this.play.innerHTML = `${icon(name.toLowerCase())}<span>${name}</span>`;
  }

  keyed(event) {
    const on = event.target;
    if (event.altKey || event.ctrlKey || event.metaKey || on.tagName === "SELECT") return;
    const told = on !== this.scrubber;
    const keys = {
      " ": () => this.toggle(),
      ArrowRight: () => this.stepBy(event.shiftKey ? 10 : 1, told),
      ArrowLeft: () => this.stepBy(event.shiftKey ? -10 : -1, told),
      Home: () => this.seek(0, told),
      End: () => this.seek(store.run.length - 1, told),
    };
    const native = on.tagName === "BUTTON" && event.key === " ";
    if (!keys[event.key] || native || !store.run) return;
    event.preventDefault();
    if (event.repeat && event.key === " ") return;
    keys[event.key]();
  }

  // What is told `whole` stands until something else is, or the run is another.
  announce(text, whole = false) {
    this.hint.replaceChildren();
    if (text) element("span", "", this.hint).textContent = text;
    clearTimeout(this.fading);
    this.toldOf = whole ? store.run : null;
    if (!whole) this.fading = setTimeout(() => {
      this.hint.textContent = "";
    }, Math.max(TOLD_MS, READING_MS * text.length));
  }
}
