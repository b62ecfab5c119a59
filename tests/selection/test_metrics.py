"""Common metrics against scikit-learn, in original units, for every loss."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest
from sklearn.metrics import mean_absolute_error, mean_squared_error, median_absolute_error, zero_one_loss

from explorer import LOSSES, MODELS, PENALTIES, Dataset, Experiment, Problem
from explorer.core.registry import TASKS
from explorer.datasets.preparation import Scaling, fit_scaling
from explorer.selection.metrics import METRICS, along, metrics_of

PLAIN = Scaling(np.zeros(1), np.ones(1))
RNG = np.random.default_rng(0)
NUMBERS = [(data, loss) for data in ("diabetes", "doctor_visits", "wages") for loss in Experiment(dataset=data).losses()]
CLASSES = [(data, loss) for data in ("moons", "penguins") for loss in Experiment(dataset=data).losses()]
METRIC = {metric.id: metric for metric in METRICS}


def prepared(data, loss):
    e = Experiment(dataset=data)
    if not LOSSES[loss].untrainable:
        e = e.change(loss=loss)
    elif LOSSES[loss].task == "binary":
        e = e.change(loss="logistic")
    found = e.prepared()
    problem = Problem(found.train, MODELS["linear"](), LOSSES[loss](), PENALTIES["none"](), 0.0)
    return problem, found, 0.3 * RNG.normal(size=(5, problem.size))


@pytest.mark.thorough
@pytest.mark.parametrize(("data", "loss"), NUMBERS)
@pytest.mark.parametrize("held", [False, True])
def test_numbers_are_measured_in_original_units_as_scikit_learn_does(data, loss, held):
    problem, found, W = prepared(data, loss)
    raw = Experiment(dataset=data).raw()
    rows = np.setdiff1d(np.arange(raw.n), found.rows) if held else found.rows
    held_out = problem.hold(found.validation) if held else None
    z = W @ (held_out.network if held else problem.network).design.T
    predicted = np.exp(z) if problem.loss.link == "log" else found.scaling.original_y(z)
    root = lambda y, p: mean_squared_error(y, p) ** 0.5
    for metric, theirs in (("mae", mean_absolute_error), ("rmse", root), ("medae", median_absolute_error)):
        ours = along(problem, held_out, W, METRIC[metric], found.scaling)
        assert ours == pytest.approx([theirs(raw.y[rows], p) for p in predicted], rel=1e-10)


@pytest.mark.parametrize(("data", "loss"), CLASSES)
@pytest.mark.parametrize("held", [False, True])
def test_classes_are_counted_as_scikit_learn_does(data, loss, held):
    problem, found, W = prepared(data, loss)
    held_out = problem.hold(found.validation) if held else None
    examples = held_out or problem.examples
    network, y = examples.network, examples.y
    (metric,) = metrics_of(Experiment(dataset=data).raw().task, LOSSES[loss].task)
    z = network.predict(W)
    decided = np.where(z > 0, 1, -1) if problem.data.task == "binary" else z.argmax(axis=-1)
    ours = along(problem, held_out, W, metric, found.scaling)
    assert ours == pytest.approx([100 * zero_one_loss(y, p) for p in decided], rel=1e-12)


def test_no_decision_is_a_wrong_one():
    z = np.array([[0.0, -0.0, 2.0, -2.0], [1.0, 1.0, 1.0, 1.0]])
    y = np.array([1.0, -1.0, 1.0, 1.0])
    loss = LOSSES["logistic"]()
    assert METRIC["error"].of(y, z, loss, PLAIN).tolist() == [75.0, 25.0]
    assert METRIC["error"].of(y, z, loss, PLAIN) == pytest.approx(100 * LOSSES["zero_one"]().value(y, z).mean(axis=-1))
    tied = np.array([[[1.0, 1.0, 0.0], [0.0, 2.0, 1.0]]])
    assert METRIC["error"].of(np.array([0, 1]), tied, LOSSES["cross_entropy"](), PLAIN).tolist() == [50.0]
    assert METRIC["error"].of(np.array([1, 2]), tied, LOSSES["cross_entropy"](), PLAIN).tolist() == [100.0]


def test_scores_that_are_no_numbers_are_wrong_and_amounts_too_large_are_infinite():
    bad = np.array([[np.nan, np.inf]])
    assert METRIC["error"].of(np.array([1.0, 1.0]), bad, LOSSES["hinge"](), PLAIN).tolist() == [50.0]
    huge = np.array([[800.0], [1e200]])
    assert METRIC["rmse"].of(np.array([1.0]), huge, LOSSES["poisson"](), PLAIN).tolist() == [np.inf, np.inf]
    assert METRIC["rmse"].of(np.array([1.0]), huge[1:], LOSSES["squared"](), PLAIN).tolist() == [np.inf]


def test_every_kind_of_target_has_a_metric_and_the_table_is_in_order():
    for task in TASKS:
        assert metrics_of(task)
        assert all(metric.label and metric.unit for metric in metrics_of(task))
    assert len(METRIC) == len(METRICS)
    assert [m.id for m in metrics_of("regression")] == ["rmse", "mae", "medae"]
    assert [m.id for m in metrics_of("count")] == ["rmse", "mae"]
    assert all(m.neutral == (m.id not in ("rmse", "mae")) for m in METRICS)
    assert [m.id for m in metrics_of("multiclass")] == [m.id for m in metrics_of("binary")] == ["error"]


def test_the_first_class_against_the_rest_is_not_compared_with_all_classes():
    (all_classes,), (first,) = metrics_of("multiclass", "multiclass"), metrics_of("multiclass", "binary")
    assert all_classes.id != first.id
    assert "first class against the rest" in first.label
    assert metrics_of("binary", "binary") == metrics_of("binary")
    assert metrics_of("count", "regression") == metrics_of("count", "count")


def test_a_model_with_hidden_layers_is_measured_too(regression_data):
    problem = Problem(regression_data, MODELS["mlp"](hidden=3), LOSSES["huber"](), PENALTIES["l2"](), 0.1)
    W = RNG.normal(size=(4, problem.size))
    theirs = [mean_absolute_error(regression_data.y, problem.network.predict(w)) for w in W]
    assert along(problem, None, W, METRIC["mae"], PLAIN) == pytest.approx(theirs)


def test_no_steps_have_no_metric(regression_data):
    problem = Problem(regression_data, MODELS["linear"](), LOSSES["squared"](), PENALTIES["l2"](), 0.1)
    assert along(problem, None, np.zeros((0, problem.size)), METRIC["mae"], PLAIN).shape == (0,)


def test_a_long_run_on_many_examples_takes_little_memory():
    X = RNG.normal(size=(5000, 3))
    data = Dataset(X, X[:, 0] * 100 + 7)
    scaling = fit_scaling(data, True, True)
    problem = Problem(scaling.apply(data), MODELS["linear"](), LOSSES["squared"](), PENALTIES["l2"](), 0.1)
    W = RNG.normal(size=(2000, 4))
    tracemalloc.start()
    along(problem, None, W, METRIC["rmse"], scaling)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 12e6  # all at once would be 80 MB a copy
