// What the stub calls for Streamlit: mount once for each place on the page, then pass on whatever is new.

import { Charts } from "./chart/charts.js";
import { startPage } from "./page/page.js";
import { Player } from "./player/player.js";

const KINDS = { charts: Charts, player: Player };
const mounted = new WeakMap();

// The stylesheet, once for the whole page. Charts wait for it, since it decides how large they are.
const styled = new Promise((resolve) => {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = new URL("./chart.css", import.meta.url).href;
  link.onload = resolve;
  link.onerror = resolve;
  document.head.appendChild(link);
});
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
