"""Cross-validation of the lasso against scikit-learn's ``LassoCV``, on the same folds and strengths.

The data (442 x 10) are standardised beforehand for both, so that neither does it inside a fold. Each pair is timed in turn
with ``time.process_time``, garbage collection off, one BLAS thread (set before NumPy loads), and a fresh `Dataset` and
`Problem` in every timed call of ours, so that nothing kept from an earlier call is free. The ratio is ours over theirs, the
median over pairs. Ours is held to the errors that ``LassoCV`` itself comes to once its tolerance is small; what the default
tolerance, which is timed, leaves off is printed beside it.
"""

from __future__ import annotations

import gc
import os
import statistics
import time
from collections.abc import Callable

os.environ |= dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")  # before NumPy loads

import numpy as np
from sklearn.datasets import load_diabetes
from sklearn.linear_model import LassoCV
from sklearn.model_selection import PredefinedSplit

from explorer import LOSSES, MODELS, PENALTIES, Dataset, Problem
from explorer.selection.cross_validation import Selection, cross_validate

PAIRS, REPEATS, ASKED = 21, 3, 1 / 12


def seconds(work: Callable[[], object]) -> float:
    """Processor time of one call."""
    began = time.process_time()
    for _ in range(REPEATS):
        work()
    return (time.process_time() - began) / REPEATS


def main() -> None:
    """Print one line as it comes, and one with the two about as accurate as each other."""
    X, y = load_diabetes(return_X_y=True)
    X, y = (X - X.mean(axis=0)) / X.std(axis=0), (y - y.mean()) / y.std()
    strengths = np.geomspace(1.0, 1e-3, 100) * (2.0 * np.abs(X.T @ y).max() / len(y))

    def ours() -> Selection:
        problem = Problem(Dataset(X, y), MODELS["linear"](), LOSSES["squared"](), PENALTIES["l1"](), 0.0)
        return cross_validate(problem, strengths, standardise=False)

    chosen = ours()
    split = PredefinedSplit(chosen.folds)

    def theirs(**tolerance: float) -> LassoCV:
        return LassoCV(alphas=strengths / 2.0, cv=split, **tolerance).fit(X, y)

    exact = theirs(tol=1e-12, max_iter=1_000_000)
    gap, left = (float(np.abs(m.mse_path_.T - e).max()) for m, e in ((exact, chosen.errors), (theirs(), exact.mse_path_.T)))
    assert gap < 1e-9, gap
    assert np.isclose(2.0 * exact.alpha_, chosen.best)
    against("LassoCV as it comes", ours, theirs, gap, left)
    fine = {"tol": 1e-8, "max_iter": 1_000_000}
    left = float(np.abs(theirs(**fine).mse_path_ - exact.mse_path_).max())
    against("LassoCV at tol 1e-8", ours, lambda: theirs(**fine), gap, left)


def against(name: str, ours: Callable[[], object], theirs: Callable[[], object], gap: float, left: float) -> None:
    """Time the pairs and print one line."""
    gc.collect()
    gc.disable()
    found = [(seconds(ours), seconds(theirs)) for _ in range(PAIRS)]
    gc.enable()
    ratios = sorted(a / b for a, b in found)
    mine, peer = (1000 * statistics.median(column) for column in zip(*found, strict=True))
    ratio = statistics.median(ratios)
    print(
        f"{'ok  ' if ratio <= ASKED else 'MISS'} 5-fold lasso 442x10, {name}: {ratio:.4f} (asked: {ASKED:.4f}; "
        f"{ratios[0]:.4f} to {ratios[-1]:.4f}; {mine:.2f} ms against {peer:.2f} ms; errors off by {gap:.0e} against {left:.0e})"
    )


if __name__ == "__main__":
    main()
