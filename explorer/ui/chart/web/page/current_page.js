// In the rows of pages the link of this page says so, also to a screen reader, and is in view where its row is too long, as is the one with the focus. The page has its name.

const LINKS = ".st-key-pages a[href], [data-testid='stTopNavLink'], [data-testid='stSidebarNavLink']";
const ROW = ".st-key-pages";
const REST = 150; // milliseconds without a change of the page

const HEADING = ".le-heading";
const MAIN = '[data-testid="stMain"]';

// To the middle of the row that scrolls. Nothing else is scrolled.
function bringIn(link) {
  const row = link.closest(ROW);
  if (!row) return;
  const [own, whole] = [link.getBoundingClientRect(), row.getBoundingClientRect()];
  row.scrollLeft += own.left + own.width / 2 - (whole.left + whole.width / 2);
}

function mark() {
  const name = document.querySelector(HEADING)?.textContent;
  if (!name) return;
  const main = document.querySelector(MAIN); // it can have the focus
  if (main && main.getAttribute("aria-label") !== name) main.setAttribute("aria-label", name);
  document.querySelectorAll(LINKS).forEach((link) => {
    const same = link.textContent.trim().endsWith(name); // before it stands the name of an icon
    if (same === (link.getAttribute("aria-current") === "page")) return;
    if (same) {
      link.setAttribute("aria-current", "page");
      bringIn(link);
    } else link.removeAttribute("aria-current");
  });
}

export function markCurrentPage() {
  let timer = 0;
  new MutationObserver(() => {
    clearTimeout(timer);
    timer = setTimeout(mark, REST);
  }).observe(document.body, { childList: true, subtree: true });
  mark();
  document.addEventListener("focusin", ({ target }) => target.matches(`${ROW} a[href]`) && bringIn(target));
}
