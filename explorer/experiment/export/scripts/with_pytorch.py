"""Scripts for PyTorch: gradients by autograd, in double precision."""

from __future__ import annotations

from explorer.cost.problem import Problem
from explorer.experiment.experiment import Experiment
from explorer.experiment.export.libraries import Terms
from explorer.experiment.export.scripts import minimise, with_numpy
from explorer.experiment.export.scripts.base import Kind, heading, joined
from explorer.experiment.export.scripts.parts import PRINT, Parts
from explorer.experiment.export.scripts.source import Excerpts
from explorer.experiment.export.scripts.torch_losses import torch_loss

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

RUN = """\
for _ in range({steps}):
    w = w.detach().requires_grad_()
    pull = torch.autograd.grad({cost}, w)[0]
    w = w.detach() - {rate!r} * pull{prox}"""

PROX = """
    w = w.sign() * (w.abs() - {rate!r} * L1).clamp(min=0) / (1 + {rate!r} * L2)  # the penalty's proximal step"""


class WithPyTorch(Kind):
    """The minimum where the NumPy script finds one, and runs of plain gradient descent elsewhere."""

    name = "pytorch"
    label = "PyTorch"
    rank = 30

    def refusal(self, experiment: Experiment) -> str:
        """Where a few lines of PyTorch do not do."""
        problem, terms = experiment.problem(), Terms(experiment.problem())
        instead = "Take the NumPy script."
        if not torch_loss(problem.loss):
            return f"{problem.loss.name} is not written out for PyTorch here. {instead}"
        if not terms.known:
            return f"{problem.penalty.name} is not written out for PyTorch here. {instead}"
        if _minimises(experiment):
            return ""
        if refusal := with_numpy.WithNumPy().refusal(experiment):
            return refusal
        plain = experiment.solver == "gd" and experiment.make("schedule").constant
        whole = experiment.batch is None or experiment.batch >= problem.n
        if not (plain and whole):
            return f"Only plain gradient descent at a constant rate on all examples is repeated with PyTorch. {instead}"
        return ""

    def text(self, experiment: Experiment) -> str:
        """The script."""
        problem, parts, excerpts = experiment.problem(), Parts(experiment), Excerpts()
        terms, several = Terms(problem), problem.network.layers[-1].outputs is not None
        features = parts.features(excerpts)
        lines = [features] if features else []
        minimises, matrix = _minimises(experiment), "X"
        if minimises:
            lines.append(minimise.SCALED)
            if problem.penalty.smooth and terms.l2:
                lines.append(f"spread = np.sqrt(spread**2 + {terms.l2!r})  # what a weight costs bends the cost as well")
            matrix = "(X - mean) / spread"
        lines += [f"A = torch.from_numpy(np.column_stack([{matrix}, np.ones(len(X))]))  # the last column is for the biases"]
        lines += [f"y = torch.from_numpy(y{'' if several else '.astype(float)'})"]
        lines += [_coefficients("L1", "|w|", terms.l1, problem)] if not problem.penalty.smooth else []
        lines.append(_coefficients("L2", "w^2 / 2", terms.l2, problem))
        if minimises:
            what = "Find the weights with the lowest cost, with PyTorch."
            template = SMOOTH if problem.penalty.smooth else KINKED
            width, kinked = problem.network.layers[0].width, not problem.penalty.smooth
            lines.append(f"size = torch.from_numpy(np.append(np.repeat(spread, {width}), np.ones({width})))")
            lines.append(
                "L1, L2 = L1 / size, L2 / size**2  # for weights of scaled features" if kinked else "L2 = L2 / size**2"
            )
            ending = [
                template.format(size=problem.size, curvature=problem.loss.curvature_bound, warning=minimise.NOT_CONVERGED)
            ]
            back = [minimise.BACK.format(width=width)]
        else:
            back, history = [], experiment.train()
            steps = int(history.steps[-1])
            what = f"Repeat a run of {steps} steps of gradient descent, with PyTorch."
            ending = [parts.start(), "w = torch.from_numpy(w)", _run(problem, steps, history.runs[0].rate)]
        expression, imports = torch_loss(problem.loss), {"import numpy as np", "import torch"} | excerpts.imports
        imports |= {"import torch.nn.functional as F"} if "F." in expression else set()
        imports |= {"import math"} if "math." in expression else set()
        return joined(
            heading(experiment, what), "\n".join(sorted(imports)), excerpts.text(), parts.names(), parts.data(),
            "\n".join(lines), _mean_loss(problem), *ending, "\n".join(["w = w.detach().numpy()", *back]), PRINT,
        )  # fmt: skip


def _minimises(experiment: Experiment) -> bool:
    """Whether the script finds the minimum: as NumPy's does, unless the penalty has a kink and the curvature no bound."""
    problem = experiment.problem()
    bounded = problem.loss.curvature_bound is not None
    return bool(with_numpy.method(experiment)) and (problem.penalty.smooth or bounded)


def _run(problem: Problem, steps: int, rate: float) -> str:
    """The steps: a smooth penalty goes into the gradient, any other wholly into its proximal step."""
    smooth = problem.penalty.smooth
    cost = "mean_loss(w) + (L2 * w**2).sum() / 2" if smooth else "mean_loss(w)"
    return RUN.format(steps=steps, rate=rate, cost=cost, prox="" if smooth else PROX.format(rate=rate))


def _coefficients(name: str, of: str, strength: float, problem: Problem) -> str:
    """A line with the coefficient of each weight in a penalty, 0 for biases."""
    layers = [f"[{strength!r}] * {layer.bias - layer.start} + [0.0] * {layer.width}" for layer in problem.network.layers]
    return f"{name} = torch.tensor({' + '.join(layers)}, dtype=torch.float64)  # what {of} costs; biases cost nothing"


def _mean_loss(problem: Problem) -> str:
    """The mean loss as a function of the flat weights."""
    layers, lines = problem.network.layers, ["def mean_loss(w):"]
    inputs = "A"
    for depth, layer in enumerate(layers):
        own = "w" if len(layers) == 1 else f"w[{layer.start}:{layer.stop}]"
        matrix = own if layer.outputs is None else f"{own}.reshape({layer.inputs + 1}, {layer.width})"
        if depth == len(layers) - 1:
            lines.append(f"    z = {inputs} @ {matrix}")
        else:
            lines.append(f"    h = {ACTIVATIONS[layer.activation or '']}({inputs} @ {matrix})")
            lines.append("    h = torch.column_stack([h, torch.ones(len(h), dtype=torch.float64)])")
            inputs = "h"
    expression = torch_loss(problem.loss)
    lines += ["    r = z - y"] if problem.loss.task == "regression" and "r" in _letters(expression) else []
    return "\n".join([*lines, f"    return ({expression}).mean()"])


def _letters(expression: str) -> set[str]:
    """The names that stand alone in an expression."""
    return set("".join(c if c.isalnum() or c in "_." else " " for c in expression).replace(".", " . ").split())
