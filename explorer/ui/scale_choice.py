"""Where the scale of a robust loss comes from: said under its slider, with the other choice one press away."""

from __future__ import annotations

from typing import Any

import streamlit as st

from explorer.core.text import setting
from explorer.experiment import Experiment
from explorer.experiment.robust_scale import robust_scale
from explorer.ui import run_changes
from explorer.ui.view_models.setting_notes import scale_note


def scale_choice(experiment: Experiment) -> None:
    """Where the scale of a robust loss comes from, and the other choice one press away."""
    scale = robust_scale(experiment)
    if scale is None:
        return
    st.caption(scale_note(experiment, scale))
    common: dict[str, Any] = {"on_click": run_changes.change}
    if experiment.params[scale.field] != scale.value:
        st.button(
            f"Follow the residuals: {setting(scale.value)}", key="robust_scale", kwargs={scale.field: scale.value}, **common
        )
    if experiment.params[scale.field] != scale.fixed:
        st.button(
            f"Use the fixed default: {setting(scale.fixed)}", key="fixed_scale", kwargs={scale.field: scale.fixed}, **common
        )
