"""The Shrinkage page without a browser."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from tests.helpers.paged import opened


def page(**query: str) -> AppTest:
    return opened("shrinkage", {"steps": "20"} | query)


def told(at: AppTest) -> str:
    return "\n".join(e.value for e in [*at.markdown, *at.caption, *at.warning, *at.info]).replace("\\", "")


def button(at: AppTest, label: str):
    return next(b for b in at.button if b.label == label)


def charts(at: AppTest) -> int:
    return len(at.get("bidi_component"))
