// Pointer and keys in a chart: press, move and release, handled before plotly, which would start to zoom; and keys.

// `by` has press, move, release and cancel, keeps `holdsPress` while plotly is not to see a press, and `holdsMove` while it is
// not to see a move.
export function onPointer(body, by) {
  const on = (type, act) => body.addEventListener(type, act, { capture: true, passive: false });
  on("pointerdown", (event) => by.press(event));
  on("pointermove", (event) => by.move(event));
  on("pointerup", (event) => by.release(event));
  on("pointercancel", () => by.cancel());
  ["mousedown", "touchstart"].forEach((type) => on(type, (event) => by.holdsPress && keep(event)));
  on("mousemove", (event) => by.holdsMove && event.stopPropagation());
}

// `keysOf` gives what each key does at this event, by the key's name.
export function onKeys(body, keysOf, taken = (event) => event.preventDefault()) {
  body.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const act = keysOf(event)?.[event.key];
    if (!act) return;
    taken(event);
    act();
  });
}

// Whether there is a finger, and no pointer.
export const coarse = () => window.matchMedia("(pointer: coarse)").matches;

export function keep(event) {
  event.stopPropagation();
  event.preventDefault();
}

// Where an event is, in pixels of the chart's body.
export function pointIn(body, event) {
  const box = body.getBoundingClientRect();
  return [event.clientX - box.left, event.clientY - box.top];
}
