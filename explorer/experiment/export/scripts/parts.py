"""What all exported scripts have: the data they were trained on, the start, and the coefficients printed."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

import numpy as np

from explorer.core.text import shown
from explorer.cost.problem import Problem
from explorer.datasets.gaps import filled
from explorer.datasets.preparation import fit_scaling
from explorer.datasets.weighting import with_columns
from explorer.experiment.experiment import Experiment
from explorer.experiment.export.scripts.source import Excerpts

Array = np.ndarray
SAME = 1e-12
"""Targets that differ by less are the same."""


@dataclass(frozen=True, eq=False)
class Parts:
    """Pieces of a script for an experiment: the settings that hold at its end, and the training part."""

    experiment: Experiment

    @property
    def problem(self) -> Problem:
        """The cost that is minimised."""
        return self.experiment.problem()

    def names(self) -> str:
        """The weights' names as a Python list, quoted whatever they contain."""
        return wrapped("NAMES", [repr(shown(name)) for name in self.problem.names])

    def data(self, loaded: bool = False) -> str:
        """Lines that make X (n, d) and y (n,), in the units that were trained in.

        The examples are written out; where ``loaded``, a data set that scikit-learn has is taken from there.
        """
        e, prepared = self.experiment.now, self.experiment.prepared()
        raw, rows, scaling = with_columns(e.raw(), e.weighting), prepared.rows, prepared.scaling
        X = raw.X[rows] if prepared.fill is None else filled(raw, prepared.fill).X[rows]
        y = prepared.train.y
        if scaling.y_scale != 1.0 or scaling.y_mean != 0.0:
            original = raw.y[rows]
            same = np.allclose((original - scaling.y_mean) / scaling.y_scale, y, rtol=0, atol=SAME)
            y = original if same else scaling.original_y(y)
        loader = e.make("dataset").scikit_learn if loaded else ""
        if loader and not self.counted and np.array_equal(y, raw.y[rows]) and not e.edits and np.unique(rows).size == rows.size:
            out = np.setdiff1d(np.arange(raw.n), rows)
            lines = [line for line in loader.splitlines() if line and not line.startswith("from ")]
            if out.size:
                lines += [wrapped("HELD_OUT", out.tolist()), "X, y = np.delete(X, HELD_OUT, axis=0), np.delete(y, HELD_OUT)"]
        else:
            columns = [X, *(column[:, None] for _, column, _ in self.counted), y[:, None]]
            table = "\n".join(",".join(plain(value) for value in row) for row in np.concatenate(columns, axis=1))
            last = ", ".join([*(word for word, *_ in self.counted), "target"])
            told = f"the last columns are {last}" if self.counted else "the last column is the target"
            lines = [f"# The training examples, one a line; {told}.", f'TABLE = """\n{table}\n"""']
            lines += [
                'table = np.array([line.split(",") for line in TABLE.split()], dtype=float)',
                f"X, y = table[:, :-{1 + len(self.counted)}], table[:, -1]",
            ]
            lines += [line.format(-1 - len(self.counted) + i) for i, (*_, line) in enumerate(self.counted)]
        lines += self._scaled(X, y)
        if self.problem.data.task == "multiclass":
            lines.append("y = y.astype(int)")
        return "\n".join(lines)

    @property
    def counted(self) -> list[tuple[str, Array, str]]:
        """What else there is of each training example: a word for it, its column (n,), and the line that reads it."""
        data, found = self.problem.data, list[tuple[str, Array, str]]()
        if data.example_weights is not None:
            line = "SHARE = table[:, {0}] / table[:, {0}].mean()  # how much each example counts"
            found.append(("weight", data.example_weights, line))
        if data.offset is not None:
            found.append(("exposure", np.exp(data.offset), "OFFSET = np.log(table[:, {0}])  # added to the score"))
        return found

    def loss(self, excerpts: Excerpts, methods: list[str]) -> str:
        """The class ``Loss`` with these methods: as excerpts, or around them where examples have weights or offsets; then its
        own text, to stand after the data."""
        names = {word for word, *_ in self.counted}
        if not names:
            excerpts.add("Loss", self.problem.loss, methods)
            return ""
        excerpts.add("LossAlike", self.problem.loss, methods)
        share = "SHARE[self.rows]" if "weight" in names else ""
        z = "z + OFFSET[self.rows]" if "exposure" in names else "z"
        lines = ["class Loss:  # its mean is the mean loss of the cost", "    own, rows = LossAlike(), slice(None)"]
        for method in methods:
            wide = "[:, None]" if method != "value" and self.problem.loss.task == "multiclass" else ""
            times = f"{share}{wide} * " if share else ""
            lines += ["", f"    def {method}(self, y, z):", f"        return {times}self.own.{method}(y, {z})"]
        return "\n".join(lines)

    def design(self) -> str:
        """A line that makes A of X: what the first layer multiplies."""
        if not self.problem.network.biased:
            return "A = X  # there is no intercept, and so no column of ones"
        return "A = np.column_stack([X, np.ones(len(X))])  # the last column is for the biases"

    def _scaled(self, X: Array, y: Array) -> list[str]:
        """Lines that standardise as the experiment does; with numbers where the data were changed after that."""
        scaling, lines = self.experiment.prepared().scaling, []
        own, centred = fit_scaling(self.problem.data, True, True), self.problem.model.intercept
        if self.experiment.standardise:
            unchanged = (not centred or np.allclose(own.x_mean, 0, atol=1e-9)) and np.allclose(
                np.where(X.std(axis=0) > 0, own.x_scale, 1.0), 1.0, rtol=0, atol=1e-9
            )
            if unchanged and X.std(axis=0).all():
                lines.append("X = (X - X.mean(axis=0)) / X.std(axis=0)" if centred else "X = X / X.std(axis=0)")
            else:
                lines.append("# Standardised with the means and spreads before anything was done to the data.")
                lines.append(f"X = (X - np.array({scaling.x_mean.tolist()})) / np.array({scaling.x_scale.tolist()})")
        if scaling.y_scale != 1.0 or scaling.y_mean != 0.0:
            same_mean = not centred or np.isclose(y.mean(), scaling.y_mean, rtol=1e-12, atol=0)
            if same_mean and np.isclose(y.std(), scaling.y_scale, rtol=1e-12):
                lines.append("y = (y - y.mean()) / y.std()" if centred else "y = y / y.std()")
            else:
                lines.append(f"y = (y - {scaling.y_mean!r}) / {scaling.y_scale!r}")
        return lines

    def factors(self) -> str:
        """A line with how many times the penalty each feature pays; empty where none has a factor of its own."""
        each = self.problem.penalty.factors
        return "" if each is None else f"FACTORS = np.array({list(each)!r})  # how many times the penalty each feature pays"

    def start(self) -> str:
        """Lines that make the weights w a run starts from: zeros, those that the seed draws, or given ones."""
        network, start = self.problem.network, self.experiment.phases[0][1].starts_from()
        if not start.any():
            return f"w = np.zeros({start.size})"
        if not np.array_equal(start, network.start("normal", self.experiment.seed)):
            return f"w = np.array({start.tolist()})"
        lines = [f"w = np.zeros({start.size})", f"rng = np.random.default_rng([{self.experiment.seed}, 0])"]
        for layer in network.layers:
            size = layer.bias - layer.start
            lines.append(f"w[{layer.start}:{layer.bias}] = rng.normal(0.0, {layer.inputs} ** -0.5, {size})")
        return "\n".join(lines)

    def features(self, excerpts: Excerpts) -> str:
        """A line that computes the model's features of the inputs; empty where these are the inputs themselves."""
        basis = self.problem.network.basis
        if basis.identity:
            return ""
        excerpts.add("Basis", basis, ["__call__"])
        return "X = Basis()(X)"


def plain(value: float) -> str:
    """A number in the fewest characters that give it back to the bit.

    >>> plain(3.0), plain(0.1)
    ('3', '0.1')
    """
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(float(value))


def wrapped(name: str, items: list[object]) -> str:
    """An assignment of a list whose items are Python text already, wrapped over several lines where it is long."""
    text = ", ".join(str(item) for item in items)
    if len(text) < 100:
        return f"{name} = [{text}]"
    if all(isinstance(item, int) for item in items):
        return f"{name} = [\n{textwrap.fill(text, 100, initial_indent='    ', subsequent_indent='    ')},\n]"
    return f"{name} = [\n" + "\n".join(f"    {item}," for item in items) + "\n]"


PRINT = """\
for name, value in zip(NAMES, w):
    print(f"{value: .9f}  {name}")"""
"""The last lines: every weight, in the order of the experiment."""
