// What can be removed below the player: pinned runs, and examples that were moved.

import { colour } from "../core/theme.js";

// A text with a button that calls `act`. Put in as text, never as markup.
function chip(text, button, label, act) {
  const node = document.createElement("span");
  node.className = "le-chip";
  const name = node.appendChild(document.createElement("span"));
  Object.assign(name, { textContent: text, title: text });
  const off = node.appendChild(document.createElement("button"));
  Object.assign(off, { type: "button", textContent: button, title: label });
  off.setAttribute("aria-label", label);
  off.addEventListener("click", act);
  return node;
}

// A pinned run by its name, behind a piece of its line.
export function pinChip({ name, colour: role, dash }, index, player) {
  const node = chip(name, "×", `Take off the pinned run ${name}`, () => player.server.send("unpin", { index }));
  const line = document.createElement("i");
  line.style.borderTopColor = colour(role, player.colours);
  line.style.borderTopStyle = dash === "solid" ? "solid" : dash.includes("dot") ? "dotted" : "dashed";
  node.prepend(line);
  return node;
}

// How many examples are moved, and a button that restores them from the step shown on.
export function movedChip(count, player) {
  const [text, back] = count > 1 ? [`${count} examples are moved.`, "Put them back"] : ["1 example is moved.", "Put it back"];
  const node = chip(text, back, back, () => player.server.send("restore", { step: player.step }));
  node.classList.add("le-moved");
  return node;
}
