// Why a run that went on until it settles has ended: told for as long as its end is shown.

import { store } from "../core/run.js";

export class EndTold {
  constructor(player) {
    this.player = player;
    this.run = null; // whose end is told
  }

  tell(reason) {
    this.player.announce(`Ended at step ${this.player.step}. ${reason}`, true);
    this.run = store.run;
  }

  // Another step is shown, or another run.
  follow() {
    if (!this.run || (this.run === store.run && store.shownStep >= this.run.lastStep)) return;
    const told = this.player.toldOf === this.run; // nothing else was announced since
    this.run = null;
    if (told) this.player.announce("");
  }
}
