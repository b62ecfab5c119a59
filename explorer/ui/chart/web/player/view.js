// What of the page is in view when an order begins to play, and when the row of things to try comes.

import { store } from "../core/run.js";

const LOOK = 50; // milliseconds
const PATIENCE = 8000; // milliseconds after which it plays without the charts
const OPENINGS = ".st-key-openings"; // the row of things to try

const now = () => performance.now();
const drawn = () => store.charts.size > 0 && [...store.charts].every((chart) => chart.data && chart.settled && chart.ready);

// Calls `act` once `due` gives something, with that, while the player plays this run and is on the page.
function when(player, due, act) {
  const { run } = store;
  const until = now() + PATIENCE;
  const look = () => {
    if (!player.root.isConnected || store.run !== run) return;
    const found = due() || now() > until;
    if (found) act(found);
    else setTimeout(look, LOOK);
  };
  look();
}

// Plays once the charts of the run are on the screen. The focus, where the pressed button has gone, is on the player: Space
// pauses.
export function playWhenDrawn(player) {
  player.pause();
  when(player, drawn, () => {
    const leaves = document.activeElement?.closest(OPENINGS); // the row goes with what was pressed in it
    if (leaves || document.activeElement === document.body) player.root.focus({ preventScroll: true });
    player.start();
  });
}

// A part of the page comes into view once the charts are drawn; it is named by its key.
export function intoView(player, part) {
  const calm = player.reduced.matches ? "auto" : "smooth";
  when(player, () => drawn() && document.querySelector(`.st-key-${part}`), (found) => found.scrollIntoView?.({ block: "start", behavior: calm }));
}

// The row of things to try lies above the player, which stays in view while the page is scrolled.
export function showTop(root) {
  for (let node = root.parentElement; node; node = node.parentElement) if (node.scrollTop > 0) node.scrollTo({ top: 0 });
}
