// On the list of lessons: how many are done, where to go on, and a mark at each that is begun.

import { element } from "../core/dom.js";
import { isKept, onChange, progress } from "./progress.js";

export class LessonList {
  constructor(parent) {
    this.root = element("p", "le-lessons", parent);
    this.stop = onChange(() => this.show());
    this.cards = new MutationObserver(() => this.mark()); // the cards may come later than this
    this.cards.observe(document.body, { childList: true, subtree: true });
  }

  update({ data }) {
    this.lessons = data.lessons;
    this.show();
  }

  close() {
    this.stop();
    this.cards.disconnect();
    this.root.remove();
  }

  show() {
    const kept = progress();
    const done = this.lessons.filter(({ id }) => kept[id]?.done).length;
    this.root.replaceChildren(`${done} of ${this.lessons.length} done.`);
    if (!isKept()) this.root.append(" This browser keeps no progress.");
    const next = this.lessons.find(({ id }) => kept[id]?.at && !kept[id].done) ?? (done ? this.lessons.find(({ id }) => !kept[id]?.done) : null);
    if (next) {
      this.root.append(" ");
      const link = element("a", "", this.root, { href: next.addresses[kept[next.id]?.at ?? 0], target: "_self" });
      link.textContent = `Next: ${next.name}`;
    }
    this.mark();
  }

  mark() {
    const kept = progress();
    document.querySelectorAll("[data-lesson]").forEach((place) => {
      const one = kept[place.dataset.lesson];
      const tasks = Number(place.dataset.tasks);
      const text = !one ? "" : one.done ? "✓ Done" : `At task ${Math.min(one.at + 1, tasks)} of ${tasks}`;
      if (place.textContent !== text) place.textContent = text;
      place.classList.toggle("le-done", Boolean(one?.done));
    });
  }
}
