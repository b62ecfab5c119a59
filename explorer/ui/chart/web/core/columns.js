// Names of the run's columns that the browser looks up by itself; explorer/figures/base/columns.py has the same.

export const STEP = "step";
export const TOTAL = "total";
export const TIME = "time"; // the second at which a row is shown at 1x
export const weight = (index) => `w${index}`;
export const weightIndex = (name) => Number(name.slice(1));
export const pinnedWeight = (run, index) => `p${run}w${index}`;
