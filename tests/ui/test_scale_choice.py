"""The scale of a robust loss in the sidebar: what is said of it, and its two buttons."""

from __future__ import annotations

import pytest

from tests.helpers.whole_app import experiment, healthy, page, select, texts

pytestmark = pytest.mark.usefixtures("shown_step")


def test_a_robust_loss_that_is_picked_follows_the_residuals_and_its_fixed_default_is_one_press_away():
    at = page(dataset="engel", steps="30")
    select(at, "Loss").select("huber").run()
    assert experiment(healthy(at)).params["loss.delta"] == 0.43
    assert at.query_params["loss.delta"] in ("0.43", ["0.43"])
    assert "1.345 times the robust spread of the residuals (0.32) after a first fit with absolute loss" in texts(at)
    at.button(key="fixed_scale").click().run()
    assert experiment(healthy(at)).params["loss.delta"] == 1.35
    assert "is the fixed default" in texts(at)
    at.button(key="robust_scale").click().run()
    assert experiment(healthy(at)).params["loss.delta"] == 0.43
    opened = page(dataset="engel", steps="30", loss="huber")
    assert experiment(opened).params["loss.delta"] == 1.35
