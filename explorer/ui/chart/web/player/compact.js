// On a narrow or a low screen the player stays in view shorter once the page is scrolled: its numbers and its first row of buttons.
// It keeps its room, so that nothing moves; what the page has moved over of the rest is cut off, and let through to what lies below.

const NARROW = "(max-width: 640px), (max-height: 600px)";
const BELOW = 6; // pixels below the last element that stays
const FLOATS = ["absolute", "fixed", "sticky"];

// What comes after an element on the page.
function after(root) {
  let node = root;
  while (node && !node.matches('[data-testid="stVerticalBlock"] > :has(> .st-key-player)')) node = node.parentElement;
  do node = node?.nextElementSibling;
  while (node && (!node.offsetHeight || FLOATS.includes(getComputedStyle(node).position)));
  return node;
}

export class Compact {
  constructor(root, last) {
    Object.assign(this, { root, last, narrow: window.matchMedia(NARROW) });
    this.onScroll = (event) => this.scrolled(event.target);
    document.addEventListener("scroll", this.onScroll, { capture: true, passive: true });
  }

  close() {
    document.removeEventListener("scroll", this.onScroll, { capture: true });
  }

  // The page that holds the player was scrolled: `last` is the last element that stays visible.
  scrolled(page) {
    if (!page.contains(this.root)) return;
    const bottom = (node) => node.getBoundingClientRect().bottom;
    const over = bottom(this.root) - (after(this.root)?.getBoundingClientRect().top ?? Infinity);
    const short = this.narrow.matches && over > 0;
    this.root.classList.toggle("le-short", short);
    if (!short) return;
    const spare = bottom(this.root) - bottom(this.last) - BELOW;
    this.root.style.setProperty("--le-spare", `${Math.max(0, Math.round(Math.min(over, spare)))}px`);
  }
}
