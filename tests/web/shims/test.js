// Stands in for "node:test" in a browser: runs the tests of the modules that are imported, one after the other.

const given = [];

export const test = (name, act) => given.push({ name, act });

// The names of all tests, and what was wrong with those that failed.
export async function run() {
  const failures = [];
  for (const { name, act } of given) {
    try {
      await act();
    } catch (error) {
      failures.push(`${name}: ${error.stack ?? error}`);
    }
  }
  return { names: given.map(({ name }) => name), failures };
}
