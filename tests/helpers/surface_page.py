"""The Surface page without a browser."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from tests.helpers.paged import opened


def page(**query: str) -> AppTest:
    return opened("surface", query)


def told(at: AppTest) -> str:
    return "\n".join(e.value for e in [*at.markdown, *at.caption, *at.warning])
