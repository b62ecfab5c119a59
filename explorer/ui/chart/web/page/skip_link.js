// The first stop of the Tab key: a link past header and sidebar, to the player or, on a page without one, to its text.

const PLAYER = "le-player";
const MAIN = '[data-testid="stMain"]';
const REST = 200; // milliseconds without a change of the page

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
    link.href = `#${to.id}`;
    link.textContent = to.id === PLAYER ? "Skip to the player" : "Skip to the page";
  };
  link.addEventListener("click", (event) => {
    event.preventDefault(); // the address is the run's
    const to = target();
    if (to.tabIndex < 0) to.tabIndex = -1;
    to.focus();
  });
  let timer = 0;
  new MutationObserver(() => {
    clearTimeout(timer);
    timer = setTimeout(name, REST);
  }).observe(document.body, { childList: true, subtree: true });
  name();
  document.body.prepend(bar);
}
