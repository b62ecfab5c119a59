"""Every page of a link as the app draws it, without a browser: its figures, its words, and how long it took."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

import numpy as np
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from explorer import Experiment
from explorer.figures.base.picture import Picture
from explorer.ui import interruption, player
from explorer.ui.chart import component
from explorer.ui.parts import picture as shown_picture
from explorer.ui.views import VIEWS
from explorer.ui.views.surface import STEP

SCRIPT = """
import time

import streamlit as st

from explorer.ui import address_bar, notices, visit
from explorer.ui.interruption import told
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
with told():
    VIEWS["{view}"]().show(controls)
st.session_state["seconds"] = time.thread_time() - began
"""
WORDS = ("text", "markdown", "caption", "warning", "info", "title", "subheader", "latex", "error")


@dataclass
class Opened:
    """What a page showed: messages to charts with the pictures behind them, the player's parcel, all its words.

    ``told`` says that the page told that its work takes long.
    """

    view: str
    at: AppTest
    charts: list[dict[str, Any]] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    runs: list[bytes] = field(default_factory=list)
    told: bool = False

    @property
    def seconds(self) -> float:
        """How long the page's script worked."""
        return float(self.at.session_state["seconds"]) if "seconds" in self.at.session_state else 0.0

    @property
    def words(self) -> str:
        """All that is written on the page beside and in the charts."""
        written = [str(element.value) for kind in WORDS for element in self.at.get(kind)]
        written += [button.label for button in self.at.button]
        written += [str(chart[name]) for chart in self.charts for name in ("title", "caption", "alt", "ending")]
        written += [sentence for chart in self.charts for sentence in chart["more"]]
        return "\n".join(written)


def views(rng: np.random.Generator, query: dict[str, str]) -> dict[str, str]:
    """Choices of how the pages show the run of a link, as further parameters of it."""
    run, _ = Experiment.from_query(query)
    found = {}
    for view in VIEWS.values():
        for one in view.choices:
            options = [str(option) for option in one.options((run,))]
            if options and rng.random() < 0.5:
                count = int(rng.integers(1, min(one.most, len(options)) + 1)) if one.most else 1
                some = rng.choice(options, size=count, replace=False)
                found[one.name] = ",".join(some)
    return found


def kept(rng: np.random.Generator) -> dict[str, Any]:
    """What the session of a visitor may hold besides: the step at which the player rests."""
    return {STEP: int(rng.choice([0, 3, 10**6]))}


def opened(query: dict[str, str], session: dict[str, Any], pages: Sequence[str]) -> Iterator[Opened]:
    """Pages of a link by their ids, one after the other; ``session`` is what theirs holds."""
    with patch.object(manifest_scanner, "scan_component_manifests", list), patch.object(player, "_wait", lambda: None):
        for view in pages:
            at = AppTest.from_string(SCRIPT.replace("{view}", view), default_timeout=300)
            for name, text in query.items():
                at.query_params[name] = text
            for name, value in session.items():
                at.session_state[name] = value
            page = Opened(view, at)
            with recorded(page):
                at.run()
            yield page


@contextmanager
def recorded(page: Opened) -> Iterator[None]:
    """Keeps the messages that go to charts and player, and the pictures from which they are made."""
    charts, run, message_of = component._charts, component._player, shown_picture.message_of
    tell = interruption._tell

    def kept_charts(*, data: dict[str, Any], **more: Any) -> Any:
        page.charts += data["charts"]
        return charts(data=data, **more)

    def kept_player(*, data: bytes, **more: Any) -> Any:
        page.runs.append(data)
        return run(data=data, **more)

    def kept_picture(picture: Picture, **more: Any) -> Any:
        page.pictures.append(picture)
        return message_of(picture, **more)

    def kept_word() -> None:
        work = getattr(interruption._under_way, "work", None)
        before = work.said if work else 0.0
        tell()
        page.told |= bool(work and work.said > before)

    names = [module for module in _modules() if getattr(module, "message_of", None) is message_of]
    with patch.object(component, "_charts", kept_charts), patch.object(component, "_player", kept_player):
        patches = [patch.object(interruption, "_tell", kept_word)]
        patches += [patch.object(module, "message_of", kept_picture) for module in names]
        for one in patches:
            one.start()
        try:
            yield
        finally:
            for one in patches:
                one.stop()


def _modules() -> list[Any]:
    return [module for name, module in list(sys.modules.items()) if name.startswith("explorer.ui")]
