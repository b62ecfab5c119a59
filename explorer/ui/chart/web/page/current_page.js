// In the rows of pages the link of this page says so, also to a screen reader.

const LINKS = ".st-key-pages a[href], [data-testid='stTopNavLink'], [data-testid='stSidebarNavLink']";
const REST = 150; // milliseconds without a change of the page

function mark() {
  const name = document.querySelector(".le-heading")?.textContent;
  if (!name) return;
  document.querySelectorAll(LINKS).forEach((link) => {
    const same = link.textContent.trim().endsWith(name); // before it stands the name of an icon
    if (same === (link.getAttribute("aria-current") === "page")) return;
    if (same) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  });
}

export function markCurrentPage() {
  let timer = 0;
  new MutationObserver(() => {
    clearTimeout(timer);
    timer = setTimeout(mark, REST);
  }).observe(document.body, { childList: true, subtree: true });
  mark();
}
