"""What each colour means, in light and dark. Figures name roles; the page, or `resolved`, puts in the colours."""

from __future__ import annotations

import re
from typing import Any

import plotly.graph_objects as go

PALETTE: dict[str, dict[str, str]] = {
    "light": {
        "data": "#312db9",
        "penalty": "#d8740d",
        "validation": "#1aa291",
        "positive": "#ac69ec",
        "negative": "#6c5b06",
        "third": "#810061",
        "penalty_text": "#a85500",
        "validation_text": "#0f7a6c",
        "positive_text": "#8a45d8",
        "text": "#1f2330",
        "neutral": "#6b7080",
        "dim": "#b3b7c3",
        "grid": "#e7e9ef",
        "background": "#ffffff",
    },
    "dark": {
        "data": "#5d6dfa",
        "penalty": "#f35514",
        "validation": "#78ecd5",
        "positive": "#aba1f4",
        "negative": "#ebdb3b",
        "third": "#a76a94",
        "data_text": "#8490ff",
        "third_text": "#c08fae",
        "text": "#f2f3f7",
        "neutral": "#9aa0b2",
        "dim": "#565c6b",
        "grid": "#262b36",
        "background": "#0e1117",
    },
}
"""The colours of the roles, by theme. A role whose colour is too faint for letters has a variant for them: ``penalty_text``."""
WRITTEN = ("font", "textfont")
"""The keys of a figure below which colours are those of letters."""


PINNED_COLOURS = ("data", "penalty", "validation", "positive", "negative", "third")
PINNED_DASHES = ("dash", "dot", "dashdot", "longdash", "longdashdot", "3px,3px")
"""The look of the first pinned run, the second ...: a role, and a dash, which distinguishes them without colours."""


def role(name: str) -> str:
    """The colour of a role, as figures write it: ``role("data")`` is ``var(--data)``."""
    if name not in PALETTE["light"]:
        raise KeyError(f"{name!r} is not one of {', '.join(PALETTE['light'])}")
    return f"var(--{name})"


def pinned_style(index: int) -> tuple[str, str]:
    """The colour and the dash of a pinned run in every chart, by its place among the pinned runs.

    >>> pinned_style(1), pinned_style(7)
    (('var(--penalty)', 'dot'), ('var(--penalty)', 'dot'))
    """
    return role(PINNED_COLOURS[index % len(PINNED_COLOURS)]), PINNED_DASHES[index % len(PINNED_DASHES)]


def resolved(figure: go.Figure, theme: str) -> dict[str, Any]:
    """The figure as a plain dict with the colours of a theme (``"light"`` or ``"dark"``) put in for the roles."""
    colours = PALETTE[theme]

    def put(node: Any, written: bool = False) -> Any:
        if isinstance(node, dict):
            return {key: put(value, written or key in WRITTEN) for key, value in node.items()}
        if isinstance(node, (list, tuple)):
            return [put(value, written) for value in node]
        if isinstance(node, str) and (match := re.fullmatch(r"var\(--(\w+)\)", node)):
            return colours.get(f"{match[1]}_text" if written else match[1], colours[match[1]])
        return node

    return dict(put(figure.to_dict()))
