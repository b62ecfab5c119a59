// What Streamlit calls: mount once for each place on the page, then pass on whatever is new.

import { Chart } from "./chart.js";
import { Player } from "./player.js";

const KINDS = { chart: Chart, player: Player };
const mounted = new WeakMap();

export function mount(component) {
  const place = component.parentElement.querySelector(".le-place");
  if (!mounted.has(place)) mounted.set(place, new KINDS[component.data.kind](place));
  mounted.get(place).update(component);
}

export function unmount(parentElement) {
  const place = parentElement.querySelector(".le-place");
  mounted.get(place)?.close();
  mounted.delete(place);
}
