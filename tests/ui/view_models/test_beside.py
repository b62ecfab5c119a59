"""L1 beside L2 on the Surface page: two pictures of one grid, or a sentence that says why not."""

from __future__ import annotations

import numpy as np

from explorer import Experiment
from explorer.landscape import corner
from explorer.ui.view_models.beside import beside_pictures, beside_refusal
from explorer.ui.view_models.slice import run_on_slice
from explorer.ui.view_models.trained_run import trained


def on_slice(**changes):
    return run_on_slice(trained(Experiment(steps=50, **changes)), (), 0)


def test_both_pictures_show_the_same_part_of_the_same_data_loss():
    here = on_slice(dataset="twins", plane_x=0, plane_y=1)
    first, second = beside_pictures(here, 1.2, None)
    assert beside_refusal(here) == ""
    assert [p.name for p in (first, second)] == ["surface_l1", "surface_l2"]
    a, b = first.figure.data[0], second.figure.data[0]
    np.testing.assert_array_equal(a.z, b.z)
    x, y = (np.ptp(np.asarray(axis)) for axis in (a.x, a.y))
    assert abs(x / y - 1.2) < 1e-6
    assert [p.follows for p in (first, second)] == [False, True]


def test_without_a_corner_there_are_no_pictures_and_a_reason():
    assert beside_pictures(on_slice(dataset="engel"), 1.0, None) == ()
    assert beside_refusal(on_slice(dataset="engel")) == corner.TWO_WEIGHTS
    together = on_slice(penalty="l1", strength=0.3, plane_x=2, plane_y=8)
    assert (beside_pictures(together, 1.0, None), beside_refusal(together)) == ((), corner.NO_CORNER)
