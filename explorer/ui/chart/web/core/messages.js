// What the page sends to its server: messages of the kinds below, numbered, in a list that holds the latest ones.
//
// The server reads the list when it can, which may be after several messages; it leaves out those whose number it
// has handled already. So nothing that was sent while it was busy is lost. explorer/ui/chart/inbox.py decodes them.

export const KINDS = {
  shown: ["step"], // the step on the screen, ahead of a change by a control
  answer: ["question", "step"], // at which step the settings that were asked for are to hold
  undo: [],
  reset: [], // back to the run that was there at first
  more: [], // the run is to go on past its end
  pin: [],
  unpin: ["index"],
  examples: [], // the row of things to try is to come, or to go
  rename: ["index", "name"], // an empty name is the usual one
  restore: ["step"], // all moved examples are put back
  finding: ["name", "finding", "press", "step"], // a press beside a finding
  hint: [], // a visitor has been at a lesson's task for a while
  look: [], // the picture that a lesson is about is to come
  menu: ["name", "value"], // a menu in a chart's head
  example: ["example"], // an example was picked
  picked: ["name", "index"], // one of the places that the picture of that name offers
  moved: ["example", "step", "x", "y"], // an example was moved, along the axes that are given
  flipped: ["example", "step"], // an example is to change its class
  strength: ["strength", "step"],
  cursor: ["place"], // [x, y], or null where it was taken off
  range: ["window"], // [x0, x1, y0, y1], or null for the whole
  aspect: ["ratio"], // how wide planes with equal axes are for their height, where the picture is not
  rest: ["step"], // the player has come to rest
  refine: ["stamp"], // this picture is on the screen, and a finer one may follow
  flat: [], // this browser cannot draw in 3-D
};

const MOST = 32;
let last = 0;

// Numbers rise over the life of a session, even where the page's modules are loaded anew.
const next = () => (last = Math.max(last + 1, Date.now()));

// The messages of one component of the page.
export class Outbox {
  constructor() {
    this.messages = [];
  }

  // Sends a message through the component. Gives its number.
  send(component, kind, fields = {}) {
    const number = next();
    // Of steps shown one after the other only the last counts: a long drag pushes nothing else out of the list.
    const before = kind === "shown" && this.messages.at(-1)?.kind === "shown" ? this.messages.slice(0, -1) : this.messages;
    this.messages = [...before, { ...fields, kind, number }].slice(-MOST);
    component.setStateValue("messages", this.messages);
    return number;
  }
}
