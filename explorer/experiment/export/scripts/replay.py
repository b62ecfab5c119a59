"""The run itself as lines of NumPy: the same start, rate and steps lead to the same weights."""

from __future__ import annotations

from collections.abc import Sequence

from explorer.cost.problem import Problem
from explorer.experiment.export.scripts.source import Excerpts
from explorer.models.layer import Layer
from explorer.training.steps import Run

ACTIVATIONS = {
    "tanh": ("np.tanh(x)", "1.0 - h * h"),
    "relu": ("np.maximum(x, 0.0)", "(h > 0).astype(float)"),
    "sigmoid": ("1.0 / (1.0 + np.exp(-x))", "h * (1.0 - h)"),
}
"""Each activation and its slope, as functions of its input x and its output h."""

SINGLE = """\
def gradient(w, A, y):
    return {back}"""

HIDDEN = """\
def gradient(w, A, y):
    V, W = w[:{split}].reshape({rows}, {hidden}), w[{split}:]{shape}
    x = A @ V
    h = {value}
    B = np.column_stack([h, np.ones(len(h))])
    g = loss.slope(y, B @ W) / len(y)
    back = {through} * ({slope})
    return np.concatenate([(A.T @ back).ravel(), (B.T @ g).ravel()])"""

DEEP = """\
LAYERS = {layers}  # where each begins and ends, its inputs with a 1 for the bias, its units


def gradient(w, A, y):
    blocks = [w[begin:end].reshape(rows, units) for begin, end, rows, units in LAYERS]
    inputs = [A]
    for bend, W in zip(BENDS, blocks):
        inputs.append(np.column_stack([bend(inputs[-1] @ W), np.ones(len(A))]))
    g = loss.slope(y, {scores}).reshape(len(y), -1) / len(y)
    parts = []
    for depth in reversed(range(len(blocks))):
        parts.insert(0, (inputs[depth].T @ g).ravel())
        if depth:
            g = (g @ blocks[depth][:-1].T) * SLOPES[depth - 1](inputs[depth][:, :-1])
    return np.concatenate(parts)


BENDS = [{bends}]
SLOPES = [{slopes}]  # of the units' outputs h"""

PENALTY = """\
BLOCKS = {layers}  # where weights begin, where biases begin, and how many weights leave an input


def prox(v, t):
    out = v.copy()
    for begin, end, width in BLOCKS:
        step = t[begin:end].reshape(-1, width) if np.ndim(t) else t
        out[begin:end] = penalty.prox(v[begin:end].reshape(-1, width), step, STRENGTH).ravel()
    return out"""

BATCHES = """\
def rows(step):  # every epoch has an order of its own, dealt out over as few batches as hold it
    per_epoch = -(-len(y) // {batch})
    epoch, position = divmod(step, per_epoch)
    order = np.random.default_rng([{seed}, 2, epoch]).permutation(len(y))
    return np.array_split(order, per_epoch)[position]"""


def steps(problem: Problem, excerpts: Excerpts, run: Run, count: int, batch: int | None, seed: int, own: str = "") -> list[str]:
    """Blocks of lines that take ``count`` steps of a run from the weights ``w``.

    ``own`` defines the function ``gradient(w, A, y)`` of the mean loss, where that is not to be NumPy's; else the script has a
    class ``Loss``.
    """
    solver, schedule = run.solver, run.schedule
    excerpts.add("Solver", solver, ["start", "ahead", "step"])
    if not schedule.constant:
        excerpts.add("Schedule", schedule, ["factor"])
    smooth, factored = problem.penalty.smooth, problem.penalty.factors is not None
    penalised = problem.penalty.curvature_bound(problem.strength) > 0
    whole = batch is None or batch >= problem.n
    blocks = [own or gradient(problem)]
    if not smooth or penalised:
        excerpts.add("Penalty", problem.penalty.base, ["slope" if smooth else "prox"])
    if not smooth:
        layers = [(layer.start, layer.bias, layer.width) for layer in problem.network.layers]
        each = ", FACTORS[:, None] * step" if factored else ", step"
        blocks.append(PENALTY.format(layers=layers).replace(", step", each))
    if not whole:
        blocks.append(BATCHES.format(batch=batch, seed=seed))
    lines = ["solver = Solver()" if own else "solver, loss = Solver(), Loss()"]
    lines += ["schedule = Schedule()"] if not schedule.constant else []
    lines += ["penalty = Penalty()"] if not smooth or penalised else []
    if smooth and penalised:
        biases = [number for layer in problem.network.layers for number in range(layer.bias, layer.stop)]
        width = problem.network.layers[0].width
        each = f"np.append(np.repeat(FACTORS, {width}), np.ones({len(biases)}))" if factored else "np.ones(len(w))"
        lines += [f"penalised = {each}", *([f"penalised[{biases}] = 0.0  # biases"] if biases else [])]
    lines += ["state = solver.start(w)", f"for step in range({count}):", "    at = solver.ahead(w, state)"]
    lines += ["    some = rows(step)"] if not whole else []
    lines += ["    loss.rows = some"] if not whole and problem.loss is not problem.examples.loss else []
    lines += [f"    pull = gradient(at, {'A, y' if whole else 'A[some], y[some]'})"]
    decay = "None"
    if smooth and penalised:
        slope = "penalised * penalty.slope(at, STRENGTH)" if factored else "penalty.slope(at * penalised, STRENGTH)"
        decay = slope if solver.decoupled else "None"
        lines += [] if solver.decoupled else [f"    pull = pull + {slope}"]
    lines += ["    rate = RATE * schedule.factor(step)"] if not schedule.constant else []
    rate = "RATE" if schedule.constant else "rate"
    lines += [f"    w, state = solver.step(w, pull, state, {rate}, {'None' if smooth else 'prox'}, {decay})"]
    return [*blocks, "\n".join(lines)]


def gradient(problem: Problem) -> str:
    """The gradient of the mean loss as a function."""
    layers = problem.network.layers
    if len(layers) == 1:
        outputs = layers[0].outputs
        whole = "(loss.slope(y, A @ w) / len(y)) @ A"
        several = f"(A.T @ (loss.slope(y, A @ w.reshape(-1, {outputs})) / len(y))).ravel()"
        return SINGLE.format(back=whole if outputs is None else several)
    if len(layers) > 2:
        return _deep(layers)
    first, last = layers
    return HIDDEN.format(
        split=first.stop, rows=first.inputs + 1, hidden=first.width,
        shape="" if last.outputs is None else f".reshape(-1, {last.outputs})",
        value=_activation(first)[0], slope=_activation(first)[1],
        through="g[:, None] * W[:-1]" if last.outputs is None else "(g @ W[:-1].T)",
    )  # fmt: skip


def _deep(layers: Sequence[Layer]) -> str:
    """The gradient through several hidden layers."""
    table = [(layer.start, layer.stop, layer.inputs + 1, layer.width) for layer in layers]
    curves = [_activation(layer) for layer in layers[:-1]]
    last = "inputs[-1] @ blocks[-1]"
    return DEEP.format(
        layers=table, scores=f"({last})[:, 0]" if layers[-1].outputs is None else last,
        bends=", ".join(f"lambda x: {value}" for value, _ in curves),
        slopes=", ".join(f"lambda h: {slope}" for _, slope in curves),
    )  # fmt: skip


def replay_refusal(problem: Problem) -> str:
    """Why the model's layers cannot be written out; empty where they can."""
    layers = problem.network.layers
    if any(layer.activation not in ACTIVATIONS for layer in layers[:-1]):
        return "The script knows no way to write out these layers."
    return ""


def _activation(layer: Layer) -> tuple[str, str]:
    return ACTIVATIONS[layer.activation or ""]
