// The line below a chart: facts about the item picked in it, and the keys that work there.

export function statusLine(below) {
  const line = below.appendChild(document.createElement("div"));
  const [status, keys] = ["le-status", "le-keys"].map((className) => {
    const part = line.appendChild(document.createElement("span"));
    part.className = className;
    return part;
  });
  status.setAttribute("role", "status");
  keys.setAttribute("aria-hidden", "true");
  return [status, keys];
}

// Removes the aria attributes of a chart in which items could be picked, and the line below it.
export function removeStatus({ body, below }) {
  [...body.attributes].map(({ name }) => name).filter((name) => name === "tabindex" || name === "role" || name.startsWith("aria-"))
    .forEach((name) => body.removeAttribute(name));
  below.replaceChildren();
}
