// In a window that is not wide the sidebar is folded at first, so that the charts have its room. The document runs this before
// Streamlit, which looks under a name of its own for whether the visitor opened or closed the sidebar. What is put there is
// taken back once the window is wide, or left: it is no choice of the visitor's.

(() => {
  const KEY = "stSidebarCollapsed-";
  const FOLDED = "true";
  const between = window.matchMedia("(min-width: 769px) and (max-width: 1100px)"); // where it is narrower Streamlit does so itself
  let ours = false;

  function unfold() {
    if (ours && localStorage.getItem(KEY) === FOLDED) localStorage.removeItem(KEY);
    ours = false;
  }

  function fold() {
    const chosen = localStorage.getItem(KEY);
    if (ours && chosen !== FOLDED) ours = false; // the visitor has opened it
    if (!between.matches) unfold();
    else if (chosen === null) {
      localStorage.setItem(KEY, FOLDED);
      ours = true;
    }
  }

  // A browser that keeps nothing shows the sidebar as Streamlit does.
  const careful = (act) => () => {
    try {
      act();
    } catch (error) {
      console.info("The sidebar is not folded:", error.message);
    }
  };
  careful(fold)();
  window.addEventListener("resize", careful(fold), true);
  window.addEventListener("pagehide", careful(unfold));
  window.addEventListener("pageshow", careful(fold));
})();
