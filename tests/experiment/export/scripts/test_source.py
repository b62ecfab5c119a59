"""Source cut out of the package: it stands by itself and gives the same numbers to the bit."""

from __future__ import annotations

import math

import numpy as np
import pytest

from explorer import LOSSES, MODELS, PENALTIES, SCHEDULES, SOLVERS
from explorer.core.params import instances
from explorer.experiment.export.scripts.source import Excerpts

RNG = np.random.default_rng(0)
W = RNG.normal(size=(6, 3)) * 2.0


def cut(entry, methods):
    """An object of the class that an excerpt defines, in a namespace with nothing of the package in it."""
    excerpts = Excerpts()
    excerpts.add("Cut", entry, methods)
    assert "explorer" not in excerpts.text()
    namespace: dict[str, object] = {}
    exec("\n".join(sorted(excerpts.imports)) + "\n" + excerpts.text(), namespace)
    return namespace["Cut"]()


@pytest.mark.parametrize("loss", [i for cls in LOSSES.values() for i in instances(cls)], ids=repr)
def test_losses(loss):
    several = loss.task == "multiclass"
    z = RNG.normal(size=(40, 3) if several else 40) * 3.0
    y = {"multiclass": RNG.integers(0, 3, 40), "binary": np.sign(RNG.normal(size=40)), "count": RNG.poisson(2.0, 40) + 0.0}.get(
        loss.task, np.exp(RNG.normal(size=40))
    )
    own = cut(loss, ["value", "slope", "curvature"])
    with np.errstate(over="ignore", divide="ignore", invalid="ignore"):
        for method in ("value", "slope", "curvature"):
            assert np.array_equal(getattr(own, method)(y, z), getattr(loss, method)(y, z), equal_nan=True)


@pytest.mark.parametrize("penalty", [i for cls in PENALTIES.values() for i in instances(cls)], ids=repr)
def test_penalties(penalty):
    own = cut(penalty, ["prox", "slope"] if penalty.smooth else ["prox"])
    assert (own.prox(W, 0.3, 0.7) == penalty.prox(W, 0.3, 0.7)).all()
    if penalty.smooth:
        assert (own.slope(W, 0.7) == penalty.slope(W, 0.7)).all()


@pytest.mark.parametrize("solver", [i for cls in SOLVERS.values() for i in instances(cls)], ids=repr)
def test_solvers(solver):
    own = cut(solver, ["start", "ahead", "step"])
    mine = theirs = np.arange(3.0)
    a, b = own.start(mine), solver.start(theirs)
    for g in W:
        assert (own.ahead(mine, a) == solver.ahead(theirs, b)).all()
        mine, a = own.step(mine, g, a, 0.1, None)
        theirs, b = solver.step(theirs, g, b, 0.1, None)
        assert (mine == theirs).all()


@pytest.mark.parametrize("schedule", [i for cls in SCHEDULES.values() for i in instances(cls)], ids=repr)
def test_schedules(schedule):
    own = cut(schedule, ["factor"])
    assert [own.factor(k) for k in (0, 7, 600)] == [schedule.factor(k) for k in (0, 7, 600)]


def test_a_fitted_basis_takes_its_numbers_along():
    X = RNG.normal(size=(20, 2)) + 3.0
    basis = MODELS["polynomial"](degree=3).bind(X).basis
    assert (cut(basis, ["__call__"])(X[:5]) == basis(X[:5])).all()


def test_what_cannot_be_written_out_is_refused():
    class Foreign:
        opaque = object()

        def value(self):
            return math.sqrt(self.opaque)

    with pytest.raises(ValueError, match="cannot be written out"):
        Excerpts().add("Cut", Foreign(), ["value"])

    class Outside:
        def value(self):
            return pytest.approx(1.0)

    with pytest.raises(ValueError, match="pytest is not NumPy's"):
        Excerpts().add("Cut", Outside(), ["value"])


def test_a_function_comes_with_all_that_it_calls():
    from explorer.selection.comparing.resampled_t import corrected_interval

    excerpts = Excerpts()
    assert excerpts.add_function(corrected_interval) == "corrected_interval"
    space = {}
    exec("\n".join([*excerpts.imports, excerpts.text()]), space)
    values = np.array([1.0, 2.0, 4.0, 1.0, 2.0])
    assert tuple(space["corrected_interval"](values, 5)) == tuple(corrected_interval(values, 5))
