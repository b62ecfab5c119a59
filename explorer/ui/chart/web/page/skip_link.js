// The first stops of the Tab key: links past what comes first, to the lesson that is open, to the player or, on a page without one, to its text, and to the
// settings in the sidebar, which come last.

import { LESSON, panel } from "./arrival.js";
import { focusSettings } from "./sidebar_focus.js";

const PLAYER = "le-player";
const MAIN = '[data-testid="stMain"]';
const SETTINGS = '[data-testid="stSidebar"]';

function linkIn(bar, act) {
  const link = bar.appendChild(document.createElement("a"));
  link.className = "le-skip";
  link.addEventListener("click", (event) => {
    event.preventDefault(); // the address is the run's
    act();
  });
  return link;
}

// A change of a link is a change of the page.
function name(link, text, id) {
  if (link.textContent === text) return;
  link.href = `#${id}`;
  link.textContent = text;
}

export function skipLinks() {
  const bar = document.createElement("nav");
  bar.setAttribute("aria-label", "Skip");
  const lesson = linkIn(bar, () => panel()?.focus());
  const target = () => document.getElementById(PLAYER) ?? document.querySelector(MAIN);
  const past = linkIn(bar, () => {
    const to = target();
    if (to.tabIndex < 0) to.tabIndex = -1;
    to.focus();
  });
  const settings = linkIn(bar, focusSettings);
  const look = () => {
    const own = document.querySelector(LESSON);
    lesson.hidden = !own;
    if (own) {
      own.id ||= "le-lesson";
      name(lesson, "Skip to the lesson", own.id);
    }
    const to = target();
    if (!to) return;
    to.id ||= "le-page";
    name(past, to.id === PLAYER ? "Skip to the player" : "Skip to the page", to.id);
    const sidebar = document.querySelector(SETTINGS);
    settings.hidden = !sidebar;
    if (!sidebar) return;
    sidebar.id ||= "le-settings";
    name(settings, "Skip to the settings", sidebar.id);
  };
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
  look();
  document.body.prepend(bar);
}
