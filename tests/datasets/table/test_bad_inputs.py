"""Bad tables: what each gets. Sections C (container and encoding), D (structure) and E (values) of the list of bad inputs."""

from __future__ import annotations

import gzip
import tracemalloc
import zlib
from io import BytesIO
from zipfile import ZipFile

import numpy as np
import pytest

from explorer.datasets import TableError, read_table
from explorer.datasets.table.content import checked_name
from explorer.datasets.table.limits import MOST_BYTES

PLAIN = "a,b\n1,2\n3,4\n5,7\n"
ELEVEN = "x,y\n" + "".join(f"{k * k},c{k % 11}\n" for k in range(40))


def zipped() -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as file:
        file.writestr("x.csv", PLAIN)
    return out.getvalue()


def with_y(name: str, cells: str) -> str:
    """A table of a column of cells between bars, and a target."""
    values = cells.split("|")
    return f"{name},y\n" + "".join(f'"{cell}",{place * place}.5\n' for place, cell in enumerate(values, 1))


REFUSED = [
    ("C1", b"", {}, ["is empty"], None),
    ("C1", b"\n \r\n\n", {}, ["is empty"], None),
    ("C2", b"a,b\n" + b"1,2\n" * 600_000, {}, ["2.3 MB", "limit is 2 MB"], None),
    ("C2", b"x" * (MOST_BYTES + 1), {}, ["2,097,153 bytes", "limit is 2 MB"], None),
    ("C2", lambda: b"x" * (201 * 1024**2), {}, ["201.0 MB", "limit is 2 MB"], None),
    ("C5", zipped(), {}, ["zip", "(it begins with PK)", ".csv"], None),
    ("C5", gzip.compress(PLAIN.encode()), {}, ["gzip", ".csv"], None),
    ("C5", b"PAR1\x15\x04\x15\x10", {}, ["Parquet", "PAR1"], None),
    ("C6", gzip.compress(b"0" * 10**7), {}, ["gzip"], None),
    ("C7", b"\x89PNG\r\n\x1a\n\x00\x00", {}, ["PNG picture", "not a table of text"], None),
    ("C7", b"%PDF-1.7\n%\xe2\xe3", {}, ["PDF"], None),
    ("C7", b"MZ\x90\x00\x03\x00", {}, ["Windows program"], None),
    ("C7", b"\x01\x02\xff\xfe\x00binary", {}, ["not a text file", "byte 0xFF at position 2"], None),
    ("C8", PLAIN.encode("utf-16-le"), {}, ["UTF-16-LE", 'encoding="utf-16-le"'], 1),
    ("C9", "café,b\n1,2\n".encode("cp1252"), {}, ["line 1, column 1", "0xE9 is not UTF-8", 'encoding="cp1252"'], 1),
    ("C9", "a,b\r\n1,2\r\n3,naïve\r\n".encode("latin-1"), {}, ["line 3, column 2", "0xEF"], 3),
    ("C11", "a,b\n1,\0" + "3\n4,5\n6,7\n", {}, ["line 2, column b", "NUL"], 2),
    ("C13", PLAIN, {"name": "<img src=x onerror=alert(1)>"}, ["does not end in .csv"], None),
    ("C14", PLAIN, {"name": "x.csv.exe"}, ['"x.csv.exe" does not end in .csv'], None),
    ("C15", 'a,b\n1,2\n3,4\n"cut off in mid', {}, ["quote opened on line 4 is never closed"], 4),
    ("C15", "a,b\n1,2\n3,4\n5,6\n7", {}, ["line 5 has 1 value"], 5),
    ("D1", "a,b\n", {}, ["no data rows", "at least 3"], None),
    ("D2", "a,b\n1,2\n", {}, ["1 data row", "at least 3"], None),
    ("D2", "a,b\n1,2\n3,4\n", {}, ["2 data rows", "at least 3"], None),
    ("D4", "a,b\n1,2,3\n", {}, ["line 2 has 3 values, the header (line 1) has 2"], 2),
    ("D5", "a,b\n1,2,\n3,4,\n5,6,\n", {}, ["line 2 has 3 values", "ends with a separator", "So do others"], 2),
    ("D6", "a,b\n1,2\n4,5,6\n7,8\n", {}, ["line 3 has 3 values, the header (line 1) has 2"], 3),
    ("D7", "a,b,c\n1,2\n", {}, ["line 2 has 2 values", "has 3", "column c"], 2),
    ("D10", 'a,b\n1,"2\n3,4\n', {}, ["quote opened on line 2 is never closed"], 2),
    ("D10", 'a,b\n"1\n2",3\n4,"5\n6,7\n', {}, ["quote opened on line 4 is never closed"], 4),
    ("D10", 'a,b\n1,"2' + "3,4\n" * 40_000, {}, ["quote opened on line 2 is never closed"], 2),
    ("D10", 'a,b\n"x" y,2\n', {}, ["line 2", "after a closing quote"], 2),
    ("D11", 'a,b\n"1\n2",3\n\n4,5,6\n', {}, ["line 5 has 3 values"], 5),
    ("D12", "a,a,a.1\n1,2,3\n", {}, ['column name "a" appears twice (columns 1 and 2)'], 1),
    ("D16", "a," + "b" * 5000 + "\n1,2\n", {}, ["column 2 has 5,000 characters", "limit is 64"], 1),
    ("D16", "a,b\n1," + "2" * 65_536 + "\n", {}, ["line 2 has 65,538 bytes", "64 KB"], 2),
    ("D16", lambda: "a,b\n" + "x" * (50 * 1024**2) + "\n", {}, ["50.0 MB"], None),
    ("D16", lambda: "x" * (50 * 1024**2) + "\n", {}, ["50.0 MB"], None),
    ("D17", ",".join(["x"] * 200_000) + "\n", {}, ["200000 columns; the limit is 50"], 1),
    ("D18", "a,b\n" + "1,2\n" * 10_001, {}, ["10,001 rows; the limit is 10,000"], None),
    ("D18", 'a,b\n"1",2\n' + "1,2\n" * 10_001, {}, ["more than 10,000 rows"], None),
    ("D19", "# made by hand\na,b\n1,2\n", {}, ["line 2 has 2 values, the header (line 1) has 1"], 2),
]  # fmt: skip


@pytest.mark.parametrize(
    ("row", "given", "asked", "words", "line"), REFUSED, ids=[f"{row[0]}-{k}" for k, row in enumerate(REFUSED)]
)
def test_a_bad_file_is_refused_in_a_sentence_with_its_place(row, given, asked, words, line):
    with pytest.raises(TableError) as caught:
        read_table(given() if callable(given) else given, **asked)
    message = str(caught.value)
    assert [word for word in words if word not in message] == []
    assert caught.value.line == line
    assert len(message) < 300
    assert message.isprintable()


TOLD = [
    ("D2", "a,b,c,d\n1,2,1,4\n3,5,0,6\n5,7,9,9.5\n", {}, ["3 features and 3 examples"]),
    ("D3", "1,2\n3,4\n5,7\n", {}, ['first row looks like data ("1" and "2")', "Is it a header?"]),
    ("D13", "x ,x,X,é,e\u0301\n1,2,3,4,5\n2,5,1,1,2\n4,4,1,6,3\n", {}, ['"x ", "x" and "X" differ, but look alike', '"é"']),
    ("D14", ",b\n1,2\n3,4\n6,5\n", {}, ["Column 1 has no name; it is called col1."]),
    ("D19", "a,x,b,y\n[m],[m/s],,\n1,2,4,3\n2,3,1,5\n3,1,6,8\n", {}, ['line 2, column x: "[m/s]" is not a number', "column a"]),
    ("D19", "a,x,y\n1,2,3\n2,3,5\n5,9,8\n3,1,8\nTotal,,9\n", {"missing": "median"}, ['line 6, column a: "Total"']),
    ("E1", with_y("x1", "1|9|4|2|6||7||3"), {}, ["2 of 9 rows have an empty x1 (first: line 7)"]),
    ("E1", with_y("x1", "nan|N/A|null|None||?|1|3|2|7"), {}, ["6 of 10 rows have an empty x1 (first: line 2)"]),
    ("E1", with_y("x1", "nan|1|3|2|7"), {"missing": "median"}, ["x1: 1 empty cell (first: line 2) gets", "median"]),
    ("E2", "a,b,y\ninf,1,2\n2,5,4\n3,1,1\n", {}, ['line 2, column a: "inf" is not a finite number']),
    ("E2", "a,b,y\n1e999,1,2\n2,5,4\n3,1,1\n", {}, ['line 2, column a: "1e999" is not a finite number']),
    ("E2", "a,b,y\n1,1,2\n-Infinity,5,4\n3,1,1\n", {}, ['line 3, column a: "-Infinity" is not a finite number']),
    ("E3", "a,b,y\n1,1,2\n1e300,5,4\n3,1,1\n", {}, ['line 3, column a: "1e300" is outside', "1e+16"]),
    ("E4", "a,b,y\n99999999999999999999999,1,2\n2,5,4\n3,1,1\n", {}, ['column a: "99999999999999999999999" is outside']),
    ("E5", "a,y\n9007199254740993,1\n2,2\n3,4\n", {}, ["Line 2, column a: 9007199254740993 is kept as 9007199254740992"]),
    ("E6", "x2,b,y\n3.0,1,2\n3,5,4\n3,1,1\n", {}, ["x2 is left out: it is the same in every row (3)"]),
    ("E6", "a,y\n1,2\n3,2\n7,2\n", {"target": "y"}, ["y is 2 in every row", "R² is undefined"]),
    ("E7", "x1,b,x3,y\n1,5,2,1\n2,1,4,3\n3,7,6,4\n4,2,8,1.5\n5,1,10,7\n", {}, ["x3 is left out: it is x1 on another scale"]),
    ("E7", "x1,x3,y\n1,1,1\n2,2,3\n9,9,4\n", {}, ["x3 is left out: it is a copy of x1."]),
    ("E8", "age,b,y\n5,1,1\n6,3,2\n7,4,3\nunknown,8,4\n8,1,2.5\n", {}, ['line 5, column age: "unknown" is not a number']),
    ("E8", "day,b,y\n2026-01-01,1,1\n2026-01-02,3,2\n2026-01-02,5,4\n", {}, ["day is left out", "dates"]),
    ("E8", "ok,b,y\nTrue,1,1\nFalse,3,2\nTrue,5,4\n", {}, ['ok became 2 columns', '"ok=True"']),
    ("E10", "x,y\n1,3\n2,7\n3,7\n5,3\n", {}, ['"7" is +1', '"3" is −1']),
    ("E10", "x,y\n1,yes\n2,no\n3,no\n5,yes\n", {}, ['"yes" is +1', '"no" is −1']),
    ("E12", "x,y\n1,3\n2,4\n3,5\n5,6\n7,1e9\n9,4.5\n8,3.5\n", {}, ["1 value far from the rest, such as 1e+09 on line 6"]),
]  # fmt: skip


@pytest.mark.parametrize(("row", "given", "chosen", "words"), TOLD, ids=[f"{row[0]}-{k}" for k, row in enumerate(TOLD)])
def test_what_is_odd_is_told_and_the_rest_is_used(row, given, chosen, words):
    table = read_table(given)
    made = table.choose(**chosen)
    told = " ".join([*table.notes, *made.left_out.values(), *made.notes])
    assert [word for word in words if word not in told] == []
    assert np.isfinite(made.dataset.X).all()
    assert told.isprintable()


NO_DATASET = [
    ("D19", "a,x\n[m],[m/s]\n1,2\n3,4\n5,1\n", {}, ['line 2, column x: "[m/s]" is not a number'], ""),
    ("E1", "x1,y\n,1\n,2\n3,3\n4,5\n", {}, ["2 of 4 rows are complete; at least 3", 'missing="median"'], ""),
    ("E6", "a,b\n3,1\n3,1\n3,1\n", {"target": "b"}, ["a is left out: it is the same in every row (3)"], ""),
    ("E8", "name,b\nAnn,1\nBob,2\nCid,4\nDan,3\n", {"target": "b"}, ["name is left out: it is another text in every row"], ""),
    ("E8", "age,y\n5,1\n6,2\n7,4\nunknown,4\n", {"target": "age"}, ['line 5, column age: "unknown" is not a number'], "age"),
    ("E9", with_y("a", "1,000|2,500|1,750"), {"target": "y"}, ['"1,000" is not a number: write 1000'], ""),
    ("E9", with_y("a", "$5|$6|$7"), {"target": "y"}, ['"$5" is not a number: write 5 alone'], ""),
    ("E9", with_y("a", "10%|12%|7%"), {"target": "y"}, ['"10%" is not a number: write 10 alone'], ""),
    ("E9", with_y("a", "5 kg|6 kg|7 kg"), {"target": "y"}, ['"5 kg" is not a number: write 5 alone'], ""),
    ("E9", with_y("a", "1\xa0234|2\xa0345|4\xa0567"), {"target": "y"}, ["is not a number: write 1234"], ""),
    ("E9", with_y("a", "−5|−6|−9"), {"target": "y"}, ['"−5" is not a number', "write -5"], ""),
    ("E9", with_y("a", "١٢|7|9"), {"target": "y"}, ['"١٢" is not a number: use the digits 0 to 9'], ""),
    ("E9", with_y("a", "0x10|7|9"), {"target": "y"}, ['"0x10" is not a number'], ""),
    ("E9", with_y("a", "1_000|7|9"), {"target": "y"}, ['"1_000" is not a number'], ""),
    ("E11", ELEVEN, {"target": "y"}, ["11 different values", "at most 10"], "y"),
    ("E13", "a,b\n" + "1,2\n" * 10_000, {"target": "b"}, ["no feature is left", "a is left out"], ""),
    ("E13", "x,w,y\n1,1,3\n2,2,4.5\n3,-1,5\n", {"weights": "w"}, ["line 4, column w", "0 or above, and not all 0", "-1"], "w"),
    ("E13", "x,w,y\n1,0,3\n2,0,4.5\n3,0,5\n", {"weights": "w"}, ["not all 0"], "w"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("row", "given", "chosen", "words", "column"), NO_DATASET, ids=[f"{r[0]}-{k}" for k, r in enumerate(NO_DATASET)]
)
def test_values_that_cannot_be_used_are_refused_with_the_cell(row, given, chosen, words, column):
    table = read_table(given)
    with pytest.raises(TableError) as caught:
        table.choose(**chosen)
    message = str(caught.value)
    assert [word for word in words if word not in message] == []
    assert caught.value.column == column
    assert message.isprintable()


SAME = [[1.0, 2.0], [3.0, 4.0], [5.0, 7.0]]
READ = [
    ("C8", PLAIN.encode("utf-16"), {}, ("a", "b"), SAME),
    ("C8", PLAIN.encode("utf-32"), {}, ("a", "b"), SAME),
    ("C8", b"\xfe\xff" + PLAIN.encode("utf-16-be"), {}, ("a", "b"), SAME),
    ("C9", PLAIN.replace("a", "é").encode("cp1252"), {"encoding": "cp1252"}, ("é", "b"), SAME),
    ("C10", PLAIN.encode("utf-8-sig"), {}, ("a", "b"), SAME),
    ("C12", PLAIN.replace("\n", "\r"), {}, ("a", "b"), SAME),
    ("C12", PLAIN.replace("\n", "\r\n").strip(), {}, ("a", "b"), SAME),
    ("C12", "a,b\r1,2\r\n3,4\n5,7", {}, ("a", "b"), SAME),
    ("C13", PLAIN, {"name": "../../etc/passwd.csv"}, ("a", "b"), SAME),
    ("C14", PLAIN, {"name": "X.CSV"}, ("a", "b"), SAME),
    ("C14", PLAIN, {"name": "x.txt"}, ("a", "b"), SAME),
    ("D3", PLAIN[4:], {"header": False}, ("col1", "col2"), SAME),
    ("D8", "a;b\n1,5;2,5\n3;4,25\n5;7\n", {}, ("a", "b"), [[1.5, 2.5], [3.0, 4.25], [5.0, 7.0]]),
    ("D9", PLAIN.replace(",", "\t"), {}, ("a", "b"), SAME),
    ("D9", PLAIN.replace(",", "|"), {}, ("a", "b"), SAME),
    ("D11", '"a\nb","c,""d"""\n1,2\n3,4\n5,7\n', {}, ("a\nb", 'c,"d"'), SAME),
    ("D15", "1,index\n1,2\n3,4\n5,7\n", {}, ("1", "index"), SAME),
    ("D15", "2019,2020\n1,2\n3,4\n5,7\n", {"header": True}, ("2019", "2020"), SAME),
    ("D15", "lr,__proto__\n1,2\n3,4\n5,7\n", {}, ("lr", "__proto__"), SAME),
    ("D15", "=1+1,%{x}\n1,2\n3,4\n5,7\n", {}, ("=1+1", "%{x}"), SAME),
    ("D15", "constructor,<b>\n1,2\n3,4\n5,7\n", {}, ("constructor", "<b>"), SAME),
    ("D18", "a,b\n" + "1,2\n" * 10_000, {}, ("a", "b"), [[1.0, 2.0]] * 10_000),
    ("D19", "\n\na,b\n1,2\n\n3,4\n5,7\n\n", {}, ("a", "b"), SAME),
    ("E3", "a,b\n1e-320,1e9\n1e-9,2\n2.5e-9,-1e9\n", {}, ("a", "b"), [[1e-320, 1e9], [1e-9, 2.0], [2.5e-9, -1e9]]),
    ("E4", "a,b\n9999999999999999,2\n3,4\n5,7\n", {}, ("a", "b"), [[1e16, 2.0], *SAME[1:]]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("row", "given", "asked", "names", "values"), READ, ids=[f"{row[0]}-{k}" for k, row in enumerate(READ)]
)
def test_what_is_only_unusual_is_read(row, given, asked, names, values):
    table = read_table(given, **asked)
    assert table.names == names
    assert np.column_stack([column.numbers for column in table.columns]).tolist() == values


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../etc/passwd.csv", "passwd.csv"),
        ("C:\\Users\\me\\x.csv", "x.csv"),
        ("<img src=x onerror=y>.csv", "<img src=x onerror=y>.csv"),
        ("\u202egpj.csv", "\\u202egpj.csv"),
        ("n" * 300 + ".csv", "n" * 60 + "…"),
    ],
    ids=lambda text: f"C13-{text[:8]!a}",
)
def test_a_name_is_never_a_path_and_is_shown_escaped_and_cut(given, shown):
    assert read_table(PLAIN, name=given).name == shown
    assert not {"/", "\\"} & set(checked_name(given))


def test_c3_more_than_the_limit_costs_no_memory():
    """However a file comes in, what is above the limit is refused before a copy of it is made."""
    content = b"1,2\n" * 10**6
    tracemalloc.start()
    with pytest.raises(TableError, match="limit is 2 MB"):
        read_table(content)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 100_000


def test_c4_nothing_is_kept_of_tables_that_were_read():
    def reading() -> None:
        for k in range(5):
            assert read_table(f"a,b{k}\n" + "1,2\n" * 5_000).choose("a", features=[f"b{k}"]).dataset.n == 5_000

    reading()
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    reading()
    kept = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    assert kept < 200_000  # one of the tables alone has 80,000 bytes, and as many again as a data set


def test_c6_what_is_compressed_is_not_inflated():
    bomb = gzip.compress(b"0" * 2 * 10**7)
    assert len(bomb) < MOST_BYTES
    tracemalloc.start()
    with pytest.raises(TableError, match="gzip"):
        read_table(bomb, name="x.csv")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 500_000
    with pytest.raises(TableError):
        read_table(zlib.compress(b"0" * 10**6), encoding="zlib")


def test_c15_a_table_stays_as_it_is_when_the_next_one_is_refused():
    table = read_table(PLAIN)
    before = table.hash
    with pytest.raises(TableError):
        read_table('a,b\n1,"2')
    assert table.hash == before
    assert not any(column.numbers.flags.writeable for column in table.columns)


def test_c16_the_content_is_what_tells_tables_apart():
    first, again = read_table(PLAIN, name="x.csv"), read_table(PLAIN.replace(",", ";").encode("utf-16"), name="y.csv")
    other = read_table(PLAIN.replace("7", "8"), name="x.csv")
    assert first.hash == again.hash != other.hash


def test_every_row_of_the_list_has_a_case():
    own = {"C3", "C4", "C6", "C13", "C15", "C16"}
    rows = {case[0] for cases in (REFUSED, TOLD, NO_DATASET, READ) for case in cases} | own
    wanted = [("C", 16), ("D", 19), ("E", 13)]
    assert [f"{letter}{k}" for letter, last in wanted for k in range(1, last + 1) if f"{letter}{k}" not in rows] == []
