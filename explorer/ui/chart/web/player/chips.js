// What can be removed below the player: pinned runs, and examples that were moved.

import { dashOf } from "../core/dashes.js";
import { colour } from "../core/theme.js";

const SVG = "http://www.w3.org/2000/svg";

// A text with a button that calls `act`. Put in as text, never as markup.
function chip(text, button, label, act) {
  const node = document.createElement("li");
  node.className = "le-chip";
  const name = node.appendChild(document.createElement("span"));
  Object.assign(name, { textContent: text, title: text });
  const off = node.appendChild(document.createElement("button"));
  Object.assign(off, { type: "button", textContent: button, title: label });
  off.setAttribute("aria-label", label);
  off.addEventListener("click", act);
  return node;
}

const LONGEST = 40; // as in explorer/experiment/pinned_names.py

// Instead of the name a field for another one: Enter takes it, Escape leaves the name as it was.
function rename(button, name, send) {
  const field = document.createElement("input");
  Object.assign(field, { value: name, maxLength: LONGEST, className: "le-rename" });
  field.setAttribute("aria-label", `Name of the pinned run ${name}; empty for the usual one`);
  const back = () => {
    field.replaceWith(button);
    button.focus({ preventScroll: true });
  };
  field.addEventListener("keydown", (event) => {
    event.stopPropagation(); // the player has keys of its own
    if (event.key === "Escape") back();
    if (event.key !== "Enter") return;
    if (field.value !== name) send(field.value);
    back();
  });
  field.addEventListener("blur", () => field.isConnected && field.replaceWith(button));
  button.replaceWith(field);
  field.select();
}

// A pinned run by its name, behind a piece of its line.
export function pinChip({ name, colour: role, dash }, index, player) {
  const node = chip(name, "×", `Take off the pinned run ${name}`, () => player.server.send("unpin", { index }));
  const text = node.querySelector("span");
  const button = Object.assign(document.createElement("button"), { type: "button", className: "le-name", title: `${name}: rename` });
  button.setAttribute("aria-label", `Rename ${name}`);
  button.textContent = name;
  button.addEventListener("click", () => rename(button, name, (to) => player.server.send("rename", { index, name: to })));
  text.textContent = "";
  text.append(button);
  node.prepend(piece(colour(role, player.colours), dash));
  return node;
}

// A piece of a line with the dashes that it has in the charts.
function piece(paint, dash) {
  const svg = document.createElementNS(SVG, "svg");
  const line = svg.appendChild(document.createElementNS(SVG, "line"));
  Object.entries({ width: 34, height: 4, "aria-hidden": "true" }).forEach(([name, value]) => svg.setAttribute(name, value));
  Object.entries({ x2: 34, y1: 2, y2: 2, stroke: paint, "stroke-width": 2.5, "stroke-dasharray": dashOf(dash).join(" ") })
    .forEach(([name, value]) => line.setAttribute(name, value));
  return svg;
}

// How many examples are moved, and a button that restores them from the step shown on.
export function movedChip(count, player) {
  const [text, back] = count > 1 ? [`${count} examples are moved.`, "Put them back"] : ["1 example is moved.", "Put it back"];
  const node = chip(text, back, back, () => player.server.send("restore", { step: player.step }));
  node.classList.add("le-moved");
  return node;
}
