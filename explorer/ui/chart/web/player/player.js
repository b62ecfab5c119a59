// The player: one clock for all charts of the page, and the numbers of the step shown as text.

import { figures } from "../core/arrays.js";
import { store } from "../core/run.js";
import { coloursOf } from "../core/theme.js";
import { Announcer } from "./announcer.js";
import { movedChip, pinChip } from "./chips.js";
import { Compact } from "./compact.js";
import { icon, MARKUP } from "./markup.js";
import { Sentence } from "./sentence.js";
import { Server } from "./server.js";

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
    this.playing = false;
    this.reduced = window.matchMedia("(prefers-reduced-motion: reduce)");
    this.play.addEventListener("click", () => this.toggle());
    find(".le-back").addEventListener("click", () => this.seek(0));
    find(".le-step").addEventListener("click", () => this.stepBy(1));
    this.scrubber.addEventListener("input", () => this.seek(store.run.rowOf(Number(this.scrubber.value))));
    this.link = find(".le-link");
    this.link.addEventListener("click", () => this.copyLink());
    this.compact = new Compact(this.root, this.play);
    this.server = new Server(this);
    this.announcer = new Announcer(this);
    this.endless = find(".le-endless");
    this.endless.addEventListener("click", () => this.setEndless(!this.server.endless));
    [this.undo, this.pin, this.pins] = [".le-undo", ".le-pin", ".le-pins"].map(find);
    this.undo.addEventListener("click", () => this.data.state.undo && this.server.send("undo"));
    this.pin.addEventListener("click", () => this.server.send("pin")); // where it cannot be pinned the answer says why
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
    if (store.player === this) store.player = null;
    this.root.remove();
  }

  update(component) {
    const { data } = component;
    this.data = data;
    this.colours = coloursOf(this.root.parentElement, data.palette);
    this.sentence.build(data.terms, this.colours);
    const opened = store.run === null;
    store.open(data.run, data);
    store.fromServer(data.state.page);
    this.scrubber.max = store.run.lastStep;
    this.server.receive(component, data, opened);
    this.showState();
    this.announcer.follow(data.run, data.state);
    this.show();
    this.root.dataset.run = data.run;
  }

  get step() {
    return store.run.steps[store.row];
  }

  // Undo names what it takes back. It keeps its place and the focus where nothing is left, so that no other button comes under
  // the pointer. Below, in a row that is always there, are pinned runs and moved examples as chips that can be removed, and
  // the last announcement.
  showState() {
    const { undo, pins, can_pin: canPin, moved } = this.data.state;
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
  }

  show() {
    const { run, row } = store;
    const step = run.steps[row];
    const cost = this.sentence.show(run, row);
    this.scrubber.value = step;
    this.announcer.value(this.scrubber, `step ${step} of ${run.lastStep}, cost ${figures(cost)}`);
    this.scrubber.style.setProperty("--le-done", `${(100 * step) / Math.max(run.lastStep, 1)}%`);
  }

  seek(row) {
    this.position = row;
    store.show(row);
  }

  seekStep(step) {
    this.seek(store.run.rowOf(step));
  }

  stepBy(count) {
    this.pause();
    this.seek(Math.max(0, Math.min(store.run.length - 1, store.row + count)));
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
    this.position = store.row;
    this.last = null;
    this.announcer.started(this.step);
    this.showPlaying();
    this.next();
  }

  next() {
    this.pending = requestAnimationFrame(this.frame);
  }

  pause() {
    cancelAnimationFrame(this.pending);
    if (this.playing) this.announcer.rested(store.run, store.shownRow);
    this.playing = false;
    this.showPlaying();
    store.charts.forEach((chart) => chart.atRest?.stepChanged());
  }

  // At 1x each frame shows the next step. With reduced motion: ten stills, half a second apart.
  tick(time) {
    if (!this.playing || !this.root.isConnected) return;
    const end = store.run.length - 1;
    if (Math.floor(this.position) !== store.row) this.position = store.row;
    this.server.askAhead(end - this.position, this.reduced.matches ? end / STILLS / 30 : Number(this.speed.value));
    if (this.server.held) {
      this.next();
      return;
    }
    if (!this.reduced.matches) {
      this.position += Number(this.speed.value);
    } else if (this.last === null || time - this.last >= STILL_MS) {
      this.last = time;
      this.position += Math.max(1, Math.ceil(end / STILLS));
    }
    const row = Math.min(end, Math.floor(this.position));
    if (row !== store.row) store.show(row);
    if (row < end || this.server.goesOn) this.next();
    else this.ended();
  }

  ended() {
    this.pause();
    if (this.server.endless && this.data.state.rest) this.announce(this.data.state.rest);
  }

  showPlaying() {
    const name = this.playing ? "Pause" : "Play";
    if (this.play.textContent.trim() === name) return;
    this.play.innerHTML = `${icon(name.toLowerCase())}<span>${name}</span>`;
  }

  keyed(event) {
    const on = event.target;
    if (event.altKey || event.ctrlKey || event.metaKey || on.tagName === "SELECT") return;
    const keys = {
      " ": () => this.toggle(),
      ArrowRight: () => this.stepBy(event.shiftKey ? 10 : 1),
      ArrowLeft: () => this.stepBy(event.shiftKey ? -10 : -1),
      Home: () => this.seek(0),
      End: () => this.seek(store.run.length - 1),
    };
    const native = on.tagName === "BUTTON" && event.key === " ";
    if (!keys[event.key] || native || !store.run) return;
    event.preventDefault();
    if (event.repeat && event.key === " ") return;
    keys[event.key]();
  }

  // The address is the run's; the step shown is added to what is copied alone.
  async copyLink() {
    const { step } = this;
    const url = new URL(window.location.href);
    if (step) url.search += `${url.search ? "&" : "?"}at=${step}`;
    const address = url.href;
    try {
      await navigator.clipboard.writeText(address);
      this.announce(step ? `Link copied: it opens this run at step ${step}.` : "Link copied: it opens this run at its start.");
    } catch {
      window.prompt("Copy this link:", address);
    }
  }

  announce(text) {
    this.hint.textContent = text;
    clearTimeout(this.fading);
    this.fading = setTimeout(() => {
      this.hint.textContent = "";
    }, Math.max(TOLD_MS, READING_MS * text.length));
  }
}
