// The line below a chart: what is told of what is picked in it, and which keys do something there.

export function toldLine(below) {
  const line = below.appendChild(document.createElement("div"));
  const [told, keys] = ["le-told", "le-keys"].map((className) => {
    const part = line.appendChild(document.createElement("span"));
    part.className = className;
    return part;
  });
  told.setAttribute("role", "status");
  keys.setAttribute("aria-hidden", "true");
  return [told, keys];
}

// Takes back what was said of a chart in whose body something could be picked, and the line below it.
export function bare({ body, below }) {
  [...body.attributes].map(({ name }) => name).filter((name) => name === "tabindex" || name === "role" || name.startsWith("aria-"))
    .forEach((name) => body.removeAttribute(name));
  below.replaceChildren();
}
