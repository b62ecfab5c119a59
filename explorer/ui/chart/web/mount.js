// What the stub calls for Streamlit: mount once for each place on the page, then pass on whatever is new.

import { Charts } from "./chart/charts.js";
import { Findings } from "./player/findings.js";
import { LessonList } from "./lesson/list.js";
import { LessonPanel } from "./lesson/panel.js";
import { startPage } from "./page/page.js";
import { Player } from "./player/player.js";

const KINDS = { charts: Charts, findings: Findings, lesson: LessonPanel, lessons: LessonList, player: Player };
const mounted = new WeakMap();

// The stylesheets: the document has them, unless it was opened before the server had these. Charts wait for them,
// since they decide how large they are.
const sheet = (name) => new Promise((resolve) => {
  const { href } = new URL(name, import.meta.url);
  const link = document.createElement("link");
  if ([...document.styleSheets].some((sheet) => sheet.href === href)) {
    resolve();
    return;
  }
  link.rel = "stylesheet";
  link.href = href;
  link.onload = resolve;
  link.onerror = resolve;
  document.head.appendChild(link);
});
const styled = Promise.all(["./first_paint.css", "./page.css", "./player.css", "./chart.css", "./compare.css", "./access.css"].map(sheet));
let ready = false;
startPage();
styled.then(() => {
  ready = true;
});

export function mount(component) {
  if (ready) draw(component);
  else styled.then(() => draw(component));
}

function draw(component) {
  const place = component.parentElement.querySelector(".le-place");
  if (!place || place.gone) return;
  if (!mounted.has(place)) mounted.set(place, new KINDS[component.data.kind](place));
  mounted.get(place).update(component);
}

export function unmount(parentElement) {
  const place = parentElement.querySelector(".le-place");
  if (!place) return;
  mounted.get(place)?.close();
  mounted.delete(place);
}
