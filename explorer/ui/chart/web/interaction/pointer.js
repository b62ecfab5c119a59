// Pressing, pulling and letting go in a chart, heard before plotly, which would start to zoom.

// `by` has press, pull, release and cancel, keeps `holds` while plotly is to hear nothing of a press, and `pulls` while it is
// to hear nothing of a move.
export function grip(body, by) {
  const on = (type, act) => body.addEventListener(type, act, { capture: true, passive: false });
  on("pointerdown", (event) => by.press(event));
  on("pointermove", (event) => by.pull(event));
  on("pointerup", (event) => by.release(event));
  on("pointercancel", () => by.cancel());
  ["mousedown", "touchstart"].forEach((type) => on(type, (event) => by.holds && keep(event)));
  on("mousemove", (event) => by.pulls && event.stopPropagation());
}

export function keep(event) {
  event.stopPropagation();
  event.preventDefault();
}

// Where an event is, in pixels of the chart's body.
export function pointIn(body, event) {
  const box = body.getBoundingClientRect();
  return [event.clientX - box.left, event.clientY - box.top];
}
