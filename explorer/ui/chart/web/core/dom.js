// A new element at the end of another.
export function element(tag, className, parent, attributes = {}) {
  const node = parent.appendChild(document.createElement(tag));
  if (className) node.className = className;
  Object.entries(attributes).forEach(([name, value]) => node.setAttribute(name, value));
  return node;
}
