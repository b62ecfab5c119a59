// On a phone the sidebar lies over the page: it closes when another page is chosen in it.

const NARROW = "(max-width: 640px)";
const CLOSE = '[data-testid="stSidebarCollapseButton"] button';

export function closeDrawerOnChoice() {
  const narrow = window.matchMedia(NARROW);
  document.addEventListener("click", ({ target }) => {
    const link = target instanceof Element && target.closest('[data-testid="stSidebar"] a[href]');
    if (!link || !narrow.matches) return;
    setTimeout(() => {
      const sidebar = document.querySelector('[data-testid="stSidebar"][data-collapsed="false"]');
      sidebar?.querySelector(CLOSE)?.click();
    });
  });
}
