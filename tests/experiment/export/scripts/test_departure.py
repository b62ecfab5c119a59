"""What is taken home of a run: every solver with every penalty, by every kind of script, and what is said where they part."""

from __future__ import annotations

import re

import numpy as np
import pytest
from sklearn.linear_model import Lasso, Ridge

from explorer import PENALTIES, SOLVERS, Experiment
from explorer.experiment.export.scripts import KINDS, script, script_refusal
from explorer.experiment.export.scripts.departure import UNKNOWN, departure, sensitivity
from explorer.experiment.export.translate import translations
from tests.helpers.exported import agrees, centred, ran

STOPPED = "this run is still on its way there."
ELSEWHERE = "The run ends elsewhere: AdamW does not minimise data loss + strength × penalty"
CALLED = [pytest.param(kind, marks=pytest.mark.torch if kind == "pytorch" else ()) for kind in KINDS]
TRIED = [
    {"dataset": "stackloss", "loss": "squared", "strength": 0.3, "steps": 40},
    {"dataset": "stackloss", "loss": "welsch", "strength": 0.3, "steps": 40},
    {"dataset": "stackloss", "loss": "huber", "strength": 0.3, "steps": 40, "batch": 5},
]
"""Stopped early, not convex, and in batches."""


def pairs(fields):
    """The experiments of every solver with every penalty; a penalty on groups goes without solvers that refuse it."""
    for solver in SOLVERS:
        for penalty in PENALTIES:
            if not SOLVERS[solver]().refusal(PENALTIES[penalty].separable):
                yield Experiment(**fields, solver=solver, penalty=penalty)


@pytest.mark.thorough
@pytest.mark.parametrize("fields", TRIED, ids=["early", "not convex", "batches"])
@pytest.mark.parametrize("kind", CALLED)
def test_every_solver_with_every_penalty_is_taken_home_to_six_digits(kind, fields):
    """By the weights that the script itself finds: those of the run, or those of the minimum, and then it says so."""
    taken, unsteady = 0, set()
    for e in pairs(fields):
        if script_refusal(e, kind):
            continue
        text, problem = script(e, kind), e.problem()
        repeats, said = text.startswith('"""Repeat a run'), " ".join(text.split())
        magnified = re.search(r"moved by 1e-15 the run ends up to ([0-9.e-]+) away", said)
        unsteady |= {e.solver} if magnified else set()
        agrees(e, kind, atol=100 * float(magnified[1]) if magnified and kind == "pytorch" else 1e-6)
        w, last = (centred(problem, v) for v in (ran(text, kind)[0], e.train().weights[-1]))
        apart = np.abs(w - last).max() > 1e-6 * (1 + np.abs(w).max())
        assert bool(magnified) or apart == (STOPPED in said or ELSEWHERE in said), (e.solver, e.penalty)
        assert not (apart and repeats and not magnified)
        assert (ELSEWHERE in said) == (e.solver == "adamw" and e.penalty != "none" and not repeats)
        taken += 1
    # These divide a bias's gradient, which for a standardised target is rounding alone, by its own running size.
    assert unsteady <= ({"rmsprop", "adam", "adamw"} if fields["loss"] == "squared" else set())
    least = {"scikit-learn": 3 * len(SOLVERS) if fields["loss"] == "squared" else 0}.get(kind, len(SOLVERS) * 6)
    assert taken >= least


def test_the_script_of_a_decoupled_run_ends_where_the_run_ends():
    """On diabetes at strength 0.5 AdamW leaves s1 at about -0.49, and ridge has it near -0.03."""
    e = Experiment(dataset="diabetes", penalty="l2", solver="adamw", strength=0.5, rate=0.001, steps=20_000)
    problem, text = e.problem(), agrees(e, "numpy")
    s1, ridge = problem.names.index("s1"), Ridge(alpha=0.25 * problem.n).fit(problem.network.features, problem.data.y)
    w = e.train().weights[-1]
    assert w[s1] == pytest.approx(-0.49, abs=0.01)
    assert ridge.coef_[s1] == pytest.approx(-0.03, abs=0.01)
    assert text.startswith('"""Repeat a run of 20000 steps of AdamW')
    gap = np.abs(w[:-1] - ridge.coef_).max()
    said = f"Its weights differ from those with the lowest cost by up to {gap:.2g} (s1)."
    assert departure(e) == f"{ELSEWHERE}, since it applies the penalty separately from the gradient. {said}"
    assert said in " ".join(script(e, "scikit-learn").split())


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"steps": 5000, "strength": 0.5}, ""),
        ({"steps": 20, "strength": 0.5}, STOPPED),
        ({"steps": 5000, "strength": 0.5, "batch": 50}, STOPPED),
        ({"steps": 5000, "strength": 0.5, "penalty": "l1"}, ""),
        ({"steps": 20, "strength": 0.02, "penalty": "l1"}, STOPPED),
        ({"steps": 500, "strength": 0.5, "solver": "adamw"}, ELSEWHERE),
        ({"steps": 500, "strength": 0.5, "changes": ((100, "solver", "adamw"),)}, ELSEWHERE),
        ({"steps": 5000, "strength": 0.5, "solver": "adamw", "changes": ((100, "solver", "gd"),)}, ""),
        ({"steps": 100, "strength": 0.0, "solver": "adamw"}, STOPPED),
        ({"loss": "tukey"}, "The cost is not convex"),
        ({"model": "mlp"}, "The cost is not convex"),
        ({"penalty": "mcp"}, "The cost is not convex"),
        ({"loss": "absolute", "steps": 100}, "above the lowest."),
        ({"dataset": "breast_cancer", "penalty": "none"}, UNKNOWN),
    ],
)
def test_where_the_run_ends_elsewhere_it_is_said_and_only_there(fields, said):
    found = departure(Experiment(**({"dataset": "diabetes", "penalty": "l2"} | fields)))
    assert said in found
    assert bool(said) == bool(found)


def test_the_gap_is_that_to_scikit_learns_minimum():
    e = Experiment(dataset="diabetes", penalty="l1", strength=0.1, steps=30)
    problem = e.problem()
    best = Lasso(alpha=0.05, tol=1e-12, max_iter=100_000).fit(problem.network.features, problem.data.y)
    off = np.abs(e.train().weights[-1] - np.append(best.coef_, best.intercept_))
    assert f"by up to {off.max():.2g} ({problem.names[int(off.argmax())]})" in departure(e)


def test_rounding_that_changes_where_a_run_ends_is_told_and_no_other():
    """RMSProp divides the bias's gradient, which is rounding alone for a standardised target, by its own running size."""
    e = Experiment(dataset="stackloss", loss="squared", solver="rmsprop", penalty="mcp", strength=0.3, steps=40)
    assert "(bias), so on another machine" in sensitivity(e)
    for solver in ("gd", "momentum", "nesterov", "adagrad", "fista"):
        assert sensitivity(e.change(solver=solver)) == ""


def test_a_long_run_is_not_trained_twice_and_that_is_told():
    long = Experiment(dataset="diabetes", loss="welsch", steps=60_000)
    assert sensitivity(long) == "Whether rounding changes where so long a run ends has not been tried."
    assert sensitivity(long.change(steps=500)) == ""


@pytest.mark.torch
def test_pytorchs_adamw_with_the_translated_decay_takes_the_steps_of_the_run():
    import torch

    e = Experiment(dataset="diabetes", penalty="l2", solver="adamw", strength=0.5, rate=0.01, steps=300)
    problem = e.problem()
    own = next(t for t in translations(problem, solver=e.solver) if t.library == "PyTorch")
    assert own.estimator == "AdamW"
    X, y = (torch.from_numpy(np.array(a)) for a in (problem.network.features, problem.data.y))
    w, b = (torch.zeros(size, dtype=torch.float64, requires_grad=True) for size in (X.shape[1], 1))
    groups = [{"params": [w], own.parameter: own.value}, {"params": [b], own.parameter: 0.0}]
    optimizer = torch.optim.AdamW(groups, lr=0.01)
    for _ in range(300):
        optimizer.zero_grad()
        ((X @ w + b - y) ** 2).mean().backward()
        optimizer.step()
    found = torch.cat([w, b]).detach().numpy()
    np.testing.assert_allclose(found, e.train().weights[-1], atol=1e-6, rtol=0)


def test_where_several_sets_of_weights_are_best_the_script_may_find_another():
    """The wages' products of 0 and 1 columns depend on each other. The cost is then compared, and not the weights."""
    e = Experiment(
        dataset="wages", model="polynomial", loss="log_cosh", penalty="l1", strength=0.02, solver="fista", steps=3000,
        params={"model.degree": 2},
    )  # fmt: skip
    said = departure(e)
    assert said.startswith("Some features are constant or sums of others")
    assert "weights differ" not in departure(e.change(steps=20))
    assert "above the lowest" in departure(e.change(steps=20))
    assert "several sets" not in departure(e.change(penalty="l2"))


@pytest.mark.parametrize(
    ("settings", "level"),
    [
        ({"dataset": "stackloss", "loss": "squared_epsilon_insensitive", "params": {"loss.epsilon": 1.5}}, True),
        ({"dataset": "stackloss", "loss": "squared_epsilon_insensitive", "params": {"loss.epsilon": 0.01}}, False),
        ({"dataset": "stackloss", "loss": "squared_epsilon_insensitive", "strength": 0.1, "penalty": "l2",
          "params": {"loss.epsilon": 1.5}}, False),
        ({"dataset": "stackloss", "loss": "huber"}, False),
    ],
)  # fmt: skip
def test_a_tube_that_holds_most_examples_leaves_several_sets_of_weights(settings, level):
    """The cost is compared then: weights at another end of the level place are as good."""
    said = departure(Experiment(**{"penalty": "l1", "strength": 0.001, "steps": 20} | settings))
    assert ("level" in said) is level
    assert ("weights differ" in said) is not level if "on its way there" in said else True


def test_without_a_penalty_no_column_is_divided_by_a_factor():
    """Factors of a fit to the fourth power span fifteen powers of ten, and nothing would pay them."""
    e = Experiment(dataset="wages", loss="gamma", penalty="none", steps=50)
    for off in ({"penalty": "l2", "strength": 0.0}, {"penalty": "none", "strength": 1.0}):
        text = script(e.change(adaptive=4.0, **off), "scikit-learn")
        assert "UNIT" not in text
    assert "UNIT" in script(e.change(adaptive=1.0, penalty="l2", strength=0.1), "scikit-learn")
