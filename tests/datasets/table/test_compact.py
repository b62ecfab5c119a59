"""A table in a link: it comes out as it went in, and no text from a stranger does harm."""

from __future__ import annotations

import base64
import tracemalloc
import zlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.datasets import TableError, read_table
from explorer.datasets.table import Choices, as_csv, from_text, link_size, to_text
from explorer.datasets.table.compact import fits
from explorer.datasets.table.limits import LINK_BYTES, MOST_BYTES

TABLES = {
    "plain": ("a,b\n1,2\n3,4\n5,7\n", {}),
    "texts and gaps": ('city,"a, ""b""\nc",x\nOslo,,0.1\n"Ro\nme",-1e-9,\nOslo,3,NA\n', {}),
    "decimal comma": ("a;b\n1,5;2.5\n2,5;3.5\n3;x\n", {}),
    "marks of one's own": ("a,b\n1,NA\n-9,None\n3,-9\n", {"missing": ["-9"]}),
    "no header": ("1,2\n3,4\n5,7\n", {}),
    "names alike": ("x,x ,X,\n1,2,3,4\n3,4,1,2\n5,7,2,2\n", {}),
    "faults": ("a,b\n1,inf\n2,3\nx,1e99\n4,5\n", {}),
    "bytes": ("é;ü\n1;ß\n2;😀\n3;ß\n".encode("utf-16"), {"name": "ä.csv"}),
}
WISH = Choices("b", ("x", "a, b", ""), "binary", ("yes", "1"), "w\n", "", "median")


def packed(text: str) -> str:
    return base64.urlsafe_b64encode(zlib.compress(text.encode(), 9)).decode().rstrip("=")


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("wish", [Choices(), WISH, Choices("a", ())])
def test_it_comes_out_as_it_went_in(name, wish):
    given, asked = TABLES[name]
    table = read_table(given, **asked)
    text = to_text(table, wish)
    again, choices = from_text(text)
    assert again.hash == table.hash
    assert choices == wish
    assert (again.names, again.name) == (table.names, table.name)
    assert [column.fault is None for column in again.columns] == [column.fault is None for column in table.columns]
    assert to_text(again, choices) == text
    assert len(text) == -(-link_size(table, wish) * 4 // 3)


def test_the_same_data_set_to_the_bit():
    rng = np.random.default_rng(0)
    rows = "".join(f"{a!r},{'' if b > 1 else repr(b)},{c!r}\n" for a, b, c in rng.normal(size=(60, 3)).tolist())
    table = read_table("a,b,y\n" + rows)
    made = table.choose("y", missing="median")
    again, choices = from_text(to_text(table, made.choices))
    data = again.chosen(choices).dataset
    assert data.X.tobytes() == made.dataset.X.tobytes()
    assert data.y.tobytes() == made.dataset.y.tobytes()
    assert np.array_equal(data.gaps, made.dataset.gaps)


HEAD = "v,1,x.csv,.\npositive\ntable\n"
BODY = "a,b\n1,2\n3,4\n5,7\n"


def test_what_is_written_by_hand_is_read():
    assert from_text(packed(HEAD + BODY))[0].hash == read_table(BODY).hash


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "damaged"), ("a b", "damaged"), ("é", "damaged"), ("AAAA", "damaged"), ("A", "damaged"), ("\x00", "damaged"),
        (base64.urlsafe_b64encode(b"\xff" * 90).decode(), "damaged"), (packed(HEAD + BODY)[:-9], "damaged"),
        (packed(HEAD + BODY) + "AAAA", "damaged"), ("A" * 8001, "too long"), (packed(""), "damaged"),
        (packed("v,2,x,.\ntable\n" + BODY), "not known"), (packed(BODY), "not known"), (packed("table\n" + BODY), "not known"),
        (packed("v,1,x\ntable\n" + BODY), "not known"), (packed('v,1,"x'), "choices cannot be read"),
        (packed("\n" + HEAD + BODY), "no end"), (packed("".join(f"k{k},1\n" for k in range(99)) + HEAD + BODY), "no end"),
        (packed("v,1,x,;\ntable\n" + BODY), "decimal"), (packed("v,1,x,.\nmissing,mean\ntable\n" + BODY), "missing"),
        (packed("v,1,x,.\ntask,x\ntable\n" + BODY), "task"), (packed(HEAD), "empty"),
        (packed(HEAD + "a,b\n1\n"), "line 2 has 1"),
        (packed(HEAD + "a,a\n1,2\n"), "twice"), (packed(HEAD + "a,b\n" + "1,2\n" * 10_001), "10,001 rows"), (7, "damaged"),
        (None, "damaged"),
    ],
)  # fmt: skip
def test_every_other_text_is_refused_in_a_sentence(text, message):
    with pytest.raises(TableError, match=message):
        from_text(text)


LINKS = st.one_of(
    st.text(max_size=20), st.text(st.sampled_from("AZaz09-_"), max_size=60), st.binary(max_size=60).map(zlib.compress)
)


@settings(max_examples=60)
@given(LINKS)
def test_nothing_else_is_raised(text):
    with pytest.raises(TableError):
        from_text(base64.urlsafe_b64encode(text).decode().rstrip("=") if isinstance(text, bytes) else text)


@settings(max_examples=60)
@given(st.text(max_size=60), st.text(max_size=60))
def test_nothing_else_is_raised_for_what_unpacks(head, body):
    text = (
        base64.urlsafe_b64encode(zlib.compress((head + "\ntable\n" + body).encode("utf-8", "surrogatepass")))
        .decode()
        .rstrip("=")
    )
    with pytest.raises(TableError):
        from_text(text)


@pytest.mark.parametrize("size", [MOST_BYTES + 1, 4 * 10**6])
def test_a_bomb_is_not_inflated(size):
    text = packed(HEAD + "a,b\n" + "\n" * size)
    assert len(text) < LINK_BYTES
    tracemalloc.start()
    with pytest.raises(TableError, match="larger than a table may be"):
        from_text(text)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 3 * MOST_BYTES


@pytest.mark.parametrize("rows", [3, 100, 400, 600, 700, 800, 3_000])
def test_whether_it_fits_is_known_without_writing_all_of_it(rows):
    X = np.random.default_rng(rows).integers(0, 10**7, (rows, 3))
    table = read_table("a,b,y\n" + "".join(f"{a},{b},{y}\n" for a, b, y in X.tolist()), name="x.csv")
    assert fits(table, Choices("y")) is (link_size(table, Choices("y")) <= LINK_BYTES)


@pytest.mark.parametrize("text", ["a,b\n1,x\n,y\n3,\n", 'a;"b;c"\n1,5;"x\ny"\n2,5;"""q"""\n3;z\n'])
def test_a_table_as_csv_is_the_same_content(text):
    table = read_table(text)
    again = read_table(as_csv(table), header=True, separator=",", decimal=".", missing=())
    assert again.hash == table.hash
