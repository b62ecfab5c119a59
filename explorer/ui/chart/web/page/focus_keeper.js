// Where what has the focus is taken off the page, the focus goes to what follows in its place, not to the top of the page.

import { heading, LESSON, onTheWay, panel } from "./arrival.js";
import { STOPS, seen } from "./stops.js";

const ALL = '[data-testid="stMainBlockContainer"] > [data-testid="stVerticalBlock"]'; // all of a page: its parts have little to do with each other
const PLAY = ".le-play";
const WAIT = 250; // milliseconds: until then the page may have put the focus somewhere itself
const stopsIn = (root) => [root, ...root.querySelectorAll(STOPS)].filter((node) => node.matches(STOPS) && seen(node));

// What follows the element that was removed: `trail` has, from the inside out, each ancestor with what came behind and before.
export function following(trail) {
  for (const { parent, next, before } of trail) {
    if (!parent.isConnected) continue;
    const behind = next.filter((node) => node.isConnected && node.parentElement === parent).flatMap(stopsIn);
    if (behind.length) return behind[0];
    const ahead = before.filter((node) => node.isConnected && node.parentElement === parent).flatMap(stopsIn);
    if (ahead.length) return ahead.at(-1);
    const inside = stopsIn(parent).filter((node) => node !== parent);
    if (inside.length) return inside[0];
  }
  return null;
}

function trailOf(node) {
  const trail = [];
  for (let child = node; child.parentElement; child = child.parentElement) {
    const siblings = [...child.parentElement.children];
    const at = siblings.indexOf(child);
    trail.push({ parent: child.parentElement, next: siblings.slice(at + 1), before: siblings.slice(0, at) });
  }
  return trail;
}

// Where the focus goes when what had it is gone: to the lesson's panel from within it, else to what follows in the same part of
// the page, else to Play, which is what a pressed button was about, or on a page without a player to its heading.
export function home(trail, inLesson) {
  if (inLesson && panel()) return panel();
  const end = trail.findIndex(({ parent }) => parent.matches(ALL));
  return following(end < 0 ? trail : trail.slice(0, end)) ?? document.querySelector(PLAY) ?? heading();
}

export function keepFocus() {
  let [last, trail, inLesson, byKey, waiting] = [null, [], false, false, false];
  document.addEventListener("keydown", () => (byKey = true), true);
  document.addEventListener("pointerdown", () => (byKey = false), true);
  document.addEventListener("focusin", ({ target }) => {
    [last, trail, inLesson] = [target, trailOf(target), target.closest(LESSON) !== null];
  }, true);
  const look = () => {
    waiting = false;
    if (!byKey || onTheWay() || !last || last.isConnected || document.activeElement !== document.body) return;
    home(trail, inLesson)?.focus({ preventScroll: false });
  };
  new MutationObserver(() => {
    if (waiting || !last || last.isConnected) return;
    waiting = true;
    setTimeout(look, WAIT);
  }).observe(document.body, { childList: true, subtree: true });
}
