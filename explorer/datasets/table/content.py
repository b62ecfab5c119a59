"""What is given to be read: a file, its bytes or a text. Its size and its name are checked before anything is read."""

from __future__ import annotations

from pathlib import Path, PurePosixPath, PureWindowsPath

from explorer.core.text import shown
from explorer.datasets.table.errors import TableError, quoted
from explorer.datasets.table.limits import MOST_BYTES, SUFFIXES

PASTED = "the pasted text"


def content_of(given: bytes | str | Path, name: str | None = None, most: int = MOST_BYTES) -> tuple[bytes | str, str]:
    """The bytes or the text of a table, not above the limit, and what to call it.

    Bytes are the content of a file. A `Path` is a file. A ``str`` is text if it has a line break in it, or else the name of a
    file; an empty one is an empty text. ``name`` is what to call the content, as for bytes that were uploaded. Content that
    is no file may have ``most`` bytes.
    """
    if isinstance(given, str) and (not given or "\n" in given or "\r" in given):
        _check_size(len(given) if len(given) > most else len(given.encode("utf-8", "surrogatepass")), most)
        return given, PASTED if name is None else checked_name(name)
    if isinstance(given, (str, Path)):
        return _read(Path(given)), checked_name(str(given) if name is None else name)
    _check_size(len(given), most)
    return given, "the file" if name is None else checked_name(name)


def checked_name(name: str) -> str:
    """The last part of a file's name, which is shown and never opened; it must end as a table's does.

    >>> checked_name("C:\\\\data\\\\Prices.CSV"), checked_name("../../etc/passwd.csv")
    ('Prices.CSV', 'passwd.csv')
    """
    last = PurePosixPath(PureWindowsPath(name).name or name).name
    if not last.lower().endswith(SUFFIXES):
        raise TableError(f"{quoted(last)} does not end in {', '.join(SUFFIXES[:-1])} or {SUFFIXES[-1]}: is it a plain table?")
    return last


def _read(path: Path) -> bytes:
    try:
        _check_size(path.stat().st_size)
        with path.open("rb") as file:
            read = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        if isinstance(error, TableError):
            raise
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise TableError(f"the file {quoted(str(path))} cannot be read: {shown(reason)}.") from None
    _check_size(len(read))
    return read


def _check_size(size: int, most: int = MOST_BYTES) -> None:
    if size > most:
        mega = 1024**2
        read = f"{size / mega:.1f} MB" if size > 1.05 * most else f"{size:,} bytes"
        raise TableError(f"the table has {read}; the limit is {most / mega:g} MB ({most:,} bytes).")
