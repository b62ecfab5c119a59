"""The two weights of the surface stay those that are shown."""

from __future__ import annotations

import pytest

from explorer import Experiment
from explorer.ui.kept_axes import with_axes_kept
from explorer.ui.view_models.trained_run import trained
from tests.helpers.whole_app import choose, experiment, page, set_strength, visit

pytestmark = pytest.mark.usefixtures("shown_step")
RUN = Experiment()


def test_where_the_same_two_move_most_nothing_is_named():
    other = RUN.change(strength=0.021)
    assert trained(other).plane == trained(RUN).plane
    assert with_axes_kept(RUN, other) == other


@pytest.mark.parametrize("change", [{"rate": 0.5}, {"penalty": "l1", "strength": 0.5}])
def test_where_others_would_move_most_the_two_that_are_shown_stay_and_the_run_is_the_same(change):
    other = RUN.change(**change)
    assert trained(other).plane != trained(RUN).plane
    kept = with_axes_kept(RUN, other)
    assert trained(kept).plane == trained(RUN).plane
    assert (trained(kept).history.weights == trained(other).history.weights).all()
    assert Experiment.from_query(kept.to_query())[0] == kept


def test_axes_that_were_chosen_and_those_of_other_weights_are_left_alone():
    chosen = RUN.change(plane_x=0, plane_y=1)
    assert with_axes_kept(chosen, chosen.change(rate=0.5)) == chosen.change(rate=0.5)
    back = RUN.change(rate=0.5, plane_x=0, plane_y=3)
    assert with_axes_kept(RUN, back) == back
    elsewhere = RUN.change(dataset="stackloss")
    assert with_axes_kept(RUN, elsewhere) == elsewhere


def test_on_the_page_they_stay_as_the_strength_is_moved_and_go_with_the_data():
    at = page()
    shown = trained(experiment(at)).plane
    choose(at, "Penalty", "l1")
    set_strength(at, 0.5)
    assert trained(experiment(at)).plane == shown
    assert trained(experiment(at).change(plane_x="auto", plane_y="auto")).plane != shown
    choose(at, "Data", "stackloss")
    assert (experiment(at).plane_x, experiment(at).plane_y) == ("auto", "auto")
    assert visit(at).undo_stack
