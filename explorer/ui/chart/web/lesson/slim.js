// On a small screen the panel of a lesson stays in view as its task alone once the page is scrolled. It keeps its room, so that
// nothing moves; the rest is cut off.

const SMALL = "(max-width: 640px) and (min-height: 480px), (min-width: 641px) and (min-height: 360px) and (max-height: 599px)";
const SCROLLED = 8; // pixels
const GAP = 4; // below the text
const MOST = 0.25; // of the window's height

export class Slim {
  constructor(panel) {
    Object.assign(this, { panel, small: window.matchMedia(SMALL) });
    this.onScroll = ({ target }) => this.scrolled(target);
    document.addEventListener("scroll", this.onScroll, { capture: true, passive: true });
  }

  close() {
    document.removeEventListener("scroll", this.onScroll, { capture: true });
    delete document.documentElement.dataset.leSlim;
  }

  // How high the task alone is; null where there is room for all of the panel.
  get height() {
    const text = this.panel.querySelector('[data-testid="stMarkdownContainer"]');
    if (!this.small.matches || !text) return null;
    const height = text.getBoundingClientRect().bottom - this.panel.getBoundingClientRect().top + GAP;
    return Math.round(Math.min(height, MOST * window.innerHeight));
  }

  scrolled(page) {
    if (!page.contains(this.panel)) return;
    const slim = this.small.matches && (page.scrollTop ?? window.scrollY) > SCROLLED;
    document.documentElement.toggleAttribute("data-le-slim", slim);
  }
}
