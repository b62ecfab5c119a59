"""The parts of a comparison's script that are the same for all: the folds, what is trained on in each, and the table."""

from __future__ import annotations

import numpy as np

from explorer.datasets.base import Dataset
from explorer.experiment.export.scripts.parts import plain, wrapped

Array = np.ndarray

DEALT = """\
def dealt(repeat):  # which fold holds each example out: shuffled, then dealt out one by one
    rng = np.random.default_rng([SEED, 4, repeat] if repeat else [SEED, 4])
    order = np.concatenate([rng.permutation(kind) for kind in {kinds}])
    fold = np.empty(len(y), dtype=int)
    fold[order] = np.arange(len(y)) % FOLDS
    return fold


FOLD = np.array([dealt(repeat) for repeat in range(REPEATS)])"""

ONE_THREAD = """\
import os

os.environ.setdefault("OMP_NUM_THREADS", "1")  # every fit is small: threads would wait for one another
"""
"""Before the imports, which read it."""
USED = ("import numpy as np", "import sys", "import time", "from types import SimpleNamespace")
"""What all scripts import."""

PARTS = """\
class Scaling:
    def __init__(self, y_mean, y_scale):
        self.y_mean, self.y_scale = y_mean, y_scale

    def original_y(self, y):
        return y * self.y_scale + self.y_mean


def spread(std, mean):  # a constant column is divided by 1
    return np.where(std <= 1e-12 * np.maximum(np.abs(mean), 1e-300), 1.0, std)


def parts(repeat, k):  # what is trained on and what is held out, filled and standardised by the first alone
    out = FOLD[repeat] == k
    filled = X.astype(float)
    for j in np.flatnonzero(MISSING.any(axis=0)):
        filled[MISSING[:, j], j] = np.median(filled[~out & ~MISSING[:, j], j])
    X1, X0, y1, y0, mean, scale = filled[~out], filled[out], y[~out], y[out], 0.0, 1.0
    if STANDARDISE:
        middle, wide = X1.mean(axis=0), spread(X1.std(axis=0), X1.mean(axis=0))
        X1, X0 = ((Z - (middle if INTERCEPT else 0.0)) / wide for Z in (X1, X0))
    if NUMBER:
        mean, scale = (float(y1.mean()) if INTERCEPT else 0.0), float(spread(y1.std(), y1.mean()))
        y1, y0 = (y1 - mean) / scale, (y0 - mean) / scale
    return X1, y1, WEIGHTS[~out] / WEIGHTS[~out].mean(), X0, y0, WEIGHTS[out] / WEIGHTS[out].mean(), Scaling(mean, scale)"""

RUN = """\
def predicted(coefficients, biases, Z):
    several = len(coefficients) > Z.shape[1]
    z = Z @ coefficients.reshape(Z.shape[1], -1) + (biases if len(biases) else 0.0)
    return z if several else z[:, 0]


scores = {name: np.empty((REPEATS, FOLDS, len(strengths))) for name, strengths, _, _ in ROWS}
scores |= {name: np.empty((REPEATS, FOLDS, 1)) for name, _, _ in TRIVIAL}
SPLITS = [(repeat, k) for repeat in range(REPEATS) for k in range(FOLDS)]
for name, strengths, fit, reads in ROWS:
    began = time.monotonic()
    for repeat, k in SPLITS:
        X1, y1, share1, X0, y0, share0, scaling = parts(repeat, k)
        z = np.array([predicted(*fit(X1, y1, share1, s), X0) for s in strengths])
        scores[name][repeat, k] = metric(y0, z, reads, scaling, share0)
    fits, seconds = len(SPLITS) * len(strengths), time.monotonic() - began
    print(f"{name}: {fits} fits in {seconds:.1f} s", file=sys.stderr, flush=True)
for repeat, k in SPLITS:
    X1, y1, share1, X0, y0, share0, scaling = parts(repeat, k)
    for name, of, reads in TRIVIAL:
        z = np.asarray(of(SimpleNamespace(y=y1, shares=share1, offset=None, n=len(y1), classes=range(int(y.max()) + 1))))
        z = np.broadcast_to(z, (1, len(y0), *z.shape))
        scores[name][repeat, k] = metric(y0, z, reads, scaling, share0)

grids = {name: np.array(strengths) for name, strengths, _, _ in ROWS}
means = {name: oriented_mean(each, SIGN) for name, each in scores.items()}
places = {name: best_place(mean, grids.get(name, np.zeros(1))) for name, mean in means.items()}
values = {name: scores[name][..., place] for name, place in places.items()}
order = sorted(scores, key=lambda name: (float(f"{means[name][places[name]]:.9g}"), name in grids))
best = next(name for name in order if name in grids)
table = [("model", "strength", "mean", "low", "high", "worse by", "low", "high")]
for name in order:
    strength = f"{grids[name][places[name]]:.5g}" if name in grids else ""
    own = corrected_interval(values[name], FOLDS, most=MOST)
    apart = corrected_interval(SIGN * (values[name] - values[best]), FOLDS)
    apart = [0.0 if abs(v) < 1e-9 * abs(own.mean) else v for v in apart]
    table.append((name, strength, *(f"{v:.5g}" for v in own), *(f"{v:.5g}" if name != best else "" for v in apart)))
widths = [max(len(line[i]) for line in table) for i in range(8)]
for line in table:
    cells = zip(line, widths)
    print("  ".join(cell.ljust(w) if i == 0 else cell.rjust(w) for i, (cell, w) in enumerate(cells)).rstrip())"""


def table(data: Dataset) -> list[str]:
    """Lines that make X (n, d), y (n,) and WEIGHTS (n,), the examples written out one a line."""
    weighted = data.example_weights is not None
    columns = [data.X, *([np.asarray(data.example_weights)[:, None]] if weighted else []), data.y[:, None]]
    text = "\n".join(",".join(plain(float(value)) for value in row) for row in np.concatenate(columns, axis=1))
    lines = [
        f"# The examples, one a line; the last column is the target{', the one before it the weight' if weighted else ''}.",
        f'TABLE = """\n{text}\n"""',
        'table = np.array([line.split(",") for line in TABLE.split()], dtype=float)',
    ]
    if weighted:
        return [*lines, "X, WEIGHTS, y = table[:, :-2], table[:, -2], table[:, -1]"]
    return [*lines, "X, y = table[:, :-1], table[:, -1]"]


def gaps(missing: Array) -> str:
    """A line that says which cells were missing: (row, column) of each."""
    rows, columns = np.nonzero(missing)
    return "\n".join(
        [
            "MISSING = np.zeros(X.shape, dtype=bool)",
            wrapped("GAP_ROWS", list(map(int, rows))),
            wrapped("GAP_COLUMNS", list(map(int, columns))),
            "MISSING[GAP_ROWS, GAP_COLUMNS] = True",
        ]
    )
