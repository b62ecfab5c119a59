// What the stub calls for Streamlit: mount once for each place on the page, then pass on whatever is new.

import { Charts } from "./chart/charts.js";
import { Findings } from "./player/findings.js";
import { LessonList } from "./lesson/list.js";
import { LessonPanel } from "./lesson/panel.js";
import { Player } from "./player/player.js";

const KINDS = { charts: Charts, findings: Findings, lesson: LessonPanel, lessons: LessonList, player: Player };
const mounted = new WeakMap();

// The stylesheet: the document has it, unless it was opened before the server had this one. Charts wait for it,
// since it decides how large they are.
const styled = new Promise((resolve) => {
  const { href } = new URL("./chart.css", import.meta.url);
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
let ready = false;
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
