// plotly.js, once, from the address that the page gives: the copy inside the installed plotly package.

let loading = null;

export function loadPlotly(address) {
  loading ??= new Promise((resolve, reject) => {
    if (window.Plotly) {
      resolve(window.Plotly);
      return;
    }
    const script = document.createElement("script");
    script.src = new URL(address, window.location.origin).href;
    script.onload = () => resolve(window.Plotly);
    script.onerror = () => reject(new Error(`plotly.js did not load from ${script.src}`));
    document.head.appendChild(script);
  });
  return loading;
}
