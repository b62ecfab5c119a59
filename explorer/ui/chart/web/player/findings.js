// What is told of a run, as it comes from the server behind the run itself: it draws nothing, and hands it to the player.

import { store } from "../core/run.js";

export class Findings {
  update({ data }) {
    this.data = data;
    store.findings = data;
    store.player?.findings.show();
  }

  close() {
    if (store.findings === this.data) store.findings = null; // else another page's have come
  }
}

// What is told at a step: the lowest rank first, of one kind the latest alone. As `at_step` of explorer/findings/base.py.
export function atStep({ kinds, found }, step, most = 2) {
  const latest = new Map();
  found.forEach((one) => one.first <= step && step <= one.last && latest.set(one.kind, one));
  return [...latest.values()].sort((a, b) => kinds[a.kind].rank - kinds[b.kind].rank).slice(0, most);
}
