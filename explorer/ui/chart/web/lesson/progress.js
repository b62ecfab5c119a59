// Which lessons are done, and at which task the others are: kept in this browser, and sent nowhere.

const KEY = "loss-explorer.lessons";
let unkept = null; // where the browser keeps nothing, for as long as the page is open

function store() {
  try {
    return window.localStorage;
  } catch {
    return null; // the browser was told to keep nothing
  }
}

// By the lesson's id: `at`, the number of its tasks done in the last try, and `done`, whether all of them ever were.
export function progress() {
  if (unkept) return unkept;
  try {
    const found = JSON.parse(store()?.getItem(KEY) ?? "{}");
    const whole = found && typeof found === "object" && !Array.isArray(found);
    return whole ? Object.fromEntries(Object.entries(found).filter(([, one]) => one && Number.isInteger(one.at))) : {};
  } catch {
    return {}; // what is there is not ours
  }
}

// Notes how many tasks of a lesson are done. Gives whether the browser keeps it.
export function note(lesson, tasksDone, tasks) {
  const all = progress();
  all[lesson] = { at: tasksDone, done: Boolean(all[lesson]?.done) || tasksDone >= tasks };
  try {
    const kept = store();
    if (!kept) throw new Error();
    kept.setItem(KEY, JSON.stringify(all));
    return true;
  } catch {
    unkept = all;
    return false;
  }
}

export const isKept = () => unkept === null && store() !== null;

// Calls back when another tab has noted something. Gives a function that ends it.
export function onChange(act) {
  const heard = (event) => event.key === KEY && act();
  window.addEventListener("storage", heard);
  return () => window.removeEventListener("storage", heard);
}
