"""What is compared of an experiment: its data as they are, the losses and penalties that go with them, groups and gaps."""

from __future__ import annotations

import pickle

import numpy as np
import pytest

from explorer import DATASETS, LOSSES, PENALTIES, Experiment
from explorer.cost.compatibility import fits
from explorer.datasets import read_table
from explorer.datasets.table import Choices, OwnTable
from explorer.experiment import asked_comparison as asked
from explorer.experiment.asked_comparison import AskedComparison
from explorer.path.methods.choice import path_refusal
from explorer.selection import compare
from explorer.selection.comparing.task import Progress


@pytest.mark.parametrize("dataset", list(DATASETS))
def test_each_data_set_has_losses_that_fit_it_and_a_usual_choice(dataset):
    e = asked.about(Experiment(dataset=dataset))
    task = e.source.task
    offered = asked.offered_losses(e)
    assert offered
    for name in offered:
        assert fits(LOSSES[name], task)
        assert not LOSSES[name].untrainable
    usual = asked.usual_losses(e)
    assert 1 <= len(usual) <= 3
    assert set(usual) <= set(offered)
    assert asked.usual_penalty(e) in asked.offered_penalties(e)
    assert "none" not in asked.offered_penalties(e)


def test_what_is_not_offered_has_no_path():
    e = asked.about(Experiment(dataset="diabetes"))
    left = [name for name, loss in LOSSES.items() if fits(loss, "regression") and name not in asked.offered_losses(e)]
    assert {"cauchy", "tukey"} <= set(left)
    for name in left:
        if not LOSSES[name].untrainable:
            assert path_refusal(e.change(loss=name, penalty="l2", strength=0.1).problem())
    assert asked.offered_losses(asked.about(Experiment(dataset="moons", model="mlp"))) == ()
    assert asked.usual_penalty(asked.about(Experiment(dataset="moons", model="mlp"))) == ""


def test_how_it_is_trained_and_what_is_disturbed_does_not_count():
    plain, other = Experiment(), Experiment(solver="adam", rate=0.01, steps=40, strength=0.7, noise=0.5, validation=0.1)
    assert asked.about(plain) == asked.about(other)
    assert asked.ignored(other) == ["noise"]
    assert asked.ignored(plain) == []
    assert asked.same_ground(plain, other)
    assert asked.same_ground(plain, Experiment(loss="huber", penalty="l1", params={"loss.delta": 2.0}))
    for apart in ({"dataset": "engel"}, {"seed": 3}, {"standardise": False}, {"edits": ((3, 10, 400.0),)},
                  {"params": {"model.intercept": False}}):  # fmt: skip
        assert not asked.same_ground(plain, Experiment(**apart))
    np.testing.assert_array_equal(asked.compared_data(other).y, plain.raw().y)


def test_its_own_loss_and_penalty_keep_their_parameters():
    e = asked.about(Experiment(loss="huber", penalty="elastic_net", params={"loss.delta": 2.5, "penalty.ratio": 0.3}))
    assert asked.made_loss(e, "huber").delta == 2.5
    assert asked.made_loss(e, "squared") == LOSSES["squared"]()
    assert asked.made_penalty(e, "elastic_net").ratio == 0.3
    assert asked.made_penalty(e, "l1") == PENALTIES["l1"]()


def test_the_task_gives_what_compare_gives():
    e = asked.about(Experiment(dataset="stackloss", seed=4))
    question = AskedComparison(e, ("squared", "huber"), ("l2",), "pinball", 0.8, tried=5, folds=3, repeats=1, nested=False)
    assert hash(question) == hash(AskedComparison(e, ("squared", "huber"), ("l2",), "pinball", 0.8, 5, 3, 1, False))
    task = pickle.loads(pickle.dumps(question.task()))
    there = Progress.of(list(task.pieces())).state.comparison()
    here = compare(DATASETS["stackloss"]().load(), [LOSSES["squared"](), LOSSES["huber"]()], PENALTIES["l2"](), 5,
                   asked.metric_of("regression", "pinball", 0.8), 3, 1, 4, nested=0)  # fmt: skip
    assert there.metric.label == "Pinball loss at the 0.8 quantile"
    for one, other in zip(there.rows, here.rows, strict=True):
        np.testing.assert_array_equal(one.scores, other.scores)


def test_a_question_is_the_same_whatever_loss_is_trained_with_meanwhile():
    def question(e, losses=("squared", "absolute"), **more):
        return AskedComparison(asked.about(e), losses, ("l2",), "mae", **more)

    plain = question(Experiment())
    assert plain.same_as(question(Experiment(loss="huber", penalty="l1", strength=0.3)))
    assert not plain.same_as(question(Experiment(), ("squared",)))
    assert not plain.same_as(question(Experiment(), folds=3))
    assert not plain.same_as(question(Experiment(seed=2)))
    wide = Experiment(loss="huber", params={"loss.delta": 3.0})
    assert not question(Experiment(), ("huber",)).same_as(question(wide, ("huber",)))


def test_metrics_that_are_not_of_the_kind_are_the_usual_one():
    assert asked.metric_of("binary", "mae") is None
    assert asked.metric_of("binary", "pinball") is None
    assert asked.metric_of("binary", "auc").id == "auc"


TABLE = "who,x,z,y\n" + "".join(f"p{i // 3},{i % 7},{'' if i == 4 else i * i % 11},{3 * (i % 7) + i % 2}\n" for i in range(24))


def own(**choices) -> Experiment:
    return Experiment(dataset=OwnTable(read_table(TABLE), Choices("y", **choices)))


def test_rows_of_a_group_stay_together():
    e = asked.about(own(features=("x",)))
    assert "who" in asked.group_columns(e)
    assert "y" not in asked.group_columns(e)
    groups = asked.groups_of(e, "who")
    assert groups[:4] == ("p0", "p0", "p0", "p1")
    assert asked.groups_of(e, "x")[:3] == ("0.0", "1.0", "2.0")
    assert asked.groups_of(e, "") is None
    assert asked.group_columns(asked.about(Experiment())) == ()
    question = AskedComparison(e, ("squared",), ("l2",), "mae", tried=3, folds=4, repeats=1, nested=False, groups="who")
    folds = Progress.of(list(question.task().pieces())).state.setup.folds[0]
    for name in set(groups):
        assert len({fold for fold, group in zip(folds, groups, strict=True) if group == name}) == 1


def test_gaps_are_filled_by_what_is_trained_on():
    e = asked.about(own(features=("x", "z"), missing="median"))
    task = AskedComparison(e, ("squared",), ("l2",), "mae").task()
    data, trained = task.dataset, np.arange(10, 20)
    filled = pickle.loads(pickle.dumps(task.fill))(trained)
    assert filled.X[4, 1] == np.median(data.X[10:20, 1])
    np.testing.assert_array_equal(np.delete(filled.X, 4, axis=0), np.delete(data.X, 4, axis=0))
    assert AskedComparison(asked.about(own(features=("x",))), ("squared",), ("l2",), "mae").task().fill is None


def test_a_script_loads_what_scikit_learn_has_unless_it_was_changed():
    assert "load_diabetes" in AskedComparison(asked.about(Experiment()), ("squared",), ("l2",), "mae").loader
    edited = asked.about(Experiment(edits=((3, 10, 400.0),)))
    assert AskedComparison(edited, ("squared",), ("l2",), "mae").loader == ""
