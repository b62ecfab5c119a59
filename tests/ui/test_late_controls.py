"""What a control shows in a browser that first sees it in the second run of the script.

The first run sets each control; where a browser is slow, the second run's messages replace the first's before a control is
drawn. It then takes its default, and sends that with whatever the visitor does next. So every default is the value in force.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from explorer.ui.views import VIEWS
from tests.helpers.paged import opened

pytestmark = pytest.mark.usefixtures("shown_step")

LINKS: dict[str, dict[str, str]] = {
    "regression": {
        "dataset": "stackloss", "loss": "huber", "penalty": "elastic_net", "strength": "0.1", "solver": "adam", "steps": "40",
        "schedule": "cosine", "standardise": "off", "model__intercept": "off",
    },
    "classes": {"dataset": "penguins", "model": "mlp", "model__activation": "relu", "steps": "30", "class_weight": "balanced"},
    "weighed": {"dataset": "doctor_visits", "loss": "poisson", "penalty": "l1", "steps": "30", "relaxed": "on"},
    "two classes": {"dataset": "blobs", "loss": "hinge", "steps": "30", "class_weight": "1,4", "start": "normal"},
}  # fmt: skip


def shown_and_default(at: AppTest) -> Iterator[tuple[str, Any, Any]]:
    """The label of each control, what it has, and what it would have in a browser that was told nothing but its default."""
    for box in at.selectbox:
        yield box.label, box.format_func(box.value), box.proto.options[box.proto.default]
    for slider in at.select_slider:
        yield slider.label, [slider.options.index(slider.format_func(slider.value))], list(slider.proto.default)
    for switch in at.toggle:
        yield switch.label, switch.value, switch.proto.default
    for several in at.multiselect:
        yield several.label, several.indices, list(several.proto.default)
    for group in at.button_group:
        yield group.label, group.indices, list(group.proto.default)
    for field in at.text_input:
        yield field.label, field.value, field.proto.default


@pytest.mark.parametrize("link", LINKS.values(), ids=list(LINKS))
@pytest.mark.parametrize("view", [view for view in VIEWS if view != "learn"])
def test_a_control_that_is_drawn_late_shows_what_is_in_force(view, link):
    at = opened(view, link)
    found = list(shown_and_default(at))
    assert len(found) > 10
    assert [one for one in found if one[1] != one[2]] == []
