// The cost as a sentence of numbers that counts along: one for each term, in the colour of its role, and the step.

import { aligned } from "../core/arrays.js";
import { STEP } from "../core/columns.js";
import { element } from "../core/dom.js";
import { colour } from "../core/theme.js";

export class Sentence {
  constructor(root) {
    this.root = root;
  }

  // Builds it anew where its terms or the theme have changed. The first term is the total of the others.
  build(terms, colours) {
    const stamp = JSON.stringify([terms, colours.name]);
    if (this.stamp === stamp) return;
    this.stamp = stamp;
    this.terms = terms;
    this.root.replaceChildren();
    this.numbers = terms.map(({ column, label, sign, role }) => {
      const term = element("span", "le-term", this.root);
      term.style.color = colour(role, colours, true);
      if (sign) element("i", "", term).textContent = sign;
      term.append(`${label} `);
      return element("b", "", term, { "data-readout": column });
    });
    const where = element("span", "le-where", this.root);
    where.append("step ");
    this.stepNumber = element("b", "", where, { "data-readout": STEP });
    this.end = element("span", "", where);
  }

  // The numbers at a row of the run. Gives the total.
  show(run, row) {
    const values = this.terms.map(({ column }) => run.column(column)[row]);
    aligned(values, values[0]).forEach((text, i) => {
      this.numbers[i].textContent = text;
    });
    this.stepNumber.textContent = String(run.steps[row]);
    this.end.textContent = ` of ${run.lastStep}`;
    return values[0];
  }
}
