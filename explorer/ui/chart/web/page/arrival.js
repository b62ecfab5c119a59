// Where a link is followed by key to another page, the focus goes to that page: to its heading, or to the panel of its lesson.

export const LESSON = ".st-key-lesson";
const HEADING = ".le-heading";
const LINK = '[data-testid="stPageLink-NavLink"], [data-testid="stTopNavLink"], [data-testid="stSidebarNavLink"]';
const ASKS = ["lesson", "try"]; // parts of a link: a lesson has a panel, and what is to be tried puts the focus on the player
const LOOK = 50; // milliseconds
const PATIENCE = 20000; // milliseconds: a page may come slowly

let looking = 0;

// That a link was followed, and its page is not there yet.
export const onTheWay = () => looking !== 0;

function focusable(node) {
  if (node && node.tabIndex < 0 && !node.hasAttribute("tabindex")) node.tabIndex = -1;
  return node;
}

export const heading = () => focusable(document.querySelector(HEADING));
export const panel = () => focusable(document.querySelector(LESSON));

function stop() {
  clearTimeout(looking);
  looking = 0;
}

// Until the heading is that of the other page; a lesson's panel comes a little later.
function arrive(before, [lesson, plays], until) {
  looking = 0;
  const there = heading();
  const come = there && there.textContent !== before;
  const to = lesson ? panel() : there;
  if (come && plays) return;
  if (come && to) to.focus({ preventScroll: false });
  else if (performance.now() < until) looking = setTimeout(() => arrive(before, [lesson, plays], until), LOOK);
  else if (document.activeElement === document.body) there?.focus();
}

export function followLinks() {
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest(LINK);
    if (!link || event.detail > 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    stop();
    const query = new URL(link.href).searchParams;
    const before = document.querySelector(HEADING)?.textContent;
    looking = setTimeout(() => arrive(before, ASKS.map((name) => query.has(name)), performance.now() + PATIENCE), LOOK);
  }, true);
  document.addEventListener("pointerdown", stop, true);
  document.addEventListener("keydown", ({ key }) => key === "Tab" && stop(), true); // the visitor goes on
}
