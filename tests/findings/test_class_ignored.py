"""A rare class without a single prediction is told, and no other."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from explorer import Experiment
from explorer.cost.problem import Problem
from explorer.findings import stretches
from explorer.findings.class_ignored import ClassIgnored


def of(e):
    history = e.train()
    return ClassIgnored().told(next(stretches(e, history))), history


def test_not_on_balanced_classes_nor_on_numbers():
    assert of(Experiment(dataset="moons", steps=30))[0] == []
    assert of(Experiment(steps=30))[0] == []


def test_a_rare_class_that_gets_no_example_is_told_with_its_share_and_no_longer_once_it_has_one():
    e = Experiment(dataset="breast_cancer", steps=20)
    stretch = next(stretches(e, e.train()))
    problem = stretch.problem
    rare = np.flatnonzero(problem.data.y == problem.data.y.max())
    common = np.flatnonzero(problem.data.y == problem.data.y.min())
    chosen = np.concatenate([rare[:10], common[:90]])
    data = problem.data.rows(chosen)
    few = Problem(data, problem.model, problem.loss, problem.penalty, problem.strength)
    W = np.zeros((3, few.size))
    W[:, -1] = -1.0
    W[2, -1] = 1.0
    told = ClassIgnored().told(replace(stretch, problem=few, steps=np.arange(3), weights=W))
    (one,) = told
    assert (one.first, one.last) == (1, 1)
    assert "although 10 % of them are" in one.sentence
    assert one.sentence.startswith("No example is predicted as malignant")
