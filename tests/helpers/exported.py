"""Run exported scripts and translated estimators, and compare their weights with the experiment's."""

from __future__ import annotations

import builtins
import contextlib
import io
from importlib import import_module

import numpy as np
import pytest

from explorer import regularization_path
from explorer.experiment.export.scripts import script
from explorer.experiment.export.translate import translations

ALLOWED = {"numpy": {"numpy", "math", "collections"}}
"""What a script of each kind may import."""
ALLOWED["scikit-learn"] = ALLOWED["numpy"] | {"sklearn"}
ALLOWED["pytorch"] = ALLOWED["numpy"] | {"torch"}


def ran(text, kind):
    """The script's weights, and what it printed. It may import its own libraries and nothing else."""

    def guarded(name, *rest):
        assert name.split(".")[0] in ALLOWED[kind], f"the script imports {name}"
        return builtins.__import__(name, *rest)

    namespace = {"__builtins__": vars(builtins) | {"__import__": guarded, "open": None, "eval": None, "exec": None}}
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(text, "script", "exec"), namespace)
    return np.asarray(namespace["w"]), printed.getvalue()


def centred(problem, w):
    """Scores of several classes may all be moved by the same amount: the biases with mean 0."""
    layer, out = problem.network.layers[-1], np.array(w)
    if layer.outputs and layer.biased:
        out[layer.bias :] -= out[layer.bias :].mean()
    return out


def agrees(experiment, kind, atol=1e-6):
    problem, text = experiment.problem(), script(experiment, kind)
    w, printed = ran(text, kind)
    if text.startswith('"""Repeat a run'):
        expected = experiment.train().weights[-1]
    elif experiment.penalty == "none":
        expected = regularization_path(experiment.change(penalty="l2", strength=0.0).problem(), [0.0]).weights[0]
    else:
        expected = regularization_path(problem, [problem.strength]).weights[0]
    np.testing.assert_allclose(centred(problem, w), centred(problem, expected), atol=atol, rtol=0)
    lines = printed.splitlines()
    assert [line.split(None, 1)[1] for line in lines] == list(problem.names)
    np.testing.assert_allclose([float(line.split()[0]) for line in lines], w, atol=6e-10)
    return text


def named(rows):
    """Rows of fields as parameters of a test, each with an id of its values."""
    return [pytest.param(row, id="-".join(f"{v}" for v in row.values())) for row in rows]


def refitted(problem, t):
    """The flat weights (p,) that scikit-learn finds with a translation's arguments."""
    model = getattr(import_module(t.module), t.estimator)(**{t.parameter: t.value}, **dict(t.others), **dict(t.precise))
    unit = np.array(t.columns or [1.0])
    model.fit(problem.network.features / unit, problem.data.y)
    own = model.coef_ / unit
    coef = own.T if problem.network.layers[0].outputs else np.ravel(own)
    return np.concatenate([np.ravel(coef), np.ravel(model.intercept_)]) if problem.network.biased else np.ravel(coef)


def exact(problem):
    """scikit-learn's estimators that minimise exactly this cost."""
    return [t for t in translations(problem) if t.exact and t.library == "scikit-learn"]
