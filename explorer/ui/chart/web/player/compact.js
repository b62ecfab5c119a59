// On a narrow or a low screen the player stays in view shorter once the page is scrolled: its numbers and its first row of buttons.
// It keeps its room, so that nothing moves; the rest is cut off, and let through to what lies below.

const NARROW = "(max-width: 640px), (max-height: 600px)";
const SCROLLED = 8; // pixels

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
    const short = this.narrow.matches && (page.scrollTop ?? window.scrollY) > SCROLLED;
    this.root.classList.toggle("le-short", short);
    if (!short) return;
    const spare = this.root.getBoundingClientRect().bottom - this.last.getBoundingClientRect().bottom - 6;
    this.root.style.setProperty("--le-spare", `${Math.max(0, Math.round(spare))}px`);
  }
}
