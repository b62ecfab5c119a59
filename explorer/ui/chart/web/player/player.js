// The player: one clock for all charts of the page, and the numbers of the step shown as text.

import { aligned, figures } from "../core/arrays.js";
import { movedChip, pinChip } from "./chips.js";
import { Short } from "./compact.js";
import { store } from "../core/run.js";
import { Talk } from "./server.js";
import { coloursOf, colour } from "../core/theme.js";

const SPEEDS = [0.25, 0.5, 1, 2, 4, 8];
const STILLS = 10;
const STILL_MS = 500;
const ICONS = {
  play: "M8 5v14l11-7z",
  pause: "M6 5h4v14H6zM14 5h4v14h-4z",
  back: "M6 5h2.4v14H6zM20 5v14L9.5 12z",
  step: "M5 5h2.6v14H5zM10 5v14l10-7z",
  undo: "M9 7 4.5 11.5 9 16M4.5 11.5H14a5 5 0 0 1 0 10h-2",
  endless: "M12 12c-2-2.7-3.5-4-5.4-4a4 4 0 0 0 0 8c1.9 0 3.4-1.3 5.4-4s3.5-4 5.4-4a4 4 0 0 1 0 8c-1.9 0-3.4-1.3-5.4-4z",
  pin: "M9 4h6l-1 6 3 3v2H7v-2l3-3zM12 15v6",
  link: "M10.6 13.4a1 1 0 0 0 1.4 0l5-5a3.2 3.2 0 0 0-4.5-4.5l-1.4 1.4M13.4 10.6a1 1 0 0 0-1.4 0l-5 5a3.2 3.2 0 0 0 4.5 4.5l1.4-1.4",
};

const icon = (name, stroke = false) =>
  `<svg viewBox="0 0 24 24" width="18" height="18" aria-hidden="true" fill="${stroke ? "none" : "currentColor"}"` +
  `${stroke ? ' stroke="currentColor" stroke-width="2" stroke-linecap="round"' : ""}><path d="${ICONS[name]}"/></svg>`;

const MARKUP = `
  <div class="le-sentence"></div>
  <div class="le-controls">
    <button type="button" class="le-button le-back" aria-label="Back to start" title="Back to start (Home)">${icon("back")}</button>
    <button type="button" class="le-button le-play"></button>
    <button type="button" class="le-button le-step" aria-label="Step" title="One step on (right arrow)">${icon("step")}</button>
    <input type="range" class="le-scrubber" aria-label="Step" min="0" step="1" value="0">
    <label class="le-speed"><span>Speed</span>
      <select aria-label="Speed">${SPEEDS.map((s) => `<option value="${s}"${s === 1 ? " selected" : ""}>${s}×</option>`).join("")}</select>
    </label>
    <button type="button" class="le-button le-endless" aria-pressed="false" aria-label="Keep going" title="Keep going past the end of the run">${icon("endless", true)}<span>Keep going</span></button>
    <button type="button" class="le-button le-undo" hidden>${icon("undo", true)}<span>Undo</span></button>
    <button type="button" class="le-button le-pin" aria-label="Pin run" title="Keep this run on the charts and race others against it">${icon("pin", true)}<span>Pin run</span></button>
    <button type="button" class="le-button le-link" aria-label="Copy link" title="Copy a link to exactly this run at the step shown, changes and pins included">${icon("link", true)}<span>Copy link</span></button>
  </div>
  <div class="le-foot">
    <div class="le-pins"></div>
    <p class="le-hint" role="status"></p>
    <p class="le-idle">Change any setting while it plays: the run goes on from the step shown.</p>
  </div>`;

export class Player {
  constructor(parent) {
    this.root = document.createElement("section");
    this.root.className = "le-player";
    this.root.tabIndex = 0;
    this.root.setAttribute("role", "group");
    this.root.setAttribute("aria-label", "Player: Space plays and pauses, the arrow keys step");
    this.root.innerHTML = MARKUP;
    parent.appendChild(this.root);
    const find = (name) => this.root.querySelector(name);
    [this.sentence, this.play, this.scrubber, this.hint] = [".le-sentence", ".le-play", ".le-scrubber", ".le-hint"].map(find);
    this.speed = find("select");
    this.playing = false;
    this.reduced = window.matchMedia("(prefers-reduced-motion: reduce)");
    this.play.addEventListener("click", () => this.toggle());
    find(".le-back").addEventListener("click", () => this.seek(0));
    find(".le-step").addEventListener("click", () => this.stepBy(1));
    this.scrubber.addEventListener("input", () => this.seek(store.run.rowOf(Number(this.scrubber.value))));
    this.link = find(".le-link");
    this.link.addEventListener("click", () => this.copyLink());
    this.short = new Short(this.root, this.play);
    this.talk = new Talk(this);
    this.endless = find(".le-endless");
    this.endless.addEventListener("click", () => this.setEndless(!this.talk.endless));
    [this.undo, this.pin, this.pins] = [".le-undo", ".le-pin", ".le-pins"].map(find);
    this.undo.addEventListener("click", () => this.talk.say({ kind: "undo" }));
    this.pin.addEventListener("click", () => this.talk.say({ kind: "pin" }));
    this.root.addEventListener("keydown", (event) => this.keyed(event));
    this.frame = (time) => this.tick(time);
    this.showPlaying();
    store.player = this;
  }

  close() {
    this.pause();
    this.talk.close();
    this.short.close();
    if (store.player === this) store.player = null;
    this.root.remove();
  }

  update(component) {
    const { data } = component;
    this.data = data;
    this.colours = coloursOf(this.root.parentElement, data.palette);
    this.drawSentence();
    const opened = store.run === null;
    store.open(data.run, data);
    store.bring(data.brings);
    this.scrubber.max = store.run.lastStep;
    this.talk.hear(component, data, opened);
    this.showTalk();
    this.show();
    this.root.dataset.run = data.run;
  }

  get step() {
    return store.run.steps[store.row];
  }

  // Undo names what it takes back. Below stand, in a row that is always there, pinned runs and moved examples as chips that
  // can be taken off, and what was told last.
  showTalk() {
    const { undo, pins, can_pin: canPin, moved } = this.data.talk;
    this.undo.hidden = !undo;
    this.undo.title = `Undo: ${undo}`;
    this.undo.setAttribute("aria-label", `Undo: ${undo}`);
    this.pin.disabled = canPin !== "";
    this.pin.title = canPin || "Keep this run on the charts and race others against it";
    const stamp = JSON.stringify([pins, moved, this.colours.name]);
    if (this.pinned === stamp) return;
    this.pinned = stamp;
    this.pins.replaceChildren(...pins.map((pin, i) => pinChip(pin, i, this)), ...(moved ? [movedChip(moved, this)] : []));
  }

  setEndless(on) {
    this.talk.endless = on;
    this.endless.setAttribute("aria-pressed", String(on));
    this.tell(on ? "Keeps going past the end, until the cost settles." : "Stops at the end of the run.");
  }

  // The cost as a sentence: a number for each term, in the colour of its role.
  drawSentence() {
    const { terms } = this.data;
    const stamp = JSON.stringify([terms, this.colours.name]);
    if (this.stamp === stamp) return;
    this.stamp = stamp;
    this.sentence.replaceChildren();
    this.numbers = terms.map(({ column, label, sign, role }) => {
      const term = this.sentence.appendChild(document.createElement("span"));
      term.className = "le-term";
      term.style.color = colour(role, this.colours);
      if (sign) {
        const mark = term.appendChild(document.createElement("i"));
        mark.textContent = sign;
      }
      term.append(`${label} `);
      const number = term.appendChild(document.createElement("b"));
      number.dataset.readout = column;
      return number;
    });
    const where = this.sentence.appendChild(document.createElement("span"));
    where.className = "le-where";
    where.append("step ");
    this.stepNumber = where.appendChild(document.createElement("b"));
    this.stepNumber.dataset.readout = "step";
    this.total = where.appendChild(document.createElement("span"));
  }

  show() {
    const { run, row } = store;
    const step = run.steps[row];
    const values = this.data.terms.map(({ column }) => run.column(column)[row]);
    aligned(values, values[0]).forEach((text, i) => {
      this.numbers[i].textContent = text;
    });
    this.stepNumber.textContent = String(step);
    this.total.textContent = ` of ${run.lastStep}`;
    this.scrubber.value = step;
    this.scrubber.setAttribute("aria-valuetext", `step ${step} of ${run.lastStep}, cost ${figures(values[0])}`);
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
    if (ended && !(this.talk.endless && this.data.talk.more)) this.seek(0); // else it goes on from there
    this.playing = true;
    this.position = store.row;
    this.last = null;
    this.showPlaying();
    this.next();
  }

  next() {
    this.pending = requestAnimationFrame(this.frame);
  }

  pause() {
    cancelAnimationFrame(this.pending);
    this.playing = false;
    this.showPlaying();
    store.charts.forEach((chart) => chart.rest.stirred());
  }

  // At 1x each frame shows the next step. With reduced motion: ten stills, half a second apart.
  tick(time) {
    if (!this.playing || !this.root.isConnected) return;
    const end = store.run.length - 1;
    if (Math.floor(this.position) !== store.row) this.position = store.row;
    this.talk.look(end - this.position, this.reduced.matches ? end / STILLS / 30 : Number(this.speed.value));
    if (this.talk.held) {
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
    if (row < end || this.talk.goesOn) this.next();
    else this.ended();
  }

  ended() {
    this.pause();
    if (this.talk.endless && this.data.talk.rest) this.tell(this.data.talk.rest);
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
      this.tell(step ? `Link copied: it opens this run at step ${step}.` : "Link copied: it opens this run at its start.");
    } catch {
      window.prompt("Copy this link:", address);
    }
  }

  tell(text) {
    this.hint.textContent = text;
    clearTimeout(this.fading);
    this.fading = setTimeout(() => {
      this.hint.textContent = "";
    }, 4000);
  }
}
