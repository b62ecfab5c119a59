"""Views of one number agree for the same step: the player's sentence, bars, the text under the pointer, readings below the
charts, the table of other libraries, titles and planes."""

from __future__ import annotations

import json
import re

import numpy as np
import pytest

from explorer import Experiment
from explorer.core.text import three_figures
from explorer.experiment.export.translate import translations
from explorer.figures.cost.cost import cost_picture
from explorer.figures.loss.examples import examples_picture, sum_picture
from explorer.figures.surface.two_weights import surface_picture
from explorer.figures.weights.picture import weights_picture
from explorer.ui.parts.cost_sentence import terms_of
from explorer.ui.view_models.comparison import compare
from explorer.ui.view_models.example_losses import run_examples
from explorer.ui.view_models.slice import run_on_slice
from explorer.ui.view_models.trained_run import trained
from tests.helpers.web import exported

LOSSES_OF = {
    "line": ("squared", "huber", "tukey", "absolute"),
    "stackloss": ("squared", "log_cosh", "quantile"),
    "doctor_visits": ("poisson", "squared", "huber"),
    "wages": ("gamma", "poisson", "tweedie", "squared"),
    "moons": ("logistic", "hinge", "brier", "focal"),
    "penguins": ("cross_entropy", "multiclass_brier", "crammer_singer"),
}


def random_experiment(seed: int) -> Experiment:
    """A run with changes of loss, penalty, strength, solver and data on the way."""
    rng = np.random.default_rng(seed)
    dataset = list(LOSSES_OF)[seed % len(LOSSES_OF)]
    pick = lambda options: options[int(rng.integers(len(options)))]
    e = Experiment(dataset=dataset, loss=pick(LOSSES_OF[dataset]), penalty=pick(("none", "l1", "l2")), steps=60, rate=0.02)
    at = 0
    for _ in range(3):
        at += int(rng.integers(5, 18))
        wanted = {
            "loss": pick(LOSSES_OF[dataset]), "penalty": pick(("l1", "l2", "elastic_net")),
            "strength": float(rng.choice([0.01, 0.1, 1.0])), "solver": pick(("gd", "momentum", "adam")),
        }  # fmt: skip
        for name in rng.permutation(list(wanted))[:2]:
            e = e.change(at=at, **{str(name): wanted[name]})
    if dataset in ("line", "stackloss"):
        raw = e.raw()
        e = e.change(at=at + 3, edits=((int(e.prepared().rows[1]), raw.X.shape[1], float(raw.y.max())),))
    return e


def settings_at(e: Experiment, step: int) -> Experiment:
    """The settings that led to a step, from the phases alone."""
    return [now for at, now in e.phases if at < step or at == 0][-1]


def cost_at(e: Experiment, step: int, w):
    """The cost by the settings that led to a step."""
    return settings_at(e, step).problem().cost(w)


@pytest.mark.parametrize("seed", range(20))
def test_whatever_tells_a_number_of_a_step_tells_the_same(seed):
    e = random_experiment(seed)
    run, history = trained(e), e.train()
    assert len(e.phases) > 2
    examples, on_slice = run_examples(run), run_on_slice(run, (), 0)
    n = len(examples.rows)
    bars = sum_picture(history).drawing.traces[0]["meta"]["bars"]
    ranked = examples_picture(examples.at_steps, examples.names, 0, examples.columns["step"]).drawing.traces[0]["meta"]
    assert [term.column for term in terms_of(run)][:3] == ["total", "data", "penalty"]
    assert np.array_equal(compare(run, ()).columns.get("race0", run.columns["total"]), run.columns["total"])
    changes = [at for at, _ in e.phases[1:]]
    last = int(history.steps[-1])
    for step in sorted({0, 1, last, *changes, *(at + 1 for at in changes), *(at - 1 for at in changes)}):
        true = cost_at(e, step, history.weights[step])
        said = [run.columns[name][step] for name in ("data", "penalty", "total")]
        assert said == pytest.approx(list(true), rel=1e-9, abs=1e-12)
        assert [examples.columns[bar.get("shown") or bar["top"]][step] for bar in bars] == pytest.approx(said)
        least = next(values for after, values in reversed(ranked["least"]) if after < step)
        read = examples.at_steps.excess[step] + least  # the losses that are read under the pointer
        assert read.mean() == pytest.approx(true.data, rel=1e-9, abs=1e-9)
        assert read == pytest.approx(examples.at_steps.loss[step], rel=1e-9, abs=1e-9)
        assert read.size == n
        plane = on_slice.slice.plane
        shadow = plane.lift(plane.project(history.weights[step][None]))[0]
        if on_slice.slice.rest != "profile":
            there = cost_at(e, step, shadow)
            assert [on_slice.columns[name][step] for name in ("pd", "pp", "plane")] == pytest.approx(list(there), rel=1e-8)
            end = e.problem().cost(shadow)
            assert [on_slice.columns[name][step] for name in ("sd", "sp", "st")] == pytest.approx(
                list(end), rel=1e-8, abs=1e-12
            )
        other = history.weights[-1].copy()
        other[list(run.plane)] = history.weights[step][list(run.plane)]
        assert run.columns["plane"][step] == pytest.approx(e.problem().cost(other).total, rel=1e-9)  # as the map that is drawn
    title = examples_picture(examples.at_steps, examples.names, 0, examples.columns["step"]).title
    share, count = re.search(r"make (\d+) %", title)[1], max(1, round(0.1 * n))
    excess = np.sort(examples.at_steps.excess[-1])[::-1]
    assert int(share) == pytest.approx(100 * excess[:count].sum() / excess.sum(), abs=0.51)
    assert title.endswith("at the end")
    assert f"ends at {three_figures(float(run.columns['total'][-1]))}," in cost_picture(history, e).title
    assert not re.search(r"\d", sum_picture(history).title)


READ = """(m) => RUNS.map(({ up, down, least, names, total, step }) => {
  const told = []
  const trace = new m.RankedBars({ meta: { up: "up", down: "down", least, names, picked: 0, of: "data loss" } })
  trace.bind({ steps: [step], matrixRow: (name) => ({ up, down })[name] })
  const body = { addEventListener: () => {}, clientWidth: 1 }
  const tip = { show: (lines) => told.push(lines) }
  const chart = { body, tip, frame: { x: (place) => place }, played: [trace], ready: true }
  const reader = new m.BarReader(chart, { shownRow: 0, run: { column: () => [total] } })
  const every = Math.ceil(names.length / 12)
  names.forEach((_, place) => place % every || reader.read(place, 0))
  return told
})"""


def test_the_text_under_the_pointer_is_the_examples_loss_and_its_part_of_the_cost_at_the_step():
    given, true = [], []
    for e in map(random_experiment, range(20)):
        run, history = trained(e), e.train()
        examples = run_examples(run)
        ranked = examples_picture(examples.at_steps, examples.names, 0, examples.columns["step"]).drawing.traces[0]["meta"]
        turn = e.phases[1][0]
        for step in (0, turn, turn + 1, int(history.steps[-1])):
            problem, w = settings_at(e, step).problem(), history.weights[step]
            losses = problem.loss.value(problem.data.y, problem.network.predict(w))
            true.append((dict(zip(examples.names, losses, strict=True)), problem.cost(w).total))
            given.append({
                "up": examples.at_steps.excess[step].tolist(), "down": examples.at_steps.gradient_norm[step].tolist(),
                "least": [[at, np.asarray(values).tolist()] for at, values in ranked["least"]],
                "names": list(examples.names), "total": float(run.columns["total"][step]), "step": step,
            })  # fmt: skip
    told = exported("interaction/read_bars.js", READ.replace("RUNS", json.dumps(given)), "marks/bars.js")
    assert len(told) == 80
    for tips, (losses, cost) in zip(told, true, strict=True):
        assert len(tips) >= 6
        for who, loss, adds, *_ in tips:
            own = losses[who.rpartition(": ")[0]]
            near = {"rel": 6e-3, "abs": 1e-9}
            assert float(loss.removeprefix("loss ")) == pytest.approx(own, **near)
            amount, _, part = adds.removeprefix("adds ").partition(" to the cost")
            assert float(amount) == pytest.approx(own / len(losses), **near)
            if part:
                assert float(part.removeprefix(", ").removesuffix(" % of it")) == pytest.approx(
                    100 * own / len(losses) / cost, **near
                )


@pytest.mark.parametrize("seed", range(20))
def test_readings_below_the_charts_and_the_table_are_of_the_same_run(seed):
    e = random_experiment(seed)
    run, history = trained(e), e.train()
    penalised = run.problem.network.penalised.astype(bool)
    readouts = {
        readout.label: run.columns[readout.column]
        for picture in (
            surface_picture(run.problem, history, run.surface, *run.plane),
            weights_picture(run.problem, history, run.reference, e.prepared().scaling, e, ""),
        )
        for readout in picture.readouts
    }
    for step in (0, e.phases[1][0], int(history.steps[-1])):
        assert readouts["real cost"][step] == pytest.approx(cost_at(e, step, history.weights[step]).total, rel=1e-9)
        assert readouts["weights at zero"][step] == (history.weights[step][penalised] == 0).sum()
    e = e.now
    n, s = run.problem.n, e.strength
    closed = {
        ("squared", "l2", "Ridge"): n * s / 2, ("squared", "l1", "Lasso"): s / 2,
        ("squared", "elastic_net", "ElasticNet"): s / 2,
        ("logistic", "l2", "LogisticRegression"): 1 / (n * s), ("cross_entropy", "l2", "LogisticRegression"): 1 / (n * s),
    }  # fmt: skip
    values = {(e.loss, e.penalty, found.estimator): found.value for found in translations(run.problem)}
    for call in values.keys() & closed.keys():
        assert values[call] == pytest.approx(closed[call], rel=1e-12)
    assert values.keys() & closed.keys() or not any(call[:2] == (e.loss, e.penalty) for call in closed)
