"""The cost on a plane, 101 x 101 places, 442 examples, L1: against PyTorch place by place, and against a copy of memory.

One thread for all (set before NumPy loads). Each pair is timed in turn with ``time.process_time``, garbage collection off, a
fresh `Problem` in every timed call, so that nothing kept from an earlier call is free. PyTorch evaluates the same mean loss
and penalty of a linear model in float64, without gradients, once for each place, which is how landscapes are commonly
plotted. The copy is ``np.copyto`` between two float64 arrays of places x examples that were both written to before. The
general route is the same code with the loss's closed form switched off; since the closed form takes a fraction of a
millisecond, of these two ten calls in a row are timed, each with a problem of its own. Ratios are medians
over pairs. All routes give the same values, which is checked first (to 1e-12).
"""

from __future__ import annotations

import gc
import os
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

os.environ |= dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")  # before NumPy loads

import numpy as np
import torch

from explorer import DATASETS, LOSSES, MODELS, PENALTIES, Dataset, Problem, Surface, sample_surface
from explorer.losses import Loss
from explorer.losses.regression import Squared

torch.set_num_threads(1)

POINTS, STRENGTH, PAIRS, TORCH_PAIRS = 101, 0.1, 31, 5
RAW = DATASETS["diabetes"]().load()
X = (RAW.X - RAW.X.mean(axis=0)) / RAW.X.std(axis=0)
Y = (RAW.y - RAW.y.mean()) / RAW.y.std()
LABELS = np.where(Y > 0, 1.0, -1.0)
AROUND = np.random.default_rng(0).normal(size=X.shape[1] + 1) * 0.3
SPAN = (-3.0, 3.0)


@dataclass(frozen=True)
class GeneralSquared(Squared):
    """Squared loss that does not tell of its closed form."""

    id: ClassVar[str] = "general_squared"
    quadratic: ClassVar[bool] = False


def ours(loss: Loss) -> Surface:
    """The whole surface, from data to grids."""
    y, task = (LABELS, "binary") if loss.task == "binary" else (Y, "regression")
    problem = Problem(Dataset(X, y, task=task), MODELS["linear"](), loss, PENALTIES["l1"](), STRENGTH)
    return sample_surface(problem, 2, 8, AROUND, points=POINTS, x_range=SPAN, y_range=SPAN)


def ten(loss: Loss) -> None:
    """Ten surfaces, each from data to grids."""
    for _ in range(10):
        ours(loss)


def theirs(loss: Loss) -> np.ndarray:
    """The cost (points, points) by PyTorch, a place at a time."""
    inputs, y = torch.tensor(X), torch.tensor(LABELS if loss.task == "binary" else Y)
    places = np.linspace(*SPAN, POINTS)
    out = np.empty((POINTS, POINTS))
    huber = torch.nn.HuberLoss(delta=1.35)
    with torch.no_grad():
        w = torch.tensor(AROUND)
        for b, v in enumerate(places):
            w[8] = v
            for a, u in enumerate(places):
                w[2] = u
                z = inputs @ w[:-1] + w[-1]
                data = huber(z, y) if loss.id == "huber" else torch.nn.functional.softplus(-y * z).mean()
                out[b, a] = (data + STRENGTH * w[:-1].abs().sum()).item()
    return out


SOURCE = np.random.default_rng(1).normal(size=(POINTS * POINTS, X.shape[0]))
TARGET = np.zeros_like(SOURCE)


def ratio(first: Callable[[], object], second: Callable[[], object], pairs: int) -> tuple[float, float, float]:
    """How many times longer the first takes than the second, and both times in ms: medians over pairs in turn."""
    times = []
    gc.collect()
    gc.disable()
    for _ in range(pairs):
        row = []
        for call in (first, second):
            start = time.process_time()
            call()
            row.append(time.process_time() - start)
        times.append(row)
    gc.enable()
    one, two = zip(*times, strict=True)
    median = statistics.median
    return median(a / b for a, b in times), 1e3 * median(one), 1e3 * median(two)


def main() -> None:
    """Check that all compute the same, then time."""
    squared = LOSSES["squared"]()
    closed, general = ours(squared).total, ours(GeneralSquared()).total
    assert np.abs(closed / general - 1.0).max() < 1e-12
    for name, faster, copies in (("huber", 40, 4), ("logistic", 30, 5)):
        loss = LOSSES[name]()
        assert np.abs(ours(loss).total / theirs(loss) - 1.0).max() < 1e-12
        found, slow, quick = ratio(lambda loss=loss: theirs(loss), lambda loss=loss: ours(loss), TORCH_PAIRS)
        print(f"{name}: {found:.0f} times as fast as PyTorch place by place ({quick:.1f} and {slow:.0f} ms); asked: {faster}")
        found, here, copy = ratio(lambda loss=loss: ours(loss), lambda: np.copyto(TARGET, SOURCE), PAIRS)
        print(f"{name}: {found:.1f} copies ({here:.1f} and {copy:.1f} ms); asked: at most {copies}")
    found, slow, quick = ratio(lambda: ten(GeneralSquared()), lambda: ten(squared), PAIRS)
    print(f"squared: 1/{found:.0f} of the general route ({quick / 10:.2f} and {slow / 10:.1f} ms); asked: at most 1/20")


if __name__ == "__main__":
    main()
