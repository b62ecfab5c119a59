// On a phone the sidebar lies over the page: it closes when another page is chosen in it, and by the Escape key.

import { focusOpener } from "./sidebar_focus.js";

const NARROW = "(max-width: 640px)";
const OPEN = '[data-testid="stSidebar"][data-collapsed="false"]';
const CLOSE = '[data-testid="stSidebarCollapseButton"] button';
const MENU = '[role="listbox"], [role="dialog"], [role="combobox"][aria-expanded="true"]';

export function closeDrawerOnChoice() {
  const narrow = window.matchMedia(NARROW);
  document.addEventListener("click", ({ target }) => {
    const link = target instanceof Element && target.closest('[data-testid="stSidebar"] a[href]');
    if (!link || !narrow.matches) return;
    setTimeout(close);
  });
  // Heard before what has the focus: a menu that is open is closed first, by itself.
  document.addEventListener("keydown", ({ key, target }) => {
    if (key !== "Escape" || !narrow.matches || !(target instanceof Element) || !target.closest(OPEN) || document.querySelector(MENU)) return;
    close();
    focusOpener();
  }, true);
}

function close() {
  document.querySelector(`${OPEN} ${CLOSE}`)?.click();
}
