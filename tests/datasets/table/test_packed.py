"""A table as a visit keeps it: small, read again to the bit, and never a file of the server's."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.core.cached import forget
from explorer.datasets import TableError, read_table
from explorer.datasets.table import Choices, OwnTable, PackedTable, from_text, packed_from_text, to_text
from explorer.datasets.table.limits import MOST_KEPT
from explorer.datasets.table.packed import _chosen, _read, in_use

PLAIN = "a,b\n1,2\n3,4\n5,7\n"
GAPS = "a;b;y\n\n1,5;NA;2\n2,5;3,5;-999\n4;1;3\n7;0,25;9\n"


@pytest.mark.parametrize("given", [GAPS, GAPS.encode("utf-16"), GAPS.replace("\n", "\r\n")])
@pytest.mark.parametrize("asked", [{}, {"missing": ["-999"], "decimal": ","}, {"header": False}])
def test_it_is_read_as_the_content_itself(given, asked):
    packed, table = PackedTable(given, name="x.csv", **asked), read_table(given, name="x.csv", **asked)
    assert (packed.hash, packed.n, packed.names, packed.reading) == (table.hash, table.n, table.names, table.reading)
    assert (packed.table.lines, packed.table.notes, packed.table.hash) == (table.lines, table.notes, table.hash)
    _read.cache_clear()
    assert (packed.table.lines, packed.table.notes, packed.table.hash) == (table.lines, table.notes, table.hash)


def test_it_is_read_in_another_way_from_the_same_content():
    packed = PackedTable(GAPS, name="x.csv")
    other = packed.again(**in_use(packed.reading) | {"missing": ["-999", "NA"]})
    assert (packed.reading.missing, other.reading.missing) == (("NA",), ("-999", "NA"))
    assert other.name == "x.csv"
    with pytest.raises(TableError, match="only one column"):
        packed.again(separator="|")


@pytest.mark.parametrize("content", [PLAIN, GAPS, GAPS.encode("cp1252")])
def test_the_reading_in_use_asks_for_the_same(content):
    packed = PackedTable(content, name="x.csv")
    again = packed.again(**in_use(packed.reading))
    assert (again.hash, again.reading) == (packed.hash, packed.reading)


def test_what_was_pasted_is_never_the_name_of_a_file(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text(PLAIN)
    with pytest.raises(TableError, match="the name of column 1"):
        PackedTable(str(path))
    assert read_table(str(path)).n == 3


def random_letters(size: int) -> bytes:
    """A table of two columns with so many bytes, of letters that hardly compress: 6.5 bits each."""
    letters = np.random.default_rng(0).integers(48, 123, size).astype(np.uint8).tobytes().replace(b";", b"x")
    return b"a,b\n" + b"".join(letters[k : k + 600] + b",%d\n" % k for k in range(0, size, 600))


def test_a_visit_keeps_so_many_bytes_and_no_more():
    assert 0.9 * MOST_KEPT < len(PackedTable(random_letters(1_250_000), name="x.csv").content) <= MOST_KEPT
    with pytest.raises(TableError, match=r"1\.\d\d MB, compressed; a visit keeps at most 1\.00 MB"):
        PackedTable(random_letters(1_450_000), name="x.csv")


def test_what_was_cached_of_it_is_forgotten():
    packed = PackedTable(PLAIN, name="mine.csv")
    own = OwnTable(packed, Choices("b"))
    assert own.made is own.made
    before = own.load().X
    forget(packed.owner)
    assert "mine.csv" not in [table.name for table in _read.values()]
    assert "mine.csv" not in [made.dataset.name for made in _chosen.values()]
    assert own.load().X is not before
    assert own.load().X.tobytes() == before.tobytes()


def test_a_data_set_of_it_is_the_same_as_of_the_table_itself():
    packed, whole = OwnTable(PackedTable(PLAIN, name="x.csv"), Choices("b")), OwnTable(read_table(PLAIN), Choices("b"))
    assert packed == whole
    assert packed.link[0] == "table"
    assert OwnTable(*packed_from_text(packed.link[1])) == whole == OwnTable(*from_text(packed.link[1]))
    assert to_text(packed.table, packed.choices) == packed.link[1]
    assert packed_from_text(packed.link[1])[0].name == "x.csv"
