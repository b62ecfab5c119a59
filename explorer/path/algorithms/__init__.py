"""The numerics behind a path: one algorithm a file, each for the problems that its method hands it."""
