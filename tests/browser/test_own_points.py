"""The examples of one's own table on the picture of the fit: moved with the mouse, and classes that are flipped."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest

from conftest import PLACE
from explorer import Experiment
from explorer.datasets.table import Choices, OwnTable, PackedTable

LINE = "size,price\n" + "".join(f"{k % 11}.5,{3 * (k % 11) + k * 7 % 5}\n" for k in range(33))
CLASSES = "size,weight,kind\n" + "".join(f"{k % 7}.5,{k % 5 + k / 30:.2f},{'ripe' if k % 3 else 'green'}\n" for k in range(60))


def linked(text: str, target: str) -> str:
    """The link of a small table."""
    own = OwnTable(PackedTable(text, name="mine.csv"), Choices(target))
    return urlencode(Experiment(dataset=own, steps=100).to_query())


def shown(v) -> Experiment:
    experiment, notes = Experiment.from_query(dict(parse_qsl(urlsplit(v.page.url).query)))
    assert notes == []
    return experiment


def test_an_example_of_ones_own_table_is_moved_and_the_link_has_it(visit, address):
    v = visit(address + "?" + linked(LINE, "price"))
    before = shown(v)
    row = int(before.prepared().rows[4])
    x, y = v.page.evaluate(PLACE, 4)
    v.page.mouse.move(x + 2, y + 2)
    v.page.mouse.down()
    v.page.mouse.move(x + 2, y - 38, steps=3)
    v.change(v.page.mouse.up)
    edits = shown(v).now.edits
    assert [(where, column) for where, column, _ in edits] == [(row, 1)]
    assert edits[0][2] > before.raw().y[row] + 1.0
    friend = visit(v.page.url)
    assert friend.page.locator(".le-moved").inner_text().startswith("1 example is moved.")
    assert friend.page.locator(".le-player").get_attribute("data-run") == v.page.locator(".le-player").get_attribute("data-run")


def test_the_classes_of_ones_own_table_are_flipped(visit, address):
    v = visit(address + "?" + linked(CLASSES, "kind"))
    before = shown(v)
    v.page.get_by_text("Disturb the data").click()
    flips = v.page.get_by_role("slider", name="Flip labels").first
    flips.focus()
    v.change(lambda: flips.press("End"))
    after = shown(v).now
    flipped = int((before.problem().data.y != after.problem().data.y).sum())
    assert flipped == before.problem().data.n // 2  # the share of the last position is a half
    assert after.problem().data.X == pytest.approx(before.problem().data.X)
