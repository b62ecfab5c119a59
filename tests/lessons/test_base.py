"""Lessons: each has a start, tasks with solutions, and texts of a fit length."""

from __future__ import annotations

import pytest

from explorer import Experiment
from explorer.lessons import LESSONS
from explorer.lessons.base import below, same_data
from tests.helpers.lessons import progress

EACH = [pytest.param(cls(), id=name) for name, cls in LESSONS.items()]
CHARTS = {
    "train": {"fit", "cost", "surface", "weights"},
    "loss_cost": {"loss", "slope", "examples", "sum"},
    "surface": {"surface_data", "surface_penalty", "surface_total", "surface_l1", "surface_l2"},
    "shrinkage": {"path", "validated"},
}
"""The charts of the pages, by the names that programs find them by."""


@pytest.mark.parametrize("lesson", EACH)
def test_the_start_solves_no_task_and_the_solution_does(lesson):
    start = lesson.start
    history = start.train()
    for i, task in enumerate(lesson.tasks):
        assert not lesson.progress(task, start, history).done
        assert progress(lesson, i, task.solution).done


@pytest.mark.parametrize("lesson", EACH)
def test_a_solution_travels_in_a_link(lesson):
    for task in lesson.tasks:
        solved = lesson.solved(task)
        assert Experiment.from_query(solved.to_query()) == (solved, [])


@pytest.mark.parametrize("lesson", EACH)
def test_texts_are_whole_sentences_of_a_fit_length(lesson):
    assert lesson.page in CHARTS
    assert 1 <= len(lesson.tasks) <= 3
    assert lesson.question.endswith("?")
    for text in (lesson.payoff, lesson.next_try, *(task.text for task in lesson.tasks)):
        assert text.endswith(".")
        assert len(text) <= 90, text
    assert lesson.summary.endswith(".")
    assert len(lesson.summary) <= 120
    assert lesson.picture in CHARTS[lesson.page]
    for task in lesson.tasks:
        assert task.hint.endswith((".", "?"))
        assert len(task.hint) <= 120
    assert len(lesson.name) <= 30


@pytest.mark.parametrize("name", [name for name in LESSONS if name != "one-loss"])  # that one is about losses, on any data
def test_other_data_are_refused_with_a_way_back(name):
    lesson = LESSONS[name]()
    dataset = "diabetes" if lesson.start.dataset != "diabetes" else "engel"
    for i, _ in enumerate(lesson.tasks):
        found = progress(lesson, i, {"dataset": dataset})
        assert not found.done
        assert "lesson's start" in found.says


def test_there_are_sixteen_in_an_order():
    ranks = [cls.rank for cls in LESSONS.values()]
    assert len(ranks) == 16
    assert ranks == sorted(set(ranks))


def test_the_same_data_are_those_with_the_same_parameters_and_edits():
    start = Experiment(dataset="line")
    assert same_data(start.change(loss="huber", strength=1.0), start)
    assert not same_data(start.change(params={"dataset.outliers": 0.2}), start)
    assert not same_data(start.change(edits=((0, 1, 5.0),)), start)
    assert not same_data(start.change(noise=0.5), start)


def test_a_number_is_below_a_limit_and_never_equal_to_it():
    assert below(0.44, 0.45, "Validation").done
    assert not below(0.45, 0.45, "Validation").done
    assert not below(float("nan"), 0.45, "Validation").done
    assert below(float("nan"), 0.45, "Validation").told == "Validation is not a number. Get it below 0.45."


RUNS = [pytest.param(cls(), id=name) for name, cls in LESSONS.items() if name != "one-loss"]  # that one is about no run
WHEN = ("At the end", "At step", "The cost at step", "The cost goes from")


@pytest.mark.parametrize("lesson", RUNS)
def test_each_number_says_of_which_step_it_is(lesson):
    for i, task in enumerate(lesson.tasks):
        assert progress(lesson, i, task.solution).says.startswith(WHEN)


@pytest.mark.parametrize("lesson", EACH)
def test_the_goal_is_told_until_it_is_reached(lesson):
    for i, task in enumerate(lesson.tasks):
        done = progress(lesson, i, task.solution)
        assert done.told == done.says
        assert not any(word in done.told for word in ("goal", "should", "Get "))
    before = lesson.progress(lesson.tasks[0], lesson.start, lesson.start.train())
    assert before.told == f"{before.says} {before.goal}".strip()


@pytest.mark.parametrize("name", ["loss-to-cost", "outliers", "l2-shrinks", "l1-zeroes", "why-corners", "choosing-a-strength"])
def test_a_solution_that_comes_in_mid_run_counts_once_the_run_has_gone_on(name):
    lesson = LESSONS[name]()
    for task in lesson.tasks:
        first = lesson.start.change(steps=2 * lesson.start.steps)
        late = first.turn(lesson.start.steps, lesson.solved(task).change(steps=first.steps))
        found = lesson.progress(task, late, late.train())
        assert found.done, found.says


@pytest.mark.parametrize("lesson", EACH)
def test_what_solves_a_task_solves_no_other_so_that_each_is_seen(lesson):
    for i, task in enumerate(lesson.tasks):
        others = [other for j, other in enumerate(lesson.tasks) if j != i]
        solved = lesson.solved(task)
        history = solved.train()
        assert not any(lesson.progress(other, solved, history).done for other in others)


AFTERWARDS = [("imbalance", {"class_weight": "1,50"}, "of A and"), ("momentum", {"solver": "adam"}, "At step 200")]
AFTERWARDS += [("outliers", {"edits": ((0, 1, 9.0),)}, "climbs"), ("weight-decay", {}, "off the cost's minimum")]


@pytest.mark.parametrize(("name", "settings", "told"), AFTERWARDS)
def test_its_number_is_told_of_what_is_tried_afterwards(name, settings, told):
    lesson = LESSONS[name]()
    run = lesson.start.with_settings(settings)
    assert told in lesson.afterwards(run, run.train())


def test_afterwards_nothing_is_told_of_runs_that_it_is_not_about():
    lesson = LESSONS["outliers"]()
    for settings in ({"strength": 0.1}, {"dataset": "diabetes"}, {"params": {"dataset.outliers": 0.3}}):
        run = lesson.start.with_settings(settings)
        assert lesson.afterwards(run, run.train()) == ""
