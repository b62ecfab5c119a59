"""Each limit is tried just below, at and just above it."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.datasets import TableError, read_table
from explorer.datasets.table import Choices, link_size, to_text
from explorer.datasets.table import limits as all_of_them
from explorer.datasets.table.limits import (
    FEWEST_COLUMNS,
    FEWEST_ROWS,
    LARGEST_NUMBER,
    LINK_BYTES,
    LONGEST_LINE,
    LONGEST_NAME,
    MOST_BYTES,
    MOST_CATEGORIES,
    MOST_CLASSES,
    MOST_COLUMNS,
    MOST_FEATURES,
    MOST_ROWS,
)

BESIDE = [-1, 0, 1]


def reads(given, **asked) -> bool:
    try:
        read_table(given, **asked)
    except TableError:
        return False
    return True


def blank(size: int) -> str:
    """So many characters in blank lines, which are left out."""
    return ((" " * 999 + "\n") * (size // 1000 + 1))[:size]


def test_the_limits_are_those_that_were_agreed():
    assert (MOST_BYTES, MOST_ROWS, LONGEST_NAME, LONGEST_LINE) == (2 * 2**20, 10_000, 64, 64 * 2**10)
    assert (FEWEST_COLUMNS, MOST_COLUMNS, FEWEST_ROWS) == (2, 50, 3)
    assert all_of_them.LINK_BYTES == 6_000


@pytest.mark.parametrize("kind", [bytes, str])
@pytest.mark.parametrize("beside", BESIDE)
def test_bytes(beside, kind):
    rows = "a,b\n" + "1234567890,12345\n" * 3
    text = rows + blank(MOST_BYTES + beside - len(rows))
    assert reads(text if kind is str else text.encode()) == (beside <= 0)


@pytest.mark.parametrize("beside", BESIDE)
def test_bytes_of_a_text_are_those_of_utf_8(beside):
    rows = "é,b\n" + "1234567890,12345\n" * 3
    assert reads(rows + blank(MOST_BYTES + beside - len(rows.encode()))) == (beside <= 0)


@pytest.mark.parametrize("header", [True, False, None])
@pytest.mark.parametrize("beside", BESIDE)
def test_rows(beside, header):
    rows = "1,2\n" * (MOST_ROWS + beside)
    assert reads(("a,b\n" if header else "") + rows, header=header) == (beside <= 0)
    assert reads(("a,b\n" if header else "") + rows.replace("2", '"2"', 1), header=header) == (beside <= 0)


@pytest.mark.parametrize("beside", BESIDE)
def test_fewest_rows(beside):
    assert reads("a,b\n" + "1,2\n" * (FEWEST_ROWS + beside)) == (beside >= 0)


@pytest.mark.parametrize("quote", ["", '"'])
@pytest.mark.parametrize("beside", BESIDE)
def test_columns(beside, quote):
    count = MOST_COLUMNS + beside
    header = ",".join(f"{quote}c{k}{quote}" for k in range(count))
    assert reads(header + "\n" + ("1," * count)[:-1].join(["", "\n"]) * 3) == (beside <= 0)


@pytest.mark.parametrize("beside", BESIDE)
def test_fewest_columns(beside):
    count = FEWEST_COLUMNS + beside
    assert reads("\n".join([",".join(["abc"[k] for k in range(count)]), *[",".join("123"[:count])] * 3])) == (beside >= 0)


@pytest.mark.parametrize("beside", BESIDE)
def test_names(beside):
    assert reads("a," + "b" * (LONGEST_NAME + beside) + "\n" + "1,2\n" * 3) == (beside <= 0)


@pytest.mark.parametrize("letter", ["x", "é", "😀"])
@pytest.mark.parametrize("beside", BESIDE)
def test_lines(beside, letter):
    length = LONGEST_LINE + beside - len(b"1,")
    each = len(letter.encode())
    cell = letter * (length // each) + "x" * (length % each)
    assert reads(f"a,b\n1,{cell}\n2,y\n3,z\n") == (beside <= 0)


@pytest.mark.parametrize("sign", [1.0, -1.0])
def test_numbers(sign):
    for value, good in [
        (np.nextafter(LARGEST_NUMBER, 0), True),
        (LARGEST_NUMBER, True),
        (np.nextafter(LARGEST_NUMBER, 1e30), False),
    ]:
        column = read_table(f"a,b\n{sign * float(value)!r},2\n3,4\n5,6\n").columns[0]
        assert (column.fault is None) == good


@pytest.mark.parametrize("beside", BESIDE)
def test_categories(beside):
    levels = [f"c{k}" for k in range(MOST_CATEGORIES + beside)]
    table = read_table("a,b\n" + "".join(f"{level},{k}\n" for k, level in enumerate(levels * 3)))
    assert (table.kinds[0].kind == "category") == (beside <= 0)


@pytest.mark.parametrize("beside", BESIDE)
def test_classes(beside):
    text = "a,b\n" + "".join(f"{k * k},c{k % (MOST_CLASSES + beside)}\n" for k in range(40))
    if beside <= 0:
        assert len(read_table(text).dataset("b").classes) == MOST_CLASSES + beside
    else:
        with pytest.raises(TableError, match="at most 10"):
            read_table(text).dataset("b")


@pytest.mark.parametrize("beside", BESIDE)
def test_features(beside):
    """Ten texts of 19 values and some numbers: 190 indicator columns and the rest."""
    rng = np.random.default_rng(0)
    numbers = MOST_FEATURES + beside - 190
    rows = [
        [*(f"v{rng.permutation(19)[k % 19]}" if k >= 19 else f"v{k}" for _ in range(10)), *rng.normal(size=numbers + 1)]
        for k in range(60)
    ]
    names = [*(f"t{k}" for k in range(10)), *(f"x{k}" for k in range(numbers)), "y"]
    table = read_table("\n".join(",".join(map(str, row)) for row in [names, *rows]))
    features = names[:-1]
    if beside <= 0:
        assert table.dataset("y", features=features).X.shape[1] == MOST_FEATURES + beside
    else:
        with pytest.raises(TableError, match="201 features.*limit is 200"):
            table.dataset("y", features=features)


def test_a_link_carries_what_fits_and_says_how_much_is_too_much():
    """Random digits hardly compress, so the size can be met almost to the byte."""
    rng = np.random.default_rng(1)
    digits = "".join(map(str, rng.integers(0, 10, 40_000)))
    sizes = {}
    for rows in range(1_150, 1_250):
        text = "a,b\n" + "".join(f"{digits[8 * k : 8 * k + 4]},{digits[8 * k + 4 : 8 * k + 8]}\n" for k in range(rows))
        table = read_table(text)
        size = sizes[rows] = link_size(table, Choices())
        if size > LINK_BYTES:
            break
        assert len(to_text(table, Choices())) <= -(-LINK_BYTES * 4 // 3)
    assert min(abs(size - LINK_BYTES) for size in sizes.values()) < 20
    with pytest.raises(TableError, match="at most 6,000"):
        to_text(table, Choices())
