// The line below a chart: what is known of what is picked in it, and which keys do something there.

export function statusLine(below) {
  const line = below.appendChild(document.createElement("div"));
  const [status, keys] = ["le-told", "le-keys"].map((className) => {
    const part = line.appendChild(document.createElement("span"));
    part.className = className;
    return part;
  });
  status.setAttribute("role", "status");
  keys.setAttribute("aria-hidden", "true");
  return [status, keys];
}

// Takes back what a chart in whose body something could be picked says of itself, and the line below it.
export function removeStatus({ body, below }) {
  [...body.attributes].map(({ name }) => name).filter((name) => name === "tabindex" || name === "role" || name.startsWith("aria-"))
    .forEach((name) => body.removeAttribute(name));
  below.replaceChildren();
}
