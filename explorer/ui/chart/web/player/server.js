// What the page's server and the player tell each other: which step is shown, what to undo, when the run must go on.

const AHEAD = 90; // frames before the end at which the next chunk is asked for
const OFTEN = 80; // milliseconds between two words about the step while a control is dragged
const CONTROLS = '[data-testid="stSidebar"], button, input, [role="slider"], [role="combobox"], [role="option"], [role="radio"]';
const APART = ".le-player, .le-plane, .le-ruled, .st-key-worked, .st-key-at_cursor"; // these change nothing of the run, or begin a new one
const LOST = 10000; // milliseconds after which an unanswered wish is made again
const PATIENCE = 3000; // milliseconds that the picture waits for the answer to a change

const EVENTS = ["pointerdown", "pointermove", "pointerup", "click", "keydown"];

export class Talk {
  constructor(player) {
    this.player = player;
    this.asked = 0;
    this.ordered = null;
    this.endless = false;
    this.told = null;
    this.touched = (event) => this.tellStep(event);
    EVENTS.forEach((name) => document.addEventListener(name, this.touched, { capture: true, passive: true }));
  }

  close() {
    this.release();
    EVENTS.forEach((name) => document.removeEventListener(name, this.touched, { capture: true }));
  }

  // A control is touched: whatever it changes holds from the step on the screen, so that is told ahead of the change.
  tellStep(event) {
    if (event.type === "pointermove" && (!event.buttons || event.timeStamp - this.spoke < OFTEN)) return;
    const on = event.target instanceof Element ? event.target : document.body;
    if (!this.component || on.closest(APART) || !on.closest(CONTROLS)) return;
    const { step } = this.player;
    if (step === this.told) return;
    this.told = step;
    this.spoke = event.timeStamp;
    this.component.setStateValue("at", step);
  }

  // New data: an open question is answered, an order followed, once each. A player that comes to a page later finds an order
  // that was followed long before; one with which the page was ``opened`` has it to follow.
  hear(component, head, opened) {
    this.component = component;
    const talk = head.talk;
    const old = this.ordered === null && !opened;
    this.now = talk;
    if (this.run !== head.run || talk.order !== this.ordered || !talk.more) this.waiting = false;
    this.run = head.run;
    if (talk.order !== this.ordered && !old) {
      if (talk.seek !== null) this.player.seekStep(talk.seek);
      if (talk.said) this.player.tell(talk.said);
    }
    this.ordered = talk.order;
    if (talk.ask && talk.ask !== this.asked) {
      this.asked = talk.ask;
      this.hold();
      this.say({ kind: "answer", number: talk.ask, step: this.player.step });
    }
    if (!talk.ask) this.release();
  }

  say(did) {
    this.component.setTriggerValue("did", did);
  }

  // The picture stands still until the run that goes on from it has come.
  hold() {
    this.held = true;
    clearTimeout(this.giveUp);
    this.giveUp = setTimeout(() => this.release(), PATIENCE);
  }

  release() {
    clearTimeout(this.giveUp);
    this.held = false;
  }

  // While it plays without end: whether the next chunk is due, so that it is here before this one ends.
  look(rowsLeft, rowsAFrame) {
    if (!this.endless || !this.now.more || this.waiting || this.held) return;
    if (rowsLeft > AHEAD * rowsAFrame) return;
    this.waiting = true;
    setTimeout(() => {
      this.waiting = false; // it was lost on its way: ask again
    }, LOST);
    this.say({ kind: "more" });
  }

  // Whether the end of what is here is not the end: the next chunk is on its way.
  get goesOn() {
    return this.endless && (this.waiting || this.held);
  }
}
