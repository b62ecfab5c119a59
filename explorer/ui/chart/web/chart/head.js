// A chart's head: its title, its menus, and buttons with icons.

import { element } from "../core/dom.js";

export class Head {
  constructor(chart) {
    this.chart = chart;
    const head = element("div", "le-head", chart.root);
    this.title = element("h2", "le-title", head);
    this.pickers = element("div", "le-pickers", head);
    this.tools = element("div", "le-tools", head);
    this.tools.hidden = true;
  }

  // The title and the text alternative of a step: what was not played yet is not told.
  tell({ title, titles, alt, ending }, step, atEnd) {
    const label = ending && atEnd ? `${alt} ${ending}` : alt;
    if (this.chart.root.getAttribute("aria-label") !== label) this.chart.root.setAttribute("aria-label", label);
    const text = titles?.findLast(([first]) => first <= step)?.[1] ?? title;
    if (this.title.textContent === text) return;
    this.title.textContent = text;
    this.title.title = text;
    this.chart.caption.about(text);
    this.name();
  }

  // How the area with the keys is called, by the title that stands there; null where it has no keys.
  named(naming) {
    this.naming = naming;
    this.name();
  }

  name() {
    if (this.naming) this.chart.body.setAttribute("aria-label", this.naming(this.title.textContent));
  }

  // The menus; the one that had the focus has it again.
  show({ pickers }) {
    const focused = document.activeElement?.closest?.(".le-pickers") === this.pickers && document.activeElement.name;
    this.pickers.replaceChildren();
    (pickers ?? []).forEach((picker) => {
      const label = element("label", "le-picker", this.pickers);
      label.append(`${picker.label} `);
      const select = element("select", "", label, { name: picker.name });
      picker.options.forEach(([value, text]) => select.add(new Option(text, value, false, value === picker.value)));
      select.addEventListener("change", () => {
        const [value] = picker.options[select.selectedIndex];
        this.chart.send("menu", { name: picker.name, value });
      });
      if (focused === picker.name) select.focus();
    });
  }

  // Buttons that stay: (label, path of the icon, what it does).
  button(label, path, act) {
    const button = element("button", "le-tool", this.tools, { type: "button", "aria-label": label, title: label });
    button.innerHTML = `<svg viewBox="0 0 24 24" width="15" height="15" aria-hidden="true" fill="none" stroke="currentColor"
      stroke-width="2" stroke-linecap="round"><path d="${path}"/></svg>`;
    button.addEventListener("click", act);
  }
}
