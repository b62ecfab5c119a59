// What Streamlit runs of a component: it sends this with every message, so it only imports the modules, which the browser keeps.

// The data of a player come as bytes: the length of a JSON head, the head, and the run.
function unpacked(component) {
  const { data } = component;
  if (!(data instanceof Uint8Array)) return component;
  const size = new DataView(data.buffer, data.byteOffset).getUint32(0, true);
  const head = JSON.parse(new TextDecoder().decode(data.subarray(4, 4 + size)));
  return { ...component, data: { ...head, body: data.slice(4 + size).buffer } };
}

const DRAWING = ["player", "charts"]; // what there is on a page with pictures

// plotly.js is fetched beside the modules and not after them, on pages that need it.
function fetchEarly(address) {
  const link = document.createElement("link");
  Object.assign(link, { rel: "preload", as: "script", href: address });
  document.head.appendChild(link);
}

export default function (given) {
  const component = unpacked(given);
  const { data, parentElement } = component;
  const address = new URL(data.module, window.location.origin).href;
  if (!window.explorerPlotly && DRAWING.includes(data.kind)) {
    window.explorerPlotly = true;
    fetchEarly(new URL(data.plotly, window.location.origin).href);
  }
  const place = parentElement.querySelector(".le-place");
  place.gone = false;
  // A module that is here already is asked of itself: the browser hands out an import only after all other work.
  const modules = (window.explorerModules ??= {});
  modules[address] ??= import(address).then((module) => (modules[address] = { then: (use) => use(module) }));
  modules[address].then(({ mount }) => place.gone || mount(component));
  return () => {
    place.gone = true;
    modules[address].then(({ unmount }) => place.gone && unmount(parentElement));
  };
}
