"""Three ways to bring a table; what cannot be read takes nothing away."""

from __future__ import annotations

import pytest

from explorer.datasets import DATASETS
from explorer.ui.own_table.draft import DRAFT
from tests.helpers.own_data import HOMES, dialog, drop, press, says
from tests.helpers.whole_app import experiment, healthy, select

pytestmark = pytest.mark.usefixtures("shown_step")


def way(at, name):
    return healthy(next(c for c in at.segmented_control if "A file" in str(c.proto)).set_value(name).run())


def test_a_file_is_read_and_told():
    at = drop(dialog(), HOMES)
    assert "homes.csv" in says(at)
    assert "60 rows, 4 columns" in says(at)
    assert "60 examples, 5 features; to predict: price." in says(at)


def test_the_limits_and_where_the_table_stays_are_told_before_anything_is_brought():
    told = says(dialog())
    assert "Up to 2 MB, 10,000 rows, 2 to 50 columns" in told
    assert "at most 1 MB in the server's memory, never on a disk, seen by no other visitor" in told


def test_a_paste_with_tabs_is_read():
    at = way(dialog(), "paste")
    at.text_area[0].set_value(HOMES.replace(",", "\t"))
    at = press(at, "Read it")
    assert "60 examples, 5 features; to predict: price." in says(at)
    assert at.session_state[DRAFT].packed.reading.separator == "\t"


def test_an_empty_paste_asks_for_cells_and_a_bad_one_stays():
    at = press(way(dialog(), "paste"), "Read it")
    assert "Paste some cells first." in says(at)
    at.text_area[0].set_value("a,b\n1,2,3\n")
    at = press(at, "Read it")
    assert "line 2 has 3 values" in says(at).lower()
    assert at.text_area[0].value == "a,b\n1,2,3\n"


def test_a_paste_is_never_the_name_of_a_file(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("secret,b\n1,2\n3,4\n5,7\n")
    at = way(dialog(), "paste")
    at.text_area[0].set_value(str(path))
    at = press(at, "Read it")
    assert "secret" not in says(at)
    assert at.session_state[DRAFT].packed is None


@pytest.mark.parametrize("name", list(DATASETS))
def test_a_sample_can_be_taken(name):
    at = way(dialog(), "sample")
    at = healthy(select(at, "Sample").set_value(name).run())
    at = press(at, "Take it")
    draft = at.session_state[DRAFT]
    data = DATASETS[name]().load()
    assert (draft.packed.n, draft.packed.names) == (data.n, (*data.features, data.target))
    assert draft.own is not None
    assert draft.own.choices.target == data.target


def test_a_bad_file_takes_nothing_away():
    at = drop(dialog(), HOMES)
    before = at.session_state[DRAFT].packed
    at = drop(at, b"\x89PNG\r\n\x1a\n\0\0", "picture.csv")
    assert "a PNG picture" in says(at)
    assert "The table below is the last one that could be read." in says(at)
    assert at.session_state[DRAFT].packed is before
    assert experiment(at).dataset == "diabetes"
    at = drop(at, HOMES.replace("price", "cost"), "again.csv")
    assert "PNG" not in says(at)
    assert at.session_state[DRAFT].packed.name == "again.csv"


@pytest.mark.parametrize(
    ("content", "offer", "names"),
    [
        ("prix,pièces\n" + "1,2\n" * 3 + "3,4\n", "Read as Windows-1252", ("prix", "pièces")),
        ("a b\n1 2\n3 4\n6 8\n", "Separate at blanks", ("a", "b")),
    ],
)
def test_what_an_error_offers_is_one_press_away(content, offer, names):
    at = press(drop(dialog(), content.encode("cp1252"), "x.csv"), offer)
    assert at.session_state[DRAFT].packed.names == names
    assert at.session_state[DRAFT].fault is None


def test_of_an_uploaded_file_only_the_packed_table_is_kept():
    at = drop(dialog(), HOMES)
    assert "own.file.0" not in at.session_state
    assert not at.session_state["own.file.1"]
    assert len(at.session_state[DRAFT].packed.content) < len(HOMES)
