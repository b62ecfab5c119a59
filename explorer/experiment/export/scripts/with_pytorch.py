"""Scripts for PyTorch: gradients by autograd, in double precision."""

from __future__ import annotations

from explorer.cost.problem import Problem
from explorer.experiment.experiment import Experiment
from explorer.experiment.export.libraries import Terms
from explorer.experiment.export.scripts import minimise, replay, with_numpy
from explorer.experiment.export.scripts.base import Kind, heading, joined
from explorer.experiment.export.scripts.parts import PRINT, Parts
from explorer.experiment.export.scripts.source import Excerpts
from explorer.experiment.export.scripts.torch_losses import torch_loss
from explorer.training.history import History

ACTIVATIONS = {"tanh": "torch.tanh", "relu": "torch.relu", "sigmoid": "torch.sigmoid"}
SMOOTH = """\
w = torch.zeros({size}, dtype=torch.float64, requires_grad=True)
for _ in range(5):  # each call goes on from where the last one stopped
    optimizer = torch.optim.LBFGS(
        [w], max_iter=500, tolerance_grad=1e-12, tolerance_change=1e-18, history_size=50, line_search_fn="strong_wolfe"
    )

    def closure():
        optimizer.zero_grad()
        cost = mean_loss(w) + (L2 * w**2).sum() / 2
        cost.backward()
        return cost

    optimizer.step(closure)
cost = closure().item()
if not w.grad.abs().max() < 1e-7 * (1 + abs(cost)):
    {warning}"""

KINKED = (
    """\
def gradient(w):
    w = w.detach().requires_grad_()
    return torch.autograd.grad(mean_loss(w), w)[0]


# PyTorch's optimizers know no L1. Accelerated proximal steps do: a gradient step, then what the penalty makes of it.
rate = 1 / ({curvature!r} * torch.linalg.eigvalsh(A.T @ A)[-1].item() / len(y))
w = ahead = torch.zeros({size}, dtype=torch.float64)
t = 1.0
for _ in range(50_000):
    new = ahead - rate * gradient(ahead)
    new = new.sign() * (new.abs() - rate * L1).clamp(min=0) / (1 + rate * L2)
    move = new - w
    settled = (new - ahead).abs().max() < 1e-13 * (1 + w.abs().max())
"""
    + minimise.ACCELERATE
    + """
else:
    {warning}"""
)

GRADIENT = """\
def gradient(w, A, y):
    w = torch.tensor(w, requires_grad=True)
    return torch.autograd.grad(mean_loss(w, torch.from_numpy(A), torch.from_numpy(y)), w)[0].numpy()"""


class WithPyTorch(Kind):
    """The minimum where the NumPy script finds one, and the run itself elsewhere, with gradients by autograd."""

    name = "pytorch"
    label = "PyTorch"
    rank = 30

    def refusal(self, experiment: Experiment) -> str:
        """Where a few lines of PyTorch do not do."""
        problem = experiment.problem()
        if not torch_loss(problem.loss):
            return f"{problem.loss.name} is not written out for PyTorch here. Take the NumPy script."
        batches = experiment.batch is not None and experiment.batch < problem.n
        if batches and problem.loss is not problem.examples.loss and not _minimises(experiment):
            return "The script would repeat a run on batches of examples that do not count alike. Take the NumPy script."
        return "" if _minimises(experiment) else with_numpy.run_refusal(experiment)

    def text(self, experiment: Experiment, apart: str = "", history: History | None = None) -> str:
        """The script."""
        return _minimum(experiment, apart) if _minimises(experiment) else _run(experiment, apart, history)

    def repeats(self, experiment: Experiment) -> bool:
        """Where the minimum is not found."""
        return not _minimises(experiment)


def _minimum(experiment: Experiment, apart: str) -> str:
    problem, parts, excerpts = experiment.problem(), Parts(experiment), Excerpts()
    terms, kinked = Terms(problem), not problem.penalty.smooth
    features, layer = parts.features(excerpts), problem.network.layers[0]
    scaled, design = minimise.scaled(layer.biased)
    lines = [line for line in (features, parts.factors(), scaled) if line]
    if not kinked and terms.l2:
        bent = f"{terms.l2!r}{'' if terms.factors is None else ' * FACTORS'}"
        lines.append(f"spread = np.sqrt(spread**2 + {bent})  # what a weight costs bends the cost as well")
    lines.append(f"A = torch.from_numpy({design})" + ("  # the last column is for the biases" if layer.biased else ""))
    lines.append(f"y = torch.from_numpy(y{'' if layer.outputs is not None else '.astype(float)'})")
    lines += [_coefficients("L1", "|w|", terms.l1, problem)] if kinked else []
    lines.append(_coefficients("L2", "w^2 / 2", terms.l2, problem))
    size = f"np.repeat(spread, {layer.width})"
    lines.append(f"size = torch.from_numpy({f'np.append({size}, np.ones({layer.width}))' if layer.biased else size})")
    lines.append("L1, L2 = L1 / size, L2 / size**2  # for weights of scaled features" if kinked else "L2 = L2 / size**2")
    template = KINKED if kinked else SMOOTH
    shares, bound = problem.examples.shares, problem.loss.curvature_bound
    curvature = bound if shares is None or bound is None else bound * float(shares.max())
    steps = template.format(size=problem.size, curvature=curvature, warning=minimise.NOT_CONVERGED)
    return joined(
        heading(experiment, "Find the weights with the lowest cost, with PyTorch.", apart),
        _imports(problem, excerpts), excerpts.text(), parts.names(), parts.data(), "\n".join(lines), _mean_loss(problem, "w"),
        steps, "\n".join(["w = w.detach().numpy()", minimise.back(layer.biased, layer.width)]), PRINT,
    )  # fmt: skip


def _run(experiment: Experiment, apart: str, history: History | None) -> str:
    problem, parts, excerpts = experiment.problem(), Parts(experiment), Excerpts()
    history = experiment.train() if history is None else history
    run, count = history.runs[0], int(history.steps[-1])
    lines = [line for line in (parts.features(excerpts), parts.factors()) if line]
    lines.append(parts.design())
    lines.append(f"STRENGTH, RATE = {problem.strength!r}, {run.rate!r}")
    lines.append(parts.start())
    blocks = replay.steps(problem, excerpts, run, count, experiment.batch, experiment.seed, own=GRADIENT)
    return joined(
        heading(experiment, f"Repeat a run of {count} steps of {run.solver.name}, with PyTorch.", apart),
        _imports(problem, excerpts), excerpts.text(), parts.names(), parts.data(), "\n".join(lines),
        _mean_loss(problem, "w, A, y"), *blocks, PRINT,
    )  # fmt: skip


def _imports(problem: Problem, excerpts: Excerpts) -> str:
    expression = torch_loss(problem.loss)
    imports = {"import numpy as np", "import torch"} | excerpts.imports
    imports |= {"import torch.nn.functional as F"} if "F." in expression else set()
    imports |= {"import math"} if "math." in expression else set()
    return "\n".join(sorted(imports))


def _minimises(experiment: Experiment) -> bool:
    """Whether the script finds the minimum: as NumPy's does, unless the penalty has a kink and the curvature no bound."""
    problem = experiment.problem()
    bounded = problem.loss.curvature_bound is not None
    return bool(with_numpy.method(experiment)) and Terms(problem).known and (problem.penalty.smooth or bounded)


def _coefficients(name: str, of: str, strength: float, problem: Problem) -> str:
    """A line with the coefficient of each weight in a penalty, 0 for biases."""
    free = "; biases cost nothing" if problem.network.biased else ""
    if problem.penalty.factors is not None:
        layer = problem.network.layers[0]
        values = f"np.append({strength!r} * np.repeat(FACTORS, {layer.width}), np.zeros({layer.stop - layer.bias}))"
        return f"{name} = torch.from_numpy({values})  # what {of} costs{free}"
    layers = [
        f"[{strength!r}] * {layer.bias - layer.start}" + (f" + [0.0] * {layer.width}" if layer.biased else "")
        for layer in problem.network.layers
    ]
    return f"{name} = torch.tensor({' + '.join(layers)}, dtype=torch.float64)  # what {of} costs{free}"


def _mean_loss(problem: Problem, arguments: str) -> str:
    """The mean loss as a function of the flat weights, and of the examples where these are among the arguments."""
    layers, lines = problem.network.layers, [f"def mean_loss({arguments}):"]
    inputs = "A"
    for depth, layer in enumerate(layers):
        own = "w" if len(layers) == 1 else f"w[{layer.start}:{layer.stop}]"
        matrix = own if layer.outputs is None else f"{own}.reshape({layer.rows}, {layer.width})"
        if depth == len(layers) - 1:
            offset = " + torch.from_numpy(OFFSET)" if problem.data.offset is not None else ""
            lines.append(f"    z = {inputs} @ {matrix}{offset}")
        else:
            lines.append(f"    h = {ACTIVATIONS[layer.activation or '']}({inputs} @ {matrix})")
            lines.append("    h = torch.column_stack([h, torch.ones(len(h), dtype=torch.float64)])")
            inputs = "h"
    expression = torch_loss(problem.loss)
    lines += ["    r = z - y"] if problem.loss.task == "regression" and "r" in _letters(expression) else []
    share = "torch.from_numpy(SHARE) * " if problem.data.example_weights is not None else ""
    return "\n".join([*lines, f"    return ({share}({expression})).mean()" if share else f"    return ({expression}).mean()"])


def _letters(expression: str) -> set[str]:
    """The names that stand alone in an expression."""
    return set("".join(c if c.isalnum() or c in "_." else " " for c in expression).replace(".", " . ").split())
