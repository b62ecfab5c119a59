"""Whole tables as pandas reads them, where pandas is right, and as they were before they were written in another form."""

from __future__ import annotations

import time
from importlib.resources import files
from io import StringIO

import numpy as np
import pandas as pd
import pytest

from explorer.datasets import TableError, read_table

BUNDLED = ["diabetes", "engel", "stackloss", "doctor_visits", "wages", "breast_cancer", "penguins"]


def text_of(name: str) -> str:
    return files("explorer.datasets").joinpath("data", f"{name}.csv").read_text(encoding="utf-8")


def same(table, frame: pd.DataFrame) -> bool:
    """Whether a table has the names and values of a frame, gaps included."""
    assert table.names == tuple(frame.columns)
    for column, name in zip(table.columns, frame.columns, strict=True):
        assert column.missing.tolist() == frame[name].isna().tolist()
        if column.numbers is not None:
            np.testing.assert_array_equal(column.numbers, frame[name].to_numpy(dtype=float))
        else:
            assert [column.levels[code] for code in column.codes if code >= 0] == frame[name].dropna().tolist()
    return table.n == len(frame)


@pytest.mark.parametrize("name", BUNDLED)
@pytest.mark.parametrize(
    ("separator", "decimal", "end", "encoding"),
    [(",", ".", "\n", "utf-8"), (";", ",", "\r\n", "utf-8-sig"), ("\t", ".", "\r", "utf-16"), ("|", ",", "\n", "utf-8")],
)
def test_real_tables_in_every_form(name, separator, decimal, end, encoding):
    frame = pd.read_csv(StringIO(text_of(name)))
    content = frame.to_csv(index=False, sep=separator, decimal=decimal, lineterminator=end).encode(encoding)
    table = read_table(content)
    assert same(table, frame)
    assert (table.reading.separator, table.reading.header) == (separator, True)
    assert table.reading.encoding == encoding.removesuffix("-sig")
    fractions = any((frame[column] % 1).any() for column in frame.select_dtypes("float"))
    assert table.reading.decimal == (decimal if fractions else ".")
    assert table.notes == ()


@pytest.mark.parametrize("mark", ["", "NA", "?", "null"])
@pytest.mark.parametrize("name", ["diabetes", "penguins", "wages"])
def test_real_tables_with_gaps(name, mark):
    frame = pd.read_csv(StringIO(text_of(name)))
    gaps = np.random.default_rng(3).random(frame.shape) < 0.05
    table = read_table(frame.astype(object).mask(gaps).to_csv(index=False, sep=";", na_rep=mark))
    assert same(table, frame.mask(gaps))
    assert table.reading.missing == (mark,)


def test_what_is_pasted_from_a_spreadsheet():
    pasted = 'Ort\tPreis\r\nOslo\t1,5\r\n"Rom, Italien"\t2,25\r\nOslo\t3\r\n'
    table = read_table(pasted)
    assert table.name == "the pasted text"
    assert (table.reading.encoding, table.reading.separator, table.reading.decimal) == ("text", "\t", ",")
    assert table.column("Ort").levels == ("Oslo", "Rom, Italien")
    assert table.column("Preis").numbers.tolist() == [1.5, 2.25, 3.0]


def test_what_was_found_can_be_set():
    text = "1,000;5\n2,000;-9\n3,000;6\n"
    found = read_table(text)
    assert (found.reading.decimal, found.reading.header) == (".", False)
    assert found.columns[0].fault.reason.endswith("write 1000, without a sign between the thousands")
    table = read_table("7,000;8\n" + text, decimal=",", header=True, separator=";", missing=["-9"])
    assert table.names == ("7,000", "8")
    assert table.columns[0].numbers.tolist() == [1.0, 2.0, 3.0]
    assert table.columns[1].missing.tolist() == [False, True, False]
    assert table.reading.missing == ("-9",)


@pytest.mark.parametrize(
    ("asked", "message"),
    [({"separator": "ab"}, "separator"), ({"separator": '"'}, "separator"), ({"separator": "1"}, "separator"),
     ({"separator": ""}, "separator"), ({"decimal": ";"}, "decimal"), ({"encoding": "klingon"}, "encoding")],
)  # fmt: skip
def test_what_cannot_be_set(asked, message):
    with pytest.raises(TableError, match=message):
        read_table(b"a,b\n1,2\n3,4\n5,6\n", **asked)


def test_a_decimal_sign_that_comes_late_is_found_and_one_that_does_not_fit_is_named():
    late = "a;b\n" + ";1\n" * 1_500 + "0,5;2\n1,25;3\n"
    assert read_table(late).columns[0].known.tolist() == [0.5, 1.25]
    mixed = read_table("a;b\n" + "0.5;1\n" * 1_500 + "0,5;2\n")
    assert mixed.columns[0].fault.sentence("a").startswith('line 1502, column a: "0,5" is not a number where the decimal sign')


def test_blanks_between_cells_are_offered():
    text = " a  b\n 1 2.5\n 3  4\n10 5\n"
    with pytest.raises(TableError, match="only one column .* separated by blanks") as caught:
        read_table(text)
    table = read_table(text, **caught.value.remedy)
    assert table.names == ("a", "b")
    assert [column.numbers.tolist() for column in table.columns] == [[1.0, 3.0, 10.0], [2.5, 4.0, 5.0]]


def test_lines_are_those_of_the_file():
    table = read_table('\na,b\n"1\n",2\n\n3,4\n5,6\n')
    assert table.lines == (3, 6, 7)


def test_wholly_quoted_files_and_blanks_beside_cells():
    table = read_table('"a", "b" ,c\n"1" , " 2",  3 \n4,5,6\n7,8,9\n'.replace('" ', '"').replace(" ,", ","))
    assert table.names == ("a", "b", "c")
    assert table.columns[1].numbers.tolist() == [2.0, 5.0, 8.0]


def test_a_large_table_is_read_at_once():
    """10,000 rows of 50 numbers, the most there may be: within the second that a page has for it, on a slow core."""
    X = np.abs(np.random.default_rng(0).normal(size=(10_000, 50))).round(1)
    text = "\n".join([",".join(f"x{j}" for j in range(50)), *map(",".join, X.astype("U3").tolist())])
    seconds = []
    for _ in range(3):
        began = time.process_time()
        table = read_table(text)
        assert table.kinds[0].kind == "number"
        seconds.append(time.process_time() - began)
    assert np.array_equal(np.column_stack([column.numbers for column in table.columns]), X)
    assert min(seconds) < 1.0
