"""What the page needs to select an example in the picture of a fit and to move it: names, and what each axis allows."""

from __future__ import annotations

from typing import Any

import numpy as np

from explorer.core.domains import DOMAINS
from explorer.cost.problem import Problem
from explorer.datasets.preparation import Prepared
from explorer.datasets.target_limits import lowest

X_Y = ("x", "y")


def handles(problem: Problem, prepared: Prepared, words: tuple[str, str], moves: dict[str, int]) -> dict[str, Any]:
    """Meta of a layout whose training examples can be selected, and moved along some axes.

    ``words`` are the words for the two axes, "" where one says nothing; ``moves`` is the column of the data set that each
    movable axis shows, the one after the features being the target. The traces' ``customdata`` says which mark is which
    example. Labels are places in ``classes``.
    """
    data = problem.data
    axes = {axis: {"name": name, "moves": axis in moves} for axis, name in zip(X_Y, words, strict=True)}
    for axis, column in moves.items():
        if column == data.X.shape[1]:
            target = prepared.scaling.original_y(data.y)
            axes[axis] |= {"low": lowest(problem.loss.domain, target), "whole": DOMAINS[data.task].whole}
    labels = (data.y > 0 if data.task == "binary" else data.y).astype(int) if data.classes else np.array([], dtype=int)
    return {
        "examples": {
            "rows": [int(row) for row in prepared.rows], "axes": axes, "classes": list(data.classes),
            "labels": [int(label) for label in labels],
        }
    }  # fmt: skip
