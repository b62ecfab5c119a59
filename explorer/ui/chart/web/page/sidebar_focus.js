// Where the sidebar is opened by key the focus goes to the first of its controls, and where it is closed, to what opens it again.

import { STOPS, seen } from "./stops.js";

const OPEN = '[data-testid="stExpandSidebarButton"]';
const CLOSE = '[data-testid="stSidebarCollapseButton"]';
const CONTROLS = '[data-testid="stSidebar"][data-collapsed="false"] [data-testid="stSidebarUserContent"]';
const HELP = '[data-testid="stTooltipHoverTarget"] *';
const LOOK = 50; // milliseconds
const TRIES = 20;

const first = () => [...(document.querySelector(CONTROLS)?.querySelectorAll(STOPS) ?? [])].find((node) => seen(node) && !node.matches(HELP));
const opener = () => document.querySelector(OPEN);

function focusOn(find, tries) {
  const to = find();
  if (to) to.focus({ preventScroll: true }); // it is on its way into view
  else if (tries) setTimeout(() => focusOn(find, tries - 1), LOOK);
}

// To the first of the settings, where the sidebar is closed once it has opened.
export function focusSettings() {
  opener()?.click();
  focusOn(first, TRIES);
}

// To what opens the sidebar again, once that is there.
export function focusOpener() {
  setTimeout(() => focusOn(opener, TRIES), LOOK);
}

export function followSidebar() {
  document.addEventListener("click", ({ target, detail, isTrusted }) => {
    if (detail > 0 || !isTrusted || !(target instanceof Element)) return;
    if (target.closest(OPEN)) setTimeout(() => focusOn(first, TRIES), LOOK);
    else if (target.closest(CLOSE)) focusOpener();
  }, true);
}
