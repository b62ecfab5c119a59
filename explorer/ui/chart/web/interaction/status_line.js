// The line below a chart: facts about the item picked in it, and the keys that work there. Facts that change all the time, as they
// do while the run plays, are told to a screen reader once they rest.

import { element } from "../core/dom.js";

const RESTS = 500; // milliseconds

function tellAtRest(status, line) {
  const told = element("span", "le-unseen", line, { role: "status" });
  let timer = 0;
  new MutationObserver(() => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      told.textContent = status.textContent;
    }, RESTS);
  }).observe(status, { childList: true, characterData: true, subtree: true });
}

export function statusLine(below) {
  const line = below.appendChild(document.createElement("div"));
  const [status, keys] = ["le-status", "le-keys"].map((className) => {
    const part = line.appendChild(document.createElement("span"));
    part.className = className;
    return part;
  });
  status.setAttribute("aria-hidden", "true"); // it is told at rest
  tellAtRest(status, line);
  keys.setAttribute("aria-hidden", "true");
  return [status, keys];
}

// Removes the aria attributes of a chart in which items could be picked, and the line below it.
export function removeStatus({ body, below, head }) {
  head.named(null);
  [...body.attributes].map(({ name }) => name).filter((name) => name === "tabindex" || name === "role" || name.startsWith("aria-"))
    .forEach((name) => body.removeAttribute(name));
  below.replaceChildren();
}
