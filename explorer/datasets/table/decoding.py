"""From the bytes of a file to its text: what is no text is named, an encoding is read from its mark and never guessed."""

from __future__ import annotations

from explorer.core.text import shown
from explorer.datasets.table.errors import TableError
from explorer.datasets.table.limits import ENCODINGS
from explorer.datasets.table.separators import guess_separator

BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe\x00\x00", "utf-32"), (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"),
)  # fmt: skip
"""How a file begins -> its encoding; the longer marks stand before those that they begin with."""
KINDS = (
    (b"PK", "a zip file or an Excel workbook (.xlsx)"), (b"\x1f\x8b", "a gzip file"), (b"PAR1", "a Parquet file"),
    (b"\x89PNG", "a PNG picture"), (b"\xff\xd8\xff", "a JPEG picture"), (b"GIF8", "a GIF picture"), (b"%PDF", "a PDF"),
    (b"MZ", "a Windows program"), (b"\x7fELF", "a Linux program"), (b"\xd0\xcf\x11\xe0", "an old Excel workbook (.xls)"),
    (b"BZh", "a bzip2 file"), (b"\xfd7zXZ", "an xz file"), (b"7z\xbc\xaf", "a 7z file"), (b"\x28\xb5\x2f\xfd", "a zstd file"),
    (b"ARROW1", "an Arrow file"), (b"SQLite format 3", "a SQLite database"), (b"\x89HDF", "an HDF5 file"),
)  # fmt: skip
"""How files begin that are no tables of text."""
TEXT_STARTS = (b"PK", b"MZ", b"BZh", b"GIF8", b"PAR1", b"ARROW1")
"""Of these, those that a text may begin with too; then a byte that no text has must follow."""
CONTROL = bytes(range(9)) + bytes(range(14, 32))


def decoded(content: bytes, encoding: str | None = None) -> tuple[str, str]:
    """The text of a file without a byte order mark, and its encoding: the one asked for, that of the mark, or UTF-8.

    Raises `TableError` for what is no text, and for what is not in that encoding, with one that would do on offer.
    """
    _refuse_other_files(content)
    if encoding is not None and encoding.lower().replace("_", "-") not in [known.replace("_", "-") for known in ENCODINGS]:
        raise TableError(f'encoding: "{shown(encoding)}" is not one of {", ".join(ENCODINGS)}.')
    marked = next((name for mark, name in BYTE_ORDER_MARKS if content.startswith(mark)), "")
    used = encoding.lower() if encoding is not None else marked or "utf-8"
    if used == "utf-8" and (half := _half_empty(content)):
        raise TableError(
            f'every other byte is 0, as in {half.upper()} without its mark. Then say encoding="{half}".',
            1, remedy={"encoding": half}, offer=f"Read as {half.upper()}",
        )  # fmt: skip
    try:
        text = content.decode(used)
    except UnicodeDecodeError as error:
        raise _undecodable(content, used, error) from None
    return text.removeprefix("\ufeff"), used


def _refuse_other_files(content: bytes) -> None:
    for start, kind in KINDS:
        if content.startswith(start) and (start not in TEXT_STARTS or any(byte in content[:512] for byte in CONTROL)):
            first = shown(start.decode("latin-1"))
            raise TableError(
                f"this is {kind} (it begins with {first}), not a table of text. Save the table as a plain .csv file."
            )


def _half_empty(content: bytes) -> str:
    """The encoding of two bytes a letter that a file looks like, since every other byte is 0; "" for none."""
    even, odd = content[:200:2], content[1:200:2]
    if len(odd) > 1 and odd.count(0) > 0.9 * len(odd) and not even.count(0):
        return "utf-16-le"
    return "utf-16-be" if len(odd) > 1 and even.count(0) > 0.9 * len(even) and not odd.count(0) else ""


def _undecodable(content: bytes, encoding: str, error: UnicodeDecodeError) -> TableError:
    before, at = content[: error.start], error.start
    if encoding.startswith(("utf-16", "utf-32")) or at >= len(content):
        return TableError(f"the file is not in {encoding.upper()}: {error.reason} at byte {at}. Save it as UTF-8.")
    byte = f"0x{content[at]:02X}"
    if any(control in content[:512] for control in CONTROL):
        return TableError(f"this is not a text file (byte {byte} at position {at}). Save the table as a plain .csv file.")
    text = before.decode("latin-1").replace("\r\n", "\n").replace("\r", "\n")
    line, start = text.count("\n") + 1, text.rfind("\n") + 1
    column = text[start:].count(guess_separator(content.decode("latin-1")) or ",") + 1
    problem = f"line {line}, column {column}: byte {byte} is not {encoding.upper()}"
    try:
        content.decode("cp1252")
    except UnicodeDecodeError:
        return TableError(f"{problem}. Save the file as UTF-8.", line)
    return TableError(
        f'{problem}. Is it Windows-1252, as many spreadsheets save? Then say encoding="cp1252".',
        line, remedy={"encoding": "cp1252"}, offer="Read as Windows-1252",
    )  # fmt: skip
