"""Choosing the strength by cross-validation on the page."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import Experiment
from explorer.selection.cross_validation import cross_validate
from explorer.ui.parts import cross_validation
from tests.helpers.paged import experiment
from tests.helpers.shrinkage_page import button, page, told

pytestmark = pytest.mark.usefixtures("shown_step")


def test_cross_validation_goes_a_fold_at_a_time_and_a_choice_is_taken():
    at = page(penalty="l1", strength="0.1")
    button(at, "Cross-validate").click().run()
    done = []
    while (work := at.session_state[cross_validation.WORK]).running:
        done.append(work.validation.done)
        assert [b.label for b in at.button if b.label == "Cancel"]
        at.run()
    assert done == [1, 2, 3, 4]
    at.run()
    e = Experiment(penalty="l1", strength=0.1, steps=20)
    alone = e.cross_validate()
    again = cross_validate(e.problem(), alone.strengths, seed=e.seed)
    np.testing.assert_allclose(work.chosen.mean, again.mean, rtol=1e-9)
    assert f"{alone.mean[alone.best_at]:.3g} ±" in told(at)
    button(at, f"Take {alone.one_se:g} (one standard error)").click().run()
    assert experiment(at).now.strength == alone.one_se
    assert button(at, f"{alone.one_se:g} is in force (one standard error)").disabled
    assert not button(at, f"Take {alone.best:g} (minimum)").disabled
    assert at.session_state[cross_validation.WORK].chosen is work.chosen  # another strength, the same choice to make
    assert not at.exception


def test_cancel_drops_the_work_and_another_problem_has_work_of_its_own():
    at = page(penalty="l1")
    button(at, "Cross-validate").click().run()
    button(at, "Cancel").click().run()
    assert at.session_state[cross_validation.WORK] is None
    button(at, "Cross-validate").click().run()
    about = at.session_state[cross_validation.WORK].about
    button(at, "Twins with L2").click().run()
    assert at.session_state[cross_validation.WORK].about == about
    assert [b.label for b in at.button if b.label == "Cross-validate"]


def test_folds_that_do_not_fit_the_data_are_refused_in_a_sentence():
    at = page(dataset="stackloss")
    at.selectbox(key=cross_validation.FOLDS).set_value(20).run()
    button(at, "Cross-validate").click().run()
    assert "20 folds need at least 20 examples" in told(at)
    assert not at.session_state[cross_validation.WORK]
