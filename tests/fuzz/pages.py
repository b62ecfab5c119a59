"""Every page of a link as the app draws it, without a browser: its figures, its words, and how long it took."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

import numpy as np
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from explorer.figures.base.picture import Picture
from explorer.ui import player
from explorer.ui.chart import component
from explorer.ui.parts import picture as shown_picture
from explorer.ui.views import VIEWS

SCRIPT = """
import time

import streamlit as st

from explorer.ui import address_bar, notices, visit
from explorer.ui.sidebar import Controls, sidebar
from explorer.ui.views import VIEWS


def controls():
    if "{view}" == "train":
        drawn = sidebar()
    else:
        drawn = Controls(visit.settings())
        drawn.rate_slot = st.empty()
    address_bar.write()
    return drawn


began = time.thread_time()
address_bar.read("{view}")
notices.link_notes()
VIEWS["{view}"]().show(controls)
st.session_state["seconds"] = time.thread_time() - began
"""
WORDS = ("text", "markdown", "caption", "warning", "info", "title", "subheader", "latex", "error")


@dataclass
class Opened:
    """What a page showed: messages to charts with the pictures behind them, the player's parcel, all its words."""

    view: str
    at: AppTest
    charts: list[dict[str, Any]] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    runs: list[bytes] = field(default_factory=list)

    @property
    def seconds(self) -> float:
        """How long the page's script worked."""
        return float(self.at.session_state["seconds"]) if "seconds" in self.at.session_state else 0.0

    @property
    def told(self) -> bool:
        """Whether the page said that its work takes long, or how far it was."""
        return bool(self.at.get("progress") or self.at.get("spinner"))

    @property
    def words(self) -> str:
        """All that is written on the page beside and in the charts."""
        written = [str(element.value) for kind in WORDS for element in self.at.get(kind)]
        written += [button.label for button in self.at.button]
        written += [str(chart[name]) for chart in self.charts for name in ("title", "caption", "alt")]
        return "\n".join(written)


def choices(rng: np.random.Generator) -> dict[str, Any]:
    """What a visitor chose on the pages, by key of the session: no part of a link."""
    from explorer.figures.fit.picture import FIT_VIEW, FIT_VIEWS
    from explorer.figures.path.picture import AGAINST
    from explorer.figures.path.strength_axis import AXES
    from explorer.figures.weights.picture import VIEW
    from explorer.ui.views.shrinkage import REASONS, WHY
    from explorer.ui.views.surface import LOOK, LOOKS, STEP

    def pick(options: Any) -> Any:
        return list(options)[int(rng.integers(len(options)))]

    found = {
        FIT_VIEW: pick(FIT_VIEWS), AGAINST: pick(AXES), VIEW: pick(("bars", "steps", "network", "")), WHY: pick(REASONS),
        LOOK: [look for look in LOOKS if rng.random() < 0.3], STEP: int(rng.choice([0, 3, 10**6])),
        "heights": pick(("defined", "equal")),
    }  # fmt: skip
    return found


def opened(query: dict[str, str], kept: dict[str, Any]) -> Iterator[Opened]:
    """Every page of a link, one after the other."""
    with patch.object(manifest_scanner, "scan_component_manifests", list), patch.object(player, "_wait", lambda: None):
        for view in VIEWS:
            at = AppTest.from_string(SCRIPT.replace("{view}", view), default_timeout=300)
            for name, text in query.items():
                at.query_params[name] = text
            for name, value in kept.items():
                at.session_state[name] = value
            page = Opened(view, at)
            with recorded(page):
                at.run()
            yield page


@contextmanager
def recorded(page: Opened) -> Iterator[None]:
    """Keeps the messages that go to charts and player, and the pictures from which they are made."""
    charts, run, message_of = component._charts, component._player, shown_picture.message_of

    def kept_charts(*, data: dict[str, Any], **more: Any) -> Any:
        page.charts += data["charts"]
        return charts(data=data, **more)

    def kept_player(*, data: bytes, **more: Any) -> Any:
        page.runs.append(data)
        return run(data=data, **more)

    def kept_picture(picture: Picture, **more: Any) -> Any:
        page.pictures.append(picture)
        return message_of(picture, **more)

    names = [module for module in _modules() if getattr(module, "message_of", None) is message_of]
    with patch.object(component, "_charts", kept_charts), patch.object(component, "_player", kept_player):
        patches = [patch.object(module, "message_of", kept_picture) for module in names]
        for one in patches:
            one.start()
        try:
            yield
        finally:
            for one in patches:
                one.stop()


def _modules() -> list[Any]:
    return [module for name, module in list(sys.modules.items()) if name.startswith("explorer.ui")]
