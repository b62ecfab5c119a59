"""Pages of the app: each has what the navigation shows."""

from __future__ import annotations

import pytest

from explorer.ui.views import VIEWS
from explorer.ui.views.base import View


def test_a_page_without_anything_to_show_is_none():
    with pytest.raises(TypeError, match=r"abstract method '?show"):
        View()


@pytest.mark.parametrize("view", VIEWS.values(), ids=list(VIEWS))
def test_every_page_has_a_name_an_icon_and_a_sentence(view):
    assert issubclass(view, View)
    assert view.name
    assert view.icon.startswith(":material/")
    assert view.icon.endswith(":")
    assert view.summary.endswith(".")


def test_no_two_pages_share_a_name_an_icon_or_a_place():
    for what in ("name", "icon", "rank"):
        assert len({getattr(view, what) for view in VIEWS.values()}) == len(VIEWS) > 3
