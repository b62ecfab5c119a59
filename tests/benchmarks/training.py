"""1,000 full-batch steps of gradient descent against PyTorch eager: same data, model, loss and penalty, in float64.

One thread for both (set before NumPy loads). Each pair is timed in turn with ``time.process_time``, garbage collection
off, a fresh `Problem` and a fresh torch module in every timed call. Both keep the data loss of every step: PyTorch as the
tensors its own backward pass computes, ours evaluated for a hundred steps at once. The ratio is the median over pairs.
Both end at the same weights, which is checked first (to 1e-10), so that neither does less work.
"""

from __future__ import annotations

import gc
import os
import statistics
import time
from collections.abc import Callable

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

import numpy as np  # noqa: E402  the thread limit must stand before NumPy loads
import torch  # noqa: E402

from explorer import LOSSES, MODELS, PENALTIES, SOLVERS, Dataset, Problem, train  # noqa: E402

torch.set_num_threads(1)

STEPS, RATE, STRENGTH, PAIRS = 1000, 0.1, 0.01, 9
RNG = np.random.default_rng(0)
X = RNG.normal(size=(250, 8))
Y = np.where(X @ RNG.normal(size=8) + 0.5 * RNG.normal(size=250) > 0, 1.0, -1.0)
START = {"linear": np.zeros(9), "mlp": RNG.normal(size=81) * 0.3}


def ours(model: str) -> np.ndarray:
    """The weights after all steps; the history holds every cost."""
    made = MODELS[model]() if model == "linear" else MODELS[model](hidden=8, activation="tanh")
    problem = Problem(Dataset(X, Y, task="binary"), made, LOSSES["logistic"](), PENALTIES["l2"](), STRENGTH)
    history = train(problem, SOLVERS["gd"](rate=RATE), steps=STEPS, start=START[model])
    assert history.data.size == STEPS + 1
    return history.weights[-1]


def module(model: str) -> torch.nn.Module:
    """The same model in torch, started from the same weights."""
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
    return net


def theirs(model: str) -> np.ndarray:
    """The textbook loop of PyTorch, eager."""
    net = module(model)
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
        layers = [m for m in net.modules() if isinstance(m, torch.nn.Linear)]
        return np.concatenate([np.concatenate([m.weight.T.numpy().ravel(), m.bias.numpy()]) for m in layers])


def timed(work: Callable[[], object]) -> float:
    """Seconds of processor time."""
    began = time.process_time()
    work()
    return time.process_time() - began


def main() -> None:
    """Print the ratio for each model."""
    for model, asked in (("linear", 15), ("mlp", 6)):
        apart = np.max(np.abs(ours(model) - theirs(model)))
        assert apart < 1e-10, f"the two runs end {apart} apart"
        gc.collect()
        gc.disable()
        pairs = [(timed(lambda m=model: ours(m)), timed(lambda m=model: theirs(m))) for _ in range(PAIRS)]
        gc.enable()
        ratios = sorted(b / a for a, b in pairs)
        mine, peer = (statistics.median(column) for column in zip(*pairs, strict=True))
        print(
            f"{model}: {statistics.median(ratios):.1f}x PyTorch eager (asked: {asked}x; {ratios[0]:.1f} to {ratios[-1]:.1f}; "
            f"{1000 * mine:.0f} ms against {1000 * peer:.0f} ms; weights {apart:.0e} apart)"
        )


if __name__ == "__main__":
    main()
