"""Full-batch steps of gradient descent against PyTorch eager: same data, model, loss and penalty, in float64.

    python tests/benchmarks/training.py [small | large | memory]      # all of them without a word

One thread for both (set before NumPy loads). Each pair is timed in turn with ``time.process_time``, garbage collection
off, a fresh `Problem` and a fresh torch module in every timed call. Both keep the data loss of every step: PyTorch as the
tensors its own backward pass computes, ours for a hundred steps at once (few examples) or with the gradient (many). The
ratio is the median over pairs. Both end at the same weights, which is checked first, so that neither does less work.

- ``small``: 1,000 steps on 250 x 8, logistic loss and L2, a linear model and a network.
- ``large``: 10,000 to 1,000,000 x 10, Huber and squared loss, L1 by soft-thresholding; time per step, and per example and
  step from one size to the next.
- ``memory``: the most that `Problem` and `train` hold beside the data set, as a multiple of X and y, by ``tracemalloc`` in a
  process of its own for each size.
"""

from __future__ import annotations

import gc
import os
import statistics
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable
from functools import partial

os.environ |= dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")  # before NumPy loads

import numpy as np

from explorer import LOSSES, MODELS, PENALTIES, SOLVERS, Dataset, Problem, train

STEPS, RATE, STRENGTH, PAIRS = 1000, 0.1, 0.01, 9
RNG = np.random.default_rng(0)
X = RNG.normal(size=(250, 8))
Y = np.where(X @ RNG.normal(size=8) + 0.5 * RNG.normal(size=250) > 0, 1.0, -1.0)
START = {"linear": np.zeros(9), "mlp": RNG.normal(size=81) * 0.3}
SIZES, COLUMNS, LARGE_PAIRS = (10_000, 100_000, 1_000_000), 10, 7
WORK = 50_000_000
"""So many examples times steps in one timed call."""


def ours(model: str) -> np.ndarray:
    """The weights after all steps; the history holds every cost."""
    made = MODELS[model]() if model == "linear" else MODELS[model](hidden=8, activation="tanh")
    problem = Problem(Dataset(X, Y, task="binary"), made, LOSSES["logistic"](), PENALTIES["l2"](), STRENGTH)
    history = train(problem, SOLVERS["gd"](rate=RATE), steps=STEPS, start=START[model])
    assert history.data.size == STEPS + 1
    return history.weights[-1]


def theirs(model: str) -> np.ndarray:
    """The textbook loop of PyTorch, eager."""
    import torch

    w = torch.tensor(START[model])
    net = (
        torch.nn.Linear(8, 1)
        if model == "linear"
        else torch.nn.Sequential(torch.nn.Linear(8, 8), torch.nn.Tanh(), torch.nn.Linear(8, 1))
    )
    layers = [m for m in net.modules() if isinstance(m, torch.nn.Linear)]
    net = net.double()
    with torch.no_grad():
        at = 0
        for layer in layers:
            rows, columns = layer.in_features, layer.out_features
            layer.weight.copy_(w[at : at + rows * columns].reshape(rows, columns).T)
            layer.bias.copy_(w[at + rows * columns : at + (rows + 1) * columns])
            at += (rows + 1) * columns
    inputs, labels = torch.tensor(X), torch.tensor(Y)
    weights = [p for p in net.parameters() if p.ndim == 2]
    optimizer = torch.optim.SGD(net.parameters(), lr=RATE)
    losses = []
    for _ in range(STEPS):
        optimizer.zero_grad()
        data = torch.nn.functional.softplus(-labels * net(inputs)[:, 0]).mean()
        losses.append(data.detach())
        (data + 0.5 * STRENGTH * sum((w * w).sum() for w in weights)).backward()
        optimizer.step()
    with torch.no_grad():
        return np.concatenate([np.concatenate([m.weight.T.numpy().ravel(), m.bias.numpy()]) for m in layers])


def large_data(n: int) -> Dataset:
    """A regression problem with outliers."""
    rng = np.random.default_rng(1)
    X = rng.normal(size=(n, COLUMNS))
    return Dataset(X, X @ rng.normal(size=COLUMNS) + rng.standard_t(3, size=n))


def ours_large(data: Dataset, loss: str, steps: int) -> np.ndarray:
    """The weights after all steps of proximal gradient descent; the history holds every cost."""
    problem = Problem(data, MODELS["linear"](), LOSSES[loss](), PENALTIES["l1"](), STRENGTH)
    return train(problem, SOLVERS["gd"](rate=RATE), steps=steps, start="zero").weights[-1]


def theirs_large(data: Dataset, loss: str, steps: int) -> np.ndarray:
    """The textbook loop of PyTorch, eager, with soft-thresholding after each step."""
    import torch

    inputs, targets = torch.from_numpy(np.array(data.X)), torch.from_numpy(np.array(data.y))
    net = torch.nn.Linear(COLUMNS, 1).double()
    with torch.no_grad():
        net.weight.zero_()
        net.bias.zero_()
    optimizer = torch.optim.SGD(net.parameters(), lr=RATE)
    losses = []
    for _ in range(steps):
        optimizer.zero_grad()
        z = net(inputs)[:, 0]
        if loss == "huber":
            value = torch.nn.functional.huber_loss(z, targets, delta=LOSSES["huber"]().delta)
        else:
            value = torch.nn.functional.mse_loss(z, targets)
        losses.append(value.detach())
        value.backward()
        optimizer.step()
        with torch.no_grad():
            net.weight.copy_(torch.nn.functional.softshrink(net.weight, RATE * STRENGTH))
    with torch.no_grad():
        return np.concatenate([net.weight.numpy()[0], net.bias.numpy()])


def timed(work: Callable[[], object]) -> float:
    """Seconds of processor time."""
    began = time.process_time()
    work()
    return time.process_time() - began


def in_pairs(mine: Callable[[], object], peer: Callable[[], object], pairs: int) -> tuple[float, float, list[float]]:
    """The median seconds of both, and the ratios peer / mine in order."""
    gc.collect()
    gc.disable()
    taken = [(timed(mine), timed(peer)) for _ in range(pairs)]
    gc.enable()
    return *(statistics.median(column) for column in zip(*taken, strict=True)), sorted(b / a for a, b in taken)


def small() -> None:
    """The ratio for each model."""
    for model, required in (("linear", 15), ("mlp", 6)):
        apart = np.max(np.abs(ours(model) - theirs(model)))
        assert apart < 1e-10, f"the two runs end {apart} apart"
        mine, peer, ratios = in_pairs(partial(ours, model), partial(theirs, model), PAIRS)
        print(
            f"{model}: {statistics.median(ratios):.1f}x PyTorch eager (required: {required}x; {ratios[0]:.1f} to "
            f"{ratios[-1]:.1f}; {1000 * mine:.0f} ms against {1000 * peer:.0f} ms; weights {apart:.0e} apart)"
        )


def large() -> None:
    """Time per step against PyTorch's, and per example and step."""
    for loss in ("huber", "squared"):
        each = []
        for n in SIZES:
            data, steps = large_data(n), WORK // n
            apart = np.max(np.abs(ours_large(data, loss, 10) - theirs_large(data, loss, 10)))
            assert apart < 1e-10, f"the two runs end {apart} apart"
            mine, peer, ratios = in_pairs(
                partial(ours_large, data, loss, steps), partial(theirs_large, data, loss, steps), LARGE_PAIRS
            )
            each.append(1e9 * mine / steps / n)
            shares = sorted(1.0 / ratio for ratio in ratios)
            print(
                f"{loss}, {n:,} x {COLUMNS}: {statistics.median(shares):.2f} of PyTorch eager's time per step (at most 1.0; "
                f"{shares[0]:.2f} to {shares[-1]:.2f}; {1000 * mine / steps:.2f} ms against {1000 * peer / steps:.2f} ms); "
                f"{each[-1]:.1f} ns an example and step"
            )
        print(
            f"{loss}: time per example and step within {max(each) / min(each):.2f}x from {SIZES[0]:,} to {SIZES[-1]:,} (1.5x)"
        )


def memory() -> None:
    """The peak of what is allocated beside the data set, each size in a process of its own."""
    for loss in ("huber", "squared"):
        for n in SIZES[1:]:
            found = subprocess.run([sys.executable, __file__, "peak", loss, str(n)], capture_output=True, text=True, check=True)
            print(f"{loss}, {n:,} x {COLUMNS}: peak {float(found.stdout):.2f} times X and y, 100 steps (at most 3)")


def peak(loss: str, n: int) -> float:
    """The peak of a problem and a run of 100 steps, in multiples of X and y."""
    data = large_data(n)
    tracemalloc.start()
    ours_large(data, loss, 100)
    return tracemalloc.get_traced_memory()[1] / (data.X.nbytes + data.y.nbytes)


def main() -> None:
    """Print what was named, or all."""
    if sys.argv[1:2] == ["peak"]:
        print(peak(sys.argv[2], int(sys.argv[3])))
        return
    parts = {"small": small, "large": large, "memory": memory}
    if any(word != "memory" for word in sys.argv[1:] or ["small"]):
        import torch

        torch.set_num_threads(1)
    for word in sys.argv[1:] or parts:
        parts[word]()


if __name__ == "__main__":
    main()
