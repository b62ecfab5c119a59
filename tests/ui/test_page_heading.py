"""The title of the document names the page and the product."""

from __future__ import annotations

from explorer.ui.page_heading import PRODUCT, title_of
from explorer.ui.views import VIEWS


def test_each_page_has_a_title_of_its_own():
    titles = [title_of(view_id) for view_id in VIEWS]
    assert len(set(titles)) == len(titles)
    assert all(VIEWS[view_id].name in title and PRODUCT in title for view_id, title in zip(VIEWS, titles, strict=True))
