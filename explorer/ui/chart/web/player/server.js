// The player's side of what it exchanges with the page's server: the step shown, what to undo, when the run must go on.

import { Outbox } from "../core/messages.js";
import { intoView, playWhenDrawn } from "./view.js";

const AHEAD = 90; // frames before the end at which the next chunk is asked for
const OFTEN = 80; // milliseconds between two messages about the step while a control is dragged
const CONTROLS = '[data-testid="stSidebar"], button, input, [role="slider"], [role="combobox"], [role="option"], [role="radio"]';
// What is pressed in these does not change the run, or starts a new one.
const SEPARATE = ".le-player, .le-plane, .le-has-strength, .st-key-worked, .st-key-at_cursor";
const LOST = 10000; // milliseconds after which an unanswered request is repeated
const PATIENCE = 3000; // milliseconds that the picture waits for the answer to a change

const APP = '[data-testid="stApp"]';
const CONNECTION = "data-test-connection-state"; // of the app: Streamlit's name for the state of the socket

// The last order that was followed. A player that comes to a page later finds one that was followed long before.
let followed = null;

const EVENTS = ["pointerdown", "pointermove", "pointerup", "click", "keydown"];

export class Server {
  constructor(player) {
    this.player = player;
    this.asked = 0;
    this.endless = false;
    this.sentStep = null;
    this.outbox = new Outbox();
    this.touched = (event) => this.sendStep(event);
    EVENTS.forEach((name) => document.addEventListener(name, this.touched, { capture: true, passive: true }));
    const app = document.querySelector(APP);
    this.connection = new MutationObserver(() => app.getAttribute(CONNECTION) === "CONNECTED" && this.reconnected());
    if (app) this.connection.observe(app, { attributeFilter: [CONNECTION] });
  }

  close() {
    this.release();
    this.connection.disconnect();
    EVENTS.forEach((name) => document.removeEventListener(name, this.touched, { capture: true }));
  }

  // A control is touched: whatever it changes holds from the step on the screen, so that step is sent ahead of the change.
  sendStep(event) {
    if (event.type === "pointermove" && (!event.buttons || event.timeStamp - this.sentAt < OFTEN)) return;
    const on = event.target instanceof Element ? event.target : document.body;
    if (!this.component || on.closest(SEPARATE) || !on.closest(CONTROLS)) return;
    if (this.player.step !== this.sentStep) this.sendShown(event.timeStamp);
  }

  sendShown(time) {
    const { step } = this.player;
    this.sentStep = step;
    this.sentAt = time;
    this.send("shown", { step });
  }

  // The socket was cut and is back. If that took long, the server has forgotten the session and begins one with the first message
  // it gets, whose controls it sets to the address: let that be this message, not a visitor's change, which would be lost.
  reconnected() {
    this.waiting = false;
    if (this.component) this.sendShown(performance.now());
  }

  // New data: an open question is answered, an order followed, once each.
  receive(component, head) {
    this.component = component;
    const { state } = head;
    this.now = state;
    if (this.run !== head.run || state.order !== followed || !state.more) this.waiting = false;
    this.run = head.run;
    if (state.order !== followed) {
      if (state.seek !== null) this.player.seekStep(state.seek);
      if (state.say) this.player.announce(state.say, Boolean(state.play || state.part));
      if (state.play) playWhenDrawn(this.player);
      if (state.part) intoView(this.player, state.part);
    }
    followed = state.order;
    if (state.ask && state.ask !== this.asked) {
      this.asked = state.ask;
      this.hold();
      this.send("answer", { question: state.ask, step: this.player.step });
    }
    if (!state.ask) this.release();
  }

  send(kind, fields) {
    this.outbox.send(this.component, kind, fields);
  }

  // The playhead stops until the continued run has come.
  hold() {
    this.held = true;
    clearTimeout(this.giveUp);
    this.giveUp = setTimeout(() => this.release(), PATIENCE);
  }

  release() {
    clearTimeout(this.giveUp);
    this.held = false;
  }

  // While it plays without end: whether the next chunk is due, so that it arrives before this one ends. `left` are seconds of
  // the run, `aFrame` those that a frame plays.
  askAhead(left, aFrame) {
    if (!this.endless || !this.now.more || this.waiting || this.held) return;
    if (left > AHEAD * aFrame) return;
    this.waiting = true;
    setTimeout(() => {
      this.waiting = false; // the request was lost: ask again
    }, LOST);
    this.send("more");
  }

  // Whether the end of what is here is not the end: the next chunk was requested.
  get goesOn() {
    return this.endless && (this.waiting || this.held);
  }
}
