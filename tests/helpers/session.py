"""A visit without a page: what callbacks read and write."""

from __future__ import annotations

from explorer import Experiment
from explorer.ui.visit import VISIT, Visit


def begun(monkeypatch, experiment: Experiment) -> dict:
    """Put a dictionary in the place of Streamlit's session state, with a visit to an experiment."""
    kept = {VISIT: Visit(experiment, (), {}, length=experiment.steps)}
    monkeypatch.setattr("streamlit.session_state", kept)
    return kept
