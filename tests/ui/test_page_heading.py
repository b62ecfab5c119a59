"""What a page is called: in the tab, as its heading, in the row of pages."""

from __future__ import annotations

import re

import pytest

from explorer.ui.chart.routes import WEB
from explorer.ui.page_heading import title_of
from explorer.ui.views import VIEWS
from tests.helpers.whole_app import healthy, page

pytestmark = pytest.mark.usefixtures("shown_step")


def test_every_page_has_a_title_of_its_own():
    titles = [title_of(view_id) for view_id in VIEWS]
    assert len(set(titles)) == len(VIEWS)
    assert all(title.endswith(" · Loss Explorer") for title in titles)


def test_a_page_has_one_heading_and_links_to_all_pages():
    at = healthy(page(strength="0.05"))  # not the plain link, which has a row of links of its own
    bodies = [element.proto.body for element in at.get("html")]
    headings = [re.sub(r"<.*?>", "", body) for body in bodies if "<h1" in body]
    assert headings == ["Train"]
    assert len(at.get("page_link")) == len(VIEWS) + 1  # and one from the sidebar to the words


def test_the_styles_hide_the_heading_only_from_the_eye():
    css = (WEB / "access.css").read_text(encoding="utf-8")
    rule = re.search(r"\.le-heading \{(.*?)\}", css, re.DOTALL)
    assert rule is not None
    assert "display: none" not in rule[1]
    assert "clip-path" in rule[1]
