// The text of the line below a chart: how its examples are selected and moved.

const KEYS = {
  select: "← → select",
  move: "Enter moves",
  flip: "Delete changes the class",
  moving: "Arrows move it, with Shift 5 times as far · Enter applies · Esc cancels",
};
const TOUCH = "Tap an example, then drag it.";

// `can` has move and flip; `moving`, `coarse` (a finger, no pointer) and `focused` say how things are.
export function hint(can, { moving, coarse, focused }) {
  if (moving) return KEYS.moving;
  if (coarse) return can.move ? TOUCH : "";
  const keys = [KEYS.select, can.move && KEYS.move, can.flip && KEYS.flip].filter(Boolean).join(" · ");
  if (focused) return keys;
  return can.move ? `Drag an example, or use keys: ${keys}` : `Click an example, or use keys: ${keys}`;
}
