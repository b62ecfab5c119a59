// On a small screen the panel of a lesson stays in view as its task alone once the page is scrolled: the player moves up to the
// task, and what lies behind the player is cut off, with an edge. The panel keeps its room, so that nothing else moves.

const SMALL = "(max-width: 640px) and (min-height: 480px), (min-width: 641px) and (min-height: 360px) and (max-height: 599px)";
const GAP = 4; // below the text, and before the player
const MOST = 0.25; // of the window's height

export class Slim {
  constructor(panel) {
    Object.assign(this, { panel, small: window.matchMedia(SMALL) });
    this.onScroll = ({ target }) => target.contains(this.panel) && this.cut();
    document.addEventListener("scroll", this.onScroll, { capture: true, passive: true });
  }

  close() {
    document.removeEventListener("scroll", this.onScroll, { capture: true });
    delete document.documentElement.dataset.leSlim;
    document.documentElement.style.removeProperty("--le-lesson-cut");
  }

  // How high the task alone is; null where there is room for all of the panel.
  get height() {
    const text = this.panel.querySelector('[data-testid="stMarkdownContainer"]');
    if (!this.small.matches || !text) return null;
    const height = text.getBoundingClientRect().bottom - this.panel.getBoundingClientRect().top + GAP;
    return Math.round(Math.min(height, MOST * window.innerHeight)) + GAP;
  }

  // As much as the player has moved over it.
  cut() {
    const player = document.querySelector(".le-player");
    const over = this.small.matches && player ? this.panel.getBoundingClientRect().bottom - player.getBoundingClientRect().top + GAP : 0;
    document.documentElement.toggleAttribute("data-le-slim", over > GAP);
    document.documentElement.style.setProperty("--le-lesson-cut", `${Math.max(0, Math.round(over))}px`);
  }
}
