"""The whole app without a browser: open it, move its controls, and say what the visitor did at the player."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest

import explorer
from explorer import Experiment
from tests.helpers.messages import sent

MAIN = Path(explorer.__file__).parent / "ui" / "main.py"


def page(**query: str) -> AppTest:
    """The app opened by a link; a double underscore in a name stands for a dot. The fixture ``shown_step`` is its player."""
    at = AppTest.from_file(str(MAIN), default_timeout=60)
    for name, value in query.items():
        at.query_params[name.replace("__", ".")] = value
    return healthy(at.run())


def healthy(at: AppTest) -> AppTest:
    assert not at.exception
    return at


def visit(at: AppTest):
    return at.session_state["visit"]


def experiment(at: AppTest) -> Experiment:
    return visit(at).experiment


def texts(at: AppTest) -> str:
    return "\n".join(e.value for e in [*at.text, *at.warning, *at.caption, *at.markdown])


def select(at: AppTest, label: str):
    return next(box for box in at.selectbox if box.label == label)


def slider(at: AppTest, label: str):
    return next(s for s in at.select_slider if s.label == label)


def set_strength(at: AppTest, value: float) -> AppTest:
    return healthy(slider(at, "Strength").set_value(value).run())


def choose(at: AppTest, label: str, value: str) -> AppTest:
    return healthy(select(at, label).set_value(value).run())


def did(at: AppTest, monkeypatch, **what) -> AppTest:
    """What the visitor did at the player: its callback, and the script run that follows."""
    from explorer.ui import player
    from explorer.ui.visit import TOUCHED, VISIT

    kept = {VISIT: visit(at), TOUCHED: None, "train.player": sent(what)}
    with monkeypatch.context() as patched:
        patched.setattr("streamlit.session_state", kept)
        player._on_message("train.player")
    for name in (VISIT, TOUCHED):
        at.session_state[name] = kept[name]
    return healthy(at.run())
