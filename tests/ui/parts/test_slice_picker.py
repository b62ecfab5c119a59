"""The menus of the point of view."""

from __future__ import annotations

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from explorer.ui.view_models.trained_run import trained
from tests.helpers.paged import experiment
from tests.helpers.surface_page import page, told

pytestmark = pytest.mark.usefixtures("shown_step")


def menu(at: AppTest, label: str):
    return next(box for box in at.selectbox if box.label == label)


def test_the_menus_look_from_another_side_at_the_same_run():
    at = page(steps="40")
    run = trained(experiment(at))
    menu(at, "Across").set_value(3).run()
    assert experiment(at).plane_x == 3
    _, up = trained(experiment(at)).plane
    menu(at, "Up").set_value(3).run()  # the other axis' weight: the two swap
    assert (experiment(at).plane_x, experiment(at).plane_y) == (up, 3)
    menu(at, "The other weights").set_value("step").run()
    assert experiment(at).rest == "step"
    assert "at their values at step 0" in told(at)
    menu(at, "View").set_value("random").run()
    assert experiment(at).slice == "random"
    at.number_input(key="viewpoint.plane_seed").set_value(7).run()
    assert experiment(at).plane_seed == 7
    assert not at.exception
    np.testing.assert_array_equal(trained(experiment(at)).history.weights, run.history.weights)
