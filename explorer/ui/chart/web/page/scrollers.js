// A formula, a table or a script that is larger than its place scrolls by itself: it can be reached and scrolled by keys too.

const WIDE = '.katex-display, p:has(> .katex), ul:has(.katex), pre, [data-testid="stMarkdownContainer"]:has(> table)';
const OFTEN = 1000; // milliseconds: texts change and fonts come without anything that could be watched cheaply

const nameOf = (node) => (node.matches("pre") ? "Script" : node.querySelector("table") ? "Table" : "Formula");

function mark(node) {
  const { overflowX, overflowY } = getComputedStyle(node);
  const may = (overflow) => /auto|scroll/.test(overflow);
  const scrolls = (may(overflowX) && node.scrollWidth > node.clientWidth + 1) || (may(overflowY) && node.scrollHeight > node.clientHeight + 1);
  if (scrolls === "leScrolls" in node.dataset) return;
  if (scrolls) {
    Object.entries({ tabindex: "0", role: "group", "aria-label": `${nameOf(node)}, can be scrolled`, "data-le-scrolls": "" })
      .forEach(([name, value]) => node.setAttribute(name, value));
  } else ["tabindex", "role", "aria-label", "data-le-scrolls"].forEach((name) => node.removeAttribute(name));
}

export function reachScrollers() {
  const look = () => document.hidden || document.querySelectorAll(WIDE).forEach(mark);
  setInterval(look, OFTEN);
  look();
}
