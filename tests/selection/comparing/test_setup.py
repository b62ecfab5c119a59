"""The order of the work, and the problems it is about."""

from __future__ import annotations

from explorer import LOSSES, PENALTIES
from explorer.selection.comparing.compare import begin_comparison
from explorer.selection.comparing.setup import Job
from tests.helpers.compared import drawn


def test_every_fold_of_every_repeat_is_there_once_and_every_pair_of_folds_for_the_choice_inside():
    setup = begin_comparison(
        drawn(), [LOSSES["squared"](), LOSSES["huber"]()], PENALTIES["l2"](), [0.1], folds=4, repeats=3, nested=2
    ).setup
    jobs = list(setup.jobs())
    assert jobs[:5] == [Job(0, 0, (0,)), Job(0, 0, (1,)), Job(0, 0, (2,)), Job(0, 0, (3,)), Job(1, 0, (0,))]
    single = {(job.candidate, job.repeat, *job.out) for job in jobs if len(job.out) == 1}
    pairs = [(job.candidate, job.repeat, *job.out) for job in jobs if len(job.out) == 2]
    assert single == {(c, r, f) for c in range(2) for r in range(3) for f in range(4)}
    assert len(set(pairs)) == len(pairs) == 2 * 2 * 6
    assert all(a < b for *_, a, b in pairs)
    assert len(jobs) == len(single) + len(pairs)


def test_a_problem_is_the_candidates_own():
    setup = begin_comparison(drawn(), [LOSSES["squared"](), LOSSES["huber"]()], PENALTIES["l1"](), [0.1]).setup
    part = setup.part(1, (2,))
    problem = setup.problem(1, part.train)
    assert (problem.loss.id, problem.penalty.id, problem.n) == ("huber", "l1", 48)
    assert part.held[0].n == 12
    assert setup.repeats == 3
