// Where what has the focus is taken off the page, the focus goes to what follows in its place, not to the top of the page.

const WAIT = 250; // milliseconds: until then the page may have put the focus somewhere itself
const STOPS = 'a[href], button:not([disabled]), input:not([disabled]), select:not([disabled]), textarea:not([disabled]), [tabindex]:not([tabindex="-1"])';

const seen = (node) => node.getClientRects().length > 0 && getComputedStyle(node).visibility !== "hidden";
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

export function keepFocus() {
  let [last, trail, byKey, waiting] = [null, [], false, false];
  document.addEventListener("keydown", () => (byKey = true), true);
  document.addEventListener("pointerdown", () => (byKey = false), true);
  document.addEventListener("focusin", ({ target }) => {
    [last, trail] = [target, trailOf(target)];
  }, true);
  const look = () => {
    waiting = false;
    if (!byKey || !last || last.isConnected || document.activeElement !== document.body) return;
    following(trail)?.focus({ preventScroll: false });
  };
  new MutationObserver(() => {
    if (waiting || !last || last.isConnected) return;
    waiting = true;
    setTimeout(look, WAIT);
  }).observe(document.body, { childList: true, subtree: true });
}
