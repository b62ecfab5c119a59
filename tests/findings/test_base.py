"""What a finding is, and when it is told."""

from __future__ import annotations

import numpy as np

from explorer import Experiment
from explorer.findings import FINDINGS, Found, Told, at_step, findings, stretches


def test_a_run_is_cut_at_its_changes_and_no_row_is_lost_or_counted_twice():
    e = Experiment(steps=300).change(at=100, strength=1.0).change(at=200, loss="huber")
    history = e.train()
    parts = list(stretches(e, history))
    assert np.array_equal(np.concatenate([part.steps for part in parts]), history.steps)
    assert [int(part.steps[-1]) for part in parts] == [100, 200, 300]
    assert [(part.experiment.strength, part.experiment.loss) for part in parts] == [
        (0.02, "squared"),
        (1.0, "squared"),
        (1.0, "huber"),
    ]
    assert [part.ends for part in parts] == [False, False, True]
    for part in parts:
        assert np.allclose(part.problem.costs(part.weights).total, part.total, rtol=1e-12)


def test_nothing_is_told_of_a_run_that_diverged():
    e = Experiment(rate=1.0)
    history = e.train()
    assert history.status == "diverged"
    assert findings(e, history) == []


def test_at_a_step_two_are_told_by_rank_and_of_one_finding_the_latest():
    rules = sorted((rule() for rule in FINDINGS.values()), key=lambda rule: rule.rank)
    first, second, third = rules[:3]
    found = [
        Found(third, Told(0, 9, "c")),
        Found(first, Told(5, 9, "a")),
        Found(second, Told(0, 9, "b, old")),
        Found(second, Told(4, 9, "b, new")),
    ]
    assert [one.told.sentence for one in at_step(found, 4)] == ["b, new", "c"]
    assert [one.told.sentence for one in at_step(found, 5)] == ["a", "b, new"]
    assert [one.told.sentence for one in at_step(found, 5, most=3)] == ["a", "b, new", "c"]
    assert at_step(found, 10) == []


def test_what_is_told_at_a_step_does_not_depend_on_what_comes_later():
    """A run that stops earlier tells the same up to there, but for what looks at the whole stretch."""
    looks_ahead = {"plateau", "sign"}
    for e in (
        Experiment(dataset="line", model="polynomial", params={"model.degree": 9}, strength=0.0, steps=400),
        Experiment(penalty="l1", strength=0.3, steps=400),
    ):
        short = e.change(steps=200)
        whole, part = ([f for f in findings(x, x.train()) if f.finding.id not in looks_ahead] for x in (e, short))
        for step in (1, 20, 60, 100):
            told = [{one.finding.id for one in at_step(found, step, most=9)} - {"costly"} for found in (whole, part)]
            assert told[0] == told[1]


def test_every_finding_has_a_reason_in_a_sentence_and_a_rank_of_its_own():
    rules = [rule() for rule in FINDINGS.values()]
    assert len({rule.rank for rule in rules}) == len(rules) >= 10
    for rule in rules:
        assert rule.summary.endswith(".")
        assert len(rule.summary) <= 160
