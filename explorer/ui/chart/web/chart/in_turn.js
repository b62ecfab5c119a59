// First pictures are drawn one after the other: each is painted before the next is drawn, so that the first comes early.

import { painted } from "../interaction/at_rest.js";

let turn = Promise.resolve();

export function inTurn(draw) {
  const drawn = turn.then(draw);
  turn = drawn.catch(() => null).then(painted);
  return drawn;
}
