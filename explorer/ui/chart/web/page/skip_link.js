// The first stop of the Tab key: a link past header and sidebar, to the player or, on a page without one, to its text.

const PLAYER = "le-player";
const MAIN = '[data-testid="stMain"]';

export function skipLink() {
  const bar = document.createElement("nav");
  bar.setAttribute("aria-label", "Skip");
  const link = bar.appendChild(document.createElement("a"));
  link.className = "le-skip";
  const target = () => document.getElementById(PLAYER) ?? document.querySelector(MAIN);
  const name = () => {
    const to = target();
    if (!to) return;
    to.id ||= "le-page";
    const text = to.id === PLAYER ? "Skip to the player" : "Skip to the page";
    if (link.textContent === text) return; // a change of the link is a change of the page
    link.href = `#${to.id}`;
    link.textContent = text;
  };
  link.addEventListener("click", (event) => {
    event.preventDefault(); // the address is the run's
    const to = target();
    if (to.tabIndex < 0) to.tabIndex = -1;
    to.focus();
  });
  new MutationObserver(name).observe(document.body, { childList: true, subtree: true });
  name();
  document.body.prepend(bar);
}
