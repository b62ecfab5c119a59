// The first stop of the Tab key: a link past header and sidebar, to the player or, on a page without one, to its text.

const PLAYER = ".le-player";
const MAIN = '[data-testid="stMain"]';

export function skipLink() {
  const link = document.createElement("a");
  Object.assign(link, { className: "le-skip", href: "#player" });
  const name = () => {
    link.textContent = document.querySelector(PLAYER) ? "Skip to the player" : "Skip to the page";
  };
  name();
  link.addEventListener("focus", name);
  link.addEventListener("click", (event) => {
    event.preventDefault(); // the address is the run's
    const target = document.querySelector(PLAYER) ?? document.querySelector(MAIN);
    if (!target) return;
    if (target.tabIndex < 0) target.tabIndex = -1;
    target.focus();
    target.scrollIntoView?.({ block: "nearest" });
  });
  const bar = document.createElement("nav");
  bar.setAttribute("aria-label", "Skip");
  bar.appendChild(link);
  document.body.prepend(bar);
}
