"""Colours that can be told apart, in light and dark."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import numpy as np
import plotly.graph_objects as go
import pytest

import explorer
from explorer.figures.base.palette import PALETTE, resolved, role
from tests.helpers.train_pictures import CASES, four

ROOT = Path(explorer.__file__).parent.parent


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return float(np.dot(linear, (0.2126, 0.7152, 0.0722)))


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", ["data", "penalty", "validation", "positive", "negative", "third", "text", "neutral"])
def test_every_colour_that_carries_meaning_has_contrast(theme, name):
    """At least 3:1 against the page (WCAG 2.2, 1.4.11); text at least 7:1."""
    pair = sorted((luminance(PALETTE[theme][name]), luminance(PALETTE[theme]["background"])))
    ratio = (pair[1] + 0.05) / (pair[0] + 0.05)
    assert ratio >= (7 if name == "text" else 3)


def test_the_theme_file_has_the_same_palette():
    theme = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text())["theme"]
    for name in ("light", "dark"):
        roles = [PALETTE[name][r] for r in ("data", "penalty", "validation", "positive", "negative", "third")]
        assert theme[name]["chartCategoricalColors"] == roles
        assert theme[name]["backgroundColor"] == PALETTE[name]["background"]
        assert theme[name]["textColor"] == PALETTE[name]["text"]


def test_roles_resolve_to_the_themes_colours():
    picture = four(CASES[0])["cost"]
    drawn = json.dumps(resolved(picture.figure, "dark"))
    assert "var(--" not in drawn
    assert PALETTE["dark"]["penalty"] in drawn
    with pytest.raises(KeyError, match="not one of"):
        role("pink")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", ["data", "penalty", "validation", "positive", "negative", "third", "neutral"])
def test_letters_have_a_colour_that_can_be_read(theme, name):
    """At least 4.5:1 (WCAG 2.2, 1.4.3): the role's variant for letters where it has one."""
    drawn = resolved(go.Figure(go.Scatter(x=[0], y=[0], mode="text", textfont={"color": f"var(--{name})"})), theme)
    letters = drawn["data"][0]["textfont"]["color"]
    pair = sorted((luminance(letters), luminance(PALETTE[theme]["background"])))
    assert (pair[1] + 0.05) / (pair[0] + 0.05) >= 4.5
