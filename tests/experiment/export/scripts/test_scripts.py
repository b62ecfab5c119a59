"""Exported scripts: every kind is run on its own, and its coefficients are those of the experiment."""

from __future__ import annotations

import builtins
import contextlib
import io
import re
import subprocess
import sys
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pytest

from explorer import DATASETS, LOSSES, PENALTIES, Dataset, Experiment, regularization_path
from explorer.core.params import instances
from explorer.datasets.base import Source
from explorer.experiment.export.scripts import KINDS, script, script_refusal
from explorer.experiment.export.scripts.parts import plain
from explorer.experiment.export.scripts.torch_losses import torch_loss
from explorer.experiment.menus import MENUS

ALLOWED = {"numpy": {"numpy", "math", "collections"}}
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
    if layer.outputs:
        out[layer.bias :] -= out[layer.bias :].mean()
    return out


def agrees(experiment, kind, atol=1e-6):
    problem, text = experiment.problem(), script(experiment, kind)
    w, printed = ran(text, kind)
    if text.startswith('"""Repeat a run'):
        expected = experiment.train().weights[-1]
    else:
        expected = regularization_path(problem, [problem.strength]).weights[0]
    np.testing.assert_allclose(centred(problem, w), centred(problem, expected), atol=atol, rtol=0)
    lines = printed.splitlines()
    assert [line.split(None, 1)[1] for line in lines] == list(problem.names)
    np.testing.assert_allclose([float(line.split()[0]) for line in lines], w, atol=6e-10)
    return text


def named(rows):
    return [pytest.param(row, id="-".join(f"{v}" for v in row.values())) for row in rows]


MINIMA = [
    {"dataset": "diabetes", "penalty": "l2"},
    {"dataset": "diabetes", "penalty": "l1", "strength": 0.1},
    {"dataset": "stackloss", "penalty": "elastic_net"},
    {"dataset": "diabetes", "penalty": "l2", "standardise": False},
    {"dataset": "diabetes", "penalty": "elastic_net", "strength": 0.0},
    {"dataset": "breast_cancer", "penalty": "l2", "loss": "logistic"},
    {"dataset": "penguins", "loss": "cross_entropy", "penalty": "l2"},
    {"dataset": "wages", "loss": "gamma", "penalty": "l2"},
]


@pytest.mark.parametrize("fields", named(MINIMA))
@pytest.mark.parametrize("kind", ["numpy", "scikit-learn"])
def test_the_minimum_is_found(kind, fields):
    assert agrees(Experiment(**fields), kind).startswith('"""Find the weights with the lowest cost')


ODD = [
    {"dataset": "engel", "model": "polynomial", "penalty": "l2", "noise": 0.3},
    {"dataset": "diabetes", "penalty": "l2", "edits": ((3, 0, 90.0), (5, 10, 300.0))},
    {"dataset": "penguins", "loss": "logistic", "penalty": "l1", "flips": 0.1, "balance": 0.5},
    {"dataset": "stackloss", "penalty": "l1", "changes": ((50, "strength", 0.5),)},
    {"dataset": "diabetes", "validation": 0.0, "seed": 5},
]


@pytest.mark.parametrize("fields", named(ODD))
@pytest.mark.parametrize("kind", ["numpy", "scikit-learn"])
def test_data_that_were_changed_are_those_of_the_experiment(kind, fields):
    agrees(Experiment(**fields), kind)


ONLY_NUMPY = [
    {"dataset": "diabetes", "loss": "expectile", "penalty": "l1"},
    {"dataset": "doctor_visits", "loss": "poisson", "penalty": "elastic_net"},
    {"dataset": "breast_cancer", "loss": "squared_hinge", "penalty": "group_l1", "strength": 0.1},
    {"dataset": "penguins", "loss": "cross_entropy", "penalty": "group_l1"},
    {"dataset": "diabetes", "loss": "tukey", "penalty": "mcp", "steps": 60},
    {"dataset": "diabetes", "loss": "absolute", "solver": "momentum", "batch": 50, "schedule": "inverse_time", "steps": 60},
    {"dataset": "penguins", "model": "mlp", "steps": 60, "penalty": "l1", "params": {"model.activation": "relu"}},
    {"dataset": "stackloss", "model": "mlp", "steps": 60, "solver": "adamw", "params": {"model.activation": "sigmoid"}},
    {"dataset": "stackloss", "loss": "cauchy", "solver": "nesterov", "penalty": "scad", "start": "normal", "steps": 60},
    {"dataset": "engel", "loss": "welsch", "rate": 500.0, "steps": 200},
    {"dataset": "engel", "loss": "welsch", "starting_weights": (3.0, -2.0), "steps": 30},
]


@pytest.mark.parametrize("fields", named(ONLY_NUMPY))
def test_numpy_alone_writes_out_what_no_library_has(fields):
    agrees(Experiment(**fields), "numpy")


TASKS = {"regression": "stackloss", "count": "doctor_visits", "positive": "wages", "binary": "breast_cancer"}


@pytest.mark.parametrize("loss", [name for name, loss in LOSSES.items() if not loss.untrainable])
def test_every_loss_has_a_numpy_script(loss):
    e = Experiment(dataset=TASKS.get(LOSSES[loss].task, "penguins"), loss=loss, penalty="l2", strength=0.3, steps=20)
    agrees(e, "numpy")


@pytest.mark.parametrize("penalty", list(PENALTIES))
def test_every_penalty_has_a_numpy_script(penalty):
    e = Experiment(dataset="stackloss", loss="welsch", penalty=penalty, strength=0.1, steps=20)
    agrees(e, "numpy")


KINKED = [
    ({"dataset": "stackloss", "loss": "absolute", "penalty": "l1"}, "QuantileRegressor"),
    ({"dataset": "stackloss", "loss": "epsilon_insensitive", "penalty": "l2"}, "SVR"),
    ({"dataset": "breast_cancer", "loss": "hinge", "penalty": "l2", "strength": 0.2}, "SVC"),
]


@pytest.mark.parametrize(("fields", "estimator"), KINKED)
def test_scikit_learns_fit_of_a_loss_with_a_kink_is_as_good_as_any(fields, estimator):
    e = Experiment(**fields)
    text, problem = script(e, "scikit-learn"), e.problem()
    assert f"{estimator}(" in text
    w, _ = ran(text, "scikit-learn")
    ways = np.random.default_rng(1).normal(size=(500, problem.size)) * np.geomspace(1e-4, 1.0, 500)[:, None]
    assert problem.costs(w + ways).total.min() > problem.cost(w).total - 1e-7


def test_data_that_scikit_learn_has_come_from_there_and_are_the_same():
    for name in ("diabetes", "breast_cancer"):
        source = DATASETS[name]()
        namespace: dict[str, np.ndarray] = {}
        exec(source.scikit_learn, namespace)
        data = source.load()
        np.testing.assert_allclose(namespace["X"], data.X, rtol=1e-12)
        assert (namespace["y"] == data.y).all()
        assert len(script(Experiment(dataset=name, penalty="l2"), "scikit-learn")) < 3000
    assert "TABLE" in script(Experiment(dataset="stackloss", penalty="l2"), "scikit-learn")


def test_a_script_runs_in_a_python_of_its_own(tmp_path):
    e = Experiment(dataset="stackloss", penalty="l1")
    file = tmp_path / "fit.py"
    file.write_text(script(e, "numpy"), encoding="utf-8")
    done = subprocess.run([sys.executable, "-I", file], capture_output=True, text=True, cwd=tmp_path, check=True)
    found = [float(line.split()[0]) for line in done.stdout.splitlines()]
    np.testing.assert_allclose(found, regularization_path(e.problem(), [e.strength]).weights[0], atol=1e-8)


HOSTILE = ('"""\nimport os; os.abort()', "it's {x} \\", "\x1b[31mred", "bmi²\u2028")


@pytest.mark.parametrize("kind", ["numpy", "scikit-learn"])
def test_names_are_text_whatever_stands_in_them(kind, monkeypatch):
    @dataclass(frozen=True)
    class Hostile(Source):
        id: ClassVar[str] = "hostile"
        name: ClassVar[str] = '"""+hostile'
        task: ClassVar[str] = "multiclass"

        def load(self):
            X = np.random.default_rng(0).normal(size=(30, 4))
            return Dataset(X, np.arange(30) % 3, HOSTILE, '"""', "multiclass", ('a"""', "'", "c\n"), name=self.name)

    for menu in (DATASETS, MENUS["dataset"]):
        monkeypatch.setitem(menu, "hostile", Hostile)
    e = Experiment(dataset="hostile", penalty="l2")
    w, printed = ran(script(e, kind), kind)
    expected = centred(e.problem(), regularization_path(e.problem(), [e.strength]).weights[0])
    np.testing.assert_allclose(centred(e.problem(), w), expected, atol=1e-6)
    assert len(printed.splitlines()) == e.problem().size
    assert printed.isprintable() or all(line.isprintable() for line in printed.split("\n"))


@pytest.mark.parametrize(
    ("fields", "kind", "said"),
    [
        ({"loss": "tukey"}, "scikit-learn", "scikit-learn has nothing that minimises Tukey biweight with L2."),
        ({"dataset": "breast_cancer", "penalty": "none"}, "scikit-learn", "Without a penalty some line may separate"),
        ({"loss": "tukey", "changes": ((50, "strength", 1.0),)}, "numpy", "this one was changed on its way"),
        ({"loss": "tukey", "solver": "adam"}, "pytorch", "Only plain gradient descent"),
        ({"penalty": "mcp"}, "pytorch", "MCP is not written out"),
        ({"loss": "barron"}, "pytorch", "Barron is not written out"),
        ({}, "fortran", '"fortran" is not a kind of script. Allowed: numpy, scikit-learn, pytorch.'),
    ],
)
def test_what_there_is_no_script_for_is_said(fields, kind, said):
    e = Experiment(**({"dataset": "diabetes"} | fields))
    assert said in script_refusal(e, kind)
    with pytest.raises(ValueError, match=r"\."):
        script(e, kind)


@pytest.mark.parametrize("value", [3.0, -0.0, 0.1, 1e300, 12345678.5, 1e15, 2**53 + 2.0])
def test_numbers_come_back_to_the_bit(value):
    assert float(plain(value)) == value


def test_the_kinds_are_in_the_order_of_the_page():
    assert list(KINDS) == ["numpy", "scikit-learn", "pytorch"]


RAW = [
    {"dataset": "penguins", "loss": "cross_entropy", "penalty": "l2", "strength": 0.1, "standardise": False},
    {"dataset": "penguins", "loss": "cross_entropy", "penalty": "elastic_net", "strength": 0.1, "standardise": False},
    {"dataset": "penguins", "loss": "cross_entropy", "penalty": "group_l1", "strength": 0.1, "standardise": False},
    {"dataset": "breast_cancer", "loss": "logistic", "penalty": "l1", "strength": 0.1, "standardise": False},
]


@pytest.mark.parametrize("fields", named(RAW))
def test_features_of_very_different_size_do_not_keep_numpy_from_the_minimum(fields):
    assert agrees(Experiment(**fields), "numpy").startswith('"""Find the weights')


@pytest.mark.parametrize("kind", ["numpy", "pytorch"])
@pytest.mark.parametrize(
    "fields",
    [
        {"dataset": "penguins", "loss": "cross_entropy", "penalty": "elastic_net"},
        {"dataset": "breast_cancer", "loss": "logistic", "penalty": "l1"},
        {"dataset": "breast_cancer", "loss": "logistic", "penalty": "l2"},
    ],
)
def test_a_script_whose_steps_do_not_settle_says_so(kind, fields):
    if kind == "pytorch":
        pytest.importorskip("torch", reason="PyTorch is wanted by the benchmarks alone")
    text = script(Experiment(**fields), kind)
    assert "not settled" not in ran(text, kind)[1]
    short = (
        re.sub(r"range\([\d_]{4,}\)", "range(1)", text).replace("max_iter=500", "max_iter=1").replace("range(5)", "range(1)")
    )
    assert short != text
    assert ran(short, kind)[1].startswith("The steps have not settled, so")


WITH_TORCH = [
    {"dataset": "diabetes", "penalty": "l2"},
    {"dataset": "diabetes", "penalty": "elastic_net", "strength": 0.1, "standardise": False},
    {"dataset": "diabetes", "penalty": "l1", "strength": 0.02, "standardise": False},
    {"dataset": "diabetes", "penalty": "l2", "strength": 0.1, "standardise": False},
    {"dataset": "engel", "model": "polynomial", "penalty": "elastic_net", "strength": 0.0},
    *({"dataset": "penguins", "penalty": p, "strength": 0.1, "standardise": False} for p in ("l2", "l1")),
    *({"dataset": "breast_cancer", "penalty": p, "strength": 0.1, "standardise": False} for p in ("l2", "elastic_net")),
    {"dataset": "stackloss", "penalty": "elastic_net"},
    {"dataset": "penguins", "loss": "cross_entropy", "penalty": "l2", "strength": 0.3},
    {"dataset": "wages", "loss": "gamma", "penalty": "l2"},
    {"dataset": "stackloss", "loss": "tukey", "penalty": "elastic_net", "steps": 30},
    {"dataset": "stackloss", "loss": "absolute", "penalty": "l2", "steps": 30},
    {"dataset": "penguins", "model": "mlp", "penalty": "l2", "steps": 30},
]


@pytest.mark.parametrize("fields", named(WITH_TORCH))
def test_pytorch_agrees(fields):
    pytest.importorskip("torch", reason="PyTorch is wanted by the benchmarks alone")
    agrees(Experiment(**fields), "pytorch")


def test_every_loss_that_is_written_out_for_pytorch_is_ours_up_to_a_constant():
    torch = pytest.importorskip("torch", reason="PyTorch is wanted by the benchmarks alone")
    rng, seen = np.random.default_rng(0), 0
    for loss in (i for cls in LOSSES.values() for i in instances(cls)):
        expression = torch_loss(loss)
        if not expression:
            continue
        several = loss.task == "multiclass"
        z = torch.tensor(rng.normal(size=(30, 3) if several else 30) * 2.0, requires_grad=True)
        y = {"multiclass": rng.integers(0, 3, 30), "binary": np.sign(rng.normal(size=30))}.get(loss.task, rng.random(30) + 0.5)
        names = {"torch": torch, "F": torch.nn.functional, "math": __import__("math"), "z": z, "y": torch.tensor(y)}
        if not several:
            names["r"] = z - names["y"]
        value = eval(expression, names)
        gap = value.detach().numpy() - loss.value(y, z.detach().numpy())
        assert np.ptp(gap) < 1e-9, loss
        value.sum().backward()
        np.testing.assert_allclose(z.grad.numpy(), loss.slope(y, z.detach().numpy()), atol=1e-9)
        seen += 1
    assert seen > 25
